"""The page of a graph: a lineage as a map, a whole graph as a network.

A lineage is what `trace` gives. A graph that is none is drawn as a map too where all its documents find room on it, or
where the number of documents is given; else as a network.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from resgraph.export import lineage_page, network_page
from resgraph.export.map_content import MAX_NODES

__all__ = ["is_map", "render"]


def is_map(graph: Any, max_nodes: int | None = None) -> bool:
    """Whether a graph is drawn as a lineage map."""
    return max_nodes is not None or "lineage" in graph.graph or len(graph) <= MAX_NODES


def render(graph: Any, *, max_nodes: int | None = None, title: str | None = None) -> Iterator[str]:
    """Yield the page that fits a graph; `max_nodes` asks for a map of so many documents.

    Raises:
        ExportError: an attribute does not fit its type in `schema`.
    """
    if is_map(graph, max_nodes):
        return lineage_page.render(graph, max_nodes=MAX_NODES if max_nodes is None else max_nodes, title=title)
    return network_page.render(graph, title=title)
