"""Files that are already here: single files, folders, patterns, archives in archives, standard input.

Every source yields `Item`s: a name to show, and the bytes or the reason why they could not be had. Inside an archive the
name is `archive.zip!member`. Nothing is unpacked to the disk, so that no member's name can lead anywhere; what an archive
may hold, with the archives inside it, is bounded.
"""

from __future__ import annotations

import glob
import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from resgraph.errors import ReadError, ResgraphError
from resgraph.files import exists, is_dir
from resgraph.limits import limit, raised, shown

__all__ = ["Item", "Skip", "count", "items", "names", "opened", "zip_members"]

Skip = Callable[[str, str], object]
"""Told of what is passed over: the file, and why in a word or two."""

_SMALL = 10_000_000
"""Bytes that are taken however densely they are packed."""
_SKIPPED = (".", "__MACOSX", "~$", "Thumbs.db", "desktop.ini")
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


def items(paths: Iterable[str | Path], *, skip: Skip | None = None) -> Iterator[Item]:
    """The documents of files, folders (all files below, sorted), patterns (`*.pdf`, `**/*.docx`), zip and tar archives,
    and `-` for standard input.

    `skip` is told of each file that is passed over: those of the system, links and devices of a tar archive.
    """
    skip = skip or _nothing
    for name in names(paths, skip=skip):
        if name == "-":
            yield from opened(io.BytesIO(sys.stdin.buffer.read(limit("file") + 1)), "-", skip=skip)
        else:
            yield from _file(Path(name), name, skip)


def names(paths: Iterable[str | Path], *, skip: Skip | None = None) -> Iterator[str]:
    """The files that paths stand for, none of them opened: in folders all below, sorted, and what patterns match.

    A folder without files, and a pattern without a match, stand as they are: reading them says what is amiss.
    """
    skip = skip or _nothing
    for path in paths:
        name = str(path)
        if is_dir(name):
            yield from _folder(Path(path), name, skip)
        elif name != "-" and glob.has_magic(name) and not exists(name):
            matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            for match in matches or [name]:
                yield from _folder(Path(match), match, skip) if is_dir(match) else [match]
        else:
            yield name


def opened(
    stream: IO[bytes], name: str, *, skip: Skip | None = None, only: frozenset[str] | None = None
) -> Iterator[Item]:
    """The documents of one open file: itself, or the members of an archive; of a zip archive `only` those named."""
    return _Opener(skip or _nothing, only).documents(stream, name, 0)


def zip_members(stream: IO[bytes], name: str, *, skip: Skip | None = None) -> list[zipfile.ZipInfo] | None:
    """The documents that a zip archive lists, sorted; None where a file is another, or one document.

    None too for an archive that is empty, damaged or beyond the limits: reading it whole says so.
    """
    if _is_office(stream):
        return None
    try:
        with zipfile.ZipFile(stream) as archive:
            found = {info.filename: info for info in archive.infolist() if not info.is_dir()}
    except _DAMAGE:
        return None
    if len(found) > limit("members") or sum(info.file_size for info in found.values()) > limit("archive"):
        return None
    hidden = {member for member in found if _hidden(PurePosixPath(member.replace("\\", "/")).parts)}
    if len(hidden) == len(found):
        return None
    for member in sorted(hidden):
        (skip or _nothing)(f"{name}!{member}", "hidden or of the system")
    return [found[member] for member in sorted(found.keys() - hidden)]


def count(paths: Iterable[str | Path]) -> int:
    """About how many documents some paths hold, without opening more than the lists of zip archives."""
    total = 0
    for path in paths:
        matches = [] if exists(path) else glob.glob(str(path), recursive=True)  # noqa: PTH207
        for match in map(Path, matches or [str(path)]):
            found = [p for p in match.rglob("*") if p.is_file()] if is_dir(match) else [match]
            total += sum(_members_of(file) if file.suffix.lower() == ".zip" else 1 for file in found)
    return total


def _members_of(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(not info.is_dir() for info in archive.infolist())
    except _DAMAGE:
        return 1


def _nothing(_file: str, _why: str) -> None:
    """Nobody wants to know."""


def _folder(folder: Path, name: str, skip: Skip) -> Iterator[str]:
    empty = True
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        if _hidden(file.relative_to(folder).parts):
            skip(str(file), "hidden or of the system")
        else:
            empty = False
            yield str(file)
    if empty:
        yield name


def _hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith(_SKIPPED) and part != ".." for part in parts)


def _failed(file: str, what: str, remedy: str) -> Item:
    return Item(file, b"", ReadError(what, where=file, remedy=remedy))


