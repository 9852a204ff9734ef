"""How a body writes the resolutions and decisions of one session: the form of a symbol, and what cannot be one.

A form is what all symbols of one body, kind and session share; only number and part go between its head and tail. It
is worked out once a session from `tables/bodies.toml` and the sessions of the Assembly, and refuses what the body
cannot have adopted in words that say what would be right.

>>> form_of("GA", "resolution", "25").text(2625), form_of("GA", "resolution", "57").text(270, "B")
('A/RES/2625(XXV)', 'A/RES/57/270B')
>>> letters("A-C,E"), part("A,B,C")
('ABCE', 'A-C')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from resgraph import bodies, sessions
from resgraph.errors import SymbolError

__all__ = [
    "BEHIND", "FIRST_DECISION", "LETTERS", "SESSION", "SESSION_BEHIND", "SUPPLIED", "Form", "form_of", "letters",
    "not_of_session", "part", "session_from_number", "written_otherwise",
]  # fmt: skip

BEHIND = "({session})"
"""How a template shows that the session stands in brackets behind the number."""

LETTERS = r"[A-Z](?:[-,][A-Z])*"  # A/RES/75/254A-C, and "A,C" of a list
SESSION = r"(?:E?S-|SS\.)?(?:[0-9]+|[IVXLCDM]+)(?:-[A-Z]+)?"  # 33, XXV, S-10, UNEP's SS.VII, the OIC's 42-POL
SESSION_BEHIND = r"[A-Z0-9]+(?:[./-][A-Z0-9]+)*"  # XXIV, S-VI, ORG-75, the OAS' XX-O/90
SUPPLIED = r"\[[A-Z0-9]+(?:[.,-][A-Z0-9]+)*\]"  # A/RES/34/225[II], A/RES/41/213[B-VIII]

FIRST_DECISION = 401
"""From here on a number of the Assembly is a decision's: no session has adopted more than 350 resolutions."""
_NUMBERED_FURTHER = {("resolution", "56"): 512}
"""The 56th session numbered its last resolutions, those of July to September 2002, 500 and on: 56/509 (A/RES/75/325)."""

_LAST_OF_SESSION = {"resolution": FIRST_DECISION - 1, "decision": 999}
_LAST_OF_OTHERS = 99_999
_LAST_YEAR = 2099


@dataclass(frozen=True, slots=True)
class Form:
    """What the symbols of one body, kind and session share."""

    head: str
    """Text before the number."""
    tail: str
    """Text after number and part."""
    session: str
    """The session in the numerals of its era; empty for bodies that the number alone identifies."""
    behind: bool
    """Whether the session stands in brackets behind the number: 2625 (XXV)."""
    first: int
    last: int
    """Range of numbers."""

    def text(self, number: int | str, part: str = "") -> str:
        """The canonical symbol; a part that a library supplied in brackets goes to the end."""
        if part and part[0] == "[":
            return f"{self.head}{number}{self.tail}{part}"
        return f"{self.head}{number}{part}{self.tail}"


@lru_cache(maxsize=4096)
def form_of(key: str, kind: str, session: str) -> Form:
    """The form in which the body `key` writes its resolutions or decisions of a session, given in either numerals.

    Raises:
        SymbolError: no such body or session, or a kind that the body does not number.
    """
    body = bodies.body(key)
    first, last = 1, _LAST_OF_OTHERS
    if key == "GA":
        if len(session) == 4 and session.isdigit():
            raise _year_as_session(body, session)
        prefix, n = sessions.split(session)
        session = sessions.written(session)
        first, last = sessions.number_range(session) or (
            1,
            _NUMBERED_FURTHER.get((kind, session), _LAST_OF_SESSION[kind]),
        )
        era = body.eras[n > sessions.LAST_NUMBERED_THROUGH[prefix]]
    else:
        session = body.written(session)
        era = body.era(session)
        _check_session(body, era, session)
    template = era.template(kind)
    if not template:
        raise _without_numbers(body, kind, session)
    head, tail = template.replace("{session}", session).split("{number}")
    return Form(head, tail, session if "{session}" in template else "", BEHIND in template, first, last)


def session_from_number(key: str, number: int) -> str:
    """The session or year of a number, for bodies that number through.

    >>> session_from_number("GA", 217), session_from_number("SC", 1325)
    ('III', '2000')

    Raises:
        SymbolError: the number alone does not say it.
    """
    body = bodies.body(key)
    if body.numbering == "sequence":
        return ""
    session = sessions.session_of_number(number) if key == "GA" else body.year_of_number(number)
    if not session:
        raise SymbolError(
            f"the number alone does not say which session of the {body.name} is meant",
            where=str(number),
            remedy="give the session or year with it",
        )
    return session


# ---------------------------------------------------------------- part letters


