"""Citation records as a table: JSON Lines, CSV or Parquet by suffix, written and read as a stream.

The columns are `models.CITATION_FIELDS`. Flags are a list in JSON Lines and joined by `;` in CSV and Parquet; what is
not known is null, in CSV an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from resgraph import files
from resgraph.errors import ExportError, ReadError
from resgraph.export import tables
from resgraph.models import CITATION_FIELDS, Citation
from resgraph.schema import Field, record_fields

__all__ = ["CITATION_COLUMNS", "citation_from", "citation_row", "read_citations", "write_citations"]

CITATION_COLUMNS: tuple[Field, ...] = record_fields(Citation)
SUFFIXES = (".jsonl", ".csv", ".parquet")
NULLABLE = ("citing", "citing_date", "cited", "cited_date", "paragraph", "anchor")


def citation_row(citation: Citation) -> tuple[Any, ...]:
    """The cells of one record in the order of the columns, flags joined by `;`."""
    return (*(getattr(citation, name) for name in CITATION_FIELDS[:-1]), ";".join(citation.flags) or None)


def citation_from(row: dict[str, Any], where: str) -> Citation:
    """Make the record from the cells of any of the three formats, `where` names them in messages.

    Raises:
        ReadError: a column is missing or does not fit.
    """
    try:
        cells = {name: row[name] for name in CITATION_FIELDS}
        flags = cells["flags"] or ()
        cells["flags"] = tuple(flags.split(";") if isinstance(flags, str) else flags)
        for name in CITATION_FIELDS[:-1]:
            if cells[name] is None and name not in NULLABLE:
                cells[name] = ""
        cells["span_start"], cells["span_end"] = int(cells["span_start"]), int(cells["span_end"])
        for name in CITATION_FIELDS[:-3]:
            if not isinstance(cells[name], str | None):
                raise TypeError(f"{name} is {cells[name]!r}")
        if not all(isinstance(flag, str) for flag in cells["flags"]):
            raise TypeError(f"flags are {flags!r}")
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ReadError(
            f"not a citation record ({type(error).__name__}: {error})",
            where=where,
            remedy=f"its columns are {', '.join(CITATION_FIELDS)}",
        ) from error
    return Citation(**cells)


def write_citations(citations: Iterable[Citation], path: str | Path, *, excel: bool = False) -> Path:
    """Write citation records as `.jsonl`, `.csv` or `.parquet`, one after the other as they come.

    `excel` puts the mark before a CSV by which Excel knows UTF-8.

    Raises:
        ExportError: the suffix is none of these, or the file cannot be written.
    """
    suffix = _suffix(path, ExportError)
    if suffix == ".jsonl":
        return files.write_jsonl(path, (_json(citation) for citation in citations))
    rows = (citation_row(citation) for citation in citations)
    if suffix == ".csv":
        return files.write(path, tables.csv_pieces(CITATION_COLUMNS, rows, excel=excel))
    with files.replacing(path) as (temporary,):
        tables.write_parquet(temporary, CITATION_COLUMNS, rows)
    return Path(path)


def read_citations(path: str | Path) -> Iterator[Citation]:
    """Yield the citation records of a `.jsonl`, `.csv` or `.parquet` file.

    Raises:
        ReadError: the file cannot be read, or holds something else.
    """
    suffix = _suffix(path, ReadError)
    if suffix == ".jsonl":
        rows = files.read_jsonl(path)
    elif suffix == ".csv":
        rows = tables.read_csv(path, CITATION_COLUMNS)
    else:
        rows = tables.read_parquet(path)
    for number, row in enumerate(rows, 1):
        yield citation_from(row, f"{path}, record {number}")


def _json(citation: Citation) -> dict[str, Any]:
    row = {name: getattr(citation, name) for name in CITATION_FIELDS}
    return {**row, "flags": list(citation.flags)}


def _suffix(path: str | Path, kind: type[ExportError] | type[ReadError]) -> str:
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise kind(f"{suffix!r} is no format of citation records", where=str(path), remedy=f"give {' '.join(SUFFIXES)}")
    return suffix
