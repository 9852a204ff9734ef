"""Series: the chains of resolutions that renew one mandate, found from the words in which they cite each other.

A resolution succeeds an earlier one where it cites it in a clause that also repeats what the earlier one enumerated
("Recalling its resolutions 57/270 B …, 60/212 …, 62/209 …"), or where both have the same title or agenda item. The
chain follows each resolution to its latest predecessor, and takes in what the chain's enumerations name again and
again, read or not. A root is cited by almost every member outside the enumeration. Documents that all the world cites
(the Charter of Rights, the 2030 Agenda) belong to no mandate: most of those who cite them are not of the series.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resgraph.lineage.clauses import Clauses, adopted, clauses, is_preamble, paragraph_order

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Series", "annotate", "find_series"]

ROOT_SHARE = 0.8
"""A root is cited by at least this share of the members read and adopted after it."""
MEMBER_SHARE = 0.5
"""A member is enumerated by at least this share of the members read and adopted after it."""
OWN_SHARE = 0.3
"""At least this share of those who cite a root or an enumerated document are of the series."""


@dataclass(frozen=True, slots=True)
class Series:
    """A chain of resolutions that renew one mandate."""

    members: tuple[str, ...]
    """Symbols, oldest first."""
    held: tuple[str, ...]
    """Those of them that were read."""
    roots: tuple[str, ...]
    """Symbols of what almost every member cites outside the enumeration, oldest first."""
    confirmed: bool
    """Whether at least two resolutions agree on it; false where a single enumeration was read."""


def find_series(graph: nx.DiGraph[str]) -> tuple[Series, ...]:
    """All series that at least two resolutions agree on, the one with most members first."""
    table = {symbol: clauses(graph, symbol) for symbol, held in graph.nodes(data="held") if held}
    found = [_series(graph, table, chain) for chain in _chains(graph, table)]
    return tuple(sorted(found, key=lambda one: (-len(one.members), one.members)))


def annotate(graph: nx.DiGraph[str], found: Iterable[Series]) -> None:
    """Write into each member's `series` the first member of its series, of several the longest."""
    for one in sorted(found, key=lambda one: len(one.members)):
        for member in one.members:
            graph.nodes[member]["series"] = one.members[0]


def _chains(graph: nx.DiGraph[str], table: Mapping[str, Clauses]) -> list[list[str]]:
    """Chains of documents that were read, oldest first: each follows its latest predecessor, one successor each."""
    successors: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
    for symbol in table:
        ways = [way for way in _predecessors(graph, table, symbol) if way is not None]
        if ways:
            same_title, _, predecessor = max(ways)
            date = adopted(graph, symbol)
            successors[predecessor].append((not same_title, date, symbol))
    after = {predecessor: min(ways)[2] for predecessor, ways in successors.items()}
    firsts = [symbol for symbol in table if symbol in after and symbol not in set(after.values())]
    return [_chain(after, first) for first in firsts]


def _chain(after: Mapping[str, str], first: str) -> list[str]:
    chain = [first]
    while chain[-1] in after:
        chain.append(after[chain[-1]])
    return chain


def _predecessors(
    graph: nx.DiGraph[str], table: Mapping[str, Clauses], symbol: str
) -> Iterable[tuple[bool, str, str] | None]:
    """Earlier documents that one may succeed: (same title, date, symbol)."""
    own = graph.nodes[symbol]
    for clause in table[symbol].values():
        for other in clause:
            if other not in table:
                continue
            attributes = graph.nodes[other]
            same_title = _same(own, attributes, "title")
            same_item = _same(own, attributes, "agenda_title")
            shared = max((len(set(clause) & set(earlier)) for earlier in table[other].values()), default=0)
            if same_title or shared >= 2 or (shared and same_item):
                yield same_title, adopted(graph, other), other


def _same(one: Mapping[str, object], other: Mapping[str, object], name: str) -> bool:
    words = [" ".join(str(attributes.get(name, "")).casefold().split()) for attributes in (one, other)]
    return bool(words[0]) and words[0] == words[1]


