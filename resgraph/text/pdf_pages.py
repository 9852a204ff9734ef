"""From the rows of a page to what is read on it: columns in their order, running heads away, notes apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from resgraph.text.layout import is_page_number
from resgraph.text.pdf_glyphs import LinkBox
from resgraph.text.pdf_lines import Line, Row, lines_of, printed

__all__ = ["Column", "Page", "drop_running_heads", "lone_marks", "page_of", "split_notes"]

_GUTTER = 0.7
"""Least width of the white between two columns, in font sizes."""
_FEWEST_ROWS = 8
"""So many rows must be parted at one place before a page counts as set in columns."""
_RULE = re.compile(r"[_—–―─-]{5,}\Z")
_SYMBOL = re.compile(r"[A-Z]{1,6}/(?:[A-Z0-9][A-Za-z0-9.]*/)*[A-Za-z0-9.()-]+[A-Za-z0-9)]\Z")
_JOB = re.compile(
    r"(?:\d{1,3}/\d{1,3}|\d{1,4}|\*?\d{2}-?\d{5}\*?|\([A-Z]\)|\d{6})(?:\s+(?:\d{1,3}/\d{1,3}|\d{2}-\d{5}|\d{1,4}|\([A-Z]\)|\d{6}))*\Z"
)
_NOTE_START = re.compile(r"(?:\d{1,3}(?![\d/])|\*{1,3}|\[\d{1,3}\])")

_LONE_MARK = re.compile(r"\d{1,3}\Z")
_LEVEL_LABEL = re.compile(r"(\d{1,3})\s?(?:\(\)\s?)?(?=[^\W\d_]|[《“«(])")


@dataclass(slots=True)
class Column:
    """Lines that follow one another down the page."""

    lines: list[Line]
    notes: list[Line] = field(default_factory=list)
    """What stands below the rule at its foot."""


@dataclass(slots=True)
class Page:
    """One page, its columns in the order of reading."""

    width: float
    height: float
    columns: list[Column] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    """Heights of short horizontal strokes."""


def page_of(rows: Sequence[Row], width: float, height: float, *, rtl: bool, links: Sequence[LinkBox] = ()) -> Page:
    """Lay a page's rows out as columns: one, or two where a white strip parts most of its rows."""
    gutter = _gutter(rows, width)
    page = Page(width, height)
    if gutter is None:
        page.columns.append(Column([line for row in rows for line in lines_of(row, rtl=rtl, links=links)]))
        return page
    sides: tuple[list[Line], list[Line]] = ([], [])

    def flush() -> None:
        for side in reversed(sides) if rtl else sides:
            if side:
                page.columns.append(Column(list(side)))
                side.clear()

    for row in rows:
        parts = _parts(row, gutter)
        if parts is None:
            flush()
            page.columns.append(Column(lines_of(row, rtl=rtl, links=links)))
            continue
        for side, part in zip(sides, parts, strict=True):
            if printed(part.glyphs):
                side += lines_of(part, rtl=rtl, links=links)
    flush()
    return page


def _gaps(row: Row) -> list[tuple[float, float]]:
    """White stretches inside a row that are wide enough for a gutter."""
    found = []
    placed = sorted(printed(row.glyphs), key=lambda g: g.left)
    right = placed[0].right
    for glyph in placed[1:]:
        if glyph.left - right > _GUTTER * row.size:
            found.append((right, glyph.left))
        right = max(right, glyph.right)
    return found


def _gutter(rows: Sequence[Row], width: float) -> float | None:
    """Where the white strip between two columns stands, None for a page in one column."""
    gaps = [gap for row in rows for gap in _gaps(row) if width * 0.3 < (gap[0] + gap[1]) / 2 < width * 0.7]
    if len(gaps) < _FEWEST_ROWS:
        return None
    middle = median((a + b) / 2 for a, b in gaps)
    near = [gap for gap in gaps if gap[0] < middle < gap[1]]
    spanning = 0
    for row in rows:
        placed = printed(row.glyphs)
        spanning += min(g.left for g in placed) < middle - 20 and max(g.right for g in placed) > middle + 20
    return middle if len(near) >= _FEWEST_ROWS and len(near) > spanning * 0.6 else None


def _parts(row: Row, gutter: float) -> tuple[Row, Row] | None:
    """The halves of a row at the gutter; None where it runs across."""
    if any(g.left + 0.2 * row.size < gutter < g.right - 0.2 * row.size for g in printed(row.glyphs)):
        return None
    left = [g for g in row.glyphs if g.right <= gutter + 0.2 * row.size]
    right = [g for g in row.glyphs if g.right > gutter + 0.2 * row.size]
    inner = max((g.right for g in printed(left)), default=None)
    outer = min((g.left for g in printed(right)), default=None)
    if inner is not None and outer is not None and outer - inner < 0.5 * row.size:
        return None
    return Row(row.baseline, row.size, left), Row(row.baseline, row.size, right)


