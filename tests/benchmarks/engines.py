"""Processes against Dask on some gigabyte of text, and what the whole document server would take.

    python -m tests.benchmarks.engines --corpus-dir DIR [--megabytes 1000] [--write docs/measured/scale.md]

Session 77 in six languages is renumbered until it is large enough: Parquet files with a text column in a temporary folder,
which are removed at the end. The page that is written computes from these figures and from `docs/measured/speed.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import duckdb

from resgraph.dataset.run import extract_dataset
from resgraph.export.tables import write_parquet
from resgraph.files import write
from resgraph.languages import LANGUAGES
from resgraph.pipeline import build_store
from resgraph.schema import Field
from tests.benchmarks.measure import Table, machine, markdown, texts

COLUMNS = (Field("file", "string", ""), Field("lang", "string", ""), Field("text", "string", ""))
FILE = 50_000_000
"""Bytes of text in one Parquet file."""
_NUMBER = re.compile(r"(?<=77/)\d{1,3}\b")
TABLES = ("citations", "documents", "files")


@dataclass(frozen=True)
class Run:
    """What one engine took for all texts."""

    name: str
    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processor time of all processes that it started and of its own."""
    citations: int
    documents: int


def renumbered(corpus: Path, size: int) -> Iterator[tuple[str, str, str]]:
    """Name, language and text of the documents of session 77, with other numbers each round, until `size` bytes are reached."""
    held = [(text.lang, text.content) for code in sorted(LANGUAGES) for text in texts(corpus / f"akn-77-{code}.zip")]
    total = 0
    for again in count():
        for place, (lang, content) in enumerate(held):
            text = _NUMBER.sub(lambda m, again=again: str((int(m[0]) + again) % 330 + 1), content)
            yield f"{again:03d}-{place:04d}.txt", lang, text
            total += len(text.encode())
            if total >= size:
                return


def make(corpus: Path, folder: Path, size: int) -> float:
    """Write the texts as Parquet files; returns their size, MB of UTF-8."""
    rows: list[tuple[str, str, str]] = []
    held = total = 0
    number = 0
    for row in renumbered(corpus, size):
        rows.append(row)
        held += len(row[2].encode())
        if held >= FILE:
            write_parquet(folder / f"texts-{number:03d}.parquet", COLUMNS, rows)
            rows, total, held, number = [], total + held, 0, number + 1
    if rows:
        write_parquet(folder / f"texts-{number:03d}.parquet", COLUMNS, rows)
    return (total + held) / 1e6


def timed(name: str, source: Path, out: Path, *, jobs: int, by_dask: bool = False) -> Run:
    """Extract everything by one engine."""
    before, start = _spent(), perf_counter()
    parts = [part for part, _ in extract_dataset([source], out, jobs=jobs, by_dask=by_dask)]
    wall = perf_counter() - start
    run = Run(name, wall, _spent() - before, sum(p.citations for p in parts), sum(p.documents for p in parts))
    print(f"{name}: {wall:.1f} s, {run.cpu:.1f} s of processor, {run.citations} citations", flush=True)
    return run


def _spent() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def digest(folder: Path) -> list[tuple[int, int]]:
    """Number of rows and the sum of their hashes of each table of a dataset."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        found: list[tuple[int, int]] = []
        for table in TABLES:
            query = f"select count(*), sum(hash(t)) from read_parquet('{folder}/{table}/part-*.parquet') t"
            found += connection.execute(query).fetchall()
        return found


def megabytes(folder: Path) -> float:
    """Bytes of all files below a folder, in millions."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measured(corpus: Path, size: int, work: Path) -> tuple[Table, dict[str, float]]:
    """The table of the engines, and the figures from which the page of scale is computed."""
    source = work / "texts"
    source.mkdir()
    text = make(corpus, source, size)
    outs = [work / "one.parquet", work / "processes.parquet", work / "dask.parquet"]
    runs = [
        timed("one process", source, outs[0], jobs=1),
        timed("2 processes", source, outs[1], jobs=2),
        timed("Dask, 2 workers here", source, outs[2], jobs=2, by_dask=True),
    ]
    digests = [digest(out) for out in outs]
    if any(other != digests[0] for other in digests):
        raise SystemExit(f"the rows differ: {digests}")
    store = work / "corpus.duckdb"
    start, clock = process_time(), perf_counter()
    build_store([outs[0]], store)
    building, clock = process_time() - start, perf_counter() - clock
    pool = runs[1].wall
    table = Table(
        "engines",
        f"{text:,.0f} MB of text (session 77 in six languages, renumbered), Parquet in, Parquet out, all rows equal; load "
        f"{os.getloadavg()[0]:.1f} at the end. Seconds on the clock and of all processors.",
        ("engine", "wall s", "CPU s", "MB/s", "citations/s", "× two processes"),
        tuple((r.name, r.wall, r.cpu, text / r.wall, r.citations / r.wall, pool / r.wall) for r in runs),
    )
    return table, {
        "text MB": text,
        "documents": float(digests[0][2][0]),
        "citations": float(runs[0].citations),
        "CPU s": runs[1].cpu,
        "wall 1 s": runs[0].wall,
        "wall 2 s": runs[1].wall,
        "dask wall s": runs[2].wall,
        "dask CPU s": runs[2].cpu,
        "dataset MB": megabytes(outs[0]),
        "store MB": store.stat().st_size / 1e6,
        "build s": building,
        "peak MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000,
        "partitions": float(len(list((outs[0] / "_parts").iterdir()))),
    }


def main() -> None:
    """Measure, print, and write the page where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus-dir", type=Path, required=True, help="folder with the akn-77-*.zip files")
    parser.add_argument("--megabytes", type=int, default=1000, help="text to make")
    parser.add_argument("--write", type=Path, metavar="PAGE.md", help="page to write; the figures go beside it as JSON")
    given = parser.parse_args()
    with TemporaryDirectory() as work:
        table, figures = measured(given.corpus_dir, given.megabytes * 1_000_000, Path(work))
    print(markdown(table), figures, flush=True)
    from tests.benchmarks.scale import page

    if given.write:
        write(given.write.with_suffix(".json"), json.dumps({"machine": machine(), **figures}, indent=1) + "\n")
        speed = json.loads(given.write.with_name("speed.json").read_text("utf-8"))
        write(given.write, page(table, figures, speed, machine()))


if __name__ == "__main__":
    main()
