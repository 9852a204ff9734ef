"""Symbols as names of files and as the document server spells them: neither leads anywhere that was not meant.

>>> file_stem("A/RES/57/270B"), file_stem("A/RES/50/204[II]"), file_stem("../x:y")
('A_RES_57_270B', 'A_RES_50_204^II^', '%2E._x%3Ay')
>>> spellings("A/RES/57/270B")
('A/RES/57/270B', 'A/RES/57/270 B', 'A/RES/57/270')
>>> spellings("A/RES/217A(III)")
('A/RES/217A(III)', 'A/RES/217(III)')
>>> spellings("A/RES/50/204[II]")
('A/RES/50/204',)
"""

from __future__ import annotations

import re

from resgraph.errors import FetchError
from resgraph.symbols import Symbol, parse

__all__ = ["file_stem", "spellings", "wanted"]

_PLACES = str.maketrans({"/": "_", "[": "^", "]": "^"})
_UNSAFE = re.compile(r"[^A-Za-z0-9.()^_-]|^\.")
_LONGEST = 150
_VOLUMES = {"GA": "A/74/49(Vol.II)", "ECOSOC": "E/2011/99"}
"""Where decisions are printed: an example of such a volume for each organ."""


def file_stem(symbol: str) -> str:
    """The name of a file for a symbol: `_` for slashes, `^` for square brackets, as the library writes them.

    All that a file system may not take is escaped by per cent signs.

    Raises:
        FetchError: it is longer than any symbol.
    """
    stem = _UNSAFE.sub(lambda m: f"%{ord(m[0]):02X}", symbol.translate(_PLACES))
    if len(stem) > _LONGEST:
        raise FetchError("too long for a symbol", where=f"{symbol[:60]}…", remedy="check it")
    return stem


def spellings(symbol: str) -> tuple[str, ...]:
    """How the document server may have a symbol, in the order to try: with its part letter, with a space, the whole.

    Square brackets are the library's, and no document of the server has them.
    """
    read = parse(symbol)
    if not read.part:
        return (read.text,)
    if "[" in read.part:
        return (read.whole,)
    spaced = f"{read.whole} {read.part}" if read.text == f"{read.whole}{read.part}" else read.text
    return tuple(dict.fromkeys((read.text, spaced, read.whole)))


def wanted(text: str) -> tuple[Symbol, ...]:
    """The documents that a symbol in any spelling stands for, each of a range of parts.

    Raises:
        SymbolError: it is no symbol.
        FetchError: it is nothing that is published as a document of its own.
    """
    symbol = parse(text)
    if symbol.kind in ("publication", "treaty"):
        raise FetchError(f"a {symbol.kind}, which the document server does not have", where=text, remedy="leave it out")
    if symbol.kind == "decision" and symbol.body in _VOLUMES:
        raise FetchError(
            "decisions are printed in volumes alone", where=text,
            remedy=f"fetch the volume, as in {_VOLUMES[symbol.body]}",
        )  # fmt: skip
    file_stem(symbol.text)
    return tuple(map(parse, symbol.members))
