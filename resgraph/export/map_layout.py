"""The places of boxes on a lineage map of a given width: time from left to right, a band for each lane, rows in a band.

Stretches of more than `LONG_GAP` years without a document are shortened and marked, so that 1978 and 2025 fit on one
picture; elsewhere a year is as wide as any other. A box stands over its date and gets a row of its own where it would
cover another; the main path is placed first, so that it lies in the upper rows. Only when the rows would outgrow the
height, boxes move aside a little within their row.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from resgraph.export.layout import DAY_ZERO, Lane
from resgraph.export.layout import year as year_of
from resgraph.export.map_content import Entry, LineageMap

__all__ = ["GAP_WORDS", "Band", "Box", "Gap", "Placed", "Tick", "named_years", "place", "text_width"]

FONT = 12
"""Height of the letters on boxes, in pixels."""
BOX = 18
ROW = 22
MAX_ROW = 36
"""Height of a box, and of its row: the least, and the most where there is room."""
PAD = 7
"""Left and right of the words on a box."""
SPACE = 5
"""Between two boxes of a row."""
BAND_HEAD = 17
"""Room for the name of a lane, free of boxes."""
BAND_FOOT = 5
LONG_GAP = 8.0
GAP_WIDTH = 2.5
"""Years without a document from which a stretch is shortened, and the years' width that it keeps."""
YEAR = 365.25
YEAR_WORD = 32.0
"""Days of a year, and pixels that the number of a year takes on the axis."""
GAP_WORDS = 52.0
"""Pixels of a shortened stretch from which its years are written on it."""
SLACKS = (0, 15, 30, 60, 120, 240, 100_000)
"""How far a box may move aside, in pixels, tried one after the other until the rows fit the height."""

