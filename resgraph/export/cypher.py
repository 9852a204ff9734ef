"""Cypher: one script that loads a lineage or a small graph into Neo4j, with nothing to copy into its import folder.

    cypher-shell -f corpus.cypher

Documents are nodes `:Document` and by their kind (`:Resolution`), joined by relationships named as the relation
(`:REAFFIRMS`). The script may be run again: documents and citations are merged by symbol. Values are literals, in
batches of `BATCH` rows; for the whole graph `neo4j` is faster. https://neo4j.com/docs/cypher-manual/current/clauses/unwind/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from resgraph.export import columns, markup
from resgraph.schema import Field

__all__ = ["CONSTRAINT", "kind_label", "relation_type", "render"]

BATCH = 500
CONSTRAINT = "CREATE CONSTRAINT document_symbol IF NOT EXISTS FOR (d:Document) REQUIRE d.symbol IS UNIQUE;\n"
ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def render(graph: Any, *, quotes: bool = True) -> Iterator[str]:
    """Yield the script of a graph or lineage in pieces; `quotes=False` leaves the quoted words out.

    Raises:
        ExportError: a value does not fit its type in `schema`.
    """
    nodes = columns.ordered(graph)
    order = [node for node, _ in nodes]
    node_fields = columns.used_by_nodes(nodes)
    edge_fields = columns.used_by_edges(graph)
    if not quotes:
        edge_fields = columns.without_quotes(edge_fields)
    kinds = {kind_label(row) for _, row in nodes}
    relations = {relation_type(row) for _, _, row in graph.edges(data=True)}

    yield CONSTRAINT
    for kind in sorted(kinds):
        rows = (_map(node_fields, columns.complete(node, row)) for node, row in nodes if kind_label(row) == kind)
        label = f", d:{kind}" if kind else ""
        yield from _batches(rows, f"MERGE (d:Document {{symbol: row.symbol}}) SET d += row{label}")
    for relation in sorted(relations):
        rows = (
            f"{{citing: {_literal(citing)}, cited: {_literal(cited)}, properties: {_map(edge_fields, row)}}}"
            for citing, cited, row in columns.edges(graph, order)
            if relation_type(row) == relation
        )
        yield from _batches(
            rows,
            "MATCH (a:Document {symbol: row.citing}) MATCH (b:Document {symbol: row.cited}) "
            f"MERGE (a)-[r:{relation}]->(b) SET r += row.properties",
        )


def kind_label(row: columns.Row) -> str:
    """A node's label beside Document: Resolution; empty where its kind is not known or no other."""
    label = _name(str(row.get("kind") or "")).capitalize()
    return "" if label == "Document" else label


def relation_type(row: columns.Row) -> str:
    """A relationship's type: REAFFIRMS."""
    return _name(str(row.get("relation") or "cites")).upper()


def _batches(rows: Iterable[str], clause: str) -> Iterator[str]:
    """One statement for each `BATCH` rows."""
    rest = iter(rows)
    while batch := ",\n".join(islice(rest, BATCH)):
        yield f"UNWIND [\n{batch}\n] AS row\n{clause};\n"


@lru_cache
def _name(words: str) -> str:
    """A name for a label or a relationship, without what Cypher would need quoted."""
    return re.sub("[^A-Za-z0-9]+", "_", words).strip("_")


def _map(fields: Sequence[Field], row: Mapping[str, Any]) -> str:
    items = ((field.name, columns.value(field, row.get(field.name))) for field in fields)
    return "{" + ", ".join(f"{name}: {_literal(item)}" for name, item in items if item is not None) + "}"


def _literal(item: Any) -> str:
    r"""A value as Cypher writes it.

    >>> print(_literal("Côte d'Ivoire"))
    'Côte d\'Ivoire'
    """
    if isinstance(item, bool):
        return "true" if item else "false"
    return f"'{markup.legal(item).translate(ESCAPES)}'" if isinstance(item, str) else repr(item)
