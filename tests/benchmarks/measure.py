"""What every measurement needs: processor time, the memory of a process, and a table that is printed, saved and compared."""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time

from resgraph.errors import ReadError
from resgraph.models import Text
from resgraph.text import read

Cell = str | int | float


@dataclass(frozen=True)
class Table:
    """One table of a result; the first column names the row."""

    name: str
    """The name by which `--only` asks for it."""
    about: str
    """What was measured and against what."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def best(times: int, run: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest of some runs."""
    spent = []
    for _ in range(times):
        start = process_time()
        run()
        spent.append(process_time() - start)
    return min(spent)


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    cpu: float
    """Seconds of processor time, of all its processes."""
    wall: float
    """Seconds on the clock."""
    peak: float
    """Greatest memory of one of its processes, MB."""
    output: str


def cost(*command: str | Path) -> Cost:
    """Run a command of this Python and say what it took.

    Raises:
        SystemExit: it failed.
    """
    probe = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE); "
        "sys.stdout.buffer.write(done.stdout); used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(f'\\n{used.ru_utime + used.ru_stime} {used.ru_maxrss}'); sys.exit(done.returncode)"
    )
    start = perf_counter()
    words = [sys.executable, "-c", probe, sys.executable, *map(str, command)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    wall = perf_counter() - start
    output, _, figures = done.stdout.rstrip("\n").rpartition("\n")
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stderr}")
    cpu, peak = map(float, figures.split())
    return Cost(cpu, wall, peak / 1000, output)


def own_peak() -> float:
    """Greatest memory of this process so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """The power with which time grows with size: the slope of the line through their logarithms.

    >>> round(exponent([1, 10, 100], [2, 20, 200]), 3), round(exponent([1, 10, 100], [1, 100, 10000]), 3)
    (1.0, 2.0)
    """
    xs, ys = [math.log(s) for s in sizes], [math.log(t) for t in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def texts(archive: Path) -> Iterator[Text]:
    """The texts of an archive of the corpus; a broken file (the UN's has one) is named on stderr and passed over."""
    with zipfile.ZipFile(archive) as members:
        for name in sorted(members.namelist()):
            try:
                yield read(members.read(name), file=name)
            except ReadError as error:
                print(error, file=sys.stderr)


# ---------------------------------------------------------------- tables


def shown(cell: Cell) -> str:
    """A cell as a table prints it: three figures are enough."""
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def markdown(table: Table) -> str:
    """The table with what it is about."""
    rows = [table.columns, ("---",) * len(table.columns), *(tuple(map(shown, row)) for row in table.rows)]
    return "\n".join([f"## {table.name}", "", table.about, "", *(f"| {' | '.join(row)} |" for row in rows), ""])


def machine() -> str:
    """The machine and Python of a run, without which its figures say nothing."""
    load = os.getloadavg()[0]
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} cores, {sys.platform}, Python {version}, load {load:.1f} at the end of the run"


def saved(tables: Sequence[Table]) -> str:
    """All tables as JSON, to be compared with another run."""
    return (
        json.dumps({"machine": machine(), "tables": [asdict(t) for t in tables]}, ensure_ascii=False, indent=1) + "\n"
    )


def compared(tables: Sequence[Table], before: str) -> Iterator[str]:
    """One line for each figure that a saved run has too: before, now, and the ratio."""
    old = {
        (table["name"], row[0], column): cell
        for table in json.loads(before)["tables"]
        for row in table["rows"]
        for column, cell in zip(table["columns"][1:], row[1:], strict=True)
    }
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns[1:], row[1:], strict=True):
                was = old.get((table.name, row[0], column))
                if isinstance(was, int | float) and isinstance(cell, int | float) and was:
                    yield f"{table.name}, {row[0]}, {column}: {shown(was)} → {shown(cell)} (× {cell / was:.2f})"
