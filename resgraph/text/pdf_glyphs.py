"""The characters of a PDF page with their places, and the addresses that are linked on it.

PDFium gives text in the order of drawing and guesses at spaces; here only its characters are taken, each with its box,
so that the order of reading can be made from positions (see `resgraph.text.pdf_lines`).
API: https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public/fpdf_text.h
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from resgraph.text.normalise import clean

__all__ = ["PERHAPS_SPACE", "Glyph", "LinkBox", "glyphs", "link_boxes", "rules"]

PERHAPS_SPACE = "\u200b"
"""Where PDFium guesses at a space that is not in the file, or the file has one without width."""

_Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
_MOST_STROKES = 2000
"""Of a drawing only so many strokes are looked at."""
_LINE_END_HYPHEN = (0x02, 0xFFFE)
"""What PDFium gives for a hyphen at the end of a line, by version."""


@dataclass(slots=True)
class Glyph:
    """One printed character; lengths in points, y upwards from the foot of the page."""

    text: str
    """Normalised: one character, two for a ligature."""
    left: float
    right: float
    baseline: float
    size: float
    """Font size as drawn."""


@dataclass(frozen=True, slots=True)
class LinkBox:
    """The rectangle of a link annotation."""

    left: float
    bottom: float
    right: float
    top: float
    target: str


@cache
def _readable(code: int) -> str:
    """The character of a code as text, "" where it says nothing (controls, kashida, vowel signs, unknown glyphs)."""
    if code in _LINE_END_HYPHEN:
        return "-"
    if code == 0xAD:
        return "\u00ad"
    if not code or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
        return ""
    char = chr(code)
    if char in "\r\n":
        return ""
    return clean(char)


def glyphs(page: Any) -> list[Glyph]:
    """The characters of a page in the order of drawing; rotated pages are turned upright."""
    width, height = page.get_size()
    turn = page.get_rotation()
    textpage = page.get_textpage()
    found: list[Glyph] = []
    try:
        raw = textpage.raw
        box = pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        matrix = pdfium.FS_MATRIX()
        at_box, at_x, at_y, at_matrix = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y), ctypes.byref(matrix)
        scales: dict[tuple[float, int], float] = {}
        for i in range(textpage.count_chars()):
            code = pdfium.FPDFText_GetUnicode(raw, i)
            if code == 0x20 and pdfium.FPDFText_IsGenerated(raw, i) == 1:
                if found:
                    last = found[-1]
                    found.append(Glyph(PERHAPS_SPACE, last.right, last.right, last.baseline, last.size))
                continue
            text = _readable(code)
            if not text or not pdfium.FPDFText_GetLooseCharBox(raw, i, at_box):
                continue
            pdfium.FPDFText_GetCharOrigin(raw, i, at_x, at_y)
            size = pdfium.FPDFText_GetFontSize(raw, i)
            # the matrix scales the font: some producers set every text in size 1; boxes of one height have one scale
            key = (size, round((box.top - box.bottom) * 8))
            scale = scales.get(key)
            if scale is None:
                pdfium.FPDFText_GetMatrix(raw, i, at_matrix)
                scale = scales[key] = math.hypot(matrix.c, matrix.d)
            size = abs(size) * scale  # negative where the matrix turns the text as well
            if not size:
                continue
            if text == " " and box.right - box.left < 0.02 * size:
                # LibreOffice: spaces of no width, somewhere beside the gap
                text = PERHAPS_SPACE
            if turn:
                left, _, right, _ = _upright(turn, (box.left, box.bottom, box.right, box.top), width, height)
                _, baseline, _, _ = _upright(turn, (x.value, y.value, x.value, y.value), width, height)
                found.append(Glyph(text, left, right, baseline, size))
            else:
                found.append(Glyph(text, box.left, box.right, y.value, size))
    finally:
        textpage.close()
    return found


def _upright(turn: int, box: _Box, width: float, height: float) -> _Box:
    """A box as it is seen on a page that is shown turned clockwise by `turn` degrees, `width` by `height` points."""
    left, bottom, right, top = box
    if turn == 90:
        return bottom, height - right, top, height - left
    if turn == 180:
        return width - right, height - top, width - left, height - bottom
    return (width - top, left, width - bottom, right) if turn else box


def rules(page: Any) -> list[float]:
    """Heights of the short horizontal strokes on a page, as stand above footnotes."""
    width, height = page.get_size()
    turn = page.get_rotation()
    found: list[float] = []
    for stroke in islice(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=2), _MOST_STROKES):
        left, bottom, right, top = _upright(turn, stroke.get_bounds(), width, height)
        if top - bottom < 2 and 40 < right - left < 0.6 * width:
            found.append((top + bottom) / 2)
    return found


def link_boxes(document: Any, page: Any) -> list[LinkBox]:
    """The web addresses linked on a page, in the file's order."""
    width, height = page.get_size()
    turn = page.get_rotation()
    found: list[LinkBox] = []
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    box = pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box))
        length = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, length)
        target = buffer.value.decode("utf-8", "replace").strip()
        if target:
            seen = _upright(turn, (box.left, box.bottom, box.right, box.top), width, height)
            found.append(LinkBox(*seen, target))
    return found