def _file(path: Path, name: str, skip: Skip) -> Iterator[Item]:
    try:
        if path.is_dir():
            yield _failed(name, "the folder holds no files", "give a folder with documents")
        elif not path.exists() and glob.has_magic(name):
            yield _failed(name, "nothing matches the pattern", "check it")
        elif not path.exists():
            yield _failed(name, "no such file", "check the path")
        elif not path.is_file():
            yield _failed(name, "not a file", "give a file or a folder")
        else:
            with path.open("rb") as stream:
                yield from opened(stream, name, skip=skip)
    except OSError as error:
        yield _failed(name, f"cannot be opened: {error.strerror}", "check its rights")


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


@dataclass(frozen=True, slots=True)
class _Member:
    """One member of an archive: opened, or the reason why it cannot be."""

    name: str
    size: int = 0
    """Bytes, as the archive states them."""
    packed: int | None = None
    """Bytes that it takes in the archive, None where the archive is packed as a whole."""
    opened: IO[bytes] | None = None
    trouble: str = ""


@dataclass(slots=True)
class _Opener:
    """Gives the documents of one file: itself, or what it holds as an archive, and keeps count within the bounds."""

    skip: Skip
    only: frozenset[str] | None = None
    """Members of the outermost archive, if it is a zip, that are wanted; None for all."""
    size: int = field(default=0)
    """Bytes of all members so far, of archives inside archives too."""
    members: int = field(default=0)

    def documents(self, opened: IO[bytes], name: str, depth: int) -> Iterator[Item]:
        """The documents of an open file."""
        head = opened.read(512)
        opened.seek(0)
        zipped = head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
        packed = head.startswith(_PACKED) or head[257:262] == b"ustar"
        if (zipped and _is_office(opened)) or not (zipped or packed):
            data = opened.read(limit("file") + 1)
            if len(data) > limit("file"):
                yield _failed(name, f"larger than {shown('file')}", f"give its parts, or {raised('file')}")
            else:
                yield Item(name, data)
            return
        if depth >= limit("depth"):
            yield _failed(name, f"an archive inside {shown('depth')} others", f"unpack it, or {raised('depth')}")
            return
        try:
            yield from self._inside(self._zip(opened) if zipped else self._tar(opened, name), name, depth)
        except _DAMAGE as error:
            yield _failed(name, f"the archive is damaged: {error}", "fetch it again")

    def _zip(self, opened: IO[bytes]) -> Iterator[_Member]:
        only, self.only = self.only, None
        with zipfile.ZipFile(opened) as archive:
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                if info.is_dir() or (only is not None and info.filename not in only):
                    continue
                if info.flag_bits & 1:
                    yield _Member(info.filename, trouble="encrypted")
                    continue
                try:
                    member = archive.open(info)
                except _DAMAGE as error:
                    yield _Member(info.filename, trouble=f"damaged: {error}")
                    continue
                with member:
                    yield _Member(info.filename, info.file_size, info.compress_size, member)

    def _tar(self, opened: IO[bytes], name: str) -> Iterator[_Member]:
        with tarfile.open(fileobj=opened, mode="r:*") as archive:
            for info in archive:
                if info.isfile() and (member := archive.extractfile(info)) is not None:
                    with member:
                        yield _Member(info.name, info.size, None, member)
                elif not info.isdir():
                    self.skip(f"{name}!{info.name}", "a link or device")

    def _inside(self, members: Iterator[_Member], name: str, depth: int) -> Iterator[Item]:
        """The documents of an archive; a damaged member stops none of the others."""
        empty = True
        for member in members:
            here = f"{name}!{member.name}"
            if _hidden(PurePosixPath(member.name.replace("\\", "/")).parts):
                self.skip(here, "hidden or of the system")
                continue
            empty = False
            self.members += 1
            if member.opened is None:
                yield _failed(here, member.trouble, "unpack it by hand")
            elif member.packed is not None and member.size > max(_SMALL, limit("ratio") * member.packed):
                remedy = f"it may be a zip bomb; leave it out, or {raised('ratio', member.size // member.packed + 1)}"
                yield _failed(here, "packed more densely than any document is", remedy)
            elif (whole := self.size + member.size) > limit("archive") or self.members > limit("members"):
                bound = "archive" if whole > limit("archive") else "members"
                remedy = f"unpack it by hand, or {raised(bound)}"
                yield _failed(name, "the archive holds more than any collection of documents", remedy)
                return
            elif member.size > limit("file"):
                self.size += member.size if member.packed is None else 0
                yield _failed(here, f"larger than {shown('file')}", f"unpack it by hand, or {raised('file')}")
            else:
                try:
                    data = member.opened.read(limit("file") + 1)
                except _DAMAGE as error:
                    yield _failed(here, f"damaged: {error}", "fetch the archive again")
                    continue
                self.size += max(len(data), member.size)
                yield from self.documents(io.BytesIO(data), here, depth + 1)
        if empty:
            yield _failed(name, "the archive holds no files", "give one with documents")
