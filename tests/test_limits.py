"""Every bound has one place, a default that can be changed, and a line that says so when it is reached."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from resgraph import symbols
from resgraph.errors import ResgraphError
from resgraph.limits import Limits, limit, raised, shown
from resgraph.sources.local import items
from resgraph.text import read
from tests.conftest import ROOT
from tests.readers_pdf_writer import Sheet, page
from tests.readers_pdf_writer import write as write_pdf
from tests.readers_typesetting import as_docx


def _zip(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _first_error(path: Path) -> None:
    for item in items([path]):
        if item.error is not None:
            raise item.error


def _opened(data: bytes) -> Callable[[Path], None]:
    def work(folder: Path) -> None:
        path = folder / "a.bin"
        path.write_bytes(data)
        _first_error(path)

    return work


def _word(folder: Path) -> None:
    from resgraph.text.plain import read_str

    del folder
    read(as_docx(read_str("Recalling its resolution 33/134 of 19 December 1978,\n" * 40, lang="en")), file="a.docx")


def _pdf(folder: Path) -> None:
    del folder
    read(write_pdf([page("The General Assembly,"), Sheet(), Sheet()]), file="a.pdf", lang="en")


REACHED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "file": ("file=1KB", _opened(b"x" * 2000)),
    "archive": ("archive=1KB", _opened(_zip(a=b"x" * 2000))),
    "members": ("members=2", _opened(_zip(a=b"x", b=b"x", c=b"x"))),
    "ratio": ("ratio=10", _opened(_zip(a=b"x" * 20_000_000))),
    "depth": ("depth=1", _opened(_zip(a=_zip(b=_zip(c=b"x"))))),
    "part": ("part=1KB", _word),
    "pages": ("pages=2", _pdf),
    "symbol": ("symbol=5", lambda _: symbols.parse("A/RES/33/134 ")),
}
"""A setting under which the bound is reached, and how."""


@pytest.mark.parametrize("name", REACHED)
def test_a_bound_that_is_reached_says_how_to_raise_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting, work = REACHED[name]
    monkeypatch.setenv("RESGRAPH_LIMITS", setting)
    symbols.parse.cache_clear()
    with pytest.raises(ResgraphError) as caught:
        work(tmp_path)
    assert caught.value.remedy is not None
    assert re.search(rf"RESGRAPH_LIMITS={name}=\d", caught.value.remedy), caught.value
    assert "\n" not in str(caught.value)
    monkeypatch.setenv("RESGRAPH_LIMITS", re.findall(r"RESGRAPH_LIMITS=(\S+)", caught.value.remedy)[0])
    symbols.parse.cache_clear()
    work(tmp_path)


def test_every_bound_is_tried_or_named_as_another_kind() -> None:
    assert {field.name for field in fields(Limits)} - set(REACHED) == {"elements", "download"}


def test_what_lies_deeper_than_the_elements_is_read_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    page = b"<html>" + b"<div>" * 30 + b"<p>Recalling its resolution 33/134 of the General Assembly" + b"</div>" * 30
    monkeypatch.setenv("RESGRAPH_LIMITS", "elements=5")
    assert "33/134" in read(page, file="a.html").content


@pytest.mark.parametrize(
    ("text", "words"),
    [("pages", "is no limit"), ("page=3", "page=3"), ("pages=-1", "pages=-1"), ("file=2TB", "file=2TB")],
)
def test_a_setting_that_is_none_is_refused_with_the_names(
    text: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESGRAPH_LIMITS", text)
    with pytest.raises(ResgraphError, match=re.escape(words)) as caught:
        limit("pages")
    assert "pages" in str(caught.value.remedy)


def test_sizes_are_written_and_shown_in_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESGRAPH_LIMITS", "file=2GB, pages = 5 ,archive=10kb")
    assert (limit("file"), limit("pages"), limit("archive"), limit("members")) == (2 * 10**9, 5, 10_000, 500_000)
    assert (shown("file"), shown("pages")) == ("2000 MB", "5")
    assert raised("file") == "raise the limit: RESGRAPH_LIMITS=file=20000MB"


def test_a_wrong_setting_is_one_line_of_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The General Assembly,\nRecalling its resolution 33/134 of 19 December 1978,\n")
    done = subprocess.run(
        [sys.executable, "-m", "resgraph.cli", "extract", "a.txt"],
        cwd=tmp_path, env={"RESGRAPH_LIMITS": "page=3", "PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("RESGRAPH_LIMITS: 'page=3' is no limit")
    assert "Traceback" not in done.stderr


def test_entities_are_never_expanded() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + b"<akomaNtoso>&b;</akomaNtoso>"
    )
    with pytest.raises(ResgraphError):
        read(bomb, file="a.xml")


def test_the_table_of_the_guide_is_that_of_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RESGRAPH_LIMITS", raising=False)
    guide = (ROOT / "docs" / "how-to" / "read-files.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z]+)` \| ([^|]+) \|", guide, re.MULTILINE)
    assert rows == [(field.name, shown(field.name)) for field in fields(Limits)]
