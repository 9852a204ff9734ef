"""What the language versions of one document disagree on: who is cited, where, with which date, with which relation.

All versions of a resolution are official and say the same. Where one lacks a citation that another has, either a text
is faulty or it was read wrongly; each disagreement is told with the words of both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """The document cited; of a clause whose relation differs, all that it cites, joined by `;`."""
    about: Literal["citation", "paragraph", "date", "relation"]
    """Whether the citation is lacking in some languages, or where it stands, its date or its relation differs."""
    paragraph: str | None
    """Where it stands in the first of the languages."""
    value: str
    """What the fewer languages say: the paragraphs, the date, the relation; of a citation, its symbol."""
    langs: str
    """Languages that say so, joined by `;`."""
    words: str
    """The words that show it, in the first of these languages: the mention, for a relation the opening of the clause."""
    instead: str
    """What most languages say; of a citation that the others lack, nothing."""
    others: str
    """Languages that say otherwise or nothing, joined by `;`."""
    other_words: str
    """The words of the first of those who say `instead`."""
    file: str


def consensus(graph: nx.DiGraph[str]) -> list[Disagreement]:
    """Every disagreement between the language versions of the documents held in several. Sorted by document.

    Paragraphs are compared between the languages that have the citation, dates between those that print one, relations
    paragraph by paragraph between those that cite the document there. A clause whose relation differs is told once,
    whatever it cites.
    """
    found: list[Disagreement] = []
    for (citing, cited), group in sorted(_mentions(graph).items()):
        held = set(str(graph.nodes[citing].get("langs", "")).split(";"))
        have = {c.lang for c in group}
        if held - have:
            found.append(_told("citation", cited, group, "", (), held - have))
        found += _differing("paragraph", _places(group))
        adopted = str(graph.nodes[cited].get("date", ""))
        found += _differing("date", [(c.cited_date, c) for c in group if c.cited_date], adopted)
        for paragraph in dict.fromkeys(c.paragraph for c in group if c.paragraph):
            found += _differing("relation", [(c.relation, c) for c in group if c.paragraph == paragraph])
    return _by_clause(found)


def _mentions(graph: nx.DiGraph[str]) -> Mapping[tuple[str, str], list[Citation]]:
    """Mentions outside headings by citing and cited document, the language that speaks first in front."""
    mentions: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for c in sorted(graph.graph["mentions"], key=lambda c: (lang_rank(c.lang), c.file, c.span_start)):
        if c.citing in graph and c.cited in graph and c.place != "heading":
            mentions[c.citing, c.cited].append(c)
    return mentions


def _places(group: Iterable[Citation]) -> Iterator[tuple[str, Citation]]:
    """The paragraphs in which each language has a citation, joined by `;`, with its first mention."""
    by_lang: dict[str, list[Citation]] = defaultdict(list)
    for c in group:
        by_lang[c.lang].append(c)
    for own in by_lang.values():
        yield ";".join(dict.fromkeys(c.paragraph or c.place for c in own)), own[0]


def _differing(
    about: Literal["paragraph", "date", "relation"], said: Iterable[tuple[str, Citation]], preferred: str = ""
) -> Iterator[Disagreement]:
    """What fewer languages say than most do, where they say anything; of equals the `preferred` counts as most."""
    groups: dict[str, list[Citation]] = defaultdict(list)
    for value, c in said:
        groups[value].append(c)
    langs = {value: {c.lang for c in group} for value, group in groups.items()}
    speaking = {lang for found in langs.values() for lang in found}
    most = max(langs, key=lambda value: (len(langs[value]), value == preferred), default="")
    for value, group in groups.items():
        if value != most and langs[value] != speaking:
            yield _told(about, value, group, most, groups[most], speaking - langs[value])


def _told(
    about: Literal["citation", "paragraph", "date", "relation"],
    value: str,
    group: Sequence[Citation],
    instead: str,
    against: Sequence[Citation],
    others: set[str],
) -> Disagreement:
    first = group[0]
    return Disagreement(
        citing=str(first.citing),
        cited=str(first.cited),
        about=about,
        paragraph=first.paragraph,
        value=value,
        langs=join_langs({c.lang for c in group}),
        words=_words(about, first),
        instead=instead,
        others=join_langs(others),
        other_words=_words(about, against[0]) if against else "",
        file=first.file,
    )


def _words(about: str, c: Citation) -> str:
    return c.verb if about == "relation" else c.quote


def _by_clause(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Bring together the findings of one clause whose relation differs, in the place of the first."""
    clauses: dict[Disagreement, list[str]] = {}
    for row in found:
        same = replace(row, cited="") if row.about == "relation" else row
        clauses.setdefault(same, []).append(row.cited)
    return [replace(row, cited=";".join(cited)) for row, cited in clauses.items()]
