"""From lines to paragraphs: what indents, white space, labels and short lines tell; across columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from resgraph.text.normalise import join_wrapped
from resgraph.text.pdf_lines import Line
from resgraph.text.pdf_pages import Column, Page
from resgraph.text.pdf_torn import goes_on, is_torn, mended
from resgraph.text.pieces import Piece

__all__ = ["body_size", "leading_of", "pieces_of"]

_LABEL = re.compile(r"\(?\d{1,3}\s?[.)-](?!\d)|\(?[^\W\d_]{1,4}\)\s|[IVXLC]{1,6}\.?\s|[•–—-]\s|\[\d{1,3}\]")
_HEADING = re.compile(r"(?:ES-|S-)?\d{1,4}(?:/\d{1,3}|\s?(?:[A-Z]\s)?\([IVXLC]+\))\s?[A-Z]?[.。:]")
_STOP = re.compile(r"[.,;:?!。，；：、،؛؟][\"'’”»)\]]*\s*\Z")
_LOWER = re.compile(r"[a-zà-öø-ÿа-яё(]")
_NEVER_FIRST = re.compile(r"[、，。；：）》」』]")
_OPENS = re.compile(r"[\d\[“«A-ZÀ-ÞА-ЯЁ\u0600-\u06ff\u2e80-\u9fff]")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\Z")
_NOTE_LABEL = re.compile(r"(?:(\d{1,3})(?!\s?[,;:\d]|\s?/\d)(?:\s?[./)])?(?!\d)\s*|\[(\d{1,3})\]\s*|(\*{1,3})\s*)")
_MOST_MISSING = 3
"""Notes that may be missing between two others."""
_INDENT = 0.8
_PARAGRAPH_GAP = 1.28
"""White above a line, in line distances, that opens a paragraph."""


def body_size(pages: Sequence[Page]) -> float:
    """The font size in which most of the text is printed."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for column in page.columns:
            for line in column.lines:
                sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def leading_of(pages: Sequence[Page], size: float) -> float:
    """The usual distance between the lines of a paragraph."""
    steps: Counter[float] = Counter()
    for page in pages:
        for column in page.columns:
            for above, below in pairwise(column.lines):
                step = above.baseline - below.baseline
                if abs(above.size - size) < 1 and abs(below.size - size) < 1 and 0.8 * size < step < 3 * size:
                    steps[round(step * 2) / 2] += 1
    if not steps:
        return size * 1.2
    around = {step: sum(steps[step + shift] for shift in (-0.5, 0.0, 0.5)) for step in steps}
    most = max(around.values())
    usual = min(step for step, count in around.items() if count >= most * 0.25)
    return max((usual - 0.5, usual, usual + 0.5), key=lambda step: steps[step])


def pieces_of(pages: Sequence[Page], *, rtl: bool, leading: float) -> list[Piece]:
    """The paragraphs of all pages in order, the notes of a page behind what they interrupt."""
    builder = _Builder(rtl, leading, _hyphenated(pages))
    for page in pages:
        for column in page.columns:
            builder.column(column)
    return builder.finish()


def _hyphenated(pages: Sequence[Page]) -> bool:
    """Whether words are divided at line ends: many lines end in a hyphen, not only compounds that broke there."""
    ends = [bool(_HYPHEN.search(line.text)) for page in pages for column in page.columns for line in column.lines]
    return bool(ends) and sum(ends) > max(2, len(ends) * 0.05)


