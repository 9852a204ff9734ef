"""The command line as a user runs it: its output, its exit code."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import networkx as nx
import pytest

from tests.command_line import alone, run

CLAUSE = "The General Assembly,\n\nRecalling its resolution 33/134 of 19 December 1978,\n\n1. Decides to continue.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("extract", "nothing.txt"), ("nothing.txt", "no such file")),
        (("extract", "empty.txt"), ("empty.txt", "empty")),
        (("extract", "klingon.txt"), ("klingon.txt", "language", "--lang")),
        (("extract", "broken.xml"), ("broken.xml:", "not well-formed")),
        (("trace", "80/157"), ("A/RES/80/157", "did you mean", "80/156")),
        (("trace", "nonsense"), ("nonsense", "A/RES/33/134")),
        (("trace", "80/156", "--to", "33/134", "-o", "map.xyz"), (".xyz", ".html")),
        (("trace", "80/156", "--corpus", "none.duckdb"), ("none.duckdb", "no such corpus", "resgraph build")),
        (("check", "everything"), ("everything", "misdated")),
        (("check", "self", "--missing"), ("one check at a time", "self and missing")),
        (("trace", "80/156", "--relation", "recals"), ("recals", "recalls")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "klingon.txt").write_text("Nuqneh jatlh tlhIngan Hol\n")
    (tmp_path / "broken.xml").write_text("<akomaNtoso><meta></akomaNtoso>")
    before = sorted(tmp_path.iterdir())
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 or lines[:-1] == [line for line in lines[:-1] if line.startswith("from ")]
    for word in words:
        assert word in lines[-1]
    assert sorted(tmp_path.iterdir()) == before


def test_one_bad_file_stops_none_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(CLAUSE)
    (tmp_path / "empty.txt").write_text("")
    done = run("extract", "good.txt", "empty.txt", "-o", "out.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert "empty.txt: the file is empty" in done.stderr
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text("utf-8").splitlines()))
    assert [(r["cited"], r["cited_date"], r["relation"], r["paragraph"]) for r in rows] == [
        ("A/RES/33/134", "1978-12-19", "recalls", "PP1")
    ]


def test_the_seed_gives_its_sixteen_resolutions(tmp_path: Path, seed: Path) -> None:
    done = run("extract", str(seed), cwd=tmp_path)
    assert done.returncode == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assembly = {
        (c["cited"], c["cited_date"])
        for c in found
        if c["body"] == "GA" and c["kind"] == "resolution" and c["cited_date"]
    }
    assert len(assembly) == 16
    assert {c["citing"] for c in found} == {"A/RES/71/244"}
    assert not {"A/RES/19/1", "A/DEC/19/1"} & {c["cited"] for c in found}


def test_extract_takes_archives_and_writes_the_texts_of_its_spans(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        archive.writestr("A_RES_35_1.txt", CLAUSE)
    done = run("extract", "texts.zip", "-o", "out.jsonl", "--texts", "texts", cwd=tmp_path)
    assert done.returncode == 0
    (record,) = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert record["file"] == "texts.zip!A_RES_35_1.txt"
    assert record["citing"] == "A/RES/35/1"
    (text,) = (tmp_path / "texts").iterdir()
    assert text.read_text("utf-8")[record["span_start"] : record["span_end"]] == record["quote"]


def test_trace_on_the_packaged_data_lists_the_series(tmp_path: Path) -> None:
    done = run("trace", "80/156", "--to", "33/134", cwd=tmp_path)
    assert done.returncode == 0
    assert "packaged data" in done.stderr
    labels = [line.split("\t")[1] for line in done.stdout.splitlines()[1:]]
    assert labels[0] == "80/156"
    assert labels[-1] == "33/134"
    assert {"79/236", "71/244", "60/212", "57/270 B", "64/222", "73/291"} <= set(labels)


def test_the_lineage_is_written_in_every_format(tmp_path: Path) -> None:
    for suffix in ("html", "graphml", "svg", "json", "gexf", "dot"):
        done = alone(
            "trace", "80/156", "--to", "33/134", "-o", f"lineage.{suffix}", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0"
        )
        assert done.returncode == 0, done.stderr
        assert (tmp_path / f"lineage.{suffix}").stat().st_size > 1000
    graph = nx.read_graphml(tmp_path / "lineage.graphml")
    assert f"{graph.number_of_nodes()} documents, {graph.number_of_edges()} citations" in done.stderr


def test_build_reads_only_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "A_RES_35_1.txt").write_text(CLAUSE)
    first = run("build", ".", "-o", "../corpus.duckdb", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "../corpus.duckdb: 1 read, 0 skipped, 0 failed" in first.stderr
    again = run("build", ".", "-o", "../corpus.duckdb", cwd=tmp_path)
    assert "../corpus.duckdb: 0 read, 1 skipped (unchanged: 1), 0 failed" in again.stderr
    rows = run("sql", "select citing, cited from citations", "-c", "../corpus.duckdb", cwd=tmp_path)
    assert rows.stdout.splitlines() == ["citing\tcited", "A/RES/35/1\tA/RES/33/134"]


def test_stats_and_top_answer_as_tables_and_json(tmp_path: Path) -> None:
    assert "documents" in run("stats", cwd=tmp_path).stdout
    ranked = json.loads(run("top", "--limit", "3", "--json", cwd=tmp_path).stdout)
    assert [row["rank"] for row in ranked] == [1, 2, 3]
    members = json.loads(run("series", "71/244", "--json", cwd=tmp_path).stdout)
    assert [m["label"] for m in members if m["part"] == "root"] == ["33/134", "64/222", "73/291"]


def test_jobs_give_the_same_records(tmp_path: Path, seed: Path) -> None:
    for n in range(12):
        (tmp_path / f"A_RES_35_{n + 1}.txt").write_text(CLAUSE)
    one = run("extract", ".", str(seed), cwd=tmp_path)
    two = run("extract", ".", str(seed), "--jobs", "2", cwd=tmp_path)
    assert one.stdout == two.stdout != ""


def test_the_options_of_a_format_are_given_on_the_command_line(tmp_path: Path) -> None:
    written = tmp_path / "a.graphml"
    every = run("export", "-o", str(written), "--mentions", "--no-quotes", cwd=tmp_path)
    assert every.returncode == 0, every.stderr
    text = written.read_text(encoding="utf-8")
    assert text.count("<edge ") > 214
    assert 'attr.name="quote"' not in text
    refused = run("export", "-o", str(tmp_path / "a.dot"), "--excel", cwd=tmp_path)
    assert refused.returncode == 2
    assert "excel" in refused.stderr
    assert not (tmp_path / "a.dot").exists()


def test_what_could_not_be_read_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Recalling its resolution 33/134 of 19 December 1978,", encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 torn")
    (folder / "c.txt").write_bytes(b"")
    for jobs in ("1", "2"):
        done = run("extract", str(folder), "--jobs", jobs, "--errors", "errors.csv", cwd=tmp_path)
        assert done.returncode == 1
        assert '"A/RES/33/134"' in done.stdout
        with (tmp_path / "errors.csv").open(encoding="utf-8", newline="") as listed:
            rows = list(csv.DictReader(listed))
        assert [Path(row["where"]).name for row in rows] == ["b.pdf", "c.txt"]
        assert all(row["what"] and row["remedy"] for row in rows)


def test_checks_by_name_by_flag_and_all_at_once(tmp_path: Path) -> None:
    for name in ("missing", "consensus"):
        by_name, by_flag = run("check", name, "--json", cwd=tmp_path), run("check", f"--{name}", "--json", cwd=tmp_path)
        assert by_name.stdout == by_flag.stdout
        assert by_name.returncode == by_flag.returncode == (0 if name == "missing" else 1)
    rows = json.loads(run("check", "--json", cwd=tmp_path).stdout)
    assert [row["check"] for row in rows][:2] == ["misdated", "session_mismatch"]
    found = json.loads(run("check", "missing", "--json", cwd=tmp_path).stdout)
    assert {row["check"]: row["findings"] for row in rows}["missing"] == len(found) > 0


def test_a_trace_says_its_paths_and_takes_the_reduction_and_key_routes(tmp_path: Path) -> None:
    done = run(
        "trace", "80/156", "--to", "33/134", "--explain", "--reduced", "--key-routes", "3", "--json", cwd=tmp_path
    )
    assert "main path, 7 steps: 80/156 → 79/236" in done.stderr
    steps = json.loads(done.stdout)
    assert {step["cited"] for step in steps if step["citing"] == "A/RES/79/236"} == {"A/RES/78/167"}
    series = run("series", "71/244", cwd=tmp_path)
    assert "are cited but not read: 33/134, 60/212" in series.stderr


def test_sql_asks_the_packaged_data_where_no_store_is_named(tmp_path: Path) -> None:
    done = run("sql", "select min(cited_date) from citations where cited = 'A/RES/33/134'", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list(json.loads(done.stdout)[0].values()) == ["1978-12-19"]
