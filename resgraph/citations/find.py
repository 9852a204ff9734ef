"""Finding what is printed: every number and symbol that could name a document, before anything is decided about it.

The scan looks only where a slash or an opening bracket stands (a literal first character lets `re` walk the text in a
plain loop), then matches the grammar around it. The forms, with real citations:

- pair     `57/270 B`, `S-30/1`, `2011/7`, `51/46 A to C` (A/RES/75/80)
- session  `2625 (XXV)`, `217 A (III)`, `1874 (S-IV)`, `2625 (د-25)`, `第二六二五号决议(XXV)`
- year     `1325 (2000)`
- treaty body `1/CP.21`, `XXII/1`
- symbol   `A/71/39`, `FCCC/CP/2015/10/Add.1`, `A/50/L.29/Rev.1 and Rev.1/Add.1` (A/RES/50/58)
- sales number and Treaty Series number, by the words of the language
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from resgraph.citations.eras import BRACKET, session_in, written_out
from resgraph.citations.mention import Mention
from resgraph.citations.parts import add_parts, expand, letters_after
from resgraph.citations.printed import SUFFIX, UNESCO, plain, symbol_of
from resgraph.citations.worded import worded
from resgraph.languages import Language

__all__ = ["find"]


_CYRILLIC_ROOTS = {"А": "A", "Е": "E", "С": "C"}
_ALONE = r"(?<![/.%+_A-Za-z0-9])(?<![^إط]–)"
"""Nothing stands before that makes a number the end of another token; in دإط–11/1 the dash is that of a special session."""
_SESSION_BEFORE = "|".join(rf"(?<={_ALONE}(?<!\d)(\d{{{n}}})/)" for n in (2, 4, 1, 3))
"""A number of one to four digits that ends right before a slash: `re` wants one look-behind for each width."""
_ORGAN_BEFORE = r"(?<=(?<![/.:=@_\-A-Za-z0-9])(?P<organ>[AES])/)"
"""The root of most symbols, right before a slash."""
_NUMBER_AFTER = r" ?(?P<number>\d{1,4})(?![\d/]|\.\d|-\d)"
_SUFFIX_OF_BODY = "CP|CMP|CMA|COP|MOP|SMSTA"
_ROMAN_NUMBER = re.compile(r"(?P<session>(?:SS\.)?[IVXL]{1,6})/(?P<number>\d{1,3})(?![\d/])")
_FIRST_OF_DECIMAL = re.compile(r"(?<![\d/])\d{2,3},\Z")
"""13,50/100 is a decimal; 70/291,72/284 (A/RES/77/113) are two resolutions."""
_LONGEST_SYMBOL = 100
"""Characters: no document of the United Nations has so long a symbol."""
_RIGHT_BEFORE = 5
"""Characters of a number right before a bracket, with a space or a letter."""
_DIGIT = re.compile(r"\d")
_RECORDS = re.compile(r"(?P<series>\S+(?:SR|PV)\.)(?P<first>\d+)[-–](?P<last>\d+)")
_TOKEN = re.compile(_ALONE)
_SPECIAL_BEFORE = re.compile(r"(?:(?P<es>ES\s?-\s?|د\s?إط\s?[-–]\s?)|(?P<s>[SС]\s?-\s?|د\s?إ\s?[-–]\s?))\Z")


class _Patterns(NamedTuple):
    """What the letters and lists of one language add to the forms."""

    slash: re.Pattern[str]
    """The slash of a pair, 57/270 with its part letters, or any other that can belong to a form."""
    before: re.Pattern[str]
    """A number and its letters, right before a bracket."""
    suffixes: re.Pattern[str]
    """What continues a list of suffixes: " and Corr.1"."""


@cache
def _patterns(language: Language) -> _Patterns:
    """The patterns of a language."""
    before = re.compile(
        rf"(?P<number>\d{{1,4}})\s?(?P<letters>{language.letter}(?:(?:{language.reach}|{language.joint}){language.letter})*)?\s?\Z"
    )
    suffixes = re.compile(
        rf"{language.joint}(?:(?P<suffix>{SUFFIX})|(?P<bare>\d{{1,2}})(?=[\s,;.)،，。；]|\Z)(?!\.\d))"
    )
    symbol = rf"{_ORGAN_BEFORE}(?=[0-9A-Z ])"
    slash = re.compile(
        rf"/(?:(?:{_SESSION_BEFORE}){_NUMBER_AFTER}(?P<parts>{letters_after(language)})?|{symbol}|(?=[0-9A-ZА-Яم ]))"
    )
    return _Patterns(slash, before, suffixes)


def find(text: str, language: Language) -> list[Mention]:
    """Every printed form in a text, in its order, none overlapping another."""
    found: list[Mention] = []
    end, last = 0, None
    for mention in _scan(text, language):
        if mention.start >= end or (last and mention.start == last.start and mention.end == end):
            found.append(mention)
            end, last = mention.end, mention
    return found


def _scan(text: str, language: Language) -> list[Mention]:
    """Every printed form, whether it overlaps another or not: by slashes, by brackets, by the words of the language."""
    found: list[Mention] = []
    end = 1  # nothing stands before a slash at the very start
    for m in _patterns(language).slash.finditer(text):
        position = m.start()
        if position < end:
            continue
        form = m.lastgroup
        if form == "number" or form == "parts":
            if pair := _pair(text, m, language):
                found.append(pair)
                end = pair.end
            continue
        mentions = _symbol(text, position - 1, "", language) if form else _at_slash(text, position, language)
        if mentions:
            found += mentions
            end = mentions[-1].end
    others = [mention for m in BRACKET.finditer(text) if (mention := _at_bracket(text, m, language))]
    if language.numerals:
        others += written_out(text)
    others += worded(text, language)
    if others:
        found += others
        found.sort(key=lambda m: (m.start, -m.end))
    return found


def _at_slash(text: str, position: int, language: Language) -> list[Mention]:
    """What stands around a slash that is not a pair's."""
    left, right = text[position - 1], text[position + 1 : position + 2]
    if left.isdigit() and (right.isupper() or right == "م"):
        return _of_conference(text, position, language)
    if left in "IVXL" and (width := _roman_token(text, position)):
        m = _ROMAN_NUMBER.match(text, position - width)
        if m is None:
            return []
        mention = Mention(m.start(), m.end(), "body", number=m["number"], session=m["session"])
        add_parts(mention, text, language)
        return [mention]
    return _rooted(text, position, language) if left.isupper() or left == ")" else []


