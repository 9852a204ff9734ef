"""Part letters of a resolution: `57/270 B`, `51/46 A to C` (A/RES/75/80), `40/151 زاي`."""

from __future__ import annotations

import re
from functools import cache

from resgraph.citations.mention import Mention
from resgraph.languages import Language

__all__ = ["add_parts", "expand", "letters_after"]

_LETTER_ENDS = (
    r"(?![A-Za-zА-Яа-яЁё\u0620-\u064a0-9/’]|\.[A-Za-z0-9]"
    r"|-(?![A-ZА-Я](?![A-Za-zА-Яа-яЁё0-9/’-]))"  # 51/211 A-E is a range, 36/117 A-based no part
    r"|(?<=N)\s?\d)"  # 38/183 J, N 39/148: the sign for "number"
)
"""What may not follow a part letter."""


def letters_after(language: Language) -> str:
    """Pattern of the part letters behind a number."""
    letter = rf"{language.letter}{_LETTER_ENDS}"
    return rf"\s?{letter}(?:{language.reach}{letter}|{language.joint}{letter})*"


@cache
def _after(language: Language) -> re.Pattern[str]:
    return re.compile(letters_after(language))


def add_parts(mention: Mention, text: str, language: Language) -> None:
    """Give a mention the part letters that stand behind it."""
    if m := _after(language).match(text, mention.end):
        mention.parts = expand(m[0], language)
        mention.end = mention.last = m.end()


def expand(printed: str, language: Language) -> tuple[str, ...]:
    """Latin letters of "A", "B and D", "A to C", "ألف إلى جيم": ranges give every letter."""
    letters: list[str] = []
    last = 0
    for m in re.finditer(language.letter, printed):
        latin = language.letters[m[0]]
        if letters and re.fullmatch(language.reach, printed[last : m.start()]) and letters[-1] < latin:
            letters += [chr(c) for c in range(ord(letters[-1]) + 1, ord(latin))]
        letters.append(latin)
        last = m.end()
    return tuple(dict.fromkeys(letters))
