"""One printed number or symbol: as it was found, then with the date that is bound to it and what the words around it say of it.

What is made once a mention (this, `Reference`) or once a clause is a plain class: mypyc makes those in C, and dataclasses and
named tuples not. One object holds everything, for making several costs more than reading them.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Mention"]


class Mention:
    """One printed number or symbol, and what is told of it step by step before it is decided what it cites."""

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

    date: str | None
    """ISO date, once one is bound."""
    first: int
    last: int
    """Extent of number and own date together."""
    shared: bool
    """The date stands beside another number of the list."""

    noun: str
    """resolution, decision, other; "" where no noun governs it."""
    body: str
    """The owner: key of a body, "its", or ""."""
    loose: bool
    """Prose stands between the noun, or the number before, and this number."""
    before: str
    """The body named last before the number, to which an "its" or a bare noun may refer."""
    near: bool
    """That body stands right before: "the Human Rights Council, in its resolution"."""
    reported: bool
    """Its report stands right before: (E/2013/24), chap. I, decision 44/114."""
    after: str
    """The body named behind prose as having adopted it: "resolution 4/6 on marine litter, adopted by the Environment Assembly"."""
    at: int
    """Where the noun phrase begins, from which to look back; 0 where none does."""
    chained: bool
    """The number continues a list whose last member was taken; told only where no noun governs it."""

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
        self.date = None
        self.first = start
        self.last = end
        self.shared = False
        self.noun = ""
        self.body = ""
        self.loose = False
        self.before = ""
        self.near = False
        self.reported = False
        self.after = ""
        self.at = 0
        self.chained = False
