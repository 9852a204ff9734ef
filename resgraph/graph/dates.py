"""Which date a document has: the one it prints itself, else the one on which the texts that cite it agree.

A few of the dates printed in official texts are wrong. A printed date whose session does not fit the number is set
aside, and the share of the texts that print the date kept is told beside it.

>>> agreed("A/RES/33/134", {"1978-12-19": 9, "2016-12-19": 1})
('1978-12-19', 0.9)
>>> agreed("A/RES/33/134", {"2016-12-19": 1})
(None, 0.0)
>>> years_between("2016-12-21", "1978-12-19")
38.01
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from resgraph import symbols
from resgraph.errors import SymbolError

__all__ = ["agreed", "check", "fits", "years_between"]

_DAYS_IN_YEAR = 365.2425


def agreed(symbol: str, printed: Mapping[str, int]) -> tuple[str | None, float]:
    """The printed date that most documents give, among those that fit the session, and its share of all of them.

    `printed` counts the citing documents by the date they print; of equally frequent dates the earliest is taken. The
    date is None where no printed date fits.
    """
    fitting = {day: count for day, count in printed.items() if fits(symbol, day)}
    if not fitting:
        return None, 0.0
    best = min(fitting, key=lambda day: (-fitting[day], day))
    return best, round(fitting[best] / sum(printed.values()), 4)


def fits(symbol: str, day: str) -> bool:
    """Whether no rule of its organ's sessions speaks against a date for a document."""
    try:
        return symbols.fits(symbol, day) is not False
    except SymbolError:
        return True


def check(*days: str | None) -> None:
    """Refuse what is no ISO date; None passes.

    Raises:
        ValueError: one of them is none.
    """
    for day in days:
        if day is not None:
            try:
                date.fromisoformat(day)
            except ValueError as error:
                raise ValueError(f"{day!r} is not a date") from error


def years_between(later: str, earlier: str) -> float:
    """Years from the second date to the first, two decimals, negative where the first is the earlier one."""
    days = (date.fromisoformat(later) - date.fromisoformat(earlier)).days
    return round(days / _DAYS_IN_YEAR, 2)
