"""Every way of writing a symbol, folded into one plain spelling.

Symbols reach us as library records, as printed in six languages, as addresses and as names of files: with no-break
spaces and typographic hyphens, Cyrillic or full-width letters that only look Latin, part letters spelled out in
Arabic, Chinese numerals. `plain` undoes all that and says nothing about what the symbol means; `symbols.parse` does.

Sources: 6,076 different symbols of Assembly resolutions seen in public records, and the official texts that stand
beside the patterns and in `tests/cases/symbols.toml`.

>>> plain("57/270 В"), plain("57/270 باء"), plain("75/254 ألف إلى جيم")
('57/270 B', '57/270 B', '75/254 A-C')
>>> plain("القرار 2625 (د-25)"), plain("دإط-10/14"), plain("第二六二五号决议(XXV)")
('RESOLUTION 2625 (25)', 'ES-10/14', '2625 RESOLUTION (XXV)')
>>> plain("http://undocs.org/ch/A/RES/64/222"), plain("A_RES_33_134.en.txt")
('A/RES/64/222', 'A/RES/33/134')
"""

from __future__ import annotations

import re
import unicodedata

from resgraph.errors import SymbolError
from resgraph.limits import limit, raised

__all__ = ["plain"]

_AS_IT_STANDS = re.compile(
    r"[ACES](?:/(?:[0-9]{1,5}|[A-Z]{1,6}\.?[0-9]{1,5}|[A-Z]{2,6}|(?:Add|Corr|Rev)\.[0-9]{1,3})){1,9}"
)
"""Symbols on which no rule bears, as most are: A/C.3/71/L.5/Rev.1."""


def plain(text: str) -> str:
    """Write a symbol, or a citation that holds one, in capitals, ASCII digits and single spaces.

    The nouns of six languages become RESOLUTION or DECISION, ranges and lists of part letters "A-C" and "A,C".

    Raises:
        SymbolError: the text is longer than any symbol, is an address that is not well formed, or names a document by
            its job number.
    """
    if len(text) > limit("symbol"):
        raise SymbolError("longer than any symbol", remedy=raised("symbol", len(text)))
    if _AS_IT_STANDS.fullmatch(text):
        return text.upper()
    text = _undo_wrapping(unicodedata.normalize("NFKC", text).translate(_SAME_CHARACTER).strip())
    for word, noun in _NOUNS:
        text = noun.sub(f" {word} ", text)
    text = _CHINESE_NUMBER.sub(lambda m: _from_chinese(m[0]), _CHINESE_MARKS.sub(" ", text))
    for session, pattern in _SESSIONS:
        text = pattern.sub(session, text)
    text = _ARABIC_PART.sub(lambda m: ("," if m["and"] else "") + _ARABIC_LETTERS[m["letter"]], text)
    text = " ".join(text.upper().translate(_LOOKS_LATIN).split())
    text = _AND.sub(",", _TO.sub("-", _LANGUAGE.sub("", text)))
    return _DATE.sub("", text).strip(" .,;:*'\"")


# ---------------------------------------------------------------- characters

_SAME_CHARACTER = {
    **dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ARABIC TATWEEL}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}")),
    **dict.fromkeys((*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A))),
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63), "-"),  # A/ES\N{NON-BREAKING HYPHEN}10/273
    **dict.fromkeys(map(ord, "\N{FRACTION SLASH}\N{DIVISION SLASH}\\"), "/"),
    **{zero + n: str(n) for zero in (0x0660, 0x06F0) for n in range(10)},  # ٨١٩ in Arabic texts before 2000
}
"""Characters that stand for another one, and marks of direction and width that stand for none."""

_LOOKS_LATIN = str.maketrans("АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΧ", "ABESIJKMHOPCTYXABEZHIKMNOPTX")
"""Cyrillic and Greek letters that look like Latin ones: "57/270 В", "1514 (ХV)" in official Russian texts."""

# ---------------------------------------------------------------- words of six languages

_NOUNS = (
    (
        "RESOLUTION",
        re.compile(
            r"(?<!/)\b(?:resolutions?|résolutions?|resoluci(?:ón|ones))\b"  # "résolutions 60/180, 70/262"
            r"|\bрезолюци\w*"  # "резолюцией 169 (II)"
            r"|决议案?|決議案?"  # "第33/134号决议"
            r"|\b\w*قرار\w*|^res[./]",  # "قرارها 74/270"; RES/70/1
            re.IGNORECASE,
        ),
    ),
    (
        "DECISION",
        re.compile(
            r"(?<!/)\b(?:decisions?|décisions?|decisi(?:ón|ones))\b|\bрешени\w*"  # "la décision 74/537 B"
            r"|决定|決定"  # "第50/500号决定"
            r"|\b\w*مقرر\w*",  # "ومقررها 71/556"
            re.IGNORECASE,
        ),
    ),
)

_LETTER = r"(?<![A-Z][A-Z])(?<=[A-Z])"  # right after a single letter
_NEXT = r"(?=[A-Z](?![A-Z]))"  # right before a single letter
_UNTIL = "-|\\b(?:TO|A)\\b|À|[\N{CYRILLIC CAPITAL LETTER DE}\N{CYRILLIC CAPITAL LETTER PE}]O|至|到|إلى"
_TO = re.compile(rf"{_LETTER}\s*(?:{_UNTIL})\s*{_NEXT}")  # "3419 A to D (XXX)", "51/211 A至E号", "76/247 A a C"
_AND = re.compile(rf"{_LETTER}\s*(?:,?\s*(?:\b(?:AND|ET|Y|E)\b|&|И|和|و)|,|、)\s*{_NEXT}")  # "31/6 A and B", "A y B"

