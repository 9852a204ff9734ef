"""Whether what came is what was asked for: it opens, carries the symbol, and is in the language."""

from __future__ import annotations

import re

from resgraph.errors import ReadError
from resgraph.languages import detect
from resgraph.models import Text
from resgraph.symbols import Symbol, parse
from resgraph.text import read

__all__ = ["MismatchError", "check", "is_whole", "same"]

_HEAD = 15
"""Lines in which a masthead stands."""
_ENDS = {b"%PDF-": (b"%%EOF", 2048), b"PK\x03\x04": (b"PK\x05\x06", 1 << 17)}
"""First bytes → what a whole file has near its end, and how near."""


class MismatchError(Exception):
    """Why a document is not, or cannot be shown to be, the one that was asked for."""


def check(data: bytes, symbol: str, lang: str) -> Text:
    """Read a document that came for a symbol in a language.

    Raises:
        MismatchError: it does not open, carries another symbol or none, or is in another language.
    """
    try:
        text = read(data, file="what came")
    except ReadError as error:
        raise MismatchError(f"{error.what}; {error.remedy}" if error.remedy else error.what) from error
    wanted = parse(symbol)
    carried = [document.symbol for document in text.documents if document.symbol]
    if not any(same(wanted, parse(one)) for one in carried) and not _in_head(text, wanted):
        shown = f"the symbol {', '.join(carried[:3])}" if carried else "no symbol that can be read"
        raise MismatchError(f"it carries {shown}, not {symbol}")
    found = detect(text.content) or text.lang
    if found != lang:
        raise MismatchError(f"it is in {found}, not in {lang}")
    return text


def same(wanted: Symbol, carried: Symbol) -> bool:
    """Whether a document with one symbol answers a wish for another: a part is printed in the whole.

    >>> [same(parse("57/270 B"), parse(s)) for s in ("57/270 B", "57/270", "57/270 A to C", "57/270 A", "57/271")]
    [True, True, True, False, False]
    """
    if wanted.whole != carried.whole:
        return False
    lettered = wanted.part and carried.part and "[" not in wanted.part + carried.part
    return not lettered or wanted.text in carried.members or carried.text in wanted.members


def _in_head(text: Text, wanted: Symbol) -> bool:
    """Whether the symbol is printed in the first lines, which of documents other than resolutions is all there is."""
    symbol = re.compile(r"(?<![\w/])" + r"\s*".join(map(re.escape, wanted.whole)) + r"(?![\w/(])", re.IGNORECASE)
    return any(symbol.search(line) for line in text.content.split("\n", _HEAD)[:_HEAD])


def is_whole(data: bytes) -> bool:
    """Whether a file has the end that its format puts there: one that was cut off has not.

    >>> is_whole(b"%PDF-1.4 ... %%EOF"), is_whole(b"%PDF-1.4 ...")
    (True, False)
    """
    for magic, (end, near) in _ENDS.items():
        if data.startswith(magic):
            return end in data[-near:]
    return True
