"""Pairs that print has turned about, as old Arabic pages do: (90/34) of 1979 is 34/90, S-1/32 of 2021 S-32/1."""

from __future__ import annotations

from resgraph.citations import known
from resgraph.citations.mention import Mention

__all__ = ["FIRST_NEW_SESSION", "FUTURE_SESSION", "turn_back"]

FIRST_NEW_SESSION = 31
"""From the 31st session (1976) on a resolution is session/number."""
FUTURE_SESSION = 90
"""It opens in 2035: a session from here on is a number turned about."""


def turn_back(mention: Mention, date: str | None) -> bool:
    """Put a pair of the Assembly right where its date, or a session yet to come, shows it turned; whether it was.

    Only those in brackets of their own and those of special sessions are printed so.

    >>> pair = Mention(0, 5, "pair", "34", "90", bracketed=True)
    >>> turn_back(pair, "1979-12-12"), pair.session, pair.number
    (True, '34', '90')
    """
    prefix = "S-" if mention.session[0] == "S" else ""
    session, number = prefix + mention.number, mention.session.removeprefix("S-")
    if date:
        right = known.composed("GA", "resolution", session, number)
        printed = known.composed("GA", "resolution", mention.session, mention.number)
        stands = printed is not None and (prefix != "" or known.fits(printed, date) is not False)
        turned = right is not None and not stands and known.fits(right, date) is True
    else:
        turned = not prefix and len(number) < 3 and int(number) >= FUTURE_SESSION > int(session) >= FIRST_NEW_SESSION
    if turned:
        mention.session, mention.number = session, number
    return turned
