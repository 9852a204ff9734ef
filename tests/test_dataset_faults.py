"""A dataset of input that is odd, gone or out of reach: what is said of it, and that the rest is read."""

from __future__ import annotations

import http.server
import io
import logging
import os
import re
import threading
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import dask
import distributed
import duckdb
import fsspec
import pytest
from fsspec.registry import _registry

from resgraph.dataset import cluster, part, remote
from resgraph.dataset.part import Part
from resgraph.dataset.partitions import Partition, partitions
from resgraph.dataset.pieces import Piece, list_pieces, read_pieces
from resgraph.dataset.run import extract_dataset
from resgraph.errors import ReadError
from tests.command_line import run
from tests.test_cli import CLAUSE

pytestmark = [
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning"
    ),  # sockets that distributed and aiohttp leave to the collector
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text, an archive of two, and a Parquet file of two."""
    place = tmp_path / "texts"
    place.mkdir()
    (place / "A_RES_35_1.txt").write_text(CLAUSE, "utf-8")
    with zipfile.ZipFile(place / "more.zip", "w") as archive:
        for n in (2, 3):
            archive.writestr(f"A_RES_35_{n}.txt", CLAUSE)
    parquet(
        place / "rows.parquet",
        "select 'A_RES_35_' || n as name, $1 as text, 'en' as lang from range(4, 6) t(n)",
        CLAUSE,
    )
    return place


def parquet(path: Path, query: str, *values: object) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"create table t as {query}", list(values)).execute(f"copy t to '{path}' (format parquet)")


def said(found: Iterator[tuple[Any, str | None]]) -> dict[str, str]:
    """Name of each document → why it could not be had, nothing where it could."""
    return {item.file: item.error.what if item.error else "" for item, _ in found}


def failures(found: Iterator[tuple[Part, bool]]) -> dict[str, str]:
    return {Path(f.where).name: f.what for one, _ in found for f in one.failures}


def test_input_that_went_away_after_it_was_listed_is_named(folder: Path) -> None:
    pieces = list(list_pieces([folder], 1_000))
    assert [(Path(piece.path).name, piece.member, piece.rows) for piece in pieces] == [
        ("A_RES_35_1.txt", None, None),
        ("more.zip", "A_RES_35_2.txt", None),
        ("more.zip", "A_RES_35_3.txt", None),
        ("rows.parquet", None, (0, 2)),
    ]
    whole = said(read_pieces(pieces))
    assert whole == dict.fromkeys([*(f"{p.path}!{p.member}" if p.member else p.path for p in pieces[:3]), *(f"{folder / 'rows.parquet'}!A_RES_35_{n}" for n in (4, 5))], "")  # fmt: skip
    for path in list(folder.iterdir()):
        path.unlink()
    gone = {Path(file).name: what for file, what in said(read_pieces(pieces)).items()}
    assert gone["A_RES_35_1.txt"] == "no such file"
    assert gone["more.zip"].startswith("cannot be read ([Errno 2] No such file")
    assert "rows.parquet" in gone


def test_what_cannot_be_listed_is_one_piece_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "torn.parquet").write_bytes(b"PAR1 torn")
    (tmp_path / "torn.zip").write_bytes(b"PK\3\4 torn")
    parquet(tmp_path / "none.parquet", "select 1 as number, 'x' as words")
    parquet(tmp_path / "empty.parquet", "select 'x' as text where false")
    paths = [tmp_path / name for name in ("torn.parquet", "torn.zip", "none.parquet", "empty.parquet", "missing.txt")]
    pieces = list(list_pieces(paths, 1_000))
    assert [Path(piece.path).name for piece in pieces] == [path.name for path in paths]
    found = {Path(file).name: what for file, what in said(read_pieces(pieces)).items()}
    assert "empty.parquet" not in found, "a file without rows has no documents, and nothing is wrong with it"
    assert found["none.parquet!0"] == "the row has no text"
    assert found["missing.txt"] == "no such file"
    assert found["torn.parquet"]
    assert found["torn.zip"].startswith("the archive is damaged")


def test_standard_input_is_no_dataset(tmp_path: Path) -> None:
    done = run("extract", "-", "-o", "out.parquet/", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2, "-: standard input cannot be cut into partitions; give files\n"
    )  # fmt: skip


def test_a_file_with_a_day_that_is_none_is_left_out_and_named(folder: Path, tmp_path: Path) -> None:
    source = (Path(__file__).parent / "cases" / "text" / "resolution.xml").read_text("utf-8")
    spoilt, times = re.subn(r'(<FRBRdate [^>]*date=")[0-9-]+', r"\g<1>2022-02-30", source)
    assert times
    (folder / "bad.xml").write_text(spoilt, "utf-8")
    told = failures(extract_dataset([folder], tmp_path / "out.parquet"))
    assert told == {"bad.xml": "'2022-02-30' is not a date"}
    with duckdb.connect() as connection:
        states = connection.execute(
            f"select state, count(*) from '{tmp_path}/out.parquet/files/*.parquet' group by 1 order by 1"
        ).fetchall()
    assert states == [("failed", 1), ("read", 5)]


# ---------------------------------------------------------------- addresses


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A web server that says nothing on the terminal, and gives what is named `once` no second time."""

    def send_head(self) -> Any:
        opened = super().send_head()
        if "once" in self.path:
            Path(self.translate_path(self.path)).unlink(missing_ok=True)
        return opened

    def log_message(self, format: str, *arguments: object) -> None:
        del format, arguments


