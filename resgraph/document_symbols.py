"""Symbols of documents, sales numbers of publications and numbers of the Treaty Series: their canonical texts.

What names no resolution is written as it is printed, without spaces, with the capitals that official symbols have.

>>> document("A/77/6 (SECT. 26)"), document("NPT/CONF.2000/28 (PARTS I AND II)/ADD.1"), document("GENERAL ASSEMBLY")
('A/77/6(Sect.26)', 'NPT/CONF.2000/28(PartsIandII)/Add.1', None)
>>> halves("A/48/486-S/26560")
('A/48/486', 'S/26560')
>>> sales("SALESNO.C.78.II.A.11"), treaty("TREATYSERIES,VOL.1771,NO.30822")
('SALES/E.78.II.A.11', 'UNTS/1771/30822')
"""

from __future__ import annotations

import re

from resgraph.sessions import from_roman

__all__ = ["adopted_kind", "document", "halves", "is_annexed", "sales", "treaty"]

# ---------------------------------------------------------------- documents

_SPACE = re.compile(r"\s*([/.(\[-])\s*|\s+(?=\))")  # A/77/6 (Sect. 26)
_SUFFIX = re.compile(r"(?<=[0-9A-Z)])/?(ADD|CORR|REV|AMEND)\.?(?=[0-9])")  # E/CN.4/1998/53ADD.2
_ANNEXED = re.compile(r"/(?:ADD|CORR|REV|AMEND)\.?[0-9]", re.IGNORECASE)  # A/RES/48/162/Corr.1
_BRACKETS = re.compile(r"(\([^()]*\))")
_IN_BRACKETS = re.compile(
    r"(?P<word>PARTS?|VOLS?|SECTS?|RESUMPTION)(?P<first>\.?(?:[IVX]+|[0-9]+[A-Z]?)?)"  # (PartI), (Vol.II), (Sect.29A)
    r"(?:(?P<and>AND|-|,)(?P<last>[IVX]+|[0-9]+))?"  # (PartsIandII)
)
_NUMERAL = re.compile("[IVXLC]+")
_SUB = re.compile(r"\bSUB(?=\.)")  # E/CN.4/Sub.2/2000/46
_WORD = re.compile("[A-Z]+")
_PRINTED = ("Add", "Corr", "Rev", "Amend", "Corrigendum", "Summary", "OzL", "Pro", "Conv")  # UNEP/OzL.Pro.28/12/Add.1
_CASE = {word.upper(): word for word in _PRINTED}
_GROUP = r"\([A-Za-z0-9]+(?:[.,-][A-Za-z0-9]+)*\)"  # (PartsIandII), (Vol.I)
_DOCUMENT = re.compile(
    rf"""
    [A-Z] (?: [.-]?[A-Za-z0-9] | {_GROUP} )*  # A, NPT, IDB.45, ICCD, GC(63)
    (?: / [A-Za-z0-9] (?: [.,-]?[A-Za-z0-9] | {_GROUP} )* )+  # /CONF.2000/28(PartsIandII), /Add.1-26
    """,
    re.VERBOSE,
)
_DIGIT = re.compile("[0-9]")
_JOINT = re.compile(r"(?<=[0-9)])-(?=[A-Z]+/)")  # A/76/75/Add.1-E/2021/57/Add.1; not UNEP/CBD/BS/COP-MOP/5/17
_ADOPTED = re.compile(r".*/(RES|DEC)/.*")  # the resolution of a body that the table of bodies does not have


def document(plain: str) -> str | None:
    """The canonical document symbol of a text in capitals, None where it is no document symbol."""
    text = _SUFFIX.sub(lambda m: f"/{m[1]}.", _SPACE.sub(lambda m: m[1] or "", plain))
    pieces = _BRACKETS.split(text)
    text = "".join(_bracketed(piece) if piece.startswith("(") else _cased(piece) for piece in pieces)
    return text if _DOCUMENT.fullmatch(text) and _DIGIT.search(text) else None