@cache
def _conferences(language: Language) -> re.Pattern[str]:
    """A number of a conference of parties, which its suffix names: 1/CP.21, 9/CP19, 1/م أ-21."""
    printed = "|".join(re.escape(name).replace(r"\ ", r"\s?") for name in language.conferences)
    native = f"|(?P<native>{printed})" if printed else "(?P<native>(?!))?"
    return re.compile(
        rf"(?P<number>\d{{1,3}})/(?:(?P<suffix>{_SUFFIX_OF_BODY}){native})[\s.-]{{0,3}}(?P<session>\d{{1,3}})(?![\d/])"
    )


def _of_conference(text: str, position: int, language: Language) -> list[Mention]:
    """1/CP.21: number, and the suffix of a body with its session; else a symbol whose first stroke was read as a letter."""
    m = _conferences(language).match(text, _token_start(text, position))
    if m is None:
        return _misread_symbol(text, position, language)
    suffix = m["suffix"] or language.conferences[re.sub(r"\s+", " ", m["native"])]
    return [Mention(m.start(), m.end(), "body", number=m["number"], session=f"{suffix}.{m['session']}")]


def _misread_symbol(text: str, position: int, language: Language) -> list[Mention]:
    """Al45/PV.23, where a scan read the first stroke of A/45/PV.23 as a letter."""
    start = _token_start(text, position) - 2
    if start < 0 or text[start] not in "AES" or text[start + 1] not in "l!|" or text[start - 1 : start].isalnum():
        return []
    m = symbol_of(language).match(f"{text[start]}/{text[start + 2 : start + _LONGEST_SYMBOL]}")
    if m is None or not m["rest"].count("/") > 1:
        return []
    return [Mention(start, start + m.end(), "symbol", symbol=plain(m[0], language), flags=["ocr_repaired"])]


def _token_start(text: str, position: int) -> int:
    start = position
    while start and text[start - 1].isdigit():
        start -= 1
    return start


def _roman_token(text: str, position: int) -> int:
    """Length of a Roman numeral that ends at a position, 0 where letters of another word stand before it."""
    start = position
    while start and text[start - 1] in "IVXL":
        start -= 1
    if text[start - 3 : start] == "SS.":
        start -= 3
    before = text[start - 1] if start else " "
    return 0 if before in "/.-" or (before.isascii() and before.isalnum()) else position - start


