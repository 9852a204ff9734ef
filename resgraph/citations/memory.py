"""What a document has said so far: which numbers were whose, which dates were printed, which conference "the Conference" is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from resgraph.citations import known

__all__ = ["GENERIC", "Memory", "year_fits"]

GENERIC = {
    "CONFERENCE": frozenset({"UNCAC-COSP", "UNTOC-COP", "UNCTAD", "FAO", "ILO"}),
    "COP": frozenset(
        {"UNFCCC-COP", "CBD-COP", "UNCCD-COP", "UNCAC-COSP", "UNTOC-COP", "BASEL-COP", "OZONE-MOP", "RAMSAR-COP"}
    ),
    "COMMISSION": frozenset(
        {
            "SSC-HLC",
            "UNHCR-EXCOM",
            "CERD",
            "CEDAW",
            "CRC",
            "CCPR",
            "CESCR",
            "CHR",
            "CSW",
            "CND",
            "CCPCJ",
            "CPD",
            "CSOCD",
            "CSTD",
            "CSD",
            "STATCOM",
        }
    ),
    "BOARD": frozenset({"UNDP-EB", "UNICEF-EB"}),
}
"""Names that stand for a body named in full before."""

_GENERIC_NAMES = {
    body: tuple(generic for generic, members in GENERIC.items() if body in members)
    for body in frozenset().union(*GENERIC.values())
}
"""Each of those bodies, and the names that may stand for it."""


@dataclass(slots=True)
class Memory:
    """What a document has said so far: whose number 48/13 is."""

    organ: str
    """The organ that adopted the document itself: whose "its" is."""
    listen: Callable[[int, int], Iterable[str]]
    """The bodies named in a stretch of the text."""
    said: list[tuple[int, int]] = field(default_factory=list)
    """Stretches not listened to yet: few documents use a generic name, and only they need it."""
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    """The date that was printed right at a symbol."""
    sittings: dict[tuple[str, str], str] = field(default_factory=dict)
    """The body whose session adopted something on a day: 5/14 and 5/5 of 2 March 2022 are both the Environment Assembly's."""
    named: dict[str, list[str]] = field(default_factory=dict)
    """The bodies that each generic name ("the Conference") may stand for, the one named last in full first."""

    def hear(self, body: str) -> None:
        """Note that a body was named: the next "Conference" or "Commission" is likely that one."""
        for generic in _GENERIC_NAMES.get(body, ()):
            before = self.named.get(generic, [])
            self.named[generic] = [body, *(other for other in before if other != body)]

    def meant(self, name: str, session: str, date: str | None) -> str:
        """The body behind a generic name before a number: the last named whose session was held in that year."""
        for start, end in self.said:
            for body in self.listen(start, end):
                self.hear(body)
        self.said.clear()
        heard = self.named.get(name, [])
        fitting = [body for body in heard if year_fits(body, session, date)]
        possible = [body for body in heard if year_fits(body, session, date) is not False]
        return next(iter([*fitting, *possible]), "")


def year_fits(body: str, session: str, date: str | None) -> bool | None:
    """Whether a body held that session in the year of the date, one year either way; None where no rule is known."""
    year = known.year_of(body, session)
    if year is None or date is None:
        return None
    return abs(year - int(date[:4])) <= 1
