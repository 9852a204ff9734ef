"""Sets a Text as a document, so that a reader can be asked for it back: DOCX and HTML with real footnotes, PDF of both.

PDF is set by LibreOffice (from the DOCX) and by WeasyPrint (from the HTML).
"""

from __future__ import annotations

import html
import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from resgraph.models import Block, Text

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>
</Types>"""
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = f"""<w:styles {_W}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>
<w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>
<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>"""
_CSS = """
@page {{ size: A4; margin: 25mm; @bottom-right {{ content: counter(page) "/" counter(pages) " 23-25878" }} }}
body {{ font: 10pt/{leading} {fonts}; text-align: justify }}
p {{ margin: 0 0 6pt; text-indent: 2em }}
.note {{ float: footnote; font-size: 8pt; line-height: 1.2; text-indent: 0 }}
"""
_FONTS = {"ar": '"Noto Naskh Arabic"', "zh": '"Noto Serif CJK SC"'}


def needs(program: str) -> str:
    """Path of a program; without it the test is skipped, but not where CI=true."""
    path = shutil.which(program)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{program} is not installed, and CI has to have it")
        pytest.skip(f"{program} is not installed")
    return path


def _stretches(text: Text, block: Block) -> Iterator[tuple[str, Block | None]]:
    """A block in stretches, each with the note that is called at its end."""
    notes = {b.paragraph: b for b in text.blocks if b.place == "footnote" and b.document == block.document}
    last = block.start
    for mark in text.marks:
        note = notes.get(f"fn{mark.label}")
        if block.start <= mark.position <= block.end and note is not None and note.parent >= 0:
            if text.blocks[note.parent] is not block:
                continue
            yield text.content[last : mark.position], note
            last = mark.position
    yield text.content[last : block.end], None


def _body(text: Text) -> list[Block]:
    """What is set as text; a note that no paragraph calls cannot be set."""
    return [b for b in text.blocks if b.place != "footnote"]


def _note_words(text: Text, note: Block) -> str:
    words = text.content[note.start : note.end]
    return words.lstrip("0123456789[]/. ") or words


def _relations(**targets: str) -> str:
    """The relationships of one part of a Word file: kind to target."""
    rows = (
        f'<Relationship Id="r{n}" Type="{_KIND}/{kind}" Target="{t}"/>' for n, (kind, t) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'


def as_docx(text: Text) -> bytes:
    """The text as a Word document."""
    rtl = text.lang == "ar"
    run_properties = "<w:rPr><w:rtl/></w:rPr>" if rtl else ""
    properties = f"<w:pPr>{'<w:bidi/>' if rtl else ''}<w:spacing w:after='120'/><w:ind w:firstLine='400'/></w:pPr>"
    notes: list[str] = []
    paragraphs: list[str] = []

    def run(words: str) -> str:
        return f'<w:r>{run_properties}<w:t xml:space="preserve">{html.escape(words)}</w:t></w:r>' if words else ""

    raised = "<w:rPr><w:rStyle w:val='FootnoteReference'/></w:rPr>"
    note_style = f"<w:pPr><w:pStyle w:val='FootnoteText'/>{'<w:bidi/>' if rtl else ''}</w:pPr>"
    for block in _body(text):
        runs: list[str] = []
        for words, note in _stretches(text, block):
            runs.append(run(words))
            if note is not None:
                number = len(notes) + 1
                runs.append(f"<w:r>{raised}<w:footnoteReference w:id='{number}'/></w:r>")
                notes.append(
                    f"<w:footnote w:id='{number}'><w:p>{note_style}"
                    f"<w:r>{raised}<w:footnoteRef/></w:r>{run(' ' + _note_words(text, note))}</w:p></w:footnote>"
                )
        paragraphs.append(f"<w:p>{properties}{''.join(runs)}</w:p>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations(officeDocument="word/document.xml"))
        archive.writestr("word/_rels/document.xml.rels", _relations(footnotes="footnotes.xml", styles="styles.xml"))
        archive.writestr("word/styles.xml", _STYLES)
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{''.join(paragraphs)}</w:body></w:document>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{''.join(notes)}</w:footnotes>")
    return buffer.getvalue()


def as_html(text: Text, *, paged: bool = False, leading: float = 1.3) -> str:
    """The text as a web page; `paged` with notes that go to the page's foot, else with a list of notes at the end."""
    paragraphs: list[str] = []
    notes: list[str] = []
    for block in _body(text):
        parts: list[str] = []
        for words, note in _stretches(text, block):
            parts.append(html.escape(words))
            if note is not None:
                words = html.escape(_note_words(text, note))
                notes.append(f"<p><sup>{len(notes) + 1}</sup> {words}</p>")
                name = f"note{len(notes)}"
                parts.append(f'<span class="note" id="{name}">{words}</span>' if paged else f"<sup>{len(notes)}</sup>")
        paragraphs.append(f"<p>{''.join(parts)}</p>")
    direction = "rtl" if text.lang == "ar" else "ltr"
    style = _CSS.format(leading=leading, fonts=_FONTS.get(text.lang, '"DejaVu Serif"')) if paged else ""
    return (
        f'<!DOCTYPE html><html lang="{text.lang}" dir="{direction}"><head><meta charset="utf-8"><style>{style}</style>'
        f"</head><body>{''.join(paragraphs)}{'' if paged else '<hr>' + ''.join(notes)}</body></html>"
    )


def by_libreoffice(documents: dict[str, bytes], folder: Path, to: str = "pdf") -> dict[str, bytes]:
    """Word documents by name, converted in one run."""
    program = needs("soffice")
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
    ]
    command += [str(folder / f"{name}.docx") for name in documents]
    for _ in range(2):  # the first start in a fresh profile may only make the profile (exit code 81)
        if subprocess.run(command, capture_output=True, check=False, timeout=600).returncode == 0:
            break
    suffix = to.split(":")[0]
    return {name: (folder / f"{name}.{suffix}").read_bytes() for name in documents}


def by_weasyprint(text: Text) -> bytes:
    """The text as a PDF set by WeasyPrint.

    WeasyPrint (70) loses a note now and then where a page ends; set at another line height, it is there.
    """
    try:
        import weasyprint
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("WeasyPrint is not installed")
    for leading in (1.3, 1.25, 1.35, 1.4, 1.45, 1.2, 1.5):
        page = as_html(text, paged=True, leading=leading)
        data = bytes(weasyprint.HTML(string=page).write_pdf())
        document = pypdfium2.PdfDocument(data)
        placed = pdfium.FPDF_CountNamedDests(document.raw)
        document.close()
        if placed == page.count('class="note"'):
            return data
    raise AssertionError(f"WeasyPrint loses notes of {text.file} at every line height")
