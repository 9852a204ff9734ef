"""What whole commands take: starting up, and sessions of the Assembly from archives to store, graph and figures."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from resgraph.cli import app
from tests.benchmarks.measure import Cell, Cost, Table, cost

_RUN = ("-c", "import sys; from resgraph.cli import main; sys.exit(main())")


def resgraph(*words: str | Path) -> Cost:
    """What one command takes."""
    return cost(*_RUN, *words)


def start_up(_corpus: Path) -> Table:
    """`--help` of every command, and a trace of the packaged data."""
    names = sorted(command.name or "" for command in app.registered_commands)
    asked = [("--help",), *((name, "--help") for name in names), ("trace", "80/156", "--to", "33/134")]
    rows: list[tuple[Cell, ...]] = []
    for words in asked:
        runs = [resgraph(*words) for _ in range(3)]
        rows.append((" ".join(words), min(run.cpu for run in runs), min(run.peak for run in runs)))
    return Table(
        "start-up",
        "Seconds of processor time and memory of a process that does only this, best of three.",
        ("command", "CPU s", "peak MB"),
        tuple(rows),
    )


def sessions(corpus: Path) -> Table:
    """From archives of XML to a store, GraphML and statistics, with one job and with two."""
    english = [corpus / f"akn-{session}-en.zip" for session in (75, 76, 77)]
    six = [corpus / f"akn-77-{language}.zip" for language in ("ar", "en", "es", "fr", "ru", "zh")]
    rows: list[tuple[Cell, ...]] = []
    for name, archives in (("75–77 in English", english), ("77 in six languages", six)):
        for jobs in ("1", "2"):
            rows += _path(f"{name}, {jobs} jobs", archives, jobs)
    return Table(
        "sessions",
        "XML archives to a store (`build`), the same again with nothing changed, the graph as GraphML, and statistics: seconds on the "
        "clock and of all processors. The clock depends on what else the machine does; two jobs divide the time of one only on "
        "two free cores.",
        ("run", "step", "wall s", "CPU s", "peak MB"),
        tuple(rows),
    )


def _path(name: str, archives: Iterable[Path], jobs: str) -> list[tuple[Cell, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        store, picture = Path(folder) / "corpus.duckdb", Path(folder) / "graph.graphml"
        steps = {
            "build": ("build", *(a.resolve() for a in archives), "-o", store, "--jobs", jobs),
            "again": ("build", *(a.resolve() for a in archives), "-o", store, "--jobs", jobs),
            "export": ("export", "--corpus", store, "-o", picture),
            "stats": ("stats", "--corpus", store),
        }
        found = {step: resgraph(*words) for step, words in steps.items()}
    rows: list[tuple[Cell, ...]] = [(name, step, c.wall, c.cpu, c.peak) for step, c in found.items()]
    total = [found["build"], found["export"], found["stats"]]
    rows.append(
        (
            name,
            "build, export, stats",
            sum(c.wall for c in total),
            sum(c.cpu for c in total),
            max(c.peak for c in total),
        )
    )
    return rows
