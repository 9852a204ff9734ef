"""The dictionary of the packaged data: what each table and column means, as a Frictionless data package and in words.

Meanings are the docstrings of the records themselves, so that the dictionary cannot say something else than the code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from resgraph import __version__, files
from resgraph.models import Citation, Document
from resgraph.schema import Field, record_fields

__all__ = ["TABLES", "write"]

BEGIN, END = "<!-- dictionary: begin -->", "<!-- dictionary: end -->"
SOURCE = {"title": "United Nations, official documents", "path": "https://documents.un.org"}


TABLES: Mapping[str, tuple[Field, ...]] = {
    "documents": record_fields(Document),
    "citations": record_fields(Citation),
    "series": (
        Field("series", "string", "symbol of the first member of the series"),
        Field("symbol", "string", "a member"),
        Field("date", "string", "its adoption date, ISO"),
        Field("held", "boolean", "whether its text was read, or it is only cited"),
        Field("cited_by", "int", "number of documents that cite it"),
        Field("title", "string", "its title, where it was read or is quoted"),
    ),
    "misprints": (
        Field("what", "string", "date: another date than that of adoption is printed; link: the link points elsewhere than the words"),
        Field("citing", "string", "symbol of the resolution in which it stands"),
        Field("paragraph", "string", "where it stands: PP3, OP27, fn8"),
        Field("cited", "string", "symbol that the words name"),
        Field("quote", "string", "the words"),
        Field("printed", "string", "the date printed, ISO"),
        Field("adopted", "string", "the date of adoption, ISO: official where the text was read, else what most citing texts print"),
        Field("langs", "string", "languages that print it so, joined by ;"),
        Field("file", "string", "the file in which it was found"),
    ),
}  # fmt: skip
"""Columns of each table of the packaged data."""

WORDS = {
    "documents": "One row a version read: a resolution in one language, from one file; and one a title that a citing text quotes.",
    "citations": "One row a mention: the record that every edge of the graph rests on.",
    "series": "The chains of resolutions that renew one mandate, each in the order of adoption.",
    "misprints": "Dates and links of official texts that cannot be right, as `resgraph check` finds them.",
}


def write(target: Path, counts: Mapping[str, int]) -> None:
    """Write `datapackage.json`, and the dictionary into the README beside the tables where that has its two marks."""
    files.write(target / "datapackage.json", json.dumps(_package(counts), ensure_ascii=False, indent=1) + "\n")
    readme = target / "README.md"
    if readme.is_file():
        before, _, rest = readme.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        files.write(readme, f"{before}{BEGIN}\n{_words(counts)}{END}{after}")


def _package(counts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "name": "resgraph",
        "title": "The citation graph of United Nations resolutions: packaged data",
        "version": __version__,
        "sources": [SOURCE],
        "resources": [_resource(name, columns, counts[name]) for name, columns in TABLES.items()],
    }


def _resource(name: str, columns: tuple[Field, ...], rows: int) -> dict[str, Any]:
    types = {"int": "integer", "double": "number"}
    described = [
        {
            "name": column.name,
            "type": "date" if column.name in DATES else types.get(column.type, column.type),
            "description": column.meaning,
        }
        for column in columns
    ]
    return {
        "name": name,
        "description": WORDS[name],
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": rows,
        "schema": {"fields": described, "missingValues": [""]},
    }


DATES = ("date", "citing_date", "cited_date", "printed", "adopted")


def _words(counts: Mapping[str, int]) -> str:
    pieces = []
    for name, columns in TABLES.items():
        pieces.append(f"\n### {name}: {counts[name]:,} rows\n\n{WORDS[name]}\n\n| column | meaning |\n|---|---|\n")
        pieces += [f"| `{column.name}` | {column.meaning.replace('|', '&#124;')} |\n" for column in columns]
    return "".join(pieces) + "\n"
