"""What a document has said so far: which numbers were whose, which dates were printed, which conference "the Conference" is."""

from __future__ import annotations

from dataclasses import dataclass, field

from resgraph.bodies import body as body_named

__all__ = ["GENERIC", "Memory", "year_fits"]

GENERIC = {
    "CONFERENCE": frozenset({"UNCAC-COSP", "UNTOC-COP", "UNCTAD", "FAO", "ILO"}),
    "COP": frozenset({"UNFCCC-COP", "CBD-COP", "UNCCD-COP", "UNCAC-COSP", "UNTOC-COP", "BASEL-COP", "RAMSAR-COP"}),
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


@dataclass(slots=True)
class Memory:
    """What a document has said so far: whose number 48/13 is."""

    organ: str = "GA"
    """The organ that adopted the document itself: whose "its" is."""
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    """The date that was printed right at a symbol."""
    named: dict[str, list[str]] = field(default_factory=dict)
    """The bodies that each generic name ("the Conference") may stand for, the one named last in full first."""

    def hear(self, body: str) -> None:
        """Note that a body was named: the next "Conference" or "Commission" is likely that one."""
        for generic, members in GENERIC.items():
            if body in members:
                before = self.named.get(generic, [])
                self.named[generic] = [body, *(other for other in before if other != body)]

    def meant(self, name: str, session: str, date: str | None) -> str:
        """The body behind a generic name before a number: the last named whose session was held in that year."""
        heard = self.named.get(name, [])
        fitting = [body for body in heard if year_fits(body, session, date)]
        possible = [body for body in heard if year_fits(body, session, date) is not False]
        return next(iter([*fitting, *possible]), "")


def year_fits(body: str, session: str, date: str | None) -> bool | None:
    """Whether a body held that session in the year of the date, one year either way; None where no rule is known."""
    year = body_named(body).year_of(session)
    if year is None or date is None:
        return None
    return abs(year - int(date[:4])) <= 1