def letters(written: str) -> str:
    """The letters of a part in order: "A-C,E" gives "ABCE"; none for a part in brackets."""
    if written.startswith("["):
        return ""
    found: set[str] = set()
    for piece in written.split(","):
        low, high = sorted((ord(piece[0]), ord(piece[-1]))) if piece else (0, -1)
        found.update(map(chr, range(low, high + 1)))
    return "".join(sorted(found))


def part(written: str) -> str:
    """The canonical part: letters in ranges, anything else in the brackets that a library puts it in ("[II]")."""
    if not re.fullmatch(LETTERS, written):
        return f"[{written}]" if written else ""
    runs: list[str] = []
    for letter in letters(written):
        if runs and ord(letter) == ord(runs[-1][-1]) + 1:
            runs[-1] = f"{runs[-1][0]}-{letter}"
        else:
            runs.append(letter)
    return ",".join(runs)


# ---------------------------------------------------------------- refusals


def written_otherwise(key: str, form: Form, session: str, number: int) -> SymbolError:
    """The refusal of a number in the form of another era: 19/1994, 8 (XXXII)."""
    name = bodies.body(key).name
    if form.first <= number <= form.last:
        right = f"write {form.text(number)}"
    else:
        span = f"{form.text(form.first)} to {form.text(form.last)}"
        root = "UNEP/CBD/COP/DEC" if session.isalpha() else "A/HRC/RES"
        other = "" if session.startswith("ES") else f"; another organ's are written as {root}/{session}/{number}"
        right = f"resolutions of that session are {span}{other}"
    if key != "GA":
        return SymbolError(f"the {name} numbers otherwise in session {form.session}", remedy=right)
    newer = {"": "31st", "S-": "8th special", "ES-": "6th emergency special"}[sessions.split(form.session)[0]]
    when = f"before its {newer} session" if form.behind else f"from its {newer} session on"
    return SymbolError(f"{when} the {name} numbered otherwise", remedy=right)


def not_of_session(key: str, kind: str, form: Form, number: int) -> SymbolError:
    """The refusal of a number that the session did not reach, or that another session holds."""
    name = bodies.body(key).name
    if key != "GA" or not form.behind:
        decision = f"; a decision is A/DEC/{form.session}/{number}" if key == "GA" and kind == "resolution" else ""
        return SymbolError(
            f"session {form.session} of the {name} has no {kind} {number}",
            where=f"{form.session}/{number}",
            remedy=f"numbers run from {form.first} to {form.last}{decision}",
        )
    holder = sessions.session_of_number(number)
    known = f"write {form_of(key, kind, holder).text(number)}" if holder else "the last so numbered is A/RES/3541(XXX)"
    other = f", or name the organ, as in E/RES/{number}({form.session})" if form.session.isalpha() else ""
    return SymbolError(
        f"session {form.session} of the {name} adopted resolutions {form.first} to {form.last}, not {number}",
        where=f"{number} ({form.session})",
        remedy=known + other,
    )


def _check_session(body: bodies.Body, era: bodies.Era, session: str) -> None:
    """Refuse a session that this body cannot have had."""
    if body.numbering == "sequence":
        return
    n = bodies.session_number(session)
    year_numbered = body.numbering == "year" and era is body.eras[-1] and not session.startswith("S-")
    first = body.first or 0
    if year_numbered and (n is None or not first <= n <= (body.last or _LAST_YEAR)):
        until = f"to {body.last}" if body.last else "on"
        raise SymbolError(
            f"the {body.name} numbers by year, from {first} {until}, and {session} is none of these",
            where=session,
            remedy="give the year, or the organ whose session it is, as in A/RES/33/134",
        )
    if not year_numbered and n is not None and n >= 1000:
        raise _year_as_session(body, session)
    behind = BEHIND in era.resolution or BEHIND in era.decision
    if not re.fullmatch(SESSION_BEHIND if behind else SESSION, session):
        raise SymbolError(f"not a session of the {body.name}", where=session, remedy="write it as 52, XXIV or S-2")


def _year_as_session(body: bodies.Body, session: str) -> SymbolError:
    """The refusal of a year where a session belongs."""
    return SymbolError(
        f"{session} is a year, and the {body.name} numbers by session",
        where=session,
        remedy="give the session, or the organ that numbers by year, as in S/RES/1325(2000) or E/RES/2011/7",
    )


def _without_numbers(body: bodies.Body, kind: str, session: str) -> SymbolError:
    """The refusal of a kind that this body does not number."""
    if body.key == "GA":
        return SymbolError(
            f"decisions of the {body.name} had no numbers in session {session}",
            where=session,
            remedy="they have from the 31st (1976) on; name the organ whose decision it is, as in SSC/DEC/19/1",
        )
    other = {"resolution": "decision", "decision": "resolution"}[kind]
    remedy = f"call it a {other}, or name another organ" if body.era(session).template(other) else "name another organ"
    return SymbolError(f"{kind}s of the {body.name} have no numbers", where=session, remedy=remedy)
