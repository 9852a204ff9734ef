"""The bodies whose resolutions, decisions and documents are cited: one table, read once.

Everything that is particular to a body, its symbol root, how it numbers, the year of a session, stands in
`tables/bodies.toml` and nowhere else; a new body is one table there. Its sources are named in `tables/README.md`.

>>> body("HRC").name, body("HRC").year_of("16")
('Human Rights Council', 2011)
>>> body("ECOSOC").era("XXIV").resolution
'E/RES/{number}({session})'
>>> body_of_document("E/CN.6/2008/3"), called("Security Council")
('CSW', 'SC')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from resgraph.errors import SymbolError
from resgraph.sessions import from_roman, roman

__all__ = ["Body", "Era", "Step", "bodies", "body", "body_of_document", "called", "session_number"]

_NUMERAL = re.compile(r"(?P<arabic>[0-9]+)|(?P<roman>[IVXLCDM]+)")  # "52", "XXIV"
_SPECIAL = re.compile(r"S-(?P<number>[0-9]+)")  # the Council's "S-35"
_ROOT_END = re.compile(r"[/.(]")
_BETWEEN_WORDS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Era:
    """How a body wrote its symbols up to a session; the last era of a body has no end."""

    resolution: str = ""
    """Template, `{session}` and `{number}`; empty where the body's resolutions have no numbers."""
    decision: str = ""
    """Template of decisions, or empty."""
    until: int | None = None
    """Number of the last session written so, None for today's form."""
    also: tuple[str, ...] = ()
    """Further sessions written so: ORG-75."""
    roman: bool = False
    """Whether the session is in Roman numerals."""

    def template(self, kind: str) -> str:
        """The template of a kind, resolution or decision; empty where it has no numbers."""
        return self.resolution if kind == "resolution" else self.decision


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the rule that gives the year of a session."""

    first: int
    """First session the step holds for, up to the next step."""
    year: int | None
    """Year of that session; None where no rule is known from here on."""
    per_year: int = 1
    """Sessions a year."""
    every: int = 1
    """Years between sessions."""


@dataclass(frozen=True, slots=True)
class Body:
    """One body, as `tables/bodies.toml` has it."""

    key: str
    """GA, SC, ECOSOC, HRC, …"""
    name: str
    """English name."""
    eras: tuple[Era, ...]
    """Earliest first."""
    called: tuple[str, ...] = ()
    """Further English names."""
    documents: tuple[str, ...] = ()
    """Roots of its documents: "E/CN.6"."""
    numbering: str = "session"
    """session, year, or sequence where the number alone identifies."""
    first: int | None = None
    last: int | None = None
    """Years in which it adopted anything."""
    printed: tuple[tuple[str, str], ...] = ()
    """(kind, template of the printed number) where it is neither 52/2 nor 52 (LII)."""
    spellings: tuple[tuple[str, str], ...] = ()
    """(template, kind) of further spellings that occur."""
    steps: tuple[Step, ...] = ()
    special_years: tuple[int, ...] = ()
    """Years of the special sessions S-1, S-2, …"""
    last_numbers: tuple[tuple[int, int], ...] = ()
    """(year, last number of the year) of a body that numbers through."""
    cycle: int | None = None
    """First year-numbered cycle that opens in July of the year before."""

    def era(self, session: str) -> Era:
        """The era a session belongs to: by its number; special sessions have the latest form."""
        n = session_number(session)
        for era in self.eras[:-1]:
            if session in era.also or (n is not None and era.until is not None and n <= era.until):
                return era
        return self.eras[-1]

    def written(self, session: str) -> str:
        """The session in the numerals of its era: "24" and "XXIV" are both "XXIV" for the ECOSOC of 1957."""
        n = session_number(session)
        return roman(n) if n is not None and self.era(session).roman else session

    def by_year(self, session: str) -> bool:
        """Whether what stands for the session is a year."""
        return self.numbering == "year" and len(session) == 4 and session.isdigit()

    def year_of(self, session: str) -> int | None:
        """The year that a session is or, by the table's rule, was held in; None where there is no rule."""
        if m := _SPECIAL.fullmatch(session):
            index = int(m["number"]) - 1
            return self.special_years[index] if 0 <= index < len(self.special_years) else None
        n = session_number(session)
        if n is not None and self.by_year(session):
            return n
        step = next((s for s in reversed(self.steps) if n is not None and s.first <= n), None)
        if n is None or step is None or step.year is None:
            return None
        return step.year + (n - step.first) // step.per_year * step.every

    def year_of_number(self, number: int) -> str:
        """The year of a number of a body that numbers through, "" where the table does not reach."""
        return next((str(year) for year, last in self.last_numbers if number <= last), "")


