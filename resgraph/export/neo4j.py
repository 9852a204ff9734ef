"""Neo4j: two CSV files and the script that loads them, for a graph of any size.

`documents.csv` and `citations.csv` have the headers of `neo4j-admin database import`, and `load.cypher` reads the same
two files by `LOAD CSV` into a database that runs; how to call either stands at its head. Nodes, relationships and
their properties are those of the script in one piece (`cypher`). Both importers may take a backslash within a quoted
cell for an escape, so there it is written as U+FF3C, the full-width one. These cells are data for a database and not
guarded against spreadsheets, as those of `.csv` are.

https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from resgraph import files
from resgraph.export import columns, markup, tables
from resgraph.export.cypher import CONSTRAINT, kind_label, relation_type
from resgraph.schema import Field

__all__ = ["write"]

HEAD = """\
// Loads the documents and citations of the two files beside it. An edge runs from the citing to the cited document.
//
// Into a database that runs (Neo4j 4.4 or later): copy documents.csv and citations.csv into its import folder, then
//     cypher-shell -f load.cypher
// It may be run again: documents and citations are merged by symbol.
//
// Or, at once, into a new database that is stopped, without this script:
//     neo4j-admin database import full --multiline-fields=true --nodes=documents.csv --relationships=citations.csv neo4j
"""
QUOTED = re.compile('[,"\r\n]')
"""What makes the writer of CSV quote a cell."""
SUFFIXES = {"string": "", "int": ":int", "double": ":double", "boolean": ":boolean"}
READERS = {"string": "{}", "int": "toInteger({})", "double": "toFloat({})", "boolean": "toBoolean({})"}


def write(graph: Any, path: Path, *, quotes: bool = True) -> None:
    """Write `documents.csv`, `citations.csv` and `load.cypher` into the folder `path`.

    `quotes=False` leaves the quoted words out.

    Raises:
        ExportError: a value does not fit its type in `schema`, or a file cannot be written.
    """
    nodes = columns.ordered(graph)
    order = [node for node, _ in nodes]
    node_fields = [field for field in columns.used_by_nodes(nodes) if field.name != "symbol"]
    edge_fields: Sequence[Field] = columns.used_by_edges(graph)
    if not quotes:
        edge_fields = columns.without_quotes(edge_fields)
    kinds = sorted({kind_label(row) for _, row in nodes})
    relations = sorted({relation_type(row) for _, _, row in columns.edges(graph, order)})
    documents = (
        [node, ";".join(filter(None, ("Document", kind_label(row)))), *_cells(node_fields, columns.complete(node, row))]
        for node, row in nodes
    )
    citations = (
        [citing, cited, relation_type(row), *_cells(edge_fields, row)]
        for citing, cited, row in columns.edges(graph, order)
    )
    contents = {
        "documents.csv": _csv(("symbol:ID", ":LABEL"), node_fields, documents),
        "citations.csv": _csv((":START_ID", ":END_ID", ":TYPE"), edge_fields, citations),
        "load.cypher": _script(node_fields, edge_fields, kinds, relations),
    }
    with files.replacing(*(path / name for name in contents)) as temporaries:
        for temporary, content in zip(temporaries, contents.values(), strict=True):
            files.fill(temporary, content)


def _cells(fields: Sequence[Field], row: columns.Row) -> Iterator[Any]:
    return (columns.value(field, row.get(field.name)) for field in fields)


def _csv(keys: Sequence[str], fields: Sequence[Field], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    header = (*(Field(key, "string", "") for key in keys), *(Field(_header(f), f.type, f.meaning) for f in fields))
    cells = ([_text(item) if isinstance(item, str) else item for item in row] for row in rows)
    return tables.csv_pieces(header, cells, guard=False)


def _header(field: Field) -> str:
    return field.name + SUFFIXES[field.type]


def _text(text: str) -> str:
    r"""A text that every reader of Neo4j takes from a cell as it was put there.

    >>> print(_text("a\\b"), _text('a\\"b'))
    a\b a＼"b
    """
    shown = markup.legal(text)
    return shown.replace("\\", "＼") if QUOTED.search(shown) else shown


def _script(
    node_fields: Sequence[Field], edge_fields: Sequence[Field], kinds: Sequence[str], relations: Sequence[str]
) -> Iterator[str]:
    yield HEAD + CONSTRAINT
    documents = "LOAD CSV WITH HEADERS FROM 'file:///documents.csv' AS row\n"
    yield f"{documents}MERGE (d:Document {{symbol: row.`symbol:ID`}})\nSET d += {_properties(node_fields)};\n"
    for kind in filter(None, kinds):
        yield f"{documents}WITH row WHERE row.`:LABEL` = 'Document;{kind}'\n"
        yield f"MATCH (d:Document {{symbol: row.`symbol:ID`}})\nSET d:{kind};\n"
    for relation in relations:
        yield "LOAD CSV WITH HEADERS FROM 'file:///citations.csv' AS row\n"
        yield f"WITH row WHERE row.`:TYPE` = '{relation}'\n"
        yield "MATCH (a:Document {symbol: row.`:START_ID`})\nMATCH (b:Document {symbol: row.`:END_ID`})\n"
        yield f"MERGE (a)-[r:{relation}]->(b)\nSET r += {_properties(edge_fields)};\n"


def _properties(fields: Sequence[Field]) -> str:
    items = (f"{field.name}: {READERS[field.type].format(f'row.`{_header(field)}`')}" for field in fields)
    return "{" + ", ".join(items) + "}"
