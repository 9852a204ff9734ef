"""Where each piece of a resolution stands: preamble, operative part, annex, and the number of its paragraph.

Preambular paragraphs are counted (PP1, PP2 …), operative ones carry their printed number (OP27, OP28(b)). What tells
them apart in all six languages is the sign at the end: a comma in the preamble, a semicolon or full stop after it
(United Nations Editorial Manual, "Resolutions and other formal decisions"). Where numbers start again, the section stands
before them (II.OP3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from resgraph.languages import Language
from resgraph.text.pieces import Piece

__all__ = ["Places"]

_NUMBER = re.compile(r"\(?(\d{1,3})\s?(?:\.|\)|-(?=\s)|\s[-–—](?=\s))\s*(?=[^\d\s])")
_LETTER = re.compile(r"\(?\s?([^\W\d_]{1,5})\s?\)\s*(?=\S)")
_CAPITAL = re.compile(r"[A-Z]\.?")
_COMMA_END = re.compile(r"[,،，、]['\"”»’)\]]*\s*\Z")
_COLON_END = re.compile(r"[:：]\s*\Z")
_STOP_END = re.compile(r"[.;。；؛]['\"”»’)\]]*\s*\Z")
_TAIL = 12
"""The sign at the end is looked for in so many last characters."""
_LONGEST_HEADING = 160
_LONGEST_TITLE = 400
"""Longest title of a section, right behind its numeral."""
_ROMAN_ITEM = re.compile(r"[ivx]+\Z")

_Place = tuple[str, str | None, int]
"""Place, paragraph, and the piece that introduces this one, -1 for none."""


class Places:
    """The places of all pieces of one file, asked for one after the other."""

    def __init__(self, pieces: Sequence[Piece], language: Language) -> None:
        self.pieces, self.language = pieces, language
        self._look_ahead()
        self._begin(opened=False)

    def _look_ahead(self) -> None:
        """What lies ahead of each piece, and in which resolutions operative numbers start again."""
        count = len(self.pieces)
        self.numbers = [_NUMBER.match(piece.text) if piece.hint == "body" else None for piece in self.pieces]
        self.one_follows = [False] * (count + 1)
        self.next_body = [count] * (count + 1)
        self.formula_follows = [False] * (count + 1)
        for n in range(count - 1, -1, -1):
            piece, number = self.pieces[n], self.numbers[n]
            ends = piece.document is not None or piece.hint in ("annex", "section", "formula")
            self.one_follows[n] = False if ends else number[1] == "1" if number else self.one_follows[n + 1]
            self.next_body[n] = n if piece.hint == "body" else self.next_body[n + 1]
            self.formula_follows[n] = piece.document is None and (
                piece.hint == "formula" or self.formula_follows[n + 1]
            )
        self.restarts = self._restarting()

    def _restarting(self) -> list[bool]:
        """Whether each piece stands in a resolution whose operative numbers start again."""
        document = [0] * len(self.pieces)
        restarting: set[int] = set()
        current, last, annex = 0, 0, False
        for n, piece in enumerate(self.pieces):
            if piece.document is not None:
                current, last, annex = current + 1, 0, False
            document[n] = current
            annex = annex or piece.hint == "annex"
            if not annex and (number := self.numbers[n]):
                if int(number[1]) == 1 and last > 1:
                    restarting.add(current)
                last = int(number[1])
        return [one in restarting for one in document]

    def _begin(self, *, opened: bool) -> None:
        self.mode = "preamble"
        self.section = self.number = self.letter = ""
        self.preamble = self.unnumbered = 0
        self.paragraph: str | None = None
        self.head = -1
        self.opened = opened
        """Whether the resolution itself has begun: the enacting formula was seen, or there is none."""

    def of(self, n: int) -> _Place:
        """Place, paragraph and introducing piece of piece n; to be asked for in order."""
        piece = self.pieces[n]
        if piece.document is not None:
            self._begin(opened=not self.formula_follows[n + 1] and piece.hint != "formula")
        hint = piece.hint
        if hint == "note":
            return "footnote", None, -1
        if hint == "table":
            return "annex" if self.mode == "annex" else "body", None, -1
        if hint in ("masthead", "heading", "title", "closing"):
            return hint, None, -1
        if hint == "annex":
            self._begin(opened=True)
            self.mode = "annex"
            return "annex", None, -1
        if hint == "formula":
            self.opened = True
            return ("annex" if self.mode == "annex" else "title"), None, -1
        if not self.opened:
            return "body", None, -1
        if hint == "section" or self._is_section(n):
            return self._new_section(piece.text)
        return self._in_annex(n) if self.mode == "annex" else self._in_resolution(n)

    def _new_section(self, text: str) -> _Place:
        if self.mode == "annex":
            return "annex", None, -1
        if section := self.language.section(text):
            self.section, self.mode, self.number, self.preamble = section, "preamble", "", 0
        self.paragraph, self.head = None, -1
        return "body", None, -1

    def _in_annex(self, n: int) -> _Place:
        number, text = self.numbers[n], self.pieces[n].text
        if number:
            self.paragraph, self.head = f"AN{number[1]}", n
            return "annex", self.paragraph, -1
        if self.paragraph and (item := self._item(text)):
            return "annex", self._sub_paragraph(item), self.head
        return "annex", self.paragraph, self.head

    def _in_resolution(self, n: int) -> _Place:
        prefix = f"{self.section}." if self.section and self.restarts[n] else ""
        number, text = self.numbers[n], self.pieces[n].text
        if number and (self.mode == "operative" or self._opens_operative(number[1])):
            self.mode, self.number, self.letter = "operative", number[1], ""
            return self._paragraph(n, f"{prefix}OP{number[1]}")
        if self.paragraph is not None and (item := self._item(text)):
            return self.mode, self._sub_paragraph(item), self.head
        if self.mode == "operative" and self.paragraph is not None and not self._opens_preamble(text):
            if self.number:
                return "operative", self.paragraph, self.head
            self.unnumbered += 1
            return self._paragraph(n, f"{prefix}OP{self.unnumbered}")
        if self.mode == "preamble" and _STOP_END.search(text[-_TAIL:]) and not self.one_follows[n + 1]:
            self.mode, self.unnumbered, self.number = "operative", 1, ""
            return self._paragraph(n, f"{prefix}OP1")
        self.mode = "preamble"
        self.preamble += 1
        return self._paragraph(n, f"{prefix}PP{self.preamble}")

    def _paragraph(self, n: int, name: str) -> _Place:
        self.paragraph, self.head = name, n
        return self.mode, name, -1

    def _opens_operative(self, number: str) -> bool:
        """A number that opens the operative part: 1, or any where a page begins in the middle of a resolution."""
        return number == "1" or (self.preamble == 0 and self.paragraph is None)

    def _opens_preamble(self, text: str) -> bool:
        """A section's own preamble after operative paragraphs: it ends in a comma and begins like a preamble."""
        return self.section != "" and bool(_COMMA_END.search(text[-_TAIL:])) and self.language.is_preambular(text)

    def _item(self, text: str) -> str:
        m = _LETTER.match(text)
        return self.language.item_letter(m[1]) if m else ""

    def _sub_paragraph(self, item: str) -> str:
        """OP28(b), OP28(b)(ii): an item of Roman numerals under a letter is one level deeper."""
        base = (self.paragraph or "").split("(")[0]
        if self.letter and _ROMAN_ITEM.fullmatch(item) and not _follows(self.letter, item):
            return f"{base}({self.letter})({item})"
        self.letter = item
        return f"{base}({item})"

    def _is_section(self, n: int) -> bool:
        """A heading inside the resolution: a numeral or capital alone, or short words without an end sign."""
        text = self.pieces[n].text
        if len(text) <= 8 and (self.language.section(text) or _CAPITAL.fullmatch(text.strip())):
            return True
        titled = self.section != "" and self.head < 0
        longest = _LONGEST_TITLE if titled else _LONGEST_HEADING
        tail = text[-_TAIL:]
        if len(text) > longest or any(end.search(tail) for end in (_COMMA_END, _STOP_END, _COLON_END)):
            return False
        following = self.next_body[n + 1]
        if self.numbers[n] or _LETTER.match(text) or following == len(self.pieces):
            return False
        return titled or not self.pieces[following].text[:1].islower() or self.language.date_first


def _follows(letter: str, item: str) -> bool:
    """Whether `item` is the next letter of the alphabet after `letter`: (h) (i), not (a) (i)."""
    return len(letter) == 1 and len(item) == 1 and ord(item) == ord(letter) + 1
