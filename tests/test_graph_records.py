"""Metadata from library records and lists."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from resgraph.errors import GraphError
from resgraph.graph.build import build
from resgraph.graph.metadata import read_metadata
from resgraph.models import Document
from tests.test_graph import CASES, cite

RECORDS = CASES / "records"


@pytest.mark.parametrize("name", ["resolution.xml", "plain.xml"])
def test_marc_with_and_without_namespace(name: str) -> None:
    path = str(RECORDS / name)
    south, first, second, emergency = read_metadata(path)
    assert south == Document(
        symbol="A/RES/78/167", date="2023-12-19", title="South-South cooperation", lang="en", format="record",
        file=path, session="78", agenda_item="23 (b)", agenda_title="South-South cooperation for development.",
        report="A/78/468/Add.2", meeting="A/78/PV.49", vote="122-55-1", drafts=("A/C.2/78/L.32/Rev.1",),
        subjects=("SOUTH-SOUTH RELATIONS", "SUSTAINABLE DEVELOPMENT"),
    )  # fmt: skip
    assert (first.symbol, second.symbol) == ("A/RES/50/204A", "A/RES/50/204B")
    assert (first.date, first.format, first.vote, first.meeting) == ("1996-02-05", "published", "without vote", "97th")
    assert first.title == "Financial reports of Genève and São Paulo"
    assert (emergency.symbol, emergency.session, emergency.date) == ("A/RES/ES-10/21", "ES-10", "2023-10-27")
    assert (emergency.title, emergency.vote) == ("Protection of civilians", "121-14-44")


def test_voting_data_give_each_resolution_once() -> None:
    south, rights = read_metadata(RECORDS / "voting.csv")
    assert (south.symbol, south.date, south.vote, south.session) == ("A/RES/78/167", "2023-12-19", "122-55-1", "78")
    assert (south.drafts, south.report) == (("A/C.2/78/L.32",), "A/78/468/Add.2")
    assert south.subjects == ("SOUTH-SOUTH RELATIONS", "DEVELOPMENT")
    assert (rights.symbol, rights.vote, rights.drafts) == ("A/RES/217A(III)", "48-0-8", ())


def test_json_lines() -> None:
    path = str(RECORDS / "list.jsonl")
    part, plan = read_metadata(path)
    assert (part.symbol, part.date, part.drafts, part.subjects) == (
        "A/RES/57/270B", "2003-06-23", ("A/57/L.83",), ("CONFERENCES",),
    )  # fmt: skip
    assert plan == Document(symbol="A/RES/33/134", lang="en", format="record", file=path)


def test_records_name_and_date_stubs_without_making_them_held() -> None:
    graph = build(read_metadata(RECORDS / "resolution.xml"), [cite("79/236", "78/167", cited_date="2023-12-20")])
    node = graph.nodes["A/RES/78/167"]
    assert (node["held"], node["date"], node["date_basis"]) == (False, "2023-12-19", "official")
    assert (node["title"], node["vote"], node["meeting"]) == ("South-South cooperation", "122-55-1", "A/78/PV.49")
    assert node["subjects"] == "SOUTH-SOUTH RELATIONS;SUSTAINABLE DEVELOPMENT"
    assert "langs" not in node


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xml", "<collection><record>", "is not well-formed XML"),
        ("a.xml", "<collection/>", "holds no MARC record"),
        ("a.csv", "title,date\nx,y\n", "no column of symbols"),
        ("a.csv", "symbol,date\nA/RES/33/134,yesterday\n", r"line 2: 'yesterday' is not a date; write it as"),
        ("a.csv", "symbol\nA/RES/19/1\n", r"line 2: 'A/RES/19/1' is not a symbol"),
        (
            "a.csv",
            "symbol,total_yes,total_no,total_abstentions\nA/RES/33/134,most,few,none\n",
            "line 2: most, few, none are not counts",
        ),
        (
            "a.csv",
            "symbol,total_yes,total_no,total_abstentions\nA/RES/33/134,1e999,0,0\n",
            "1e999, 0, 0 are not counts",
        ),
        ("a.jsonl", "[1]\n", "not a JSON object"),
        ("a.pdf", "", r"not a format of metadata; give one of \.xml"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GraphError, match=message) as caught:
        list(read_metadata(tmp_path / name))
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize("suffix", [".xml", ".csv", ".jsonl"])
def test_a_file_that_does_not_exist(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(GraphError, match="cannot be read"):
        list(read_metadata(tmp_path / f"missing{suffix}"))


def test_a_list_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("symbol,title\nA/RES/33/134,Coopération\n".encode("latin-1"))
    with pytest.raises(GraphError, match="is not UTF-8; save it in UTF-8"):
        list(read_metadata(tmp_path / "a.csv"))


def test_a_cell_longer_than_any_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"symbol,title\nA/RES/33/134,{'x' * 200_000}\n", "utf-8")
    before = csv.field_size_limit(131_072)  # other packages raise it
    try:
        with pytest.raises(GraphError, match=r"a\.csv: is not CSV \(field larger than field limit"):
            list(read_metadata(tmp_path / "a.csv"))
    finally:
        csv.field_size_limit(before)


def test_rows_without_a_symbol_are_passed_over_and_odd_cells_harm_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("symbol,title\n,nobody\nA/RES/33/134,Plan,more,cells\nA/RES/33/135\n", "utf-8")
    assert [(d.symbol, d.title) for d in read_metadata(tmp_path / "a.csv")] == [
        ("A/RES/33/134", "Plan"),
        ("A/RES/33/135", None),
    ]


def test_a_poor_record_gives_what_it_has(tmp_path: Path) -> None:
    record = (
        '<collection><record><datafield tag="191"><subfield code="a">no symbol</subfield><subfield code="c"> </subfield>'
        '</datafield><datafield tag="245"><subfield code="b">resolution /</subfield></datafield><datafield tag="245">'
        '<subfield code="a"> : </subfield></datafield></record></collection>'
    )
    (tmp_path / "a.xml").write_text(record, "utf-8")
    (found,) = read_metadata(tmp_path / "a.xml")
    assert found == Document(symbol=None, lang="en", format="record", file=str(tmp_path / "a.xml"))
    graph = build([found], [cite("79/236", "78/167")])
    assert sorted(graph) == ["A/RES/78/167", "A/RES/79/236"], "a record of no known symbol is no document of the graph"
