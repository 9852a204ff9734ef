"""DOCX: the Word files of the document server since about 2015, the best source for texts in Arabic.

The archive is read part by part: `document.xml` with the notes of `footnotes.xml` and `endnotes.xml` at their marks, the
counted paragraph numbers of `numbering.xml`, and the first page's header, where the symbol stands. Only what is printed
as text is taken: no deleted text, no text boxes, no field instructions. Format: ECMA-376 part 1 (Office Open XML).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from resgraph.errors import ReadError
from resgraph.languages import code_of, detect, load
from resgraph.limits import limit, raised, shown
from resgraph.models import Text
from resgraph.text.docx_numbering import Numbering
from resgraph.text.layout import compose
from resgraph.text.pieces import Piece
from resgraph.text.running import Running

__all__ = ["read"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_UNPRINTED = {
    f"{_W}del", f"{_W}moveFrom", f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_W}pPr", f"{_W}rPr", f"{_W}delText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}  # fmt: skip
_PRINTED = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-", f"{_W}ptab": " "}
_DAMAGE = (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error, struct.error)
"""What `zipfile` raises for a damaged archive; RuntimeError for what it does not know, encryption among it."""
_CALLS = (f"{_W}footnoteReference", f"{_W}endnoteReference")
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_MARK = re.compile(r"\s*\(?(\d{1,3}|\*{1,3})\)?\s*\Z")


def read(data: bytes, *, file: str, lang: str | None = None) -> Text:
    """Read one DOCX file.

    Raises:
        ReadError: damaged, encrypted, larger unpacked than any document is, not Word, or in none of the six languages.
    """
    with _archive(data, file) as archive:
        source = _Source(archive, file)
        pieces = source.pieces()
    if not any(piece.text for piece in pieces):
        raise ReadError("the document holds no text", where=file, remedy="give another copy of it")
    code = code_of(lang) if lang else detect("\n".join(piece.text for piece in pieces))
    if code is None:
        raise ReadError("in no language that resgraph knows", where=file, remedy="name it: --lang ar|en|es|fr|ru|zh")
    return compose(pieces, file=file, language=load(code), format="docx")


def _archive(data: bytes, file: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE:
        raise ReadError("a damaged or truncated Word file", where=file, remedy="fetch it again") from None


class _Source:
    """The parts of one Word file, and what was gathered from them."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self.archive = archive
        self.file = file
        document = self._part("word/document.xml")
        if document is None:
            raise ReadError("a zipped format that is not Word", where=file, remedy="give .docx, or the archive itself")
        self.document = document
        self.targets = self._targets("word/_rels/document.xml.rels")
        self.notes = {kind: self._notes(f"word/{kind}s.xml", kind) for kind in ("footnote", "endnote")}
        self.numbering = Numbering(self._part("word/numbering.xml"), self._part("word/styles.xml"))
        self.called: list[tuple[str, str, str]] = []
        """Notes in the order of their marks: kind, id, label."""
        self.counted = {"footnote": 0, "endnote": 0}
        """Notes so far that carry a number of Word's."""

    def _part(self, name: str) -> etree._Element | None:
        """One part of the file, None where it has none such."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise ReadError("encrypted", where=self.file, remedy="save a copy without a password")
        try:
            with self.archive.open(info) as part:
                data = part.read(limit("part") + 1)
        except _DAMAGE:
            raise ReadError("a damaged or truncated Word file", where=self.file, remedy="fetch it again") from None
        if len(data) > limit("part"):
            what = f"{name} unpacks to more than {shown('part')}"
            raise ReadError(what, where=self.file, remedy=f"it may be a zip bomb; save it anew, or {raised('part')}")
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise ReadError(
                f"{name} declares entities, which no Word file does", where=self.file, remedy="save it anew"
            )
        data = data.replace(_STRICT_W, _W[1:-1].encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(
                f"{name} is not well-formed XML: {error.msg}", where=self.file, remedy="save it anew"
            ) from None

    def _targets(self, name: str) -> dict[str, str]:
        """Relationship id to target: web addresses and parts."""
        part = self._part(name)
        return (
            {e.get("Id") or "": e.get("Target") or "" for e in part.iter("{*}Relationship")} if part is not None else {}
        )

    def _notes(self, name: str, kind: str) -> dict[str, etree._Element]:
        part = self._part(name)
        return {e.get(f"{_W}id") or "": e for e in part.iterfind(f"{_W}{kind}")} if part is not None else {}

    def pieces(self) -> list[Piece]:
        """The paragraphs in order, the notes behind them."""
        found = [piece for paragraph in self._masthead() if (piece := self._paragraph(paragraph)).text]
        for paragraph in _paragraphs(self.document):
            found.append(self._paragraph(paragraph))
        for kind, name, label in self.called:
            note = self.notes[kind].get(name)
            run = Running()
            run.add(f"{label} ")
            sign = next(note.iter(f"{_W}t"), None) if note is not None and not label.isalnum() else None
            if sign is not None:
                # an author who writes the mark by hand writes it before the note too
                sign.text = (sign.text or "").lstrip().removeprefix(label)
            for paragraph in _paragraphs(note) if note is not None else ():
                run.add(" ")
                self._walk(paragraph, run)
            found.append(run.piece("note", label))
        return [piece for piece in found if piece.text]

    def _masthead(self) -> Iterator[etree._Element]:
        """Paragraphs of the first page's header."""
        for reference in self.document.iter(f"{_W}headerReference"):
            if reference.get(f"{_W}type") == "first":
                header = self._part("word/" + self.targets.get(reference.get(f"{_R}id") or "", ""))
                if header is not None:
                    yield from _paragraphs(header)
                return

    def _paragraph(self, paragraph: etree._Element) -> Piece:
        run = Running()
        label = self.numbering.label(paragraph)
        if label:
            run.add(label + " ")
        self._walk(paragraph, run)
        return run.piece()

    def _walk(self, element: etree._Element, run: Running) -> None:
        """Add what is printed of an element; fields that are links last from their begin to their end."""
        field: list[tuple[int, str]] = []
        for child in element:
            tag = child.tag
            if tag in _UNPRINTED or not isinstance(tag, str):
                continue
            if tag == f"{_W}hyperlink":
                start = run.length
                self._walk(child, run)
                run.link(start, self.targets.get(child.get(f"{_R}id") or "", ""))
            elif tag == f"{_W}r":
                self._run(child, run, field)
            else:
                self._walk(child, run)

    def _run(self, element: etree._Element, run: Running, field: list[tuple[int, str]]) -> None:
        properties = element.find(f"{_W}rPr")
        if properties is not None:
            hidden = properties.find(f"{_W}vanish")
            if hidden is not None and hidden.get(f"{_W}val") not in ("0", "false"):
                return
            raised = properties.find(f"{_W}vertAlign")
            words = "".join(t.text or "" for t in element.iterfind(f"{_W}t"))
            superscript = raised is not None and raised.get(f"{_W}val") == "superscript"
            if superscript and not any(child.tag in _CALLS for child in element) and (m := _MARK.match(words)):
                run.mark(m[1])
                return
        sign: etree._Element | None = None
        for child in element:
            tag = child.tag
            if child is sign:
                continue
            if tag == f"{_W}t":
                run.add(child.text or "")
            elif tag in _PRINTED:
                run.add(_PRINTED[tag])
            elif tag in _CALLS:
                sign = child.getnext() if child.get(f"{_W}customMarkFollows") in ("1", "true") else None
                self._call(child, sign, run)
            elif tag == f"{_W}fldChar" and child.get(f"{_W}fldCharType") == "begin":
                field.append((run.length, ""))
            elif tag == f"{_W}instrText" and field and (m := _FIELD_LINK.match(child.text or "")):
                field[-1] = (run.length, m[1])
            elif tag == f"{_W}fldChar" and child.get(f"{_W}fldCharType") == "end" and field:
                run.link(*field.pop())

    def _call(self, reference: etree._Element, sign: etree._Element | None, run: Running) -> None:
        """A note's mark: Word counts them, unless a sign of the author's follows."""
        kind = "footnote" if reference.tag == f"{_W}footnoteReference" else "endnote"
        if reference.get(f"{_W}customMarkFollows") in ("1", "true"):
            label = ((sign.text or "").strip() if sign is not None else "") or "*"
        else:
            self.counted[kind] += 1
            label = str(self.counted[kind])
            if kind == "endnote" and any(k == "footnote" for k, _, _ in self.called):
                label = f"e{label}"  # both kinds count from 1
        run.mark(label)
        self.called.append((kind, reference.get(f"{_W}id") or "", label))


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs below an element, those of tables and content controls too, but none of text boxes."""
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNPRINTED:
            yield from _paragraphs(child)