def _pair(text: str, m: re.Match[str], language: Language) -> Mention | None:
    """57/270 or S-30/1 around its slash; none where the first number ends another token."""
    wide, year, one, three, number, printed = m.group(1, 2, 3, 4, "number", "parts")
    session = wide or year or one or three
    start = m.start() - len(session)
    before = text[start - 2 : start] if start > 1 else text[:start]
    if "-" in before or "–" in before:
        if special := _SPECIAL_BEFORE.search(text, max(0, start - 6), start):
            session = ("ES-" if special["es"] else "S-") + session
            start = special.start()
            if not _TOKEN.match(text, start):
                return None
        if text[start - 1 : start] == "-" and start > 1 and text[start - 2].isalnum():
            return None
        before = text[start - 1 : start]
    if before[-1:] == "," and _FIRST_OF_DECIMAL.search(text, max(0, start - 5), start):
        return None
    parts = expand(printed, language) if printed else ("",)
    end = m.end()
    bracketed = before[-1:] == "(" and text[end : end + 1] == ")"
    return Mention(start, end, "pair", number, session, parts, "", bracketed)


def _at_bracket(text: str, m: re.Match[str], language: Language) -> Mention | None:
    """A number before a bracket that holds a session or a year."""
    start = m.start()
    # most have digits right before the bracket, and `re` needs not try each place of a longer window
    window = _RIGHT_BEFORE if start > 1 and (text[start - 1].isdigit() or text[start - 2].isdigit()) else 32
    b = _patterns(language).before.search(text, max(0, start - window), start)
    if b is None:
        return None
    previous = text[b.start() - 1 : b.start()]
    if previous in ("/", ".", "-", "–") or (previous.isascii() and previous.isalnum()):
        return None
    parts = expand(b["letters"], language) if b["letters"] else ("",)
    if m["year"]:
        return Mention(b.start(), m.end(), "year", b["number"], m["year"]) if parts == ("",) else None
    session, flags = session_in(m)
    if session is None:
        return None
    mention = Mention(b.start(), m.end(), "session", b["number"], session, parts, flags=flags)
    if parts == ("",):
        add_parts(mention, text, language)
    return mention


def _rooted(text: str, position: int, language: Language) -> list[Mention]:
    """What begins with a root of several letters, in brackets, in Cyrillic, or with a session of UNESCO."""
    start = position
    if text[start - 1] == ")":
        start = text.rfind("(", max(0, start - 10), start)
        if start < 0:
            return []
    while start and text[start - 1].isascii() and text[start - 1].isupper():
        start -= 1
    root = ""
    if start == position and text[start - 1] in _CYRILLIC_ROOTS:
        start -= 1
        root = _CYRILLIC_ROOTS[text[start]]
    before = text[start - 1 : start]
    if before and (before in "/.:=@_-" or (before.isascii() and before.isalnum())):
        return []
    organ = text[start:position]
    if organ in ("C", "EX") and (unesco := UNESCO.match(text, _token_start(text, start - (before == " ")))):
        symbol = f"UNESCO/{unesco['session']}{organ}/{unesco['number']}"
        return [Mention(unesco.start(), unesco.end(), "symbol", symbol=symbol)]
    return _symbol(text, start, root, language)


def _symbol(text: str, start: int, root: str, language: Language) -> list[Mention]:
    """A document symbol, and the suffixes that a list adds to it: `A/10348 and Corr.1`."""
    m = symbol_of(language).match(root + text[start + len(root) : start + 2 * _LONGEST_SYMBOL])
    if m is None or m.end() > _LONGEST_SYMBOL or not _DIGIT.search(m["rest"]):
        return []
    end = start + m.end()
    printed = plain(m[0], language)
    if ("-" in printed or "–" in printed) and (records := _RECORDS.fullmatch(printed)):
        return [
            Mention(start, end, "symbol", symbol=f"{records['series']}{n}")
            for n in range(int(records["first"]), min(int(records["last"]), int(records["first"]) + 99) + 1)
        ]
    found = [Mention(start, end, "symbol", "", "", ("",), printed)]
    if "/RES/" in printed.upper():
        add_parts(found[0], text, language)
        return found
    suffixes, kind = _patterns(language).suffixes, ""
    while s := suffixes.match(text, end):
        if s["bare"]:
            if not kind:
                break
            suffix = f"{kind}.{s['bare']}"
        else:
            suffix = re.sub(r"\s+", "", s["suffix"]).replace("–", "-")
        kind = suffix.split(".")[0]
        at = s.start("suffix") if s["suffix"] else s.start("bare")
        found.append(Mention(at, s.end(), "symbol", symbol=_with_suffix(printed, suffix)))
        end = s.end()
    return found


def _with_suffix(base: str, suffix: str) -> str:
    """`A/50/L.29/Rev.1` and "Rev.1/Add.1" → `A/50/L.29/Rev.1/Add.1`: a suffix replaces what it repeats."""
    kind = suffix.split(".")[0]
    cut = base.find(f"/{kind}.")
    return f"{base[:cut] if cut >= 0 else base}/{suffix}"