def session_number(session: str) -> int | None:
    """Number of a plain session in either numerals; None for special ones and for anything else.

    >>> session_number("XXIV"), session_number("52"), session_number("S-2")
    (24, 52, None)
    """
    m = _NUMERAL.fullmatch(session)
    if m is None:
        return None
    return int(session) if m["arabic"] else from_roman(session)


@cache
def bodies() -> dict[str, Body]:
    """All bodies of the table by key, in its order."""
    import tomllib  # here, so that importing symbols stays quick
    from importlib import resources

    text = (resources.files("resgraph") / "tables" / "bodies.toml").read_text(encoding="utf-8")
    return {key: _body(key, row) for key, row in tomllib.loads(text).items()}


def body(key: str) -> Body:
    """The body with this key.

    Raises:
        SymbolError: no body has it.
    """
    try:
        return bodies()[key]
    except KeyError:
        raise SymbolError(
            "no body has this key", where=key, remedy="use a key of resgraph/tables/bodies.toml, or add the body there"
        ) from None


def called(name: str) -> str | None:
    """Key of the body of this key or English name, whatever the case and punctuation; None where there is none."""
    return _names().get(_BETWEEN_WORDS.sub(" ", name).strip().casefold())


def body_of_document(symbol: str) -> str:
    """Key of the body a document symbol belongs to, by the longest root; OTHER where no root is known."""
    roots, upper = _roots(), symbol.upper()
    ends = [*(m.start() for m in _ROOT_END.finditer(upper)), len(upper)]
    return next((roots[upper[:end]] for end in reversed(ends) if upper[:end] in roots), "OTHER")


def _body(key: str, row: dict[str, Any]) -> Body:
    """One table of the file as a record."""
    eras = [*row.get("earlier", ()), {kind: row[kind] for kind in ("resolution", "decision") if kind in row}]
    return Body(
        key=key,
        name=row["name"],
        eras=tuple(Era(**{**era, "also": tuple(era.get("also", ()))}) for era in eras),
        called=tuple(row.get("called", ())),
        documents=tuple(row.get("documents", ())),
        numbering=row.get("numbering", "session"),
        first=row.get("first"),
        last=row.get("last"),
        printed=tuple(row.get("printed", {}).items()),
        spellings=tuple(row.get("spellings", {}).items()),
        steps=tuple(
            Step(s["from"], s.get("year"), s.get("per_year", 1), s.get("every", 1)) for s in row.get("years", ())
        ),
        special_years=tuple(row.get("special_years", ())),
        last_numbers=tuple((int(year), last) for year, last in row.get("last_numbers", {}).items()),
        cycle=row.get("cycle"),
    )


@cache
def _names() -> dict[str, str]:
    """English names and keys, casefolded and without punctuation, to keys."""
    return {
        _BETWEEN_WORDS.sub(" ", name).strip().casefold(): b.key
        for b in bodies().values()
        for name in (b.key, b.name, *b.called)
    }


@cache
def _roots() -> dict[str, str]:
    """Document roots in upper case with their body's key."""
    return {root.upper(): b.key for b in bodies().values() for root in b.documents}
