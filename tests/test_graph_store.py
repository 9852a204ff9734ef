"""The store: incremental, whole after a kill, refusing what is none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resgraph.errors import GraphError
from resgraph.graph import store as store_module
from resgraph.graph.build import build
from resgraph.graph.load import around, network, selection
from resgraph.graph.reach import reach
from resgraph.graph.refusal import refusal
from resgraph.graph.store import Store
from resgraph.models import Citation, Document
from tests.test_graph import cite, held, same, south_south


def fill(store: Store, documents: Iterable[Document], citations: Iterable[Citation]) -> None:
    """Put every document with its citations into a store, a file each."""
    mentions = list(citations)
    for document in documents:
        store.put(document.file, "1", [document], [c for c in mentions if c.file == document.file])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of the South-South resolutions."""
    documents, citations, _ = south_south()
    where = tmp_path / "corpus.duckdb"
    with Store.open(where) as store:
        fill(store, documents, citations)
    return where


def test_graph_of_the_store_is_that_of_its_records(path: Path) -> None:
    documents, citations, _ = south_south()
    with Store.open(path, read_only=True) as store:
        assert same(store.graph(), build(documents, citations))


def test_records_come_back_as_they_were_put(tmp_path: Path) -> None:
    document = Document("A/RES/71/244", "2016-12-21", "T", "en", "akn", "a.xml", drafts=("A/1", "A/2"), subjects=("x",))
    empty = Document(None, file="b.xml")
    citation = cite("71/244", None, None, file="a.xml", citing_date="2016-12-21", flags=("unparsed", "ocr_repaired"))
    with Store.open(tmp_path / "s.duckdb") as store:
        store.put("b.xml", "2", [empty], [])
        store.put("a.xml", "1", [document], [citation])
        store.flush()
        assert list(store.documents()) == [document, empty]
        assert list(store.citations()) == [citation]
        frame = store.frame("citations")
    assert (len(frame), frame["flags"][0], str(frame["citing_date"][0])[:10]) == (
        1,
        "unparsed;ocr_repaired",
        "2016-12-21",
    )


def test_a_changed_file_replaces_its_rows_and_a_removed_one_is_pruned(path: Path) -> None:
    file = "A/RES/80/156.en.xml"
    with Store.open(path) as store:
        assert store.known(file) == "1"
        assert store.known("new.xml") is None
        store.put(file, "2", [held("80/156")], [cite("80/156", "33/134")])
        store.put(file, "3", [held("80/156")], [cite("80/156", "64/222")])
    with Store.open(path) as store:
        assert store.known(file) == "3"
        assert [c.cited for c in store.citations() if c.file == "80/156.en.xml"] == ["A/RES/64/222"]
        assert store.prune([file]) != []
        assert store.prune([file]) == []
    with Store.open(path, read_only=True) as store:
        assert store.sql("select file, documents, citations from files")[1] == [(file, 1, 1)]
        assert [document.file for document in store.documents()] == ["80/156.en.xml"]


def test_imported_metadata_are_not_pruned(path: Path) -> None:
    with Store.open(path) as store:
        store.put("list.csv", "1", [Document("A/RES/33/134", "1978-12-19", format="record", file="list.csv")], [])
        store.prune([])
        assert [record.file for record in store.documents()] == ["list.csv"]


def test_nothing_is_written_when_an_error_comes_up(path: Path) -> None:
    with pytest.raises(KeyError), Store.open(path) as store:
        store.put("new.xml", "1", [], [])
        raise KeyError
    with Store.open(path, read_only=True) as store:
        assert store.known("new.xml") is None


@pytest.mark.parametrize(
    ("documents", "citations"),
    [([held("80/1", "2025-02-30")], []), ([], [cite("80/1", "33/134", cited_date="1978-2-30")])],
)
def test_a_date_that_is_none_is_refused_with_its_file(
    path: Path, documents: list[Document], citations: list[Citation]
) -> None:
    with Store.open(path) as store:
        with pytest.raises(GraphError, match=r"new\.xml: '\d{4}-0?2-30' is not a date"):
            store.put("new.xml", "1", documents, citations)
        store.put("other.xml", "1", [], [])
    with Store.open(path, read_only=True) as store:
        assert (store.known("new.xml"), store.known("other.xml")) == (None, "1")


