"""Mark on a lineage its paths: the shortest, the longest, the main path, and the citations no longer path implies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from resgraph.lineage.acyclic import Acyclic
from resgraph.lineage.between import shortest, steps
from resgraph.lineage.mainpath import longest_path, main_paths, reduction, search_path_counts

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["mark_paths", "reduced"]


def mark_paths(
    lineage: nx.DiGraph[str], units: Acyclic, tops: Sequence[str], bottoms: Sequence[str], key_routes: int | None
) -> dict[str, list[str]]:
    """Set `on_main_path`, `reduced` and `path_share`, and return the shortest, longest and main path.

    Paths run from the citing to the cited, from any of `tops` to any of `bottoms`; where one of the two is empty, to
    or from every end that the other reaches, and the shortest path is empty. The longest and the main path do not lead
    over citations that were set aside, so they may be empty where the shortest is not.
    """
    highs = sorted({units.unit_of[symbol] for symbol in tops}) or _ends(units, bottoms, upward=True)
    lows = sorted({units.unit_of[symbol] for symbol in bottoms}) or _ends(units, tops, upward=False)
    counts, total = search_path_counts(units.successors, highs, lows)
    for pair, count in counts.items():
        for citing, cited in units.crossings[pair]:
            lineage.edges[citing, cited]["path_share"] = count / total
    entry = tops[0] if len(tops) == 1 else None
    goal = bottoms[0] if len(bottoms) == 1 else None
    main = [units.documents(path, entry, goal) for path in main_paths(counts, key_routes)]
    on_path = {symbol for path in main for symbol in path}
    path_edges = {pair for path in main for pair in pairwise(path)}
    kept = reduction(units.successors)
    implied = {pair for crossing, pairs in units.crossings.items() if crossing not in kept for pair in pairs}
    for symbol, attributes in lineage.nodes.items():
        attributes["on_main_path"] = symbol in on_path
    for citing, cited, attributes in lineage.edges(data=True):
        attributes["on_main_path"] = (citing, cited) in path_edges
        attributes["reduced"] = (citing, cited) not in implied
    back, _ = steps(lineage)
    walks = [walk for top in tops for bottom in bottoms if (walk := shortest(back, top, bottom))]
    longest = [path for low in lows for high in highs if (path := longest_path(units.successors, high, low))]
    return {
        "shortest": min(walks, key=len, default=[]),
        "longest": units.documents(max(longest, key=len), entry, goal) if longest else [],
        "main_path": main[0] if main else [],
    }


def _ends(units: Acyclic, starts: Sequence[str], *, upward: bool) -> list[int]:
    """Units that the starts reach and from which no step leads further."""
    neighbours: list[list[int]] = [[] for _ in units.units]
    for unit, others in enumerate(units.successors):
        for other in others:
            if upward:
                neighbours[other].append(unit)
            else:
                neighbours[unit].append(other)
    seen = {units.unit_of[symbol] for symbol in starts}
    todo = list(seen)
    while todo:
        for other in neighbours[todo.pop()]:
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return sorted(unit for unit in seen if not neighbours[unit])


def reduced(lineage: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """A lineage without the citations that a longer path implies; those of the main path stay."""
    less: nx.DiGraph[str] = lineage.copy()
    less.remove_edges_from(
        (citing, cited)
        for citing, cited, edge in lineage.edges(data=True)
        if not edge["reduced"] and not edge["on_main_path"]
    )
    return less
