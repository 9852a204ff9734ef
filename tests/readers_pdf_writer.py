"""Writes small PDFs by hand, so that a test can place every character, link and picture where it wants it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

BOGUS_ENCRYPTION = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>"
"""A lock that no empty password opens."""


@dataclass
class Sheet:
    """One page, 612 by 792 points."""

    words: list[tuple[float, float, float, str]] = field(default_factory=list)
    """Left, baseline, font size, text (Helvetica)."""
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    """Left, bottom, right, top, address."""
    picture: tuple[int, int, bytes] | None = None
    """Width, height and grey bytes of a picture over the whole page."""

    def lines(self, left: float, top: float, size: float, step: float, *texts: str) -> Sheet:
        """Set lines one below the other."""
        self.words += [(left, top - n * step, size, text) for n, text in enumerate(texts)]
        return self

    def content(self) -> bytes:
        """The page's drawing instructions."""
        drawn = [b"q 612 0 0 792 0 0 cm /Im Do Q"] if self.picture else []
        for left, baseline, size, text in self.words:
            escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
            drawn.append(b"BT /F %g Tf %g %g Td (%s) Tj ET" % (size, left, baseline, escaped))
        return b"\n".join(drawn)


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
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> %s >>"
                b" /Contents %d 0 R /Annots [%s] >>" % (picture, stream, b" ".join(b"%d 0 R" % n for n in links))
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
