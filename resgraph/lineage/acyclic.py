"""A lineage without circles: what path algorithms need, and what had to be left out for it.

Citations of later documents (an editor's footnote) and of the document itself are set aside. What still runs in a
circle (documents of one day that cite each other, a part and its whole) is taken together as one unit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resgraph.lineage.between import part_links, shortest

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Acyclic", "acyclic"]


@dataclass(frozen=True, slots=True)
class Acyclic:
    """A directed acyclic graph of units: mostly single documents."""

    units: tuple[tuple[str, ...], ...]
    """Members of each unit; units are sorted so that a citing unit stands before those it cites."""
    unit_of: dict[str, int]
    """Number of the unit of each document."""
    successors: tuple[tuple[int, ...], ...]
    """Units cited by each unit, in ascending order."""
    crossings: dict[tuple[int, int], list[tuple[str, str]]]
    """Citations behind each pair of units."""
    left_out: tuple[tuple[str, str], ...]
    """Citations set aside: forward in time, or of the document itself."""
    inner: dict[str, list[str]]
    """Steps between members of one unit."""

    def documents(self, path: list[int], start: str | None = None, goal: str | None = None) -> list[str]:
        """Spell out a path of units as documents, from `start` to `goal` where they are given."""
        if not path:
            return []
        result: list[str] = []
        entry = start or self.units[path[0]][0]
        for here, after in zip(path, [*path[1:], None], strict=True):
            if after is None:
                leave, enter = goal or entry, entry
            else:
                walks = {pair: shortest(self.inner, entry, pair[0]) for pair in self.crossings[here, after]}
                leave, enter = min(walks, key=lambda pair: (len(walks[pair]), pair))
            result += shortest(self.inner, entry, leave)
            entry = enter
        return result


def acyclic(graph: nx.DiGraph[str]) -> Acyclic:
    """Set aside what goes forward in time, and take circles together."""
    import networkx as nx

    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_nodes_from(graph)
    left_out: list[tuple[str, str]] = []
    for citing, cited in graph.edges:
        date, adopted = graph.nodes[citing].get("date"), graph.nodes[cited].get("date")
        if citing == cited or (date and adopted and date < adopted):
            left_out.append((citing, cited))
        else:
            plain.add_edge(citing, cited)
    for part, whole in part_links(graph):
        plain.add_edge(part, whole)
        plain.add_edge(whole, part)
    condensed = nx.condensation(plain)
    position = {symbol: place for place, symbol in enumerate(graph)}
    members = {
        number: tuple(sorted(found, key=position.__getitem__)) for number, found in condensed.nodes(data="members")
    }
    order = list(nx.lexicographical_topological_sort(condensed, key=lambda number: -position[members[number][0]]))
    units = tuple(members[number] for number in order)
    unit_of = {symbol: number for number, unit in enumerate(units) for symbol in unit}
    crossings: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    inner: dict[str, list[str]] = {symbol: [] for symbol in plain}
    for citing, cited in plain.edges:
        here, there = unit_of[citing], unit_of[cited]
        if here == there:
            inner[citing].append(cited)
        else:
            crossings[here, there].append((citing, cited))
    successors: list[list[int]] = [[] for _ in units]
    for here, there in sorted(crossings):
        successors[here].append(there)
    return Acyclic(
        units=units,
        unit_of=unit_of,
        successors=tuple(tuple(found) for found in successors),
        crossings=dict(crossings),
        left_out=tuple(left_out),
        inner=inner,
    )
