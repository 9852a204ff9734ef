"""Answers about symbols that every text asks for again, kept: the same few thousand resolutions are cited everywhere.

>>> fits("A/RES/33/134", "1978-12-19"), later("A/RES/77/1", "A/RES/75/80"), composed("GA", "resolution", "33", "134")
(True, True, 'A/RES/33/134')
"""

from __future__ import annotations

from functools import lru_cache

from resgraph import bodies, symbols
from resgraph.errors import SymbolError

__all__ = ["composed", "fits", "in_session", "later", "members", "named", "numbered_kind", "year_of"]

_KEPT = 1 << 16

fits = lru_cache(maxsize=_KEPT)(symbols.fits)
"""Whether a document can have been adopted on a date: `symbols.fits`."""


@lru_cache(maxsize=_KEPT)
def in_session(session: str, date: str) -> bool | None:
    """Whether the Assembly can have adopted something on a date in a session that restarts its numbers; None where no rule is known."""
    return symbols.fits(f"A/RES/{session}/1", date)


@lru_cache(maxsize=_KEPT)
def composed(body: str, kind: str, session: str, number: str, part: str = "") -> str | None:
    """The canonical symbol of a number as printed; None where there can be none."""
    try:
        return symbols.compose(body, kind, session, int(number), part)
    except SymbolError:
        return None


@lru_cache(maxsize=_KEPT)
def named(body: str, kind: str, session: str, number: str, part: str) -> tuple[str, str | None]:
    """The kind of a number as its body has it, and its canonical symbol; None where there can be none."""
    kind = numbered_kind(kind, body, session)
    return kind, composed(body, kind, session, number, part) if body else None


@lru_cache(maxsize=_KEPT)
def year_of(body: str, session: str) -> int | None:
    """The year in which a body held a session; None where no rule is known."""
    return bodies.body(body).year_of(session)


@lru_cache(maxsize=_KEPT)
def members(printed: str) -> tuple[tuple[str, str, str], ...]:
    """Canonical symbol, kind and body of each document that a printed symbol names; none where it cannot be read."""
    try:
        symbol = symbols.parse(printed)
    except SymbolError:
        return ()
    return tuple((member, symbol.kind, symbol.body) for member in symbol.members)


@lru_cache(maxsize=_KEPT)
def later(cited: str, citing: str) -> bool:
    """Whether session and number of one resolution come after those of another of the same body."""
    one, other = symbols.parse(cited), symbols.parse(citing)
    if one.body != other.body or not (one.session or "").isdigit() or not (other.session or "").isdigit():
        return False
    return (int(one.session or 0), one.number or 0) > (int(other.session or 0), other.number or 0)


@lru_cache(maxsize=_KEPT)
def numbered_kind(kind: str, body: str, session: str) -> str:
    """The kind that a body numbers, where it numbers one only: translations call a committee's decision a resolution."""
    if not body or bodies.body(body).era(session).template(kind):
        return kind
    other = "decision" if kind == "resolution" else "resolution"
    return other if bodies.body(body).era(session).template(other) else kind
