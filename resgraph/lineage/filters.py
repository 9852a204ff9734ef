"""The part of a graph that is followed: by relation of the citation, and by year, organ and kind of the document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from resgraph.bodies import bodies as known_bodies
from resgraph.errors import LineageError
from resgraph.schema import KINDS, RELATIONS

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["filtered", "selection"]


def selection(graph: nx.DiGraph[str], symbols: Iterable[str], relations: Iterable[str] = ()) -> nx.DiGraph[str]:
    """A graph of its own of some documents and the citations between them, in the order of the whole one.

    With `relations`, only citations that carry at least one of them. The mentions behind the citations kept come along.
    """
    import networkx as nx

    wanted, kept = set(relations), set(symbols)
    part: nx.DiGraph[str] = nx.DiGraph()
    part.add_nodes_from((symbol, dict(attributes)) for symbol, attributes in graph.nodes.items() if symbol in kept)
    part.add_edges_from(
        (citing, cited, dict(attributes))
        for citing in part
        for cited, attributes in graph.adj[citing].items()
        if cited in kept and (not wanted or wanted.intersection(str(attributes.get("relations", "")).split(";")))
    )
    part.graph |= graph.graph
    if "mentions" in graph.graph:
        part.graph["mentions"] = tuple(c for c in graph.graph["mentions"] if part.has_edge(c.citing, c.cited))
    return part


def filtered(
    graph: nx.DiGraph[str],
    always: Iterable[str],
    *,
    relations: Iterable[str] = (),
    since: int | None = None,
    until: int | None = None,
    bodies: Iterable[str] = (),
    kinds: Iterable[str] = (),
) -> nx.DiGraph[str]:
    """The documents and citations that pass every filter; those in `always` pass the filters of documents anyway.

    `since` and `until` are years of adoption, both included; an undated document passes them.

    Raises:
        LineageError: no such relation, kind or body, or a year `until` before `since`.
    """
    named, organs, sorts, wanted = set(always), set(bodies), set(kinds), set(relations)
    organs_known = sorted({*known_bodies(), *(str(attributes.get("body")) for attributes in graph.nodes.values())})
    for what, asked, choice in (
        ("relation", wanted, RELATIONS),
        ("kind", sorts, KINDS),
        ("body", organs, organs_known),
    ):
        for name in sorted(asked.difference(choice)):
            raise LineageError(f"{name!r} is no {what}", remedy=f"choose from {', '.join(choice)}")
    if since is not None and until is not None and until < since:
        raise LineageError(f"no year is from {since} to {until}", remedy="give the earlier year to --since")
    kept = [
        symbol
        for symbol, attributes in graph.nodes.items()
        if symbol in named
        or (
            (not organs or attributes.get("body") in organs)
            and (not sorts or attributes.get("kind") in sorts)
            and (since is None or attributes.get("year", since) >= since)
            and (until is None or attributes.get("year", until) <= until)
        )
    ]
    return selection(graph, kept, wanted)
