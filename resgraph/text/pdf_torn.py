r"""Symbols and numbers that a line end has torn: how to tell them, and how their halves are joined.

>>> is_torn("see A/C.6/65/SR."), goes_on("Sales No. E.", "91.IV.2), chap. I"), goes_on("the session of 1", "May")
(True, True, False)
>>> mended("A/C.", "SR.10/6/73 and others")
('A/C.', '6/73/SR.10 and others')
"""

from __future__ import annotations

import re

__all__ = ["goes_on", "is_torn", "mended"]

_SYMBOL = re.compile(
    r"(?:\d|[A-Z])\S*/(?:[A-Z][A-Za-z]{0,5}\.)?\Z|(?:\b[A-Z]+|/)(?:S|ES|\d+)-\Z"
    r"|\b[A-Z]\.\d{2}\.(?:[IVX]+\.(?:[A-Z]\.)?)?\Z"
)
"""A symbol that goes on in the next line: A/C.6/65/SR. 11, FCCC/CP/2015/10/ Add.1, A/RES/ES- 10/14, E.91.IV. 2."""
_SALES_LETTER = re.compile(r"(?:[:：\s]|\A)[A-Z]\.\Z")
_SALES_REST = re.compile(r"\d{2}\.[IVX]{1,4}\.")
"""A sales number torn behind its first letter: E. 91.IV.2."""
_FIGURE = re.compile(r"[\u2e80-\u9fff][^\s]{0,12}\d\Z")
"""A number that goes on in the next line, as lines of Chinese break."""
_PART = r"(?:Add|Corr|Rev|SR|PV|WP|L|INF)\.\d+"
_TURNED = re.compile(
    rf"(?P<tail>{_PART}(?:/{_PART})*)/(?P<part>\([^()]{{1,30}}\) )?(?P<head>\d+(?:/\d+)*)(?=[\s,،;؛.)]|\Z)"
    r"|(?P<rest>[IVX]{1,4}\.[A-Z]\.\d{1,3})\.(?P<year>\d{2})(?=[\s,،;؛.)]|\Z)"
)
"""The second half of a symbol in a line from right to left that was set without the one above it: its figures stand on
the right, SR.10/6/73 for 6/73/SR.10."""


_OPEN_PART = re.compile(r"\((?:Sect|Parts?|Vol)\.?\Z")
_PART_NUMBER = re.compile(r"\((\w{1,5})(?=[\s,،؛.]|\Z)")
"""The number of a part whose bracket closes in this line, and looks as if it opened here: A/77/6 (Sect. | 31)."""


_MISPLACED = re.compile(r"(?P<symbol>\S+/\S+ \((?:Parts?|Vol|Sect)(?: [IVX\d]{1,4})?)\)(?P<stop>\.?)\Z")
_PART_REST = re.compile(r"(?:and )?[IVX\d]{1,4}\)")
"""The same where the bracket before the symbol has come behind its first half: A/50 (Vol). | I)) for (A/50 (Vol. | I))."""


def is_torn(left: str) -> bool:
    """Whether a line ends within a symbol."""
    return bool(_SYMBOL.search(left))


def goes_on(left: str, right: str) -> bool:
    """Whether a number or symbol at the end of a line goes on in the next one without a space."""
    first = right[:1]
    return bool(
        (first.isdigit() and _FIGURE.search(left))
        or (first.isalnum() and is_torn(left))
        or (_SALES_REST.match(right) and _SALES_LETTER.search(left))
    )


def mended(left: str, right: str) -> tuple[str, str]:
    """The halves of a symbol torn in a line from right to left, in the order of reading; others as they are."""
    if (m := _MISPLACED.search(left)) and _PART_REST.match(right):
        return f"{left[: m.start()]}({m['symbol']}{m['stop']}", right
    if _OPEN_PART.search(left) and (m := _PART_NUMBER.match(right)):
        return left, f"{m[1]}){right[m.end() :]}"
    m = _TURNED.match(right)
    if m is None or not (is_torn(left) or _SALES_LETTER.search(left)):
        return left, right
    if m["rest"]:
        return left, f"{m['year']}.{m['rest']}{right[m.end() :]}"
    part = f" {m['part'].rstrip()}" if m["part"] else ""
    return left, f"{m['head']}{part}/{m['tail']}{right[m.end() :]}"
