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
from resgraph.citations.eras import is_council_number
from resgraph.citations.memory import GENERIC, Memory, year_fits
from resgraph.citations.mention import Mention
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
    return _BY_FORM[mention.form](mention, memory)


@lru_cache(maxsize=1 << 16)
def _in_session(noun: str, session: str, number: str, date: str) -> Decided:
    """57/270 of a day of its session is the Assembly's, where a noun governs it and no other owner is named."""
    if noun not in ("resolution", "decision") or not _PLAIN_PAIR.fullmatch(f"{session}/{number}"):
        return None
    return _by_number(noun, session, number, fits=True) if known.in_session(session, date) else None


def _name_generic(mention: Mention, memory: Memory) -> None:
    """ "The Conference" or "the Commission" is the body named in full before."""
    session, date = mention.session, mention.date
    if mention.body in GENERIC and (meant := memory.meant(mention.body, session, date)):
        mention.body = meant
    if mention.after in GENERIC:
        mention.after = memory.meant(mention.after, session, date)
    if mention.before in GENERIC:
        mention.before = memory.meant(mention.before, session, date)


def _kind(mention: Mention) -> str:
    return "decision" if mention.noun == "decision" else "resolution"


def _pair(mention: Mention, memory: Memory) -> Decided:
    """57/270, S-30/1, 2011/7, 16/18: by the first of the two numbers."""
    governed = mention.noun in ("resolution", "decision") and not mention.loose
    if mention.number[0] == "0" or mention.session[0] == "0":
        # 12/07 is no number of a United Nations body
        return (_kind(mention), "", ("uncertain_body",)) if governed else None
    if len(mention.session) < 4 <= len(mention.number) and _specific(mention.body):
        # 7/2019 of the Conference of FAO: the year comes last
        mention.session, mention.number = mention.number, mention.session
        return _kind(mention), mention.body, ()
    session = mention.session
    may_be_turned = mention.bracketed or session[0] == "S"
    if may_be_turned and mention.body in ("", "its", "GA") and turn_back(mention, mention.date):
        return _kind(mention), "GA", ("ocr_repaired",)
    if session[0] == "E":
        return _kind(mention), "GA", ()
    if session[0] == "S":
        told = mention.noun or mention.body or mention.date or mention.chained
        return (_kind(mention), _special(mention, memory), ()) if told else None
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
    if mention.reported and (reporting := _specific(mention.before)):
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
    kind = _kind(mention)
    if body in _YEAR_BODIES:
        return kind, body, ()
    if body in _GENERIC_BY_YEAR:
        return kind, _GENERIC_BY_YEAR[body], ("uncertain_body",)
    if body in ("", "its", "COUNCIL"):
        return kind, "ECOSOC", () if body == "COUNCIL" or kind == "resolution" else ("uncertain_body",)
    if body in bodies() and body not in _PRINCIPAL:
        return kind, body, ()
    return kind, "ECOSOC", ("uncertain_body",)


def _not_assembly(mention: Mention, memory: Memory) -> Decided:
    """16/18: a session below the 31st was numbered otherwise in the Assembly, so the number is another body's."""
    named = _specific(mention.body) or _specific(mention.after)
    if mention.noun not in ("resolution", "decision"):
        return None
    if (
        mention.loose
        and mention.body not in ("HRC", "COUNCIL")
        and not (named and mention.date and year_fits(named, mention.session, mention.date))
    ):
        return None
    kind = _kind(mention)
    if named:
        return kind, named, ("date_conflict",) if year_fits(named, mention.session, mention.date) is False else ()
    if remembered := memory.bodies.get((mention.session, mention.number)):
        return kind, remembered, ()
    if (before := _specific(mention.before)) and year_fits(before, mention.session, mention.date) is not False:
        return kind, before, () if mention.near else ("uncertain_body",)
    if mention.date and (sitting := memory.sittings.get((mention.session, mention.date))):
        return kind, sitting, ("uncertain_body",)
    if kind == "resolution" and year_fits("HRC", mention.session, mention.date):
        return kind, "HRC", ("uncertain_body",)
    return kind, _conference_of_decisions(mention, memory), ("uncertain_body",)


def _conference_of_decisions(mention: Mention, memory: Memory) -> str:
    """The conference of parties whose decision a number without an owner may be: the one named last, "" if none was."""
    return "" if mention.noun != "decision" else memory.meant("COP", mention.session, mention.date)


