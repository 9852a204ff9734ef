"""The old Word formats by way of other programs: what these give is read, and what they fail at is said.

A small script stands for LibreOffice or antiword.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from pathlib import Path

import pytest

from resgraph.errors import ReadError
from resgraph.text import read, word
from tests.readers_word_writer import FORMULA, docx, lines, p, t

DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WORDPERFECT = b"\xffWPC" + bytes(600)
CLAUSE = "Recalling its resolution 33/134 of 19 December 1978,"

Install = Callable[[str, str], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a script of the shell on PATH, where nothing else stands."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def put(name: str, script: str) -> Path:
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return program

    return put


@pytest.fixture
def converted(tmp_path: Path) -> Path:
    """What LibreOffice would make of the file."""
    path = tmp_path / "made.docx"
    path.write_bytes(docx(FORMULA + p(t(CLAUSE))))
    return path


_OUT = 'while [ "$1" != --outdir ]; do shift; done'
"""Leaves the folder for the result in $2, the file in $3."""


@pytest.mark.parametrize("program", ["soffice", "libreoffice"])
@pytest.mark.parametrize(("data", "name", "suffix"), [(DOC, "doc", ".doc"), (WORDPERFECT, "wpd", ".wpd")])
def test_libreoffice_turns_old_files_into_new_ones(
    install: Install, converted: Path, tmp_path: Path, program: str, data: bytes, name: str, suffix: str
) -> None:
    install(
        program,
        f'{_OUT}\n/bin/cp "$3" {tmp_path}/given\necho "$3" >{tmp_path}/name\n/bin/cp {converted} "$2/document.docx"',
    )
    text = read(data, file=f"a{suffix}")
    assert lines(text) == ["The General Assembly,", CLAUSE]
    assert [document.format for document in text.documents] == [name]
    assert (tmp_path / "given").read_bytes() == data
    given = Path((tmp_path / "name").read_text().strip())
    assert given.suffix == suffix
    assert not given.parent.exists(), "nothing is left behind"


def test_a_first_start_that_only_makes_a_profile_is_tried_again(
    install: Install, converted: Path, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    install(
        "soffice",
        f'{_OUT}\nif [ ! -e {started} ]; then : >{started}; exit 81; fi\n/bin/cp {converted} "$2/document.docx"',
    )
    assert lines(read(DOC, file="a.doc"))[1] == CLAUSE


def test_a_file_that_libreoffice_gives_up_is_refused(install: Install, tmp_path: Path) -> None:
    install("soffice", f"echo again >>{tmp_path}/runs")
    with pytest.raises(ReadError, match=r"a\.doc: LibreOffice cannot read it; give the PDF or \.docx of it"):
        read(DOC, file="a.doc")
    assert (tmp_path / "runs").read_text() == "again\nagain\n"


def test_what_libreoffice_makes_may_still_hold_no_text(install: Install, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(docx(""))
    install("soffice", f'{_OUT}\n/bin/cp {tmp_path}/made.docx "$2/document.docx"')
    with pytest.raises(ReadError, match=r"a\.doc: the document holds no text"):
        read(DOC, file="a.doc")


def test_antiword_gives_the_words_of_doc_files(install: Install) -> None:
    install("antiword", f"echo 'The General Assembly,'\necho\necho '{CLAUSE}'")
    text = read(DOC, file="a.doc")
    assert lines(text) == ["The General Assembly,", CLAUSE]
    assert [document.format for document in text.documents] == ["doc"]


def test_libreoffice_comes_before_antiword(install: Install, converted: Path) -> None:
    install("antiword", "echo 'The Security Council,'")
    install("soffice", f'{_OUT}\n/bin/cp {converted} "$2/document.docx"')
    assert lines(read(DOC, file="a.doc"))[0] == "The General Assembly,"


def test_a_file_of_which_antiword_prints_nothing_is_refused(install: Install) -> None:
    install("antiword", "echo 'not a Word document' >&2; exit 1")
    with pytest.raises(ReadError, match=r"a\.doc: antiword cannot read it; install LibreOffice"):
        read(DOC, file="a.doc")


def test_antiword_is_not_asked_for_wordperfect(install: Install) -> None:
    install("antiword", f"echo '{CLAUSE}'")
    with pytest.raises(ReadError, match="WordPerfect is read by way of LibreOffice, and none is installed"):
        read(WORDPERFECT, file="a.wpd")


@pytest.mark.parametrize(("program", "name"), [("soffice", "LibreOffice"), ("antiword", "antiword")])
def test_a_program_that_does_not_end_is_stopped_and_named(
    install: Install, monkeypatch: pytest.MonkeyPatch, program: str, name: str
) -> None:
    install(program, "while :; do :; done")
    monkeypatch.setattr(word, "_SECONDS", 0.2)
    with pytest.raises(ReadError, match=rf"a\.doc: {name} took more than 0\.2 seconds; give the PDF of it"):
        read(DOC, file="a.doc")


def test_what_a_stopped_program_has_started_is_stopped_too(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    install("soffice", f"(exec 3>{pipe}; echo working >&3; while :; do :; done) &\nwait")
    monkeypatch.setattr(word, "_SECONDS", 2)
    with pytest.raises(ReadError, match="LibreOffice took more than 2 seconds"):
        read(DOC, file="a.doc")
    told = b""
    while select.select([end], [], [], 30)[0] and (part := os.read(end, 100)):
        told += part
    still_open = not select.select([end], [], [], 0)[0]
    os.close(end)
    assert told == b"working\n"
    assert not still_open, "the pipe is closed when the last of its writers has ended"