def test_a_batch_that_cannot_be_written_leaves_the_store_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(connection: duckdb.DuckDBPyConnection, name: str, rows: list[tuple[object, ...]]) -> None:
        if name == "citations":
            raise duckdb.IOException("no space left")
        insert(connection, name, rows)

    insert = store_module._insert
    monkeypatch.setattr(store_module, "_insert", full)
    with pytest.raises(GraphError, match=r"no space left.*goes on from the last batch"), Store.open(path) as store:
        store.put("new.xml", "1", [held("80/1")], [cite("80/1", "33/134")])
    with Store.open(path, read_only=True) as store:
        assert store.known("new.xml") is None
        assert store.known("A/RES/80/156.en.xml") == "1"


def environment() -> dict[str, str]:
    """An environment in which another Python finds this resgraph first."""
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), *filter(None, sys.path)])}


KILLED = """
import os, signal, sys
sys.path.insert(0, {tests!r})
from tests.test_graph import south_south
from test_graph_store import fill
from resgraph.graph import store
store.BATCH = 20
documents, citations, _ = south_south()
with store.Store.open({path!r}) as opened:
    put = opened.put
    def killing(file, *rest):
        if file == documents[{after}].file:
            os.kill(os.getpid(), signal.SIGKILL)
        put(file, *rest)
    opened.put = killing
    fill(opened, documents, citations)
"""


@pytest.mark.parametrize("after", [1, 4, 7])
def test_a_killed_run_leaves_whole_batches_and_the_next_one_completes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    where = tmp_path / "killed.duckdb"
    code = KILLED.format(tests=str(Path(__file__).parent), path=str(where), after=after)
    done = subprocess.run([sys.executable, "-c", code], env=environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    documents, citations, _ = south_south()
    monkeypatch.setattr(store_module, "BATCH", 20)
    with Store.open(where, read_only=True) as store:
        for file, count in store.sql("select file, citations from files")[1]:
            assert count == store.sql(f"select count(*) from citations where file = '{file}'")[1][0][0]
    with Store.open(where) as store:
        missing = [document for document in documents if store.known(document.file) is None]
        assert missing
        fill(store, missing, citations)
        assert same(store.graph(), build(documents, citations))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=8))
def test_any_order_of_changes_ends_in_the_last_state_of_each_file(changes: list[tuple[str, int]]) -> None:
    with Store.open(":memory:") as store:
        for file, number in changes:
            store.put(file, str(number), [], [cite("71/244", f"60/{place + 1}", file=file) for place in range(number)])
        store.flush()
        counts = dict(store.sql("select file, count(*) from citations group by all")[1])
    assert counts == {file: number for file, number in dict(changes).items() if number}


def test_sql_answers_and_changes_nothing(path: Path) -> None:
    with Store.open(path) as store:
        columns, rows = store.sql("select lang, count(*) as n from citations group by all")
        assert (columns, rows) == (["lang", "n"], [("en", 154)])
        for query, reason in (
            ("delete from citations", "only one SELECT"),
            ("select 1; select 2", "only one SELECT"),
            ("copy citations to 'x.csv'", "only one SELECT"),
            ("select nothing from citations", "nothing"),
            ("selekt", "syntax error"),
        ):
            with pytest.raises(GraphError, match=reason):
                store.sql(query)
        with pytest.raises(GraphError, match=r"no table 'nodes'.*files, documents, citations"):
            store.frame("nodes")


def test_what_is_no_store_is_refused_with_a_remedy(tmp_path: Path, path: Path) -> None:
    text, empty, other, older = (
        tmp_path / name for name in ("text.duckdb", "empty.duckdb", "other.duckdb", "old.duckdb")
    )
    text.write_text("no store " * 1000, encoding="utf-8")
    empty.touch()
    with duckdb.connect(str(other)) as connection:
        connection.execute("create table t (x integer)")
    with duckdb.connect(str(older)) as connection:
        connection.execute("create table meta (key varchar, value varchar)")
        connection.execute("insert into meta values ('store_version', '0')")
    for where, reason in (
        (text, "not a DuckDB file"),
        (empty, "not a DuckDB file"),
        (other, "no store of resgraph"),
        (older, "version 0"),
        (tmp_path, "directory"),
        (tmp_path / "missing.duckdb", "no such store"),
        (tmp_path / "missing" / "s.duckdb", "no such store"),
    ):
        with pytest.raises(GraphError, match=reason) as caught:
            Store.open(where, read_only=True)
        assert caught.value.remedy
    with pytest.raises(GraphError, match="folder for the store does not exist; make it first"):
        Store.open(tmp_path / "missing" / "s.duckdb")
    with Store.open(path, read_only=True) as store, pytest.raises(GraphError, match="opened to read only"):
        store.put("a.xml", "1", [], [])
    with Store.open(path), pytest.raises(GraphError, match="open already"):
        Store.open(path, read_only=True)


