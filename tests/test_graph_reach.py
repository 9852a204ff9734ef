"""Reachability on integer arrays gives the answers of networkx and igraph, and does so much faster."""

from __future__ import annotations

import timeit

import igraph
import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from resgraph.graph.reach import between, connect, reach

COUNT = 30
PAIRS = st.lists(st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)), max_size=120)
NAMES = [f"{number:02}" for number in range(COUNT)]


def arrays(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return table[:, 0], table[:, 1]


@given(PAIRS, st.integers(0, COUNT - 1))
@settings(deadline=None)
def test_depths_equal_those_of_networkx_and_igraph(pairs: list[tuple[int, int]], start: int) -> None:
    network = connect(NAMES, *arrays(pairs))
    graph = nx.DiGraph(pairs)
    graph.add_nodes_from(range(COUNT))
    expected = nx.single_source_shortest_path_length(graph, start)
    depths = reach(network.back, [start])
    assert {place: depth for place, depth in enumerate(depths.tolist()) if depth >= 0} == dict(expected)
    forward = igraph.Graph(n=COUNT, edges=pairs, directed=True).subcomponent(start, mode="in")
    assert set(np.flatnonzero(reach(network.forward, [start]) >= 0)) == set(forward)


@given(PAIRS, st.integers(0, COUNT - 1), st.integers(0, COUNT - 1))
@settings(deadline=None)
def test_between_is_what_descends_from_one_and_leads_to_the_other(
    pairs: list[tuple[int, int]], source: int, target: int
) -> None:
    graph = nx.DiGraph(pairs)
    graph.add_nodes_from(range(COUNT))
    expected = (nx.descendants(graph, source) | {source}) & (nx.ancestors(graph, target) | {target})
    network = connect(NAMES, *arrays(pairs))
    assert set(np.flatnonzero(between(network, [source], [target]))) == expected


@given(PAIRS, st.integers(0, 4))
@settings(deadline=None)
def test_depth_bounds_every_walk(pairs: list[tuple[int, int]], depth: int) -> None:
    graph = nx.DiGraph(pairs)
    graph.add_nodes_from(range(COUNT))
    network = connect(NAMES, *arrays(pairs))
    below = nx.single_source_shortest_path_length(graph, 0)
    above = nx.single_source_shortest_path_length(graph.reverse(), 1)
    expected = {place for place in below if place in above and below[place] + above[place] <= depth}
    assert set(np.flatnonzero(between(network, [0], [1], depth))) == expected


def test_part_and_whole_are_one_step_apart_either_way() -> None:
    network = connect(["a", "b", "b1"], np.array([0]), np.array([2]), np.array([2]), np.array([1]))  # a → b1, part of b
    assert reach(network.back, [0]).tolist() == [0, 2, 1]
    assert reach(network.forward, [1]).tolist() == [2, 0, 1]


def test_no_documents_and_no_citations() -> None:
    nothing = np.array([], dtype=np.int32)
    assert reach(connect(["a"], nothing, nothing).back, [0]).tolist() == [0]
    assert reach(connect([], nothing, nothing).back, []).tolist() == []


def test_twenty_times_as_fast_as_networkx() -> None:
    documents = 20_000
    generator = np.random.default_rng(7)
    citing = generator.integers(1, documents, 4 * documents).astype(np.int32)
    cited = (citing * (1 - generator.beta(1, 8, citing.size))).astype(np.int32)  # mostly of recent documents
    source, target = int(citing.max()), 0
    names = [str(number) for number in range(documents)]

    def by_networkx() -> set[int]:
        graph = nx.DiGraph(zip(citing.tolist(), cited.tolist(), strict=True))
        return (nx.descendants(graph, source) | {source}) & (nx.ancestors(graph, target) | {target})

    def by_arrays() -> np.ndarray:
        return between(connect(names, citing, cited), [source], [target])

    assert set(np.flatnonzero(by_arrays())) == by_networkx()
    assert min(timeit.repeat(by_arrays, number=1, repeat=5)) * 20 < min(timeit.repeat(by_networkx, number=1, repeat=3))
