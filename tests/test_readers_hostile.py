"""A folder of hostile files on the real command line: a line each, nothing outside, bounded memory, the rest is read."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from resgraph.text.plain import read_str
from tests.readers_pdf_writer import Sheet, write
from tests.readers_typesetting import as_docx, as_html

TEXT = "The General Assembly,\nRecalling its resolution 33/134 of 19 December 1978,\n1. Decides to act upon its resolution.\n"
SECRET = "a secret of the machine"
MEGABYTE = 1_000_000
MOST_MEMORY = 600
"""Megabytes that a run over all of these files may take."""
MOST_SECONDS = 120

MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, done.stdout, done.stderr, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime]))
"""
"""Runs a command and tells what it said, and its megabytes and seconds."""


def measured(*command: str, cwd: Path) -> tuple[int, str, str, float, float]:
    """Exit code, output, errors, peak megabytes and processor seconds of a command."""
    told = subprocess.run(
        [sys.executable, "-c", MEASURE, sys.executable, *command], cwd=cwd, capture_output=True, text=True, check=True
    )
    code, out, err, megabytes, seconds = json.loads(told.stdout)
    return code, out, err, megabytes, seconds


def _sheet() -> Sheet:
    return Sheet().lines(80, 700, 10, 13, *TEXT.splitlines())


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _tar_of_zeros(size: int) -> bytes:
    class Zeros(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return bytes(size)

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1) as archive:
        info = tarfile.TarInfo("zeros.txt")
        info.size = size
        archive.addfile(info, Zeros())  # type: ignore[arg-type]
    return buffer.getvalue()


def _deep(levels: int) -> bytes:
    data = _zip({"good.txt": TEXT.encode()})
    for _ in range(levels - 1):
        data = _zip({"in.zip": data})
    return data


def _docx_bomb() -> bytes:
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document>" + b" " * 60 * MEGABYTE})


def _laughs() -> bytes:
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    return b'<!DOCTYPE x [<!ENTITY a "ha">' + entities + b"]><akomaNtoso>&m;</akomaNtoso>"


def _quadratic() -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 50_000 + b'">]><akomaNtoso>' + b"&a;" * 50_000 + b"</akomaNtoso>"


def _picture() -> Sheet:
    return Sheet(picture=(8, 8, bytes(64)))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zero.pdf": (lambda: b"", "the file is empty"),
    "blank.txt": (lambda: b" \n\t", "the file is empty"),
    "truncated.pdf": (lambda: write([_sheet()])[:400], "a damaged or truncated PDF"),
    "truncated.docx": (lambda: as_docx(read_str(TEXT))[:600], "damaged"),
    "encrypted.pdf": (lambda: write([_sheet()], encrypted=True), "encrypted"),
    "scan.pdf": (lambda: write([_picture()]), "image only: its page"),
    "picture.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture is not read"),
    "long.pdf": (lambda: write([Sheet()] * 10_000), "10000 pages, more than 3000"),
    "binary.txt": (lambda: bytes(range(256)) * 8, "binary data, not text"),
    "klingon.txt": (lambda: b"Nuqneh jatlh tlhIngan Hol\n" * 20, "in no language that resgraph knows"),
    "outside.xml": (
        lambda: b'<!DOCTYPE x [<!ENTITY e SYSTEM "secret.ini">]><akomaNtoso><body><p>&e;</p></body></akomaNtoso>',
        "in no language that resgraph knows",
    ),
    "laughs.xml": (_laughs, ""),
    "quadratic.xml": (_quadratic, ""),
    "bomb.zip": (lambda: _zip({"zeros.txt": bytes(60 * MEGABYTE)}), "packed more densely"),
    "bomb.tar.gz": (lambda: _tar_of_zeros(250 * MEGABYTE), "larger than 200 MB"),
    "bomb.docx": (_docx_bomb, "unpacks to more than 50 MB"),
    "deep.zip": (lambda: _deep(5), "an archive inside 3 others"),
    "half.zip": (lambda: _zip({"a.txt": TEXT.encode()})[:90], "the archive is damaged"),
}
"""Name → what it holds, and the words that it is refused with."""

