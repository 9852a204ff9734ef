"""GEXF 1.3 with time: opens in Gephi with a working timeline, and in Gephi Lite.

A document appears at its adoption date (`start`, open ended, so that the network grows), a citation with the document
that makes it. There is one edge for each relation between two documents, its `kind`; colours, sizes and places on the
time axis are those of `layout.scatter`. Attribute ids are their titles, for readers that name columns by the one or the
other. The format: https://gexf.net/schema.html
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from resgraph.export import columns, layout
from resgraph.export.markup import attribute
from resgraph.schema import RELATION_STRENGTH, Field

__all__ = ["render"]

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta>
<creator>resgraph</creator>
<description>Citations among United Nations documents; an edge runs from the citing to the cited document</description>
</meta>
<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
TYPES = {"string": "string", "int": "integer", "double": "double", "boolean": "boolean"}
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
OWN = ("label", "weight")
"""Columns that are attributes of GEXF's own elements."""


def render(graph: Any, *, quotes: bool = True) -> Iterator[str]:
    """Yield the GEXF of a graph or lineage in pieces; `quotes=False` leaves the quoted words out.

    Raises:
        ExportError: a value does not fit its type in `schema`.
    """
    nodes = columns.nodes(graph)
    tokens = columns.ids(node for node, _ in nodes)
    looks = layout.scatter(nodes)
    edges = columns.edges(graph, tokens)
    node_fields = _attributes(columns.used(columns.NODE_COLUMNS, nodes))
    edge_fields = _attributes(columns.used(columns.EDGE_COLUMNS, edges))
    if not quotes:
        edge_fields = columns.without_quotes(edge_fields)
    counts = _mention_counts(graph)

    yield HEAD
    yield from _declaration("node", node_fields)
    yield from _declaration("edge", edge_fields)
    yield "<nodes>\n"
    fill = _filler(node_fields)
    for node, data in nodes:
        look = looks[node]
        red, green, blue = (int(look["color"][at : at + 2], 16) for at in (1, 3, 5))
        yield (
            f'<node id="{tokens[node]}" label={attribute(str(data["label"]))}{_start(data.get("date"))}>{fill(data)}'
            f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:position x="{look["x"]}" y="{look["y"]}" z="0.0"/>'
            f'<viz:size value="{look["size"]}"/></node>\n'
        )
    yield "</nodes>\n<edges>\n"
    fill = _filler(edge_fields)
    number = 0
    for citing, cited, data in edges:
        values, start = fill(data), _start(data.get("date"))
        relations = _relations(data)
        for relation in relations:
            weight = data.get("weight", 1) if len(relations) == 1 else counts.get((citing, cited, relation), 1)
            words = attribute(relation)
            yield (
                f'<edge id="e{number}" source="{tokens[citing]}" target="{tokens[cited]}" kind={words} label={words} '
                f'weight="{float(weight)}"{start}>{values}</edge>\n'
            )
            number += 1
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.name not in OWN)


def _relations(data: Mapping[str, Any]) -> list[str]:
    """The relations of an edge, each once, the strongest first."""
    written = str(data.get("relations") or data.get("relation") or "cites")
    return sorted(dict.fromkeys(filter(None, written.split(";"))), key=lambda name: RELATION_STRENGTH.get(name, 99))


def _mention_counts(graph: Any) -> dict[tuple[str, str, str], int]:
    """Mentions of each citing and cited document and relation, in the language version that has most of them."""
    by_language = Counter((c.citing, c.cited, c.relation, c.lang) for c in graph.graph.get("mentions") or ())
    counts: dict[tuple[str, str, str], int] = {}
    for (citing, cited, relation, _), count in by_language.items():
        counts[citing, cited, relation] = max(count, counts.get((citing, cited, relation), 0))
    return counts


def _start(date: Any) -> str:
    return f' start="{date}"' if isinstance(date, str) and DATE.fullmatch(date) else ""


def _declaration(domain: str, fields: Sequence[Field]) -> Iterator[str]:
    yield f'<attributes class="{domain}" mode="static">\n'
    for field in fields:
        yield f'<attribute id="{field.name}" title="{field.name}" type="{TYPES[field.type]}"/>\n'
    yield "</attributes>\n"


def _filler(fields: Sequence[Field]) -> Callable[[Any], str]:
    """A function from a row of attributes to its `<attvalues>`."""
    plan = [(field, field.name, f'<attvalue for="{field.name}" value=') for field in fields]

    def fill(data: Any) -> str:
        parts = []
        for field, name, head in plan:
            item = columns.value(field, data.get(name))
            if item is None:
                continue
            if isinstance(item, bool):
                parts.append(f'{head}"{"true" if item else "false"}"/>')
            elif isinstance(item, str):
                parts.append(f"{head}{attribute(item)}/>")
            else:
                parts.append(f'{head}"{item!r}"/>')
        return f"<attvalues>{''.join(parts)}</attvalues>" if parts else ""

    return fill
