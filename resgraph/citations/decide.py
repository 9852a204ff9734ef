"""Whose a number is, and of which kind: by its form, its noun, its owner, and its date against its session.

The arbiter: session N of the Assembly (N ≥ 31) opens in September of 1945 + N, so a dated number shows by itself whether
it is the Assembly's. It is evidence beside the words; what disagrees is flagged, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from resgraph.bodies import bodies
from resgraph.citations import known
from resgraph.citations.memory import GENERIC, Memory, year_fits
from resgraph.citations.mention import Mention
from resgraph.citations.other_forms import by_session, by_year_in_brackets, of_treaty_body
from resgraph.citations.told import PRINCIPAL, Decided, conference_of_decisions, kind_of, specific
from resgraph.citations.turned import FIRST_NEW_SESSION, FUTURE_SESSION, turn_back
from resgraph.sessions import roman

__all__ = ["decide"]

LAST_OF_OTHERS = 120
"""No other body adopts so many resolutions in one session."""
FIRST_YEAR = 1945
"""Session N of the Assembly opens so many years later than this."""
LAST_RESOLUTION = 400
"""The 56th session alone numbered further; from 301, later 401 on, numbers are those of decisions."""
FIRST_DECISION = 301
"""No session numbered its decisions lower."""
_YEAR_BODIES = frozenset({"ECOSOC", "CHR", "SUBCOM", "CPD", "UNDP-EB", "UNICEF-EB"})
"""Bodies that count by the year, to which an "its" or a bare noun before such a number may refer."""
_GENERIC_BY_YEAR = {"BOARD": "UNDP-EB", "COMMISSION": "CHR"}
"""What "the Board" and "the Commission" most likely are before a number of a year."""
_BY_YEAR = _YEAR_BODIES | frozenset(_GENERIC_BY_YEAR)
_PLAIN_PAIR = re.compile("(?:3[1-9]|[4-9][0-9])/[1-9][0-9]{0,2}")
"""Printed as the Assembly's are since its 31st session: not S-30/1, 2011/7, 16/18, 12/07."""
_SPEAKING = frozenset({"", "its", "GA"})
"""Owners that a dated number of the Assembly may have."""


def decide(mention: Mention, memory: Memory, look_back: Callable[[Mention], None] | None) -> Decided:
    """Kind, body and flags of a number; None where it is no citation. `look_back` tells what was named before it."""
    date = mention.date
    if date and mention.body in _SPEAKING and mention.form == "pair" and not mention.bracketed:
        decided = _in_session(mention.noun, mention.session, mention.number, date)
        if decided is not None:
            return decided
    if look_back is not None:
        look_back(mention)
    _name_generic(mention, memory)
    if mention.form == "pair":
        return _pair(mention, memory)
    if mention.form == "session":
        return by_session(mention, memory)
    return by_year_in_brackets(mention) if mention.form == "year" else of_treaty_body(mention, memory)


@lru_cache(maxsize=1 << 16)
def _in_session(noun: str, session: str, number: str, date: str) -> Decided:
    """57/270 of a day of its session is the Assembly's, where a noun governs it and no other owner is named."""
    if noun not in ("resolution", "decision") or not _PLAIN_PAIR.fullmatch(f"{session}/{number}"):
        return None
    return _by_number(noun, session, number, fits=True) if known.in_session(session, date) else None


def _name_generic(mention: Mention, memory: Memory) -> None:
    # "the Conference" or "the Commission" is the body named in full before
    session, date = mention.session, mention.date
    if mention.body in GENERIC and (meant := memory.meant(mention.body, session, date)):
        mention.body = meant
    if mention.after in GENERIC:
        mention.after = memory.meant(mention.after, session, date)
    if mention.before in GENERIC:
        mention.before = memory.meant(mention.before, session, date)


