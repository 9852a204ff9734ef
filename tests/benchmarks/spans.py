"""The floor of finding: what stands around a slash or an opening bracket, as two numbers and nothing more.

`re` walks a pattern that begins with one plain character by a loop over the characters, and looks further only there;
the token before it is told by look-behinds of fixed width, of which the one that holds gives its length. Then the
grammar is matched from the token's start. No date, no owner, no list: extraction is measured against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resgraph.citations.eras import BRACKET
from resgraph.citations.find import _patterns
from resgraph.languages import Language

_WIDTHS = "|".join(
    [
        *(rf"(?<=(?<![\w/.])\d{{{n}}}/)()" for n in range(1, 5)),
        *(rf"(?<=(?<![\w/.])[A-Z]{{{n}}}/)()" for n in range(1, 7)),
    ]
)
_SLASH = re.compile(rf"/(?=[A-Z0-9])(?:{_WIDTHS})")
_BRACKET = re.compile(
    r"\((?=(?:[IVXL]{1,7}|\d{4}|S-[IVX]{1,4})\))(?:" + "|".join(rf"(?<=\D\d{{{n}}} \()()" for n in range(1, 5)) + ")"
)
_TOKEN = re.compile(r"(?:\d{1,4}|[A-Z]{1,6})(?:/[A-Za-z0-9.-]+)+(?: [A-Z]\b)?")
_OLD = re.compile(r"\d{1,4} \([A-Z0-9-]+\)")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each number or symbol."""
    end = 0
    for m in _SLASH.finditer(text):
        width = m.lastindex or 0
        start = m.start() - (width if width <= 4 else width - 4)
        if start >= end and (found := _TOKEN.match(text, start)):
            end = found.end()
            yield found.span()
    for m in _BRACKET.finditer(text):
        if found := _OLD.match(text, m.start() - (m.lastindex or 0) - 1):
            yield found.span()


def anchors(text: str, language: Language) -> int:
    """How many places the finder's own anchors give: slashes and brackets of every form, words of sales numbers and treaties.

    Its patterns walk over the text, and nothing is made of what they find.
    """
    patterns = [_patterns(language).slash, BRACKET, *(language.forms[form] for form in ("sales", "treaty", "ibid"))]
    return sum(1 for pattern in patterns for _ in pattern.finditer(text))
