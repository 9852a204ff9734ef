"""The grammar of a document symbol as it is printed, and its plain form: no white space, words of volumes in Latin letters.

Real ones: `FCCC/CP/2015/10/Add.1`, `A/73/12 (part II)` (A/RES/75/163), `CM/Res.1153 (XLVIII)` (A/RES/76/35),
`NPT/CONF.2000/ 28 (Parts I and II)`, `NPT/CONF.2000/28(Parts I和II)` (A/RES/77/65), `A/77/6 (المقدمة)` (A/RES/77/262),
`40 C/68` of UNESCO (A/RES/75/168).
"""

from __future__ import annotations

import re
from functools import cache

from resgraph.languages import Language

__all__ = ["COMPONENT", "SUFFIX", "UNESCO", "plain", "symbol_of"]

COMPONENT = r"[A-Za-z0-9]+(?:[.\-–][A-Za-z0-9]+)*(?:\([A-Za-z0-9.]{1,12}\))?"
_PART = (
    r"(?:\s?(?:Add|Corr|Rev)\.\s?\d{1,3}"  # A/66/53/Add.1/ Corr.1 (A/RES/77/204)
    r"|\s\d{1,3}(?=\s\(Parts? )"
    r"|(?:Res|Dec|RES|DEC)\.\s?\d{1,4}\s?\([IVXLC]{1,8}\)"
    rf"|{COMPONENT})"
)
_BRACKET = (
    r"\s?\((?:(?:Parts?|PARTS?|Vols?\.?|VOLS?\.?|Sects?\.?|SECTS?\.?|Supp|SUPP|Resumption|Introduction|Income|Plan)"
    r"[\s.]?[^()\n]{0,30}|parts?\s[IVX]{1,4}"
)
SUFFIX = r"(?:Add|Corr|Rev|Amend)\.\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?:/(?:Add|Corr|Rev|Amend)\.\d{1,3})*"
UNESCO = re.compile(r"(?<![\w/.,-])(?P<session>\d{1,3})\s?(?:C|EX)/(?P<number>\d{1,3})(?![\w/(])")
"""A document of the General Conference or of the Executive Board of UNESCO, whose session stands before its letters."""


_EDITION = re.compile(r"\((?:Ar|En|Es|Fr|Ru|Zh)\)\Z")
"""The language of the edition in which a document of FAO was read: FIRO/R957(En), in French FIRO/R957(Fr)."""


@cache
def symbol_of(language: Language) -> re.Pattern[str]:
    """The pattern of a document symbol, with groups root, rest, joint and part."""
    bracket = "|".join((_BRACKET, *map(re.escape, language.volumes))) + r")\)"
    return re.compile(
        rf"(?![IVX]+/(?:Add|Corr|Rev))(?P<root>[A-Z]{{1,10}}(?:\((?:\d{{1,3}}|[IVXLC]{{1,8}})\))?)(?P<rest>(?:/{_PART}(?:{bracket})?)+)"
        rf"(?P<joint>-(?:S|A|E)(?:/{COMPONENT})+)?(?P<part>\[[A-Z](?:-[A-Z])?\])?"
    )


@cache
def _two_parts(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\(Parts?\s(?P<first>[IVX]+){language.joint}(?P<last>[IVX]+)\)")


def plain(printed: str, language: Language) -> str:
    """A symbol without white space and language of edition, the words in its brackets as English prints them.

    >>> from resgraph.languages import load

    >>> plain("NPT/CONF.2000/28 (Parts I et II)", load("fr")), plain("A/77/6 (Sect. 26)", load("fr"))
    ('NPT/CONF.2000/28(PartsIandII)', 'A/77/6(Sect.26)')
    """
    if "(" not in printed:
        return "".join(printed.split())
    printed = _two_parts(language).sub(r"(Parts \g<first> and \g<last>)", printed)
    for word, latin in language.volumes.items():
        printed = printed.replace(f"({word})", f"({latin})")
    return _EDITION.sub("", "".join(printed.split()))
