"""GraphML that opens right everywhere: Gephi (old and new), igraph, Cytoscape, yEd, Neo4j and the rest.

The profile that thirteen readers accept: keys have stable names of their own (never `d0`, which old Gephi shows as a
label), node ids are XML name tokens made from symbols, edge ids are unique, an absent value has no `<data>`, booleans
are `true` and `false`, characters that XML cannot hold become U+FFFD. `label` is the first datum of an edge (Neo4j's
relationship type, Gephi's edge label), `labels` of a node holds its Neo4j labels. The file is valid by the official
schema, http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from resgraph.export import columns, layout
from resgraph.export.markup import escape
from resgraph.schema import Field

__all__ = ["render"]

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">
"""

LABELS = Field("labels", "string", "labels for Neo4j: :Document:Resolution")
EDGE_LABEL = Field("label", "string", "the relation, as the edge's label")
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
    nodes = columns.nodes(graph)
    tokens = columns.ids(node for node, _ in nodes)
    looks = layout.scatter(nodes)
    node_rows = [
        (tokens[node], {**data, "labels": _labels(data), **looks[node]}) for node, data in nodes
    ]  # fmt: skip
    if mentions:
        edge_rows: Sequence[tuple[str, str, Any]] = [
            (tokens[str(c.citing)], tokens[str(c.cited)], columns.mention_row(c))
            for c in columns.mentions(graph, tokens)
        ]
    else:
        edge_rows = [(tokens[citing], tokens[cited], data) for citing, cited, data in columns.edges(graph, tokens)]
    node_fields = columns.used((columns.NODE_COLUMNS[0], LABELS, *columns.NODE_COLUMNS[1:], *LOOKS), node_rows)
    edge_fields = columns.used(columns.MENTION_COLUMNS if mentions else columns.EDGE_COLUMNS, edge_rows)
    if not quotes:
        edge_fields = columns.without_quotes(edge_fields)
    node_names = {field.name for field in node_fields}
    node_keys = {f.name: "n_label" if f.name == "label" else f.name for f in node_fields}
    edge_keys = {f.name: f"e_{f.name}" if f.name in node_names else f.name for f in edge_fields}

    yield HEAD
    yield from (_key(field, "node", node_keys[field.name]) for field in node_fields)
    yield _key(EDGE_LABEL, "edge", "label")
    yield from (_key(field, "edge", edge_keys[field.name]) for field in edge_fields)
    yield '<graph id="citations" edgedefault="directed">\n'
    fill = _filler(node_fields, node_keys)
    for token, data in node_rows:
        yield f'<node id="{token}">{fill(data)}</node>\n'
    fill = _filler(edge_fields, edge_keys)
    for number, (source, target, data) in enumerate(edge_rows):
        label = escape(str(data.get("relation") or "cites"))
        yield (
            f'<edge id="e{number}" source="{source}" target="{target}">'
            f'<data key="label">{label}</data>{fill(data)}</edge>\n'
        )
    yield "</graph>\n</graphml>\n"


def _labels(data: columns.Row) -> str:
    kind = re.sub(r"\W", "", str(data.get("kind") or "")).capitalize()
    return f":Document:{kind}" if kind else ":Document"


def _key(field: Field, domain: str, key: str) -> str:
    return f'<key id="{key}" for="{domain}" attr.name="{field.name}" attr.type="{field.type}"/>\n'


def _filler(fields: Sequence[Field], keys: dict[str, str]) -> Callable[[Any], str]:
    """A function from a row of attributes to its `<data>` elements."""
    plan = [(field, field.name, field.type == "string", f'<data key="{keys[field.name]}">') for field in fields]

    def fill(data: Any) -> str:
        parts = []
        for field, name, words, head in plan:
            raw = data.get(name)
            if raw is not None:
                text = escape(raw) if words and type(raw) is str else _text(field, raw)
                if text:
                    parts.append(f"{head}{text}</data>")
        return "".join(parts)

    return fill


def _text(field: Field, raw: Any) -> str:
    item = columns.value(field, raw)
    if item is None:
        return ""
    if isinstance(item, bool):
        return "true" if item else "false"
    return escape(item) if isinstance(item, str) else repr(item)
