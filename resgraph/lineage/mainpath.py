"""Longest path, main path and transitive reduction of an acyclic graph of numbered units.

The main path follows Hummon and Doreian's search path count (SPC): of all paths from the sources to the sinks, how many
use a citation. Counts are exact integers, for they soon pass what a float holds. All functions take `successors`, the
units cited by each unit in topological order (a citing unit has the smaller number), and are linear in the citations;
the reduction is linear in citations times units / 64.

>>> dag = [(1, 2), (3,), (3,), ()]
>>> longest_path(dag, 0, 3)
[0, 1, 3]
>>> search_path_counts(dag, [0], [3])
({(0, 1): 1, (0, 2): 1, (1, 3): 1, (2, 3): 1}, 2)
>>> dag = [(1, 3), (2,), (3,), ()]
>>> counts, total = search_path_counts(dag, [0], [3])
>>> main_paths(counts)
[[0, 1, 2, 3]]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Counts", "Successors", "longest_path", "main_paths", "reduction", "search_path_counts"]

Successors = Sequence[Sequence[int]]
Counts = Mapping[tuple[int, int], int]
"""Search path count of each citation that lies on a path."""


def longest_path(successors: Successors, start: int, goal: int) -> list[int]:
    """A path from start to goal with the most steps, of equals the one over the newest documents; empty without one."""
    length: dict[int, int] = {goal: 0}
    follow: dict[int, int] = {}
    for unit in range(goal - 1, start - 1, -1):
        for other in successors[unit]:
            if other in length and length[other] + 1 > length.get(unit, -1):
                length[unit], follow[unit] = length[other] + 1, other
    if start not in length:
        return []
    path = [start]
    while path[-1] != goal:
        path.append(follow[path[-1]])
    return path


def search_path_counts(
    successors: Successors, sources: Iterable[int], sinks: Iterable[int]
) -> tuple[dict[tuple[int, int], int], int]:
    """For each citation, the number of paths from any source to any sink that use it, and the number of all paths.

    Citations on no such path are absent.
    """
    starts = list(sources)
    down = [0] * len(successors)
    for unit in starts:
        down[unit] += 1
    for unit, others in enumerate(successors):
        if down[unit]:
            for other in others:
                down[other] += down[unit]
    up = [0] * len(successors)
    for unit in sinks:
        up[unit] += 1
    for unit in range(len(successors) - 1, -1, -1):
        up[unit] += sum(up[other] for other in successors[unit])
    counts = {
        (unit, other): down[unit] * up[other]
        for unit, others in enumerate(successors)
        if down[unit]
        for other in others
        if up[other]
    }
    return counts, sum(up[unit] for unit in starts)


def main_paths(counts: Counts, key_routes: int | None = None) -> list[list[int]]:
    """The main path: the path whose citations have the greatest sum of counts.

    With `key_routes`, for each of so many citations with the highest counts the best path over it, the same path once:
    the key-route search of Liu and Lu (2012), which keeps a busy citation that the single best path misses. Among equal
    paths the one over the newest documents is taken.
    """
    if not counts:
        return []
    down, up = _best_halves(counts)
    top = sorted(counts, key=lambda pair: (-counts[pair], pair))
    if key_routes is None:
        total = {(unit, other): up[unit][0] + counts[unit, other] + down[other][0] for unit, other in counts}
        chosen = [min(total, key=lambda pair: (-total[pair], pair))]
    else:
        chosen = top[:key_routes]
    paths = (_follow(up, unit)[::-1] + _follow(down, other) for unit, other in chosen)
    return [list(path) for path in dict.fromkeys(tuple(path) for path in paths)]


_Halves = dict[int, tuple[int, int | None]]
"""For each unit the best sum of counts to an end, and the neighbour it goes over (None at the end)."""


def _best_halves(counts: Counts) -> tuple[_Halves, _Halves]:
    """Best way from each unit to a sink, and to a source."""
    later: dict[int, list[int]] = defaultdict(list)
    earlier: dict[int, list[int]] = defaultdict(list)
    for unit, other in sorted(counts):
        later[unit].append(other)
        earlier[other].append(unit)
    units = sorted({unit for pair in counts for unit in pair})
    down: _Halves = {}
    for unit in reversed(units):
        ways = ((counts[unit, other] + down[other][0], -other) for other in later[unit])
        best = max(ways, default=None)
        down[unit] = (best[0], -best[1]) if best else (0, None)
    up: _Halves = {}
    for unit in units:
        ways = ((counts[other, unit] + up[other][0], -other) for other in earlier[unit])
        best = max(ways, default=None)
        up[unit] = (best[0], -best[1]) if best else (0, None)
    return down, up


def _follow(halves: _Halves, unit: int) -> list[int]:
    path = [unit]
    while (after := halves[path[-1]][1]) is not None:
        path.append(after)
    return path


def reduction(successors: Successors) -> set[tuple[int, int]]:
    """The citations that no longer path implies: the transitive reduction."""
    reachable = [0] * len(successors)
    kept: set[tuple[int, int]] = set()
    for unit in range(len(successors) - 1, -1, -1):
        covered = 0
        for other in sorted(successors[unit]):
            if not covered >> other & 1:
                kept.add((unit, other))
                covered |= reachable[other] | 1 << other
        reachable[unit] = covered
    return kept