def _pair(mention: Mention, memory: Memory) -> Decided:
    """57/270, S-30/1, 2011/7, 16/18: by the first of the two numbers."""
    governed = mention.noun in ("resolution", "decision") and not mention.loose
    if mention.number[0] == "0" or mention.session[0] == "0":
        # 12/07 is no number of a United Nations body
        return (kind_of(mention), "", ("uncertain_body",)) if governed else None
    if len(mention.session) < 4 <= len(mention.number) and specific(mention.body):
        # 7/2019 of the Conference of FAO: the year comes last
        mention.session, mention.number = mention.number, mention.session
        return kind_of(mention), mention.body, ()
    session = mention.session
    may_be_turned = mention.bracketed or session[0] == "S"
    if may_be_turned and mention.body in _SPEAKING and turn_back(mention, mention.date):
        return kind_of(mention), "GA", ("ocr_repaired",)
    if session[0] == "E":
        return kind_of(mention), "GA", ()
    if session[0] == "S":
        told = mention.noun or mention.body or mention.date or mention.chained
        return (kind_of(mention), _special(mention, memory), ()) if told else None
    if len(session) == 4:
        return _by_year(mention, memory)
    if len(session) == 3 or len(mention.number) > 3 or (mention.noun == "other" and not mention.loose):
        return None
    return _not_assembly(mention, memory) if int(session) < FIRST_NEW_SESSION else _assembly(mention, memory)


def _held(body: str, session: str) -> bool:
    """Whether a body can have held that session by now, as far as a rule is known."""
    year = known.year_of(body, session) if body in bodies() else None
    return year is None or year < FIRST_YEAR + FUTURE_SESSION


def _special(mention: Mention, memory: Memory) -> str:
    """S-30/1 may be the Assembly's or the Human Rights Council's special session."""
    if mention.body in ("HRC", "COUNCIL"):
        return "HRC"
    if (
        mention.body == "its"
        and mention.before in ("HRC", "COUNCIL")
        and mention.date
        and _exists(mention.session, mention.number)
    ):
        fits = known.fits(f"A/RES/{mention.session}/{mention.number}", mention.date)
        return "HRC" if fits is False and year_fits("HRC", mention.session, mention.date) else "GA"
    if mention.body in ("its", "GA"):
        return "GA"
    if mention.reported and (reporting := specific(mention.before)):
        if reporting == "UNEP-GC":
            mention.session = f"SS.{roman(int(mention.session[2:]))}"
        return reporting
    if remembered := memory.bodies.get((mention.session, mention.number)):
        return remembered
    if mention.date:
        fits = (
            known.fits(f"A/RES/{mention.session}/{mention.number}", mention.date)
            if _exists(mention.session, mention.number)
            else False
        )
        held = fits is None and year_fits("HRC", mention.session, mention.date)
        return "HRC" if held or fits is False else "GA"
    return "GA" if _exists(mention.session, mention.number) else "HRC"


def _exists(session: str, number: str) -> bool:
    return known.composed("GA", "resolution", session, number) is not None


def _is_decision(session: str, number: str) -> bool:
    return int(number) > LAST_RESOLUTION and not _exists(session, number)


def _by_year(mention: Mention, memory: Memory) -> Decided:
    """2011/7: the Economic and Social Council's since 1978, or another body's that counts by the year."""
    session, number = mention.session, int(mention.number)
    if not 1946 <= int(session) <= 2099 or number >= 1000 or mention.noun not in ("resolution", "decision"):
        return None
    body = mention.body
    no_own = body == "" or memory.organ == "GA"  # the Assembly does not count by the year
    if body in ("", "its") and (mention.near or no_own) and mention.before in _BY_YEAR:
        body = mention.before
    if body in ("", "its") and mention.after in _YEAR_BODIES:
        body = mention.after
    if mention.loose and not body:
        return None
    kind = kind_of(mention)
    if body in _YEAR_BODIES:
        return kind, body, ()
    if body in _GENERIC_BY_YEAR:
        return kind, _GENERIC_BY_YEAR[body], ("uncertain_body",)
    if body in ("", "its", "COUNCIL"):
        return kind, "ECOSOC", () if body == "COUNCIL" or kind == "resolution" else ("uncertain_body",)
    if body in bodies() and body not in PRINCIPAL:
        return kind, body, ()
    return kind, "ECOSOC", ("uncertain_body",)


