"""A mirror: any web server that has documents at addresses made from symbols.

>>> address("https://example.org/{symbol}.{lang}.pdf", "A/RES/33/134", "en", "pdf")
'https://example.org/A/RES/33/134.en.pdf'
>>> address("https://example.org/{lang}/{name}.{format}", "A/RES/57/270B", "fr", "docx")
'https://example.org/fr/A_RES_57_270B.docx'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from resgraph.errors import FetchError
from resgraph.sources.answers import Answer, State, kind_of
from resgraph.sources.manners import Clock, Pace
from resgraph.sources.names import file_stem
from resgraph.sources.transport import Transport

__all__ = ["Mirror", "address"]

_FIELD = re.compile(r"\{(\w*)\}")
_FIELDS = {"symbol", "name", "lang", "format"}
_HOPS = 5


def address(pattern: str, symbol: str, lang: str, form: str) -> str:
    """An address by its pattern: {symbol} with slashes, {name} as in file names, {lang}, {format}."""
    values = {
        "symbol": quote(symbol, safe="/()"),
        "name": quote(file_stem(symbol), safe="()"),
        "lang": lang,
        "format": form,
    }
    return _FIELD.sub(lambda m: values[m[1]], pattern)


class Mirror:
    """A mirror as a source (see `resgraph.sources.answers.Source`).

    Raises:
        FetchError: the pattern has no place for the symbol, or names something else.
    """

    def __init__(self, transport: Transport, pattern: str) -> None:
        fields = set(_FIELD.findall(pattern))
        if (
            not fields & {"symbol", "name"}
            or fields - _FIELDS
            or not fields.isdisjoint(_FIELD.findall(urlsplit(pattern).netloc))
        ):
            raise FetchError(
                "not a pattern of addresses",
                where=pattern,
                remedy="write https://host/{symbol}.{lang}.pdf or {name}, {format}",
            )
        self.transport = transport
        self.name = pattern

    @classmethod
    def open(cls, address: str, clock: Clock, pause: float | None) -> Mirror:
        """The mirror of a pattern, with a transport of its own."""
        return cls(Transport([address], Pace.of(clock, pause, (address,))), address)

    def forms(self, wanted: Sequence[str]) -> Sequence[str]:
        """All where the pattern tells them apart, else the first, which stands for any."""
        return wanted if "{format}" in self.name else wanted[:1]

    def fetch(self, symbol: str, lang: str, form: str) -> Answer:
        """Ask for a document: a file, or 404 or 410 where there is none.

        Raises:
            RefusedError, UnreachableError: the run must end.
            FetchError: no answer came.
        """
        reply = self.transport.get(address(self.name, symbol, lang, form))
        for _ in range(_HOPS):
            if kind_of(reply.body):
                return Answer(State.held, reply.url, reply.body)
            if reply.target is None:
                break
            reply = self.transport.get(reply.target)
        if reply.status in (404, 410):
            return Answer(State.absent, reply.url, detail="the mirror has no such document")
        return Answer(State.failed, reply.url, detail=f"the mirror sent no document (status {reply.status})")
