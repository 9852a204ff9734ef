"""What the language versions of one document disagree on: who is cited, with which date, with which relation.

All versions of a resolution are official and say the same. Where one lacks a citation that another has, either a text
is faulty or it was read wrongly; each disagreement is told with the words of a version that has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from resgraph.graph.versions import join_langs, lang_rank
from resgraph.models import Citation

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Disagreement", "consensus"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One point on which the language versions of a document disagree."""

    citing: str
    cited: str
    about: Literal["citation", "date", "relation"]
    """Whether the citation itself is lacking somewhere, or its date or relation differs."""
    value: str
    """The date or the paragraph and relation that only some languages have; the cited symbol where it is lacking."""
    langs: str
    """Languages that have it, joined by `;`."""
    lacking: str
    """Languages held that do not have it, joined by `;`."""
    paragraph: str | None
    verb: str
    quote: str
    """The mention, in the first of the languages that have it."""
    file: str


def consensus(graph: nx.DiGraph[str]) -> list[Disagreement]:
    """Every disagreement between the language versions of the documents held in several, sorted by document.

    A relation is compared paragraph by paragraph, between the languages that cite the document there; a date between
    those that print one.
    """
    mentions: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for c in graph.graph["mentions"]:
        if c.citing in graph and c.cited in graph and c.place != "heading":
            mentions[c.citing, c.cited].append(c)
    found: list[Disagreement] = []
    for citing, cited in sorted(mentions):
        held = set(str(graph.nodes[citing].get("langs", "")).split(";"))
        group = sorted(mentions[citing, cited], key=lambda c: (lang_rank(c.lang), c.span_start))
        have = {c.lang for c in group}
        if held - have:
            found.append(_told(group, "citation", cited, have, held))
        dates = {(c.cited_date, c) for c in group if c.cited_date}
        found += _differing("date", dates)
        by_paragraph: dict[str, set[tuple[str, Citation]]] = defaultdict(set)
        for c in group:
            if c.paragraph:
                by_paragraph[c.paragraph].add((f"{c.paragraph} {c.relation}", c))
        for values in by_paragraph.values():
            found += _differing("relation", values)
    return found


def _differing(about: Literal["date", "relation"], values: Iterable[tuple[str, Citation]]) -> Iterable[Disagreement]:
    """The values that not all languages have which say something on the matter."""
    by_value: dict[str, list[Citation]] = defaultdict(list)
    for value, c in values:
        by_value[value].append(c)
    speaking = {c.lang for group in by_value.values() for c in group}
    for value, group in sorted(by_value.items()):
        have = {c.lang for c in group}
        if have != speaking:
            ordered = sorted(group, key=lambda c: (lang_rank(c.lang), c.span_start))
            yield _told(ordered, about, value, have, speaking)


def _told(
    group: Sequence[Citation],
    about: Literal["citation", "date", "relation"],
    value: str,
    have: set[str],
    held: set[str],
) -> Disagreement:
    first = group[0]
    return Disagreement(
        citing=str(first.citing),
        cited=str(first.cited),
        about=about,
        value=value,
        langs=join_langs(have),
        lacking=join_langs(held - have),
        paragraph=first.paragraph,
        verb=first.verb,
        quote=first.quote,
        file=first.file,
    )
