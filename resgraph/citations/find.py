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
from collections.abc import Iterator
from functools import cache

from resgraph.citations.eras import BRACKET, session_in, written_out
from resgraph.citations.mention import Mention
from resgraph.languages import Language

__all__ = ["find"]


_CYRILLIC_ROOTS = {"А": "A", "Е": "E", "С": "C"}
_SLASH = re.compile(r"/(?=[0-9A-ZА-Я ])")
_PAIR = re.compile(r"(\d{1,4})/\s?(\d{1,4})(?![\d/]|\.\d|-\d)")
_BODY_NUMBER = re.compile(r"(?P<number>\d{1,3})/(?P<session>(?:CP|CMP|CMA|COP|MOP|SMSTA)\.?\s?\d{1,3})(?![\d/])")
_ROMAN_NUMBER = re.compile(r"(?P<session>[IVXL]{1,6})/(?P<number>\d{1,3})(?![\d/])")
_COMPONENT = r"[A-Za-z0-9]+(?:[.\-–][A-Za-z0-9]+)*(?:\([A-Za-z0-9.]{1,12}\))?"
_BRACKET = (
    r"\s?\((?:Parts?|PARTS?|Part |Vols?\.?|VOLS?\.?|Sects?\.?|SECTS?\.?|Supp|SUPP|Resumption|Introduction|Income|Plan)"
    r"[\s.]?[^()\n]{0,30}\)"
)
_SYMBOL = re.compile(
    rf"(?![IVX]+/(?:Add|Corr|Rev))(?P<root>[A-Z]{{1,10}}(?:\(\d{{1,3}}\))?)(?P<rest>(?:/{_COMPONENT}(?:{_BRACKET})?)+)"
    rf"(?P<joint>-(?:S|A|E)(?:/{_COMPONENT})+)?"
)
_LONGEST_SYMBOL = 100
"""Characters: no document of the United Nations has so long a symbol."""
_RECORDS = re.compile(r"(?P<series>\S+(?:SR|PV)\.)(?P<first>\d+)[-–](?P<last>\d+)")
_SUFFIX = r"(?:Add|Corr|Rev|Amend)\.\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?:/(?:Add|Corr|Rev|Amend)\.\d{1,3})*"
_SPECIAL_BEFORE = re.compile(r"(?:(?P<es>ES\s?-\s?|دإط\s?-\s?)|(?P<s>[SС]\s?-\s?|دإ\s?-\s?))\Z")


_LETTER_ENDS = r"(?![A-Za-zА-Яа-яЁё\u0620-\u064a0-9/’-]|\.[A-Za-z0-9])"


