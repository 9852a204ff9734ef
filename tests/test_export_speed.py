"""The XML writers stay fast and small on large graphs: floors with room for a busy machine, against networkx itself."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from resgraph import export
from resgraph.export import columns, layout
from tests.test_export_graphs import large


@pytest.fixture(scope="module")
def graph() -> Any:
    return large(5_000, 23_000)


def fastest(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.parametrize(("suffix", "write", "floor"), [(".graphml", nx.write_graphml, 4), (".gexf", nx.write_gexf, 4)])
def test_faster_than_networkx_on_the_same_attributes(
    graph: Any, suffix: str, write: Any, floor: int, tmp_path: Path
) -> None:
    nodes = columns.ordered(graph)
    looks = layout.scatter(nodes)
    same = graph.copy()
    for node, row in nodes:
        same.nodes[node].update(columns.complete(node, row), labels=":Document:Resolution", **looks[node]._asdict())
    for _, _, row in same.edges(data=True):
        row["label"] = row["relation"]
    ours = fastest(lambda: export.write(graph, tmp_path / f"ours{suffix}"))
    theirs = fastest(lambda: write(same, tmp_path / f"theirs{suffix}"))
    assert theirs / ours >= floor, f"{ours:.2f} s against {theirs:.2f} s"


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json", ".csv", ".cypher"])
def test_memory_stays_small(graph: Any, suffix: str, tmp_path: Path) -> None:
    tracemalloc.start()
    export.write(graph, tmp_path / f"a{suffix}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25_000_000
