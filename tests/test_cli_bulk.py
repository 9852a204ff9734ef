"""Many files on the command line: the bar, the summary, the list of errors, the exit code, and what --quiet leaves."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import on_terminal, run
from tests.readers_pdf_writer import Sheet, write
from tests.test_cli import CLAUSE

COMMANDS = {"extract": ("extract", "-o", "../out.jsonl"), "build": ("build", "-o", "../corpus.duckdb")}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with two good files, a PDF of which one page is a picture, two bad files and a hidden one."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in (1, 2):
        (folder / f"A_RES_35_{n}.txt").write_text(CLAUSE)
    page = Sheet().lines(80, 700, 10, 13, *CLAUSE.replace("\n\n", "\n").splitlines())
    (folder / "A_RES_35_3.pdf").write_bytes(write([page, Sheet(picture=(8, 8, bytes(64)))]))
    (folder / "empty.txt").write_text("")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    (folder / ".hidden").write_text("x")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_the_summary_says_what_was_read_skipped_and_failed_and_why(mixed: Path, command: str) -> None:
    done = run(*COMMANDS[command], ".", "--errors", "../errors.csv", cwd=mixed)
    assert done.returncode == 1
    *lines, summary = done.stderr.splitlines()
    assert "3 read (1 of them in part), 1 skipped (hidden or of the system: 1), 2 failed (" in summary
    for reason in ("the file is empty: 1", "a damaged or truncated PDF: 1", "image only: page … of …: 1"):
        assert reason in summary
    with (mixed.parent / "errors.csv").open(encoding="utf-8", newline="") as listed:
        rows = list(csv.DictReader(listed))
    assert [(Path(row["where"]).name, row["what"]) for row in rows] == [
        ("A_RES_35_3.pdf", "image only: page 2 of 2"),
        ("empty.txt", "the file is empty"),
        ("torn.pdf", "a damaged or truncated PDF"),
    ]
    assert lines == [f"{row['where']}: {row['what']}; {row['remedy']}" for row in rows]


@pytest.mark.parametrize("command", COMMANDS)
def test_quiet_leaves_the_errors(mixed: Path, command: str) -> None:
    done = run(*COMMANDS[command], ".", "--quiet", cwd=mixed)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["A_RES_35_3.pdf", "empty.txt", "torn.pdf"]


def test_a_file_of_which_pages_were_not_read_is_read_again(mixed: Path) -> None:
    run(*COMMANDS["build"], ".", cwd=mixed)
    again = run(*COMMANDS["build"], ".", cwd=mixed)
    assert again.returncode == 1
    assert "1 read (1 of them in part), 3 skipped (unchanged: 2; hidden or of the system: 1), 2 failed" in again.stderr


def test_a_bad_citation_file_stops_no_other_source(mixed: Path) -> None:
    (mixed / "bad.csv").write_text("this,is\nno,citation\n")
    done = run("build", "A_RES_35_1.txt", "bad.csv", "missing.csv", "-o", "../corpus.duckdb", cwd=mixed)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "missing.csv: cannot be opened" in done.stderr
    assert "1 read, 0 skipped, 2 failed" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("quiet", [False, True])
def test_the_bar_is_drawn_on_a_terminal_only(mixed: Path, command: str, quiet: bool) -> None:
    code, text = on_terminal(*COMMANDS[command], ".", *(["--quiet"] if quiet else []), cwd=mixed)
    assert code == 1
    assert ("/6" in text and "━" in text) is not quiet
    assert "empty.txt: the file is empty" in text
    assert ("3 read" in text) is not quiet
    assert "━" not in run(*COMMANDS[command], ".", cwd=mixed).stderr


def test_a_reader_that_crashes_ends_no_other_file(tmp_path: Path) -> None:
    for n in range(6):
        (tmp_path / f"A_RES_35_{n + 1}.txt").write_text(CLAUSE if n != 2 else CLAUSE + "CRASH")
    code = """
import os, sys
import resgraph.bulk as bulk
read = bulk.read
bulk.read = lambda data, **more: os._exit(3) if b"CRASH" in data else read(data, **more)
for found in bulk.extract_files(["."], jobs=2):
    print(found.file, found.error.what if found.error else len(found.citations))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    said = [line.split(" ", 1)[1] for line in done.stdout.splitlines()]
    assert said == ["1", "1", "its reader crashed", "1", "1", "1"], done.stderr


def test_texts_of_like_names_are_not_written_over_each_other(tmp_path: Path) -> None:
    words = "The General Assembly,\n\nRecalling its resolution {} of 19 December 1978,\n"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").write_text(words.format("33/134"), "utf-8")
    (tmp_path / "a_b.txt").write_text(words.format("33/135"), "utf-8")
    done = run("extract", "a/b.txt", "a_b.txt", "--texts", "texts", "-o", "c.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    texts = [path.read_text("utf-8") for path in sorted((tmp_path / "texts").iterdir())]
    assert len(texts) == 2
    assert sorted(number for number in ("33/134", "33/135") for text in texts if number in text) == ["33/134", "33/135"]
