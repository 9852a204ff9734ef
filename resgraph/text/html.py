"""HTML: web pages, and Word files saved as such.

Blocks become paragraphs, raised numbers and links to notes become footnote marks, and blocks that such a number or link
opens become the notes. What a page has beside its text (scripts, menus, forms) is left out.
Format: https://html.spec.whatwg.org
"""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from resgraph.errors import ReadError
from resgraph.languages import code_of, detect, load
from resgraph.limits import limit
from resgraph.models import Text
from resgraph.text.encoding import decode
from resgraph.text.layout import compose
from resgraph.text.pieces import Piece
from resgraph.text.running import Running

__all__ = ["read"]

_LEFT_OUT = {
    "script",
    "style",
    "head",
    "nav",
    "form",
    "button",
    "select",
    "noscript",
    "template",
    "svg",
    "iframe",
    "title",
}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
}  # fmt: skip
_LABEL = re.compile(r"\s*[\[(]?\s*(\d{1,3}|\*{1,3})\s*[\])]?\s*\Z")
_NOTE_NAME = re.compile(r"_?(?:fn|ftn|edn|foot-?note|end-?note|note|cite_note)[-_:]?(\d{1,3})\Z", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def read(data: bytes, *, file: str, lang: str | None = None) -> Text:
    """Read one web page.

    Raises:
        ReadError: not decodable, without text, nested without end, or in none of the six languages.
    """
    # without huge_tree the parser drops, silently, all that follows behind 256 open elements
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, huge_tree=True)
    try:
        root = lxml_html.fromstring(_decoded(data, file), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise ReadError("the web page holds no text", where=file, remedy="save it again") from None
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise ReadError("the web page has thousands of elements inside one another", where=file, remedy="save its text")
    page = _Page()
    page.block(root, 0)
    page.close()
    pieces = page.pieces
    if not pieces:
        raise ReadError("the web page holds no text", where=file, remedy="save it again, with the text on it")
    code = code_of(lang) if lang else detect("\n".join(piece.text for piece in pieces))
    if code is None:
        raise ReadError("in no language that resgraph knows", where=file, remedy="name it: --lang ar|en|es|fr|ru|zh")
    return compose(pieces, file=file, language=load(code), format="html")


def _decoded(data: bytes, file: str) -> str:
    """The characters of a page: in the encoding that it names, else as a plain text is decoded."""
    named = _CHARSET.search(data[:4096])
    if named is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(named[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    text = decode(data, file)
    # lxml takes no text that names an encoding of its own
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)


class _Page:
    """Gathers the paragraphs of a page in order."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.run = Running()
        self.hint, self.label = "body", ""
        self.deepest = min(limit("elements"), 300)  # more would be deeper than Python calls itself

    def close(self) -> None:
        """The paragraph is complete."""
        piece = self.run.piece(self.hint, self.label)
        if piece.text:
            self.pieces.append(self._labelled(piece) if self.hint == "note" else piece)
        self.run, self.hint, self.label = Running(), "body", ""

    def _labelled(self, piece: Piece) -> Piece:
        head = f"{piece.label} "
        shift = len(head)
        return Piece(
            head + piece.text,
            "note",
            piece.label,
            [(offset + shift, mark) for offset, mark in piece.marks],
            [(a + shift, b + shift, target) for a, b, target in piece.links],
        )

    def block(self, element: etree._Element, depth: int) -> None:
        """Read one element that stands in lines of its own."""
        self.close()
        name = _NOTE_NAME.match(element.get("id") or "")
        if name is not None and element.tag in ("li", "div", "p", "dd", "aside"):
            self.hint, self.label = "note", name[1]
        self._inside(element, depth)
        self.close()

    def _inside(self, element: etree._Element, depth: int) -> None:
        self.run.add(element.text or "")
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                pass
            elif depth >= self.deepest:
                self.run.add("".join(str(text) for text in child.itertext()))
            elif tag in ("br", "hr"):
                self._break(tag)
            elif tag in _INLINE:
                self._inline(child, depth + 1)
            else:
                self._inner_block(child, depth + 1)
            self.run.add(child.tail or "")

    def _inner_block(self, element: etree._Element, depth: int) -> None:
        """A block inside another; the first one inside a note is the note itself: `<li id="fn1"><p>…`."""
        if self.hint == "note" and self.run.length == 0 and not _NOTE_NAME.match(element.get("id") or ""):
            self._inside(element, depth)
            self.close()
        else:
            self.block(element, depth)

    def _break(self, tag: str) -> None:
        if tag == "hr":
            self.close()
        else:
            self.run.add(" ")

    def _inline(self, element: etree._Element, depth: int) -> None:
        words = "".join(str(text) for text in element.itertext())
        target = (element.get("href") or "").strip()
        label = _LABEL.match(words)
        if label is not None and (element.tag == "sup" or (element.tag == "a" and "#" in target[:1])):
            self._mark(label[1])
            return
        start = self.run.length
        self._inside(element, depth)
        if element.tag == "a" and target and not target.startswith("#"):
            self.run.link(start, target)

    def _mark(self, label: str) -> None:
        """A number that opens a block makes it a note; elsewhere it is a mark."""
        if self.run.length == 0:
            self.hint, self.label = "note", label
        else:
            self.run.mark(label)
