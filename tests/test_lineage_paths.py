"""Paths of acyclic graphs: equal to brute force and to networkx on every small graph."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resgraph.lineage.acyclic import acyclic
from resgraph.lineage.between import between, reach, shortest, steps
from resgraph.lineage.mainpath import longest_path, main_paths, reduction, search_path_counts
from resgraph.lineage.rank import pagerank, path_shares

COUNT = 9
PAIR = st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1))


def dag_of(pairs: list[tuple[int, int]]) -> tuple[tuple[tuple[int, ...], ...], nx.DiGraph[int]]:
    """An acyclic graph in both forms: every pair leads from the smaller number to the greater."""
    edges = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    graph: nx.DiGraph[int] = nx.DiGraph(sorted(edges))
    graph.add_nodes_from(range(COUNT))
    return tuple(tuple(sorted(graph.successors(unit))) for unit in range(COUNT)), graph


DAGS = st.lists(PAIR, max_size=24).map(dag_of)


@given(DAGS)
@settings(deadline=None)
def test_longest_path_is_as_long_as_the_longest_of_all(case: tuple) -> None:
    successors, graph = case
    every = [list(path) for path in nx.all_simple_paths(graph, 0, COUNT - 1)]
    found = longest_path(successors, 0, COUNT - 1)
    assert len(found) == max(map(len, every), default=0)
    assert not found or found in every


@given(DAGS, st.sets(st.integers(0, 2), min_size=1), st.sets(st.integers(5, 8), min_size=1))
@settings(deadline=None)
def test_counts_are_those_of_all_paths(case: tuple, sources: set[int], sinks: set[int]) -> None:
    successors, graph = case
    every = [tuple(path) for source in sources for sink in sinks for path in nx.all_simple_paths(graph, source, sink)]
    counts, total = search_path_counts(successors, sources, sinks)
    assert total == len(every)
    assert counts == {
        pair: number for pair in graph.edges if (number := sum(pair in list(pairwise(path)) for path in every))
    }


@given(DAGS, st.integers(1, 4))
@settings(deadline=None)
def test_main_path_has_the_greatest_sum_and_key_routes_the_best_over_each_top_citation(
    case: tuple, routes: int
) -> None:
    successors, graph = case
    counts, _ = search_path_counts(successors, [0], [COUNT - 1])
    every = [list(path) for path in nx.all_simple_paths(graph, 0, COUNT - 1)]

    def weight(path: list[int]) -> int:
        return sum(counts[pair] for pair in pairwise(path))

    if not every:
        assert main_paths(counts) == main_paths(counts, routes) == []
        return
    (main,) = main_paths(counts)
    assert weight(main) == max(map(weight, every))
    top = sorted(counts, key=lambda pair: (-counts[pair], pair))[:routes]
    best = [max(weight(path) for path in every if pair in list(pairwise(path))) for pair in top]
    found = main_paths(counts, routes)
    assert {weight(path) for path in found} == set(best)
    assert all(any(pair in list(pairwise(path)) for path in found) for pair in top)


def test_counts_pass_what_a_float_holds() -> None:
    length = 3000
    successors = tuple(tuple(range(unit + 1, min(unit + 3, length))) for unit in range(length))
    counts, total = search_path_counts(successors, [0], [length - 1])
    assert total > 10**600
    assert len(main_paths(counts)[0]) == length
    assert 0 < counts[0, 1] / total < 1


@given(DAGS)
@settings(deadline=None)
def test_reduction_is_the_transitive_one(case: tuple) -> None:
    successors, graph = case
    assert reduction(successors) == set(nx.transitive_reduction(graph).edges)


def cited(pairs: list[tuple[int, int]], years: dict[int, int], part_of: dict[int, int]) -> nx.DiGraph[str]:
    """A graph of documents d0 … with years of adoption."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for number in range(COUNT):
        graph.add_node(f"d{number}", **({"date": f"{years[number]}-01-01"} if number in years else {}))
    for part, whole in part_of.items():
        if part != whole:
            graph.nodes[f"d{part}"]["part_of"] = f"d{whole}"
    graph.add_edges_from((f"d{one}", f"d{other}") for one, other in pairs)
    return graph


