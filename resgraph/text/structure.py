"""From the pieces of a printed document to a Text: clauses with their place, number, parent and notes.

Readers cut a file into pieces (a paragraph, a footnote, a line of the heading) and say of each what its form shows.
Here all formats come together, so that one resolution gives the same clauses from XML, plain text or PDF.

Preambular paragraphs are counted (PP1, PP2 …), operative ones carry their printed number (OP27, OP28(b)). What tells
them apart in all six languages is the sign at the end: a comma in the preamble, a semicolon or full stop after it
(United Nations Editorial Manual, "Resolutions and other formal decisions").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from resgraph.languages import Language
from resgraph.models import Block, Document, Link, Mark, Text

__all__ = ["Piece", "assemble"]

_NUMBER = re.compile(r"\(?(\d{1,3})\s?(?:\.|\)|-(?=\s)|\s[-–—](?=\s))\s*(?=[^\d\s])")
_LETTER = re.compile(r"\(?\s?([^\W\d_]{1,5})\s?\)\s*(?=\S)")
_SECTION = re.compile(r"([IVXL]{1,6})\.?(?:\s+(?=\S)|\Z)")
_CAPITAL_SECTION = re.compile(r"([A-Z])\.?(?:\s+(?=\S)|\Z)")
_COMMA_END = re.compile(r"[,،，、]['\"”»’)\]]*\s*\Z")
_COLON_END = re.compile(r"[:：]\s*\Z")
_STOP_END = re.compile(r"[.;。；؛]['\"”»’)\]]*\s*\Z")
_ROMAN_ITEM = re.compile(r"[ivx]+\Z")


@dataclass(slots=True)
class Piece:
    """A stretch of print that belongs together, with what the format tells of it."""

    text: str
    """Normalised text without footnote marks."""
    hint: str = "body"
    """masthead, heading, title, formula, body, section, closing, annex, note, table."""
    label: str = ""
    """For a note: its number."""
    marks: list[tuple[int, str]] = field(default_factory=list)
    """Footnote marks: offset in `text`, label."""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    """Printed hyperlinks: start and end in `text`, address."""
    document: Document | None = None
    """Set on the first piece of each resolution."""


@dataclass(slots=True)
class _State:
    """Where the reading of one document stands."""

    mode: str = "preamble"
    section: str = ""
    preamble: int = 0
    number: str = ""
    paragraph: str | None = None
    letter: str = ""
    head: int = -1
    """Block of the paragraph that introduces sub-paragraphs."""
    last_letter: int = -1
    unnumbered: int = 0
    opened: bool = False
    """The enacting formula was seen: what follows is the resolution itself."""


def assemble(pieces: Sequence[Piece], *, file: str, language: Language) -> Text:
    """Give every piece its place and number, and lay the pieces out as one normalised text."""
    restarts = _sections_that_restart(pieces)
    blocks: list[Block] = []
    documents: list[Document] = []
    marks: list[Mark] = []
    links: list[Link] = []
    lines: list[str] = []
    mark_home: dict[str, list[int]] = {}
    note_blocks: list[int] = []
    state = _State()
    position = 0
    for index, piece in enumerate(pieces):
        if piece.document is not None:
            documents.append(piece.document)
            state = _State(opened=not _has_formula(pieces, index))
        place, paragraph, parent = _place(piece, state, pieces, index, len(blocks), restarts, language)
        here = len(documents) - 1
        for offset, label in piece.marks:
            marks.append(Mark(position + offset, label))
            mark_home.setdefault(label, []).append(len(blocks))
        links.extend(Link(position + a, position + b, target) for a, b, target in piece.links)
        if place == "footnote":
            note_blocks.append(len(blocks))
            paragraph = f"fn{piece.label}"
        blocks.append(Block(position, position + len(piece.text), place, paragraph, here, None, parent))
        lines.append(piece.text)
        position += len(piece.text) + 1
    for i in note_blocks:
        note = blocks[i]
        label = (note.paragraph or "fn")[2:]
        home = _home(mark_home.get(label, ()), i, note.document, blocks)
        if home >= 0:
            # the notes at the foot of a page may belong to a resolution that ended above the next one
            blocks[i] = replace(note, anchor=blocks[home].paragraph, parent=home, document=blocks[home].document)
        elif i > 0 and blocks[i - 1].place == "footnote":
            blocks[i] = replace(note, document=blocks[i - 1].document)
    return Text(file, language.code, "\n".join(lines), tuple(blocks), tuple(documents), tuple(marks), tuple(links))


def _home(marked: Sequence[int], note: int, document: int, blocks: Sequence[Block]) -> int:
    """The block that first carries a note's mark: in the same resolution, else the last before the note, else -1."""
    own = [n for n in marked if blocks[n].document == document]
    before = [n for n in marked if n < note]
    return own[0] if own else before[-1] if before else marked[0] if marked else -1


def _has_formula(pieces: Sequence[Piece], start: int) -> bool:
    for piece in pieces[start + 1 :]:
        if piece.document is not None:
            return False
        if piece.hint == "formula":
            return True
    return False


def _sections_that_restart(pieces: Iterable[Piece]) -> set[int]:
    """Indices (by document) whose operative numbers start again, so that a number alone names no paragraph."""
    found: set[int] = set()
    document, last, annex = -1, 0, False
    for piece in pieces:
        if piece.document is not None:
            document, last, annex = document + 1, 0, False
        annex = annex or piece.hint == "annex"
        if piece.hint == "body" and not annex and (m := _NUMBER.match(piece.text)):
            number = int(m[1])
            if number == 1 and last > 1:
                found.add(document)
            last = number
    return found


