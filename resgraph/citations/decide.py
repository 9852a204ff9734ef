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
from resgraph.citations.case import Case
from resgraph.citations.eras import is_council_number
from resgraph.citations.memory import GENERIC, year_fits
from resgraph.citations.turned import FIRST_NEW_SESSION, FUTURE_SESSION, turn_back
from resgraph.sessions import roman, session_of_number

__all__ = ["Decided", "decide"]

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
_PRINCIPAL = frozenset({"GA", "SC", "ECOSOC"})
_CONFERENCES = {"CP": "UNFCCC-COP", "CMP": "UNFCCC-CMP", "CMA": "UNFCCC-CMA", "COP": "UNCCD-COP"}
_OF_PARTIES = frozenset({"UNFCCC-COP", "UNCCD-COP"})
"""What Arabic writes with one suffix."""
Decided = tuple[str, str, tuple[str, ...]] | None
"""Kind, body ("" where it cannot be told), flags; None for what is no citation."""


def decide(case: Case, look_back: Callable[[Case], None] | None) -> Decided:
    """Kind, body and flags of a number; None where it is no citation. `look_back` tells what was named before it."""
    mention, date = case.mention, case.date
    if date and case.body in _SPEAKING and mention.form == "pair" and not mention.bracketed:
        decided = _in_session(case.noun, mention.session, mention.number, date)
        if decided is not None:
            return decided
    if look_back is not None:
        look_back(case)
    _name_generic(case)
    return _BY_FORM[mention.form](case)


@lru_cache(maxsize=1 << 16)
def _in_session(noun: str, session: str, number: str, date: str) -> Decided:
    """57/270 of a day of its session is the Assembly's, where a noun governs it and no other owner is named."""
    if noun not in ("resolution", "decision") or not _PLAIN_PAIR.fullmatch(f"{session}/{number}"):
        return None
    return _by_number(noun, session, number, fits=True) if known.in_session(session, date) else None


def _name_generic(case: Case) -> None:
    """ "The Conference" or "the Commission" is the body named in full before."""
    memory, session, date = case.memory, case.mention.session, case.date
    if case.body in GENERIC and (meant := memory.meant(case.body, session, date)):
        case.body = meant
    if case.after in GENERIC:
        case.after = memory.meant(case.after, session, date)
    if case.before in GENERIC:
        case.before = memory.meant(case.before, session, date)


def _kind(case: Case) -> str:
    return "decision" if case.noun == "decision" else "resolution"


def _pair(case: Case) -> Decided:
    """57/270, S-30/1, 2011/7, 16/18: by the first of the two numbers."""
    mention = case.mention
    governed = case.noun in ("resolution", "decision") and not case.loose
    if mention.number[0] == "0" or mention.session[0] == "0":
        # 12/07 is no number of a United Nations body
        return (_kind(case), "", ("uncertain_body",)) if governed else None
    if len(mention.session) < 4 <= len(mention.number) and _specific(case.body):
        # 7/2019 of the Conference of FAO: the year comes last
        mention.session, mention.number = mention.number, mention.session
        return _kind(case), case.body, ()
    session = mention.session
    may_be_turned = mention.bracketed or session[0] == "S"
    if may_be_turned and case.body in ("", "its", "GA") and turn_back(mention, case.date):
        return _kind(case), "GA", ("ocr_repaired",)
    if session[0] == "E":
        return _kind(case), "GA", ()
    if session[0] == "S":
        told = case.noun or case.body or case.date or case.chained
        return (_kind(case), _special(case), ()) if told else None
    if len(session) == 4:
        return _by_year(case)
    if len(session) == 3 or len(mention.number) > 3 or (case.noun == "other" and not case.loose):
        return None
    return _not_assembly(case) if int(session) < FIRST_NEW_SESSION else _assembly(case)


def _held(body: str, session: str) -> bool:
    """Whether a body can have held that session by now, as far as a rule is known."""
    year = known.year_of(body, session) if body in bodies() else None
    return year is None or year < FIRST_YEAR + FUTURE_SESSION


def _special(case: Case) -> str:
    """S-30/1 may be the Assembly's or the Human Rights Council's special session."""
    mention = case.mention
    if case.body in ("HRC", "COUNCIL"):
        return "HRC"
    if (
        case.body == "its"
        and case.before in ("HRC", "COUNCIL")
        and case.date
        and _exists(mention.session, mention.number)
    ):
        fits = known.fits(f"A/RES/{mention.session}/{mention.number}", case.date)
        return "HRC" if fits is False and year_fits("HRC", mention.session, case.date) else "GA"
    if case.body in ("its", "GA"):
        return "GA"
    if case.reported and (reporting := _specific(case.before)):
        if reporting == "UNEP-GC":
            mention.session = f"SS.{roman(int(mention.session[2:]))}"
        return reporting
    if remembered := case.memory.bodies.get((mention.session, mention.number)):
        return remembered
    if case.date:
        fits = (
            known.fits(f"A/RES/{mention.session}/{mention.number}", case.date)
            if _exists(mention.session, mention.number)
            else False
        )
        held = fits is None and year_fits("HRC", mention.session, case.date)
        return "HRC" if held or fits is False else "GA"
    return "GA" if _exists(mention.session, mention.number) else "HRC"


