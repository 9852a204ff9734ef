"""Titles that a text quotes for what it cites: "resolution 70/1, entitled “Transforming our world …”".

A title stands right behind the citation; within it where the date comes last; or before it (题为“…”的第70/1号决议). Two
titles in a row belong to two numbers, which of them to which is not told here, so they are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from resgraph.languages import load
from resgraph.models import Citation, Document, Text

__all__ = ["QUOTED", "quoted"]

QUOTED = "quoted"
"""Format of a document that is known only from the words of another."""

_TITLE = (
    "(?:“(?P<double>[^“”]{3,400})”"  # English, Spanish, Chinese
    "|”(?P<turned>[^“”]{3,400})“"  # Arabic
    "|«(?P<angle>[^«»]{3,400})»"  # French, Russian
    '|"(?P<plain>[^"]{3,400})")'
)
_ALONE = r"(?!\s*(?:[,،、，]|[^\W\d_]{1,3})?\s*[“”«\"])"
"""No second title follows."""
_MARKS = frozenset('“”«"')
_BEFORE = 420
"""A title that stands before its number begins at most so many characters ahead of it."""


def quoted(text: Text, citations: Iterable[Citation]) -> Iterator[Document]:
    """Yield a document for each title that a text quotes for one it cites, with the text as its file.

    `citations` are those of this text. Each title of each document comes once.
    """
    seen: set[tuple[str, str]] = set()
    for citation in citations:
        title = _title(text.content, citation) if citation.cited else None
        if title and citation.cited and (citation.cited, title) not in seen:
            seen.add((citation.cited, title))
            yield Document(citation.cited, title=title, lang=text.lang, format=QUOTED, file=text.file)


def _title(content: str, citation: Citation) -> str | None:
    """The title behind a citation, in it, or before it."""
    behind, before = _patterns(citation.lang)
    start, end = citation.span_start, citation.span_end
    m = behind.match(content, end)
    if m is None and not _MARKS.isdisjoint(citation.quote):
        m = behind.search(content, start, end)
    if m is None and before is not None and not _MARKS.isdisjoint(content[max(0, start - 4) : start]):
        m = before.search(content[max(0, start - _BEFORE) : start])
    return " ".join(m[m.lastgroup or 0].split()).rstrip(" ,،，") if m else None


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """A title behind a number, and one before it where the language sets it there."""
    layout = load(lang).layout
    entitled = f"(?:{layout['entitled'].pattern})"
    last = layout.get("title_before")
    before = re.compile(rf"{entitled}{_TITLE}{last.pattern}\Z") if last else None
    return re.compile(f"{entitled}{_TITLE}{_ALONE}"), before
