"""GEXF 1.3 with time: opens in Gephi with a working timeline, and in Gephi Lite.

A document appears at its adoption date (`start`, open ended, so that the network grows), a citation with the document
that makes it. There is one edge for each relation between two documents, its `kind`; the attributes of the pair stand
on that of the strongest relation. Colours, sizes and places on the time axis are those of `layout.scatter`. Attribute
ids are their titles, for readers that name columns by the one or the other. The format: https://gexf.net/schema.html
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count as numbers
from typing import Any

from resgraph.export import columns, layout
from resgraph.export.markup import attribute, attribute_text
from resgraph.export.pieces import Form, filler
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
    nodes = columns.ordered(graph)
    tokens = columns.ids(node for node, _ in nodes)
    looks = layout.scatter(nodes)
    node_fields = _attributes(columns.used_by_nodes(nodes))
    edge_fields = _attributes(columns.used_by_edges(graph))
    if not quotes:
        edge_fields = columns.without_quotes(edge_fields)
    counts = _mention_counts(graph)

    yield HEAD
    yield from _declaration("node", node_fields)
    yield from _declaration("edge", edge_fields)
    yield "<nodes>\n"
    fill = filler(map(_attvalue, node_fields), attribute_text)
    for node, known in nodes:
        complete, look = columns.complete(node, known), looks[node]
        red, green, blue = (int(look.color[at : at + 2], 16) for at in (1, 3, 5))
        yield (
            f'<node id="{tokens[node]}" label={attribute(str(complete["label"]))}{_start(complete.get("date"))}>'
            f"<attvalues>{fill(complete)}</attvalues>"
            f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:position x="{look.x}" y="{look.y}" z="0.0"/>'
            f'<viz:size value="{look.size}"/></node>\n'
        )
    yield "</nodes>\n<edges>\n"
    fill = filler(map(_attvalue, edge_fields), attribute_text)
    number = numbers()
    for citing, cited, row in columns.edges(graph, tokens):
        ends = f'source="{tokens[citing]}" target="{tokens[cited]}"{_start(row.get("date"))}'
        strongest, *weaker = _relations(str(row.get("relations") or row.get("relation") or "cites"))
        weight = row.get("weight", 1) if not weaker else counts.get((citing, cited, strongest), 1)
        yield f'<edge id="e{next(number)}" {ends}{_kind(strongest)} weight="{float(weight)}"><attvalues>{fill(row)}'
        yield "</attvalues></edge>\n"
        for relation in weaker:
            weight = counts.get((citing, cited, relation), 1)
            yield f'<edge id="e{next(number)}" {ends}{_kind(relation)} weight="{float(weight)}"/>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.name not in OWN)


@lru_cache
def _relations(written: str) -> tuple[str, ...]:
    """The relations of an edge, each once, the strongest first."""
    found = dict.fromkeys(filter(None, written.split(";"))) or ("cites",)
    return tuple(sorted(found, key=lambda name: RELATION_STRENGTH.get(name, 99)))


@lru_cache
def _kind(relation: str) -> str:
    return f" kind={attribute(relation)} label={attribute(relation)}"


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


def _attvalue(field: Field) -> Form:
    return Form(field, f'<attvalue for="{field.name}" value="', '"/>')
