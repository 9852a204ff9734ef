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
    "doc": "resgraph.text.word",
    "docx": "resgraph.text.docx",
    "html": "resgraph.text.html",
    "ocr": "resgraph.text.ocr",
    "pdf": "resgraph.text.pdf",
    "plain": "resgraph.text.plain",
    "wpd": "resgraph.text.word",
}
"""Format → module of its reader."""

_MAGIC = (
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?akomaNtoso\b", re.DOTALL), "akn"),
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"PK\x03\x04"), "docx"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "doc"),
    (re.compile(rb"\xffWPC"), "wpd"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|II\*\0|MM\0\*|GIF8|BM.{4}\0\0\0\0", re.DOTALL), "a picture"),
    (
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE html|<html\b)", re.IGNORECASE | re.DOTALL),
        "html",
    ),
    (re.compile(rb"\s*<\?xml|\s*<[a-zA-Z]+[ >]"), "akn"),
)

_NO_LANGUAGE = "in no language that resgraph knows"
"""What readers say of a text whose words do not tell its language; then its file's name may."""
_NAMED_LANGUAGE = re.compile(r"[._-](ar|en|es|fr|ru|zh)(?:\.\w{1,5})?\Z", re.IGNORECASE)
"""A_RES_71_244.zh.txt; the letters of job numbers (N1643946.pdf) name none."""


def format_of(data: bytes) -> str:
    """Name of the format of a file by its first bytes; "plain" where nothing speaks for another."""
    head = data[:4096]
    if head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    return next((name for magic, name in _MAGIC if magic.match(head)), "plain")


def read(data: bytes, *, file: str, lang: str | None = None, ocr: bool = False) -> Text:
    """Read one file by the reader of its format; with `ocr`, PDF pages that are pictures are recognised.

    Where the text does not tell its language, the file's name may: A_RES_71_244.zh.txt.

    Raises:
        ReadError: no reader for the format, or the file is not what it seems.
    """
    if not data.strip():
        raise ReadError("the file is empty", where=file, remedy="give a file with text")
    name = format_of(data)
    module = READERS.get("ocr" if ocr and name == "pdf" else name)
    if module is None:
        raise ReadError(f"{name} is not read", where=file, remedy="give PDF, Word, HTML, AKN4UN XML or text")
    reader: Reader = import_module(module).read
    try:
        return reader(data, file=file, lang=lang)
    except ReadError as error:
        named = _NAMED_LANGUAGE.search(file)
        if lang or named is None or error.what != _NO_LANGUAGE:
            raise
        return reader(data, file=file, lang=named[1].lower())
