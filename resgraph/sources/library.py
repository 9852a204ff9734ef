"""The Digital Library of the United Nations: records about documents, as MARCXML, one a file.

The library may ask for a browser, and its robots.txt may forbid the search by symbol; then its records are fetched by
number (`https://digitallibrary.un.org/record/N`) or by hand. It sends UTF-8 without saying so, and finds longer symbols
too (A/RES/78/1 → A/RES/78/10): fields 191 and 791 are compared exactly.
"""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree import ElementTree

from resgraph.errors import FetchError, SymbolError
from resgraph.sources.answers import Answer, State
from resgraph.sources.manners import LIBRARY_PAUSE, Clock, Pace
from resgraph.sources.transport import Reply, Transport
from resgraph.symbols import parse

__all__ = ["LIBRARY", "Library", "record_number"]

LIBRARY = "https://digitallibrary.un.org"
_RECORD = re.compile(r"(?:https?://)?(?:www\.)?digitallibrary\.un\.org/record/(\d+)(?:[/?#].*)?")
_MOST = 200
"""Records that one search gives."""
_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>\s*")
_UTF8 = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def record_number(text: str) -> str | None:
    """The number of a record by its address; None for any other text.

    >>> record_number("https://digitallibrary.un.org/record/852001?ln=en"), record_number("A/RES/71/244")
    ('852001', None)
    """
    m = _RECORD.fullmatch(text.strip())
    return m[1] if m else None


class Library:
    """The Digital Library, or a server that behaves alike."""

    def __init__(self, transport: Transport, server: str = LIBRARY) -> None:
        self.transport = transport
        self.name = server.rstrip("/")

    @classmethod
    def open(cls, address: str, clock: Clock, pause: float | None) -> Library:
        """The library at an address, with a transport of its own."""
        return cls(Transport([address], Pace.of(clock, pause, (address,), LIBRARY_PAUSE)), address)

    def find(self, symbol: str) -> str | None:
        """The number of the record of a document; None where the library has none.

        Raises:
            RefusedError: the library, or its robots.txt, refuses.
            FetchError: no answer came, or none that is MARCXML.
        """
        query = quote(f'191__a:"{parse(symbol).whole}"', safe="")  # parts are spelled in several ways
        for record in _records(self.transport.get(f"{self.name}/search?p={query}&of=xm&rg={_MOST}")):
            if symbol in _symbols(record):
                return next((e.text for e in record.iter() if e.get("tag") == "001" and e.text), None)
        return None

    def record(self, number: str, symbol: str | None = None) -> Answer:
        """One record as MARCXML in UTF-8; with a symbol only if the record is of that document.

        Raises:
            RefusedError: the library, or its robots.txt, refuses.
            FetchError: no answer came, or none that is MARCXML.
        """
        reply = self.transport.get(f"{self.name}/record/{number}?of=xm")
        records = _records(reply)
        if symbol is not None and not any(symbol in _symbols(record) for record in records):
            return Answer(State.apart, reply.url, detail=f"record {number} is not of {symbol}")
        if not records:
            return Answer(State.absent, reply.url, detail=f"the library has no record {number}")
        return Answer(State.held, reply.url, _UTF8 + _DECLARATION.sub(b"", reply.body))


def _records(reply: Reply) -> list[ElementTree.Element]:
    """The MARC records of an answer, with or without their namespace."""
    try:
        body = reply.body.decode("utf-8-sig")
        if reply.status != 200 or "<!DOCTYPE" in body or "<!ENTITY" in body:
            raise ValueError
        root = ElementTree.fromstring(_DECLARATION.sub(b"", body.encode()))
    except (ValueError, ElementTree.ParseError):
        raise FetchError(
            f"no MARCXML in UTF-8 (status {reply.status})", where=reply.url,
            remedy="download the record by hand and import it: resgraph import FILE",
        ) from None  # fmt: skip
    return [element for element in root.iter() if element.tag.rpartition("}")[2] == "record"]


def _symbols(record: ElementTree.Element) -> set[str]:
    """Canonical symbols of a record."""
    found = set()
    for field in record.iter():
        if field.get("tag") in ("191", "791"):
            for part in field:
                if part.get("code") == "a" and part.text:
                    try:
                        found.add(parse(part.text).text)
                    except SymbolError:
                        continue
    return found
