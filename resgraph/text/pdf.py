"""PDF: born digital or with a text layer, in any of the six languages.

PDFium (BSD and Apache licences) gives the characters of a page and their places; the order of reading is made here from
positions: characters to lines (`pdf_lines`), lines to columns and notes (`pdf_pages`), these to paragraphs
(`pdf_paragraphs`). Pages that are pictures are never passed over in silence.
Format: ISO 32000-1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from resgraph.errors import ReadError
from resgraph.languages import code_of, detect, load
from resgraph.models import Text
from resgraph.text.layout import compose
from resgraph.text.pdf_bidi import is_rtl
from resgraph.text.pdf_glyphs import PERHAPS_SPACE, glyphs, link_boxes, rules
from resgraph.text.pdf_lines import rows_of
from resgraph.text.pdf_pages import Page, drop_running_heads, lone_marks, page_of, split_notes
from resgraph.text.pdf_paragraphs import body_size, leading_of, pieces_of

__all__ = ["MOST_PAGES", "each_page", "read", "read_pages"]

MOST_PAGES = 3000
"""Pages that one file may have; the longest documents of the United Nations have about a thousand."""
_FEWEST_CHARS = 80
"""A page with fewer characters and a picture over most of it holds its text as a picture: scanned pages have one
character or none, pages with text hundreds."""
_SENTENCE_END = re.compile(r"[.。;؛][\"”»)\]]*\s*\Z")
_LETTER = re.compile(r"[^\W\d_]")
_REMEDY = "install tesseract-ocr (languages ara chi_sim eng fra rus spa) and read it with --ocr"

Recognise = Callable[[Any], Page]
"""Reads a page that is a picture."""


def read(data: bytes, *, file: str, lang: str | None = None) -> Text:
    """Read one PDF.

    Raises:
        ReadError: damaged, encrypted, too long, without text, with pages that are only pictures, or in none of the six
            languages.
    """
    return read_pages(data, file=file, lang=lang)


def read_pages(data: bytes, *, file: str, lang: str | None = None, recognise: Recognise | None = None) -> Text:
    """Read one PDF; pages that are pictures by `recognise`, where it is given.

    Raises:
        ReadError: as `read`.
    """
    pages: list[Page] = []
    pictures: list[int] = []
    rtl: bool | None = None
    for document, page in each_page(data, file):
        found = glyphs(page)
        text = "".join(glyph.text for glyph in found if glyph.text != PERHAPS_SPACE)
        if _is_picture(page, text):
            pictures.append(len(pages) + 1)
            pages.append(recognise(page) if recognise else Page(*page.get_size()))
            continue
        if rtl is None and len(_LETTER.findall(text)) > 20:
            rtl = _runs_rtl(text)
        laid_out = page_of(rows_of(found), *page.get_size(), rtl=bool(rtl), links=link_boxes(document, page))
        laid_out.rules = rules(page)
        pages.append(laid_out)
    if pictures and recognise is None:
        raise ReadError(_picture_words(pictures, len(pages)), where=file, remedy=_REMEDY)
    if rtl is None:
        rtl = _runs_rtl(_sample(pages))
    size = body_size(pages)
    leading = leading_of(pages, size)
    for page in pages:
        for column in page.columns:
            lone_marks(column, size, leading)
    drop_running_heads(pages, leading)
    unfinished = False
    for page in pages:
        for column in page.columns:
            split_notes(column, size, leading, page.rules, unfinished=unfinished)
            unfinished = bool(column.notes) and not _SENTENCE_END.search(column.notes[-1].text)
    code = code_of(lang) if lang else detect(_sample(pages))
    if code is None:
        what = "in no language that resgraph knows" if _sample(pages).strip() else "the file holds no text"
        raise ReadError(what, where=file, remedy="name it: --lang ar|en|es|fr|ru|zh, or give another copy")
    pieces = pieces_of(pages, rtl=rtl, leading=leading)
    return compose(pieces, file=file, language=load(code), format="ocr" if pictures else "pdf")


def each_page(data: bytes, file: str) -> Iterator[tuple[Any, Any]]:
    """The document and each of its pages; a page is closed before the next is opened, so that memory stays flat.

    Raises:
        ReadError: damaged, encrypted, or with more than `MOST_PAGES` pages.
    """
    with _opened(data, file) as document:
        count = len(document)
        if count > MOST_PAGES:
            raise ReadError(f"{count} pages, more than {MOST_PAGES}", where=file, remedy="give its parts")
        if count == 0:
            raise ReadError("a PDF without pages", where=file, remedy="fetch it again")
        for number in range(count):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                raise ReadError(
                    f"page {number + 1} of {count} is damaged", where=file, remedy="fetch it again"
                ) from None
            try:
                yield document, page
            finally:
                page.close()


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        code = pdfium.FPDF_GetLastError()
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise ReadError("encrypted", where=file, remedy="save a copy without a password") from None
        raise ReadError("a damaged or truncated PDF", where=file, remedy="fetch it again") from None
    try:
        yield document
    finally:
        document.close()


def _is_picture(page: Any, text: str) -> bool:
    """Whether a page holds its text as a picture: hardly a character, or noise, above an image of most of the page."""
    letters = len(_LETTER.findall(text))
    if len(text) >= _FEWEST_CHARS and letters >= 0.4 * len(text.replace(" ", "")):
        return False
    width, height = page.get_size()
    for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > 0.4 * width * height:
            return True
    return False


def _picture_words(pictures: list[int], count: int) -> str:
    """What is said of pages that are pictures: "image only", or which ones."""
    if len(pictures) == count:
        return f"image only: none of its {count} pages has text" if count > 1 else "image only: its page has no text"
    runs: list[str] = []
    for _, run in groupby(enumerate(pictures), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        runs.append(f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0]))
    return f"image only on {len(pictures)} of its {count} pages ({', '.join(runs)})"


def _runs_rtl(text: str) -> bool:
    letters = _LETTER.findall(text)
    return sum(map(is_rtl, letters)) * 2 > len(letters)


def _sample(pages: Sequence[Page]) -> str:
    """Text of the first pages, enough to tell the language by."""
    parts: list[str] = []
    length = 0
    for page in pages:
        for column in page.columns:
            for line in (*column.lines, *column.notes):
                parts.append(line.text)
                length += len(line.text)
        if length > 20_000:
            break
    return "\n".join(parts)
