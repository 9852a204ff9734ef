"""The path from documents to answers in a few calls: what goes in in which form, and what is refused on the way."""

from __future__ import annotations

import copy
import io
import os
import pickle
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest

from resgraph import bulk, pipeline
from resgraph.errors import GraphError, ReadError
from resgraph.graph.store import Store
from resgraph.models import Citation, new_citation
from tests.test_cli import CLAUSE
from tests.test_graph import held

CITES = [("A/RES/35/1", "A/RES/33/134")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two resolutions in a folder of their own."""
    for n in (1, 2):
        (tmp_path / "texts" / f"A_RES_35_{n}.txt").parent.mkdir(exist_ok=True)
        (tmp_path / "texts" / f"A_RES_35_{n}.txt").write_text(CLAUSE, "utf-8")
    return tmp_path / "texts"


def failing(*_: object, **__: object) -> Any:
    """A reader with a fault of its own."""
    raise RecursionError("too deep")


@pytest.mark.parametrize(
    ("source", "name"), [(CLAUSE.encode(), "<bytes>"), (io.BytesIO(CLAUSE.encode()), "<bytes>"), (None, "A_RES_35_1.txt")]
)  # fmt: skip
def test_bytes_and_open_files_are_read_as_files_are(folder: Path, source: Any, name: str) -> None:
    with (folder / "A_RES_35_1.txt").open("rb") as opened:
        (text,) = pipeline.read(opened if source is None else source)
    assert Path(text.file).name == name
    assert [c.cited for c in pipeline.extract(text)] == ["A/RES/33/134"]


def test_a_file_that_is_not_there_is_refused_by_each_way_in(tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    with pytest.raises(ReadError, match="no such file"):
        list(pipeline.read(missing))
    with pytest.raises(ReadError, match="no such file"):
        pipeline.build([missing])
    with pytest.raises(GraphError, match=r"no such store.*resgraph build"):
        pipeline.query(missing, "select 1")


def test_records_and_files_make_one_graph(folder: Path) -> None:
    (citation,) = pipeline.extract(CLAUSE, lang="en", citing="36/1")
    graph = pipeline.build([folder / "A_RES_35_1.txt", citation, held("36/1", "1981-11-02")])
    assert sorted(graph.edges) == [*CITES, ("A/RES/36/1", "A/RES/33/134")]
    assert graph.nodes["A/RES/36/1"]["date"] == "1981-11-02"


def test_a_graph_is_the_same_from_a_store_as_from_the_files(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "c.duckdb"
    assert pipeline.build_store([folder], store) == (2, 0)
    whole, name = pipeline.load(store)
    part, _ = pipeline.load(store, around="35/1")
    from_files, _ = pipeline.load(folder)
    assert name == str(store)
    assert sorted(whole.edges) == sorted(from_files.edges) == [*CITES, ("A/RES/35/2", "A/RES/33/134")]
    assert sorted(part.edges) == CITES
    assert pipeline.query(store, "select count(*) from files") == (["count_star()"], [(2,)])


def test_a_file_that_is_gone_is_dropped_where_pruning_is_asked_for(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "c.duckdb"
    pipeline.build_store([folder], store)
    (folder / "A_RES_35_2.txt").unlink()
    assert pipeline.build_store([folder], store) == (0, 1)
    assert len(pipeline.load(store)[0].edges) == 2
    assert pipeline.build_store([folder], store, prune=True) == (0, 1)
    assert sorted(pipeline.load(store)[0].edges) == CITES


def test_unchanged_files_are_told_of_documents_and_of_citations(folder: Path, tmp_path: Path) -> None:
    records = tmp_path / "c.jsonl"
    pipeline.write(pipeline.extract(CLAUSE, lang="en", citing="36/1"), records)
    told: list[tuple[str, str]] = []
    for _ in range(2):
        pipeline.build_store([folder, records], tmp_path / "c.duckdb", skip=lambda *what: told.append(what))
    assert [why for _, why in told] == ["unchanged"] * 3
    assert pipeline.build_store([folder, records], tmp_path / "c.duckdb") == (0, 3), "without anybody who is told"


def test_a_record_with_a_day_that_is_none_is_reported_and_the_others_are_kept(folder: Path, tmp_path: Path) -> None:
    records = tmp_path / "c.csv"
    pipeline.write(pipeline.extract(CLAUSE, lang="en", citing="36/1"), records)
    records.write_text(records.read_text("utf-8").replace("1978-12-19", "1978-02-30"), "utf-8")
    said: list[bulk.Extracted] = []
    assert pipeline.build_store([folder, records], tmp_path / "c.duckdb", report=said.append)[0] == 2
    (refused,) = (found for found in said if found.error)
    assert "'1978-02-30' is not a date" in str(refused.error)
    assert refused.file == str(records)
    assert len(pipeline.load(tmp_path / "c.duckdb")[0].edges) == 2


def test_a_fault_of_a_reader_is_named_with_its_file_and_ends_no_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = bulk.read
    monkeypatch.setattr(bulk, "read", lambda data, **more: (failing if "_1" in more["file"] else real)(data, **more))
    bad, good = bulk.extract_files([folder])
    assert (
        str(bad.error)
        == f"{folder / 'A_RES_35_1.txt'}: its reader failed (RecursionError: too deep); report it with the file"
    )
    assert (good.error, len(good.citations)) == (None, 1)


def test_a_worker_that_dies_costs_its_own_file_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "A_RES_35_3.txt").write_text(CLAUSE + "CRASH", "utf-8")
    (folder / "A_RES_35_4.txt").write_text(CLAUSE, "utf-8")
    monkeypatch.setattr(bulk, "read", dying)
    found = {Path(one.file).stem: one for one in bulk.extract_files([folder], jobs=2)}
    assert [len(found[f"A_RES_35_{n}"].citations) for n in (1, 2, 4)] == [1, 1, 1]
    assert "its reader crashed; give another copy of it" in str(found["A_RES_35_3"].error)


def test_the_order_of_many_files_is_theirs_whoever_reads_them(tmp_path: Path) -> None:
    files = [tmp_path / f"A_RES_35_{n}.txt" for n in range(90, 0, -1)]
    for file in files:
        file.write_text(CLAUSE, "utf-8")
    one, two = ([(x.file, x.sha256) for x in bulk.extract_files(files, jobs=jobs)] for jobs in (1, 2))
    assert one == two
    assert [file for file, _ in one] == [str(file) for file in files]


def dying(data: bytes, **more: Any) -> Any:
    """A reader that ends its process."""
    if b"CRASH" in data:
        os._exit(9)
    return READ(data, **more)


READ = bulk.read


def test_a_store_is_closed_with_what_was_put_into_it(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "c.duckdb")
    store.put("a.txt", "1", [held("36/1", "1981-11-02")], [])
    store.close()
    with Store.open(tmp_path / "c.duckdb", read_only=True) as again:
        assert again.known("a.txt") == "1"
        assert list(again.graph()) == ["A/RES/36/1"]


def test_a_citation_made_quickly_is_one_like_any_other() -> None:
    values: Any = (*"abcdefghijklmn", 0, 1, ())
    quick, plain = new_citation(*values), Citation(*values)
    assert type(quick) is Citation
    assert (quick, hash(quick), repr(quick)) == (plain, hash(plain), repr(plain))
    assert pickle.loads(pickle.dumps(quick)) == replace(quick) == copy.copy(quick) == plain
    with pytest.raises(FrozenInstanceError):
        quick.kind = "decision"  # type: ignore[misc]


def test_a_store_that_cannot_be_made_ends_the_run_with_several_processes_too(folder: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        with pytest.raises(GraphError, match="the folder for the store does not exist"):
            pipeline.build_store([folder], tmp_path / "nowhere" / "c.duckdb", jobs=jobs)
    assert not (tmp_path / "nowhere").exists()


def test_several_processes_make_the_same_store_and_find_it_unchanged(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.duckdb", tmp_path / "two.duckdb"
    assert pipeline.build_store([folder], one) == pipeline.build_store([folder], two, jobs=2)
    assert sorted(pipeline.load(one)[0].edges) == sorted(pipeline.load(two)[0].edges)
    assert pipeline.build_store([folder], two, jobs=2) == (0, 2)


def test_texts_come_back_where_they_are_wanted(folder: Path) -> None:
    for jobs in (1, 2):
        with_texts, without = (list(bulk.extract_files([folder], jobs=jobs, texts=wanted)) for wanted in (True, False))
        assert all(found.content for found in with_texts) and not any(found.content for found in without)
        assert [found.citations for found in with_texts] == [found.citations for found in without]
