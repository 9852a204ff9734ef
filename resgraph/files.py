"""Writing and reading files: whole or not at all, in UTF-8, with `\\n` line ends, whatever the locale says.

A file is written beside its final place and moved there when it is complete and on the disk, so that a full disk or a
killed run leaves the old file or none. Devices and pipes (`/dev/stdout`) cannot be moved onto and are written straight.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> write(folder / "a.txt", ["第33/134号", "决议\\n"]).read_bytes().decode("utf-8")
'第33/134号决议\\n'
>>> sha256("33/134")[:8]
'2f75e6ff'
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from resgraph.errors import ExportError, ReadError

__all__ = [
    "exists",
    "fill",
    "inert",
    "is_dir",
    "json_text",
    "read_jsonl",
    "replacing",
    "sha256",
    "well_formed",
    "write",
    "write_jsonl",
]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""First characters that a spreadsheet may take for a formula, and the apostrophe that guards them."""
SURROGATE = re.compile("[\ud800-\udfff]")
BUFFER = 1 << 20
"""Bytes read or written at a time."""
BATCH = 1 << 16
"""Characters of text encoded at a time."""


def write(path: str | Path, content: str | bytes | Iterable[str]) -> Path:
    """Write a file whole, from a text, bytes, or pieces of text, and return its path; missing folders are made.

    Raises:
        ExportError: the file cannot be written. The old file, if there was one, stays as it was.
    """
    with replacing(path) as (temporary,):
        fill(temporary, content)
    return Path(path)


def fill(temporary: Path, content: str | bytes | Iterable[str]) -> None:
    """Write a text, bytes or pieces of text to a path that `replacing` gave."""
    with temporary.open("wb", buffering=BUFFER) as stream:
        if isinstance(content, bytes):
            stream.write(content)
            return
        pending: list[str] = []
        size = 0
        for piece in (content,) if isinstance(content, str) else content:
            pending.append(piece)
            size += len(piece)
            if size > BATCH:
                stream.write(_encoded("".join(pending)))
                pending, size = [], 0
        stream.write(_encoded("".join(pending)))


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return well_formed(text).encode("utf-8")


@contextlib.contextmanager
def replacing(*paths: str | Path) -> Iterator[tuple[Path, ...]]:
    """Give one temporary path for each path; when the block ends well, move all of them to their places.

    For writers that open their files themselves (DuckDB, openpyxl), and for folders of files that belong together:
    none is moved before the last is complete and on the disk.

    Raises:
        ExportError: a file cannot be written or moved.
    """
    targets = [Path(os.path.realpath(path)) for path in paths]
    temporaries = [_temporary(target) for target in targets]
    moves = [(temporary, target) for temporary, target in zip(temporaries, targets, strict=True) if temporary != target]
    try:
        for target in targets:
            target.parent.mkdir(parents=True, exist_ok=True)
        yield tuple(temporaries)
        for temporary, target in moves:
            _to_disk(temporary)
            _keep_mode(target, temporary)
        for temporary, target in moves:
            temporary.replace(target)
    except OSError as error:
        raise ExportError(
            f"cannot be written ({error.strerror or error})",
            where=", ".join(str(path) for path in paths),
            remedy="give a place that exists, may be written and has room",
        ) from error
    finally:
        for temporary, _ in moves:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _temporary(target: Path) -> Path:
    """Where to write before moving to `target`: beside it, or the target itself where it is a device or a pipe."""
    special = exists(target) and not target.is_file() and not target.is_dir()
    return target if special else target.with_name(f".{target.name[:50]}.{secrets.token_hex(4)}.tmp")


def _to_disk(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _keep_mode(target: Path, temporary: Path) -> None:
    if target.exists():
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))


def exists(path: str | Path) -> bool:
    """Whether a path leads to something; what is no path for this system, as a name that is too long, leads to nothing."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists fails on such a name


def is_dir(path: str | Path) -> bool:
    """Whether a path leads to a folder; what is no path for this system leads to none."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir fails on such a name


def well_formed(text: str) -> str:
    """Replace lone surrogates, which no UTF-8 file can hold (undecodable file names bring them), by U+FFFD."""
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def inert(cell: str) -> str:
    """A cell of CSV that no spreadsheet runs: an apostrophe stands before what may begin a formula.

    >>> inert("=HYPERLINK(A1)"), inert("33/134")
    ("'=HYPERLINK(A1)", '33/134')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def json_text(value: Any, *, indent: int | None = None) -> str:
    r"""JSON in readable UTF-8, lossless: a lone surrogate is kept as an escape.

    >>> json_text({"title": "南南合作", "bad": "\ud800"})
    '{"title": "南南合作", "bad": "\\ud800"}'

    Raises:
        ValueError: the value holds a NaN or an infinity.
        TypeError: the value holds something that JSON cannot say.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return text if text.isascii() else SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def write_jsonl(path: str | Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """Write one JSON object a line.

    Raises:
        ExportError: the file cannot be written.
    """
    return write(path, (json_text(record) + "\n" for record in records))


def read_jsonl(path: str | Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file; blank lines are passed over.

    Raises:
        ReadError: the file cannot be read, or a line is not a JSON object; the message gives its number.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="\n") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _object(line, f"{path}, line {number}")
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", where=str(path), remedy="check the path") from error
    except UnicodeDecodeError as error:
        raise ReadError("is not UTF-8", where=str(path), remedy="give JSON Lines in UTF-8") from error


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, brackets thousands deep
        what = f"not JSON ({getattr(error, 'msg', error)})"
        raise ReadError(what, where=where, remedy="give one JSON object a line") from error
    if not isinstance(value, dict):
        raise ReadError("not a JSON object", where=where, remedy="give one JSON object a line")
    return value


def sha256(content: str | bytes | Path) -> str:
    """Hexadecimal SHA-256 of a text (as UTF-8), of bytes, or of the file at a path."""
    if isinstance(content, Path):
        with content.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()