class _Builder:
    """Gathers lines into pieces; knows where the paragraph stands that is still open."""

    def __init__(self, rtl: bool, leading: float, hyphenated: bool) -> None:
        self.rtl = rtl
        self.leading = leading
        self.hyphenated = hyphenated
        self.pieces: list[Piece] = []
        self.waiting: list[Piece] = []
        """Notes that wait until the paragraph that they interrupt is complete."""
        self.open: Piece | None = None
        self.lines: list[Line] = []
        """Lines of the open paragraph in this column."""
        self.before: tuple[Line, float]
        """Last line of the column before, and that column's edge; there is one as soon as a paragraph is open."""
        self.indents: list[bool] = []
        """Whether paragraphs so far began with an indent."""

    def column(self, column: Column) -> None:
        if column.lines:
            start, end = self._edges(column.lines)
            for line in column.lines:
                self._line(line, start, end)
            self.before, self.lines = (column.lines[-1], end), []
        for note in self._notes(column.notes):
            self.waiting.append(note)

    def _edges(self, lines: Sequence[Line]) -> tuple[float, float]:
        """Where lines begin and end in a column, counted in the direction of reading."""
        starts = Counter(round(self._start(line)) for line in lines)
        common = [x for x, count in starts.items() if count >= max(2, len(lines) * 0.15)] or list(starts)
        ends = sorted(self._end(line) for line in lines)
        return min(common), ends[min(len(ends) - 1, int(len(ends) * 0.95))]

    def _start(self, line: Line) -> float:
        return -line.right if self.rtl else line.left

    def _end(self, line: Line) -> float:
        return -line.left if self.rtl else line.right

    def _line(self, line: Line, start: float, end: float) -> None:
        current = self.open
        if current is None or (
            self._opens(line, self.lines[-1], end) if self.lines else self._opens_over_break(line, current, start)
        ):
            self._close()
            self.open = Piece(line.text, marks=list(line.marks), links=list(line.links))
            self.lines = [line]
            self.indents.append(self._start(line) > start + _INDENT * line.size)
        else:
            self._join(current, line)
            self.lines.append(line)

    def _opens(self, line: Line, above: Line, end: float) -> bool:
        """Whether a line opens a paragraph below another line of its column."""
        step = above.baseline - line.baseline
        if step < 0.3 * line.size:
            return True  # a cell beside the last one
        if (
            step > _PARAGRAPH_GAP * max(self.leading, line.size, above.size)
            and step > _PARAGRAPH_GAP * self._own_step()
        ):
            return True
        if abs(line.size - above.size) > 0.12 * max(line.size, above.size):
            return True
        if line.size > 1.08 * self.lines[0].size or _HEADING.match(line.text):
            return True
        if is_torn(above.text) or _NEVER_FIRST.match(line.text) or above.text.endswith("第"):
            return False
        shift = self._start(line) - self._start(above)
        labelled = bool(_LABEL.match(self.lines[0].text) or _HEADING.match(self.lines[0].text))
        room = end - self._end(above) > self._first_word(line)
        ended = bool(_STOP.search(above.text))
        if _LABEL.match(line.text) and (ended or room):
            return True
        if shift > _INDENT * line.size and not (labelled and len(self.lines) == 1):
            return True
        if shift < -_INDENT * line.size and len(self.lines) > 1:
            return True
        if room and ended:
            return True
        return room and bool(_OPENS.match(line.text)) and line.size <= self.leading / 1.05 and self._loose(above, end)

    def _loose(self, above: Line, end: float) -> bool:
        """Whether a line without an end sign stops far before the edge, as the lines of a masthead do.

        A paragraph of several lines in a narrow block has an edge of its own: an agenda item's title.
        """
        if len(self.lines) >= 3:
            end = min(end, max(map(self._end, self.lines)))
        return end - self._end(above) > 0.3 * (end - self._start(above))

    def _own_step(self) -> float:
        """Distance of the lines of the open paragraph, 0 while it has one."""
        levels = [line.baseline for line in self.lines]
        steps = [a - b for a, b in pairwise(levels)]
        return median(steps) if steps else 0.0

    def _first_word(self, line: Line) -> float:
        """Room that the first word of a line would have taken at the end of the line above."""
        word = line.text.split(" ", 1)[0]
        if _OPENS.match(word) and word[0] > "\u2e80":
            word = word[:2]
        width = (line.right - line.left) / max(len(line.text), 1)
        return (len(word) + 2) * width + 0.5 * line.size

    def _opens_over_break(self, line: Line, current: Piece, start: float) -> bool:
        """Whether the first line of a column or page opens a paragraph, or goes on with the one that is open."""
        above, end = self.before
        if abs(line.size - above.size) > 0.12 * max(line.size, above.size) or _HEADING.match(line.text):
            return True
        if not _STOP.search(current.text):
            return bool(_LABEL.match(line.text)) and end - self._end(above) > self._first_word(line)
        indented = self._start(line) > start + _INDENT * line.size
        if indented or _LABEL.match(line.text):
            return True
        if _LOWER.match(line.text) and sum(self.indents) * 2 > len(self.indents):
            return False
        if end - self._end(above) > self._first_word(line):
            return True
        # a full line before, and no indent where the document sets one: the sentence goes on
        return sum(self.indents) * 2 <= len(self.indents)

    def _join(self, piece: Piece, line: Line) -> None:
        left = piece.text
        if self.rtl:
            left, text = mended(left, line.text)
            line = replace(line, text=text)
        soft = left.endswith("\u00ad")
        left = left.replace("\u00ad", "-")
        if _HYPHEN.search(left) and line.text[:1].isalpha():
            drop = soft or (self.hyphenated and line.text[:1].islower())
            piece.text = (left[:-1] if drop else left) + line.text
        elif goes_on(left, line.text) or left.endswith(("(", "[")) or line.text.startswith((")", "]", "/")):
            piece.text = left + line.text
        else:
            piece.text = join_wrapped(left, line.text)
        shift = len(piece.text) - len(line.text)
        piece.marks += [(shift + offset, label) for offset, label in line.marks]
        piece.links += [(shift + a, shift + b, target) for a, b, target in line.links]

    def _close(self) -> None:
        if self.open is not None:
            self.pieces.append(self.open)
        self.pieces += self.waiting
        self.waiting, self.open = [], None

    def _notes(self, lines: Sequence[Line]) -> Iterator[Piece]:
        """The notes at the foot of a column; lines above the first number go on with the last note before."""
        note: Piece | None = next((p for p in reversed([*self.pieces, *self.waiting]) if p.hint == "note"), None)
        last = int(note.label) if note is not None and note.label.isdigit() else None
        for line in lines:
            torn = note is not None and is_torn(note.text)
            ended = note is None or bool(_STOP.search(note.text))
            label, offset = ("", 0) if torn else _note_label(line, last, ended)
            if label:
                note = Piece(f"{label} {line.text[offset:].lstrip()}", "note", label)
                shift = len(note.text) - len(line.text)
                note.marks = [(shift + at, mark) for at, mark in line.marks if at > offset]
                note.links = [(shift + a, shift + b, target) for a, b, target in line.links if a + shift > 0]
                last = int(label) if label.isdigit() else last
                yield note
            elif note is not None:
                self._join(note, line)
            else:
                note = Piece(line.text, marks=list(line.marks), links=list(line.links))
                yield note

    def finish(self) -> list[Piece]:
        """The pieces; notes that are numbered through stand at the end, as they do in other formats.

        Where every page counts anew, a note has to stay near its page, since its number alone does not tell its mark.
        """
        self._close()
        found = [piece for piece in self.pieces if piece.text]
        labels = [piece.label for piece in found if piece.hint == "note"]
        if len(set(labels)) < len(labels):
            return found
        return sorted(found, key=lambda piece: piece.hint == "note")


def _note_label(line: Line, last: int | None, ended: bool) -> tuple[str, int]:
    """The number that a note opens with and where its words begin; "" for a line that goes on with the note above.

    `ended` says that the note above may end there: then its number may be followed by one of the next few.
    """
    if line.marks and line.marks[0][0] == 0:
        return line.marks[0][1], 0
    m = _NOTE_LABEL.match(line.text)
    if m is None:
        return "", 0
    label = m[1] or m[2] or m[3]
    if label.isdigit() and last is not None and int(label) not in (last + 1, 1):
        signed = m[0].rstrip().endswith((".", "/", ")"))
        if not (ended and signed and last < int(label) <= last + _MOST_MISSING):
            return "", 0
    return label, m.end()
