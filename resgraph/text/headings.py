"""Where each resolution begins: headings, parts, mastheads and file names, and what the lines around them tell.

Printed pages hold several resolutions: "32/197. Restructuring …" opens one, "107th plenary meeting / 19 December 1977"
closes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from resgraph import symbols
from resgraph.errors import SymbolError
from resgraph.languages import Language
from resgraph.languages.numerals import digits
from resgraph.models import Document
from resgraph.text.pieces import Piece

__all__ = ["HEADING", "mark_documents", "symbol_of_name"]

_CLAUSE_END = re.compile(r"[,;،，；؛]\s*\Z")
HEADING = re.compile(
    r"(?P<number>(?:ES-|S-)?\d{1,3}/\d{1,3}(?:\s?[A-Z](?![a-z]))?|(?P<old>\d{1,4}\.?\s?(?:[A-Z]\s?)?\((?:(?:S-|ES-)?[IVXLC]+|د-\d{1,2}|الدورة \d{1,2})\))"
    r"|(?P<numerals>[〇○零一二三四五六七八九]{2,5})\s?\((?P<roman>[IVXLC]+)\))\s*(?:[.。:]\s*(?P<title>.*)|(?P<dated>بتاريخ \d[^\n]{6,40})|\Z)"
)
_REPORT = re.compile(r"\b[AES]/[A-Za-z0-9.()/-]*\d")
_PLAIN_NUMBER = re.compile(r"\d{1,3}\.\s+(?P<title>\S.{3,200})\Z")
_PART = re.compile(r"(?P<part>[A-Z])(?:\.?\s+(?P<title>\S.{0,200})|\.?)\Z")
_FILE_SYMBOL = re.compile(
    r"(?<![A-Za-z])[AES]_(?:HRC_)?RES_(?:\d{1,4}_?\([IVXLC]+\)|\d{1,4}_[IVXLC]+(?=_|\W|\Z)|(?:ES|S)[-_]\d{1,2}[-_]\d{1,3}"
    r"|\d{1,4}_\d{1,4}(?:_?[A-Z](?![A-Za-z0-9]))?)"
)


def symbol_of_name(file: str) -> str | None:
    """The symbol that a file name carries: `A_RES_71_244.zh.txt`; job numbers such as `N1643946.pdf` carry none.

    >>> symbol_of_name("old/A_RES_364(IV).en.txt"), symbol_of_name("N1643946.pdf")
    ('A/RES/364(IV)', None)
    """
    m = _FILE_SYMBOL.search(re.split(r"[/\\!]", file)[-1])
    if m is None:
        return None
    name = re.sub(r"_([IVXLC]+)\Z", r"(\1)", m[0])
    try:
        return symbols.parse(name).text
    except SymbolError:
        return None


def mark_documents(pieces: list[Piece], language: Language, blank: Document) -> None:
    """Mark where each resolution begins, with what its heading and closing lines say of it."""
    if not pieces:
        return
    masthead = next((s for p in pieces if p.hint == "masthead" and (s := _parse(p.text))), None)
    starts: list[tuple[int, Document]] = []
    for n, piece in enumerate(pieces):
        if piece.hint != "body":
            continue
        head = language.layout["heading"].match(piece.text)
        m = HEADING.match(piece.text, head.end() if head else 0)
        formula = _formula_within(pieces, n, 4)
        if m is not None and (
            formula or _is_title(m["title"], m["old"] is not None or (head is not None and head.end() > 0))
        ):
            symbol = _parse(
                f"{digits(m['numerals'])} ({m['roman']})" if m["numerals"] else m["number"].replace(".", "")
            )
            if symbol is None:
                continue
            title = m["title"] or _title(pieces, n)
            date = language.find_date(m["dated"]) if m["dated"] else None
            starts.append((n, replace(blank, symbol=symbol, title=title, date=date)))
        elif formula and (m := _PART.match(piece.text)) and _formula_within(pieces, n, 2):
            whole = next((d.symbol for _, d in reversed(starts) if d.symbol), None) or masthead or blank.symbol
            if whole:
                title = m["title"] or _title(pieces, n)
                starts.append((n, replace(blank, symbol=_with_part(whole, m["part"]), title=title)))
        elif formula == 1 and (m := _PLAIN_NUMBER.match(piece.text)) and not starts:
            starts.append((n, replace(blank, title=m["title"])))
    first = masthead or blank.symbol
    if not starts:
        starts = [(0, replace(blank, symbol=first))]
    elif (
        starts[0][1].symbol is None
        or (first and symbols.parse(starts[0][1].symbol).whole == symbols.parse(first).whole)
        or (len(starts) == 1 and any(_names_the_day(piece, language) for piece in pieces[: starts[0][0]]))
    ):
        starts[0] = (0, _more_exactly(starts[0][1], first))
    for k, (n, document) in enumerate(starts):
        end = starts[k + 1][0] if k + 1 < len(starts) else len(pieces)
        _open(document, pieces[n:end], language, later=k > 0)


def _names_the_day(piece: Piece, language: Language) -> bool:
    """Whether a line says when the resolution below it was adopted."""
    return bool(language.layout["adopted"].match(piece.text)) and language.find_date(piece.text) is not None


def _open(document: Document, own: Sequence[Piece], language: Language, *, later: bool) -> None:
    """Set a document on its first piece, and tell title and masthead from what it resolves."""
    own[0].document = _complete(document, own, language)
    begins = next((i for i, piece in enumerate(own) if piece.hint == "formula"), None)
    for i, piece in enumerate(own[: 1 if begins is None else begins]):
        if piece.hint not in ("body", "closing"):
            continue
        if HEADING.match(piece.text) or piece.text == document.title or (later and i == 0):
            piece.hint = "title"
        elif begins is not None:
            piece.hint = "masthead"


def _more_exactly(document: Document, known: str | None) -> Document:
    """The document under the symbol that masthead or file name give, where that adds a part: 57/270, title "… B"."""
    part = symbols.parse(known).part if known else ""
    title = document.title
    if part and title and title.endswith(f" {part}"):
        title = title.removesuffix(f" {part}")
    return replace(document, symbol=known or document.symbol, title=title)


def _is_title(title: str | None, headed: bool) -> bool:
    """Whether what follows the number of a heading is a title, where no enacting formula shows it."""
    return bool(title) and headed and len(title or "") < 250 and not _CLAUSE_END.search(title or "")


def _formula_within(pieces: Sequence[Piece], n: int, reach: int) -> int:
    """Distance to the enacting formula after a piece, 0 where none comes soon."""
    for distance in range(1, reach + 1):
        if n + distance < len(pieces) and pieces[n + distance].hint == "formula":
            return distance
    return 0


def _title(pieces: Sequence[Piece], n: int) -> str | None:
    following = pieces[n + 1] if n + 1 < len(pieces) else None
    return following.text if following is not None and following.hint == "body" else None


def _parse(text: str) -> str | None:
    try:
        return symbols.parse(text).text
    except SymbolError:
        return None


def _with_part(symbol: str, part: str) -> str:
    whole = symbols.parse(symbol)
    return symbols.compose(whole.body, whole.kind, whole.session or "", whole.number or 0, part)


def _complete(document: Document, pieces: Sequence[Piece], language: Language) -> Document:
    """Date, meeting, session and agenda item from the lines around the resolution."""
    date = document.date
    meeting = agenda = report = before = None
    for piece in pieces:
        if piece.hint == "formula" and date:
            continue
        if (m := language.layout["adopted"].match(piece.text)) or (
            m := language.layout["adopted"].search(piece.text[:200])
        ):
            date = date or language.find_date(piece.text)
        elif piece.hint == "closing" and language.layout["meeting"].match(piece.text):
            found = language.layout["meeting"].match(piece.text)
            meeting = meeting or (found["meeting"] if found else None)
            date = date or language.find_date(piece.text)
            date = date or before
        elif piece.hint == "closing":
            # the date stands before the meeting in Chinese, after it elsewhere
            before = language.find_date(piece.text)
            date = date or (before if meeting else None)
        elif agenda is None and (m := language.layout["agenda"].match(piece.text)):
            agenda = language.agenda_item(m["item"])
        elif report is None and piece.hint == "heading" and (m := _REPORT.search(piece.text)):
            report = _parse(m[0])
    session = None
    if document.symbol:
        session = symbols.parse(document.symbol).session
    return replace(document, date=date, meeting=meeting, agenda_item=agenda, report=report, session=session)
