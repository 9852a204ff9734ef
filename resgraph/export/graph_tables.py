"""A graph as three tables, nodes, edges and mentions: a folder of CSV or Parquet files, or one workbook.

Gephi's spreadsheet import knows the headers: `id` and `label` of nodes, `source`, `target`, `type`, `kind`, `weight` of
edges. `id`, `source` and `target` are symbols, the join key of all tables; the mentions are citation records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from resgraph import files
from resgraph.export import columns, tables
from resgraph.export.citation_tables import CITATION_COLUMNS, citation_row
from resgraph.schema import Field

__all__ = ["EDGE_TABLE", "NODE_TABLE", "write_csv", "write_parquet", "write_xlsx"]

NODE_TABLE: tuple[Field, ...] = (Field("id", "string", "canonical symbol"), *columns.NODE_COLUMNS)
EDGE_TABLE: tuple[Field, ...] = (
    Field("source", "string", "symbol of the citing document"),
    Field("target", "string", "symbol of the cited document"),
    Field("type", "string", "Directed, for Gephi"),
    Field("kind", "string", "the relation, for Gephi"),
    *columns.EDGE_COLUMNS,
)

Table = tuple[str, Sequence[Field], Iterator[Sequence[Any]]]


def write_csv(graph: Any, path: Path, *, quotes: bool = True, excel: bool = False) -> None:
    """Write `nodes.csv`, `edges.csv` and, where the graph carries them, `mentions.csv` into the folder `path`.

    `excel` puts the mark before each file by which Excel knows UTF-8; `quotes=False` leaves the quoted words out.

    Raises:
        ExportError: a value does not fit its type, or a file cannot be written.
    """
    found = _tables(graph, quotes)
    with files.replacing(*(path / f"{name}.csv" for name, _, _ in found)) as temporaries:
        for temporary, (_, header, rows) in zip(temporaries, found, strict=True):
            files.fill(temporary, tables.csv_pieces(header, rows, excel=excel))


def write_parquet(graph: Any, path: Path, *, quotes: bool = True) -> None:
    """Write `nodes.parquet`, `edges.parquet` and, where there are any, `mentions.parquet` into the folder `path`.

    Raises:
        ExportError: a value does not fit its type, or a file cannot be written.
    """
    found = _tables(graph, quotes)
    with files.replacing(*(path / f"{name}.parquet" for name, _, _ in found)) as temporaries:
        for temporary, (_, header, rows) in zip(temporaries, found, strict=True):
            tables.write_parquet(temporary, header, rows)


def write_xlsx(graph: Any, path: Path, *, quotes: bool = True) -> None:
    """Write one workbook with a sheet for each table; needs openpyxl.

    Raises:
        ExportError: openpyxl is missing, a table is too long for a sheet, or the file cannot be written.
    """
    with files.replacing(path) as (temporary,):
        tables.write_workbook(temporary, _tables(graph, quotes))


def _tables(graph: Any, quotes: bool) -> list[Table]:
    nodes = columns.ordered(graph)
    order = [node for node, _ in nodes]
    node_header = _header(NODE_TABLE, columns.used_by_nodes(nodes), True)
    edge_header = _header(EDGE_TABLE, columns.used_by_edges(graph), quotes)
    node_rows = (_cells(node_header, {**columns.complete(node, row), "id": node}) for node, row in nodes)
    edge_rows = (
        _cells(edge_header, {**row, "source": a, "target": b, "type": "Directed", "kind": row.get("relation")})
        for a, b, row in columns.edges(graph, order)
    )
    found: list[Table] = [("nodes", node_header, node_rows), ("edges", edge_header, edge_rows)]
    if graph.graph.get("mentions") is not None:
        kept = [place for place, field in enumerate(CITATION_COLUMNS) if quotes or field.name != "quote"]
        header = [CITATION_COLUMNS[place] for place in kept]
        cells = (citation_row(citation) for citation in columns.mentions(graph, order))
        found.append(("mentions", header, ([row[place] for place in kept] for row in cells)))
    return found


def _header(table: Sequence[Field], used: Sequence[Field], quotes: bool) -> tuple[Field, ...]:
    """The table's columns, less those of lineages where the graph is none, and less the quotes if they are unwanted."""
    lineage = {f.name for f in (*columns.LINEAGE_NODE_FIELDS, *columns.LINEAGE_EDGE_FIELDS)} - {f.name for f in used}
    return tuple(f for f in table if f.name not in lineage and (quotes or f.name != "quote"))


def _cells(header: Sequence[Field], row: columns.Row) -> list[Any]:
    return [columns.value(field, row.get(field.name)) for field in header]
