"""Files that are already here: single files, folders, patterns, archives in archives, standard input.

Every source yields `Item`s: a name to show, and the bytes or the reason why they could not be had. Inside an archive the
name is `archive.zip!member`. Nothing is unpacked to the disk, so that no member's name can lead anywhere; what an archive
may hold is bounded.
"""

from __future__ import annotations

import glob
import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from resgraph.errors import ReadError, ResgraphError

__all__ = ["Item", "items"]

_LARGEST = 200_000_000
"""Bytes that one file or member may hold."""
_LARGEST_ARCHIVE = 4_000_000_000
"""Bytes that the members of one archive may hold together; the Assembly's resolutions in six languages are half of it."""
_MOST_MEMBERS = 500_000
_DEEPEST = 3
"""Archives inside one another."""
_SKIPPED = (".", "__MACOSX")
_PACKED = (b"\x1f\x8b", b"\xfd7zXZ\0", b"BZh")
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, NotImplementedError, zlib.error, lzma.LZMAError, ValueError,
    RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One document as a source gives it."""

    file: str
    data: bytes
    error: ResgraphError | None = None
    """Why there are no bytes."""


def items(paths: Iterable[str | Path]) -> Iterator[Item]:
    """The documents of files, folders (all files below, sorted), patterns (`*.pdf`, `**/*.docx`), zip and tar archives,
    and `-` for standard input."""
    for path in paths:
        if str(path) == "-":
            yield from _stream(io.BytesIO(sys.stdin.buffer.read(_LARGEST + 1)), "-", 0)
            continue
        here = Path(path)
        if here.is_dir():
            yield from _folder(here, str(path))
        elif not here.exists() and glob.has_magic(str(path)):
            matches = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            if not matches:
                yield _failed(str(path), "nothing matches the pattern", "check it")
            for match in matches:
                yield from _folder(Path(match), match) if Path(match).is_dir() else _file(Path(match), match)
        else:
            yield from _file(here, str(path))


def _folder(folder: Path, name: str) -> Iterator[Item]:
    found = sorted(p for p in folder.rglob("*") if p.is_file() and not _hidden(p.relative_to(folder).parts))
    if not found:
        yield _failed(name, "the folder holds no files", "give a folder with documents")
    for file in found:
        yield from _file(file, str(file))


def _hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith(_SKIPPED) and part != ".." for part in parts)


def _failed(file: str, what: str, remedy: str) -> Item:
    return Item(file, b"", ReadError(what, where=file, remedy=remedy))


def _file(path: Path, name: str) -> Iterator[Item]:
    try:
        if not path.exists():
            yield _failed(name, "no such file", "check the path")
        elif not path.is_file():
            yield _failed(name, "not a file", "give a file or a folder")
        else:
            with path.open("rb") as opened:
                yield from _stream(opened, name, 0)
    except OSError as error:
        yield _failed(name, f"cannot be opened: {error.strerror}", "check its rights")


def _stream(opened: IO[bytes], name: str, depth: int) -> Iterator[Item]:
    """The documents of an open file: itself, or the members of the archive that it is."""
    head = opened.read(512)
    opened.seek(0)
    zipped = head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    packed = head.startswith(_PACKED) or head[257:262] == b"ustar"
    if (zipped and _is_office(opened)) or not (zipped or packed):
        data = opened.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            yield _failed(name, f"larger than {_LARGEST // 1_000_000} MB", "give its parts")
        else:
            yield Item(name, data)
        return
    if depth >= _DEEPEST:
        yield _failed(name, f"an archive inside {_DEEPEST} others", "unpack it by hand")
        return
    try:
        yield from _members(_zip(opened) if zipped else _tar(opened), name, depth)
    except _DAMAGE as error:
        yield _failed(name, f"the archive is damaged: {error}", "fetch it again")


def _is_office(opened: IO[bytes]) -> bool:
    """A Word file is a zip as well; its content list gives it away, as its type does in OpenDocument."""
    try:
        with zipfile.ZipFile(opened) as archive:
            names = archive.namelist()
    except _DAMAGE:
        return False
    finally:
        opened.seek(0)
    return "[Content_Types].xml" in names or names[:1] == ["mimetype"]


_Member = tuple[str, int, IO[bytes] | None, str]
"""Name, size as stated, the open member, or why it cannot be opened."""


def _zip(opened: IO[bytes]) -> Iterator[_Member]:
    with zipfile.ZipFile(opened) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir():
                continue
            if info.flag_bits & 1:
                yield info.filename, 0, None, "encrypted"
                continue
            try:
                member = archive.open(info)
            except _DAMAGE as error:
                yield info.filename, 0, None, f"damaged: {error}"
                continue
            with member:
                yield info.filename, info.file_size, member, ""


def _tar(opened: IO[bytes]) -> Iterator[_Member]:
    with tarfile.open(fileobj=opened, mode="r:*") as archive:
        for info in archive:
            if info.isfile() and (member := archive.extractfile(info)) is not None:
                with member:
                    yield info.name, info.size, member, ""


def _members(members: Iterator[_Member], name: str, depth: int) -> Iterator[Item]:
    """The documents of an archive, within its bounds; a damaged member stops none of the others."""
    total = count = 0
    for inside, size, member, trouble in members:
        if _hidden(PurePosixPath(inside).parts):
            continue
        count += 1
        total += size
        here = f"{name}!{inside}"
        if total > _LARGEST_ARCHIVE or count > _MOST_MEMBERS:
            yield _failed(name, "the archive holds more than any collection of documents", "unpack it by hand")
            return
        if member is None:
            yield _failed(here, trouble, "unpack it by hand")
        elif size > _LARGEST:
            yield _failed(here, f"larger than {_LARGEST // 1_000_000} MB", "unpack it by hand")
        else:
            try:
                data = member.read(_LARGEST + 1)
            except _DAMAGE as error:
                yield _failed(here, f"damaged: {error}", "fetch the archive again")
                continue
            if len(data) > size:
                total += len(data) - size
            yield from _stream(io.BytesIO(data), here, depth + 1)
    if count == 0:
        yield _failed(name, "the archive holds no files", "give one with documents")
