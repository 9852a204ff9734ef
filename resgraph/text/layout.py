"""From paragraphs to pieces that know what they are: running heads, headings, formulas, notes, annexes, closing lines.

Formats that know nothing of structure (plain text, PDF, web pages) come through here. What is not text is taken away
(running heads, page numbers, printed addresses), paragraphs that a page end has torn are joined, notes are found and
their marks lifted, and the beginning of each resolution is marked, so that a printed page may hold several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from resgraph.languages import Language
from resgraph.models import Document, Text
from resgraph.text.headings import HEADING, mark_documents, symbol_of_name
from resgraph.text.normalise import join_wrapped
from resgraph.text.notes import lift_marks
from resgraph.text.pieces import Piece
from resgraph.text.structure import assemble

__all__ = ["LABEL_ALONE", "NOTE_LABEL", "compose", "is_page_number"]

LABEL_ALONE = re.compile(r"(?:\d{1,3}\s?[.)](?:\s?-)?|\d{1,3}\s?-|\(?[^\W\d_]{1,4}\))\Z")
NOTE_LABEL = re.compile(
    r"(?:\[(?P<square>\d{1,3})\]|(?P<slash>\d{1,3})\s?/(?!\d)|(?P<raised>[¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|(?P<bare>\d{1,3})(?!\s?[-–—]\s)(?:\s\(\))?(?=\s|[^\W\d_]))"
    r"\s*(?=\S)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z")
_RULE = re.compile(r"[-_=*—–\s]{3,}\Z")
_PAGE = re.compile(
    r"(?:\d{1,4}|\d{1,2}/\d{1,3}|-\s?\d{1,4}\s?-|\d\d-\d{5}\s?(?:\([A-Z]\))?(?:\s+\d{6}){0,2}|\*\d{7}\*|\.{2,})\Z"
)
_ENDS = re.compile(r"[.,;:?!。，；：、،؛؟][\"'’”»)\]]*\s?\d{0,3}(?:\(\d{1,3}\))?\s*\Z")
_STARTS_LOWER = re.compile(r"[a-zà-öø-ÿа-яё]")
_LABELLED = re.compile(r"\(?\d{1,3}\s?[.)-]|\(?[^\W\d_]{1,4}\)\s|[IVXL]+\.?\s|\[")
_INNER_HEADING = re.compile(r"\.(?<=[a-zà-ÿ\d]\.)\s(?=\d{3,4}\s\([IVXL]+\)\.\s+[A-ZÀ-Ý])")
"""The end of a clause, right before the heading of the next resolution; it begins with a sign that `re` finds quickly."""
_OPERATIVE = re.compile(r"\d{1,3}\s?[.-]\s")
_LONGEST_HEADING = 1200
_LONGEST = 20_000
"""Characters that a paragraph may have and still be torn."""
_SYMBOL_LINE = re.compile(r"(?:A|S|E)/(?:RES|HRC/RES)/\S.{0,30}\Z")
_CONTENTS = re.compile(r"\||.*\.{4,}\s*\d+\Z|.*\(item \d+")
_CONTENTS_HEADING = re.compile(r"^[|\s]*(?:\d{1,3}/\d{1,3}|\d{1,4}\s?\([IVXLC]+\))\s?\.")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def is_page_number(line: str) -> bool:
    """Whether a line is a page number, a job number or a leader."""
    return bool(_PAGE.match(line))


def compose(pieces: Sequence[Piece], *, file: str, language: Language, format: str) -> Text:
    """Name, join and order the paragraphs of one file, and assemble its Text."""
    named = [part for piece in pieces for part in _split_formula(piece, language)]
    _name(named, language)
    kept = _join_pages(named, language)
    _notes(kept, language)
    mark_documents(kept, language, Document(symbol_of_name(file), lang=language.code, format=format, file=file))
    return assemble(kept, file=file, language=language)


def _split_formula(piece: Piece, language: Language) -> Iterator[Piece]:
    """A heading, the enacting formula and the first clause that run on in one line, apart."""
    if (second := _INNER_HEADING.search(piece.text)) and not piece.marks:
        for text in (piece.text[: second.end()], piece.text[second.end() :]):
            yield from _split_formula(Piece(text.strip(), piece.hint), language)
        return
    formula = language.layout["formula"]
    m = formula.match(piece.text)
    if m and m.end() == len(piece.text):
        yield piece
        return
    if (
        m is None
        and (HEADING.match(piece.text) or language.layout["heading"].match(piece.text))
        and len(piece.text) > 80
    ):
        m = next((f for f in formula.finditer(piece.text) if f[0].rstrip()[-1:] in ",،，"), None)
    if m is None or not language.opening(piece.text[m.end() :].lstrip())[0] or piece.marks:
        yield piece
        return
    for text in (piece.text[: m.start()], m[0], piece.text[m.end() :]):
        if text.strip():
            yield Piece(text.strip())


def _name(pieces: Sequence[Piece], language: Language) -> None:
    """Give each piece its hint, by itself; what is furniture is marked for removal."""
    layout = language.layout
    inside = False
    number = ""  # of the masthead, which Arabic prints alone above the title and which is no page number then
    for piece in pieces:
        if piece.hint != "body":
            continue
        text = piece.text
        if not inside and text == number:
            continue
        if _ADDRESS.match(text) or _RULE.match(text) or is_page_number(text):
            piece.hint = "furniture"
        elif _SYMBOL_LINE.match(text):
            piece.hint = "masthead"
            number = text.rpartition("/RES/")[2].strip() or number
        elif len(text) < 120 and layout["running"].fullmatch(text):
            piece.hint = "furniture"
        elif layout["formula"].fullmatch(text):
            piece.hint, inside = "formula", True
        elif len(text) < 200 and layout["meeting"].match(text):
            piece.hint, inside = "closing", False
        elif len(text) < 40 and any(date.fullmatch(text.rstrip(".")) for date in language.dates):
            piece.hint = "closing"
        elif language.is_annex(text):
            piece.hint = "annex"
        elif not inside and text.startswith("["):
            piece.hint = "heading"
        elif _CONTENTS.match(text):
            piece.hint = "masthead" if _CONTENTS_HEADING.search(text) else "table"


def _join_pages(pieces: Sequence[Piece], language: Language) -> list[Piece]:
    """Join a paragraph that a page end interrupts to its rest beyond the notes and running heads; drop the latter."""
    kept: list[Piece] = []
    open_piece: Piece | None = None
    crossed = False
    for piece in pieces:
        if kept and kept[-1].hint == "heading" and "]" not in kept[-1].text and len(kept[-1].text) < _LONGEST_HEADING:
            # the committee's line runs on to its closing bracket
            kept[-1].text = join_wrapped(kept[-1].text, piece.text)
            continue
        if piece.hint == "furniture":
            crossed = True
            continue
        if piece.hint == "note":
            # a reader that sees the page's foot knows its notes
            crossed = True
            kept.append(piece)
            continue
        if piece.hint == "body" and NOTE_LABEL.match(piece.text) and not _LABELLED.match(piece.text):
            crossed = True
            kept.append(piece)
            continue
        if piece.hint == "body" and open_piece is not None and _continues(open_piece, piece, crossed, language):
            shift = len(open_piece.text)
            open_piece.text = join_wrapped(open_piece.text, piece.text)
            shift = len(open_piece.text) - len(piece.text.lstrip())
            open_piece.marks += [(shift + offset, label) for offset, label in piece.marks]
            open_piece.links += [(shift + a, shift + b, target) for a, b, target in piece.links]
        else:
            kept.append(piece)
            open_piece = piece if piece.hint == "body" else None
        crossed = False
    return kept


def _continues(before: Piece, after: Piece, crossed: bool, language: Language) -> bool:
    if language.opening(after.text[:160])[0] and not crossed:
        return False
    if _ENDS.search(before.text[-30:]) or _LABELLED.match(after.text) or not 25 <= len(before.text) <= _LONGEST:
        return False
    if _STARTS_LOWER.match(after.text) or _OPERATIVE.match(before.text):
        return True
    return crossed and len(before.text) > 60


def _notes(pieces: list[Piece], language: Language) -> None:
    """Find the notes by their sequence, and lift their marks out of the text before them.

    Where the reader saw marks, by their size and height, the digits that are left in the text are no marks.
    """
    seen = any(piece.marks for piece in pieces)
    if any(piece.hint == "note" for piece in pieces):
        if not seen:
            lift_marks(
                [piece for piece in pieces if piece.hint not in ("note", "table")],
                [piece.label for piece in pieces if piece.hint == "note"],
            )
        return
    closing = max((n for n, piece in enumerate(pieces) if piece.hint in ("closing", "annex")), default=-1)
    candidates: dict[int, int] = {}
    for n, piece in enumerate(pieces):
        if piece.hint not in ("body", "table") or HEADING.match(piece.text) or _is_date(piece.text, language):
            continue
        if m := NOTE_LABEL.match(piece.text):
            candidates[n] = int((m["square"] or m["slash"] or m["raised"] or m["bare"]).translate(_SUPERSCRIPT))
    last: int | None = None
    groups: list[list[tuple[int, int]]] = []
    ordered = list(candidates.items())
    for k, (n, label) in enumerate(ordered):
        following = ordered[k + 1][1] if k + 1 < len(ordered) else None
        starts = label == 1 or following == label + 1 or (last is None and len(ordered) == 1 and n > closing >= 0)
        if last is not None and label == last + 1:
            groups[-1].append((n, label))
        elif starts and (last is None or label == 1 or following == label + 1):
            groups.append([(n, label)])
        else:
            continue
        last = label
    start = 0
    for group in groups:
        for n, label in group:
            pieces[n].hint, pieces[n].label = "note", str(label)
        end = group[-1][0]
        text = [piece for piece in pieces[start:end] if piece.hint not in ("note", "table", "furniture")]
        lift_marks(text, [str(label) for _, label in group], date_first=language.date_first)
        start = end
    last_notes = next((n for group in groups for n, _ in group if n > closing), None)
    if last_notes is not None and closing >= 0:
        _continue_last_notes(pieces[last_notes:])


def _continue_last_notes(pieces: Sequence[Piece]) -> None:
    """After the last line of a resolution only notes follow: what has no number goes on with the note before it.

    Where more follows than notes go on to, it is text.
    """
    loose = sum(piece.hint != "note" for piece in pieces)
    if any(piece.hint in ("formula", "closing") for piece in pieces) or loose > max(3, len(pieces) // 3):
        return
    label = ""
    for piece in pieces:
        if piece.hint == "note":
            label = piece.label
        elif piece.hint == "body" and label:
            piece.hint, piece.label = "note", label


def _is_date(text: str, language: Language) -> bool:
    return any(date.match(text) for date in language.dates)
