"""Sessions of the old eras, as brackets and Chinese numerals write them: (XXV), (S-VI), (د-25), 第二六二五号决议(XXV)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resgraph.citations.mention import Mention
from resgraph.errors import SymbolError
from resgraph.languages.numerals import DIGIT, digits, value
from resgraph.sessions import from_roman, roman

__all__ = ["BRACKET", "session_in", "written_out"]

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
_WRITTEN = re.compile(
    rf"第\s?(?P<n>{DIGIT}{{2,5}})\s?[号號]\s?(?:决议|決議)?\s?\((?P<session>[IVXL]+)\)"
    rf"|(?:决议案|決議案)\s?(?P<m>{DIGIT}{{2,5}})\s?\((?P<zh>[一二三四五六七八九十]{{1,3}})\)"
)


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
    for m in _WRITTEN.finditer(text):
        if m["n"]:
            flags = ["ocr_repaired"] if re.search("[O0]", m["n"]) else []
            yield Mention(m.start(), m.end(), "session", str(int(digits(m["n"]))), m["session"], flags=flags)
        else:
            yield Mention(m.start(), m.end(), "session", str(int(digits(m["m"]))), roman(value(m["zh"])))
