"""What the readers take a page, beside PDFium's own text of the same PDF in the same run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2

from resgraph.text import read
from tests.benchmarks.measure import Cell, Table, best, texts
from tests.readers_typesetting import as_docx, as_html

PAGE = 3000
"""Characters of a page; the originals of session 78 have 3,090 on theirs."""


def plain_text(data: bytes) -> int:
    """Characters that PDFium itself finds in a PDF."""
    document = pypdfium2.PdfDocument(data)
    count = 0
    for page in document:
        textpage = page.get_textpage()
        count += len(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return count


def pages_of(data: bytes) -> int:
    """Pages of a PDF."""
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    document.close()
    return count


def readers(corpus: Path) -> Table:
    """Milliseconds a page of each format on one core."""
    originals = [path.read_bytes() for path in sorted((corpus / "pdf-78-en").glob("*.pdf"))]
    held = list(texts(corpus / "text-77-six-languages.zip"))
    held = [text for text in held if text.lang == "en"]
    made = {
        "DOCX": [as_docx(text) for text in held],
        "HTML": [as_html(text).encode() for text in held],
        "plain text": [text.content.encode() for text in held],
    }
    printed = sum(map(pages_of, originals))
    counted = sum(len(text.content) for text in held) / PAGE

    def spent(run: Callable[[bytes], object], files: list[bytes], pages: float) -> float:
        return best(3, lambda: [run(data) for data in files]) / pages * 1000

    bare = spent(plain_text, originals, printed)
    rows: list[tuple[Cell, ...]] = [("PDFium's own text", len(originals), printed, bare, 1.0)]
    for name, files, pages in [("PDF", originals, float(printed)), *((n, f, counted) for n, f in made.items())]:
        ours = spent(lambda data: read(data, file="a"), files, pages)
        rows.append((name, len(files), round(pages), ours, ours / bare))
    return Table(
        "readers",
        f"PDF: the originals of session 78. The others: English texts of session 77, set in that format; a page is {PAGE:,} characters.",
        ("format", "files", "pages", "CPU ms a page", "× PDFium's own text"),
        tuple(rows),
    )
