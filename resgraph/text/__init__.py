"""① Reading: the bytes of one file in, one Text out.

A format is one module with a `read` function (see `resgraph.models.Reader`) and one line in `READERS`; which one reads a
file is decided by its first bytes, never by its name.
"""

from __future__ import annotations

import re
from importlib import import_module

from resgraph.errors import ReadError
from resgraph.models import Reader, Text

__all__ = ["READERS", "format_of", "read"]

READERS = {
    "akn": "resgraph.text.akn",
    "pdf": "resgraph.text.pdf",
    "plain": "resgraph.text.plain",
}
"""Format → module of its reader."""

_MAGIC = (
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?akomaNtoso\b", re.DOTALL), "akn"),
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"PK\x03\x04"), "Word (.docx) or another zipped format"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "Word (.doc)"),
    (re.compile(rb"\xffWPC"), "WordPerfect"),
    (re.compile(rb"\s*(?:<!DOCTYPE html|<html)", re.IGNORECASE), "HTML"),
    (re.compile(rb"\s*<\?xml|\s*<[a-zA-Z]+[ >]"), "akn"),
)


def format_of(data: bytes) -> str:
    """Name of the format of a file by its first bytes; "plain" where nothing speaks for another."""
    head = data[:4096]
    if head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    return next((name for magic, name in _MAGIC if magic.match(head)), "plain")


def read(data: bytes, *, file: str, lang: str | None = None) -> Text:
    """Read one file by the reader of its format.

    Raises:
        ReadError: no reader for the format, or the file is not what it seems.
    """
    if not data.strip():
        raise ReadError("the file is empty", where=file, remedy="give a file with text")
    name = format_of(data)
    module = READERS.get(name)
    if module is None:
        raise ReadError(f"{name} is not read", where=file, remedy=f"convert it to text; read are {', '.join(READERS)}")
    reader: Reader = import_module(module).read
    return reader(data, file=file, lang=lang)
