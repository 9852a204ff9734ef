"""What a source answers to the question for one document, and what a source is.

An answer is judged by its first bytes, never by its status or by what it says of its type: the document server sends web
pages with status 200 where there is nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, Self

from resgraph.errors import FetchError

if TYPE_CHECKING:
    from resgraph.sources.manners import Clock

__all__ = ["FORMS", "KINDS", "Answer", "RefusedError", "Source", "State", "UnreachableError", "forms_of", "kind_of"]


class State(StrEnum):
    """What is known of a document at a source."""

    held = "held"
    """It came, opens, carries its symbol and is in its language."""
    absent = "absent"
    """The source said that there is none; never concluded from an answer that is not understood."""
    unpublished = "not yet published"
    """The source knows it and has no text yet."""
    apart = "kept apart"
    """Something came that is not what was asked for, or cannot be checked."""
    refused = "refused"
    """The source wants no more requests."""
    failed = "failed"
    """No answer, or none that is understood; it is asked again in the next run."""


class RefusedError(FetchError):
    """The source refuses: the run ends, and nothing is tried around it."""


class UnreachableError(FetchError):
    """The source cannot be reached at all, or gives one failure after the other: the run ends."""


FORMS = ("docx", "pdf")
"""Forms asked for, best first: Word, in which notes and Arabic are never torn, and PDF, which every era has."""

KINDS = {b"%PDF-": "pdf", b"PK\x03\x04": "docx", b"\xd0\xcf\x11\xe0": "doc", b"\xffWPC": "wpd"}
"""First bytes of the formats that documents come in, and the suffix of each."""


def kind_of(data: bytes) -> str | None:
    """The suffix of a document by its first bytes; None for a page, a text, anything else.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"<!DOCTYPE html>")
    ('pdf', None)
    """
    return next((kind for magic, kind in KINDS.items() if data.startswith(magic)), None)


def forms_of(wanted: str) -> tuple[str, ...]:
    """The forms to ask for, in order: `auto` means all of them.

    Raises:
        FetchError: no such form.
    """
    if wanted != "auto" and wanted not in FORMS:
        raise FetchError(f"no format is called {wanted!r}", remedy=f"use one of auto {' '.join(FORMS)}")
    return FORMS if wanted == "auto" else (wanted,)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source gave for one document in one language and form."""

    state: State
    """held, absent, unpublished or failed; whether the bytes are the right ones is not yet known."""
    url: str = ""
    """Address of the last answer."""
    data: bytes = b""
    """The document, where there is one."""
    detail: str = ""
    """What happened, in words, where it did not end well."""


class Source(Protocol):
    """Gives documents by symbol. A new one is one module under `resgraph/sources/` and one line in its registry."""

    @classmethod
    def open(cls, address: str, clock: Clock, pause: float | None) -> Self:
        """The source at an address; `pause` is the number of seconds between requests, None for the usual one.

        Raises:
            FetchError: the address is none of its kind, or the pause is too short.
        """

    name: str
    """Its address, under which the manifest keeps what it answered."""

    def forms(self, wanted: Sequence[str]) -> Sequence[str]:
        """Those of the wanted forms that it can be asked for one by one."""

    def fetch(self, symbol: str, lang: str, form: str) -> Answer:
        """Ask for a document by canonical symbol, language code and form.

        Raises:
            RefusedError, UnreachableError: the run must end.
            FetchError: this document cannot be had now.
        """
