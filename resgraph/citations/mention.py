"""One printed number or symbol, as it was found and before anything is decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Mention"]


@dataclass(slots=True)
class Mention:
    """One printed number or symbol."""

    start: int
    end: int
    form: str
    """pair, session, year, body, symbol, sales, treaty."""
    number: str = ""
    session: str = ""
    """As canonical symbols write it: 57, S-30, XXV, S-VI, 2011; for `year` the year in brackets."""
    parts: tuple[str, ...] = ("",)
    """Latin part letters; one mention may stand for several parts."""
    symbol: str = ""
    """For `symbol`: as printed, spaces out."""
    bracketed: bool = False
    """Whether a pair stands in brackets of its own, as those do that print of Arabic has turned: (90/34)."""
    flags: Sequence[str] = ()
