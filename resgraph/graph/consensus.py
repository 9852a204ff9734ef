"""What the language versions of one document disagree on: who is cited, with which date, with which relation.

All versions of a resolution are official and say the same. Where one lacks a citation that another has, either a text
is faulty or it was read wrongly; each disagreement is told with the words of a version that has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Whether the citation is lacking in some languages, or its date or relation differs."""
    value: str
    """What the fewer languages say: the date, or paragraph and relation; of a citation, its symbol."""
    langs: str
    """Languages that say so, joined by `;`."""
    instead: str
    """What most languages say; of a citation that the others lack, nothing."""
    others: str
    """Languages that say otherwise or nothing, joined by `;`."""
    paragraph: str | None
    verb: str
    quote: str
    """The mention, in the first of the languages that have it."""
    file: str


def consensus(graph: nx.DiGraph[str]) -> list[Disagreement]:
    """Every disagreement between the language versions of the documents held in several, sorted by document.

    A date is compared between the languages that print one, a relation paragraph by paragraph between those that cite
    the document there.
    """
    found: list[Disagreement] = []
    for (citing, cited), group in sorted(_mentions(graph).items()):
        held = set(str(graph.nodes[citing].get("langs", "")).split(";"))
        have = {c.lang for c in group}
        if held - have:
            found.append(_told(group, "citation", cited, "", held - have))
        found += _differing("date", [(c.cited_date, c) for c in group if c.cited_date])
        paragraphs = dict.fromkeys(c.paragraph for c in group if c.paragraph)
        for paragraph in paragraphs:
            found += _differing(
                "relation", [(f"{paragraph} {c.relation}", c) for c in group if c.paragraph == paragraph]
            )
    return found


def _mentions(graph: nx.DiGraph[str]) -> Mapping[tuple[str, str], list[Citation]]:
    """Mentions outside headings by citing and cited document, the language that speaks first in front."""
    mentions: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for c in sorted(graph.graph["mentions"], key=lambda c: (lang_rank(c.lang), c.file, c.span_start)):
        if c.citing in graph and c.cited in graph and c.place != "heading":
            mentions[c.citing, c.cited].append(c)
    return mentions


def _differing(about: Literal["date", "relation"], said: Iterable[tuple[str, Citation]]) -> Iterator[Disagreement]:
    """What fewer languages say than most do, where they say anything."""
    groups: dict[str, list[Citation]] = defaultdict(list)
    for value, c in said:
        groups[value].append(c)
    langs = {value: {c.lang for c in group} for value, group in groups.items()}
    speaking = {lang for found in langs.values() for lang in found}
    most = max(langs, key=lambda value: len(langs[value]), default="")
    for value, group in groups.items():
        if value != most and langs[value] != speaking:
            yield _told(group, about, value, most, speaking - langs[value])


def _told(
    group: Sequence[Citation],
    about: Literal["citation", "date", "relation"],
    value: str,
    instead: str,
    others: set[str],
) -> Disagreement:
    first = group[0]
    return Disagreement(
        citing=str(first.citing),
        cited=str(first.cited),
        about=about,
        value=value,
        langs=join_langs({c.lang for c in group}),
        instead=instead,
        others=join_langs(others),
        paragraph=first.paragraph,
        verb=first.verb,
        quote=first.quote,
        file=first.file,
    )
