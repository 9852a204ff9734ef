"""A dataset is the same whoever makes it: one process, two, or a Dask cluster of which a worker is killed half-way."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from resgraph import pipeline
from resgraph.dataset import cluster, part, remote
from resgraph.dataset.part import Part
from resgraph.dataset.partitions import partitions
from resgraph.dataset.pieces import list_pieces
from resgraph.dataset.run import extract_dataset
from resgraph.errors import ReadError, ResgraphError
from resgraph.graph.store import Store
from tests.command_line import run

distributed = pytest.importorskip("distributed", reason="pip install -e .[test]")
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets that distributed leaves to the collector
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
TEXT = """General Assembly

Resolution 35/{number}

Recalling its resolutions 33/134 of 19 December 1978 and 34/{number} of 14 December 1979,

Reaffirming Security Council resolution 1325 (2000),

1. Takes note of the report of the Secretary-General (A/35/{number});
"""
SMALL = 2_000
"""Bytes of a partition in these tests."""
TABLES = ("citations", "documents", "files")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve files, an archive of thirty with an empty one among them, and a torn PDF."""
    folder = tmp_path_factory.mktemp("corpus")
    for number in range(1, 13):
        (folder / f"A_RES_35_{number}.txt").write_text(TEXT.format(number=number))
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        for number in range(20, 50):
            archive.writestr(f"A_RES_35_{number}.txt", TEXT.format(number=number) if number != 33 else "")
        archive.writestr(".hidden", "x")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    return folder


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """A Dask cluster of two processes, each with a nanny that starts it again."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", memory_limit=0
    ) as local:
        yield local


def rows(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect() as connection:
        return {
            table: [
                row
                for path in sorted((folder / table).glob("part-*.parquet"))
                for row in connection.execute("from read_parquet($1)", [str(path)]).fetchall()
            ]
            for table in TABLES
        }


def made(texts: Path, folder: Path, **options: Any) -> list[Part]:
    return [done for done, _ in extract_dataset([texts], folder, size=SMALL, **options)]


@pytest.fixture(scope="module")
def by_one(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one") / "out.parquet"
    made(texts, folder)
    return folder


# ---------------------------------------------------------------- the same rows


def test_rows_are_those_of_the_files(texts: Path, by_one: Path) -> None:
    found = list(pipeline.extract_files([texts]))
    citations = [c for one in found for c in one.citations]
    held = rows(by_one)
    assert [(row[0], row[4], row[-3], row[-2]) for row in held["citations"]] == [
        (c.file, c.cited, c.span_start, c.span_end) for c in citations
    ]
    assert [(row[0], row[1]) for row in held["files"]] == [(one.file, one.sha256) for one in found]
    assert len(list((by_one / "citations").iterdir())) > 4


def test_two_processes(texts: Path, by_one: Path, tmp_path: Path) -> None:
    made(texts, tmp_path / "two.parquet", jobs=2)
    assert rows(tmp_path / "two.parquet") == rows(by_one)


def test_dask(texts: Path, by_one: Path, tmp_path: Path, workers: Any) -> None:
    made(texts, tmp_path / "dask.parquet", by_dask=True, scheduler=workers.scheduler_address)
    assert rows(tmp_path / "dask.parquet") == rows(by_one)


def test_a_worker_of_dask_killed_half_way(texts: Path, by_one: Path, tmp_path: Path, workers: Any) -> None:
    folder = tmp_path / "killed.parquet"
    with distributed.Client(workers) as client:
        before = client.run(os.getpid)
        done = extract_dataset([texts], folder, size=SMALL, by_dask=True, scheduler=workers.scheduler_address)
        next(done)
        killed = min(before.values())
        os.kill(killed, signal.SIGKILL)
        left = list(done)
        client.wait_for_workers(2, timeout=30)
        assert killed not in client.run(os.getpid).values()
    assert len(left) > 3
    assert rows(folder) == rows(by_one)
    assert not [path for path in folder.rglob("*") if path.name.startswith(".")]


def test_a_text_that_kills_its_process_is_named_and_the_others_are_read(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (part, sys.modules["resgraph.bulk"]):
        monkeypatch.setattr(module, "extract_item", dying)
    found = made(texts, tmp_path / "out.parquet", jobs=2)
    failures = {Path(f.where).name: f.what for one in found for f in one.failures}
    assert failures["A_RES_35_7.txt"] == "its reader crashed"
    assert sum(one.read for one in found) == 12 + 29 - 1


def dying(item: Any, lang: str | None, ocr: bool) -> Any:
    if item.file.endswith("A_RES_35_7.txt"):
        os._exit(9)
    return REAL(item, lang, ocr)


REAL = part.extract_item


# ---------------------------------------------------------------- partitions


def test_a_bad_file_is_reported_and_the_rest_goes_on(texts: Path, tmp_path: Path) -> None:
    found = made(texts, tmp_path / "out.parquet")
    failures = {Path(f.where.replace("!", "/")).name: f.what for one in found for f in one.failures}
    assert failures == {"A_RES_35_33.txt": "the file is empty", "torn.pdf": "a damaged or truncated PDF"}
    assert (sum(one.read for one in found), sum(one.failed for one in found)) == (41, 2)


def test_partitions_depend_on_the_input_alone(texts: Path) -> None:
    cut = list(partitions(list_pieces([texts], SMALL), "out", size=SMALL))
    assert cut == list(partitions(list_pieces([texts], SMALL), "out", size=SMALL))
    assert {piece.member is None for one in cut for piece in one.pieces} == {True, False}
    assert all(sum(piece.size for piece in one.pieces) >= SMALL for one in cut[:-1])


def test_what_is_done_is_not_done_again(texts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out.parquet"
    before = {one.name for one in made(texts, folder)}
    (folder / "_parts" / "part-00001.json").unlink()
    (folder / "citations" / ".part-00002.parquet.1234.tmp").write_text("left by a worker that was killed")
    again = list(extract_dataset([texts], folder, size=SMALL))
    assert {one.name for one, new in again if new} == {"part-00001"}
    assert {one.name for one, _ in again} == before
    assert not list((folder / "citations").glob(".*"))
    fewer = list(extract_dataset([texts / "A_RES_35_1.txt"], folder, size=SMALL))
    assert [new for _, new in fewer] == [True]
    assert sorted(path.stem for path in folder.rglob("part-*")) == ["part-00000"] * 4


def test_a_folder_without_the_suffix_is_refused(texts: Path) -> None:
    with pytest.raises(ResgraphError, match=r"ends in \.parquet"):
        made(texts, texts)
    assert not (texts / "_parts").exists()


def test_a_folder_of_other_tables_is_refused(texts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph.parquet"
    folder.mkdir()
    (folder / "nodes.parquet").write_bytes(b"PAR1")
    with pytest.raises(ResgraphError, match="no dataset of resgraph"):
        made(texts, folder)
    said: list[Any] = []
    assert pipeline.build_store([folder], tmp_path / "corpus.duckdb", report=said.append) == (0, 0)
    assert "no dataset" in str(said[0].error)


# ---------------------------------------------------------------- other places


def test_rows_of_a_parquet_file_are_texts(tmp_path: Path) -> None:
    source = tmp_path / "texts.parquet"
    with duckdb.connect() as connection:
        connection.execute("create table texts (id varchar, text varchar)")
        for number in range(1, 9):
            connection.execute("insert into texts values ($1, $2)", [f"doc{number}", TEXT.format(number=number)])
        connection.execute("insert into texts values ('none', null)")
        connection.execute(f"copy texts to '{source}' (format parquet)")
    found = [done for done, _ in extract_dataset([source], tmp_path / "out.parquet", size=500)]
    assert len(found) > 1
    held = rows(tmp_path / "out.parquet")
    names = [f"{source}!doc{number}" for number in range(1, 9)]
    assert [row[0] for row in held["files"]] == [*names, f"{source}!none"]
    assert {row[4] for row in held["citations"]} >= {"A/RES/33/134", "A/RES/34/8", "S/RES/1325(2000)"}
    assert [f.what for one in found for f in one.failures] == ["the row has no text"]


def test_texts_in_an_object_store(texts: Path, by_one: Path, tmp_path: Path) -> None:
    import fsspec

    store = fsspec.filesystem("memory")
    store.put(f"{texts}/", "/corpus/", recursive=True)
    there = [done for done, _ in extract_dataset(["memory://corpus"], "memory://out.parquet", size=SMALL)]
    store.get("/out.parquet/", f"{tmp_path}/out/", recursive=True)
    held, expected = rows(tmp_path / "out"), rows(by_one)
    assert [row[1:] for row in held["citations"]] == [row[1:] for row in expected["citations"]]
    assert {row[0].partition("/A_RES")[0] for row in held["files"]} >= {"memory:///corpus"}
    assert sum(one.read for one in there) == 41
    assert [new for _, new in extract_dataset(["memory://corpus"], "memory://out.parquet", size=SMALL)] == [
        False
    ] * len(there)
    store.rm("/corpus", recursive=True)
    store.rm("/out.parquet", recursive=True)


def test_addresses_of_files(texts: Path, tmp_path: Path) -> None:
    found = [done for done, _ in extract_dataset([f"file://{texts}/*.txt"], tmp_path / "out.parquet")]
    assert [(one.read, one.failed) for one in found] == [(12, 0)]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("memory://nothing", "there is no file"),
        ("nosuch://place/a.txt", "no kind of address"),
    ],
)
def test_an_address_without_a_file_is_said(address: str, words: str, tmp_path: Path) -> None:
    (found, _), *_ = extract_dataset([address], tmp_path / "out.parquet")
    assert [(f.where, words in f.what) for f in found.failures] == [(address, True)]


def test_a_place_that_did_not_answer_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    with fsspec.open("memory://asked/a.txt", "w") as stream:
        stream.write(TEXT.format(number=1))

    def silent(address: str) -> Any:
        raise ReadError("cannot be opened", where=address) from TimeoutError("no answer")

    with monkeypatch.context() as broken:
        broken.setattr("resgraph.dataset.pieces.open_address", silent)
        ((first, _),) = extract_dataset(["memory://asked"], tmp_path / "out.parquet")
    ((second, new),) = extract_dataset(["memory://asked"], tmp_path / "out.parquet")
    assert (first.failed, first.key == second.key, new, second.read) == (1, True, True, 1)


def missing(name: str) -> Callable[..., Any]:
    real = __import__

    def imported(wanted: str, *rest: Any, **named: Any) -> Any:
        if wanted.split(".")[0] == name:
            raise ImportError(wanted)
        return real(wanted, *rest, **named)

    return imported


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, texts: Path) -> None:
    monkeypatch.setattr("builtins.__import__", missing("distributed"))
    with pytest.raises(ResgraphError, match=r"Dask is not installed; pip install 'resgraph\[dask\]'"):
        list(cluster.by_dask(list(partitions(list_pieces([texts], SMALL), "out")), 2))
    monkeypatch.setattr("builtins.__import__", missing("fsspec"))
    with pytest.raises(ReadError, match="pip install fsspec s3fs"):
        remote.files_at("s3://texts/77.zip")


def test_a_scheduler_that_does_not_answer_is_said(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    monkeypatch.setattr(cluster, "ANSWER", "1s")
    with pytest.raises(ResgraphError, match="no scheduler answers"):
        list(cluster.by_dask(list(partitions(list_pieces([texts], SMALL), "out")), 2, "tcp://127.0.0.1:9"))


# ---------------------------------------------------------------- from the dataset to the store


def test_the_store_of_a_dataset_is_that_of_its_files(texts: Path, by_one: Path, tmp_path: Path) -> None:
    pipeline.build_store([texts], tmp_path / "files.duckdb")
    assert pipeline.build_store([by_one], tmp_path / "dataset.duckdb") == (41, 0)
    with Store.open(tmp_path / "files.duckdb") as one, Store.open(tmp_path / "dataset.duckdb") as other:
        for table in TABLES:
            query = f"from {table} order by all"
            assert one.sql(query) == other.sql(query)
    assert pipeline.build_store([by_one], tmp_path / "files.duckdb") == (0, 41)


def test_the_graph_of_a_dataset_is_that_of_its_files(texts: Path, by_one: Path) -> None:
    good = sorted(texts.glob("*.txt"))
    graph, whole = pipeline.build(good), pipeline.build([by_one])
    assert set(graph) < set(whole)
    assert whole.edges["A/RES/35/4", "A/RES/33/134"] == graph.edges["A/RES/35/4", "A/RES/33/134"]


def test_pandas_reads_it_as_it_stands(by_one: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow", reason="pandas reads Parquet with pyarrow")
    frame = pandas.read_parquet(by_one / "citations")
    assert len(frame) == len(rows(by_one)["citations"])


# ---------------------------------------------------------------- the command


def test_the_command_says_what_came_of_it(texts: Path, tmp_path: Path) -> None:
    for again in (False, True):
        done = run("extract", str(texts), "-o", "out.parquet/", "--jobs", "2", "--errors", "errors.csv", cwd=tmp_path)
        assert done.returncode == 1
        *lines, summary = done.stderr.splitlines()
        assert [line.split(": ")[1].split(";")[0] for line in lines] == [
            "the file is empty", "a damaged or truncated PDF",
        ]  # fmt: skip
        counts = "0 read, 42 skipped (unchanged: 41" if again else "41 read, 1 skipped (hidden or of the system: 1"
        assert f"41 documents in out.parquet/: {counts}" in summary
    assert len((tmp_path / "errors.csv").read_text().splitlines()) == 3
    mark = json.loads((tmp_path / "out.parquet/_parts/part-00000.json").read_bytes())
    assert mark["read"] == 41
    built = run("build", "out.parquet", "-o", "corpus.duckdb", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert "41 read, 2 skipped (could not be read before: 2), 0 failed" in built.stderr


def test_the_command_starts_workers_of_its_own(texts: Path, by_one: Path, tmp_path: Path) -> None:
    done = run("extract", str(texts), "-o", "out.parquet", "--engine", "dask", "--jobs", "2", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 3, done.stderr
    assert rows(tmp_path / "out.parquet") == rows(by_one)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--engine", "dask"), "-o out.parquet/"),
        (("--engine", "processes", "--scheduler", "tcp://a:1", "-o", "out/"), "only Dask has a scheduler"),
        (("-o", "out/", "--texts", "texts"), "leave out --texts"),
    ],
)
def test_what_does_not_go_together_is_refused(
    texts: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run("extract", str(texts), *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