def halves(symbol: str) -> tuple[str, ...]:
    """The symbols that one document bears at once, by which it is cited too; one where it bears one."""
    return tuple(_JOINT.split(symbol))


def is_annexed(symbol: str) -> bool:
    """Whether a symbol ends as addenda, corrigenda and revisions do, which are documents whatever they belong to."""
    return _ANNEXED.search(symbol) is not None


def adopted_kind(symbol: str) -> str:
    """The kind of a document symbol: resolution or decision where a component says so, else document."""
    m = None if is_annexed(symbol) else _ADOPTED.fullmatch(symbol)
    return {"RES": "resolution", "DEC": "decision"}[m[1]] if m else "document"


def _cased(text: str) -> str:
    """Letters outside brackets as official symbols print them."""
    return _WORD.sub(lambda m: _CASE.get(m[0], m[0]), _SUB.sub("Sub", text))


def _bracketed(text: str) -> str:
    """What stands in brackets as official symbols print it: (PartI), (Vol.II), (Introduction), (SUPP)."""
    inner = "".join(text[1:-1].split())
    if m := _IN_BRACKETS.fullmatch(inner):
        inner = m["word"].capitalize() + m["first"] + (m["and"] or "").lower() + (m["last"] or "")
    elif len(inner) > 4 and inner.isalpha() and not _NUMERAL.fullmatch(inner):
        inner = inner.capitalize()
    return f"({inner})"


# ---------------------------------------------------------------- publications and treaties

_SALES = re.compile(
    r"""
    [^0-9]*?  # "United Nations publication, Sales No."
    (?<![A-Z]) (?P<office>GV\.)? (?: (?P<edition>[A-Z](?:[/.][A-Z])*)\. )?  # E. or, in the Chinese edition, C.
    (?P<number> (?P<year>[0-9]{4}|[0-9]{2}) \. (?:[IVX]+|0) (?:\.[A-Z]{1,2})? \.[0-9]+ (?:-[0-9]+)? )  # 78.II.A.11
    [^0-9]*  # "and corrigendum"
    """,
    re.VERBOSE,
)


def sales(tight: str) -> str | None:
    """The canonical sales number in a text in capitals without spaces.

    The first letter is the language of the edition and becomes E; numbers with the full year (1956.IV.4) had none.
    """
    m = _SALES.fullmatch(tight)
    if not m:
        return None
    edition = "E." if m["edition"] or len(m["year"]) == 2 else ""
    return f"SALES/{m['office'] or ''}{edition}{m['number']}"


_SERIES = re.compile(
    "UNTS|LNTS|TREATYSERIES|RECUEILDESTRAIT[ÉE]S|(?:SERIE|RECOPILACI[ÓO]N)DETRATADOS|条约汇编|المعاهدات"
    "|\N{CYRILLIC CAPITAL LETTER DE}O\N{CYRILLIC CAPITAL LETTER GHE}OBOPOB"  # "Сборник договоров", folded to Latin
)
_LEAGUE = re.compile("LNTS|LEAGUEOFNATIONS|SOCI[ÉE]T[ÉE]DESNATIONS|SOCIEDADDE(?:LAS)?NACIONES|国际联盟|国联")
_IN_SERIES = re.compile(
    r"""
    [^0-9]*? (?P<volume>[0-9]+ | (?<=VOL\.)[IVXLC]+) (?:\([0-9]+\))?  # "vol. 1771"; the League's "vol. XCIV (1929)"
    [^0-9]+ (?P<number>[0-9]+(?:-[0-9]+)?) [^0-9]*  # "No. 30822", "Nos. 970-973"
    """,
    re.VERBOSE,
)


def treaty(tight: str) -> str | None:
    """The canonical Treaty Series number in a text in capitals without spaces: series, volume, number."""
    named = _SERIES.search(tight)
    m = _IN_SERIES.fullmatch(tight, named.end()) if named else None
    if not m:
        return None
    volume = m["volume"] if m["volume"].isdigit() else str(from_roman(m["volume"]))
    return f"{'LNTS' if _LEAGUE.search(tight) else 'UNTS'}/{volume}/{m['number']}"
