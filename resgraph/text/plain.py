"""Plain text, as text extractors and web pages leave it: paragraphs, line wraps, notes at the page's foot or the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resgraph.errors import ReadError
from resgraph.languages import code_of, detect, load
from resgraph.models import Text
from resgraph.text.layout import LABEL_ALONE, NOTE_LABEL, compose, is_page_number
from resgraph.text.normalise import clean, space_between
from resgraph.text.pieces import Piece

__all__ = ["decode", "read", "read_str"]

_ENCODINGS = {
    "utf-8-sig": None,
    "utf-16": None,
    "gb18030": {"zh"},
    "windows-1251": {"ru"},
    "windows-1252": {"en", "es", "fr"},
}
"""Encoding → the languages it is believed for: any eight bits make letters of some kind in the older ones."""
_SENTENCE_END = re.compile(r"[.,;:?!。，；：、،؛؟][\"'’”»)\]]*\s?\d{0,3}\s*\Z")
_DIGITS_FIRST = re.compile(r"\(?\d{1,3}[\s.)\]/]")
_ITEM_FIRST = re.compile(r"\([^\W\d_]{1,4}\)\s|[•–—-]\s|_{5,}|-{5,}|https?://")
_RULE_OF_SPACES = 20
"""A line of so many spaces is what is left of the rule above the notes."""
_SPACE = re.compile(r"\s+")


def decode(data: bytes, file: str) -> str:
    """The characters of a file: UTF-8, UTF-16 with its mark, else the first old encoding that gives a known language.

    Raises:
        ReadError: the file is empty, or none of the encodings gives text.
    """
    if not data.strip():
        raise ReadError("the file is empty", where=file, remedy="give a file with text")
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data[:4096] and not marked:
        raise ReadError("binary data, not text", where=file, remedy="give a text file or AKN4UN XML")
    for encoding, languages in _ENCODINGS.items():
        if (encoding == "utf-16") != marked:
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" or ((found := detect(text)) and (languages is None or found in languages)):
            return text
    raise ReadError("no encoding gives readable text", where=file, remedy="save it as UTF-8")


def read(data: bytes, *, file: str, lang: str | None = None) -> Text:
    """Read one text file.

    Raises:
        ReadError: empty, binary, or in none of the six languages.
    """
    return read_str(decode(data, file), file=file, lang=lang)


def read_str(raw: str, *, file: str = "<text>", lang: str | None = None) -> Text:
    """Read a text held in memory.

    Raises:
        ReadError: it is in none of the six languages.
    """
    text = clean(raw)
    code = code_of(lang) if lang else detect(text)
    if code is None:
        raise ReadError("in no language that resgraph knows", where=file, remedy="name it: --lang ar|en|es|fr|ru|zh")
    return compose([Piece(line) for line in paragraphs(text)], file=file, language=load(code), format="plain")


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs as printed: wrapped lines joined, a number alone joined to the paragraph that it opens."""
    lines = text.split("\n")
    widths = sorted(w for line in lines if (w := _width(line)))
    if not widths:
        return
    wrap = widths[int(len(widths) * 0.9)]
    wrapped = (
        50 <= wrap <= 130
        and sum(w > wrap * 1.3 for w in widths) <= len(widths) * 0.05
        and sum(w >= wrap * 0.8 for w in widths) >= len(widths) * 0.3
    )
    spaced = sum(not line.strip() for line in lines) >= len(widths) * 0.3
    whole: list[str] = []
    last = label = ""
    blank = True
    for line in lines:
        bare = _SPACE.sub(" ", line).strip()
        if not bare:
            blank = True
            if len(line) >= _RULE_OF_SPACES and whole:
                yield "".join(whole)
                whole, last = [], ""
            continue
        full = wrapped and _width(last) >= wrap * 0.72
        if whole and not _opens(line, bare, last, indented=wrapped) and (full or (spaced and not blank)):
            whole += (space_between(last, bare), bare)
        else:
            if whole:
                yield "".join(whole)
            if LABEL_ALONE.match(bare) and not is_page_number(bare):
                whole, label = [], f"{label} {bare}".strip()
            else:
                whole, label = [f"{label} {bare}".strip()], ""
        last, blank = bare, False
    if whole or label:
        yield "".join(whole) or label


def _opens(line: str, bare: str, last: str, *, indented: bool) -> bool:
    """Whether a line opens a paragraph: by its indent, its number or bullet, or since the last one was a label."""
    if (indented and line[0] == " ") or _ITEM_FIRST.match(bare) or _ITEM_FIRST.match(last):
        return True
    if _DIGITS_FIRST.match(bare) or NOTE_LABEL.match(bare):
        # a number that opens a line inside a sentence is the wrapped text itself: 10 月 / 6 日第 64/1 号
        return bool(_SENTENCE_END.search(last)) or is_page_number(last)
    return is_page_number(bare)


def _width(line: str) -> int:
    """Printed width: a Chinese character takes two columns."""
    bare = line.strip()
    return len(bare) + sum(c > "\u2e80" for c in bare)
