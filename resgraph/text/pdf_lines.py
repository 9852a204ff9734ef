"""From the characters of a page to its lines: by baseline, by position, words by gaps, footnote marks apart.

A footnote mark is a digit or asterisk that is smaller than its line and stands higher: size or height alone is not
enough (ordinals, units, text in capitals).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from resgraph.text.pdf_bidi import logical
from resgraph.text.pdf_glyphs import PERHAPS_SPACE, Glyph, LinkBox

__all__ = ["Line", "Row", "lines_of", "printed", "rows_of"]

_SAME = 0.28
"""Baselines closer than this share of the font size are one line; scans are never quite level."""
_GAP = 0.2
"""A gap wider than this share of the font size parts words."""
_GUESSED_GAP = 0.08
"""The same where PDFium guesses at a space: letters in italics lean into it."""
_WIDE_GAP = 0.6
"""The same beside a Chinese character, which print sets apart from digits by about a quarter."""
_CELL_GAP = 3.5
"""A gap wider than this parts columns of a table or the two sides of a masthead."""
_RAISED = 0.15
_HIGHEST = 0.8
_SMALLER = 0.95
_SPACES = (" ", PERHAPS_SPACE)
_MARK_CHARS = frozenset("0123456789*†‡()[], ")
_MARK = re.compile(r"\d{1,3}|[*†‡]+")
_LABEL = re.compile(r"(?:\d{1,3}\s?[.)-]?|\(?[^\W\d_]{1,5}[.)]|[IVXLC]+\.?|[•·–—-]|\[\d{1,3}\])\Z")
_ALEFS = frozenset("اأإآ")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(slots=True)
class Row:
    """The characters that stand on one baseline."""

    baseline: float
    size: float
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """One line of print in the order of reading; lengths in points."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    marks: list[tuple[int, str]] = field(default_factory=list)
    """Footnote marks: offset in `text`, label."""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    """Linked stretches: start and end in `text`, address."""


