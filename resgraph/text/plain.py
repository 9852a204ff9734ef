"""Plain text, as text extractors and web pages leave it: paragraphs, line wraps, notes at the page's foot or the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resgraph.errors import ReadError
from resgraph.languages import Language, code_of, detect, load
from resgraph.models import Text
from resgraph.text.encoding import decode
from resgraph.text.headings import HEADING
from resgraph.text.layout import LABEL_ALONE, NOTE_LABEL, compose, is_page_number
from resgraph.text.normalise import clean, space_between
from resgraph.text.pieces import Piece

__all__ = ["read", "read_str"]

_SENTENCE_END = re.compile(r"[.,;:?!。，；：、،؛؟][\"'’”»)\]]*\s?\d{0,3}\s*\Z")
_DIGITS_FIRST = re.compile(r"\(?\d{1,3}[\s.)\]/]")
_ITEM_FIRST = re.compile(r"\([^\W\d_]{1,4}\)\s|[•–—-]\s|_{5,}|-{5,}|https?://")
_SIGN_ALONE = re.compile(r"[,،.;؛:]")
"""A sign that an extractor set on a line of its own, after italics in Arabic."""
_RULE_OF_SPACES = 20
"""A line of so many spaces is what is left of the rule above the notes."""
_WIDE = re.compile("[\u2e81-\U0010ffff]")


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
    return compose(
        [Piece(line) for line in paragraphs(text, load(code))], file=file, language=load(code), format="plain"
    )


def paragraphs(text: str, language: Language | None = None) -> Iterator[str]:
    """Paragraphs as printed: wrapped lines joined, a number alone joined to the paragraph that it opens.

    Where the language is known, a line behind a blank line opens a paragraph if it begins like a resolution or clause.
    """
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
        bare = " ".join(line.split())
        if not bare:
            blank = True
            if len(line) >= _RULE_OF_SPACES and whole:
                yield "".join(whole)
                whole, last = [], ""
            continue
        if whole and _SIGN_ALONE.fullmatch(bare):
            whole.append(bare)
            continue
        full = wrapped and _width(last) >= wrap * 0.72
        parted = blank and language is not None and _begins(bare, last, language)
        if whole and not parted and not _opens(line, bare, last, indented=wrapped) and (full or (spaced and not blank)):
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


def _begins(bare: str, last: str, language: Language) -> bool:
    """Whether a line begins a resolution by its heading or formula, or, behind the end of a clause, the next clause."""
    heading = HEADING.match(bare)
    if (heading and heading["title"]) or language.layout["formula"].fullmatch(bare):
        return True
    return bool(_SENTENCE_END.search(last) and language.opening(bare)[0])


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
    return len(bare) if bare.isascii() else len(bare) + len(_WIDE.findall(bare))
