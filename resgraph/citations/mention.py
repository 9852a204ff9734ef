"""One printed number or symbol, as it was found and before anything is decided about it.

What is made once a mention (this, `Case`, `Reference`) or once a clause is a plain class: mypyc makes
those in C, and dataclasses and named tuples not.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Mention"]


class Mention:
    """One printed number or symbol."""

    start: int
    end: int
    form: str
    """pair, session, year, body, symbol, sales, treaty."""
    number: str
    session: str
    """As canonical symbols write it: 57, S-30, XXV, S-VI, 2011; for `year` the year in brackets."""
    parts: tuple[str, ...]
    """Latin part letters; one mention may stand for several parts."""
    symbol: str
    """For `symbol`: as printed, spaces out."""
    bracketed: bool
    """Whether a pair stands in brackets of its own, as those do that print of Arabic has turned: (90/34)."""
    flags: Sequence[str]

    def __init__(
        self,
        start: int,
        end: int,
        form: str,
        number: str = "",
        session: str = "",
        parts: tuple[str, ...] = ("",),
        symbol: str = "",
        bracketed: bool = False,
        flags: Sequence[str] = (),
    ) -> None:
        self.start = start
        self.end = end
        self.form = form
        self.number = number
        self.session = session
        self.parts = parts
        self.symbol = symbol
        self.bracketed = bracketed
        self.flags = flags