@cache
def _letters(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of part letters after a number, before a bracket, and of what continues a list of suffixes."""
    letter = rf"{language.letter}{_LETTER_ENDS}"
    more = rf"(?:{language.reach}{letter}|{language.joint}{letter})"
    after = re.compile(rf"\s?(?P<first>{letter})(?P<more>{more}*)")
    before = re.compile(
        rf"(?P<number>\d{{1,4}})\s?(?P<letters>{language.letter}(?:(?:{language.reach}|{language.joint}){language.letter})*)?\s?\Z"
    )
    suffixes = re.compile(
        rf"{language.joint}(?P<suffix>{_SUFFIX})|{language.joint}(?P<bare>\d{{1,2}})(?=[\s,;.)،，。；]|\Z)(?!\.\d)"
    )
    return after, before, suffixes


def find(text: str, language: Language) -> list[Mention]:
    """Every printed form in a text, in its order, none overlapping another."""
    found: list[Mention] = []
    end = 0
    for mention in sorted(_scan(text, language), key=lambda m: (m.start, -m.end)):
        twin = bool(found) and (mention.start, mention.end) == (found[-1].start, found[-1].end)
        if mention.start >= end or twin:
            found.append(mention)
            end = mention.end
    return found


def _scan(text: str, language: Language) -> Iterator[Mention]:
    end = 0
    for m in _SLASH.finditer(text):
        position = m.start()
        if position < end or position == 0:
            continue
        mentions = _at_slash(text, position, language)
        for mention in mentions:
            end = max(end, mention.end)
        yield from mentions
    for m in BRACKET.finditer(text):
        if bracketed := _at_bracket(text, m, language):
            yield bracketed
    if language.numerals:
        yield from written_out(text)
    for form, pattern in language.forms.items():
        for m in pattern.finditer(text):
            if form == "sales":
                yield Mention(m.start("number"), m.end("number"), "sales", number=m["number"])
            else:
                yield Mention(m.start(), m.end(), "treaty", number=m["number"], session=m["volume"])


def _at_slash(text: str, position: int, language: Language) -> list[Mention]:
    left, right = text[position - 1], text[position + 1 : position + 2]
    if left.isdigit() and (right.isdigit() or right == " "):
        return _pair(text, position, language)
    if left.isdigit() and right.isupper():
        start = _token_start(text, position)
        if m := _BODY_NUMBER.match(text, start):
            session = re.sub(r"[\s.]+", ".", m["session"]) if "." in m["session"] else m["session"]
            return [Mention(m.start(), m.end(), "body", number=m["number"], session=session)]
        return []
    if left in "IVXL" and (width := _roman_token(text, position)):
        m = _ROMAN_NUMBER.match(text, position - width)
        return [Mention(m.start(), m.end(), "body", number=m["number"], session=m["session"])] if m else []
    if left.isupper() or left == ")":
        return _symbol(text, position, language)
    return []


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
    before = text[start - 1] if start else " "
    return 0 if before in "/.-" or (before.isascii() and before.isalnum()) else position - start


def _pair(text: str, position: int, language: Language) -> list[Mention]:
    start = _token_start(text, position)
    m = _PAIR.match(text, start)
    if m is None:
        return []
    session, number = m[1], m[2]
    if special := _SPECIAL_BEFORE.search(text[max(0, start - 6) : start]):
        session = ("ES-" if special["es"] else "S-") + session
        start -= special.end() - special.start()
    before = text[start - 1 : start]
    if before in ("/", ".", "–", "%", "+") or (before.isascii() and before.isalnum()) or before == "_":
        return []
    if before == "-" and start > 1 and text[start - 2].isalnum():
        return []
    if (
        before == ","
        and text[max(0, start - 3) : start - 1].isdigit()
        and not text[max(0, start - 5) : start - 1].isdigit()
    ):
        return []
    mention = Mention(start, m.end(), "pair", number=number, session=session)
    _add_parts(mention, text, language)
    return [mention]


def _add_parts(mention: Mention, text: str, language: Language) -> None:
    after, _, _ = _letters(language)
    if m := after.match(text, mention.end):
        mention.parts = _expand(m[0], language)
        mention.end = m.end()


def _expand(printed: str, language: Language) -> tuple[str, ...]:
    """Latin letters of "A", "B and D", "A to C", "ألف إلى جيم": ranges give every letter."""
    letters: list[str] = []
    last = 0
    for m in re.finditer(language.letter, printed):
        if m.start() < last:
            continue
        latin = language.letters[m[0]]
        if letters and re.fullmatch(language.reach, printed[last : m.start()]) and letters[-1] < latin:
            letters += [chr(c) for c in range(ord(letters[-1]) + 1, ord(latin))]
        letters.append(latin)
        last = m.end()
    return tuple(dict.fromkeys(letters))


def _at_bracket(text: str, m: re.Match[str], language: Language) -> Mention | None:
    """A number before a bracket that holds a session or a year."""
    _, before, _ = _letters(language)
    window = max(0, m.start() - 32)
    b = before.search(text, window, m.start())
    if b is None:
        return None
    previous = text[b.start() - 1 : b.start()]
    if previous in ("/", ".", "-", "–") or (previous.isascii() and previous.isalnum()):
        return None
    parts = _expand(b["letters"], language) if b["letters"] else ("",)
    if m["year"]:
        return Mention(b.start(), m.end(), "year", b["number"], m["year"]) if parts == ("",) else None
    session, flags = session_in(m)
    if session is None:
        return None
    mention = Mention(b.start(), m.end(), "session", b["number"], session, parts, flags=flags)
    if parts == ("",):
        _add_parts(mention, text, language)
    return mention


def _symbol(text: str, position: int, language: Language) -> list[Mention]:
    """A document symbol, and the suffixes that a list adds to it: `A/10348 and Corr.1`."""
    start = position
    if text[start - 1] == ")":
        start = text.rfind("(", max(0, start - 6), start)
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
    m = _SYMBOL.match(root + text[start + len(root) : start + 2 * _LONGEST_SYMBOL])
    if m is None or m.end() > _LONGEST_SYMBOL or not any(c.isdigit() for c in m["rest"]):
        return []
    end = start + m.end()
    printed = re.sub(r"\s+", "", m[0])
    if records := _RECORDS.fullmatch(printed):
        return [
            Mention(start, end, "symbol", symbol=f"{records['series']}{n}")
            for n in range(int(records["first"]), min(int(records["last"]), int(records["first"]) + 99) + 1)
        ]
    found = [Mention(start, end, "symbol", symbol=printed)]
    _, _, suffixes = _letters(language)
    if "/RES/" in printed.upper():
        _add_parts(found[0], text, language)
        return found
    base, kind = printed, ""
    while s := suffixes.match(text, end):
        if s["bare"]:
            if not kind:
                break
            suffix = f"{kind}.{s['bare']}"
        else:
            suffix = re.sub(r"\s+", "", s["suffix"]).replace("–", "-")
        kind = suffix.split(".")[0]
        at = s.start("suffix") if s["suffix"] else s.start("bare")
        found.append(Mention(at, s.end(), "symbol", symbol=_with_suffix(base, suffix)))
        end = s.end()
    return found


def _with_suffix(base: str, suffix: str) -> str:
    """`A/50/L.29/Rev.1` and "Rev.1/Add.1" → `A/50/L.29/Rev.1/Add.1`: a suffix replaces what it repeats."""
    kind = suffix.split(".")[0]
    cut = base.find(f"/{kind}.")
    return f"{base[:cut] if cut >= 0 else base}/{suffix}"
