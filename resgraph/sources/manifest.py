"""The manifest of a folder of fetched documents: what each source answered, in one SQLite file.

A row is one question (source, symbol, language, form) and what came of it, so that no question is asked twice without
need. What was read from a file is kept beside it, by the hash of the file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from resgraph.errors import FetchError
from resgraph.sources.answers import State

__all__ = ["Manifest", "Record"]


@dataclass(frozen=True, slots=True)
class Record:
    """What came of one question."""

    source: str
    """Address or folder of the source."""
    symbol: str
    """Canonical symbol."""
    lang: str
    form: str
    """Form asked for: docx or pdf."""
    state: str
    """See `resgraph.sources.answers.State`."""
    file: str = ""
    """Path inside the folder, where there is a file."""
    url: str = ""
    """Address of the last answer."""
    date: str = ""
    """When it came, ISO date and time, UTC."""
    sha256: str = ""
    size: int = 0
    """Bytes."""
    attempts: int = 0
    """Requests made for it so far."""
    detail: str = ""
    """What happened, in words."""


_COLUMNS = ", ".join(f.name for f in fields(Record))
_MARKS = ", ".join("?" for _ in fields(Record))
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    source TEXT NOT NULL, symbol TEXT NOT NULL, lang TEXT NOT NULL, form TEXT NOT NULL, state TEXT NOT NULL,
    file TEXT NOT NULL, url TEXT NOT NULL, date TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    attempts INTEGER NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (symbol, lang, form, source)
);
CREATE TABLE IF NOT EXISTS readings (sha256 TEXT PRIMARY KEY, version TEXT NOT NULL, cited TEXT NOT NULL);
"""


class Manifest:
    """The manifest of one folder, held by one process at a time.

    Raises:
        FetchError: another process holds it, or it cannot be opened or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._spoken():
            self._db = sqlite3.connect(path, timeout=0.5, isolation_level=None)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("BEGIN EXCLUSIVE")
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
            self._db.execute("COMMIT")

    def close(self) -> None:
        """Give the manifest free for others."""
        self._db.close()

    def get(self, source: str, symbol: str, lang: str, form: str) -> Record | None:
        """What a source answered, None where it was never asked."""
        found = self._rows("symbol = ? AND lang = ? AND form = ? AND source = ?", symbol, lang, form, source)
        return found[0] if found else None

    def held(self, symbol: str, lang: str, forms: Sequence[str]) -> list[Record]:
        """The files held of a document, whatever source they came from, in the order of the forms."""
        found = self._rows("symbol = ? AND lang = ? AND state = ?", symbol, lang, State.held.value)
        return sorted((r for r in found if r.form in forms), key=lambda r: forms.index(r.form))

    def of(self, symbol: str, lang: str) -> list[Record]:
        """All that is known of a document in a language."""
        return self._rows("symbol = ? AND lang = ?", symbol, lang)

    def with_hash(self, sha256: str) -> list[Record]:
        """The held documents that have this content."""
        return self._rows("sha256 = ? AND state = ?", sha256, State.held.value)

    def all(self) -> list[Record]:
        """Every row, by symbol, language, form and source."""
        return self._rows("1 ORDER BY symbol, lang, form, source")

    def put(self, record: Record) -> None:
        """Keep what came of a question, in the place of what was known; a killed run loses nothing of it.

        A file belongs to the answer that brought it last.
        """
        with self._spoken():
            self._db.execute("BEGIN")
            if record.file:
                self._db.execute("DELETE FROM documents WHERE file = ?", (record.file,))
            self._db.execute(f"INSERT OR REPLACE INTO documents ({_COLUMNS}) VALUES ({_MARKS})", astuple(record))
            self._db.execute("COMMIT")

    def reading(self, sha256: str, version: str) -> list[tuple[str, str | None]] | None:
        """Symbols and dates that a file cites, as this version has read it; None where it has not."""
        with self._spoken():
            row = self._db.execute(
                "SELECT cited FROM readings WHERE sha256 = ? AND version = ?", (sha256, version)
            ).fetchone()
        return [(symbol, date) for symbol, date in json.loads(row[0])] if row else None

    def put_reading(self, sha256: str, version: str, cited: Iterable[tuple[str, str | None]]) -> None:
        """Keep what a file cites."""
        with self._spoken():
            values = (sha256, version, json.dumps(list(cited)))
            self._db.execute("INSERT OR REPLACE INTO readings (sha256, version, cited) VALUES (?, ?, ?)", values)

    def _rows(self, where: str, *values: str) -> list[Record]:
        with self._spoken():
            return [Record(*row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM documents WHERE {where}", values)]

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Errors of the database in words for the person."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise FetchError(
                    "another resgraph fetch is at work in this folder", where=str(self.path.parent.parent),
                    remedy="wait for it to end, or take another folder",
                ) from None  # fmt: skip
            raise FetchError(
                f"cannot be used ({error})",
                where=str(self.path),
                remedy="give a folder that may be written and has room",
            ) from error
        except sqlite3.DatabaseError as error:
            raise FetchError(
                f"is damaged ({error})",
                where=str(self.path),
                remedy="move it away; the files of the folder are taken up again",
            ) from error
