"""From the pieces of a printed document to a Text: clauses with their place, number, parent and notes.

Readers cut a file into pieces (a paragraph, a footnote, a line of the heading) and say of each what its form shows.
Here all formats come together, so that one resolution gives the same clauses from XML, plain text or PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from resgraph.languages import Language
from resgraph.models import Block, Document, Link, Mark, Text
from resgraph.text.pieces import Piece
from resgraph.text.places import Places

__all__ = ["assemble"]


def assemble(pieces: Sequence[Piece], *, file: str, language: Language) -> Text:
    """Give every piece its place and number, and lay the pieces out as one normalised text."""
    places = Places(pieces, language)
    blocks: list[Block] = []
    documents: list[Document] = []
    marks: list[Mark] = []
    links: list[Link] = []
    lines: list[str] = []
    mark_home: dict[str, list[int]] = {}
    note_blocks: list[int] = []
    position = 0
    for index, piece in enumerate(pieces):
        if piece.document is not None:
            documents.append(piece.document)
        place, paragraph, parent = places.of(index)
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
    before: dict[tuple[int, str], int] = {}
    for i in note_blocks:
        note = blocks[i]
        label = (note.paragraph or "fn")[2:]
        home = _home(mark_home.get(label, ()), i, note.document, blocks, before.get((note.document, label)))
        before[note.document, label] = i
        if home >= 0:
            # the notes at the foot of a page may belong to a resolution that ended above the next one
            blocks[i] = replace(note, anchor=blocks[home].paragraph, parent=home, document=blocks[home].document)
        elif i > 0 and blocks[i - 1].place == "footnote":
            blocks[i] = replace(note, document=blocks[i - 1].document)
    return Text(file, language.code, "\n".join(lines), tuple(blocks), tuple(documents), tuple(marks), tuple(links))


def _home(marked: Sequence[int], note: int, document: int, blocks: Sequence[Block], last: int | None) -> int:
    """The block that first carries a note's mark: in the same resolution, else in the last before the note; else -1.

    `last` is the note before of the same label: where pages count anew, the mark stands behind it.
    """
    marked = [n for n in marked if n < note or blocks[n].place != "footnote"]  # no note leads back to itself
    own = [n for n in marked if blocks[n].document == document]
    if last is not None:
        own = [n for n in own if last < n < note and blocks[n].place != "footnote"] or own
    before = [n for n in marked if n < note]
    if own or not before:
        return own[0] if own else marked[0] if marked else -1
    return next(n for n in before if blocks[n].document == blocks[before[-1]].document)