def _not_assembly(mention: Mention, memory: Memory) -> Decided:
    """16/18: a session below the 31st was numbered otherwise in the Assembly, so the number is another body's."""
    named = specific(mention.body) or specific(mention.after)
    if mention.noun not in ("resolution", "decision"):
        return None
    if (
        mention.loose
        and mention.body not in ("HRC", "COUNCIL")
        and not (named and mention.date and year_fits(named, mention.session, mention.date))
    ):
        return None
    kind = kind_of(mention)
    if named:
        return kind, named, ("date_conflict",) if year_fits(named, mention.session, mention.date) is False else ()
    if remembered := memory.bodies.get((mention.session, mention.number)):
        return kind, remembered, ()
    if (before := specific(mention.before)) and year_fits(before, mention.session, mention.date) is not False:
        return kind, before, () if mention.near else ("uncertain_body",)
    if mention.date and (sitting := memory.sittings.get((mention.session, mention.date))):
        return kind, sitting, ("uncertain_body",)
    if kind == "resolution" and year_fits("HRC", mention.session, mention.date):
        return kind, "HRC", ("uncertain_body",)
    return kind, conference_of_decisions(mention, memory), ("uncertain_body",)


def _assembly(mention: Mention, memory: Memory) -> Decided:
    """57/270: the Assembly's, unless words and date give it to another body."""
    session, kind = mention.session, kind_of(mention)
    fits = known.in_session(session, mention.date) if mention.date else None
    if named := specific(mention.body):
        if fits and not mention.shared and year_fits(named, session, mention.date) is not True:
            return kind, "GA", ("uncertain_body",)
        return kind, named, ()
    if not mention.noun or mention.noun == "other":
        if _is_decision(session, mention.number) or not (fits or mention.chained or _stands_alone(mention)):
            return None
        return "resolution", "GA", () if fits or mention.chained else ("uncertain_body",)
    if not fits:
        if after := specific(mention.after):
            return kind, after, () if year_fits(after, session, mention.date) else ("uncertain_body",)
        before = (
            specific(mention.before) if int(mention.number) <= LAST_OF_OTHERS and _held(mention.before, session) else ""
        )
        if mention.body in ("", "its") and before:
            agrees = year_fits(before, session, mention.date)
            if agrees or (
                mention.near and agrees is None and fits is None and (mention.body == "its" or mention.reported)
            ):
                return kind, before, () if mention.near else ("uncertain_body",)
    if fits is None and mention.body == "" and (remembered := memory.bodies.get((session, mention.number))):
        return kind, remembered, ()
    if fits is False and not mention.shared and mention.body in ("", "its") and year_fits("HRC", session, mention.date):
        return kind, "HRC", ("uncertain_body",)
    if mention.body and mention.body not in ("GA", "its") and not fits:
        return kind, "" if kind == "decision" else "GA", ("uncertain_body",)
    return _by_number(kind, session, mention.number, fits=fits is True)


def _by_number(kind: str, session: str, number: str, *, fits: bool) -> Decided:
    """Resolutions and decisions of the Assembly have numbers of their own, which know better than a noun that disagrees."""
    if kind == "resolution" and _is_decision(session, number):
        return "decision", "GA", ("session_mismatch",)
    if kind == "decision" and int(number) < FIRST_DECISION and fits:
        return "resolution", "GA", ("session_mismatch",)
    return kind, "GA", ()


def _stands_alone(mention: Mention) -> bool:
    """A bare pair that can be nothing but a resolution: not 50/50, 60/40, 31/12."""
    a, b = int(mention.session), int(mention.number)
    return mention.date is None and a + b != 100 and a <= 99 and (b > 31 or a > 31)
