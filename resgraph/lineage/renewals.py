"""The series of one resolution as a table: its members and roots, what was read of them and what is only cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from resgraph.errors import LineageError
from resgraph.lineage.clauses import clauses
from resgraph.lineage.lookup import find
from resgraph.lineage.series import Series, by_date, find_series

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Renewal", "renewals", "series"]

FEWEST = 3
"""An enumeration that a single resolution prints counts as a series from so many members on."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """One document of a series."""

    symbol: str
    label: str
    date: str | None
    """Adoption date, ISO."""
    part: Literal["root", "member"]
    held: bool
    """False for a gap: cited but not held."""
    cited_by: int
    """How many members that were read cite it."""
    title: str | None


def series(graph: nx.DiGraph[str], name: str, known: Sequence[Series] | None = None) -> Series:
    """The series that a resolution belongs to, as a member or else as a root; of several the longest.

    Where no second resolution confirms it, the longest enumeration that the resolution itself prints is its series.
    `known` are all series of the graph, found here when not given.

    Raises:
        LineageError: the symbol does not occur, or belongs to no series.
    """
    symbol = find(graph, name)
    found = find_series(graph) if known is None else known
    for place in ("members", "roots"):
        among = [one for one in found if symbol in getattr(one, place)]
        if among:
            return max(among, key=lambda one: len(one.members))
    longest = max(clauses(graph, symbol).values(), key=len, default=())
    if len(longest) + 1 >= FEWEST:
        members = by_date(graph, {symbol, *longest})
        held = tuple(member for member in members if graph.nodes[member]["held"])
        return Series(members, held, roots=(), enumerations=1, same_title=0, same_item=0)
    remedy = (
        "read the resolutions that cite it" if graph.nodes[symbol]["held"] else f"read {symbol} or one that cites it"
    )
    raise LineageError(f"{symbol} belongs to no series that the texts read so far show", remedy=remedy)


def renewals(graph: nx.DiGraph[str], one: Series) -> list[Renewal]:
    """Roots and members of a series, oldest first."""
    nodes, held = graph.nodes, set(one.held)
    return [
        Renewal(
            symbol=symbol,
            label=nodes[symbol]["label"],
            date=nodes[symbol].get("date"),
            part="root" if symbol in one.roots else "member",
            held=nodes[symbol]["held"],
            cited_by=len(held.intersection(graph.predecessors(symbol))),
            title=nodes[symbol].get("title"),
        )
        for symbol in by_date(graph, {*one.roots, *one.members})
    ]
