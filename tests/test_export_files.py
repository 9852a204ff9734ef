"""Files appear whole or not at all, in UTF-8, wherever and however the run ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from resgraph import files
from resgraph.errors import ExportError, ReadError
from tests.test_export_graphs import HOSTILE_TEXTS


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def run(code: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )


def test_text_bytes_and_pieces(tmp_path: Path) -> None:
    assert files.write(tmp_path / "new" / "a", "第33/134号\n").read_bytes() == "第33/134号\n".encode()
    assert files.write(tmp_path / "b", b"\xff\x00").read_bytes() == b"\xff\x00"
    pieces = (str(number) if number % 700 == 0 else "" for number in range(2_000))
    assert files.write(tmp_path / "c", pieces).read_text() == "07001400"
    assert files.write(tmp_path / "d", []).read_bytes() == b""
    assert names(tmp_path) == ["b", "c", "d", "new"]


def test_half_a_letter_is_written_as_a_mark_in_its_place(tmp_path: Path) -> None:
    assert files.write(tmp_path / "a", ["第33/134号 ", "\ud800\n"]).read_text("utf-8") == "第33/134号 \ufffd\n"


def test_a_writer_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = files.write(tmp_path / "a", "old")
    with pytest.raises(ZeroDivisionError):
        files.write(target, (str(1 // number) for number in (1, 0)))
    assert (target.read_text(), names(tmp_path)) == ("old", ["a"])


def test_files_that_belong_together_move_together(tmp_path: Path) -> None:
    for name in "ab":
        files.write(tmp_path / name, "old")
    with pytest.raises(ZeroDivisionError), files.replacing(tmp_path / "a", tmp_path / "b") as (first, _):
        files.fill(first, "new")
        raise ZeroDivisionError
    assert [(tmp_path / name).read_text() for name in "ab"] == ["old", "old"]
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.parametrize("place", ["folder", "file/below"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    files.write(tmp_path / "file", "")
    with pytest.raises(ExportError, match=place):
        files.write(tmp_path / place, "x")
    assert names(tmp_path) == ["file", "folder"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    target = files.write(tmp_path / "a", "old")
    code = (
        "import resource, signal, sys\n"
        "from resgraph import errors, files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n    files.write(sys.argv[1], ('x' * 1000 for _ in range(5000)))\n"
        "except errors.ExportError as error:\n    print(error)\n"
    )
    said = run(code, str(target)).communicate()[0]
    assert "cannot be written (File too large)" in said
    assert (target.read_text(), names(tmp_path)) == ("old", ["a"])


def test_a_kill_leaves_the_old_file(tmp_path: Path) -> None:
    target = files.write(tmp_path / "a", "old")
    code = (
        "import sys, time\n"
        "from resgraph import files\n"
        "def pieces():\n"
        "    yield from ('x' * 1000 for _ in range(5000))\n"
        "    print('halfway', flush=True)\n"
        "    time.sleep(60)\n"
        "files.write(sys.argv[1], pieces())\n"
    )
    with run(code, str(target)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "halfway\n"
        process.send_signal(signal.SIGKILL)
    assert target.read_text() == "old"


def test_permissions_are_kept_and_links_followed(tmp_path: Path) -> None:
    target = files.write(tmp_path / "a", "old")
    target.chmod(0o640)
    (tmp_path / "link").symlink_to(target)
    files.write(tmp_path / "link", "new")
    assert (target.read_text(), oct(target.stat().st_mode & 0o777)) == ("new", "0o640")
    assert (tmp_path / "link").is_symlink()


def test_a_device_is_written_and_stays_one() -> None:
    files.write("/dev/null", "x")
    assert Path("/dev/null").is_char_device()


def test_the_locale_does_not_matter(tmp_path: Path) -> None:
    code = r"import sys; from resgraph import files; files.write(sys.argv[1], '\u7b2c33/134 \u0642')"
    run(code, str(tmp_path / "a"), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").communicate()
    assert (tmp_path / "a").read_text("utf-8") == "第33/134 ق"


def test_json_lines_hold_everything(tmp_path: Path) -> None:
    rows = [{"text": text, "number": 1.5, "none": None} for text in HOSTILE_TEXTS]
    assert list(files.read_jsonl(files.write_jsonl(tmp_path / "a.jsonl", rows))) == rows


@pytest.mark.parametrize(
    ("content", "said"),
    [(b'{"a": 1}\n\n[1]\n', "line 3: not a JSON object"), (b"{\n", "line 1: not JSON"), (b"\xff", "is not UTF-8")],
)
def test_json_lines_that_are_none(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        list(files.read_jsonl(files.write(tmp_path / "a.jsonl", content)))
    with pytest.raises(ReadError, match="cannot be read"):
        list(files.read_jsonl(tmp_path / "missing"))


def test_hashes(tmp_path: Path) -> None:
    written = files.write(tmp_path / "a", "33/134")
    assert files.sha256(written) == files.sha256("33/134") == files.sha256(b"33/134")
