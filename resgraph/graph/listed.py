"""Lists of documents, as CSV or JSON Lines, as documents that were not read: symbol, date, title, and what else is
known.

Columns are found by name. Beside those of `resgraph.models.Document` the names of the UN's published voting data are
understood (`resolution`, `draft`, `committee_report`, `total_yes` …), which have a row for each State: of the rows of
one symbol the first counts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from resgraph import symbols
from resgraph.errors import GraphError, ReadError, SymbolError
from resgraph.files import read_jsonl
from resgraph.models import Document

__all__ = ["read_list"]

NAMES = {
    "resolution": "symbol", "adopted": "date", "adoption_date": "date", "draft": "drafts", "committee_report": "report",
    "subject": "subjects", "agenda": "agenda_item", "language": "lang",
}  # fmt: skip
"""Other names of columns."""

TOTALS = ("total_yes", "total_no", "total_abstentions")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")  # "20021218"


def read_list(path: str | Path) -> Iterator[Document]:
    """Yield a document of format `record` for each symbol of a CSV or JSON Lines file, in the order of the file.

    Raises:
        GraphError: the file cannot be read, has no column of symbols, or a symbol or date in it is none; the message
            names the line.
    """
    where = str(path)
    seen: set[str] = set()
    for line, row in _rows(Path(path)):
        named = {NAMES.get(name, name): value for name, value in row.items() if value not in (None, "", [])}
        if not named.get("symbol"):
            continue
        symbol = _symbol(str(named["symbol"]), f"{where}, line {line}")
        if symbol in seen:
            continue
        seen.add(symbol)
        text = {name: str(value) for name, value in named.items() if not isinstance(value, list | dict)}
        yield Document(
            symbol=symbol,
            date=_day(text["date"], f"{where}, line {line}") if "date" in text else None,
            title=text.get("title"),
            lang=text.get("lang", "en"),
            format="record",
            file=where,
            session=text.get("session"),
            agenda_item=text.get("agenda_item"),
            agenda_title=text.get("agenda_title"),
            report=text.get("report"),
            meeting=text.get("meeting"),
            vote=text.get("vote") or _vote(text, f"{where}, line {line}"),
            drafts=_several(named.get("drafts"), ";"),
            subjects=_several(named.get("subjects"), "|;"),
        )


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Rows with their line numbers, column names in lower case."""
    try:
        if path.suffix in (".jsonl", ".ndjson"):
            for number, record in enumerate(read_jsonl(path), 1):
                yield number, {name.lower(): value for name, value in record.items()}
            return
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            names = [name.strip().lower() for name in reader.fieldnames or ()]
            if not {"symbol", "resolution"}.intersection(names):
                raise GraphError(
                    "has no column of symbols", where=str(path), remedy="give a header with symbol, date, title"
                )
            reader.fieldnames = names
            for row in reader:
                yield reader.line_num, row
    except ReadError as error:
        raise GraphError(error.what, where=error.where, remedy=error.remedy) from error
    except OSError as error:
        raise GraphError(f"cannot be read ({error.strerror})", where=str(path), remedy="check the path") from error
    except UnicodeDecodeError as error:
        raise GraphError("is not UTF-8", where=str(path), remedy="save it in UTF-8") from error
    except csv.Error as error:
        raise GraphError(f"is not CSV ({error})", where=str(path), remedy="save it as CSV again") from error


def _symbol(text: str, where: str) -> str:
    try:
        return symbols.parse(text).text
    except SymbolError as error:
        raise GraphError(f"{text!r} is not a symbol ({error.what})", where=where, remedy=error.remedy) from error


def _day(text: str, where: str) -> str:
    """ISO date of a cell."""
    try:
        return date.fromisoformat(COMPACT.sub(r"\1-\2-\3", text.strip())[:10]).isoformat()
    except ValueError as error:
        raise GraphError(f"{text!r} is not a date", where=where, remedy="write it as 2018-12-20") from error


def _vote(text: Mapping[str, str], where: str) -> str | None:
    """For-against-abstaining from the totals of voting data ("122.0")."""
    if any(name not in text for name in TOTALS):
        return None
    try:
        return "-".join(str(round(float(text[name]))) for name in TOTALS)
    except (ValueError, OverflowError) as error:
        totals = ", ".join(text[name][:20] for name in TOTALS)
        raise GraphError(f"{totals} are not counts of votes", where=where, remedy="write whole numbers") from error


def _several(value: Any, separators: str) -> tuple[str, ...]:
    """The values of a list, or of a cell that joins them."""
    if value is None:
        return ()
    pieces: Iterable[Any] = value if isinstance(value, list) else re.split(f"[{separators}]", str(value))
    return tuple(piece for item in pieces if (piece := str(item).strip()))
