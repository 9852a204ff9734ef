"""Printed hyperlinks: evidence of the lowest rank, wrong in known ways, and never more than a flag.

They are made by machine and by hand: the seed of this project links decision 19/1 of a committee as `A/RES/19/1`, and
57/270 B without its letter.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from resgraph import symbols
from resgraph.errors import SymbolError
from resgraph.models import Text

__all__ = ["linked_symbols"]

_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:undocs\.org|docs\.un\.org)/(?:[a-z-]{2,5}/)?(?P<symbol>[^?#]+)", re.IGNORECASE
)


def linked_symbols(text: Text) -> dict[int, str]:
    """Start of each linked stretch of a text, and the symbol that its link names."""
    found: dict[int, str] = {}
    for link in text.links:
        m = _ADDRESS.match(link.target)
        if m is None:
            continue
        try:
            found[link.start] = symbols.parse(unquote(m["symbol"])).text
        except SymbolError:
            continue
    return found
