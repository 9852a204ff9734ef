"""What each command answers: to a pipe, to a terminal, as JSON, into a file; and where there is nothing to answer."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from resgraph import __version__, data
from tests.command_line import on_terminal, run, run_into
from tests.test_cli import CLAUSE

LONG = "a" * 300
"""A name that no file may have."""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A resolution that cites one other, once in the preamble and once by mistake with another date."""
    words = CLAUSE + "\n2. Recalls its resolution 33/134 of 20 December 1978;\n"
    (tmp_path / "A_RES_35_1.txt").write_text(words, "utf-8")
    return tmp_path


def test_the_version_is_told(tmp_path: Path) -> None:
    done = run("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"resgraph {__version__}\n")


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert "trace" in done.stdout + done.stderr


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_findings_are_written_as_a_file_and_counted(tmp_path: Path, suffix: str) -> None:
    printed = json.loads(run("check", "misdated", "--json", cwd=tmp_path).stdout)
    done = run("check", "misdated", "-o", f"found.{suffix}", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(f"{len(printed)} findings in found.{suffix}\n")
    written = (tmp_path / f"found.{suffix}").read_text("utf-8")
    rows = json.loads(written) if suffix == "json" else list(csv.DictReader(written.splitlines()))
    assert [row["citing"] for row in rows] == [row["citing"] for row in printed] != []


def test_a_check_that_finds_nothing_says_so_and_is_no_failure(text: Path) -> None:
    done = run("check", "self", "-c", "A_RES_35_1.txt", "-q", cwd=text)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing found\n")
    done = run("check", "self", "-c", "A_RES_35_1.txt", "-o", "none.csv", "-q", cwd=text)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (text / "none.csv").read_text("utf-8") == ""


def test_the_corpus_may_be_a_file_of_citations_a_store_or_a_name_of_the_environment(text: Path) -> None:
    assert run("extract", "A_RES_35_1.txt", "-o", "c.jsonl", cwd=text).returncode == 0
    assert run("build", "A_RES_35_1.txt", "-o", "c.duckdb", cwd=text).returncode == 0
    wanted = ["A/RES/35/1 A/RES/33/134"]
    for corpus in ("A_RES_35_1.txt", "c.jsonl", "c.duckdb"):
        by_option = run("trace", "35/1", "-c", corpus, "--explain", "--json", cwd=text)
        by_name = run("trace", "35/1", "--explain", "--json", cwd=text, RESGRAPH_CORPUS=corpus)
        assert by_option.returncode == 0, by_option.stderr
        assert by_option.stdout == by_name.stdout
        assert [f"{step['citing']} {step['cited']}" for step in json.loads(by_option.stdout)] == wanted


def test_a_lineage_is_printed_as_the_json_that_is_written(tmp_path: Path) -> None:
    printed = run("trace", "80/156", "--to", "33/134", "--json", cwd=tmp_path)
    done = run("trace", "80/156", "--to", "33/134", "-o", "l.json", cwd=tmp_path)
    written = json.loads((tmp_path / "l.json").read_text("utf-8"))
    assert json.loads(printed.stdout) == written
    assert f"written to l.json: {len(written['edges'])} citations" in done.stderr


def test_a_map_is_as_large_as_was_asked_for(tmp_path: Path) -> None:
    done = run("trace", "80/156", "-o", "small.svg", "--max-nodes", "5", cwd=tmp_path)
    large = run("trace", "80/156", "-o", "large.svg", cwd=tmp_path)
    assert (done.returncode, large.returncode) == (0, 0)
    small, all_ = ((tmp_path / name).read_text("utf-8").count("<text") for name in ("small.svg", "large.svg"))
    assert 0 < small < all_


def test_a_series_that_was_read_whole_has_no_gaps(tmp_path: Path) -> None:
    words = "The General Assembly,\n\nRecalling its resolutions {},\n\n1. Decides to continue.\n"
    for n in (35, 36, 37):
        cited = ", ".join(f"{m}/7 of 19 December {1945 + m}" for m in range(34, n)) or "34/7"
        (tmp_path / f"A_RES_{n}_7.txt").write_text(words.format(cited), "utf-8")
    (tmp_path / "A_RES_34_7.txt").write_text(words.format("30/1 of 19 December 1975"), "utf-8")
    done = run("series", "36/7", "-c", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "cited but not read" not in done.stderr
    assert "37/7" in done.stdout


def test_doctor_says_what_is_there_and_fails_where_something_has_to_be_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 0
    assert any(line.startswith("self-test\tok\t16 of 16") for line in done.stdout.splitlines())
    monkeypatch.setattr(data, "folder", lambda: tmp_path / "data")
    broken = run("doctor", "--json", cwd=tmp_path)
    assert broken.returncode == 1
    states = {row["what"]: row["state"] for row in json.loads(broken.stdout)}
    assert states["packaged data"] == "fault"


def test_explanations_are_cards_one_after_the_other_or_json(text: Path) -> None:
    done = run("explain", "A_RES_35_1.txt", "-s", "33/134", cwd=text)
    cards = done.stdout.split("\n\n")
    assert (done.returncode, len(cards)) == (0, 2)
    told = json.loads(run("explain", "A_RES_35_1.txt", "-s", "33/134", "--json", cwd=text).stdout)
    assert len(told) == 2
    for card, row in zip(cards, told, strict=True):
        assert str(row["where"]) in card
    nowhere = run("explain", "A_RES_35_1.txt", "-s", "33/135", cwd=text)
    assert (nowhere.returncode, nowhere.stderr) == (1, "33/135 is printed nowhere in A_RES_35_1.txt\n")


def test_a_terminal_gets_tables_drawn(text: Path) -> None:
    code, shown = on_terminal("extract", "A_RES_35_1.txt", cwd=text)
    assert code == 0
    assert [word in shown for word in ("relation", "words", "recalls", "A/RES/33/134", "\t")] == [True] * 4 + [False]
    code, as_json = on_terminal("extract", "A_RES_35_1.txt", "--json", "-q", cwd=text)
    assert [json.loads(line)["cited"] for line in as_json.splitlines()] == ["A/RES/33/134"] * 2
    code, shown = on_terminal("top", "--limit", "3", "-q", cwd=text)
    assert code == 0
    assert [word in shown for word in ("rank", "A/RES/", "\t")] == [True, True, False]


def test_a_stream_that_cannot_be_set_up_is_written_to_as_it_is(tmp_path: Path) -> None:
    out, said = io.StringIO(), io.StringIO()
    assert run_into(out, said, "stats", "-q", cwd=tmp_path) == 0
    assert out.getvalue().startswith("group\t")
    assert said.getvalue() == ""


def test_the_text_of_a_file_with_a_long_name_has_a_short_one(tmp_path: Path) -> None:
    folder = tmp_path / ("b" * 200)
    folder.mkdir()
    (folder / f"{'c' * 100}.txt").write_text(CLAUSE, "utf-8")
    done = run("extract", folder.name, "--texts", "texts", "-o", "c.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (name,) = (path.name for path in (tmp_path / "texts").iterdir())
    assert name.startswith("c" * 36 + ".txt.")
    assert len(name) < 100


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("extract", LONG), "cannot be opened: File name too long"),
        (("extract", f"{LONG}*"), "File name too long"),
        (("extract", "a.txt", "-o", f"{LONG}.csv"), "cannot be written (File name too long)"),
        (("extract", "a.txt", "-o", f"{LONG}.parquet/"), "cannot be written (File name too long)"),
        (("build", f"{LONG}.jsonl", "-o", "c.duckdb"), "cannot be opened: File name too long"),
        (("trace", "80/156", "-c", LONG), "no such corpus"),
        (("sql", "select 1", "-c", LONG), "no such store"),
        (("fetch", "80/156", "-d", "x", "--mirror", LONG), "no such folder"),
        (("fetch", "80/156", "-d", LONG), "the folder cannot be made or written"),
        (("import", f"{LONG}.csv", "-o", "c.duckdb"), "File name too long"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_a_name_that_no_file_may_have_is_one_line(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (tmp_path / "a.txt").write_text(CLAUSE, "utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_long_name_is_counted_for_the_bar_as_any_other(tmp_path: Path) -> None:
    code, shown = on_terminal("extract", LONG, cwd=tmp_path)
    assert code == 2
    assert "File name too long" in shown
    assert "Traceback" not in shown


def test_reasons_beyond_the_six_most_frequent_are_counted_together(tmp_path: Path) -> None:
    bad = {
        "a.txt": b"", "b.pdf": b"%PDF-1.4 torn", "c.xml": b"<akomaNtoso><meta></akomaNtoso>", "d.txt": b"Nuqneh jatlh tlhIngan Hol\n",
        "e.jpg": b"\xff\xd8\xff\xe0" + bytes(50), "f.zip": b"PK\3\4 torn", "g.docx": b"PK\5\6" + bytes(18),
    }  # fmt: skip
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    done = run("extract", ".", "--errors", "errors.csv", cwd=tmp_path)
    summary = done.stderr.splitlines()[-1]
    assert done.returncode == 2
    assert f"0 read, 0 skipped, {len(bad)} failed (" in summary
    reasons = summary.partition("failed (")[2].rstrip(")").split("; ")
    assert len(reasons) == 7
    assert reasons[-1].startswith("other reasons: ")
    assert sum(int(reason.rpartition(": ")[2]) for reason in reasons) == len(bad)
