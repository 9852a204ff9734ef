"""Sessions of the General Assembly: which numbers each adopted, and when it sat.

Resolutions 1 to 3541 (1946-1975) are one sequence that falls into 42 sessions without a gap, so the number alone gives
the session: the thirty regular ones, special sessions to the 7th and emergency special ones to the 5th. From the 31st
regular, 8th special and 6th emergency special session on, numbers start again in each. Sessions are written as the
Assembly prints them: "XXV", "33", "S-1", "S-VI", "S-10", "ES-I", "ES-10".

Sources: the editorial manual, "System of identification" (un.org/dgacm/en/content/editorial-manual/res-dec-sys-ident);
the research guide of the Dag Hammarskjold Library (un.org/depts/dhl/resguide/gares.htm); the table
`tables/sessions.json`, see `tables/README.md`.

>>> session_of_number(2625), session_of_number(3201)
('XXV', 'S-VI')
>>> session_years("33")
('1978-09-19', '1979-09-17')
>>> assembly_session_at("2016-12-21")
'71'
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date as calendar_date
from datetime import timedelta
from functools import cache

from resgraph.errors import SymbolError

__all__ = [
    "LAST_NUMBERED_THROUGH", "OPEN_END", "Session", "assembly_session_at", "from_roman", "number_range", "roman",
    "session_of_number", "session_years", "split", "window", "written",
]  # fmt: skip

LAST_NUMBERED_THROUGH = {"": 30, "S-": 7, "ES-": 5}
"""Last session of each kind whose resolutions carry a number of the sequence 1 to 3541."""

OPEN_END = "9999-12-31"
"""The closing date of a session that is adjourned but not closed (ES-10, ES-11)."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip

_KINDS = {"regular": "", "special": "S-", "emergency": "ES-"}

_SESSION = re.compile(r"(?P<prefix>(?:E?S-)?)(?P<number>[0-9]{1,3}|[IVXLC]+)")  # "33", "XXV", "S-VI", "ES-10"

_OPENING_SLACK = timedelta(days=3)
_CLOSING_SLACK = {True: timedelta(days=31), False: timedelta(days=3)}  # older sessions closed, resumed and closed again


@dataclass(frozen=True, slots=True)
class Session:
    """One session of the Assembly."""

    name: str
    """As printed: "XXV", "33", "S-VI", "ES-10"."""
    opened: str
    """ISO date."""
    closed: str
    """ISO date, `OPEN_END` while it is open."""
    first: int
    """First resolution, 0 where numbers start again in each session."""
    last: int
    """Last resolution, 0 where numbers start again in each session."""


def roman(n: int) -> str:
    """Write a number from 1 to 3999 in Roman numerals.

    >>> roman(25), roman(49)
    ('XXV', 'XLIX')

    Raises:
        SymbolError: the number has no Roman form.
    """
    if not 1 <= n <= 3999:
        raise SymbolError(f"{n} has no Roman form", remedy="give a number from 1 to 3999")
    letters = []
    for value, letter in _ROMAN:
        count, n = divmod(n, value)
        letters.append(letter * count)
    return "".join(letters)


def from_roman(text: str) -> int:
    """Read a Roman numeral; `from_roman(roman(n)) == n`, and nothing else is accepted.

    >>> from_roman("XXV")
    25

    Raises:
        SymbolError: the text is not a well-formed Roman numeral.
    """
    n, rest = 0, text
    for value, letter in _ROMAN:
        while rest.startswith(letter):
            n, rest = n + value, rest[len(letter) :]
    if rest or not text or roman(n) != text:
        raise SymbolError("not a Roman numeral", where=text, remedy=f"write {roman(n)}" if n and not rest else None)
    return n


def split(session: str) -> tuple[str, int]:
    """Take an Assembly session apart into its prefix ("", "S-" or "ES-") and its number.

    >>> split("S-VI"), split("33")
    (('S-', 6), ('', 33))

    Raises:
        SymbolError: the text is not a session of the Assembly.
    """
    m = _SESSION.fullmatch(session)
    n = 0
    if m:
        n = int(m["number"]) if m["number"].isdigit() else from_roman(m["number"])
    if not m or not 1 <= n <= 99:
        raise SymbolError(
            "not a session of the General Assembly",
            where=session,
            remedy="write 33, XXV, S-10 or ES-10; a year goes with S/RES/1325(2000) or E/RES/2011/7",
        )
    return m["prefix"], n


def written(session: str) -> str:
    """Write an Assembly session as its resolutions print it, whatever numerals it came in.

    Roman to the 30th regular, 7th special and 5th emergency special session, except S-1 and S-2, which the symbols of
    resolutions 104 to 107 and 185 to 189 print in Arabic digits.

    >>> [written(s) for s in ("25", "S-6", "S-II", "S-X", "ES-1")]
    ['XXV', 'S-VI', 'S-2', 'S-10', 'ES-I']

    Raises:
        SymbolError: the text is not a session of the Assembly.
    """
    prefix, n = split(session)
    arabic = n > LAST_NUMBERED_THROUGH[prefix] or (prefix == "S-" and n <= 2)
    return f"{prefix}{n}" if arabic else prefix + roman(n)


