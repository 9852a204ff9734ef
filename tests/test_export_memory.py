"""The writers stream: what they hold beside the graph stays small."""

from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from resgraph import export
from tests.conftest import ROOT
from tests.test_export_graphs import citation, large, needs

STREAMED = [".graphml", ".gexf", ".json", ".csv", ".neo4j", ".cypher", ".dot"]
STATUS = Path("/proc/self/status")


@pytest.fixture(scope="module")
def graph() -> Any:
    return large(5_000, 23_000)


@pytest.mark.parametrize("suffix", STREAMED)
def test_memory_stays_small(graph: Any, suffix: str, tmp_path: Path) -> None:
    tracemalloc.start()
    export.write(graph, tmp_path / f"a{suffix}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15_000_000


def print_peak(path: str) -> None:
    """Print the megabytes that writing 20,000 documents, 92,000 citations and as many mentions takes at its peak."""
    whole = large()
    whole.graph["mentions"] = tuple(
        citation(a, b, quote=row["quote"], citing_date=row["date"], span_start=place)
        for place, (a, b, row) in enumerate(whole.edges(data=True))
    )
    gc.collect()
    before, code = _megabytes("VmRSS"), _megabytes("RssFile")
    Path("/proc/self/clear_refs").write_text("5")
    export.write(whole, path)
    print(_megabytes("VmHWM") - before - (_megabytes("RssFile") - code))


def _megabytes(name: str) -> float:
    (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".gexf"])
def test_the_whole_process_takes_no_more_than_80_megabytes_beside_the_graph(suffix: str, tmp_path: Path) -> None:
    """DuckDB's memory included; not its program code.

    The code is mapped from the library's file, 36 to 50 MB by what the system happens to hold of it already, and given
    back when memory is short.
    """
    needs(STATUS.exists(), "no /proc to measure by")
    code = "import sys; from tests.test_export_memory import print_peak; print_peak(sys.argv[1])"
    command = [sys.executable, "-c", code, str(tmp_path / f"a{suffix}")]
    peak = float(subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout)
    assert peak <= 80
