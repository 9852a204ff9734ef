"""How fast the XML writers are: ``python -m tests.benchmarks.exports``.

20,000 documents and 92,000 citations with quotes, against networkx on the same graph and attributes in the same run.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import networkx as nx

from resgraph import export
from resgraph.export import columns, layout
from tests.benchmarks.__main__ import best
from tests.test_export_graphs import large


def main() -> None:
    """Print one line for each format."""
    graph = large(20_000, 92_000)
    nodes = columns.ordered(graph)
    looks = layout.scatter(nodes)
    same = graph.copy()
    for node, row in nodes:
        same.nodes[node].update(columns.complete(node, row), labels=":Document:Resolution", **looks[node]._asdict())
    for _, _, row in same.edges(data=True):
        row["label"] = row["relation"]
    print("| format | ours, s | networkx, s | ratio |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for suffix, write in ((".graphml", nx.write_graphml), (".gexf", nx.write_gexf)):
            path = Path(folder) / f"graph{suffix}"
            ours = best(3, lambda path=path: export.write(graph, path))
            theirs = best(3, lambda path=path, write=write: write(same, path))
            print(f"| {suffix} | {ours:.2f} | {theirs:.2f} | {theirs / ours:.1f} |", flush=True)


if __name__ == "__main__":
    main()