_DATE = re.compile(r"\s+OF\s+[0-9]{1,2}\s+[A-Z]+\s+[0-9]{4}\b.*")  # "33/134 of 19 December 1978"

_SESSIONS = (
    ("ES-", re.compile(r"د[إأا]?ط\s*-\s*")),  # "دإط-10/24"
    ("S-", re.compile(r"د[إأا]\s*-\s*|(?<!\w)С-(?=[0-9IVXХ])")),  # "1874 (دإ-4)"; "С-2/1" in Cyrillic
    ("", re.compile(r"(?<!\w)د\s*-\s*|الدورة\s*")),  # "2625 (د-25)", "(الدورة 30)"
)

# ---------------------------------------------------------------- part letters

_ARABIC_LETTERS = {
    "ألف": "A", "باء": "B", "جيم": "C", "دال": "D", "هاء": "E", "واو": "F", "زاي": "G", "حاء": "H",
    "طاء": "I", "ياء": "J", "كاف": "K", "لام": "L", "ميم": "M", "نون": "N", "سين": "O", "عين": "P",
    "فاء": "Q", "صاد": "R", "قاف": "S", "راء": "T", "شين": "U", "تاء": "V", "ثاء": "W", "خاء": "X",
}  # fmt: skip
"""The letters' names in the old order of the alphabet, by which official Arabic texts name the parts."""

_ARABIC_PART = re.compile(rf"(?<!\w)(?P<and>و)?(?P<letter>{'|'.join(_ARABIC_LETTERS)})(?!\w)")  # "40/151 زاي"

# ---------------------------------------------------------------- Chinese

_CHINESE_MARKS = re.compile("第|号|號")  # "第49/35 A号"
_CHINESE_DIGITS = {digit: n for n, digits in enumerate(("〇零○", *"一二三四五六七八九")) for digit in digits}
_CHINESE_NUMBER = re.compile(f"[{''.join(_CHINESE_DIGITS)}十]+")  # "第二六二一号决议(XXV)", "一五一四(十五)"


def _from_chinese(digits: str) -> str:
    """Chinese numerals as digits: one by one, or to 99 with 十 for the tens."""
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return "".join(str(_CHINESE_DIGITS[d]) for d in digits)
    return str(10 * _CHINESE_DIGITS.get(tens, 1) + _CHINESE_DIGITS.get(ones, 0))


# ---------------------------------------------------------------- addresses and names of files

_ADDRESS = re.compile(r"https?://|(?:[\w-]+\.)*(?:undocs|un)\.org/", re.IGNORECASE)  # "undocs.org/en/A/71/39"
_QUERY_KEYS = {"s", "symbol", "m", "ds", "finalsymbol"}  # api/symbol/access?s=, view_doc.asp?symbol=, ws.asp?m=
_LANGUAGE = re.compile(r"^/?(?:(?:AR|CH|EN|ES|FR|RU|SP|ZH)/)+(?=[A-Z])")  # "ch/A/RES/64/222" in links of the seed
_FILE_TAIL = re.compile(
    r"(?:[-_][0-9]{7}[A-Z]|-[A-Z]{1,2})?"  # job number or language: A_RES_77_188-2228883E.xml, …-EN.pdf
    r"(?:\.[a-z]{2})?\.(?:pdf|docx?|xml|html?|txt|json)$"  # A_RES_57_270_B.en.txt
)
_FILE_SESSION = re.compile(r"(?:_((?:E?S-)?[IVXLC]+)|(?<=S_RES_)([0-9]+)_([0-9]{4}))_?$")  # A_RES_2908_XXVII_


def _undo_wrapping(text: str) -> str:
    """Take the symbol out of an address or the name of a file; other text comes back as it is."""
    if _ADDRESS.match(text):
        inside = _from_address(text)
        if _ADDRESS.match(inside):
            raise SymbolError("an address inside another", where=text, remedy="give the symbol alone")
        return inside
    if "_" in text and "/" not in text:
        return _from_file_name(text)
    return text


def _from_address(text: str) -> str:
    """The symbol that an address of the document server asks for."""
    from urllib.parse import parse_qsl, unquote, urlsplit  # few symbols are addresses, and it would double our import

    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
    except ValueError:
        raise SymbolError("not a well-formed address", where=text, remedy="give the symbol alone") from None
    if not parts.netloc:
        raise SymbolError("not a well-formed address", where=text, remedy="give the symbol alone")
    for key, value in parse_qsl(parts.query):
        if key.lower() in _QUERY_KEYS:
            return value
    path = unquote(parts.path).strip("/")
    if path.lower().startswith("doc/undoc"):
        raise SymbolError("the address names a file by job number", remedy="give the symbol printed on the document")
    return path


def _from_file_name(text: str) -> str:
    """The symbol from which the name of a file was made, `_` for slashes (and `^A^` for [A] in the library's)."""
    stem = _FILE_TAIL.sub("", text)
    stem = _FILE_SESSION.sub(lambda m: f"({m[1]})" if m[1] else f"{m[2]}({m[3]})", stem)
    for bracket in "[]" * (stem.count("^") // 2):
        stem = stem.replace("^", bracket, 1)
    return stem.replace("_", "/")
