"""One spelling for what the eye takes as the same: the only place where characters are changed.

Words stay as printed. Folded are: spaces of every width, hyphens that do not break, full-width and Arabic-Indic digits,
full-width letters and brackets beside numbers, Roman numerals of the CJK blocks, Arabic presentation forms. Taken out
are characters that tell nothing: soft hyphens, direction marks, joiners, tatweel, Arabic vowel signs, control characters.

>>> clean("57/270\\u00a0B, S\\u201130/1, الأمــم, ⅩⅩⅦ, ٣٣/١٣٤")
'57/270 B, S-30/1, الأمم, XXVII, 33/134'
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "join_wrapped", "space_between"]

_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SILENT = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u0640"
_SILENT += "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
"""Arabic vowel signs, which editors set or leave out as they like."""
_CONTROLS = "".join(map(chr, [*range(9), *range(14, 32), *range(0x7F, 0xA0)]))
_BREAKS = {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u0085": "\n", "\u2028": "\n", "\u2029": "\n"}

_TABLE: dict[int, str | None] = {
    **{ord(c): " " for c in _SPACES},
    **{ord(c): None for c in _SILENT + _CONTROLS},
    **{ord(c): new for c, new in _BREAKS.items()},
    ord("\t"): " ",
    ord("\u2010"): "-",
    ord("\u2011"): "-",
    ord("\u2044"): "/",
    ord("\u2215"): "/",
    **{0x0660 + n: str(n) for n in range(10)},
    **{0x06F0 + n: str(n) for n in range(10)},
    # full-width ASCII without the punctuation that belongs to Chinese prose
    **{c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if chr(c - 0xFEE0) not in "!,:;?"},
    # CJK Roman numerals, Arabic presentation forms
    **{c: unicodedata.normalize("NFKC", chr(c)) for c in (*range(0x2160, 0x2180), *range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD))},
}  # fmt: skip

_ODD = re.compile("[" + "".join(re.escape(chr(c)) for c in _TABLE) + "]+")

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]")


def clean(raw: str) -> str:
    """Fold the characters of a text; line ends become `\\n`."""
    if raw.isascii() and raw.isprintable():
        return raw
    text = raw.replace("\r\n", "\n").replace("\u00a0", " ").replace("\t", " ")
    return _ODD.sub(lambda m: m[0].translate(_TABLE), text)


def join_wrapped(left: str, right: str) -> str:
    """Join two halves of a paragraph that a line or page end has torn apart.

    >>> join_wrapped("2009 年 12 月 21", "日第 64/222 号决议")
    '2009 年 12 月 21日第 64/222 号决议'
    >>> join_wrapped("44/116", "R of 15 December 1989")
    '44/116 R of 15 December 1989'
    """
    left, right = left.rstrip(), right.lstrip()
    return f"{left}{space_between(left, right)}{right}"


def space_between(left: str, right: str) -> str:
    """What belongs between the two halves of a torn paragraph: no space beside Chinese, nor inside a number."""
    if not left or not right or _CJK.match(left[-1]) or _CJK.match(right[0]):
        return ""
    return "" if left[-1] == "/" and right[0].isdigit() else " "
