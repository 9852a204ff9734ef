"""Sessions of the old eras, as brackets and Chinese numerals write them: (XXV), (S-VI), (د-25), 第二六二五号决议(XXV)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from resgraph.citations.mention import Mention
from resgraph.errors import SymbolError
from resgraph.languages.numerals import DIGIT, digits, value
from resgraph.sessions import from_roman, roman

__all__ = ["BRACKET", "is_council_number", "session_in", "written_out"]

_ROMAN_FOLD = str.maketrans("ХІСМ", "XICM")
BRACKET = re.compile(
    r"""\(\s?(?:
        (?P<special>ES\s?-\s?|S\s?-\s?|С\s?-\s?)?(?P<roman>[IVXLCХІС]{1,8})
      | (?P<specialdigits>ES\s?-\s?|S\s?-\s?)(?P<arabicspecial>\d{1,2})
      | (?P<year>(?:19|20)\d\d)
      | (?P<arword>دإط|دإ|د)\s?-\s?(?P<arnumber>\d{1,2})
      | الدورة\s(?P<arsession>\d{1,2})
      | (?P<zh>[一二三四五六七八九十]{1,3})
      | (?P<torn>(?=[1l ]*[XVI])[XVI1l][XVI1l ]{1,9})
    )\s?\)""",
    re.VERBOSE,
)
_SESSION_OF_WRITTEN = re.compile(r"\((?:(?P<session>[IVXL]+)|(?P<zh>[一二三四五六七八九十]{1,3}))\)")
_BEFORE_ROMAN = re.compile(rf"第\s?(?P<number>{DIGIT}{{2,5}})\s?[号號]\s?(?:决议|決議)?\s?\Z")
_BEFORE_CHINESE = re.compile(rf"(?:决议案|決議案)\s?(?P<number>{DIGIT}{{2,5}})\s?\Z")
_LONGEST_WRITTEN = 16

_COUNCIL_SEQUENCE = {1: 8, 7: 155, 8: 220, 24: 663, 39: 1084, 42: 1235, 48: 1503, 54: 1763, 63: 2118}
"""Session of the Economic and Social Council → a resolution of it; between them numbers rise evenly enough."""
_COUNCIL_SLACK = 120


def session_in(m: re.Match[str]) -> tuple[str | None, list[str]]:
    """Session of the old eras as canonical symbols write it, and flags where print had to be repaired."""
    if m["roman"]:
        folded = m["roman"].translate(_ROMAN_FOLD)
        if not _is_roman(folded):
            return None, []
        special = re.sub(r"\s", "", m["special"] or "").replace("С", "S")
        if special:
            return f"{special}{folded}", []
        return folded, []
    if m["arabicspecial"]:
        return _special(re.sub(r"\s", "", m["specialdigits"]), int(m["arabicspecial"])), []
    if m["arnumber"] or m["arsession"]:
        number = int(m["arnumber"] or m["arsession"])
        if m["arword"] in ("دإ", "دإط"):
            return _special("S-" if m["arword"] == "دإ" else "ES-", number), []
        return roman(number), []
    if m["zh"]:
        return roman(value(m["zh"])), []
    folded = re.sub(r"\s", "", m["torn"].replace("1", "I").replace("l", "I"))
    if not _is_roman(folded):
        return None, []
    return folded, ["ocr_repaired"]


def _is_roman(text: str) -> bool:
    try:
        return from_roman(text) > 0
    except SymbolError:
        return False


def _special(prefix: str, number: int) -> str:
    """Sessions S-1 and S-2 are written with digits, later ones with Roman numerals (dag resguide)."""
    return f"{prefix}{number}" if prefix == "S-" and number <= 2 else f"{prefix}{roman(number)}"


def written_out(text: str) -> Iterator[Mention]:
    """Numbers in Chinese numerals, found by the session in brackets behind them: 第二六二五号决议(XXV), 决议案一五一四(十五)."""
    for m in _SESSION_OF_WRITTEN.finditer(text):
        pattern = _BEFORE_ROMAN if m["session"] else _BEFORE_CHINESE
        if before := pattern.search(text, max(0, m.start() - _LONGEST_WRITTEN), m.start()):
            number = before["number"]
            flags = ["ocr_repaired"] if m["session"] and re.search("[O0]", number) else []
            session = m["session"] or roman(value(m["zh"]))
            yield Mention(before.start(), m.end(), "session", str(int(digits(number))), session, flags=flags)


def is_council_number(number: int, session: str) -> bool:
    """Whether the Economic and Social Council's sequence (1946–1977) had reached a number in that session."""
    try:
        at = from_roman(session)
    except SymbolError:
        return False
    known = sorted(_COUNCIL_SEQUENCE.items())
    for (s0, n0), (s1, n1) in pairwise(known):
        if s0 <= at <= s1:
            return abs(n0 + (n1 - n0) * (at - s0) / (s1 - s0) - number) <= _COUNCIL_SLACK
    return False