def _series(graph: nx.DiGraph[str], table: Mapping[str, Clauses], chain: Sequence[str]) -> Series:
    """Fill a chain of documents read with what it enumerates, and find its roots."""
    enumerations = _enumerations(table, chain)
    counts = Counter(cited for paragraph in enumerations for cited in table[paragraph[0]][paragraph[1]])
    core = set(chain)
    citing = {symbol for symbol, _ in enumerations}
    together = {
        cited
        for symbol, paragraph in enumerations
        for cited in table[symbol][paragraph]
        if len(core.intersection(table[symbol][paragraph])) >= 2
    }
    members = core | {
        cited
        for cited, count in counts.items()
        if (count >= 2 or cited in together)
        and count >= MEMBER_SHARE * _eligible(graph, citing, cited)
        and _own(graph, cited, core)
    }
    ordered = by_date(graph, members)
    return Series(
        members=ordered,
        held=tuple(symbol for symbol in ordered if symbol in table),
        roots=_roots(graph, table, chain, dict(enumerations), ordered),
        confirmed=len(enumerations) > 1,
    )


def _roots(
    graph: nx.DiGraph[str],
    table: Mapping[str, Clauses],
    chain: Sequence[str],
    enumerations: Mapping[str, str],
    members: Sequence[str],
) -> tuple[str, ...]:
    """What almost every member cites in its preamble, outside the enumeration, and that came before.

    It came before in the text (the clause stands ahead of the enumeration) or in time (it is older than every member).
    """
    first = adopted(graph, members[0])
    counts: Counter[str] = Counter()
    for symbol in chain:
        enumeration = paragraph_order(enumerations.get(symbol, "")) or (0, 0)
        counts.update(
            {
                cited
                for paragraph, clause in table[symbol].items()
                if is_preamble(paragraph) and paragraph != enumerations.get(symbol)
                for cited in clause
                if (paragraph_order(paragraph) or (9, 0)) < enumeration or adopted(graph, cited) < first
            }
        )
    found = (
        cited
        for cited, count in counts.items()
        if cited not in members
        and count >= 2
        and count >= ROOT_SHARE * _eligible(graph, chain, cited)
        and _own(graph, cited, set(chain))
    )
    return by_date(graph, found)


def _enumerations(table: Mapping[str, Clauses], chain: Sequence[str]) -> list[tuple[str, str]]:
    """For each document of a chain the paragraph that names most of the chain; for the first the one most like its
    heir's.

    The first is left out where no paragraph of it is like its heir's.
    """
    named = set(chain)
    found = [(symbol, _likest(table[symbol], named)) for symbol in chain[1:]]
    heir = set(table[chain[1]][found[0][1]])
    first = _likest(table[chain[0]], heir) if table[chain[0]] else ""
    if heir.intersection(table[chain[0]].get(first, ())):
        found.insert(0, (chain[0], first))
    return found


def _likest(own: Clauses, wanted: set[str]) -> str:
    """The paragraph that names most of the wanted documents, of equals the first."""
    return max(own, key=lambda paragraph: len(wanted.intersection(own[paragraph])))


def _eligible(graph: nx.DiGraph[str], symbols: Iterable[str], cited: str) -> int:
    """How many of the documents were adopted after one, and so could cite it."""
    date = adopted(graph, cited)
    return sum(1 for symbol in symbols if adopted(graph, symbol) > date)


def _own(graph: nx.DiGraph[str], cited: str, members: set[str]) -> bool:
    """Whether those who cite a document are to a good part members."""
    own = len(members.intersection(graph.predecessors(cited)))
    return own >= OWN_SHARE * int(graph.nodes[cited].get("cited_by", own))


def by_date(graph: nx.DiGraph[str], symbols: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(symbols, key=lambda symbol: (adopted(graph, symbol), symbol)))
