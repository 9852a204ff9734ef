"""Printed hyperlinks: evidence of the lowest rank, wrong in known ways, and never more than a flag.

They are made by machine and by hand: the seed of this project links decision 19/1 of a committee as `A/RES/19/1`. A link
that only says less than the words (57/270 B without its letter, one half of a joint symbol, the first of a range), or
adds the library's `(supp)` or a volume, does not disagree with them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from resgraph import symbols
from resgraph.errors import SymbolError
from resgraph.models import Text

__all__ = ["agrees", "linked_symbols"]

_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:undocs\.org|docs\.un\.org)/(?:(?:ar|en|es|fr|ru|zh)/)?(?P<symbol>[^?#]+)", re.IGNORECASE
)
_SUPPLEMENT = re.compile(r"\((?:SUPP|Vol\.[IVX]+|Part[IVX]+)\)\Z")
"""What the library adds to the symbol of a report that is a supplement of the Official Records, or a volume of one."""


@lru_cache(maxsize=1 << 16)
def agrees(linked: str, cited: str) -> bool:
    """Whether a link names the document that the words name, or the whole, a half or a supplement of it.

    >>> agrees("A/RES/57/270", "A/RES/57/270B"), agrees("A/48/486", "A/48/486-S/26560"), agrees("A/62/54(SUPP)", "A/62/54")
    (True, True, True)
    >>> agrees("A/RES/19/1", "SSC/DEC/19/1"), agrees("A/RES/57/270A", "A/RES/57/270B")
    (False, False)
    """
    less = _SUPPLEMENT.sub("", linked)
    if linked == cited or less == cited or less in cited.split("-"):
        return True
    try:
        words, link = symbols.parse(cited), symbols.parse(linked)
    except SymbolError:
        return False
    first, _, last = link.part.partition("-")
    return words.whole == link.whole and (not first or first <= words.part <= (last or first))


def linked_symbols(text: Text) -> dict[int, str]:
    """Start of each linked stretch of a text, and the symbol that its link names; as written where it is none."""
    found: dict[int, str] = {}
    for link in text.links:
        if symbol := _named(link.target):
            found[link.start] = symbol
    return found


@lru_cache(maxsize=1 << 16)
def _named(address: str) -> str | None:
    """The symbol that an address of the document server asks for; None for any other address."""
    m = _ADDRESS.match(address)
    if m is None:
        return None
    target = unquote(m["symbol"])
    try:
        return symbols.parse(target).text
    except SymbolError:
        return target
