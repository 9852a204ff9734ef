"""The records that stages hand on: frozen, small, and knowing nothing of the code that makes or uses them.

Dates are ISO strings (`2016-12-21`), so that records sort, compare and serialise as they stand. Positions are code
points into `Text.content`, half open as in slices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, make_dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

__all__ = [
    "CITATION_FIELDS", "Block", "Citation", "Document", "Exporter", "Link", "Mark", "Reader", "Span", "Text", "Unread",
    "new_citation",
]  # fmt: skip

_P = ParamSpec("_P")
_Frozen = TypeVar("_Frozen")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark, taken out of the running text."""

    position: int
    """Code point before which the mark stood."""
    label: str
    """The mark as printed: "7"."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink printed in a file: evidence of the lowest rank."""

    start: int
    end: int
    target: str
    """The address as it was written."""


@dataclass(frozen=True, slots=True)
class Block:
    """One clause of a text: a paragraph, a sub-paragraph, a footnote, a line of the heading."""

    start: int
    end: int
    place: str
    """heading, preamble, operative, footnote, annex, body; or masthead, title, closing, which hold no citations."""
    paragraph: str | None
    """PP3, OP27, OP28(b), II.OP3 where numbers start again, fn8; None where paragraphs are not numbered."""
    document: int
    """Index into `Text.documents` of the resolution in which the clause stands, -1 for none."""
    anchor: str | None = None
    """For a footnote: the paragraph that carries its mark."""
    parent: int = -1
    """Index into `Text.blocks` of the paragraph that introduces a sub-paragraph or carries the footnote's mark."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of one document: read from its own text, or from a record about it."""

    symbol: str | None
    """Canonical symbol, `A/RES/71/244`."""
    date: str | None = None
    """Adoption date as the document itself prints it."""
    title: str | None = None
    """Title as printed."""
    lang: str = ""
    """Language of the version read: ar en es fr ru zh."""
    format: str = ""
    """Reader that gave it: akn, docx, html, pdf, plain, record."""
    file: str = ""
    """The file as it was given; `archive.zip!member` inside an archive."""
    session: str | None = None
    """Session of the organ: 77, ES-11, XXV."""
    agenda_item: str | None = None
    """Number as printed: 23 (b)."""
    agenda_title: str | None = None
    """Title of the agenda item."""
    report: str | None = None
    """Symbol of the committee's report or of the draft named in the heading."""
    meeting: str | None = None
    """Plenary meeting of adoption, as printed or by its record: 53rd, A/77/PV.53."""
    vote: str | None = None
    """How it was adopted: "without vote", or "122-55-1" (for, against, abstaining)."""
    drafts: tuple[str, ...] = ()
    """Symbols of its drafts."""
    subjects: tuple[str, ...] = ()
    """Subject terms of the library."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that could not be read, while the rest was."""

    what: str
    """Which part, and why: "pages 3, 7 of 12 are pictures"."""
    remedy: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Text:
    """One file as the extractor reads it: a normalised text, one clause a line, and what its form told."""

    file: str
    """The file as it was given; `archive.zip!member` inside an archive."""
    lang: str
    content: str
    """Normalised text: NFKC where it matters, one clause a line, footnote marks taken out."""
    blocks: tuple[Block, ...] = ()
    documents: tuple[Document, ...] = ()
    """The resolutions printed in it, in order; a printed page may hold several."""
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    unread: tuple[Unread, ...] = ()
    """What of the file is not in the text: pages that are pictures or damaged."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of one document: the record that everything else rests on."""

    file: str
    """The file as it was given; `archive.zip!member` inside an archive."""
    citing: str | None
    """Canonical symbol of the resolution in which the mention stands."""
    citing_date: str | None
    """Its adoption date, ISO."""
    lang: str
    """Language of the text: ar en es fr ru zh."""
    cited: str | None
    """Canonical symbol; None with the flag `unparsed` where the words are a citation that cannot be resolved."""
    kind: str
    """resolution, decision, document, publication, treaty."""
    body: str
    """The organ: GA, SC, ECOSOC, HRC, CHR, UNEA, ESCAP, SSC-HLC, UNDP-EB, UNFCCC-COP, …"""
    cited_date: str | None
    """The date printed for it, ISO; one printed date may serve several items."""
    verb: str
    """The opening words of the clause as printed: "Recalling also", "又重申"."""
    relation: str
    """recalls, reaffirms, notes, welcomes, considers, recognizes, deplores, endorses, decides, requests, cites."""
    place: str
    """heading, preamble, operative, footnote, annex, body."""
    paragraph: str | None
    """PP3, OP27, OP28(b), II.OP3 where numbers start again, fn8."""
    anchor: str | None
    """For a footnote: the paragraph that carries its mark."""
    quote: str
    """The shortest printed words that show it: `quote == text.content[span_start:span_end]`."""
    span_start: int
    """First code point of the quote in the normalised text."""
    span_end: int
    """One past its last code point."""
    flags: tuple[str, ...] = field(default=())
    """date_conflict, session_mismatch, link_disagrees, forward, self, ocr_repaired, ocr (read from a picture), uncertain_body, unparsed, …"""


CITATION_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Citation))
"""Column names of every format of `extract`, in order."""


def _maker(frozen: Callable[_P, _Frozen]) -> Callable[_P, _Frozen]:
    """What makes instances of a frozen class with slots four times as fast as the class does.

    A frozen dataclass sets each field by a call that goes round its own refusal. The same fields are set plainly on an
    instance of a class with the same slots, which is then declared to be one of the frozen class.
    """
    plain = make_dataclass(f"{frozen.__name__}InTheMaking", [f.name for f in fields(frozen)], slots=True)  # type: ignore[arg-type]

    def make(*values: _P.args, **named: _P.kwargs) -> _Frozen:
        made: Any = plain(*values, **named)
        made.__class__ = frozen
        return made  # type: ignore[no-any-return]

    return make


new_citation = _maker(Citation)
"""Citation itself, made faster; every field is given, the flags too."""


class Reader(Protocol):
    """Reads one document format. A new one is one module under `resgraph/text/` and one line in its registry."""

    def __call__(self, data: bytes, *, file: str, lang: str | None = None) -> Text:
        """Turn the bytes of one file into a Text.

        `file` names it in messages; `lang` overrides what the file says of its language.

        Raises:
            ReadError: the bytes are not of this format, or hold no text.
        """


class Exporter(Protocol):
    """Renders a graph as one file. A new one is one module under `resgraph/export/` and one line in its registry."""

    def __call__(self, graph: Any, **options: Any) -> Iterable[str]:
        """Yield the file's text in pieces; never change the graph."""
