"""Which documents lie on a citation path: ancestors, descendants, and the set between two documents.

A step leads from a document to one it cites, and between a part and its whole in either direction (57/270 B and
57/270), for texts cite now the one, now the other. Depths count steps.

>>> import networkx as nx
>>> g = nx.DiGraph([("c", "b"), ("b", "a"), ("c", "x")])
>>> sorted(between(*steps(g), ["c"], ["a"]))
['a', 'b', 'c']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Steps", "between", "part_links", "reach", "shortest", "steps"]

Steps = Mapping[str, list[str]]
"""Neighbours one step away, by document, in the order of the graph."""


def part_links(graph: nx.DiGraph[str]) -> list[tuple[str, str]]:
    """Pairs of a part and its whole, where both occur in the graph."""
    return [
        (part, str(attributes["part_of"]))
        for part, attributes in graph.nodes.items()
        if attributes.get("part_of") in graph
    ]


def steps(graph: nx.DiGraph[str]) -> tuple[Steps, Steps]:
    """Steps back in time (citing → cited) and forward (cited → citing), part and whole one step apart in both."""
    back: dict[str, list[str]] = {symbol: list(graph.successors(symbol)) for symbol in graph}
    forward: dict[str, list[str]] = {symbol: list(graph.predecessors(symbol)) for symbol in graph}
    for part, whole in part_links(graph):
        for table in (back, forward):
            table[part].append(whole)
            table[whole].append(part)
    return back, forward


def reach(neighbours: Steps, starts: Iterable[str], depth: int | None = None) -> dict[str, int]:
    """Documents reached from any of the starts, with the fewest steps to each, at most `depth` of them."""
    depths = dict.fromkeys(starts, 0)
    level = list(depths)
    distance = 0
    while level and (depth is None or distance < depth):
        distance += 1
        found = dict.fromkeys(other for symbol in level for other in neighbours[symbol] if other not in depths)
        depths |= dict.fromkeys(found, distance)
        level = list(found)
    return depths


def between(
    back: Steps, forward: Steps, sources: Iterable[str], targets: Iterable[str], depth: int | None = None
) -> dict[str, int]:
    """Documents on a path from a source back to a target, with their depth below the source.

    With `depth`, only those that lie on a walk of at most so many steps. Empty where there is no path.
    """
    below = reach(back, sources, depth)
    above = reach(forward, targets, depth)
    return {
        symbol: steps_down
        for symbol, steps_down in below.items()
        if symbol in above and (depth is None or steps_down + above[symbol] <= depth)
    }


def shortest(neighbours: Steps, start: str, goal: str) -> list[str]:
    """A path with the fewest steps, the first in the order of the graph; empty where there is none."""
    parents: dict[str, str] = {start: start}
    level = [start]
    while level and goal not in parents:
        found: list[str] = []
        for symbol in level:
            for other in neighbours.get(symbol, ()):
                if other not in parents:
                    parents[other] = symbol
                    found.append(other)
        level = found
    if goal not in parents:
        return []
    path = [goal]
    while path[-1] != start:
        path.append(parents[path[-1]])
    return path[::-1]