def _exists(session: str, number: str) -> bool:
    return known.composed("GA", "resolution", session, number) is not None


def _is_decision(session: str, number: str) -> bool:
    return int(number) > LAST_RESOLUTION and not _exists(session, number)


def _by_year(case: Case) -> Decided:
    """2011/7: the Economic and Social Council's since 1978, or another body's that counts by the year."""
    session, number = case.mention.session, int(case.mention.number)
    if not 1946 <= int(session) <= 2099 or number >= 1000 or case.noun not in ("resolution", "decision"):
        return None
    body = case.body
    no_own = body == "" or case.memory.organ == "GA"  # the Assembly does not count by the year
    if body in ("", "its") and (case.near or no_own) and case.before in _BY_YEAR:
        body = case.before
    if body in ("", "its") and case.after in _YEAR_BODIES:
        body = case.after
    if case.loose and not body:
        return None
    kind = _kind(case)
    if body in _YEAR_BODIES:
        return kind, body, ()
    if body in _GENERIC_BY_YEAR:
        return kind, _GENERIC_BY_YEAR[body], ("uncertain_body",)
    if body in ("", "its", "COUNCIL"):
        return kind, "ECOSOC", () if body == "COUNCIL" or kind == "resolution" else ("uncertain_body",)
    if body in bodies() and body not in _PRINCIPAL:
        return kind, body, ()
    return kind, "ECOSOC", ("uncertain_body",)


def _not_assembly(case: Case) -> Decided:
    """16/18: a session below the 31st was numbered otherwise in the Assembly, so the number is another body's."""
    mention = case.mention
    named = _specific(case.body) or _specific(case.after)
    if case.noun not in ("resolution", "decision"):
        return None
    if (
        case.loose
        and case.body not in ("HRC", "COUNCIL")
        and not (named and case.date and year_fits(named, mention.session, case.date))
    ):
        return None
    kind = _kind(case)
    if named:
        return kind, named, ("date_conflict",) if year_fits(named, mention.session, case.date) is False else ()
    if remembered := case.memory.bodies.get((mention.session, mention.number)):
        return kind, remembered, ()
    if (before := _specific(case.before)) and year_fits(before, mention.session, case.date) is not False:
        return kind, before, () if case.near else ("uncertain_body",)
    if case.date and (sitting := case.memory.sittings.get((mention.session, case.date))):
        return kind, sitting, ("uncertain_body",)
    if kind == "resolution" and year_fits("HRC", mention.session, case.date):
        return kind, "HRC", ("uncertain_body",)
    return kind, _conference_of_decisions(case), ("uncertain_body",)


def _conference_of_decisions(case: Case) -> str:
    """The conference of parties whose decision a number without an owner may be: the one named last, "" if none was."""
    return "" if case.noun != "decision" else case.memory.meant("COP", case.mention.session, case.date)


def _specific(body: str) -> str:
    """A body that numbers its own sessions; of the councils "the Council" with such a number is Human Rights'."""
    if body == "COUNCIL":
        return "HRC"
    return body if body in bodies() and body not in _PRINCIPAL and body not in GENERIC else ""


def _assembly(case: Case) -> Decided:
    """57/270: the Assembly's, unless words and date give it to another body."""
    mention = case.mention
    session, kind = mention.session, _kind(case)
    fits = known.in_session(session, case.date) if case.date else None
    if named := _specific(case.body):
        if fits and not case.shared and year_fits(named, session, case.date) is not True:
            return kind, "GA", ("uncertain_body",)
        return kind, named, ()
    if not case.noun or case.noun == "other":
        if _is_decision(session, mention.number) or not (fits or case.chained or _stands_alone(case)):
            return None
        return "resolution", "GA", () if fits or case.chained else ("uncertain_body",)
    if not fits:
        if after := _specific(case.after):
            return kind, after, () if year_fits(after, session, case.date) else ("uncertain_body",)
        before = _specific(case.before) if int(mention.number) <= LAST_OF_OTHERS and _held(case.before, session) else ""
        if case.body in ("", "its") and before:
            agrees = year_fits(before, session, case.date)
            if agrees or (case.near and agrees is None and fits is None and (case.body == "its" or case.reported)):
                return kind, before, () if case.near else ("uncertain_body",)
    if fits is None and case.body == "" and (remembered := case.memory.bodies.get((session, mention.number))):
        return kind, remembered, ()
    if fits is False and not case.shared and case.body in ("", "its") and year_fits("HRC", session, case.date):
        return kind, "HRC", ("uncertain_body",)
    if case.body and case.body not in ("GA", "its") and not fits:
        return kind, "" if kind == "decision" else "GA", ("uncertain_body",)
    return _by_number(kind, session, mention.number, fits=fits is True)


