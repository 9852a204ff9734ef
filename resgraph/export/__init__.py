"""⑤ Export: a graph or lineage as a file that opens right elsewhere; citation records as a table.

`write(graph, path)` chooses the exporter by suffix. A new format is one module and one line in `RENDERERS` (one file of
text: a function from the graph to pieces of text) or in `WRITERS` (anything else: a function that is also given the
path). Modules are loaded when they are asked for. No exporter changes the graph.

An edge always runs from the citing to the cited document.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from resgraph import files
from resgraph.errors import ExportError
from resgraph.export.citation_tables import read_citations, write_citations

__all__ = ["RENDERERS", "WRITERS", "check_suffix", "read_citations", "read_graph", "render", "write", "write_citations"]

RENDERERS: dict[str, str] = {
    ".graphml": "graphml:render",  # Gephi, igraph, Cytoscape, yEd, Neo4j (APOC)
    ".gexf": "gexf:render",  # Gephi with a timeline, Gephi Lite
    ".json": "node_link:render",  # lossless, read back by `read_graph`
    ".dot": "dot:render",  # Graphviz
    ".mmd": "mermaid:render",  # Markdown pages
    ".cypher": "cypher:render",  # Neo4j, one script
    ".svg": "lineage_svg:render",  # reports and print
    ".html": "page:render",  # the lineage map; of a whole graph the network
}
"""Suffix → `module:function` below `resgraph.export`, a `models.Exporter`."""

WRITERS: dict[str, str] = {
    ".csv": "graph_tables:write_csv",  # a folder: nodes, edges, mentions
    ".parquet": "graph_tables:write_parquet",  # a folder: nodes, edges, mentions
    ".xlsx": "graph_tables:write_xlsx",  # one workbook; needs openpyxl
    ".neo4j": "neo4j:write",  # a folder: two CSV files for neo4j-admin or LOAD CSV, and the script
}
"""Suffix → `module:function` for what is not one file of text: `function(graph, path, **options)`."""


def write(graph: Any, path: str | Path, **options: Any) -> Path:
    """Write a graph or lineage in the format that the suffix of `path` names, and return the path.

    `.csv` and `.parquet` name a folder with the tables nodes, edges and mentions, `.neo4j` one with what it imports. What is written appears whole or not
    at all. Options are those of the format's own function: `quotes`, `mentions`, `excel`, `max_nodes`, `title` …

    Raises:
        ExportError: the suffix or an option is not known, the graph does not fit the format, or the file cannot be
            written.
    """
    check_suffix(path)
    suffix = Path(path).suffix.lower()
    if suffix in WRITERS:
        function = _function(WRITERS[suffix])
        _check(graph, function, suffix, options)
        function(graph, Path(path), **options)
        return Path(path)
    return files.write(path, render(graph, suffix, **options))


def render(graph: Any, suffix: str, **options: Any) -> Iterable[str]:
    """Give the text of a graph in the format of `suffix` (`.graphml`), in pieces, without writing it.

    Raises:
        ExportError: the suffix is not that of a text format, or an option is not known.
    """
    if suffix not in RENDERERS:
        raise ExportError(f"{suffix!r} is no format of text", remedy=f"give one of {' '.join(sorted(RENDERERS))}")
    function = _function(RENDERERS[suffix])
    _check(graph, function, suffix, options)
    pieces: Iterable[str] = function(graph, **options)
    return pieces


def check_suffix(path: str | Path) -> None:
    """See whether `write` knows the suffix of a path, before there is anything to write.

    Raises:
        ExportError: it does not; the message names those that it knows.
    """
    known = sorted({*RENDERERS, *WRITERS})
    suffix = Path(path).suffix.lower()
    if suffix not in known:
        raise ExportError(f"no format has the suffix {suffix!r}", remedy=f"give one of {' '.join(known)}")


def read_graph(path: str | Path) -> Any:
    """Read the `.json` of `write` back to an equal `networkx.DiGraph`.

    Raises:
        ReadError: the file cannot be read, or is not resgraph's node-link JSON of a version known here.
    """
    return _function("node_link:read")(path)


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"resgraph.export.{module}"), function)
    return found


def _check(graph: Any, function: Callable[..., Any], suffix: str, options: dict[str, Any]) -> None:
    """Refuse a graph or an option that the format cannot take, before anything is written."""
    if graph.is_multigraph():
        raise ExportError("the graph has parallel edges", remedy="give one edge a pair, the mentions in graph.graph")
    parameters = inspect.signature(function).parameters.values()
    known = sorted(p.name for p in parameters if p.kind is p.KEYWORD_ONLY)
    for name in options:
        if name not in known:
            remedy = f"its options are {', '.join(known)}" if known else "it has no options"
            raise ExportError(f"{suffix} has no option {name!r}", remedy=remedy)
