"""Running text as it is gathered from marked-up formats: white space collapsed, marks and links apart."""

from __future__ import annotations

import re

from resgraph.text.normalise import clean
from resgraph.text.pieces import Piece

__all__ = ["Running"]

_EMPTY_BRACKETS = re.compile(r"\s?\(\s?\)")


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
        """Add text as the file has it; brackets that held nothing but a footnote mark go with it.

        >>> run = Running()
        >>> run.add("2017("); run.mark("6"); run.add(") و")
        >>> run.piece().text, run.piece().marks
        ('2017 و', [(4, '6')])
        """
        text = _collapsed(clean(text))
        if "(" in text:
            text = _EMPTY_BRACKETS.sub("", text)
        if text.startswith(")") and self.marks and self.marks[-1][0] == self.length and self._ends_with("("):
            text = text[1:]
            self._parts[-1] = self._parts[-1][:-1]
            self.length -= 1
            self.marks[-1] = (self.length, self.marks[-1][1])
        if self.length == 0 or self._ends_with(" "):
            text = text.lstrip(" ")
        if text:
            self._parts.append(text)
            self.length += len(text)

    def _ends_with(self, character: str) -> bool:
        return bool(self._parts) and self._parts[-1].endswith(character)

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


def _collapsed(text: str) -> str:
    """The text with one space for every stretch of white space, at its ends too."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    before, after = " " if text[0].isspace() else "", " " if text[-1].isspace() else ""
    return f"{before}{words}{after}"