class Web(fsspec.AbstractFileSystem):  # type: ignore[misc]
    """Web servers as fsspec has them, with nothing but the standard library, so that aiohttp need not be there."""

    protocol = "http"
    cachable = False

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path

    def unstrip_protocol(self, name: str) -> str:
        return name

    def ukey(self, path: str) -> str:
        return path

    def info(self, path: str, **_: object) -> dict[str, object]:
        return {"name": path, "size": len(self._open(path).getvalue()), "type": "file"}

    def _open(self, path: str, *_: object, **__: object) -> io.BytesIO:
        try:
            with urllib.request.urlopen(path) as answer:
                return io.BytesIO(answer.read())
        except urllib.error.HTTPError as error:
            error.close()
            raise FileNotFoundError(path) from None
        except OSError as error:
            raise FileNotFoundError(path) from error


@pytest.fixture
def web(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address under which a web server gives the folder."""
    monkeypatch.setitem(_registry, "http", Web)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_files_of_a_web_server_are_read_and_missing_ones_named(web: str, tmp_path: Path) -> None:
    addresses = [f"{web}/A_RES_35_1.txt", f"{web}/more.zip", f"{web}/rows.parquet", f"{web}/missing.zip"]
    found = list(extract_dataset(addresses, tmp_path / "out.parquet"))
    assert sum(one.read for one, _ in found) == 5
    assert failures(iter(found)) == {"missing.zip": "there is no file"}


def test_an_archive_that_a_web_server_gives_no_second_time_is_named(web: str, folder: Path, tmp_path: Path) -> None:
    (folder / "more.zip").rename(folder / "once.zip")
    found = failures(extract_dataset([f"{web}/once.zip"], tmp_path / "out.parquet"))
    assert found == {"once.zip": "there is no file"}


def test_a_server_that_does_not_answer_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_registry, "http", Web)
    ((found, _),) = extract_dataset(["http://127.0.0.1:9/a.txt"], tmp_path / "out.parquet")
    (failure,) = found.failures
    assert failure.where == "http://127.0.0.1:9/a.txt"
    assert failure.what.startswith("cannot be opened (URLError: ")
    assert failure.again, "the next run tries it again"


def test_an_archive_that_went_away_between_two_looks_is_one_piece(folder: Path, tmp_path: Path) -> None:
    address = f"file://{folder}/more.zip"
    assert [piece.member for piece in list_pieces([address], 1_000)] == ["A_RES_35_2.txt", "A_RES_35_3.txt"]
    (folder / "more.zip").write_bytes(b"PK\3\4 torn")
    assert [piece.member for piece in list_pieces([address], 1_000)] == [None]
    assert set(failures(extract_dataset([address], tmp_path / "out.parquet"))) == {"more.zip"}


def test_a_copy_of_an_address_is_the_file_itself(folder: Path, tmp_path: Path) -> None:
    copied = remote.copied(f"file://{folder}/more.zip", tmp_path / "copy.zip")
    assert copied.read_bytes() == (folder / "more.zip").read_bytes()
    with pytest.raises(ReadError, match="there is no file"):
        remote.copied(f"file://{folder}/missing.zip", tmp_path / "copy.zip")


def test_a_place_that_takes_no_files_is_named(folder: Path) -> None:
    address = f"file://{folder}/A_RES_35_1.txt/out.parquet"
    with pytest.raises(
        ReadError, match=r"cannot be opened \((NotADirectory|FileExists)Error: .*check the address and the rights"
    ):
        list(extract_dataset([folder], address))


# ---------------------------------------------------------------- clusters


def fatal(partition: Partition, *, alone: bool = False) -> Part:
    """The work on a partition, of which one archive ends the worker that reads it together with others."""
    if not alone and any(piece.path.endswith("more.zip") for piece in partition.pieces):
        os._exit(9)
    return REAL(partition, alone=alone)


REAL = part.write_part


def test_a_partition_whose_workers_die_again_and_again_is_read_here(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "write_part", fatal)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", memory_limit=0
        ) as workers,
    ):
        out = tmp_path / "out.parquet"
        cut = list(partitions(list_pieces([folder], 1), str(out), size=1))
        found = list(cluster.by_dask(cut, 1, workers.scheduler_address))
    assert sorted(one.name for one in found) == [partition.name for partition in cut]
    assert sum(one.read for one in found) == 5
    assert len(list((out / "files").glob("*.parquet"))) == len(cut)


def test_a_cluster_is_not_started_where_nothing_is_left_to_do(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    made = [one for one, _ in extract_dataset([folder], out)]
    again = list(extract_dataset([folder], out, by_dask=True, scheduler="tcp://127.0.0.1:9"))
    assert again == [(one, False) for one in made]


def test_a_piece_is_told_from_another_by_its_content_alone(folder: Path) -> None:
    one, other = (next(partitions([Piece(str(folder), 3, stamp)], "out")) for stamp in "ab")
    assert one.key != other.key
    assert part.written(one) is None
