"""How fast a graph is written: every format of a single file, and the XML ones against networkx on the same graph."""

from __future__ import annotations

import tempfile
from pathlib import Path

import networkx as nx

from resgraph import export
from resgraph.export import columns, layout
from tests.benchmarks.measure import Cell, Table, best
from tests.test_export_graphs import large

_SUFFIXES = (".graphml", ".gexf", ".json", ".csv", ".parquet", ".dot", ".cypher")


def exports(_corpus: Path | None = None) -> Table:
    """20,000 documents and 92,000 citations with quotes, one row a format."""
    graph = large(20_000, 92_000)
    nodes = columns.ordered(graph)
    looks = layout.scatter(nodes)
    same = graph.copy()
    for node, row in nodes:
        same.nodes[node].update(columns.complete(node, row), labels=":Document:Resolution", **looks[node]._asdict())
    for _, _, row in same.edges(data=True):
        row["label"] = row["relation"]
    theirs = {".graphml": nx.write_graphml, ".gexf": nx.write_gexf}
    rows: list[tuple[Cell, ...]] = []
    for suffix in _SUFFIXES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"graph{suffix}"
            ours = best(2, lambda path=path: export.write(graph, path))
            if write := theirs.get(suffix):
                other = best(1, lambda path=path, write=write: write(same, path))
                rows.append((suffix, ours, other, other / ours))
            else:
                rows.append((suffix, ours, "", ""))
    return Table(
        "exports",
        "20,000 documents and 92,000 citations with quotes: seconds of processor time, and networkx on the same graph and attributes.",
        ("format", "s", "networkx, s", "ratio"),
        tuple(rows),
    )
