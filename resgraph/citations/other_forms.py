"""Whose a number is that is no pair: 2625 (XXV), 1325 (2000), 1/CP.21, XXII/1."""

from __future__ import annotations

from resgraph.bodies import bodies
from resgraph.citations import known
from resgraph.citations.eras import is_council_number
from resgraph.citations.memory import GENERIC, Memory
from resgraph.citations.mention import Mention
from resgraph.citations.told import Decided, conference_of_decisions, kind_of, specific
from resgraph.sessions import session_of_number

__all__ = ["by_session", "by_year_in_brackets", "of_treaty_body"]

_CONFERENCES = {"CP": "UNFCCC-COP", "CMP": "UNFCCC-CMP", "CMA": "UNFCCC-CMA", "COP": "UNCCD-COP"}
_OF_PARTIES = frozenset({"UNFCCC-COP", "UNCCD-COP"})
"""What Arabic writes with one suffix."""


def by_session(mention: Mention, memory: Memory) -> Decided:
    """2625 (XXV): the sequence 1–3541 tells the Assembly's; others were the Economic and Social Council's."""
    number = int(mention.number)
    kind = kind_of(mention)
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
    if before := specific(mention.before):
        return kind, before, () if mention.near else ("uncertain_body",)
    return kind, "ECOSOC" if is_council_number(number, mention.session) else "", ("uncertain_body",)


def by_year_in_brackets(mention: Mention) -> Decided:
    """1325 (2000): the Security Council's."""
    if not 1946 <= int(mention.session) <= 2099 or not 1 <= int(mention.number) <= 4000:
        return None
    if mention.body not in ("", "its", "SC", "COUNCIL", "GA"):
        return None
    governed = mention.noun == "resolution" and (not mention.loose or mention.body in ("SC", "COUNCIL"))
    if not governed and not mention.chained and not (mention.body == "SC" and mention.noun in ("", "resolution")):
        return None
    return "resolution", "SC", ()


def of_treaty_body(mention: Mention, memory: Memory) -> Decided:
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
    body = specific(mention.body) or specific(mention.after)
    before = specific(mention.before) if mention.near or mention.body else ""
    sure = body or (before if mention.near else "")
    return (
        kind_of(mention),
        sure or before or conference_of_decisions(mention, memory),
        () if sure else ("uncertain_body",),
    )


def _of_parties(mention: Mention, memory: Memory) -> tuple[str, tuple[str, ...]]:
    """Which conference of parties a suffix means that several have: the one named, else the Climate Convention's."""
    session = mention.session
    named = [body for body in (mention.body, mention.before) if body in _OF_PARTIES]
    heard = memory.meant("COP", session, mention.date)
    body = next(iter([*named, *({heard} & _OF_PARTIES)]), "UNFCCC-COP")
    return body, () if named or heard else ("uncertain_body",)