def lone_marks(column: Column, body_size: float, leading: float) -> None:
    """Give a mark that stands alone in its line, as Chinese lines break, to the line that it belongs to."""
    kept: list[Line] = []
    for line in column.lines:
        alone = line.size < 0.75 * body_size and _LONE_MARK.match(line.text)
        if alone and kept and 0 < kept[-1].baseline - line.baseline < 1.6 * leading:
            kept[-1].marks.append((len(kept[-1].text), line.text))
        else:
            kept.append(line)
    column.lines = kept


def drop_running_heads(pages: Sequence[Page], leading: float) -> None:
    """Take page numbers, job numbers and the lines that recur at the edges of pages away."""
    edges = [(_edge(page, leading, top=True), _edge(page, leading, top=False)) for page in pages]
    recurring = Counter(key for top, foot in edges for key in {_key(line) for line in (*top, *foot)})
    for number, (page, (top, foot)) in enumerate(zip(pages, edges, strict=True)):
        heads = [line for line in top if _is_furniture(line) or recurring[_key(line)] > 1]
        if any(_SYMBOL.match(line.text) for line in heads):
            # a running title too long for one line goes with the symbol beside it
            heads = top
        feet = [line for line in foot if _JOB.match(line.text) or is_page_number(line.text)]
        if number:
            feet += heads
        feet += [line for line in foot if recurring[_key(line)] > 1 and not _starts_note(line)]
        gone = {id(line) for line in feet}
        for column in page.columns:
            column.lines = [line for line in column.lines if id(line) not in gone]


def _key(line: Line) -> str:
    """What is the same in a running head from page to page: all but the page number at either end."""
    return re.sub(r"\A\d+\s+|\s+\d+\Z", "", line.text)


def _is_furniture(line: Line) -> bool:
    return not line.marks and (
        is_page_number(line.text) or bool(_JOB.match(line.text)) or bool(_SYMBOL.match(line.text))
    )


def _edge(page: Page, leading: float, *, top: bool) -> list[Line]:
    """The lines at the head or foot of a page that white space sets apart from the text, four at most."""
    lines = sorted((line for column in page.columns for line in column.lines), key=lambda line: line.baseline)
    if top:
        lines.reverse()
    found: list[Line] = []
    for n, line in enumerate(lines[:6]):
        found.append(line)
        following = lines[n + 1] if n + 1 < len(lines) else None
        if following is None or abs(following.baseline - line.baseline) > 1.6 * leading:
            return found
    return [line for line in lines[:2] if _is_furniture(line)]


def split_notes(
    column: Column, body_size: float, leading: float, rules: Sequence[float] = (), *, unfinished: bool = False
) -> None:
    """Move what stands at the foot of a column below the rule, or in smaller print, to its notes.

    `leading` is the usual distance of lines, `rules` are the heights of strokes on the page; `unfinished` says that the
    last note of the column before goes on.
    """
    start = _notes_start(column.lines, body_size, leading, rules, unfinished)
    notes = column.lines[start:]
    column.lines = column.lines[:start]
    column.notes = [line for line in notes if not _RULE.match(line.text.replace(" ", ""))]


def _notes_start(
    lines: Sequence[Line], body_size: float, leading: float, rules: Sequence[float], unfinished: bool
) -> int:
    """Index of the first line that belongs to the notes, or of the rule above it."""
    for n in range(len(lines) - 1, -1, -1):
        if _RULE.match(lines[n].text.replace(" ", "")):
            if all(line.size <= body_size * 1.02 for line in lines[n + 1 :]):
                return n
            break
    for height in sorted(rules):
        below = next((n for n, line in enumerate(lines) if line.baseline < height), len(lines))
        if 0 < below < len(lines) and _starts_note(lines[below]) and lines[below].size <= body_size * 1.02:
            return below
    small = len(lines)
    while small and lines[small - 1].size < body_size * 0.95:
        small -= 1
    called: set[str] = set()
    for n, line in enumerate(lines):
        apart = n > 0 and lines[n - 1].baseline - line.baseline > 1.28 * leading
        if _label_of(line, apart) in called:
            # what begins with a number that the text above has called is a note, whatever its size
            return small if unfinished and small < n else n
        called |= {label for offset, label in line.marks if offset > 0}
    if small == 0:
        return len(lines)
    first = next((n for n in range(small, len(lines)) if _starts_note(lines[n])), None)
    if unfinished or first == small:
        return small
    return len(lines) if first is None else first


def _label_of(line: Line, apart: bool) -> str | None:
    """The number that a line begins with, raised; or level, where white space parts it from the text above."""
    if line.marks and line.marks[0][0] == 0:
        return line.marks[0][1]
    m = _LEVEL_LABEL.match(line.text) if apart else None
    return m[1] if m else None


def _starts_note(line: Line) -> bool:
    return (bool(line.marks) and line.marks[0][0] == 0) or bool(_NOTE_START.match(line.text))