GRAPHS = st.builds(
    cited,
    st.lists(PAIR, max_size=24),
    st.dictionaries(st.integers(0, COUNT - 1), st.integers(2000, 2003)),
    st.dictionaries(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1), max_size=3),
)


@given(GRAPHS)
@settings(max_examples=200, deadline=None)
def test_circles_become_units_in_an_order_that_citations_follow(graph: nx.DiGraph[str]) -> None:
    units = acyclic(graph)
    assert sorted(symbol for unit in units.units for symbol in unit) == sorted(graph)
    assert all(other > unit for unit, others in enumerate(units.successors) for other in others)
    for one, other in graph.edges:
        here, there = units.unit_of[one], units.unit_of[other]
        later = graph.nodes[other].get("date", "") > graph.nodes[one].get("date", "9")
        assert ((one, other) in units.left_out) is (one == other or later)
        assert (one, other) in units.left_out or here == there or (one, other) in units.crossings[here, there]


@given(GRAPHS)
@settings(max_examples=200, deadline=None)
def test_paths_of_units_are_spelled_as_walks_of_documents(graph: nx.DiGraph[str]) -> None:
    units = acyclic(graph)
    back, _ = steps(graph)
    start, goal = units.unit_of["d0"], units.unit_of["d1"]
    walk = units.documents(longest_path(units.successors, start, goal), "d0", "d1")
    assert walk == [] or (walk[0], walk[-1]) == ("d0", "d1")
    assert all(other in back[one] for one, other in pairwise(walk))


@given(GRAPHS, st.none() | st.integers(0, 4))
@settings(deadline=None)
def test_between_and_shortest_are_those_of_networkx(graph: nx.DiGraph[str], depth: int | None) -> None:
    links = nx.DiGraph(graph.edges)
    links.add_nodes_from(graph)
    for part, whole in graph.nodes(data="part_of"):
        if whole:
            links.add_edges_from([(part, whole), (whole, part)])
    back, forward = steps(graph)
    below, above = (nx.single_source_shortest_path_length(*one) for one in ((links, "d0"), (links.reverse(), "d1")))
    expected = {s: below[s] for s in below if s in above and (depth is None or below[s] + above[s] <= depth)}
    assert between(back, forward, ["d0"], ["d1"], depth) == expected
    assert reach(back, ["d0"], depth) == {s: d for s, d in below.items() if depth is None or d <= depth}
    path = shortest(back, "d0", "d1")
    assert len(path) == (below["d1"] + 1 if "d1" in below else 0)
    assert all(links.has_edge(*pair) for pair in pairwise(path))


@given(GRAPHS)
@settings(deadline=None)
def test_pagerank_is_that_of_networkx(graph: nx.DiGraph[str]) -> None:
    expected = nx.pagerank(graph, weight=None, tol=1e-6 / COUNT, max_iter=1000)
    found = pagerank(graph)
    assert found.keys() == expected.keys()
    assert sum(abs(found[symbol] - expected[symbol]) for symbol in found) < 1e-5


def test_pagerank_of_nothing() -> None:
    assert pagerank(nx.DiGraph()) == {}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], {"d0": 1 / 9, "d1": 1 / 9}),
        ([(0, 1), (0, 2), (1, 3), (2, 3)], {"d0": 2 / 7, "d1": 1 / 7, "d3": 2 / 7, "d4": 1 / 7}),
    ],
)
def test_path_shares_count_all_paths_from_what_is_not_cited_to_what_does_not_cite(
    pairs: list[tuple[int, int]], expected: dict[str, float]
) -> None:
    shares = path_shares(cited(pairs, {}, {}))
    assert {symbol: shares[symbol] for symbol in expected} == pytest.approx(expected)