def printed(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The characters that leave ink."""
    return [glyph for glyph in glyphs if glyph.text not in _SPACES]


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Group characters by baseline, top of the page first; marks go to the line that they annotate."""
    buckets: dict[int, list[Row]] = {}
    rows: list[Row] = []
    current: Row | None = None
    for glyph in glyphs:
        if current is None or not _belongs(glyph, current):
            near = int(glyph.baseline // 8)
            around = (row for n in (near, near - 1, near + 1) for row in buckets.get(n, ()))
            current = next((row for row in around if _belongs(glyph, row)), None)
            if current is None and glyph.text in _SPACES:
                continue
            if current is None:
                current = Row(glyph.baseline, glyph.size)
                rows.append(current)
                buckets.setdefault(near, []).append(current)
        if glyph.size > current.size * 1.05 and _is_short(current):
            # the line began with a mark: a footnote's own number
            current.baseline, current.size = glyph.baseline, glyph.size
        elif abs(glyph.baseline - current.baseline) < _SAME * current.size and glyph.text not in _SPACES:
            current.baseline = glyph.baseline
        current.glyphs.append(glyph)
    return sorted((row for row in rows if printed(row.glyphs)), key=lambda row: -row.baseline)


def _belongs(glyph: Glyph, row: Row) -> bool:
    rise = glyph.baseline - row.baseline
    if abs(rise) < _SAME * min(glyph.size, row.size):
        return True
    if glyph.size < row.size * _SMALLER:
        return -0.35 * row.size < rise < _HIGHEST * row.size - 0.25 * glyph.size
    return row.size < glyph.size * _SMALLER and _is_short(row) and 0 < -rise < (_HIGHEST - 0.25) * glyph.size


def _is_short(row: Row) -> bool:
    """Whether a row may be no more than a mark: three figures, and spaces beside them."""
    return len(row.glyphs) <= 6 and len(printed(row.glyphs)) <= 3


class _Token(NamedTuple):
    """A character, a space or a mark on its way into a line."""

    text: str
    glyph: Glyph | None = None
    label: str = ""


def lines_of(row: Row, *, rtl: bool, links: Sequence[LinkBox] = ()) -> list[Line]:
    """The lines of a row, in the order of reading: one, or several where wide gaps part the sides of a masthead or table."""
    inked = printed(row.glyphs)
    size = _commonest_size(inked)
    level = [g.baseline for g in inked if abs(g.size - size) < 0.6]
    baseline = sorted(level)[len(level) // 2] if level else row.baseline
    largest = max(g.size for g in inked)
    if largest > size * 1.05 and all(_may_be_mark(g) for g in inked if g.size < size * 1.02):
        # more mark than text: "1 UN" has to be measured by its words
        size = largest
        baseline = row.baseline
    cells: list[list[_Token]] = [[]]
    raised: list[Glyph] = []
    last: Glyph | None = None
    spaced = guessed = False
    for glyph in sorted(row.glyphs, key=attrgetter("left", "right")):
        if glyph.text == " ":
            spaced = True
            continue
        if glyph.text == PERHAPS_SPACE:
            guessed = True
            continue
        gap = glyph.left - last.right if last is not None else 0.0
        mark = glyph.size < size * _SMALLER and glyph.baseline > baseline + _RAISED * size and _may_be_mark(glyph)
        if raised and (not mark or gap > _GAP * size):
            cells[-1] += _mark_tokens(raised)
            raised = []
        if last is not None and gap > _CELL_GAP * size and not _label(cells[-1], rtl):
            cells.append([])
        elif last is not None and cells[-1] and not mark and (spaced or _parted(last, glyph, gap, size, guessed)):
            cells[-1].append(_Token(" "))
        if mark:
            raised.append(glyph)
        else:
            cells[-1].append(_Token(glyph.text, glyph))
            spaced = guessed = False
        last = glyph if last is None or glyph.right >= last.right else last
    if raised:
        cells[-1] += _mark_tokens(raised)
    found = [_line(cell, baseline, size, rtl, links) for cell in (reversed(cells) if rtl else cells) if cell]
    return [line for line in found if line.text or line.marks]


def _may_be_mark(glyph: Glyph) -> bool:
    return glyph.text in _MARK_CHARS


def _label(cell: Sequence[_Token], rtl: bool) -> bool:
    """Whether what stands before a wide gap is only the number of a paragraph."""
    return not rtl and bool(_LABEL.match("".join(token.text or token.label for token in cell)))


def _commonest_size(glyphs: Iterable[Glyph]) -> float:
    """The font size of most characters, to a tenth of a point; the first of several."""
    sizes: Counter[float] = Counter()
    for size, number in Counter(map(_size, glyphs)).items():
        sizes[round(size, 1)] += number
    return sizes.most_common(1)[0][0]


_size = attrgetter("size")


@cache
def _is_chinese(character: str) -> bool:
    return _CJK.match(character) is not None


def _parted(last: Glyph, glyph: Glyph, gap: float, size: float, guessed: bool) -> bool:
    if _is_chinese(last.text[-1]) or _is_chinese(glyph.text[0]):
        return gap > _WIDE_GAP * size
    return gap > (_GUESSED_GAP if guessed else _GAP) * size


def _mark_tokens(raised: Sequence[Glyph]) -> list[_Token]:
    """Marks of a raised run: "3", "3,4", "(3)", "*"; a run without any is text."""
    text = "".join(glyph.text for glyph in raised)
    labels = _MARK.findall(text)
    if not labels:
        return [_Token(glyph.text, glyph) for glyph in raised]
    return [_Token("", raised[0], label) for label in labels]


def _line(cell: Sequence[_Token], baseline: float, size: float, rtl: bool, links: Sequence[LinkBox]) -> Line:
    if rtl:
        cell = _ligatures(cell)
    tokens = logical(cell, lambda token: token.text, lambda token, text: token._replace(text=text), rtl=rtl)
    parts: list[str] = []
    marks: list[tuple[int, str]] = []
    spans: dict[LinkBox, list[int]] = {}
    length = 0
    for token in tokens:
        if token.label:
            marks.append((length, token.label))
            continue
        if token.text == " " and (not parts or parts[-1] == " "):
            continue
        if links and token.glyph is not None:
            middle = (token.glyph.left + token.glyph.right) / 2
            height = baseline + 0.3 * size
            for link in links:
                if link.left <= middle <= link.right and link.bottom <= height <= link.top:
                    span = spans.setdefault(link, [length, length])
                    span[1] = length + len(token.text)
        parts.append(token.text)
        length += len(token.text)
    text = "".join(parts).rstrip()
    text = text[:-1].replace("\u00ad", "-") + text[-1:]  # a soft hyphen that is printed inside a line is a hyphen
    placed = [token.glyph for token in cell if token.glyph is not None]
    return Line(
        text,
        min(g.left for g in placed),
        max(g.right for g in placed),
        baseline,
        size,
        [(min(offset, len(text)), label) for offset, label in marks],
        [(a, min(b, len(text)), link.target) for link, (a, b) in spans.items() if a < min(b, len(text))],
    )


def _ligatures(cell: Sequence[_Token]) -> list[_Token]:
    """Lam and alef in the order of sight, which print joins in one glyph and files tell in either order.

    The letters of a glyph share a box, so that their place does not tell it; those of others come in this order anyway.
    """
    ordered = list(cell)
    for n, (a, b) in enumerate(pairwise(cell)):
        if a.text == "\u0644" and b.text in _ALEFS and _one_box(a, b):
            ordered[n : n + 2] = b, a
    return ordered


def _one_box(a: _Token, b: _Token) -> bool:
    return (
        a.glyph is not None
        and b.glyph is not None
        and abs(a.glyph.left - b.glyph.left) < 0.01
        and abs(a.glyph.right - b.glyph.right) < 0.01
    )
