"""The lineage of a document: who it cites, directly and through others, back to where a mandate began.

The lineage is a graph of its own, with the attributes of the whole one and these:

- on nodes `role` (source, target, root, series, between, other), `depth` (steps from the source), `on_main_path`;
- on edges `on_main_path`, `reduced` (true where no longer path implies the citation), `path_share` (share of all paths
  from source to target that use it, 0 to 1; absent off these paths);
- in `graph.graph["lineage"]` source, targets, the shortest and longest path, the main path, series, roots, and what was
  left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from resgraph.errors import LineageError
from resgraph.lineage.acyclic import acyclic
from resgraph.lineage.between import between, reach, steps
from resgraph.lineage.clauses import adopted
from resgraph.lineage.filters import filtered, selection
from resgraph.lineage.lookup import find
from resgraph.lineage.marks import mark_paths
from resgraph.lineage.series import Series, annotate, find_series

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["DEFAULT_DEPTH", "trace"]

DEFAULT_DEPTH = 2
"""Steps traced where no target is named."""


def trace(
    graph: nx.DiGraph[str],
    source: str,
    target: str | Sequence[str] | None = None,
    *,
    depth: int | None = None,
    descendants: bool = False,
    relations: Iterable[str] = (),
    since: int | None = None,
    until: int | None = None,
    bodies: Iterable[str] = (),
    kinds: Iterable[str] = (),
    key_routes: int | None = None,
    series: Sequence[Series] | None = None,
) -> nx.DiGraph[str]:
    """Trace a document back through its citations to one or several targets, or as far as `depth` steps.

    With a target the lineage holds every document on a citation path between the two, and the series members and roots
    of these documents, read or not; without one, everything within `depth` steps (`DEFAULT_DEPTH` where none is given).
    `descendants` traces forward in time instead: who cites the source, directly and through others.

    Only citations with one of the `relations`, and documents adopted from the year `since` to the year `until`, of the
    `bodies` and of the `kinds` are followed; empty means all, and an undated document is never left out for its date.
    `key_routes` widens the main path to so many key routes. `series` are those of the graph, found here when not given.

    Raises:
        LineageError: a symbol does not occur in the graph, or no path leads from the source to a target.
    """
    start = find(graph, source)
    names = [target] if isinstance(target, str) else list(target or ())
    named = list(dict.fromkeys(find(graph, name) for name in names))
    kept = filtered(graph, {start, *named}, relations=relations, since=since, until=until, bodies=bodies, kinds=kinds)
    back, forward = steps(kept)
    if descendants:
        back, forward = forward, back
    depths = reach(back, [start])
    limit = depth if named or depth is not None else DEFAULT_DEPTH
    below = {symbol: steps_down for symbol, steps_down in depths.items() if limit is None or steps_down <= limit}
    goals = [symbol for symbol in named if symbol in below]
    if named and not goals:
        raise _no_path(graph, start, named, depths, reach(forward, [start]), limit, descendants)
    core = between(back, forward, [start], goals, limit) if goals else below
    found = find_series(graph) if series is None else series
    related = [one for one in found if (core.keys() if goals else {start}) & set(one.members)]
    lineage = selection(kept, {*core, *_companions(kept, related, start, depths, descendants)})
    related = [_within(one, lineage) for one in related]
    annotate(lineage, related)
    units = acyclic(lineage)
    tops, bottoms = (goals, [start]) if descendants else ([start], goals)
    paths = mark_paths(lineage, units, tops, bottoms, key_routes)
    roots = [symbol for symbol in lineage if any(symbol in one.roots for one in related)]
    roles = dict.fromkeys(core, "between") if goals else {}
    roles |= {member: "series" for one in related for member in one.members}
    roles |= dict.fromkeys(roots, "root") | dict.fromkeys(goals, "target") | {start: "source"}
    for symbol, attributes in lineage.nodes.items():
        attributes["role"] = roles.get(symbol, "other")
        if symbol in depths:
            attributes["depth"] = depths[symbol]
    lineage.graph["lineage"] = {
        "source": start,
        "targets": goals,
        "descendants": descendants,
        **paths,
        "series": [list(one.members) for one in related],
        "roots": roots,
        "dropped": {
            "unreachable": [symbol for symbol in named if symbol not in goals],
            "filtered": graph.number_of_nodes() - kept.number_of_nodes(),
            "forward": [list(pair) for pair in units.left_out],
            "circles": [list(unit) for unit in units.units if len(unit) > 1],
        },
    }
    return lineage


def _companions(
    graph: nx.DiGraph[str], related: Iterable[Series], start: str, depths: Mapping[str, int], descendants: bool
) -> set[str]:
    """Members and roots of series that belong into a lineage though no path leads over them.

    Back in time they are those that the source cites, directly or through others; forward, those that came after it.
    """
    everyone = {symbol for one in related for symbol in (*one.members, *one.roots) if symbol in graph}
    if descendants:
        return {symbol for symbol in everyone if adopted(graph, symbol) > adopted(graph, start)}
    return everyone & depths.keys()


def _within(one: Series, graph: nx.DiGraph[str]) -> Series:
    """A series cut down to the documents of a graph."""
    return replace(
        one,
        members=tuple(symbol for symbol in one.members if symbol in graph),
        held=tuple(symbol for symbol in one.held if symbol in graph),
        roots=tuple(symbol for symbol in one.roots if symbol in graph),
    )


def _no_path(
    graph: nx.DiGraph[str],
    start: str,
    goals: Sequence[str],
    below: Mapping[str, int],
    above: Mapping[str, int],
    depth: int | None,
    descendants: bool,
) -> LineageError:
    """The error that says why there is no path, and what would help.

    `below` are the documents reached from the start in the direction of the trace, `above` those in the other.
    """
    what = f"no citation path leads from {start} {'forward' if descendants else 'back'} to {', '.join(goals)}"
    if below.keys() & set(goals):
        return LineageError(f"{what} in {depth} steps", remedy="give a greater depth, or none")
    if above.keys() & set(goals):
        return LineageError(what, remedy=f"there is one the other way round: trace {goals[0]} to {start}")
    unread = goals[0] if descendants else start
    if not graph.nodes[unread].get("held"):
        return LineageError(
            f"{what}: {unread} is cited but not read",
            remedy=f"read it first: `resgraph fetch {unread}`, then `resgraph build`",
        )
    gaps = sum(not graph.nodes[symbol].get("held") for symbol in below)
    return LineageError(
        f"{what}; {gaps} of the {len(below)} documents that could be reached are cited but not read",
        remedy="widen the filters, or read what is missing: `resgraph check --missing`, `resgraph fetch --ancestry`",
    )