def _place(
    piece: Piece,
    state: _State,
    pieces: Sequence[Piece],
    index: int,
    block: int,
    restarts: set[int],
    language: Language,
) -> tuple[str, str | None, int]:
    """Place, paragraph and parent block of one piece; moves the state on."""
    hint = piece.hint
    if hint == "note":
        return "footnote", None, -1
    if hint in ("masthead", "heading", "title", "closing", "table"):
        return {"table": "annex" if state.mode == "annex" else "body"}.get(hint, hint), None, -1
    if hint == "annex":
        state.mode, state.number, state.paragraph, state.section, state.head = "annex", "", None, "", -1
        return "annex", None, -1
    if hint == "formula":
        state.opened = True
        if state.mode == "annex":
            return "annex", None, -1
        state.mode = "preamble"
        return "title", None, -1
    if not state.opened:
        return "body", None, -1
    if hint == "section" or _is_section(piece.text, pieces, index):
        if (m := _SECTION.match(piece.text)) and state.mode != "annex":
            state.section, state.mode, state.number, state.preamble = m[1], "preamble", "", 0
        state.paragraph, state.head = None, -1
        return ("annex" if state.mode == "annex" else "body"), None, -1
    prefix = f"{state.section}." if state.section and _document_of(pieces, index) in restarts else ""
    number = _NUMBER.match(piece.text)
    if state.mode == "annex":
        return _annex_place(piece, state, number, block, language)
    if number and (state.mode == "operative" or _plausible_first(number[1], state)):
        state.mode, state.number, state.letter, state.last_letter = "operative", number[1], "", -1
        state.paragraph, state.head = f"{prefix}OP{number[1]}", block
        return "operative", state.paragraph, -1
    if (letter := _LETTER.match(piece.text)) and state.paragraph is not None:
        item = language.item_letter(letter[1])
        if item:
            return state.mode, _sub_paragraph(item, state, block), state.head
    if state.mode == "operative" and state.paragraph is not None and not _opens_preamble(piece.text, state, language):
        if state.number:
            return "operative", state.paragraph, state.head
        state.unnumbered += 1
        state.paragraph, state.head, state.last_letter = f"{prefix}OP{state.unnumbered}", block, -1
        return "operative", state.paragraph, -1
    if state.mode == "preamble" and _STOP_END.search(piece.text) and not _number_follows(pieces, index):
        state.mode, state.unnumbered, state.number = "operative", 1, ""
        state.paragraph, state.head, state.last_letter = f"{prefix}OP1", block, -1
        return "operative", state.paragraph, -1
    state.mode = "preamble"
    state.preamble += 1
    state.paragraph, state.head, state.last_letter = f"{prefix}PP{state.preamble}", block, -1
    return "preamble", state.paragraph, -1


def _document_of(pieces: Sequence[Piece], index: int) -> int:
    return sum(1 for piece in pieces[: index + 1] if piece.document is not None) - 1


def _annex_place(
    piece: Piece, state: _State, number: re.Match[str] | None, block: int, language: Language
) -> tuple[str, str | None, int]:
    if number:
        state.number, state.paragraph, state.head, state.last_letter = number[1], f"AN{number[1]}", block, -1
        return "annex", state.paragraph, -1
    if (letter := _LETTER.match(piece.text)) and state.paragraph and (item := language.item_letter(letter[1])):
        return "annex", _sub_paragraph(item, state, block), state.head
    return "annex", state.paragraph, state.head


def _sub_paragraph(item: str, state: _State, block: int) -> str:
    """OP28(b), OP28(b)(ii): an item of Roman numerals under a letter is one level deeper."""
    base = (state.paragraph or "").split("(")[0]
    deeper = state.letter and _ROMAN_ITEM.fullmatch(item) and not _follows(state.letter, item)
    if deeper:
        return f"{base}({state.letter})({item})"
    state.letter, state.last_letter = item, block
    return f"{base}({item})"


def _follows(letter: str, item: str) -> bool:
    """Whether `item` is the next letter of the alphabet after `letter`: (h) (i), not (a) (i)."""
    return len(letter) == 1 and len(item) == 1 and ord(item) == ord(letter) + 1


def _plausible_first(number: str, state: _State) -> bool:
    """A number that opens the operative part: 1, or any where the page begins in the middle of a resolution."""
    return number == "1" or (state.preamble == 0 and state.paragraph is None)


def _is_section(text: str, pieces: Sequence[Piece], index: int) -> bool:
    """A heading inside the resolution: a Roman numeral or capital alone, or short words without an end sign."""
    if len(text) <= 7 and (_SECTION.fullmatch(text.strip()) or _CAPITAL_SECTION.fullmatch(text.strip())):
        return True
    if len(text) > 160 or _COMMA_END.search(text) or _STOP_END.search(text) or _COLON_END.search(text):
        return False
    if _NUMBER.match(text) or _LETTER.match(text):
        return False
    following = next((p.text for p in pieces[index + 1 :] if p.hint == "body"), "")
    return bool(following) and not following[0].islower()


def _opens_preamble(text: str, state: _State, language: Language) -> bool:
    """A section's own preamble after operative paragraphs: a clause that ends in a comma and begins like one."""
    return bool(_COMMA_END.search(text)) and state.section != "" and language.is_preambular(text)


def _number_follows(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a paragraph numbered 1 is still to come in this part of the resolution."""
    for piece in pieces[index + 1 :]:
        if piece.document is not None or piece.hint in ("annex", "section", "formula"):
            return False
        if piece.hint == "body" and (m := _NUMBER.match(piece.text)):
            return m[1] == "1"
    return False