def number_range(session: str) -> tuple[int, int] | None:
    """First and last resolution of a session that took part in the sequence 1 to 3541, else None.

    >>> number_range("XXVII"), number_range("33")
    ((2904, 3049), None)
    """
    known = _table().get(written(session))
    return (known.first, known.last) if known and known.last else None


def session_of_number(n: int) -> str | None:
    """The session that adopted resolution `n` of the sequence 1 to 3541; None for any other number.

    >>> session_of_number(217), session_of_number(1000), session_of_number(3542)
    ('III', 'ES-I', None)
    """
    firsts, names = _sequence()
    return names[bisect_right(firsts, n) - 1] if 1 <= n <= 3541 else None


def session_years(session: str) -> tuple[str, str]:
    """ISO dates on which a session opened and closed; an open session closes on `OPEN_END`.

    Regular sessions that are not in the table yet are reckoned: they open on the Tuesday of the second week of
    September that counts from the first week with a working day, as those since the 78th do (resolution 75/325).

    >>> session_years("ES-10")
    ('1997-04-24', '9999-12-31')

    Raises:
        SymbolError: no such session, or a special session that is not in the table.
    """
    known = _table().get(written(session))
    if known:
        return known.opened, known.closed
    prefix, n = split(session)
    if prefix:
        last = max(int(name.removeprefix(prefix)) for name in _table() if re.fullmatch(prefix + "[0-9]+", name))
        raise SymbolError(
            "no date is known for this session",
            where=session,
            remedy=f"the last one in the table is {prefix}{last}",
        )
    return _opening(n).isoformat(), (_opening(n + 1) - timedelta(days=1)).isoformat()


@cache
def window(session: str) -> tuple[str, str] | None:
    """First and last ISO date on which a session can have adopted something; None where its dates are not known.

    The tolerance is three days at the opening; at the closing three days, or a month where sessions were still closed,
    resumed and closed again (those numbered through to 3541).

    >>> window("XXV"), window("S-98")
    (('1970-09-12', '1971-01-17'), None)

    Raises:
        SymbolError: the text is not a session of the Assembly.
    """
    prefix, n = split(session)
    if prefix and written(session) not in _table():
        return None
    opened, closed = session_years(session)
    first = (calendar_date.fromisoformat(opened) - _OPENING_SLACK).isoformat()
    if closed == OPEN_END:
        return first, OPEN_END
    slack = _CLOSING_SLACK[n <= LAST_NUMBERED_THROUGH[prefix]]
    return first, (calendar_date.fromisoformat(closed) + slack).isoformat()


def assembly_session_at(date: str) -> str:
    """The regular session under way on an ISO date: from its opening to the opening of the next.

    >>> assembly_session_at("1970-10-24"), assembly_session_at("2026-01-01")
    ('XXV', '80')

    Raises:
        SymbolError: the date is before the Assembly first met, or not an ISO date.
    """
    try:
        day = calendar_date.fromisoformat(date)
    except ValueError:
        raise SymbolError("not an ISO date", where=date, remedy="write it as 2016-12-21") from None
    openings, names = _regular()
    if date < openings[0]:
        raise SymbolError("the Assembly had not met yet", where=date, remedy=f"it first met on {openings[0]}")
    if day < _opening(int(names[-1]) + 1):
        return names[bisect_right(openings, date) - 1]
    n = day.year - 1945
    return str(n if day >= _opening(n) else n - 1)


def _opening(n: int) -> calendar_date:
    """Opening day of regular session `n`, from the 78th on."""
    first = calendar_date(1945 + n, 9, 1)
    working = first + timedelta(days={5: 2, 6: 1}.get(first.weekday(), 0))
    return working - timedelta(days=working.weekday()) + timedelta(days=8)


@cache
def _table() -> dict[str, Session]:
    """All sessions of the packaged table by their printed name."""
    import json  # here, so that importing symbols stays quick
    from importlib import resources

    text = (resources.files("resgraph") / "tables" / "sessions.json").read_text(encoding="utf-8")
    sessions = {}
    for row in json.loads(text):
        name = written(f"{_KINDS[row['kind']]}{row['session']}")
        closed = row["closed"] or OPEN_END
        sessions[name] = Session(name, row["opened"], closed, row["first_no"] or 0, row["last_no"] or 0)
    return sessions


@cache
def _sequence() -> tuple[list[int], list[str]]:
    """First numbers of the 42 sessions that share the sequence 1 to 3541, and their names, both ascending."""
    rows = sorted((s.first, s.name) for s in _table().values() if s.last)
    return [first for first, _ in rows], [name for _, name in rows]


@cache
def _regular() -> tuple[list[str], list[str]]:
    """Opening dates of the regular sessions of the table, and their names, both ascending."""
    rows = sorted((s.opened, s.name) for s in _table().values() if not s.name.startswith(("S-", "ES-")))
    return [opened for opened, _ in rows], [name for _, name in rows]
