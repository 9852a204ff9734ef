"""What an edge says of one citation: the mentions of one document in another, brought together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from resgraph.graph.dates import years_between
from resgraph.graph.nodes import Attributes
from resgraph.graph.versions import join_langs
from resgraph.models import Citation
from resgraph.schema import RELATION_STRENGTH

__all__ = ["edge"]


def edge(
    mentions: Mapping[str, Sequence[Citation]], *, held: Sequence[str], date: str | None, adopted: str | None
) -> Attributes:
    """Attributes of the edge between two documents.

    `mentions` are those of one pair by language, the language that speaks first, each in the order of the text; `held`
    are the languages in which the citing document is held; `date` and `adopted` the dates of the citing and the cited
    document.
    """
    speaking = next(iter(mentions.values()))
    first = speaking[0]
    telling = min(speaking, key=lambda c: RELATION_STRENGTH.get(c.relation, len(RELATION_STRENGTH)))
    relations = sorted({c.relation for c in speaking}, key=lambda name: RELATION_STRENGTH.get(name, 99))
    attributes: Attributes = {
        "relation": telling.relation,
        "relations": ";".join(relations),
        "weight": len(speaking),
        "verb": telling.verb,
        "place": first.place,
        "quote": telling.quote,
        "langs": join_langs(mentions),
    }
    paragraphs = list(dict.fromkeys(c.paragraph for c in speaking if c.paragraph))
    if paragraphs:
        attributes["first_paragraph"] = paragraphs[0]
        attributes["paragraphs"] = ";".join(paragraphs)
    printed = next((c.cited_date for c in speaking if c.cited_date), None)
    attributes |= {
        name: value for name, value in (("date", date), ("cited_date", printed), ("cited_adopted", adopted)) if value
    }
    if date and adopted:
        attributes["lag_years"] = years_between(date, adopted)
    flags = {flag for citations in mentions.values() for c in citations for flag in c.flags} - {"self", "forward"}
    if first.citing == first.cited:
        flags.add("self")
    elif date and adopted and date < adopted:
        flags.add("forward")
    if set(held) - set(mentions):
        flags.add("langs_disagree")
    if flags:
        attributes["flags"] = ";".join(sorted(flags))
    return attributes
