"""Tables of scalars as CSV, Parquet or one workbook: the one module of the export that opens DuckDB.

A table is a sequence of columns (`schema.Field`) and rows in their order; None is an empty cell or a null. CSV is
RFC 4180 in UTF-8 with a header. In a spreadsheet a cell that begins with `= + - @` would run as a formula, so such
texts get a leading apostrophe in CSV; `read_csv` takes it away again.
"""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from resgraph import files
from resgraph.errors import ExportError, ReadError
from resgraph.export import markup
from resgraph.schema import Field

__all__ = ["csv_pieces", "parquet_shape", "read_csv", "read_parquet", "write_parquet", "write_workbook"]

Row = Sequence[Any]
SQL_TYPES = {"string": "VARCHAR", "int": "BIGINT", "double": "DOUBLE", "boolean": "BOOLEAN"}
ROW_GROUP = 4_096
"""Rows that DuckDB holds at a time, on one thread, so that memory stays small."""
SHEET_ROWS = 1_048_576
"""Rows of one sheet of a workbook, by its file format."""


def csv_pieces(
    columns: Sequence[Field], rows: Iterable[Row], *, excel: bool = False, guard: bool = True
) -> Iterator[str]:
    """Yield a CSV file in pieces.

    `excel` puts the mark before it by which Excel knows UTF-8; `guard=False` is for what no spreadsheet opens.
    """
    if excel:
        yield "\ufeff"
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_cell(item, guard) for item in row])
        if buffer.tell() > files.BUFFER:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _cell(item: Any, guard: bool) -> Any:
    if isinstance(item, str):
        return files.inert(item) if guard else item
    return ("true" if item else "false") if isinstance(item, bool) else item


def read_csv(path: str | Path, columns: Sequence[Field]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a CSV file that `csv_pieces` made; an empty cell is None.

    Raises:
        ReadError: the file cannot be read, lacks a column, or a cell does not fit its column.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [column.name for column in columns if column.name not in (reader.fieldnames or ())]
            if missing:
                raise ReadError(
                    f"lacks the columns {', '.join(missing)}", where=str(path), remedy="see resgraph.schema"
                )
            for row in reader:
                yield {column.name: _value(column, row[column.name]) for column in columns}
    except (OSError, ValueError, csv.Error) as error:
        raise ReadError(f"cannot be read as CSV ({error})", where=str(path), remedy="give a CSV in UTF-8") from error


def _value(column: Field, cell: str | None) -> Any:
    if not cell:
        return None
    if column.type == "string":
        return cell[1:] if cell.startswith("'") and cell[1:].startswith(files.FORMULA) else cell
    if column.type == "boolean":
        return cell.lower() == "true"
    return int(cell) if column.type == "int" else float(cell)


def write_parquet(path: Path, columns: Sequence[Field], rows: Iterable[Row]) -> None:
    """Write a Parquet file at `path` itself, through a JSON Lines file beside it that is removed again.

    Raises:
        ExportError: DuckDB cannot write it.
    """
    import duckdb

    staged = path.with_name(f"{path.name}.jsonl")
    names = [column.name for column in columns]
    types = ", ".join(f"'{column.name}': '{SQL_TYPES[column.type]}'" for column in columns)
    try:
        with staged.open("w", encoding="utf-8", newline="\n") as stream:
            for row in rows:
                cells = dict(zip(names, row, strict=True))
                stream.write(files.well_formed(json.dumps(cells, ensure_ascii=False, allow_nan=False)) + "\n")
        with duckdb.connect() as connection:
            connection.execute("SET threads = 1")
            connection.execute(
                f"COPY (SELECT * FROM read_json({_sql(staged)}, format='newline_delimited', columns={{{types}}})) "
                f"TO {_sql(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
            )
    except duckdb.Error as error:
        raise ExportError(
            f"DuckDB cannot write it ({error})", where=str(path), remedy="see whether there is room"
        ) from error
    finally:
        staged.unlink(missing_ok=True)


def read_parquet(path: str | Path, rows: tuple[int, int] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file, or those from a first to before a last.

    Raises:
        ReadError: the file cannot be read.
    """
    import duckdb

    wanted = f"SELECT * FROM read_parquet({_sql(path)})"
    if rows is not None:
        wanted = (
            f"SELECT * EXCLUDE file_row_number FROM read_parquet({_sql(path)}, file_row_number = true) "
            f"WHERE file_row_number >= {rows[0]:d} AND file_row_number < {rows[1]:d}"
        )
    try:
        with duckdb.connect() as connection:
            cursor = connection.execute(wanted)
            names = [column[0] for column in cursor.description or ()]
            while batch := cursor.fetchmany(10_000):
                for row in batch:
                    yield dict(zip(names, row, strict=True))
    except duckdb.Error as error:
        raise ReadError(f"cannot be read as Parquet ({error})", where=str(path), remedy="check the file") from error


def parquet_shape(path: Path) -> tuple[int, dict[str, int]]:
    """How many rows a Parquet file has, and its columns with their bytes, unpacked.

    Raises:
        ReadError: the file cannot be read.
    """
    import duckdb

    try:
        with duckdb.connect() as connection:
            found = connection.execute(
                f"SELECT path_in_schema, sum(total_uncompressed_size)::BIGINT, sum(num_values)::BIGINT "
                f"FROM parquet_metadata({_sql(path)}) GROUP BY 1"
            ).fetchall()
    except duckdb.Error as error:
        raise ReadError(f"cannot be read as Parquet ({error})", where=str(path), remedy="check the file") from error
    return max((number for _, _, number in found), default=0), {name: size for name, size, _ in found}


def _sql(path: str | Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def write_workbook(path: Path, sheets: Iterable[tuple[str, Sequence[Field], Iterable[Row]]]) -> None:
    """Write a workbook at `path` itself, one sheet a table; texts are texts, whatever they begin with.

    Raises:
        ExportError: openpyxl is not installed, or a table has more rows than a sheet holds.
        OSError: there is no room.
    """
    from lxml.etree import SerialisationError

    try:
        from openpyxl import Workbook  # type: ignore[import-untyped]
        from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
    except ImportError as error:
        raise ExportError("needs openpyxl", where=".xlsx", remedy="pip install openpyxl, or write .csv") from error
    book = Workbook(write_only=True)
    try:
        for title, columns, rows in sheets:
            _sheet(book.create_sheet(title), columns, rows, WriteOnlyCell)
        book.save(path)
    except SerialisationError as error:
        code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(code, os.strerror(code), str(path)) from error


def _sheet(sheet: Any, columns: Sequence[Field], rows: Iterable[Row], cell: Any) -> None:
    sheet.freeze_panes = "A2"
    with contextlib.closing(sheet):
        sheet.append([column.name for column in columns])
        for number, row in enumerate(rows, 2):
            if number > SHEET_ROWS:
                remedy = "write .csv or .parquet"
                raise ExportError("is too long for a sheet", where=f"table {sheet.title}", remedy=remedy)
            sheet.append([_text_cell(cell(sheet), item) if isinstance(item, str) else item for item in row])


def _text_cell(cell: Any, text: str) -> Any:
    cell.value = markup.legal(text)
    cell.data_type = "s"
    return cell