GOOD: dict[str, Callable[[], bytes]] = {
    "a.txt": TEXT.encode,
    "b.pdf": lambda: write([_sheet()]),
    "c.docx": lambda: as_docx(read_str(TEXT)),
    "d.html": as_html(read_str(TEXT)).encode,
    "named.docx": lambda: write([_sheet()]),
    "named.pdf": TEXT.encode,
    "in/the/folder.txt": TEXT.encode,
    "zipped.zip": lambda: _deep(3),
    "climbs.zip": lambda: _zip({"../../climbed.txt": TEXT.encode(), "/tmp/resgraph-climbed.txt": TEXT.encode()}),
}
"""Name → what it holds: read, whatever it is called."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str, str, float, float]:
    """One run over all of them: folder, exit code, output, errors, megabytes, seconds."""
    top = tmp_path_factory.mktemp("hostile")
    texts = top / "deeper" / "texts"
    for name, (data, _) in HOSTILE.items():
        (texts / name).parent.mkdir(parents=True, exist_ok=True)
        (texts / name).write_bytes(data())
    for name, good in GOOD.items():
        (texts / name).parent.mkdir(parents=True, exist_ok=True)
        (texts / name).write_bytes(good())
    (top / "deeper" / "secret.ini").write_text(SECRET)
    (texts / ".hidden.txt").write_text("hidden")
    command = ("-m", "resgraph.cli", "extract", "texts", "-o", "out.jsonl", "--errors", "errors.csv", "--texts", "read")
    return top, *measured(*command, cwd=top / "deeper")


def test_each_hostile_file_gets_one_clear_line(run: tuple[Path, int, str, str, float, float]) -> None:
    top, code, out, err, _, _ = run
    assert code == 1
    assert out == ""
    assert "Traceback" not in err
    with (top / "deeper" / "errors.csv").open(encoding="utf-8", newline="") as listed:
        rows = list(csv.DictReader(listed))
    *lines, summary = err.splitlines()
    assert len(lines) == len(rows) == len(HOSTILE)
    for name, (_, words) in HOSTILE.items():
        (row,) = (row for row in rows if f"texts/{name}" in row["where"])
        assert words in row["what"]
        assert row["remedy"]
        assert f"{row['where']}: {row['what']}; {row['remedy']}" in lines
    assert summary.startswith("10 citations in out.jsonl: 10 read, 1 skipped (hidden or of the system: 1), 18 failed (")
    assert "the file is empty: 2" in summary


def test_the_rest_of_the_folder_is_read(run: tuple[Path, int, str, str, float, float]) -> None:
    records = [json.loads(line) for line in (run[0] / "deeper" / "out.jsonl").read_text("utf-8").splitlines()]
    assert {record["cited"] for record in records} == {"A/RES/33/134"}
    read = {record["file"].split("!")[0] for record in records}
    assert read == {f"texts/{name}" for name in GOOD}


def test_nothing_is_written_outside_and_nothing_read(run: tuple[Path, int, str, str, float, float]) -> None:
    top, _, out, err, _, _ = run
    assert sorted(path.name for path in top.iterdir()) == ["deeper"]
    assert sorted(path.name for path in (top / "deeper").iterdir()) == [
        "errors.csv", "out.jsonl", "read", "secret.ini", "texts",
    ]  # fmt: skip
    assert not Path("/tmp/resgraph-climbed.txt").exists()
    written = [path.read_text("utf-8") for path in (top / "deeper" / "read").rglob("*") if path.is_file()]
    assert len(written) == 10
    assert not any(SECRET in text for text in (*written, out, err))


def test_memory_and_time_are_bounded(run: tuple[Path, int, str, str, float, float]) -> None:
    megabytes, seconds = run[4:]
    assert megabytes < MOST_MEMORY
    assert seconds < MOST_SECONDS


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_nothing_can_be_made_of_leaves_nothing(tmp_path: Path, jobs: str) -> None:
    for name in ("zero.pdf", "truncated.pdf", "half.zip"):
        (tmp_path / name).write_bytes(HOSTILE[name][0]())
    code, _, err, _, _ = measured(
        "-m",
        "resgraph.cli",
        "build",
        ".",
        "--jobs",
        jobs,
        "--errors",
        "../errors.csv",
        "-o",
        "../a.duckdb",
        cwd=tmp_path,
    )
    assert code == 2
    assert err.splitlines()[-1].startswith("../a.duckdb: 0 read, 0 skipped, 3 failed (")


def test_memory_and_time_stay_flat_over_a_long_pdf(tmp_path: Path) -> None:
    line = "Recalling its resolution 33/134 of 19 December 1978 on the cooperation of the developing countries,"
    sheet = Sheet().lines(80, 740, 10, 13, *[line] * 12)
    code = "import sys; from resgraph import read; print(*(t.content.count('33/134') for t in read(sys.argv[1])))"
    megabytes: dict[int, float] = {}
    seconds: dict[int, float] = {}
    for pages in (50, 500):
        (tmp_path / f"{pages}.pdf").write_bytes(write([sheet] * pages))
        _, out, err, megabytes[pages], seconds[pages] = measured("-c", code, f"{pages}.pdf", cwd=tmp_path)
        assert out.strip() == str(12 * pages), err
    assert megabytes[500] < megabytes[50] + 40
    assert seconds[500] < 13 * seconds[50]
