"""The packaged data: complete, described, and rebuilt from the corpus."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from resgraph import data, data_dictionary
from resgraph.pipeline import load

FOLDER = Path(__file__).parent.parent / "data"


def test_the_packaged_data_holds_the_series_and_no_sentences() -> None:
    graph, name = load()
    assert name == "packaged data"
    assert graph.nodes["A/RES/80/156"]["held"]
    assert graph.nodes["A/RES/33/134"]["cited_by"] == 7
    assert max(len(c.quote) for c in graph.graph["mentions"]) < 120


def test_a_lineage_loads_only_its_part() -> None:
    graph, _ = load(around="80/156", targets=["33/134"])
    assert 20 < len(graph) < 100
    assert graph.nodes["A/RES/33/134"]["cited_by"] == 7


@pytest.mark.parametrize("name", data_dictionary.TABLES)
def test_csv_and_parquet_hold_the_same(name: str) -> None:
    columns = data_dictionary.TABLES[name]
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = duckdb.sql(f"select * from read_parquet('{FOLDER / name}.parquet')")
    assert [column.name for column in columns] == found.columns == list(rows[0])
    stored = found.fetchall()
    for row, cells in zip(rows, stored, strict=True):
        for text, cell in zip(row.values(), cells, strict=True):
            assert text.removeprefix("'").lower() == ("" if cell is None else str(cell).removeprefix("'").lower())


def test_the_descriptor_says_what_the_tables_hold() -> None:
    package = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        with (FOLDER / resource["path"]).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
        assert len(rows) - 1 == resource["rows"]
        assert f"### {resource['name']}: {resource['rows']:,} rows" in (FOLDER / "README.md").read_text("utf-8")
        assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.filterwarnings("ignore")
def test_the_data_package_is_valid() -> None:
    frictionless = pytest.importorskip("frictionless", reason="pip install frictionless")
    report = frictionless.validate(str(FOLDER / "datapackage.json"))
    assert report.valid, report.to_summary()


@pytest.mark.corpus
def test_the_data_is_rebuilt_to_the_byte(tmp_path: Path, corpus: Path, seed: Path) -> None:
    (tmp_path / "README.md").write_bytes((FOLDER / "README.md").read_bytes())
    data.rebuild(corpus, seed, tmp_path)
    for name in (*(f"{table}.csv" for table in data_dictionary.TABLES), "datapackage.json", "README.md"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), f"run python -m resgraph.data for {name}"
