"""The writers stream: what they hold beside the graph stays small."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from resgraph import export
from tests.test_export_graphs import large


@pytest.fixture(scope="module")
def graph() -> Any:
    return large(5_000, 23_000)


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json", ".csv", ".cypher"])
def test_memory_stays_small(graph: Any, suffix: str, tmp_path: Path) -> None:
    tracemalloc.start()
    export.write(graph, tmp_path / f"a{suffix}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25_000_000
