"""Tables and JSON: what is written is read back equal, and no cell runs in a spreadsheet."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from resgraph import export
from resgraph.errors import ExportError, ReadError
from resgraph.export import tables
from resgraph.export.graph_tables import EDGE_TABLE, NODE_TABLE
from resgraph.files import well_formed
from resgraph.models import CITATION_FIELDS, Citation
from tests.test_export_graphs import HOSTILE_TEXTS, citation, hostile, south_south

SUFFIXES = (".jsonl", ".csv", ".parquet")


def citations() -> list[Citation]:
    """Records with every kind of text in every field that takes one, and with nothing where nothing may stand."""
    filled = [
        citation("A/RES/77/185", text, quote=text, verb=text, file=text, paragraph=text, span_end=len(text))
        for text in HOSTILE_TEXTS
    ]
    empty = replace(citation("", ""), citing=None, cited=None, flags=("unparsed", "forward"))
    return [*filled, empty]


def safe(record: Citation) -> Citation:
    """A record as a table of UTF-8 can hold it."""
    values = {name: getattr(record, name) for name in CITATION_FIELDS}
    return Citation(**{k: well_formed(v) if isinstance(v, str) else v for k, v in values.items()})


def cells(rows: Any) -> list[dict[str, Any]]:
    """Rows without what is not there, texts as UTF-8 can hold them."""
    return [
        {k: well_formed(v) if isinstance(v, str) else v for k, v in row.items() if v is not None and v != ""}
        for row in rows
    ]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_citation_records_are_read_back_equal(suffix: str, tmp_path: Path) -> None:
    records = citations()
    path = export.write_citations(iter(records), tmp_path / f"citations{suffix}")
    assert list(export.read_citations(path)) == (records if suffix == ".jsonl" else list(map(safe, records)))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_citations_make_a_table_with_no_rows(suffix: str, tmp_path: Path) -> None:
    path = export.write_citations([], tmp_path / f"none{suffix}")
    assert list(export.read_citations(path)) == []


def test_the_columns_of_citations_are_those_of_the_record(tmp_path: Path) -> None:
    records = citations()
    lines = export.write_citations(records, tmp_path / "a.jsonl").read_text("utf-8").split("\n")
    assert tuple(json.loads(lines[0])) == CITATION_FIELDS
    assert json.loads(lines[-2])["flags"] == ["unparsed", "forward"]
    assert json.loads(lines[-2])["cited"] is None
    with export.write_citations(records, tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == CITATION_FIELDS
    assert (rows[-1]["flags"], rows[-1]["cited"]) == ("unparsed;forward", "")
    (last,) = list(tables.read_parquet(export.write_citations(records[-1:], tmp_path / "a.parquet")))
    assert (last["flags"], last["cited"], last["span_start"]) == ("unparsed;forward", None, 0)


def test_records_are_written_as_they_come(tmp_path: Path) -> None:
    """A stream that fails leaves no file, and no record was kept back for the end."""
    asked = []

    def stream() -> Any:
        for record in citations():
            asked.append(record)
            yield record
        raise ZeroDivisionError

    for suffix in SUFFIXES:
        with pytest.raises(ZeroDivisionError):
            export.write_citations(stream(), tmp_path / f"a{suffix}")
    assert not list(tmp_path.iterdir())


def test_what_is_no_table_of_citations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"'.txt' is no format of citation records; give .jsonl .csv .parquet"):
        export.write_citations([], tmp_path / "a.txt")
    with pytest.raises(ReadError, match=r"'.txt' is no format"):
        list(export.read_citations(tmp_path / "a.txt"))
    (tmp_path / "a.csv").write_text("file,citing\nx,y\n")
    with pytest.raises(ReadError, match=r"a\.csv: lacks the columns citing_date, "):
        list(export.read_citations(tmp_path / "a.csv"))
    (tmp_path / "a.jsonl").write_text('{"file": "x"}\n')
    with pytest.raises(ReadError, match="record 1: not a citation record"):
        list(export.read_citations(tmp_path / "a.jsonl"))
    (tmp_path / "a.parquet").write_text("no")
    with pytest.raises(ReadError, match="cannot be read as Parquet"):
        list(export.read_citations(tmp_path / "a.parquet"))


@pytest.mark.parametrize("make", [south_south, hostile])
def test_csv_and_parquet_hold_the_graph(make: Any, tmp_path: Path) -> None:
    graph = make()
    read = {}
    folder = export.write(graph, tmp_path / "a.csv")
    for name, table in (("nodes", NODE_TABLE), ("edges", EDGE_TABLE)):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            header = next(csv.reader(stream))
        columns = [column for column in table if column.name in header]
        assert [column.name for column in columns] == header
        read[name] = cells(tables.read_csv(folder / f"{name}.csv", columns))
    other = export.write(graph, tmp_path / "a.parquet")
    for name in ("nodes", "edges"):
        assert cells(tables.read_parquet(other / f"{name}.parquet")) == read[name]
    wanted = cells({"label": node, **row, "id": node, "symbol": node} for node, row in graph.nodes(data=True))
    found = {row["id"]: row for row in read["nodes"]}
    for row in wanted:
        assert {name: found[row["id"]][name] for name in row if name not in ("symbol", "label")} == {
            name: value for name, value in row.items() if name not in ("symbol", "label")
        }
    edges = cells({"source": a, "target": b, **row} for a, b, row in graph.edges(data=True))
    by_pair = {(row["source"], row["target"]): row for row in read["edges"]}
    assert len(by_pair) == len(edges)
    for row in edges:
        assert {name: by_pair[row["source"], row["target"]][name] for name in row} == row
    for path in (folder / "mentions.csv", other / "mentions.parquet"):
        assert set(export.read_citations(path)) == set(map(safe, graph.graph["mentions"]))


def test_headers_are_those_that_gephi_takes(tmp_path: Path) -> None:
    folder = export.write(south_south(), tmp_path / "a.csv")
    assert (folder / "nodes.csv").read_text("utf-8").startswith("id,label,symbol,")
    edges = (folder / "edges.csv").read_text("utf-8").splitlines()
    assert edges[0].startswith("source,target,type,kind,relation,relations,weight,")
    assert any(line.startswith("A/RES/80/156,A/RES/79/323,Directed,welcomes,welcomes,welcomes,1,") for line in edges)


def test_no_cell_of_a_csv_begins_a_formula(tmp_path: Path) -> None:
    folder = export.write(hostile(), tmp_path / "a.csv")
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_excel_is_told_of_utf_8(tmp_path: Path) -> None:
    for option, mark in ((True, b"\xef\xbb\xbfid"), (False, b"id,")):
        folder = export.write(south_south(), tmp_path / "a.csv", excel=option)
        assert (folder / "nodes.csv").read_bytes().startswith(mark)


def test_a_graph_without_mentions_has_two_tables(tmp_path: Path) -> None:
    folder = export.write(nx.DiGraph([("A/RES/64/222", "A/RES/33/134")]), tmp_path / "a.csv")
    assert sorted(path.name for path in folder.iterdir()) == ["edges.csv", "nodes.csv"]
    assert "role" not in (folder / "nodes.csv").read_text("utf-8").splitlines()[0]


def test_a_workbook_has_a_sheet_a_table_and_no_formula(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    graph = hostile()
    book = openpyxl.load_workbook(export.write(graph, tmp_path / "a.xlsx"))
    assert book.sheetnames == ["nodes", "edges", "mentions"]
    assert book["nodes"].max_row == len(graph) + 1
    assert book["edges"].max_row == graph.number_of_edges() + 1
    assert book["mentions"].max_row == len(graph.graph["mentions"]) + 1
    texts = [cell for row in book["nodes"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "=HYPERLINK" in "".join(cell.value for cell in texts)
    assert {cell.data_type for cell in texts} == {"s"}


def test_a_table_that_is_too_long_for_a_sheet_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SHEET_ROWS", 40)
    with pytest.raises(ExportError, match=r"table edges: is too long for a sheet; write \.csv or \.parquet"):
        export.write(south_south(), tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_workbook_needs_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ExportError, match=r"\.xlsx: needs openpyxl; pip install openpyxl"):
        export.write(south_south(), tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("make", [south_south, hostile, nx.DiGraph])
def test_json_is_read_back_to_an_equal_graph(make: Any, tmp_path: Path) -> None:
    graph = make()
    read = export.read_graph(export.write(graph, tmp_path / "a.json"))
    assert type(read) is nx.DiGraph
    assert dict(read.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {(a, b): row for a, b, row in read.edges(data=True)} == {(a, b): row for a, b, row in graph.edges(data=True)}
    assert read.graph == graph.graph


def test_networkx_reads_the_json_too(tmp_path: Path) -> None:
    graph = south_south()
    data = json.loads(export.write(graph, tmp_path / "a.json").read_text("utf-8"))
    assert data["schema"] == "1"
    assert nx.node_link_graph(data, edges="edges").adj == graph.adj


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "is no graph of schema 1 but None"),
        ('{"schema": "99"}', "is no graph of schema 1 but '99'"),
        ('{"schema": "1"}', "is not whole"),
        ('{"schema": "1", "graph": {}, "nodes": [{}], "edges": []}', "is not whole"),
    ],
)
def test_json_that_is_no_graph(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(ReadError, match=said):
        export.read_graph(tmp_path / "a.json")
    with pytest.raises(ReadError, match="cannot be read"):
        export.read_graph(tmp_path / "missing.json")


def test_json_refuses_attributes_that_it_would_confuse(tmp_path: Path) -> None:
    graph = nx.DiGraph()
    graph.add_node("A/RES/33/134", source="library")
    with pytest.raises(ExportError, match="A/RES/33/134: an attribute is called 'source'"):
        export.write(graph, tmp_path / "a.json")


def test_pandas_reads_the_tables(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    nodes = pandas.read_csv(export.write(south_south(), tmp_path / "a.csv") / "nodes.csv")
    assert nodes.set_index("id").loc["A/RES/33/134", "cited_by"] == 7
