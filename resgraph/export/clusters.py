"""Clusters of documents that cite each other more than the rest, named by the words of their titles.

Found by the Leiden algorithm where networkit is installed (`pip install resgraph[clusters]`,
https://doi.org/10.1038/s41598-019-41695-z), else by label propagation of networkx, which finds smaller and rougher ones
(https://doi.org/10.1016/j.physa.2022.127772). Both run from a fixed seed on numbered documents, so that equal graphs give
equal clusters. The largest are shown; a smaller one joins the large one with which it shares most citations.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from importlib.util import find_spec

__all__ = ["LARGEST", "Clusters", "find_clusters"]

LARGEST = 12
"""Clusters that are shown: as many colours as can be told apart, and lanes that a screen holds."""
RESOLUTION = 0.5
"""Of Leiden: below 1 for few and large clusters."""
SEED = 1
NAME_WORDS = 3
"""Title words in a name."""
REST = "other subjects"
"""Name of the documents that are linked to none of the large clusters."""
WORD = re.compile(r"[^\W\d_]{4,24}")
DULL = frozenset(
    WORD.findall(
        "with from that this their between among under relating related regarding including through within against towards "
        "question questions matters report reports resolution decision adopted special session general assembly council "
        "united nations international situation implementation follow strengthening promotion cooperation agenda "
        "particular subjects member members representatives light effective developed "
        "january february march april june july august september october november december"
    )
)
"""Words that stand in titles of every subject."""


class Clusters:
    """The clusters of a graph: `of[document]` is the place of its cluster in `names` and `sizes`, the largest first."""

    def __init__(self, of: list[int], names: list[str], sizes: list[int], method: str) -> None:
        self.of = of
        self.names = names
        self.sizes = sizes
        self.method = method

    def is_rest(self, cluster: int) -> bool:
        """Whether it holds what is linked to none of the others."""
        return self.names[cluster] == REST


def find_clusters(
    labels: Sequence[str], titles: Sequence[str], pairs: Iterable[tuple[int, int]], cited_by: Sequence[int]
) -> Clusters:
    """The clusters of documents numbered from 0, `pairs` being their citations."""
    links = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    by_leiden = find_spec("networkit") is not None
    groups = _leiden(len(labels), links) if by_leiden else _label_propagation(len(labels), links)
    of, sizes, rest = _joined(groups, links)
    names = _names(of, len(sizes), labels, titles, cited_by)
    if rest:
        names[-1] = REST
    return Clusters(of, names, sizes, "Leiden" if by_leiden else "label propagation")


def _leiden(number: int, links: list[tuple[int, int]]) -> list[int]:
    import networkit

    graph = networkit.Graph(number)
    for a, b in links:
        graph.addEdge(a, b)
    threads = networkit.getMaxNumberOfThreads()
    networkit.setSeed(SEED, False)
    networkit.setNumberOfThreads(1)
    try:
        run = networkit.community.ParallelLeiden(graph, randomize=False, gamma=RESOLUTION)
        run.run()
        return [int(group) for group in run.getPartition().getVector()]
    finally:
        networkit.setNumberOfThreads(threads)


def _label_propagation(number: int, links: list[tuple[int, int]]) -> list[int]:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(number))
    graph.add_edges_from(links)
    of = [0] * number
    for place, group in enumerate(nx.community.fast_label_propagation_communities(graph, seed=SEED)):
        for document in group:
            of[document] = place
    return of


def _joined(groups: list[int], links: list[tuple[int, int]]) -> tuple[list[int], list[int], bool]:
    """At most `LARGEST` clusters numbered by size, their sizes, and whether a last one holds what is linked to none."""
    first = {group: place for place, group in reversed(list(enumerate(groups)))}
    found = Counter(groups)
    kept = {g for g in sorted(found, key=lambda g: (-found[g], first[g]))[:LARGEST] if found[g] > 1}
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for a, b in links:
        for one, other in ((groups[a], groups[b]), (groups[b], groups[a])):
            if one not in kept and other in kept:
                shared[one][other] += 1
    home = {g: g if g in kept else min(shared[g], key=lambda k: (-shared[g][k], first[k]), default=None) for g in found}
    number: Counter[int | None] = Counter(home[group] for group in groups)
    order = sorted(number, key=lambda g: (g is None, -number[g], first.get(g, 0) if g is not None else 0))
    rank = {group: place for place, group in enumerate(order)}
    return [rank[home[group]] for group in groups], [number[group] for group in order], None in number


def _names(
    of: list[int], number: int, labels: Sequence[str], titles: Sequence[str], cited_by: Sequence[int]
) -> list[str]:
    """The words commonest in a cluster's titles, weighed by how rare they are in the others; else its most cited."""
    words: list[Counter[str]] = [Counter() for _ in range(number)]
    for cluster, title in zip(of, titles, strict=True):
        words[cluster].update({word.lower() for word in WORD.findall(title)} - DULL)
    everywhere = sum(words, Counter())
    names: list[str] = []
    for cluster, found in enumerate(words):
        best = sorted(found, key=lambda word: (-(found[word] ** 2) / everywhere[word], word))
        best = [word for word in best if found[word] > 1 or len(found) < NAME_WORDS][:NAME_WORDS]
        members = [document for document, group in enumerate(of) if group == cluster]
        most_cited = labels[max(members, key=lambda document: (cited_by[document], -document))]
        name = ", ".join(best) or f"around {most_cited}"
        names.append(name if name not in names else f"{name}, around {most_cited}")
    return names
