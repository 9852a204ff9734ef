"""How fast the graph is searched: ``python -m tests.benchmarks.graph``.

First 20,000 documents with 80,000 citations: the documents between two of them by integer arrays and by networkx, in
one run. Then a generated store of a million documents with ten million citations: loading it from DuckDB, the between-set
with and without loading, and the greatest memory of a process that does nothing else. Last a store of a thousand files:
the first build, and a second one over the same files. `--documents` takes a smaller number of documents.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from time import perf_counter, process_time

import networkx as nx
import numpy as np
import numpy.typing as npt

from resgraph.graph.load import network
from resgraph.graph.reach import Network, between, connect
from resgraph.graph.store import Store
from resgraph.pipeline import build_store
from tests.benchmarks.__main__ import best

CITED = 10
"""Citations of each document of the large store."""
NEAR = 5000
"""Half of the citations lead to one of so many documents before."""


def arrays(documents: int, cited: int, seed: int = 77) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Citing and cited numbers of a graph in which everything cites earlier documents, half of them near ones."""
    random = np.random.default_rng(seed)
    citing = np.repeat(np.arange(documents, dtype=np.int64), cited)
    reach = np.where(random.random(citing.size) < 0.5, np.minimum(citing, NEAR), citing)
    back = (random.random(citing.size) * reach).astype(np.int64) + 1
    keep = citing > 0
    return citing[keep].astype(np.int32), (citing - back)[keep].clip(0).astype(np.int32)


def generate(path: Path, documents: int) -> None:
    """A store with so many documents and ten times as many citations."""
    citing, cited = arrays(documents, CITED)
    with Store.open(path) as store:
        cursor = store.cursor()
        cursor.register("pairs", {"citing": citing, "cited": cited})
        name = "'A/' || ({0} // 1000 + 1) || '/' || ({0} % 1000 + 1)"
        cursor.execute(f"""
            insert into citations by name select 'made' as file, {name.format("citing")} as citing,
            {name.format("cited")} as cited, 'en' as lang, 'document' as kind, 'GA' as body, 'Recalling' as verb,
            'recalls' as relation, 'preamble' as place, 'PP1' as paragraph, {name.format("cited")} as quote,
            0 as span_start, 0 as span_end, '' as flags, 'made' as source from pairs""")
        cursor.execute(f"""
            insert into documents by name select {name.format("range")} as symbol, 'en' as lang, 'akn' as format,
            'made' as file, '' as drafts, '' as subjects, 'made' as source from range({documents})""")


def ends(found: Network, documents: int) -> tuple[int, int]:
    """Numbers of the newest document and of a fiftieth up from the oldest."""
    names = [f"A/{n // 1000 + 1}/{n % 1000 + 1}" for n in (documents - 1, documents // 50)]
    return found.symbols.index(names[0]), found.symbols.index(names[1])


def search(path: Path, documents: int) -> None:
    """Load the store and look for what lies between two documents; print one line of figures."""
    start = perf_counter(), process_time()
    with Store.open(path, read_only=True) as store:
        found = network(store)
    source, target = ends(found, documents)
    after = perf_counter(), process_time()
    inside = between(found, [source], [target])
    alone = perf_counter() - after[0], process_time() - after[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    total = perf_counter() - start[0], process_time() - start[1]
    print(
        f"| {documents:,} | {int(inside.sum()):,} | {total[1]:.2f} | {total[0]:.2f} | {alone[1]:.2f} | {alone[0]:.2f} | {peak:.2f} |",
        flush=True,
    )


def compare() -> None:
    """Arrays against networkx on 20,000 documents with 80,000 citations."""
    count = 20_000
    citing, cited = arrays(count, 4)
    graph: nx.DiGraph[int] = nx.DiGraph(zip(citing.tolist(), cited.tolist(), strict=True))
    found = connect([str(n) for n in range(count)], citing, cited)
    source, target = count - 1, count // 50
    expected = (nx.descendants(graph, source) | {source}) & (nx.ancestors(graph, target) | {target})
    if set(np.flatnonzero(between(found, [source], [target])).tolist()) != expected:
        raise SystemExit("the two differ")
    theirs = best(5, lambda: (nx.descendants(graph, source) | {source}) & (nx.ancestors(graph, target) | {target}))
    ours = best(20, lambda: between(found, [source], [target]))
    print("| documents | citations | between-set | arrays, ms | networkx, ms | ratio |\n|---|---|---|---|---|---|")
    print(
        f"| {count:,} | {citing.size:,} | {len(expected):,} | {ours * 1e3:.2f} | {theirs * 1e3:.1f} | {theirs / ours:.0f} |\n",
        flush=True,
    )


def rebuild(corpus: Path, folder: Path) -> None:
    """A store of a thousand files, built twice: seconds of processor time, of the first and of the second run."""
    texts = folder / "texts"
    texts.mkdir()
    members = [
        (path, name) for path in sorted(corpus.glob("akn-7*-en.zip")) for name in zipfile.ZipFile(path).namelist()
    ]
    for number, (path, name) in enumerate(members[:1000]):
        (texts / f"{number}.xml").write_bytes(zipfile.ZipFile(path).read(name))
    times = []
    for _ in range(2):
        start = process_time()
        read, passed = build_store([texts], folder / "files.duckdb")
        times.append((read, passed, process_time() - start))
    print("\n| run | read | unchanged | s |\n|---|---|---|---|")
    for name, (read, passed, spent) in zip(("first", "second"), times, strict=True):
        print(f"| {name} | {read} | {passed} | {spent:.2f} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000_000, help="documents of the large store")
    parser.add_argument("--corpus-dir", type=Path, help="folder with the akn-7*-en.zip files; without it no rebuild")
    parser.add_argument("--search", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.search:
        search(given.search, given.documents)
        return
    compare()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.duckdb"
        generate(path, given.documents)
        print(
            "| documents | between-set | with loading, s of processor | by the clock | alone, s of processor | by the clock | peak, GB |"
        )
        print("|---|---|---|---|---|---|---|", flush=True)
        command = [sys.executable, "-m", "tests.benchmarks.graph", "--search", str(path)]
        subprocess.run([*command, "--documents", str(given.documents)], check=True)
        if given.corpus_dir:
            rebuild(given.corpus_dir, Path(folder))


if __name__ == "__main__":
    main()