def test_a_store_of_another_duckdb_is_refused_with_a_remedy() -> None:
    reason = "IO Error: Trying to read a database file with version number 999, but we can only read versions up to 67."
    assert "pip install -U duckdb" in str(refusal("s.duckdb", reason))


def test_a_second_program_cannot_write_at_the_same_time(path: Path) -> None:
    code = (
        f"from resgraph.graph.store import Store; import time; store = Store.open({str(path)!r}); "
        "print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(GraphError, match=r"another program has the store open; wait"):
            Store.open(path)
        other.kill()


def test_a_second_run_over_an_unchanged_corpus_only_looks_up_hashes(path: Path) -> None:
    documents, _, _ = south_south()
    begin = time.perf_counter()
    with Store.open(path) as store:
        assert all(store.known(document.file) == "1" for document in documents)
    assert time.perf_counter() - begin < 1


def test_a_selection_has_the_dates_and_degrees_of_the_whole(path: Path) -> None:
    with Store.open(path, read_only=True) as store:
        whole, part = store.graph(), selection(store, ["A/RES/77/185", "A/RES/57/270A"])
    assert set(whole.successors("A/RES/77/185")) == set(part.successors("A/RES/77/185"))
    assert "A/RES/57/270A" in part
    for symbol, node in part.nodes.items():
        assert node == whole.nodes[symbol]


def test_a_selection_counts_printed_dates_over_languages_as_the_whole_does(tmp_path: Path) -> None:
    days = {"en": "2019-12-19", "fr": "2019-12-12", "ru": "2019-12-12", "zh": "2019-12-19", "ar": None}
    with Store.open(tmp_path / "s.duckdb") as store:
        for citing in ("77/65", "77/66"):
            for lang, day in days.items():
                citation = cite(citing, "74/45", lang=lang, cited_date=day if citing == "77/65" else "2019-12-12")
                store.put(citation.file, "1", [], [citation])
        store.flush()
        node = selection(store, ["A/RES/77/65"]).nodes["A/RES/74/45"]
        assert node == store.graph().nodes["A/RES/74/45"]
    assert (node["date"], node["date_share"], node["cited_by"]) == ("2019-12-12", 0.5, 2)


def test_around_loads_what_lies_between(path: Path) -> None:
    with Store.open(path) as store:
        part = around(store, "A/RES/77/185", ["A/RES/33/134"])
        citing = {symbol for symbol in part if part.out_degree(symbol)}
        assert citing == {f"A/RES/{n}" for n in ("71/244", "75/234", "76/221", "77/185")}
        later = around(store, "A/RES/33/134", descendants=True, depth=1)
        assert {symbol for symbol in later if later.out_degree(symbol)} == set(later.predecessors("A/RES/33/134"))
        up = around(store, "A/RES/33/134", ["A/RES/76/221"], descendants=True)
        assert {s for s in up if up.out_degree(s)} == {f"A/RES/{n}" for n in ("71/244", "75/234", "76/221")}
        with pytest.raises(GraphError, match="did you mean A/RES/80/156"):
            around(store, "A/RES/80/157")


def test_network_counts_a_part_and_its_whole_as_one_step(path: Path) -> None:
    with Store.open(path) as store:
        store.put("w.xml", "1", [held("58/1")], [cite("58/1", "57/270", file="w.xml")])
        store.flush()
        whole = network(store)
        depths = reach(whole.back, [whole.symbols.index("A/RES/58/1")])
    assert depths[whole.symbols.index("A/RES/57/270B")] == 2
    assert depths[whole.symbols.index("A/RES/50/227")] == 3


def test_tables_that_are_not_those_of_a_store_are_refused(tmp_path: Path) -> None:
    table = tmp_path / "documents.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 1 as number) to '{table}' (format parquet)")
    with pytest.raises(GraphError, match=r"packaged data: .*install resgraph again"):
        Store.of_parquet("packaged data", {"documents": table})
