"""Citation files, as `resgraph extract` writes them, read back into records: JSON Lines, CSV, Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from resgraph.errors import GraphError, ReadError
from resgraph.files import read_jsonl
from resgraph.graph.tables import CITATION_FIELDS, citation
from resgraph.models import Citation

__all__ = ["SUFFIXES", "read_citations"]

SUFFIXES = (".jsonl", ".csv", ".parquet")

_NULLABLE = {"citing", "citing_date", "cited", "cited_date", "paragraph", "anchor"}
_NUMBERS = {"span_start", "span_end"}
_LONGEST = 1 << 24  # the csv module refuses cells over 128 KB, a quote may be longer


def read_citations(path: str | Path) -> Iterator[Citation]:
    """Yield the citations of a file, in its order; flags joined by `;` are taken apart.

    Raises:
        GraphError: the suffix is of no citation file, the file cannot be read, or columns are missing in it.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise GraphError("not a citation file", where=str(path), remedy=f"give one of {', '.join(SUFFIXES)}")
    for number, row in enumerate(_ROWS[suffix](Path(path)), 1):
        yield _citation(row, f"{path}, record {number}")


def _citation(row: Mapping[str, Any], where: str) -> Citation:
    """The record of a row.

    Raises:
        GraphError: a column is missing, or a position is no number.
    """
    missing = [name for name in CITATION_FIELDS if name not in row]
    if missing:
        raise GraphError(
            f"lacks {', '.join(missing)}", where=where, remedy="give a file that `resgraph extract` has written"
        )
    flags = row["flags"]
    values = [_value(name, row[name], where) for name in CITATION_FIELDS[:-1]]
    return citation([*values, ";".join(flags) if isinstance(flags, list) else flags])


def _value(name: str, value: Any, where: str) -> Any:
    if name in _NUMBERS:
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise GraphError(f"{name} is {value!r}, not a number", where=where, remedy="write whole numbers") from error
    if value in (None, ""):
        return None if name in _NULLABLE else ""
    return str(value)


def _json_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        yield from read_jsonl(path)
    except ReadError as error:
        raise GraphError(error.what, where=error.where, remedy=error.remedy) from error


def _csv_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(_LONGEST)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from csv.DictReader(stream)
    except OSError as error:
        raise GraphError(f"cannot be read ({error.strerror})", where=str(path), remedy="check the path") from error
    except UnicodeDecodeError as error:
        raise GraphError("is not UTF-8", where=str(path), remedy="save it in UTF-8") from error


def _parquet_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    from resgraph.graph.store import parquet_rows  # DuckDB is opened only where it is needed

    yield from parquet_rows(path)


_ROWS = {".jsonl": _json_rows, ".csv": _csv_rows, ".parquet": _parquet_rows}
