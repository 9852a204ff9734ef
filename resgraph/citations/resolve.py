"""Deciding what a printed form refers to: from number, noun, owner and date to a canonical symbol.

A date that cannot be is flagged where it stands right at the number, and not taken from another number of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from resgraph import symbols
from resgraph.citations import known
from resgraph.citations.decide import decide
from resgraph.citations.memory import Memory
from resgraph.citations.mention import Mention
from resgraph.errors import SymbolError

__all__ = ["Reference", "resolve"]


class Reference:
    """A mention decided; one is handed out for all mentions that say the same."""

    cited: str | None
    kind: str
    body: str
    date: str | None
    flags: tuple[str, ...]
    numbered: bool
    """It is a resolution or decision, of which one can be later than another."""

    def __init__(self, cited: str | None, kind: str, body: str, date: str | None, flags: tuple[str, ...] = ()) -> None:
        self.cited = cited
        self.kind = kind
        self.body = body
        self.date = date
        self.flags = flags
        self.numbered = kind in ("resolution", "decision")


def resolve(mention: Mention, memory: Memory, look_back: Callable[[Mention], None] | None) -> Sequence[Reference]:
    """What a mention refers to, one reference a part letter; empty where it is no citation.

    `look_back` tells of a mention what was named before it.
    """
    if mention.form == "symbol":
        if len(mention.parts) == 1:
            return _symbol(mention.symbol + mention.parts[0], mention.date)
        return [reference for part in mention.parts for reference in _symbol(mention.symbol + part, mention.date)]
    if mention.form == "sales":
        # the first letter is the language of the edition; the key uses E
        number = mention.number.split(".", 1)[1] if mention.number[0].isalpha() else mention.number
        return [_named(f"SALES/E.{number}", "publication")]
    if mention.form == "treaty":
        return [_named(f"UNTS/{mention.session}/{mention.number}", "treaty")]
    decided = decide(mention, memory, look_back)
    if decided is None:
        return []
    kind, body, doubts = decided
    session, number, date = mention.session, mention.number, mention.date
    flags = (*mention.flags, *doubts) if mention.flags else doubts
    references = []
    for part in mention.parts:
        reference, fits = _reference(body, kind, session, number, part, date, flags)
        if date and reference.cited:
            if not mention.shared:
                memory.dates.setdefault(reference.cited, date)
            elif fits is False or memory.dates.get(reference.cited, date) != date:
                # the date beside it in the list is another's where it does not fit, or where this one has printed its own before
                reference, _ = _reference(body, kind, session, number, part, None, flags)
        references.append(reference)
    if body and not doubts:
        memory.bodies[session, number] = body
        if date and body != "GA":
            memory.sittings[session, date] = body
    return references


@lru_cache(maxsize=1 << 16)
def _reference(
    body: str, kind: str, session: str, number: str, part: str, date: str | None, flags: tuple[str, ...]
) -> tuple[Reference, bool | None]:
    """The symbol of a number, and whether its date can be right; None where no rule is known."""
    kind, cited = known.named(body, kind, session, number, part)
    if cited is None:
        flags = (*flags, "unparsed")
    fits = known.fits(cited, date) if cited and date else None
    if fits is False:
        flags = (*flags, "date_conflict")
    return Reference(cited, kind, body, date, tuple(dict.fromkeys(flags))), fits


@lru_cache(maxsize=1 << 16)
def _symbol(printed: str, date: str | None) -> tuple[Reference, ...]:
    if named := known.members(printed):
        return tuple(Reference(member, kind, body, date) for member, kind, body in named)
    upper = printed.upper()
    kind = "resolution" if "/RES/" in upper else "decision" if "/DEC/" in upper else "document"
    return (Reference(None, kind, "", date, ("unparsed",)),)


def _named(text: str, kind: str) -> Reference:
    try:
        return Reference(symbols.parse(text).text, kind, "", None)
    except SymbolError:
        return Reference(None, kind, "", None, ("unparsed",))
