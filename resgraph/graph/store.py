"""The store: a DuckDB file of documents and citations that grows file by file, and that SQL and pandas reach directly.

Each file read is one row of `files` with the hash of its content, so that a run over an unchanged corpus does nothing
and a changed file replaces its rows. Rows are written in batches, one transaction each: a run that is killed leaves
the last whole batch, and the next run goes on from there. The store is a cache, it can be rebuilt from the files at
any time. Tables and columns: `resgraph.graph.tables.TABLES`.

>>> store = Store.open(":memory:")
>>> store.put("a.xml", "0f3a", [Document("A/RES/71/244", "2016-12-21")], [])
>>> store.flush()
>>> store.known("a.xml"), store.sql("select symbol, date from documents")[1]
('0f3a', [('A/RES/71/244', datetime.date(2016, 12, 21))])
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from resgraph.errors import GraphError
from resgraph.graph import queries
from resgraph.graph.build import build
from resgraph.graph.refusal import REBUILD, refusal
from resgraph.graph.tables import TABLES, citation, citation_row, document, document_row
from resgraph.models import Citation, Document

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Numbers = npt.NDArray[np.int32]

__all__ = ["BATCH", "STORE_VERSION", "Store"]

STORE_VERSION = "1"
"""Version of the tables, raised when a column changes."""

BATCH = 5_000
"""Citations written in one transaction."""


class Store:
    """Documents and citations in a DuckDB file. Open it with `Store.open`, best in a `with` statement."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: str, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self._known: dict[str, str] = dict(self._rows("select file, sha256 from files"))
        self._files: dict[str, tuple[str, str, int, int]] = {}
        self._documents: list[tuple[Any, ...]] = []
        self._citations: list[tuple[Any, ...]] = []

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """Open a store; a file that does not exist is made, unless it is opened to read only.

        Raises:
            GraphError: the file is no store, is of another version, cannot be opened, or another program writes to it.
        """
        where = str(path)
        try:
            connection = duckdb.connect(where, read_only=read_only)
        except (duckdb.IOException, duckdb.ConnectionException, duckdb.SerializationException) as error:
            raise refusal(where, str(error)) from error
        try:
            if not read_only and not connection.execute("show tables").fetchall():
                _create(connection)
            _check_version(connection, where)
            return cls(connection, where, read_only=read_only)
        except BaseException:
            connection.close()
            raise

    @classmethod
    def of_parquet(cls, name: str, tables: Mapping[str, Path]) -> Self:
        """A store in memory, to read only, with the rows of Parquet files that lack the source of each row.

        `name` is what messages call it.

        Raises:
            GraphError: a file is no such table.
        """
        connection = duckdb.connect(":memory:")
        try:
            _create(connection)
            for table, path in tables.items():
                connection.execute(f"insert into {table} select *, file from read_parquet($1)", [str(path)])
        except duckdb.Error as error:
            connection.close()
            raise GraphError(str(error).splitlines()[0], where=name, remedy="install resgraph again") from error
        return cls(connection, name, read_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Write what is pending unless an error came up, and close."""
        try:
            if kind is None:
                self.flush()
        finally:
            self._connection.close()

    def close(self) -> None:
        """Write what is pending, and close."""
        self.__exit__(None, None, None)

    def known(self, file: str) -> str | None:
        """The hash with which a file was put into the store, None where it was not."""
        return self._known.get(file)

    def put(self, file: str, sha256: str, documents: Iterable[Document], citations: Iterable[Citation]) -> None:
        """Put what one file holds into the store, in place of what it held before.

        Rows are written once a batch of citations has come together, and at the latest when the store is closed.

        Raises:
            GraphError: the store was opened to read only or cannot be written, or a date in a record is none.
        """
        if self.read_only:
            raise GraphError("the store was opened to read only", where=self.path, remedy="open it to write")
        if file in self._files:
            self.flush()
        try:
            document_rows = [(*document_row(record), file) for record in documents]
            citation_rows = [(*citation_row(record), file) for record in citations]
        except ValueError as error:
            raise GraphError(str(error), where=file, remedy="correct it; the file is left out") from error
        self._files[file] = (file, sha256, len(document_rows), len(citation_rows))
        self._documents += document_rows
        self._citations += citation_rows
        if len(self._citations) >= BATCH or len(self._files) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write the pending rows in one transaction.

        Raises:
            GraphError: they cannot be written; the store is as it was before.
        """
        if not self._files:
            return
        batch = {
            "files": list(self._files.values()),
            "documents": self._documents,
            "citations": self._citations,
        }
        with self._transaction() as connection:
            self._delete(connection, [file for file in self._files if file in self._known])
            for name, rows in batch.items():
                _insert(connection, name, rows)
        self._known |= {file: row[1] for file, row in self._files.items()}
        self._files, self._documents, self._citations = {}, [], []

    def prune(self, files: Collection[str]) -> list[str]:
        """Drop the files that are not among those given, with their rows, and return their names.

        Files of metadata, which were imported and not read as documents, stay.

        Raises:
            GraphError: the store cannot be written.
        """
        self.flush()
        imported = {file for (file,) in self.cursor().execute(queries.IMPORTED).fetchall()}
        gone = sorted(set(self._known) - set(files) - imported)
        if gone:
            with self._transaction() as connection:
                self._delete(connection, gone)
            for file in gone:
                del self._known[file]
        return gone

    def documents(self) -> Iterator[Document]:
        """Every version of every document, sorted by file, in the order in which each file holds them."""
        return map(document, self._rows(f"select {queries.readable('documents')} from documents order by file, rowid"))

    def citations(self) -> Iterator[Citation]:
        """Every mention, sorted by file, in the order in which each file holds them."""
        return map(citation, self._rows(f"select {queries.readable('citations')} from citations order by file, rowid"))

    def frame(self, name: str) -> pd.DataFrame:
        """One table (`files`, `documents`, `citations`) as a pandas frame.

        Raises:
            GraphError: there is no such table.
        """
        if name not in TABLES:
            raise GraphError(f"no table {name!r}", where=self.path, remedy=f"choose from {', '.join(TABLES)}")
        return self.cursor().execute(f"select * from {name} order by file, rowid").df()

    def sql(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The answer to a SELECT: names of columns, and rows.

        Raises:
            GraphError: the query is not one SELECT, or is wrong; the message is DuckDB's.
        """
        remedy = "; ".join(f"{name}: {', '.join(columns)}" for name, columns in TABLES.items())
        cursor = self.cursor()
        try:
            kinds = [statement.type for statement in cursor.extract_statements(query)]
            if len(kinds) != 1 or kinds[0] not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
                raise GraphError("only one SELECT can be asked", where=query, remedy="the store is not changed by SQL")
            cursor.execute("set enable_external_access = false")  # no query reads other files, or the network
            cursor.execute(query)
            return [column[0] for column in cursor.description or ()], cursor.fetchall()
        except duckdb.Error as error:
            raise GraphError(str(error).splitlines()[0], where=query, remedy=f"the tables are {remedy}") from error

    def graph(self) -> nx.DiGraph[str]:
        """The graph of all documents, as `resgraph.graph.build` makes it.

        It takes some 4 KB of memory a citation: of a store of millions, load a part (`resgraph.graph.load`).
        """
        return build(self.documents(), self.citations())

    def edges(self) -> tuple[list[str], Numbers, Numbers]:
        """All symbols, sorted, and the citing and the cited document of each mention as places in that list."""
        cursor = self.cursor()
        cursor.execute(queries.NUMBERS)
        names = [symbol for (symbol,) in cursor.execute("select symbol from numbers order by number").fetchall()]
        pairs: dict[str, Any] = cursor.execute(queries.PAIRS).fetchnumpy()
        return names, pairs["citing"], pairs["cited"]

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the store, for questions in SQL that need more than one step."""
        return self._connection.cursor()

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        cursor = self.cursor().execute(query)
        while rows := cursor.fetchmany(BATCH):
            yield from rows

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing.

        Raises:
            GraphError: DuckDB refuses what is written; nothing of it is kept.
        """
        self._connection.begin()
        try:
            yield self._connection
            self._connection.commit()
        except duckdb.Error as error:
            with suppress(duckdb.Error):
                self._connection.rollback()
            raise GraphError(
                f"cannot be written ({str(error).splitlines()[0]})",
                where=self.path,
                remedy="see that there is room on the disk, and run the build again: it goes on from the last batch",
            ) from error

    def _delete(self, connection: duckdb.DuckDBPyConnection, files: list[str]) -> None:
        if files:
            for name in TABLES:
                source = "file" if name == "files" else "source"
                connection.execute(f"delete from {name} where {source} in (select unnest($1))", [files])


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables, in one transaction."""
    connection.begin()
    for statement in queries.CREATE:
        connection.execute(statement)
    connection.execute("insert into meta values ('store_version', $1)", [STORE_VERSION])
    connection.commit()


def _check_version(connection: duckdb.DuckDBPyConnection, where: str) -> None:
    try:
        found = connection.execute("select value from meta where key = 'store_version'").fetchone()
    except duckdb.CatalogException:
        found = None
    if found is None:
        raise GraphError("is a DuckDB file, but no store of resgraph", where=where, remedy="give another file")
    if found[0] != STORE_VERSION:
        raise GraphError(f"is a store of version {found[0]}, not {STORE_VERSION}", where=where, remedy=REBUILD)


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows by way of a pandas frame: 200 times as fast as row by row."""
    import pandas as pd

    if rows:
        frame = pd.DataFrame(rows, columns=list(TABLES[name]), dtype=object)
        connection.register("pending", frame)
        connection.execute(f"insert into {name} select * from pending")
        connection.unregister("pending")
