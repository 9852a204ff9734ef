"""Series: the chains of resolutions that renew one mandate, found from the words in which they cite each other.

A resolution succeeds an earlier one where it cites it in a clause that also repeats what the earlier one enumerated
("Recalling its resolutions 57/270 B …, 60/212 …, 62/209 …"), or where both have the same title or agenda item. The
chain follows each resolution to its latest predecessor, and takes in what the chain's enumerations name again and
again, read or not. A root is cited by almost every member in its preamble, ahead of the enumeration or older than all
of it. What all the world cites (the Universal Declaration, the 2030 Agenda) is neither: most who cite it are not of
the series.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resgraph.lineage.clauses import Clauses, adopted, clauses, is_preamble, paragraph_order

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Series", "annotate", "by_date", "find_series"]

ROOT_SHARE = 0.8
"""A root is cited by at least this share of the members read and adopted after it."""
MEMBER_SHARE = 0.5
"""A member is enumerated by at least this share of the members read and adopted after it."""
OWN_SHARE = 0.3
"""At least this share of those who cite a root or an enumerated document are of the series."""

_SPOKEN = ("title", "agenda_title", "langs")
"""Words that tell mandates apart, and the languages they are in: only words of one language can be unlike."""


@dataclass(frozen=True, slots=True)
class Series:
    """A chain of resolutions that renew one mandate."""

    members: tuple[str, ...]
    """Symbols, oldest first."""
    held: tuple[str, ...]
    """Those of them that were read."""
    roots: tuple[str, ...]
    """Symbols of what almost every member cites outside the enumeration and before it, oldest first."""
    enumerations: int
    """How many of those read enumerate the others."""
    same_title: int
    """How many of those read have one title."""
    same_item: int
    """How many of those read stand under one agenda item."""

    @property
    def confirmed(self) -> bool:
        """Whether at least two resolutions agree on it."""
        return max(self.enumerations, self.same_title) > 1


def find_series(graph: nx.DiGraph[str]) -> tuple[Series, ...]:
    """All series that the texts of a graph show, the one with most members first.

    Each is confirmed by at least two resolutions, or joined by title where each cites only the last one.
    """
    table = {symbol: clauses(graph, symbol) for symbol, held in graph.nodes(data="held") if held}
    citers = Counter(cited for own in table.values() for cited in {one for clause in own.values() for one in clause})
    words = {name: {s: _words(graph.nodes[s].get(name, "")) for s in table} for name in _SPOKEN}
    texts = _Texts(graph, table, citers, words)
    found = [_series(texts, chain) for chain in _chains(texts)]
    return tuple(sorted(found, key=lambda one: (-len(one.members), one.members)))


def annotate(graph: nx.DiGraph[str], found: Iterable[Series]) -> None:
    """Write into each member's `series` the first member of its series, of several the longest."""
    for one in sorted(found, key=lambda one: len(one.members)):
        for member in one.members:
            graph.nodes[member]["series"] = one.members[0]