def _specific(body: str) -> str:
    """A body that numbers its own sessions; of the councils "the Council" with such a number is Human Rights'."""
    if body == "COUNCIL":
        return "HRC"
    return body if body in bodies() and body not in _PRINCIPAL and body not in GENERIC else ""


def _assembly(mention: Mention, memory: Memory) -> Decided:
    """57/270: the Assembly's, unless words and date give it to another body."""
    session, kind = mention.session, _kind(mention)
    fits = known.in_session(session, mention.date) if mention.date else None
    if named := _specific(mention.body):
        if fits and not mention.shared and year_fits(named, session, mention.date) is not True:
            return kind, "GA", ("uncertain_body",)
        return kind, named, ()
    if not mention.noun or mention.noun == "other":
        if _is_decision(session, mention.number) or not (fits or mention.chained or _stands_alone(mention)):
            return None
        return "resolution", "GA", () if fits or mention.chained else ("uncertain_body",)
    if not fits:
        if after := _specific(mention.after):
            return kind, after, () if year_fits(after, session, mention.date) else ("uncertain_body",)
        before = (
            _specific(mention.before)
            if int(mention.number) <= LAST_OF_OTHERS and _held(mention.before, session)
            else ""
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


def _session(mention: Mention, memory: Memory) -> Decided:
    """2625 (XXV): the sequence 1–3541 tells the Assembly's; others were the Economic and Social Council's."""
    number = int(mention.number)
    kind = _kind(mention)
    own = session_of_number(number) == mention.session
    named = mention.body
    if named == "COUNCIL" and not own:
        named = "ECOSOC"
    if named in bodies() and named not in ("GA", "SC") and named not in GENERIC:
        if (
            own
            and named == "ECOSOC"
            and mention.loose
            and mention.date
            and known.fits(f"A/RES/{number}({mention.session})", mention.date)
        ):
            return "resolution", "GA", ()
        return kind, named, ()
    if own:
        return "resolution", "GA", ()
    if mention.noun not in ("resolution", "decision") or mention.loose:
        return None
    session = session_of_number(number)
    own_words = named in ("GA", "its") and memory.organ == "GA"
    if own_words and session and mention.date and known.fits(f"A/RES/{number}({session})", mention.date):
        # 3334 (XXXIX) of 17 December 1974: the sequence of numbers and the date know the session better than the print
        mention.session = session
        return kind, "GA", ("session_mismatch",)
    if before := _specific(mention.before):
        return kind, before, () if mention.near else ("uncertain_body",)
    return kind, "ECOSOC" if is_council_number(number, mention.session) else "", ("uncertain_body",)


def _year(mention: Mention, _: Memory) -> Decided:
    """1325 (2000): the Security Council's."""
    if not 1946 <= int(mention.session) <= 2099 or not 1 <= int(mention.number) <= 4000:
        return None
    if mention.body not in ("", "its", "SC", "COUNCIL", "GA"):
        return None
    governed = mention.noun == "resolution" and (not mention.loose or mention.body in ("SC", "COUNCIL"))
    if not governed and not mention.chained and not (mention.body == "SC" and mention.noun in ("", "resolution")):
        return None
    return "resolution", "SC", ()


def _treaty_body(mention: Mention, memory: Memory) -> Decided:
    """1/CP.21: the suffix names the conference; XII/7: the owner, or the body whose report was named before."""
    prefix, _, session = mention.session.rpartition(".")
    if prefix and prefix != "SS":
        mention.session = session
        return (
            ("decision", *_of_parties(mention, memory))
            if prefix == "PARTIES"
            else ("decision", _CONFERENCES.get(prefix, ""), ())
        )
    if mention.noun not in ("resolution", "decision") or mention.loose:
        return None
    body = _specific(mention.body) or _specific(mention.after)
    before = _specific(mention.before) if mention.near or mention.body else ""
    sure = body or (before if mention.near else "")
    return (
        _kind(mention),
        sure or before or _conference_of_decisions(mention, memory),
        () if sure else ("uncertain_body",),
    )


def _of_parties(mention: Mention, memory: Memory) -> tuple[str, tuple[str, ...]]:
    """Which conference of parties a suffix means that several have: the one named, else the Climate Convention's."""
    session = mention.session
    named = [body for body in (mention.body, mention.before) if body in _OF_PARTIES]
    heard = memory.meant("COP", session, mention.date)
    body = next(iter([*named, *({heard} & _OF_PARTIES)]), "UNFCCC-COP")
    return body, () if named or heard else ("uncertain_body",)


_BY_FORM = {"pair": _pair, "session": _session, "year": _year, "body": _treaty_body}
