"""Running text as it is gathered from marked-up formats: white space collapsed, marks and links apart."""

from __future__ import annotations

import re

from resgraph.text.normalise import clean
from resgraph.text.pieces import Piece

__all__ = ["Running"]

_SPACE = re.compile(r"\s+")


class Running:
    """One paragraph while it is read.

    >>> run = Running()
    >>> run.add("Technical  Cooperation,"); run.mark("1"); run.add(" adopted")
    >>> run.piece().text, run.piece().marks
    ('Technical Cooperation, adopted', [(22, '1')])
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.marks: list[tuple[int, str]] = []
        self.links: list[tuple[int, int, str]] = []

    def add(self, text: str) -> None:
        """Add text as the file has it."""
        text = _SPACE.sub(" ", clean(text))
        if self.length == 0 or self._parts[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self._parts.append(text)
            self.length += len(text)

    def mark(self, label: str) -> None:
        """A footnote mark stands here."""
        self.marks.append((self.length, label))

    def link(self, start: int, target: str) -> None:
        """What was added since `start` is linked."""
        if target and start < self.length:
            self.links.append((start, self.length, target))

    def piece(self, hint: str = "body", label: str = "") -> Piece:
        """The paragraph as a piece."""
        text = "".join(self._parts).rstrip()
        end = len(text)
        return Piece(
            text,
            hint,
            label,
            [(min(offset, end), mark) for offset, mark in self.marks],
            [(a, min(b, end), target) for a, b, target in self.links if a < min(b, end)],
        )