def by_date(graph: nx.DiGraph[str], symbols: Iterable[str]) -> tuple[str, ...]:
    """Symbols by date of adoption, oldest first; those of unknown date by their session."""
    return tuple(sorted(symbols, key=lambda symbol: (adopted(graph, symbol), symbol)))


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the resolutions that were read print."""

    graph: nx.DiGraph[str]
    table: Mapping[str, Clauses]
    """Clauses of each resolution read."""
    citers: Mapping[str, int]
    """How many resolutions cite each document in a clause."""
    words: Mapping[str, Mapping[str, str]]
    """The attributes in `_SPOKEN` of each resolution read, capitals and spaces levelled; empty where unknown."""

    def own(self, cited: str, members: Iterable[str]) -> bool:
        """Whether those who cite a document in a clause are to a good part members of a series."""
        inside = sum(any(cited in clause for clause in self.table[member].values()) for member in members)
        return inside >= OWN_SHARE * self.citers[cited]

    def eligible(self, symbols: Iterable[str], cited: str) -> int:
        """How many of some resolutions were adopted after a document, and so could cite it."""
        date = adopted(self.graph, cited)
        return sum(adopted(self.graph, symbol) > date for symbol in symbols)

    def alike(self, members: Iterable[str], name: str) -> int:
        """How many of some resolutions have the same words in an attribute."""
        return max(Counter(words for symbol in members if (words := self.words[name][symbol])).values(), default=0)


def _words(text: object) -> str:
    """A text without regard to capitals and spaces."""
    return " ".join(str(text).casefold().split())


def _chains(texts: _Texts) -> list[list[str]]:
    """Chains of documents that were read, oldest first: each follows its latest predecessor, one successor each."""
    successors: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
    for symbol in texts.table:
        ways = list(_predecessors(texts, symbol))
        if ways:
            same_title, _, predecessor = max(ways)
            successors[predecessor].append((not same_title, adopted(texts.graph, symbol), symbol))
    after = {predecessor: min(ways)[2] for predecessor, ways in successors.items()}
    heirs = set(after.values())
    return [_chain(after, symbol) for symbol in texts.table if symbol in after and symbol not in heirs]


def _chain(after: Mapping[str, str], first: str) -> list[str]:
    chain = [first]
    while chain[-1] in after:
        chain.append(after[chain[-1]])
    return chain


def _predecessors(texts: _Texts, symbol: str) -> Iterator[tuple[bool, str, str]]:
    """Earlier resolutions that one may succeed: (same title, date, symbol).

    With one title a citation is enough; with one agenda item, a clause that both print in part; else two documents in
    common, unless title and item both speak against it: many cite the whole series of another mandate.
    """
    titles, items, langs = (texts.words[name] for name in _SPOKEN)
    for clause in texts.table[symbol].values():
        for other in clause:
            if other not in texts.table:
                continue
            same_title = titles[symbol] == titles[other] != ""
            same_item = items[symbol] == items[other] != ""
            known = all((titles[symbol], titles[other], items[symbol], items[other]))
            unlike = known and langs[symbol][:2] == langs[other][:2]  # the first language is that of the words
            shared = max((len({*clause} & {*earlier}) for earlier in texts.table[other].values()), default=0)
            if same_title or (shared and same_item) or (shared >= 2 and not unlike):
                yield same_title, adopted(texts.graph, other), other


def _series(texts: _Texts, chain: Sequence[str]) -> Series:
    """Fill a chain of documents read with what it enumerates, and find its roots."""
    enumerations = _enumerations(texts.table, chain)
    listed = {symbol: texts.table[symbol][paragraph] for symbol, paragraph in enumerations.items()}
    counts = Counter(cited for clause in listed.values() for cited in clause)
    named = {
        cited
        for cited, count in counts.items()
        if count >= MEMBER_SHARE * texts.eligible(listed, cited) and texts.own(cited, chain)
    }
    sure = {*chain, *(cited for cited in named if counts[cited] >= 2)}
    members = sure.union(*(named.intersection(clause) for clause in listed.values() if len(sure & {*clause}) >= 2))
    ordered = by_date(texts.graph, members)
    return Series(
        members=ordered,
        held=tuple(symbol for symbol in ordered if symbol in texts.table),
        roots=_roots(texts, chain, enumerations, ordered),
        enumerations=len(enumerations),
        same_title=texts.alike(chain, "title"),
        same_item=texts.alike(chain, "agenda_title"),
    )


def _roots(
    texts: _Texts, chain: Sequence[str], enumerations: Mapping[str, str], members: Sequence[str]
) -> tuple[str, ...]:
    """What almost every member cites in its preamble, outside the enumeration, and that came before.

    It came before in the text (the clause stands ahead of the enumeration) or in time (it is older than every member).
    """
    first = adopted(texts.graph, members[0])
    counts: Counter[str] = Counter()
    for symbol in chain:
        enumeration = paragraph_order(enumerations.get(symbol, "")) or (0, 0)
        counts.update(
            {
                cited
                for paragraph, clause in texts.table[symbol].items()
                if is_preamble(paragraph) and paragraph != enumerations.get(symbol)
                for cited in clause
                if (paragraph_order(paragraph) or (9, 0)) < enumeration or adopted(texts.graph, cited) < first
            }
        )
    return by_date(
        texts.graph,
        (
            cited
            for cited, count in counts.items()
            if cited not in members
            and count >= 2
            and count >= ROOT_SHARE * texts.eligible(chain, cited)
            and texts.own(cited, chain)
        ),
    )


def _enumerations(table: Mapping[str, Clauses], chain: Sequence[str]) -> dict[str, str]:
    """The paragraph of each document of a chain that names most of the chain.

    Of the first it is the one most like that of its heir; it is left out where none is.
    """
    found = {symbol: _likest(table[symbol], {*chain}) for symbol in chain[1:]}
    heir = {*table[chain[1]][found[chain[1]]]}
    if table[chain[0]]:
        first = _likest(table[chain[0]], heir)
        if heir.intersection(table[chain[0]][first]):
            found[chain[0]] = first
    return found


def _likest(own: Clauses, wanted: set[str]) -> str:
    """The paragraph that names most of the wanted documents, of equals the first."""
    return max(own, key=lambda paragraph: len(wanted.intersection(own[paragraph])))
