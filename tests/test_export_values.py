"""Values that do not fit are refused with their place and its remedy, and pictures have room for whatever they show."""

from __future__ import annotations

import errno
import json
import resource
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from resgraph import export
from resgraph.errors import ExportError, ReadError
from resgraph.export import columns, pieces, tables
from resgraph.export.lineage_svg import draw
from resgraph.export.map_content import lineage_map
from resgraph.export.map_layout import GAP_WORDS, ROW, place
from resgraph.models import CITATION_FIELDS
from resgraph.schema import RELATIONS, Field
from tests.test_export_graphs import citation
from tests.test_map_layout import check, documents

NUMBERS = (Field("number", "int", ""), Field("name", "string", ""))


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"file": 7}, "TypeError: file is 7"),
        ({"cited": ["A/RES/33/134"]}, "TypeError: cited is "),
        ({"flags": [1]}, "TypeError: flags are "),
        ({"flags": 1}, "TypeError"),
        ({"span_start": "first"}, "ValueError"),
        ({"span_end": None}, "ValueError"),
    ],
)
def test_a_cell_of_another_type_is_refused(wrong: dict[str, Any], said: str, tmp_path: Path) -> None:
    record = citation("A/RES/77/185", "A/RES/33/134")
    row = {name: getattr(record, name) for name in CITATION_FIELDS} | wrong
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(row)}\n", "utf-8")
    with pytest.raises(ReadError, match=rf"a\.jsonl, record 1: not a citation record \({said}"):
        list(export.read_citations(tmp_path / "a.jsonl"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"number,name\n1,\xff\n", r"cannot be read as CSV \('utf-8' codec"),
        (b"number,name\none,x\n", r"cannot be read as CSV \(invalid literal for int"),
        (b"number\n1\n", "lacks the columns name"),
    ],
)
def test_a_csv_that_is_none_of_ours_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(ReadError, match=said):
        list(tables.read_csv(tmp_path / "a.csv", NUMBERS))


def test_a_parquet_file_is_read_whole_or_in_part(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    tables.write_parquet(path, NUMBERS, [(n, f"name {n}") for n in range(10)])
    assert [row["number"] for row in tables.read_parquet(path)] == list(range(10))
    assert list(tables.read_parquet(path, (3, 5))) == [{"number": n, "name": f"name {n}"} for n in (3, 4)]
    assert tables.parquet_shape(path)[0] == 10
    assert tables.parquet_shape(path)[1].keys() == {"number", "name"}


def test_what_is_no_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_text("no")
    with pytest.raises(ReadError, match=r"a\.parquet: cannot be read as Parquet"):
        tables.parquet_shape(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(ExportError, match=r"a\.parquet: DuckDB cannot write it"):
        tables.write_parquet(path, NUMBERS, [(1, "x")])
    assert not (tmp_path / "a.parquet.jsonl").exists()


def test_a_workbook_that_outgrows_its_room_is_an_error_of_the_system(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, before[1]))
    try:
        with pytest.raises(OSError, match="File too large") as caught:
            tables.write_workbook(tmp_path / "a.xlsx", [("names", NUMBERS, ((n, "x" * n) for n in range(500)))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.errno == errno.EFBIG


def test_a_graph_without_mentions_has_none_to_write() -> None:
    with pytest.raises(ExportError, match="carries no mentions; build it from citation records"):
        list(columns.mentions(nx.DiGraph(), []))


def test_a_symbol_in_json_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"schema": "1", "graph": {}, "nodes": [{"id": 7}], "edges": []}')
    with pytest.raises(ReadError, match=r"is not whole \(7 is no symbol\)"):
        export.read_graph(tmp_path / "a.json")


def test_pieces_of_a_column_are_kept_as_long_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "KEPT", 2)
    fill = pieces.filler([pieces.Form(NUMBERS[0], "<n>", "</n>"), pieces.Form(NUMBERS[1], "<t>", "</t>")], str.upper)
    rows: list[tuple[dict[str, Any], str]] = [
        ({"number": 1, "name": "a"}, "<n>1</n><t>A</t>"),
        ({"number": 2, "name": 7}, "<n>2</n><t>7</t>"),
        ({"number": 3, "name": "b"}, "<n>3</n><t>B</t>"),
        ({"number": 3, "name": "c"}, "<n>3</n><t>C</t>"),
        ({"number": None, "name": ""}, ""),
    ]
    assert [fill(row) for row, _ in rows] == [written for _, written in rows]


# ---------------------------------------------------------------- pictures


def svg(content: Any, width: float, height: float) -> etree._Element:
    return etree.fromstring("".join(draw(content, place(content, width, height))).encode())


def words(root: etree._Element) -> list[str]:
    return [str(element.text) for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_legend_goes_on_in_a_second_row_where_one_is_too_short() -> None:
    graph = documents([f"{year}-12-01" for year in range(2000, 2000 + len(RELATIONS) + 1)])
    newest = f"A/RES/77/{len(RELATIONS) + 1}"
    for number, relation in enumerate(RELATIONS, 1):
        graph.add_edge(newest, f"A/RES/77/{number}", relation=relation, relations=relation, weight=1)
    content = lineage_map(graph)
    heights = [float(str(svg(content, width, 600).get("height"))) for width in (1600, 340)]
    assert all(f"{relation} (1)" in words(svg(content, 340, 600)) for relation in RELATIONS)
    assert heights[1] > heights[0]


@pytest.mark.parametrize(("width", "said"), [(1200, True), (260, False)])
def test_the_years_of_a_shortened_stretch_are_written_where_there_is_room(width: float, said: bool) -> None:
    content = lineage_map(documents(["1978-12-19", *(f"{year}-06-23" for year in range(2003, 2026))]))
    (gap,) = place(content, width, 600).gaps
    assert (gap.end - gap.start >= GAP_WORDS) is said
    assert ("25 years" in words(svg(content, width, 600))) is said


def test_a_picture_that_is_too_low_grows() -> None:
    placed = place(lineage_map(documents(["2022-12-14"] * 70)), 300, 50)
    check(placed)
    assert 50 < placed.height < 70 * ROW
