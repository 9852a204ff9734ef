"""Files that are already here: single files, folders, zip archives, standard input.

Every source yields `Item`s: a name to show, and the bytes or the reason why they could not be had. Inside an archive the
name is `archive.zip!member`.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from resgraph.errors import ReadError, ResgraphError

__all__ = ["Item", "items"]

_LARGEST = 200_000_000
"""Bytes that one file or member may hold."""
_SKIPPED = (".", "__MACOSX")


@dataclass(frozen=True, slots=True)
class Item:
    """One document as a source gives it."""

    file: str
    data: bytes
    error: ResgraphError | None = None
    """Why there are no bytes."""


def items(paths: Iterable[str | Path]) -> Iterator[Item]:
    """The documents of files, folders (all files below, sorted), zip archives, and `-` for standard input."""
    for path in paths:
        if str(path) == "-":
            yield Item("-", sys.stdin.buffer.read())
            continue
        here = Path(path)
        if here.is_dir():
            found = sorted(p for p in here.rglob("*") if p.is_file() and not _hidden(p.relative_to(here).parts))
            if not found:
                yield _failed(str(path), "the folder holds no files", "give a folder with documents")
            for file in found:
                yield from _file(file, str(file))
        else:
            yield from _file(here, str(path))


def _hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith(_SKIPPED) for part in parts)


def _failed(file: str, what: str, remedy: str) -> Item:
    return Item(file, b"", ReadError(what, where=file, remedy=remedy))


def _file(path: Path, name: str) -> Iterator[Item]:
    try:
        if path.stat().st_size > _LARGEST:
            yield _failed(name, f"larger than {_LARGEST // 1_000_000} MB", "give its parts")
            return
        data = path.read_bytes()
    except FileNotFoundError:
        yield _failed(name, "no such file", "check the path")
        return
    except OSError as error:
        yield _failed(name, f"cannot be opened: {error.strerror}", "check its rights")
        return
    if zipfile.is_zipfile(path) and not _is_office(path):
        yield from _members(path, name)
    else:
        yield Item(name, data)


def _is_office(path: Path) -> bool:
    """A Word file is a zip as well; its content list gives it away."""
    with zipfile.ZipFile(path) as archive:
        return "[Content_Types].xml" in archive.namelist()


def _members(path: Path, name: str) -> Iterator[Item]:
    try:
        with zipfile.ZipFile(path) as archive:
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                if info.is_dir() or _hidden(Path(info.filename).parts):
                    continue
                member = f"{name}!{info.filename}"
                if info.file_size > _LARGEST:
                    yield _failed(member, f"larger than {_LARGEST // 1_000_000} MB", "unpack it by hand")
                elif info.flag_bits & 1:
                    yield _failed(member, "encrypted", "unpack it by hand")
                else:
                    yield Item(member, archive.read(info))
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError) as error:
        yield _failed(name, f"the archive is damaged: {error}", "fetch it again")
