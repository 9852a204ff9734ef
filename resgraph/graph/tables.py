"""Records as rows of a table and back: the columns of the store, and of citation files as CSV and Parquet.

Columns are the fields of the records, in their order. What a record holds several of (flags, drafts, subjects) is
joined by `;`.

>>> row = citation_row(
...     Citation("a.xml", None, None, "en", None, "document", "GA", None, "", "cites", "body", None, None, "x", 0, 1,
...              ("unparsed", "forward")))
>>> row[-1], citation(row).flags
('unparsed;forward', ('unparsed', 'forward'))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from resgraph.graph.dates import check
from resgraph.models import CITATION_FIELDS, Citation, Document

__all__ = [
    "CITATION_FIELDS", "DOCUMENT_FIELDS", "TABLES", "citation", "citation_row", "document", "document_row",
]  # fmt: skip

DOCUMENT_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Document))

_DATES = {"date", "citing_date", "cited_date"}
_NUMBERS = {"span_start", "span_end", "documents", "citations"}


def _columns(names: Sequence[str]) -> dict[str, str]:
    return {name: "DATE" if name in _DATES else "INTEGER" if name in _NUMBERS else "VARCHAR" for name in names}


TABLES: Mapping[str, Mapping[str, str]] = {
    "files": _columns(("file", "sha256", "documents", "citations")),
    "documents": _columns((*DOCUMENT_FIELDS, "source")),
    "citations": _columns((*CITATION_FIELDS, "source")),
}
"""Tables of the store: columns and their SQL types.

`files` has a row for each file read: its hash, and how many documents and citations it gave. A row of `documents` is
one version of a document, a record about it, or a title that another quotes for it (format `quoted`), a row of
`citations` one mention in one version. `source` is the file through which a row
came into the store: the `file` of the record itself, or a file of records that names it.
"""

_CITATION: Callable[..., Citation] = Citation
_DOCUMENT: Callable[..., Document] = Document
_citation_fields = attrgetter(*CITATION_FIELDS[:-1])
_document_fields = attrgetter(*DOCUMENT_FIELDS[:-2])


def citation_row(record: Citation) -> tuple[Any, ...]:
    """The fields of a citation, flags joined by `;`.

    Raises:
        ValueError: a date in it is none.
    """
    check(record.citing_date, record.cited_date)
    return (*_citation_fields(record), ";".join(record.flags))


def document_row(record: Document) -> tuple[Any, ...]:
    """The fields of a document, drafts and subjects joined by `;`.

    Raises:
        ValueError: its date is none.
    """
    check(record.date)
    return (*_document_fields(record), ";".join(record.drafts), ";".join(record.subjects))


def citation(row: Sequence[Any]) -> Citation:
    """The citation of a row."""
    return _CITATION(*row[:-1], _split(row[-1]))


def document(row: Sequence[Any]) -> Document:
    """The document of a row."""
    return _DOCUMENT(*row[:-2], _split(row[-2]), _split(row[-1]))


def _split(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split(";")) if joined else ()