WIDTHS = {
    **dict.fromkeys(map(chr, range(0x20, 0x590)), 0.62),
    **dict.fromkeys("ABCDEFHJKLNPRSTUVXYZ&", 0.73),
    **dict.fromkeys("GMOQWmw%@", 0.92),
    **dict.fromkeys(" !'(),./:;[]I|fijlt", 0.34),
}
"""Widths of characters in a bold sans-serif of the size 1, on the generous side; others count as 1."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a document stands: centre and size in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """The band of a lane: from `top`, `height` pixels high; its name stands in the first `BAND_HEAD` of them."""

    lane: Lane
    count: int
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis: its first of January."""

    year: int
    x: float
    alone: bool = False
    """True for the year of a document between shortened stretches, where the axis shows no year else."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A shortened stretch of the axis."""

    start: float
    end: float
    years: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A map laid out."""

    width: float
    height: float
    boxes: dict[str, Box]
    """By symbol."""
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    gaps: tuple[Gap, ...]
    moved: int
    """How many boxes do not cover their date."""


def text_width(text: str, size: float = FONT) -> float:
    """Width of a text in pixels, estimated on the generous side."""
    return sum(WIDTHS.get(character, 1.0) for character in text) * size


def place(content: LineageMap, width: float, height: float) -> Placed:
    """Lay a map out on a given width, on the given height if that can be.

    The picture is as high as it needs to be, more than `height` only where even boxes moved aside do not fit.
    """
    sizes = {entry.symbol: min(text_width(entry.text) + 2 * PAD, width) for entry in content.entries}
    days = [entry.day for entry in content.entries] or [0.0]
    first = max((sizes[entry.symbol] / 2 for entry in content.entries if entry.day - days[0] < YEAR), default=0.0)
    last = max((sizes[entry.symbol] / 2 for entry in content.entries if days[-1] - entry.day < YEAR), default=0.0)
    axis = _Axis(days, first, width - last)
    wanted = {
        entry.symbol: min(max(axis.x(entry.day) - sizes[entry.symbol] / 2, 0), width - sizes[entry.symbol])
        for entry in content.entries
    }
    ordered = sorted(content.entries, key=lambda entry: not entry.main)
    lanes = [[entry for entry in ordered if entry.lane is lane] for lane, _ in content.lanes]
    room = height - len(lanes) * (BAND_HEAD + BAND_FOOT)
    for slack in SLACKS:
        packed = [_pack(entries, wanted, sizes, width, slack) for entries in lanes]
        if sum(rows for _, rows in packed) * ROW <= room:
            break
    row_height = min(max(room / max(sum(rows for _, rows in packed), 1), ROW), MAX_ROW)
    boxes: dict[str, Box] = {}
    bands = []
    top = 0.0
    for (lane, count), (places, rows) in zip(content.lanes, packed, strict=True):
        for symbol, (row, left) in places.items():
            y = top + BAND_HEAD + (row + 0.5) * row_height
            boxes[symbol] = Box(round(left + sizes[symbol] / 2, 1), round(y, 1), round(sizes[symbol], 1), BOX)
        bands.append(Band(lane, count, top, BAND_HEAD + rows * row_height + BAND_FOOT))
        top += bands[-1].height
    moved = sum(
        abs(axis.x(entry.day) - boxes[entry.symbol].x) > sizes[entry.symbol] / 2 + 1 for entry in content.entries
    )
    return Placed(width, top, boxes, tuple(bands), axis.ticks(), axis.gaps(), moved)


def named_years(ticks: Sequence[Tick]) -> list[Tick]:
    """The years whose number is written: those that stand alone, and every one, second, fifth, … with room for it."""
    between = [b.x - a.x for a, b in pairwise(ticks) if b.year == a.year + 1 and not (a.alone or b.alone)]
    step = next((step for step in (1, 2, 5, 10, 20, 50) if step * min(between, default=YEAR_WORD) >= YEAR_WORD), 100)
    named: list[Tick] = []
    for tick in sorted(ticks, key=lambda tick: not tick.alone):
        wanted = tick.alone or tick.year % step == 0
        if wanted and all(abs(tick.x - other.x) >= YEAR_WORD for other in named):
            named.append(tick)
    return sorted(named, key=lambda tick: tick.x)


def _pack(
    entries: Sequence[Entry], wanted: Mapping[str, float], sizes: Mapping[str, float], width: float, slack: float
) -> tuple[dict[str, tuple[int, float]], int]:
    """Row and left end of each box of a lane, none over another and none more than `slack` from where it belongs."""
    rows: list[list[tuple[float, float]]] = []
    found: dict[str, tuple[int, float]] = {}
    for entry in entries:
        size, left = sizes[entry.symbol], wanted[entry.symbol]
        best = min(
            (
                (abs(free - left), row, free)
                for row, taken in enumerate(rows)
                for free in _free(taken, left, size, width)
            ),
            default=None,
        )
        if best is None or best[0] > slack:
            rows.append([])
            best = (0.0, len(rows) - 1, left)
        _, row, at = best
        rows[row].append((at, at + size))
        found[entry.symbol] = (row, at)
    return found, len(rows)


def _free(taken: Sequence[tuple[float, float]], left: float, size: float, width: float) -> list[float]:
    """Where in a row a box can stand: where it belongs, or against one that stands there."""
    places = [left, *(end + SPACE for _, end in taken), *(start - SPACE - size for start, _ in taken)]
    return [
        at
        for at in places
        if 0 <= at <= width - size and all(at >= end + SPACE or at + size + SPACE <= start for start, end in taken)
    ]


class _Axis:
    """Days on a width, with long empty stretches shortened."""

    def __init__(self, days: Sequence[float], left: float, right: float) -> None:
        found = sorted(set(days))
        if len(found) == 1:
            found = [found[0] - YEAR / 2, found[0] + YEAR / 2]
        self.left = left
        self.days = [found[0]]
        self.units = [0.0]
        self.shortened: list[tuple[int, float]] = []
        for day in found[1:]:
            years = (day - self.days[-1]) / YEAR
            if years > LONG_GAP:
                self.shortened.append((len(self.days) - 1, years))
            self.days.append(day)
            self.units.append(self.units[-1] + (GAP_WIDTH if years > LONG_GAP else years))
        self.scale = (right - left) / self.units[-1]

    def x(self, day: float) -> float:
        """Pixels from the left."""
        place = min(max(bisect_right(self.days, day) - 1, 0), len(self.days) - 2)
        start, end = self.days[place], self.days[place + 1]
        share = (day - start) / (end - start) if end > start else 0.0
        return self.left + (self.units[place] + share * (self.units[place + 1] - self.units[place])) * self.scale

    def ticks(self) -> tuple[Tick, ...]:
        """The years that begin on the axis, those within a shortened stretch left out."""
        first, last = year_of(self.days[0]), year_of(self.days[-1])
        found = []
        for year in range(first, last + 1):
            day = float(datetime.date(year, 1, 1).toordinal() - DAY_ZERO)
            inside = any(self.days[place] < day < self.days[place + 1] for place, _ in self.shortened)
            if self.days[0] <= day <= self.days[-1] and not inside:
                found.append(Tick(year, round(self.x(day), 1)))
        shown = {tick.year for tick in found}
        for day in self.days:
            year = year_of(day)
            if year not in shown:
                shown.add(year)
                found.append(Tick(year, round(self.x(day), 1), alone=True))
        return tuple(sorted(found, key=lambda tick: tick.x))

    def gaps(self) -> tuple[Gap, ...]:
        """The shortened stretches."""
        return tuple(
            Gap(round(self.x(self.days[place]), 1), round(self.x(self.days[place + 1]), 1), round(years))
            for place, years in self.shortened
        )
