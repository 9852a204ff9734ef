"""Pieces cut into partitions by their sizes: the same input gives the same partitions, however many workers there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resgraph import __version__, files
from resgraph.dataset.pieces import Piece

__all__ = ["PARTITION", "Partition", "partitions"]

PARTITION = 16_000_000
"""Bytes of input that one partition holds at least: a second or two of work, 20,000 citations, 100 MB of memory."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Some pieces in a row, and all that decides what comes of them."""

    name: str
    """part-00000, the stem of its files."""
    folder: str
    """Path or address of the dataset."""
    pieces: tuple[Piece, ...]
    lang: str | None = None
    """Language of all texts, where it was given."""
    ocr: bool = False
    """Whether pages that are pictures are recognised."""

    @property
    def key(self) -> str:
        """Hash of the pieces, options and version: a partition with the same key need not be made again."""
        pieces = "\n".join(map(repr, self.pieces))
        return files.sha256(f"{__version__} {self.lang} {self.ocr}\n{files.well_formed(pieces)}")


def partitions(
    pieces: Iterable[Piece], folder: str, *, size: int = PARTITION, lang: str | None = None, ocr: bool = False
) -> Iterator[Partition]:
    """Cut pieces, in their order, into partitions of at least `size` bytes; the last holds what is left.

    >>> [len(p.pieces) for p in partitions([Piece("a", 3, ""), Piece("b", 3, ""), Piece("c", 9, "")], "out", size=5)]
    [2, 1]
    """
    held: list[Piece] = []
    number = total = 0
    for piece in pieces:
        held.append(piece)
        total += piece.size
        if total >= size:
            yield Partition(f"part-{number:05d}", folder, tuple(held), lang, ocr)
            held, number, total = [], number + 1, 0
    if held:
        yield Partition(f"part-{number:05d}", folder, tuple(held), lang, ocr)
