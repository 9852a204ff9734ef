"""Where documents stand in a picture: x is the adoption date, y a lane by kind and organ; and their colours and sizes.

`scatter` places any number of documents for graph programs (Gephi, Cytoscape): a day is one unit of x, and documents
of one lane and month stand in a heap, so that none covers another. `place_in_time` dates every document.
"""

from __future__ import annotations

import datetime
import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from resgraph.errors import SymbolError
from resgraph.sessions import session_years

__all__ = ["LANES", "Lane", "Look", "lane", "place_by_session", "place_in_time", "scatter", "year"]

Row = Mapping[str, Any]


class Lane(NamedTuple):
    """A band of the picture."""

    key: str
    title: str
    color: str
    """Of its boxes on white, as #rrggbb."""


LANES: dict[str, Lane] = {
    band.key: band
    for band in (
        Lane("series", "Series and roots", "#1f5fa8"),
        Lane("GA", "General Assembly", "#2f6da8"),
        Lane("SC", "Security Council", "#a83250"),
        Lane("ECOSOC", "Economic and Social Council", "#2a7f62"),
        Lane("rights", "Human rights bodies", "#7a4fa3"),
        Lane("other", "Other organs and conferences", "#80640f"),
        Lane("decision", "Decisions", "#4d6a7a"),
        Lane("document", "Reports and documents", "#6b6b6b"),
        Lane("publication", "Publications and treaties", "#8c564b"),
    )
}
"""The lanes from top to bottom."""

RIGHTS = ("HRC", "CHR", "CSW")
DAY_ZERO = datetime.date(1946, 1, 1).toordinal()
_YEAR = re.compile(r"19[4-9]\d|20\d\d")
_TOLD = re.compile(
    r"A(?:/C\.\d|/BUR)?/(?P<session>\d{2,3})/|(?!UNTS/)[A-Z][A-Za-z.\d]*(?:/[A-Z][A-Za-z.\d]*)*/(?P<year>19[4-9]\d|20\d\d)/"
)
"""What the symbol of a document tells of its time: A/75/53, A/C.2/59/3; S/2020/898, A/AC.198/2020/4."""
HEAP = 12.0
"""Distance of two documents in a heap, in units of the scatter (days)."""


class Look(NamedTuple):
    """How a document looks in programs that draw graphs."""

    x: float
    y: float
    size: float
    color: str
    """As #rrggbb."""


def lane(row: Row, series: str | None = None) -> Lane:
    """The lane of a document: that of the traced `series`, its roots and ends, else by its kind, else by its organ.

    >>> lane({"kind": "resolution", "body": "SC"}).title
    'Security Council'
    """
    kind, body = str(row.get("kind") or ""), str(row.get("body") or "")
    if row.get("role") in ("source", "target", "root") or (series is not None and row.get("series") == series):
        return LANES["series"]
    if kind in ("publication", "treaty"):
        return LANES["publication"]
    if kind in ("decision", "document"):
        return LANES[kind]
    if body in RIGHTS:
        return LANES["rights"]
    return LANES[body] if body in ("GA", "SC", "ECOSOC") else LANES["other"]


def place_in_time(row: Row) -> float | None:
    """Days since 1946: from the date, else the middle of the year, else None.

    >>> place_in_time({"date": "1946-01-11"})
    10.0
    """
    date = str(row.get("date") or "")
    try:
        return _day(date[:10])
    except ValueError:
        year = date[:4] or str(row.get("year") or "")
        return (int(year) - 1946) * 365.25 + 182 if year.isdecimal() and len(year) == 4 else None


@lru_cache(maxsize=10_000)
def _day(date: str) -> float:
    return float(datetime.date.fromisoformat(date).toordinal() - DAY_ZERO)


def place_by_session(row: Row) -> float | None:
    """Days since 1946 of a document without a date: where the session of the Assembly opened, or the middle of the year,
    that its attributes or its symbol name.

    >>> place_by_session({"body": "GA", "session": "III"}), place_by_session({"symbol": "A/75/53"})
    (994.0, 27286.0)
    >>> place_by_session({"symbol": "S/2020/898"}), place_by_session({"symbol": "UNTS/1954/33480"})
    (27210.5, None)
    """
    told = _TOLD.match(str(row.get("symbol") or ""))
    session = str(row.get("session") or "") if row.get("body") == "GA" else ""
    if told and told["session"]:
        session = session or told["session"]
    elif (
        not session
        and (year := str(row.get("session") or "") or (told["year"] if told else ""))
        and _YEAR.fullmatch(year)
    ):
        return (int(year) - 1946) * 365.25 + 182
    try:
        opened, _ = session_years(session)
    except SymbolError:
        return None
    return float(datetime.date.fromisoformat(opened).toordinal() - DAY_ZERO)


def year(day: float) -> int:
    """The year of a day since 1946; beyond the ends of the calendar, its first or last year.

    >>> year(-1), year(365)
    (1945, 1947)
    """
    ordinal = min(max(int(day) + DAY_ZERO, 1), datetime.date.max.toordinal())
    return datetime.date.fromordinal(ordinal).year


def scatter(nodes: Sequence[tuple[str, Row]]) -> dict[str, Look]:
    """Give each document its place, size and colour, for programs that draw graphs of any size.

    Documents without a date stand left of the first one that has one.
    """
    dated = {node: place_in_time(row) for node, row in nodes}
    undated = min((x for x in dated.values() if x is not None), default=0.0) - 365
    heaps: dict[tuple[str, int], list[str]] = defaultdict(list)
    rows = dict(nodes)
    for node, row in nodes:
        x = dated[node]
        heaps[(lane(row).key, int((undated if x is None else x) // 30))].append(node)
    height: dict[str, int] = defaultdict(int)
    for (key, _), heap in heaps.items():
        height[key] = max(height[key], len(heap))
    base, bottom = {}, 0.0
    for key in LANES:
        base[key] = bottom
        bottom -= (height[key] + 4) * HEAP if height[key] else 0
    found: dict[str, Look] = {}
    for (key, _), heap in heaps.items():
        for place, node in enumerate(heap):
            x = dated[node]
            size = round(4 + 2 * math.sqrt(float(rows[node].get("cited_by") or 0)), 2)
            found[node] = Look(undated if x is None else x, base[key] - place * HEAP, size, LANES[key].color)
    return found
