"""PDF: born digital or with a text layer, in any of the six languages.

PDFium (BSD and Apache licences) gives the characters of a page and their places; the order of reading is made here from
positions: characters to lines (`pdf_lines`), lines to columns and notes (`pdf_pages`), these to paragraphs
(`pdf_paragraphs`). Pages that are pictures or damaged are never passed over in silence: the rest is read, and the text
says which pages it lacks.
Format: ISO 32000-1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from resgraph.errors import ReadError
from resgraph.languages import code_of, detect, load
from resgraph.limits import limit, raised, shown
from resgraph.models import Text, Unread
from resgraph.text.layout import compose
from resgraph.text.pdf_bidi import is_rtl
from resgraph.text.pdf_glyphs import PERHAPS_SPACE, glyphs, link_boxes, rules
from resgraph.text.pdf_lines import rows_of
from resgraph.text.pdf_pages import Page, drop_running_heads, lone_marks, page_of, split_notes
from resgraph.text.pdf_paragraphs import body_size, leading_of, pieces_of

__all__ = ["each_page", "read", "read_pages"]

_FEWEST_CHARS = 80
"""A page with fewer characters and a picture over most of it holds its text as a picture: scanned pages have one
character or none, pages with text hundreds."""
_SENTENCE_END = re.compile(r"[.。;؛][\"”»)\]]*\s*\Z")
_LETTER = re.compile(r"[^\W\d_]")
_REMEDY = "install tesseract-ocr (languages ara chi_sim eng fra rus spa) and read it with --ocr"

Recognise = Callable[[Any], Page]
"""Reads a page that is a picture; raises ReadError for one that it cannot read."""


def read(data: bytes, *, file: str, lang: str | None = None) -> Text:
    """Read one PDF.

    Raises:
        ReadError: damaged, encrypted, too long, without text, with no page that is not a picture, or in none of the
            six languages.
    """
    return read_pages(data, file=file, lang=lang)


def read_pages(data: bytes, *, file: str, lang: str | None = None, recognise: Recognise | None = None) -> Text:
    """Read one PDF; pages that are pictures by `recognise`, where it is given.

    Raises:
        ReadError: as `read`.
    """
    pages: list[Page] = []
    unread: dict[tuple[str, str], list[int]] = {}
    recognised = False
    rtl: bool | None = None
    count = 0
    for document, page in each_page(data, file):
        count += 1
        if page is None:
            unread.setdefault(("damaged", "fetch it again"), []).append(count)
            continue
        found = glyphs(page)
        text = "".join(glyph.text for glyph in found if glyph.text != PERHAPS_SPACE)
        if _is_picture(page, text):
            try:
                pages.append(_recognised(page, recognise))
                recognised = True
            except ReadError as error:
                unread.setdefault((error.what, error.remedy or ""), []).append(count)
            continue
        if rtl is None and len(_LETTER.findall(text)) > 20:
            rtl = _runs_rtl(text)
        laid_out = page_of(rows_of(found), *page.get_size(), rtl=bool(rtl), links=link_boxes(document, page))
        laid_out.rules = rules(page)
        pages.append(laid_out)
    missing = tuple(Unread(_pages_words(numbers, count, why), remedy) for (why, remedy), numbers in unread.items())
    if missing and not _sample(pages).strip():
        raise ReadError(missing[0].what, where=file, remedy=missing[0].remedy)
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
    composed = compose(pieces, file=file, language=load(code), format="ocr" if recognised else "pdf")
    return replace(composed, unread=missing)


def each_page(data: bytes, file: str) -> Iterator[tuple[Any, Any]]:
    """The document and each of its pages, None for a damaged one.

    A page is closed before the next is opened, so that memory stays flat.

    Raises:
        ReadError: damaged as a whole, encrypted, or with more pages than the limit.
    """
    with _opened(data, file) as document:
        count = len(document)
        if count > limit("pages"):
            remedy = f"give its parts, or {raised('pages', count)}"
            raise ReadError(f"{count} pages, more than {shown('pages')}", where=file, remedy=remedy)
        for number in range(count):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                yield document, None
                continue
            try:
                yield document, page
            finally:
                page.close()


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[Any]:
    # PDFium keeps its last error, and sets none for a file without pages: what is no PDF takes that of the file before away
    pdfium.FPDF_LoadMemDocument64(b" ", 1, None)
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


def _recognised(page: Any, recognise: Recognise | None) -> Page:
    if recognise is None:
        raise ReadError("image only", remedy=_REMEDY)
    return recognise(page)


def _pages_words(numbers: list[int], count: int, why: str) -> str:
    """What is said of pages that were not read: "image only: pages 3, 7–9 of 12"."""
    runs: list[str] = []
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        runs.append(f"{found[0]}–{found[-1]}" if len(found) > 1 else str(found[0]))
    if len(numbers) == count:
        return f"{why}: all of its {count} pages" if count > 1 else f"{why}: its page"
    return f"{why}: {'pages' if len(numbers) > 1 else 'page'} {', '.join(runs)} of {count}"


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
