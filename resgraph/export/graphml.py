"""GraphML that opens right everywhere: Gephi (old and new), igraph, Cytoscape, yEd, Neo4j and the rest.

The profile that thirteen readers accept: keys have stable names of their own (never `d0`, which old Gephi shows as a
label), node ids are XML name tokens made from symbols, edge ids are unique, an absent value has no `<data>`, booleans
are `true` and `false`, characters that XML cannot hold become U+FFFD. `label` is the first datum of an edge (Neo4j's
relationship type, Gephi's edge label), `labels` of a node holds its Neo4j labels. The file is valid by the official
schema, http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from resgraph.export import columns, layout
from resgraph.export.markup import escape
from resgraph.export.pieces import Form, filler
from resgraph.schema import Field

__all__ = ["render"]

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">
"""

LABELS = Field("labels", "string", "labels for Neo4j: :Document:Resolution")
RELATION = columns.EDGE_COLUMNS[0]
UNNAMED = '<data key="label">cites</data>'
LOOKS = (
    Field("x", "double", "adoption date in days"),
    Field("y", "double", "lane"),
    Field("size", "double", "by the number of documents that cite it"),
    Field("color", "string", "by kind and organ, #rrggbb"),
)


def render(graph: Any, *, mentions: bool = False, quotes: bool = True) -> Iterator[str]:
    """Yield the GraphML of a graph or lineage in pieces.

    `mentions`: one edge a mention in place of one a pair of documents. `quotes=False` leaves the quoted words out.

    Raises:
        ExportError: a value does not fit its type in `schema`, or `mentions` is asked of a graph without them.
    """
    nodes = columns.ordered(graph)
    tokens = columns.ids(node for node, _ in nodes)
    looks = layout.scatter(nodes)
    node_fields = (*columns.used_by_nodes(nodes), LABELS, *LOOKS)
    edge_fields = columns.MENTION_COLUMNS if mentions else columns.used_by_edges(graph)
    if not quotes:
        edge_fields = columns.without_quotes(edge_fields)
    node_names = {field.name for field in node_fields}
    node_keys = {f.name: "n_label" if f.name == "label" else f.name for f in node_fields}
    edge_keys = {f.name: f"e_{f.name}" if f.name in node_names else f.name for f in edge_fields}

    yield HEAD
    yield from (_key(field, "node", node_keys[field.name]) for field in node_fields)
    yield '<key id="label" for="edge" attr.name="label" attr.type="string"/>\n'
    yield from (_key(field, "edge", edge_keys[field.name]) for field in edge_fields)
    yield '<graph id="citations" edgedefault="directed">\n'
    fill = filler((_data(field, node_keys[field.name]) for field in node_fields), escape)
    for node, row in nodes:
        look = looks[node]
        data = columns.complete(node, row)
        data.update(labels=_labels(row.get("kind")), x=look.x, y=look.y, size=look.size, color=look.color)
        yield f'<node id="{tokens[node]}">{fill(data)}</node>\n'
    forms = (_data(field, edge_keys[field.name]) for field in edge_fields)
    fill = filler((_data(RELATION, "label"), *forms), escape)
    edges = _mention_edges(graph, tokens) if mentions else columns.edges(graph, tokens)
    for number, (citing, cited, row) in enumerate(edges):
        unnamed = "" if row.get("relation") else UNNAMED
        yield (f'<edge id="e{number}" source="{tokens[citing]}" target="{tokens[cited]}">{unnamed}{fill(row)}</edge>\n')
    yield "</graph>\n</graphml>\n"


def _mention_edges(graph: Any, tokens: Mapping[str, str]) -> Iterator[tuple[str, str, columns.Row]]:
    for citation in columns.mentions(graph, tokens):
        yield str(citation.citing), str(citation.cited), columns.mention_row(citation)


@lru_cache
def _labels(kind: Any) -> str:
    """The labels of a node for Neo4j, by the kind of its document."""
    kind = re.sub(r"\W", "", str(kind or "")).capitalize()
    return f":Document:{kind}" if kind else ":Document"


def _key(field: Field, domain: str, key: str) -> str:
    return f'<key id="{key}" for="{domain}" attr.name="{field.name}" attr.type="{field.type}"/>\n'


def _data(field: Field, key: str) -> Form:
    return Form(field, f'<data key="{key}">', "</data>")
