"""Documents as the document server has them, made small: Word files with notes, PDF, and a few bytes of older formats."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from resgraph.models import Text
from tests.readers_pdf_writer import Sheet, write

__all__ = ["LINES", "docx", "docx_of", "pdf", "resolution"]

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINES = {
    "en": (
        "Resolution adopted by the General Assembly on 19 December 1978",
        "The General Assembly,",
        "Recalling its resolution",
    ),
    "fr": (
        "Résolution adoptée par l’Assemblée générale le 19 décembre 1978",
        "L’Assemblée générale,",
        "Rappelant sa résolution",
    ),
    "zh": ("1978年12月19日大会决议", "大会，", "回顾其决议"),
}
_CLAUSE = {"en": "of 4 December 1974,", "fr": "du 4 décembre 1974,", "zh": "，"}
_LAST = {
    "en": "1. Decides to continue its work;",
    "fr": "1. Décide de poursuivre ses travaux ;",
    "zh": "1. 决定继续其工作；",
}


def resolution(symbol: str, lang: str = "en", cites: Sequence[str] = ()) -> list[str]:
    """The lines of a short resolution that cites some others."""
    adopted, formula, recalling = LINES[lang]
    numbers = [f"{recalling} {cited} {_CLAUSE[lang]}" for cited in cites]
    return [symbol, adopted, "Technical cooperation", formula, *numbers, _LAST[lang]]


def docx(lines: Sequence[str]) -> bytes:
    """A Word file with one paragraph a line."""
    return _word("".join(f"<w:p>{_run(line)}</w:p>" for line in lines), "")


def docx_of(text: Text) -> bytes:
    """A Word file that prints what was read from another file: its paragraphs, and its notes at their marks."""
    notes = {
        block.paragraph: text.content[block.start : block.end] for block in text.blocks if block.place == "footnote"
    }
    first = min((block.start for block in text.blocks if block.place == "footnote"), default=len(text.content))
    labels = {f"fn{mark.label}": number for number, mark in enumerate(text.marks, 1)}
    body, start = [], 0
    for line in text.content[:first].split("\n"):
        runs, place = [], start
        for mark in text.marks:
            if start <= mark.position <= start + len(line) and f"fn{mark.label}" in notes and mark.position >= place:
                runs.append(_run(text.content[place : mark.position]))
                runs.append(f'<w:r><w:footnoteReference w:id="{labels[f"fn{mark.label}"]}"/></w:r>')
                place = mark.position
        runs.append(_run(text.content[place : start + len(line)]))
        body.append(f"<w:p>{''.join(runs)}</w:p>")
        start += len(line) + 1
    numbered = "".join(
        f'<w:footnote w:id="{labels[name]}"><w:p>{_run(words)}</w:p></w:footnote>'
        for name, words in notes.items()
        if name in labels
    )
    return _word("".join(body), f"<w:footnotes {_NAMES}>{numbered}</w:footnotes>")


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF of one page, in Latin letters alone."""
    return write([Sheet().lines(72, 720, 11, 20, *lines)])


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""


def _word(body: str, notes: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"),
            ("word/footnotes.xml", notes),
        ):
            if part:
                archive.writestr(zipfile.ZipInfo(name), part)
    return buffer.getvalue()
