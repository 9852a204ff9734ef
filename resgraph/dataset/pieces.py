"""What is to be read, listed but not read: files, members of zip archives, rows of Parquet files with a text column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from resgraph.dataset.remote import copied, files_at, is_address, open_address
from resgraph.errors import ReadError, ResgraphError
from resgraph.export.tables import parquet_shape, read_parquet
from resgraph.sources.local import Item, Skip, items, names, opened, zip_members

if TYPE_CHECKING:
    import zipfile

__all__ = ["TEXT_COLUMNS", "Piece", "list_pieces", "read_pieces"]

TEXT_COLUMNS = ("text", "content")
"""Columns of a Parquet file that may hold the texts, first choice first."""
NAME_COLUMNS = ("file", "name", "id", "symbol")
"""Columns that may name a row; without one it is named by its number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest part of the input that is read by itself."""

    path: str
    """File or address."""
    size: int
    """Bytes, unpacked where that is known."""
    stamp: str
    """Changes when the content does: date of a file, checksum of a member of an archive, ETag."""
    member: str | None = None
    """Of a zip archive: the member."""
    rows: tuple[int, int] | None = None
    """Of a Parquet file: the first row, and one past the last."""


def list_pieces(paths: Iterable[str | Path], size: int, *, skip: Skip | None = None) -> Iterator[Piece]:
    """Yield the pieces of files, folders, patterns, archives and addresses, in the order in which `items` reads them.

    A zip archive is listed by its members, a Parquet file by rows of a quarter of `size` bytes together. What cannot be listed is
    one piece: reading it says what is amiss.
    """
    for path in map(str, paths):
        if path == "-":
            raise ReadError("standard input cannot be cut into partitions", where="-", remedy="give files")
        if is_address(path):
            try:
                found = files_at(path)
            except ReadError:
                yield Piece(path, 0, "")
                continue
            for address, length, stamp in found:
                yield from _at_address(Piece(address, length, stamp), skip)
        else:
            for name in names([path], skip=skip):
                yield from _in_file(Path(name), name, size, skip)


def _in_file(path: Path, name: str, size: int, skip: Skip | None) -> Iterator[Piece]:
    try:
        known = path.stat()
        whole = Piece(name, known.st_size, str(known.st_mtime_ns))
        if _is_parquet(name):
            yield from _rows(path, whole, size)
            return
        with path.open("rb") as stream:
            zipped = stream.read(2) == b"PK"
            stream.seek(0)
            members = zip_members(stream, name, skip=skip) if zipped else None
    except (OSError, ResgraphError):
        yield Piece(name, 0, "")
        return
    yield from _members(whole, members) if members else [whole]


def _at_address(whole: Piece, skip: Skip | None) -> Iterator[Piece]:
    members = None
    if whole.path.lower().endswith(".zip"):
        try:
            with open_address(whole.path) as stream:
                members = zip_members(stream, whole.path, skip=skip)
        except (OSError, ResgraphError):
            members = None
    yield from _members(whole, members) if members else [whole]


def _members(whole: Piece, members: Sequence[zipfile.ZipInfo]) -> Iterator[Piece]:
    for info in members:
        yield Piece(whole.path, info.file_size, f"{info.CRC:08x}", member=info.filename)


def _is_parquet(name: str) -> bool:
    return name.lower().endswith(".parquet")


def _rows(path: Path, whole: Piece, size: int) -> Iterator[Piece]:
    number, columns = parquet_shape(path)
    text = next((name for name in TEXT_COLUMNS if name in columns), None)
    if text is None or not number:
        yield whole
        return
    together = max(1, size * number // (4 * max(1, columns[text])))
    for start in range(0, number, together):
        end = min(start + together, number)
        yield Piece(whole.path, columns[text] * (end - start) // number, whole.stamp, rows=(start, end))


# ---------------------------------------------------------------- reading them


def read_pieces(pieces: Iterable[Piece], *, skip: Skip | None = None) -> Iterator[tuple[Item, str | None]]:
    """Yield the documents of some pieces, and the language of each where its row of a Parquet file names it.

    What cannot be read is an item that says why.
    """
    for (path, packed), group in groupby(pieces, lambda piece: (piece.path, piece.member is not None)):
        if packed:
            only = frozenset(piece.member for piece in group if piece.member is not None)
            yield from ((item, None) for item in _opened(path, only, skip))
            continue
        for piece in group:
            if _is_parquet(path):
                yield from _texts(piece)
            else:
                found = _opened(path, None, skip) if is_address(path) else items([path], skip=skip)
                yield from ((item, None) for item in found)


def _opened(path: str, only: frozenset[str] | None, skip: Skip | None) -> Iterator[Item]:
    """The documents of a file or address, or only some members of it."""
    try:
        with open_address(path) if is_address(path) else Path(path).open("rb") as stream:
            yield from opened(stream, path, skip=skip, only=only)
    except (OSError, ValueError, RuntimeError) as error:
        failed = ReadError(f"cannot be read ({error})", where=path, remedy="check the path and the rights to it")
        failed.__cause__ = error
        yield Item(path, b"", failed)
    except ResgraphError as error:
        yield Item(path, b"", error)


def _texts(piece: Piece) -> Iterator[tuple[Item, str | None]]:
    """The texts in the rows of a Parquet file."""
    with TemporaryDirectory() as folder:
        try:
            path = copied(piece.path, Path(folder) / "texts.parquet") if is_address(piece.path) else Path(piece.path)
            for number, row in enumerate(read_parquet(path, piece.rows), piece.rows[0] if piece.rows else 0):
                yield _text(piece.path, number, row), row.get("lang")
        except ResgraphError as error:
            yield Item(piece.path, b"", error), None


def _text(path: str, number: int, row: dict[str, Any]) -> Item:
    name = next((row[column] for column in NAME_COLUMNS if row.get(column) is not None), number)
    where = f"{path}!{name}"
    text = next((row[column] for column in TEXT_COLUMNS if column in row), None)
    if not isinstance(text, str | bytes):
        remedy = f"name the column of the texts one of {', '.join(TEXT_COLUMNS)}"
        return Item(where, b"", ReadError("the row has no text", where=where, remedy=remedy))
    return Item(where, text.encode() if isinstance(text, str) else text)
