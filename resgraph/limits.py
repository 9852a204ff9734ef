"""How much of anything resgraph takes from a stranger: one table, changed by the environment variable RESGRAPH_LIMITS.

    RESGRAPH_LIMITS="pages=10000,file=500MB" resgraph extract report.pdf

A bound that is reached gives one line that names it and says how to raise it, and the rest of the work goes on. Bytes may
be written with KB, MB or GB, thousands each.

>>> limit("pages"), raised("pages", 12_000)
(3000, 'raise the limit: RESGRAPH_LIMITS=pages=12000')
>>> shown("file")
'200 MB'
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields, replace
from functools import cache

from resgraph.errors import ResgraphError

__all__ = ["Limits", "limit", "raised", "shown"]

VARIABLE = "RESGRAPH_LIMITS"
_BYTES = ("file", "archive", "part", "download")
_SIZES = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}
_ENTRY = re.compile(r"\s*([a-z]+)\s*=\s*([0-9]{1,15})\s*(|KB|MB|GB)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds and their defaults; each is far above any document of the United Nations."""

    file: int = 200_000_000
    """Bytes of one file, or of one member of an archive."""
    archive: int = 4_000_000_000
    """Bytes of all members of one archive together, unpacked; the Assembly's resolutions in six languages are half of it."""
    members: int = 500_000
    """Members of one archive."""
    ratio: int = 300
    """Times that a member of an archive may be larger than it is packed: XML reaches about 30, a bomb 1000."""
    depth: int = 3
    """Archives inside one another."""
    part: int = 50_000_000
    """Bytes of one part of a Word file, unpacked; a thousand pages take about 20 million."""
    pages: int = 3_000
    """Pages of one PDF; the longest documents of the United Nations have about a thousand."""
    elements: int = 200
    """Elements of a web page inside one another; what lies deeper is read as the text of the element at this depth."""
    symbol: int = 300
    """Characters of a symbol or an address that names one."""
    download: int = 100_000_000
    """Bytes of one answer from a server."""


def limit(name: str) -> int:
    """The bound of a name, as the environment has it, else its default.

    Raises:
        ResgraphError: the variable is not well formed.
    """
    found: int = getattr(_read(os.environ.get(VARIABLE, "")), name)
    return found


def shown(name: str) -> str:
    """A bound in words: "200 MB", "3000"."""
    bound = limit(name)
    return f"{bound / 10**6:g} MB" if name in _BYTES else str(bound)


def raised(name: str, wanted: int | None = None) -> str:
    """The remedy where a bound is reached: how to raise it, to what is wanted or to ten times what it is."""
    bound = wanted or 10 * limit(name)
    value = f"{-(-bound // 10**6)}MB" if name in _BYTES else str(bound)
    return f"raise the limit: {VARIABLE}={name}={value}"


@cache
def _read(text: str) -> Limits:
    given: dict[str, int] = {}
    names = [field.name for field in fields(Limits)]
    for entry in filter(str.strip, text.split(",")):
        m = _ENTRY.fullmatch(entry)
        if m is None or m[1].lower() not in names:
            remedy = f"write pages=10000,file=500MB; the names are {', '.join(names)}"
            raise ResgraphError(f"{entry.strip()!r} is no limit", where=VARIABLE, remedy=remedy)
        given[m[1].lower()] = int(m[2]) * _SIZES[m[3].upper()]
    return replace(Limits(), **given)
