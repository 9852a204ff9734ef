"""The packaged data: complete, described, and rebuilt from the corpus."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import duckdb
import pytest

from resgraph import data, data_dictionary
from resgraph.errors import ReadError
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


def small(corpus: Path) -> Path:
    """A corpus of the same folders, with one resolution in each: a chain that renews 33/134, a date that is misprinted, and a
    link that points elsewhere than its words."""
    words = (
        "Resolution {n}/7\n\nSouth-South cooperation\n\nThe General Assembly,\n\n{cited}\n\n1. Decides to continue.\n"
    )
    recalled = "Recalling its resolution 33/134 of {day} December 1978,"
    for n, name in zip((74, 75, 76, 77, 78), ("old", *(name for name in data._SOURCES if name != "old")), strict=True):
        cited = recalled.format(day=19 if n < 78 else 20) + (
            f"\n\nRecalling also its resolution {n - 1}/7," if n > 74 else ""
        )
        text = words.format(n=n, cited=cited)
        if name == "old":
            (corpus / name).mkdir(parents=True)
            (corpus / name / f"A_RES_{n}_7.txt").write_text(text, "utf-8")
        else:
            with zipfile.ZipFile(corpus / name, "w") as archive:
                archive.writestr(f"A_RES_{n}_7.txt", text)
    linked = (FOLDER.parent / "tests" / "cases" / "text" / "resolution.xml").read_text("utf-8")
    (corpus / "old" / "linked.xml").write_text(linked.replace("/A/RES/55/2", "/A/RES/55/3"), "utf-8")
    return corpus


def test_the_data_of_a_small_corpus_names_no_folder_and_tells_what_it_holds(
    tmp_path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, target = small(tmp_path / "corpus"), tmp_path / "data"
    target.mkdir()
    marks = f"{data_dictionary.BEGIN}\nold words\n{data_dictionary.END}"
    (target / "README.md").write_text(f"# Data\n\n{marks}\n\nSources\n", "utf-8")
    given = ["--corpus-dir", corpus, "--seed", seed, "--target", target]
    monkeypatch.setattr("sys.argv", ["data", *map(str, given)])
    data.main()
    tables = {
        name: list(csv.DictReader((target / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in data_dictionary.TABLES
    }
    read = [row for row in tables["documents"] if row["format"] != "quoted"]
    assert [row["file"] for row in read] == [
        "linked.xml",
        "A_RES_71_244.zh.txt",
        "A_RES_74_7.txt",
        *(f"{name}!A_RES_{n}_7.txt" for n, name in zip((75, 76, 77, 78), data._SOURCES, strict=False)),
    ]
    assert [row["symbol"] for row in read] == [
        "A/RES/57/270B",
        "A/RES/71/244",
        *(f"A/RES/{n}/7" for n in range(74, 79)),
    ]
    assert {row["citing"] for row in tables["citations"]} == {row["symbol"] for row in read}
    assert {"A/RES/77/7", "A/RES/78/7"} <= {row["symbol"] for row in tables["series"]}
    misprints = [(row["what"], row["citing"], row["cited"], row["printed"]) for row in tables["misprints"]]
    assert ("date", "A/RES/78/7", "A/RES/33/134", "1978-12-20") in misprints
    assert ("link", "A/RES/57/270B", "A/RES/55/2", "") in misprints
    said = ", ".join(f"{len(rows)} {name}" for name, rows in tables.items())
    assert capsys.readouterr().out == f"{said} in {target}\n"
    package = json.loads((target / "datapackage.json").read_text("utf-8"))
    assert [resource["rows"] for resource in package["resources"]] == [len(rows) for rows in tables.values()]
    readme = (target / "README.md").read_text("utf-8")
    assert readme.startswith("# Data\n") and readme.endswith("\n\nSources\n")
    assert f"### documents: {len(tables['documents'])} rows" in readme
    assert "old words" not in readme
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    (target / "README.md").unlink()
    data.rebuild(corpus, seed, target)
    assert not (target / "README.md").exists()
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {
        n: b for n, b in before.items() if n != "README.md"
    }


def test_a_corpus_that_lacks_a_text_gives_no_data(tmp_path: Path, seed: Path) -> None:
    corpus, target = small(tmp_path / "corpus"), tmp_path / "data"
    (corpus / data._SOURCES[0]).unlink()
    with pytest.raises(ReadError, match=f"{data._SOURCES[0]}: no such file"):
        data.rebuild(corpus, seed, target)
    assert not target.exists()
