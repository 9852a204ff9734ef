"""Scans: the pages of a PDF that are pictures, recognised by the program tesseract.

Pages with text are read as they are. The document's format is "ocr" as soon as one page was recognised, so that what is
found in it can be flagged. Program: https://github.com/tesseract-ocr/tesseract
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cached_property
from statistics import median
from typing import Any

from resgraph.errors import ReadError
from resgraph.languages import code_of, detect
from resgraph.models import Text
from resgraph.text.normalise import clean, join_wrapped
from resgraph.text.pdf import read_pages
from resgraph.text.pdf_lines import Line
from resgraph.text.pdf_pages import Column, Page

__all__ = ["MODELS", "read"]

MODELS = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "chi_sim"}
"""Language to tesseract's name of its model."""
_DOTS_PER_INCH = 300
_SECONDS = 120
"""Time that one page may take."""
_FEWEST_CHARS = 80
"""A picture with fewer characters is a photograph or an empty page."""
_LARGEST_SIDE = 6000
"""Pixels of a page's longer side: posters are scaled down."""


def read(data: bytes, *, file: str, lang: str | None = None) -> Text:
    """Read one PDF, its pictured pages by recognition; a page that cannot be recognised is named in `Text.unread`.

    Raises:
        ReadError: the PDF cannot be read, or holds only pictures and tesseract or its models are not installed.
    """
    return read_pages(data, file=file, lang=lang, recognise=_Recogniser(code_of(lang) if lang else None))


class _Recogniser:
    """Reads the pages of one file; its language is told by the first page with text and kept."""

    def __init__(self, lang: str | None) -> None:
        self.lang = lang

    @cached_property
    def program(self) -> str:
        """Path of tesseract, looked for when the first picture comes: most files hold none."""
        program = shutil.which("tesseract")
        if program is None:
            raise ReadError(
                "image only, and tesseract is not installed",
                remedy="install tesseract-ocr with its languages (ara chi_sim eng fra rus spa)",
            )
        return program

    @cached_property
    def models(self) -> dict[str, str]:
        """Language to tesseract's name of its model, of those that are installed."""
        listed = _run([self.program, "--list-langs"], b"")
        installed = set(listed.stdout.decode("utf-8", "replace").split())
        models = {code: model for code, model in MODELS.items() if model in installed}
        if not models or (self.lang and self.lang not in models):
            wanted = f"tesseract-ocr-{MODELS[self.lang or 'en'].replace('_', '-')}"
            raise ReadError("image only, and tesseract has no model of the language", remedy=f"install {wanted}")
        return models

    def __call__(self, page: Any) -> Page:
        width, height = page.get_size()
        scale = min(_DOTS_PER_INCH / 72, _LARGEST_SIDE / max(width, height))
        picture = _grey(page, scale)
        if self.lang is None:
            words = self._tesseract(picture, "+".join(self.models.values()))
            text = " ".join(word[-1] for word in words)
            self.lang = detect(text)
            if self.lang not in self.models:
                self.lang = None
                if len(text) < _FEWEST_CHARS:
                    return Page(width, height)
                raise ReadError("image only, in no language that is recognised", remedy="name it: --lang")
        return _page(self._tesseract(picture, self.models[self.lang]), width, height, scale)

    def _tesseract(self, picture: bytes, models: str) -> list[tuple[int, int, int, int, int, int, str]]:
        """Words: block, line (of the whole page), left, top, right, bottom in pixels, text."""
        command = [self.program, "stdin", "stdout", "-l", models, "--dpi", str(_DOTS_PER_INCH), "tsv"]
        found = _run(command, picture)
        if found.returncode != 0:
            reason = found.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
            raise ReadError(
                f"image only, and tesseract failed ({reason[0]})", remedy="see that its models are installed"
            )
        return list(_words(found.stdout.decode("utf-8", "replace")))


def _run(command: list[str], picture: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, input=picture, capture_output=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise ReadError(f"image only, not recognised within {_SECONDS} seconds", remedy="scan it anew") from None


def _grey(page: Any, scale: float) -> bytes:
    """A page as a grey picture in the simplest of formats (PGM)."""
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer)
    finally:
        bitmap.close()
    rows = data if stride == width else b"".join(data[y * stride : y * stride + width] for y in range(height))
    return b"P5\n%d %d\n255\n" % (width, height) + rows


def _words(table: str) -> Iterator[tuple[int, int, int, int, int, int, str]]:
    """The rows of tesseract's table that are words (level 5)."""
    lines: dict[tuple[str, ...], int] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        line = lines.setdefault(tuple(cells[2:5]), len(lines))
        left, top, width, height = (int(cell) for cell in cells[6:10])
        yield int(cells[2]), line, left, top, left + width, top + height, clean(cells[11]).strip()


def _page(words: Sequence[tuple[int, int, int, int, int, int, str]], width: float, height: float, scale: float) -> Page:
    """Recognised words as lines and columns, in points."""
    page = Page(width, height)
    by_line: dict[int, list[tuple[int, int, int, int, int, int, str]]] = {}
    for word in words:
        by_line.setdefault(word[1], []).append(word)
    if not by_line:
        return page
    # boxes hug the ink: the size of single lines says little, that of all of them much
    size = median(max(w[5] for w in line) - min(w[3] for w in line) for line in by_line.values()) / scale * 0.95
    columns: dict[int, Column] = {}
    for line in by_line.values():
        text = ""
        for word in line:
            text = join_wrapped(text, word[6])
        left, right = min(w[2] for w in line) / scale, max(w[4] for w in line) / scale
        baseline = height - median(w[5] for w in line) / scale
        column = columns.setdefault(line[0][0], Column([]))
        column.lines.append(Line(text, left, right, baseline, size))
    page.columns = list(columns.values())
    return page
