"""Writes small PDFs by hand, so that a test can place every character, link and picture where it wants it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

BOGUS_ENCRYPTION = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>"
"""A lock that no empty password opens."""
_WESTERN = frozenset(bytes(n for n in range(32, 256) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xAD)).decode("cp1252"))


@dataclass
class Sheet:
    """One page, 612 by 792 points."""

    words: list[tuple[float, float, float, str]] = field(default_factory=list)
    """Left, baseline, font size, text (Helvetica)."""
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    """Left, bottom, right, top, address."""
    picture: tuple[int, int, bytes] | None = None
    """Width, height and grey bytes of a picture over the whole page."""
    frame: tuple[float, float, float, float] = (0, 0, 612, 792)
    """Left, bottom, width and height of that picture."""
    drawn: list[str] = field(default_factory=list)
    """Drawing instructions as they are written: strokes, text in odd matrices."""
    turn: int = 0
    """Degrees clockwise by which the page is shown turned."""
    ligatures: dict[str, str] = field(default_factory=dict)
    """Single characters in `words` → the letters that the file says they stand for."""

    def lines(self, left: float, top: float, size: float, step: float, *texts: str) -> Sheet:
        """Set lines one below the other."""
        self.words += [(left, top - n * step, size, text) for n, text in enumerate(texts)]
        return self

    def content(self) -> bytes:
        """The page's drawing instructions."""
        left, bottom, width, height = self.frame
        drawn = [b"q %g 0 0 %g %g %g cm /Im Do Q" % (width, height, left, bottom)] if self.picture else []
        for left, baseline, size, text in self.words:
            if self.is_odd(text):
                drawn.append(b"BT /U %g Tf %g %g Td <%s> Tj ET" % (size, left, baseline, _codes(text)))
                continue
            escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
            drawn.append(b"BT /F %g Tf %g %g Td (%s) Tj ET" % (size, left, baseline, escaped))
        return b"\n".join([*drawn, *(text.encode("ascii") for text in self.drawn)])

    def is_odd(self, text: str) -> bool:
        """Whether a text needs the font of all characters, each half as wide as its size, thin spaces and vowel signs of no width."""
        return any(char in self.ligatures or char not in _WESTERN for char in text)


def _codes(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()


def _meanings(sheets: Sequence[Sheet]) -> bytes:
    """What the codes of the font of all characters stand for (a ToUnicode CMap)."""
    ligatures = {char: letters for sheet in sheets for char, letters in sheet.ligatures.items()}
    chars = sorted({char for sheet in sheets for *_, text in sheet.words if sheet.is_odd(text) for char in text})
    rows = b"\n".join(b"<%s> <%s>" % (_codes(char), _codes(ligatures.get(char, char))) for char in chars)
    return (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /A def 1 begincodespacerange <0000> <FFFF>"
        b" endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap end" % (len(chars), rows)
    )


def page(*lines: str) -> Sheet:
    """A page set as the Assembly's are: an indent opens each paragraph, a new line goes on with it."""
    sheet = Sheet()
    y = 700.0
    for line in lines:
        opens = not line.startswith("|")
        y -= 18 if opens else 12
        sheet.words.append((132.0 if opens else 110.0, y, 10, line.lstrip("|")))
    return sheet


def write(sheets: Sequence[Sheet], *, encrypted: bool = False) -> bytes:
    """A PDF of some pages."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids: list[int] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    meanings = _meanings(sheets)
    means = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(meanings), meanings))
    letters = add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /DW 500 /W [1611 [0] 8201 [0]] /CIDSystemInfo << /Registry (Adobe)"
        b" /Ordering (Identity) /Supplement 0 >> >>"
    )
    odd = add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts [%d 0 R]"
        b" /ToUnicode %d 0 R >>" % (letters, means)
    )
    for sheet in sheets:
        content = sheet.content()
        stream = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        picture = b""
        if sheet.picture:
            width, height, grey = sheet.picture
            packed = zlib.compress(grey)
            number = add(
                b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
                b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(packed), packed)
            )
            picture = b"/XObject << /Im %d 0 R >>" % number
        links = [
            add(
                b"<< /Type /Annot /Subtype /Link /Rect [%g %g %g %g] /A << /S /URI /URI (%s) >> >>"
                % (left, bottom, right, top, target.encode())
            )
            for left, bottom, right, top, target in sheet.links
        ]
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate %d"
                b" /Resources << /Font << /F 3 0 R /U %d 0 R >> %s >> /Contents %d 0 R /Annots [%s] >>"
                % (sheet.turn, odd, picture, stream, b" ".join(b"%d 0 R" % n for n in links))
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % n for n in kids))
    out, places = b"%PDF-1.4\n", []
    parts = [out]
    length = len(out)
    for number, body in enumerate(objects, 1):
        places.append(length)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    lock = b"/Encrypt %s /ID [<00> <00>]" % BOGUS_ENCRYPTION if encrypted else b""
    parts.append(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, lock, length))
    return b"".join(parts)