def _by_number(kind: str, session: str, number: str, *, fits: bool) -> Decided:
    """Resolutions and decisions of the Assembly have numbers of their own, which know better than a noun that disagrees."""
    if kind == "resolution" and _is_decision(session, number):
        return "decision", "GA", ("session_mismatch",)
    if kind == "decision" and int(number) < FIRST_DECISION and fits:
        return "resolution", "GA", ("session_mismatch",)
    return kind, "GA", ()


def _stands_alone(case: Case) -> bool:
    """A bare pair that can be nothing but a resolution: not 50/50, 60/40, 31/12."""
    a, b = int(case.mention.session), int(case.mention.number)
    return case.date is None and a + b != 100 and a <= 99 and (b > 31 or a > 31)


def _session(case: Case) -> Decided:
    """2625 (XXV): the sequence 1–3541 tells the Assembly's; others were the Economic and Social Council's."""
    mention = case.mention
    number = int(mention.number)
    kind = _kind(case)
    own = session_of_number(number) == mention.session
    named = case.body
    if named == "COUNCIL" and not own:
        named = "ECOSOC"
    if named in bodies() and named not in ("GA", "SC") and named not in GENERIC:
        if (
            own
            and named == "ECOSOC"
            and case.loose
            and case.date
            and known.fits(f"A/RES/{number}({mention.session})", case.date)
        ):
            return "resolution", "GA", ()
        return kind, named, ()
    if own:
        return "resolution", "GA", ()
    if case.noun not in ("resolution", "decision") or case.loose:
        return None
    session = session_of_number(number)
    own_words = named in ("GA", "its") and case.memory.organ == "GA"
    if own_words and session and case.date and known.fits(f"A/RES/{number}({session})", case.date):
        # 3334 (XXXIX) of 17 December 1974: the sequence of numbers and the date know the session better than the print
        mention.session = session
        return kind, "GA", ("session_mismatch",)
    if before := _specific(case.before):
        return kind, before, () if case.near else ("uncertain_body",)
    return kind, "ECOSOC" if is_council_number(number, mention.session) else "", ("uncertain_body",)


def _year(case: Case) -> Decided:
    """1325 (2000): the Security Council's."""
    if not 1946 <= int(case.mention.session) <= 2099 or not 1 <= int(case.mention.number) <= 4000:
        return None
    if case.body not in ("", "its", "SC", "COUNCIL", "GA"):
        return None
    governed = case.noun == "resolution" and (not case.loose or case.body in ("SC", "COUNCIL"))
    if not governed and not case.chained and not (case.body == "SC" and case.noun in ("", "resolution")):
        return None
    return "resolution", "SC", ()


def _treaty_body(case: Case) -> Decided:
    """1/CP.21: the suffix names the conference; XII/7: the owner, or the body whose report was named before."""
    mention = case.mention
    prefix, _, session = mention.session.rpartition(".")
    if prefix and prefix != "SS":
        mention.session = session
        return (
            ("decision", *_of_parties(case)) if prefix == "PARTIES" else ("decision", _CONFERENCES.get(prefix, ""), ())
        )
    if case.noun not in ("resolution", "decision") or case.loose:
        return None
    body = _specific(case.body) or _specific(case.after)
    before = _specific(case.before) if case.near or case.body else ""
    sure = body or (before if case.near else "")
    return _kind(case), sure or before or _conference_of_decisions(case), () if sure else ("uncertain_body",)


def _of_parties(case: Case) -> tuple[str, tuple[str, ...]]:
    """Which conference of parties a suffix means that several have: the one named, else the Climate Convention's."""
    session = case.mention.session
    named = [body for body in (case.body, case.before) if body in _OF_PARTIES]
    heard = case.memory.meant("COP", session, case.date)
    body = next(iter([*named, *({heard} & _OF_PARTIES)]), "UNFCCC-COP")
    return body, () if named or heard else ("uncertain_body",)


_BY_FORM = {"pair": _pair, "session": _session, "year": _year, "body": _treaty_body}
