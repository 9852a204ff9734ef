"""Node-link JSON, the lossless form: what is written is read back as an equal graph, its mentions included.

    {"schema": "1", "directed": true, "multigraph": false, "graph": {…}, "nodes": [{"id": …}], "edges": [{"source": …,
     "target": …}], "mentions": [{…}]}

networkx reads the same file with `node_link_graph(data, edges="edges")`. Sequences among the graph's attributes are
tuples when read back. The format is that of https://networkx.org/documentation/stable/reference/readwrite/json_graph.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from resgraph import files
from resgraph.errors import ExportError, ReadError
from resgraph.export import columns
from resgraph.export.citation_tables import citation_from
from resgraph.models import CITATION_FIELDS
from resgraph.schema import SCHEMA_VERSION

__all__ = ["read", "render"]

OWN_KEYS = ("id", "source", "target")


def render(graph: Any) -> Iterator[str]:
    """Yield the node-link JSON of a graph, one node, edge or mention a line.

    Raises:
        ExportError: an attribute is nothing that JSON can say, or is called as one of the format's own keys.
    """
    attributes = {name: item for name, item in graph.graph.items() if name != "mentions"}
    nodes = columns.ordered(graph)
    yield f'{{"schema": "{SCHEMA_VERSION}", "directed": true, "multigraph": false,\n'
    yield f'"graph": {_json(attributes)},\n'
    yield '"nodes": [\n'
    yield from _lines({"id": node, **_own(data, node)} for node, data in nodes)
    yield '],\n"edges": [\n'
    yield from _lines(
        {"source": citing, "target": cited, **_own(data, citing)}
        for citing, cited, data in columns.edges(graph, dict(nodes))
    )
    yield "]"
    if graph.graph.get("mentions") is not None:
        yield ',\n"mentions": [\n'
        yield from _lines({name: getattr(c, name) for name in CITATION_FIELDS} for c in graph.graph["mentions"])
        yield "]"
    yield "}\n"


def _own(data: Mapping[str, Any], where: str) -> dict[str, Any]:
    for key in OWN_KEYS:
        if key in data:
            raise ExportError(f"an attribute is called {key!r}", where=where, remedy="give it another name")
    return dict(data)


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    separator = ""
    for row in rows:
        yield f"{separator}{_json(row)}"
        separator = ",\n"
    if separator:
        yield "\n"


def _json(value: dict[str, Any]) -> str:
    try:
        return files.json_text(value)
    except (TypeError, ValueError) as error:
        where = str(value.get("id") or value.get("source") or "graph attributes")
        remedy = "give texts, finite numbers, true or false"
        raise ExportError(f"JSON cannot hold it ({error})", where=where, remedy=remedy) from error


def read(path: str | Path) -> Any:
    """Read a graph back as a `networkx.DiGraph`.

    Raises:
        ReadError: the file cannot be read, or is not resgraph's node-link JSON of a version known here.
    """
    import networkx as nx

    where = str(path)
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", where=where, remedy="check the path") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"is not JSON ({error})", where=where, remedy="give a .json that resgraph wrote") from error
    version = data.get("schema") if isinstance(data, dict) else None
    if version != SCHEMA_VERSION:
        raise ReadError(
            f"is no graph of schema {SCHEMA_VERSION} but {version!r}",
            where=where,
            remedy="write it again with resgraph",
        )
    graph: nx.DiGraph[str] = nx.DiGraph()
    try:
        graph.graph.update(_tuples(data["graph"]))
        graph.add_nodes_from((_text(node.pop("id")), node) for node in data["nodes"])
        graph.add_edges_from((_text(edge.pop("source")), _text(edge.pop("target")), edge) for edge in data["edges"])
        if "mentions" in data:
            graph.graph["mentions"] = tuple(citation_from(row, where) for row in data["mentions"])
    except (KeyError, TypeError, AttributeError, ValueError, nx.NetworkXException) as error:
        raise ReadError(f"is not whole ({error})", where=where, remedy="write it again with resgraph") from error
    return graph


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"{value!r} is no symbol")


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
