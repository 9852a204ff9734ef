"""The lineage of the South-South mandate, by hand-made expectation, and what tracing refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from resgraph.errors import LineageError
from resgraph.graph.build import build
from resgraph.lineage import rank
from resgraph.lineage.clauses import adopted
from resgraph.lineage.filters import selection
from resgraph.lineage.marks import reduced
from resgraph.lineage.rank import top
from resgraph.lineage.steps import steps, summary
from resgraph.lineage.trace import trace
from tests.test_graph import cite, held, same, south_south


@pytest.fixture(scope="module")
def case() -> tuple[nx.DiGraph[str], dict[str, Any]]:
    documents, citations, expected = south_south()
    return build(documents, citations), expected


def roles(lineage: nx.DiGraph[str], role: str) -> set[str]:
    return {symbol for symbol, node in lineage.nodes.items() if node["role"] == role}


def test_lineage_is_what_lies_between_with_series_and_roots(case: tuple) -> None:
    graph, expected = case
    lineage = trace(graph, "80/156", "33/134")
    assert set(lineage) == {*expected["members"], *expected["roots"]}
    assert roles(lineage, "source") == {"A/RES/80/156"}
    assert roles(lineage, "target") == {"A/RES/33/134"}
    assert roles(lineage, "root") == {"A/RES/64/222", "A/RES/73/291"}
    assert roles(lineage, "series") == set(expected["members"]) - {"A/RES/80/156"}
    assert {node.get("series") for symbol, node in lineage.nodes.items() if symbol in expected["members"]} == {
        "A/RES/57/270B"
    }
    about = lineage.graph["lineage"]
    assert about["series"] == [expected["members"]]
    assert about["roots"] == expected["roots"]
    assert about["shortest"] == ["A/RES/80/156", "A/RES/33/134"]
    assert about["longest"] == about["main_path"] == expected["main_path"]
    assert about["dropped"] == {"unreachable": [], "filtered": 0, "forward": [], "circles": []}
    assert lineage.nodes["A/RES/74/239"]["depth"] == 1
    assert not lineage.nodes["A/RES/74/239"]["held"]


def test_marks_on_citations(case: tuple) -> None:
    graph, expected = case
    lineage = trace(graph, "80/156", "33/134")
    kept = sorted([one, other] for one, other, edge in lineage.edges(data=True) if edge["reduced"])
    assert kept == expected["reduced"]
    main = [[one, other] for one, other, edge in lineage.edges(data=True) if edge["on_main_path"]]
    assert sorted(main) == sorted(map(list, zip(expected["main_path"], expected["main_path"][1:], strict=False)))
    assert lineage.edges["A/RES/80/156", "A/RES/33/134"]["path_share"] == 1 / expected["paths"]
    assert lineage.edges["A/RES/71/244", "A/RES/33/134"]["path_share"] == 0.5
    assert "path_share" not in lineage.edges["A/RES/80/156", "A/RES/64/222"]


def test_the_whole_graph_is_not_changed_and_the_answer_is_always_the_same(case: tuple) -> None:
    graph, _ = case
    before = graph.copy()
    before.graph = dict(graph.graph)
    assert same(trace(graph, "80/156", "33/134"), trace(graph, "A/RES/80/156", "A/RES/33/134"))
    assert same(graph, before)


def test_equal_whatever_the_hash_seed() -> None:
    code = (
        "from tests.test_graph import south_south; from resgraph.graph.build import build\n"
        "from resgraph.lineage.trace import trace\n"
        "documents, citations, _ = south_south()\n"
        "lineage = trace(build(documents, citations), '80/156', '33/134')\n"
        "print(list(lineage.nodes(data=True)), list(lineage.edges(data=True)), lineage.graph)"
    )
    path = os.pathsep.join([str(Path.cwd()), *filter(None, sys.path)])
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(answers) == 1


def test_the_mentions_behind_the_lineage_come_along(case: tuple) -> None:
    graph, _ = case
    lineage = trace(graph, "80/156", "33/134")
    assert lineage.graph["about"] == graph.graph["about"]
    assert {(c.citing, c.cited) for c in lineage.graph["mentions"]} == set(lineage.edges)


def test_without_a_target_ancestors_to_a_depth_and_the_series_of_the_source(case: tuple) -> None:
    graph, expected = case
    lineage = trace(graph, "80/156", depth=1)
    assert set(lineage) == {"A/RES/80/156", *graph.successors("A/RES/80/156")}
    assert roles(lineage, "root") == set(expected["roots"])
    assert roles(lineage, "other") == {f"A/RES/{n}" for n in ("57/263", "69/313", "70/1", "79/1", "79/323")}
    assert lineage.graph["lineage"]["shortest"] == []
    assert lineage.graph["lineage"]["longest"][:2] == ["A/RES/80/156", "A/RES/79/236"]
    assert "A/RES/50/227" in trace(graph, "80/156")


def test_descendants_answer_who_renewed_it(case: tuple) -> None:
    graph, expected = case
    lineage = trace(graph, "33/134", descendants=True, depth=1)
    assert roles(lineage, "source") == {"A/RES/33/134"}
    assert set(graph.predecessors("A/RES/33/134")) <= set(lineage)
    up = trace(graph, "33/134", "80/156", descendants=True)
    assert set(up) == {*expected["members"], *expected["roots"]}
    assert up.graph["lineage"]["main_path"] == expected["main_path"]
    assert up.nodes["A/RES/80/156"]["depth"] == 1


def test_several_targets_and_those_that_are_not_reached(case: tuple) -> None:
    graph, _ = case
    lineage = trace(graph, "76/221", ["64/222", "58/220", "57/263"])
    about = lineage.graph["lineage"]
    assert about["targets"] == ["A/RES/64/222", "A/RES/57/263"]
    assert about["dropped"]["unreachable"] == ["A/RES/58/220"]
    assert roles(lineage, "target") == {"A/RES/64/222", "A/RES/57/263"}


@pytest.mark.parametrize(
    ("filters", "present", "absent"),
    [
        ({"relations": ["reaffirms"]}, "A/RES/33/134", "A/RES/79/236"),
        ({"since": 2020}, "A/RES/75/234", "A/RES/74/239"),
        ({"until": 2016}, "A/RES/71/244", "A/RES/79/236"),
        ({"bodies": ["GA"], "kinds": ["resolution"]}, "A/RES/79/236", None),
        ({"bodies": ["SC"]}, "A/RES/33/134", "A/RES/79/236"),
        ({"depth": 1}, "A/RES/33/134", None),
    ],
)
def test_filters_spare_the_ends(case: tuple, filters: dict[str, Any], present: str, absent: str | None) -> None:
    graph, _ = case
    lineage = trace(graph, "80/156", "33/134", **filters)
    assert present in lineage
    assert absent is None or absent not in lineage
    assert {"A/RES/80/156", "A/RES/33/134"} <= set(lineage)


def test_key_routes_widen_the_main_path(case: tuple) -> None:
    graph, expected = case
    one, many = (trace(graph, "80/156", "33/134", key_routes=count) for count in (1, 30))
    assert one.graph["lineage"]["main_path"] == expected["main_path"]
    assert sum(edge["on_main_path"] for *_, edge in many.edges(data=True)) > len(expected["main_path"])


def test_part_and_whole_are_one_step_apart() -> None:
    graph = build(
        [held("60/1", "2005-09-16"), held("57/270 B", "2003-06-23")],
        [cite("60/1", "57/270"), cite("57/270 B", "50/227", cited_date="1996-05-24")],
    )
    lineage = trace(graph, "60/1", "50/227")
    assert lineage.graph["lineage"]["shortest"] == ["A/RES/60/1", "A/RES/57/270", "A/RES/57/270B", "A/RES/50/227"]
    assert lineage.graph["lineage"]["main_path"] == lineage.graph["lineage"]["shortest"]
    assert lineage.graph["lineage"]["dropped"]["circles"] == [["A/RES/57/270B", "A/RES/57/270"]]
    assert trace(graph, "60/1", "57/270 B").graph["lineage"]["longest"][-1] == "A/RES/57/270B"


def test_forward_citations_and_circles_are_left_out_of_the_paths_and_told() -> None:
    graph = build(
        [held("76/181", "2021-12-17"), held("76/16", "2021-12-01"), held("76/17", "2021-12-01")],
        [
            cite("76/181", "76/16"), cite("76/16", "76/181"), cite("76/16", "76/17"), cite("76/17", "76/16"),
            cite("76/17", "33/134", cited_date="1978-12-19"), cite("76/181", "76/181"),
        ],
    )  # fmt: skip
    lineage = trace(graph, "76/181", "33/134")
    about = lineage.graph["lineage"]
    assert about["dropped"]["forward"] == [["A/RES/76/16", "A/RES/76/181"], ["A/RES/76/181", "A/RES/76/181"]]
    assert about["dropped"]["circles"] == [["A/RES/76/16", "A/RES/76/17"]]
    assert about["longest"] == ["A/RES/76/181", "A/RES/76/16", "A/RES/76/17", "A/RES/33/134"]
    assert all(edge["reduced"] for *_, edge in lineage.edges(data=True))


@pytest.mark.parametrize(
    ("source", "target", "filters", "message"),
    [
        ("80/157", None, {}, r"A/RES/80/157 does not occur among the 32 documents.*did you mean A/RES/80/156"),
        ("18/99", None, {}, "'18/99' is not a symbol"),
        ("nonsense", None, {}, "'nonsense' is not a symbol"),
        ("33/134", "80/156", {}, "the other way round: trace A/RES/80/156 to A/RES/33/134"),
        ("70/1", "57/263", {}, r"A/RES/70/1 is cited but not read; read it first: `resgraph fetch A/RES/70/1`"),
        ("58/220", "33/134", {}, "no citation path leads from A/RES/58/220 back to A/RES/33/134; .* not read"),
        ("80/156", "50/227", {"depth": 1}, r"in 1 steps; give a greater depth"),
        ("57/27", None, {}, r"did you mean A/RES/57/270A, A/RES/57/270B\?"),
        ("80/156", None, {"relations": ["recals"]}, "'recals' is no relation; choose from decides, requests"),
        ("80/156", None, {"kinds": ["treaties"]}, "'treaties' is no kind; choose from resolution"),
        ("80/156", None, {"bodies": ["UNO"]}, "'UNO' is no body; choose from .*GA"),
        ("80/156", None, {"since": 2020, "until": 2010}, "no year is from 2020 to 2010"),
    ],
)
def test_what_cannot_be_traced_is_refused_with_a_remedy(
    case: tuple, source: str, target: str | None, filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(LineageError, match=message):
        trace(case[0], source, target, **filters)


def test_steps_say_who_when_in_which_words_whom(case: tuple) -> None:
    lineage = trace(case[0], "80/156", "33/134")
    rows = steps(lineage)
    assert len(rows) == lineage.number_of_edges()
    first = rows[0]
    assert (first.citing, first.date, first.verb, first.relation, first.paragraph) == (
        "A/RES/80/156", "2025-12-15", "Reaffirming further", "reaffirms", "PP3",
    )  # fmt: skip
    assert (first.cited, first.cited_date, first.held, first.on_main_path) == (
        "A/RES/33/134",
        "1978-12-19",
        False,
        False,
    )
    assert [row.citing for row in rows] == sorted((row.citing for row in rows), reverse=True)


def test_a_lineage_in_a_few_lines(case: tuple) -> None:
    assert summary(trace(case[0], "80/156", "33/134")) == [
        "23 documents, 129 citations; 15 are cited but not read",
        "main path, 7 steps: 80/156 → 79/236 → 78/167 → 77/185 → 76/221 → 75/234 → 71/244 → 33/134",
        "shortest path, 1 step: 80/156 → 33/134",
    ]
    lines = summary(trace(case[0], "76/221", ["64/222", "58/220"]))
    assert lines[-1] == "no path leads to A/RES/58/220"


def test_a_long_path_is_shortened_and_what_leads_forward_is_told() -> None:
    chain = [f"{session}/1" for session in range(60, 80)]
    citations = [cite(chain[n + 1], chain[n], citing_date=f"{2006 + n}-12-01") for n in range(19)]
    citations += [cite("60/1", "61/1", "fn1", citing_date="2005-12-01")]
    lines = summary(trace(build([], citations), "79/1", "60/1"))
    assert lines[1] == (
        "main path, 19 steps: 79/1 → 78/1 → 77/1 → 76/1 → 75/1 → 74/1 → … → 65/1 → 64/1 → 63/1 → 62/1 → 61/1 → 60/1"
    )
    assert lines[-1] == "left out of the paths, for they lead to later documents: A/RES/60/1 → A/RES/61/1"


def test_reduced_keeps_what_no_longer_path_implies_and_the_main_path(case: tuple) -> None:
    lineage = trace(case[0], "80/156", "33/134")
    less = reduced(lineage)
    assert list(less.successors("A/RES/80/156")) == ["A/RES/79/236"]
    assert set(less) == set(lineage)
    assert nx.transitive_closure(nx.DiGraph(less.edges)).edges == nx.transitive_closure(nx.DiGraph(lineage.edges)).edges
    assert lineage.has_edge("A/RES/80/156", "A/RES/33/134")


@pytest.mark.parametrize(
    ("by", "first"), [("cited", "A/RES/33/134"), ("pagerank", "A/RES/57/263"), ("main-path", "A/RES/80/156")]
)
def test_rankings(case: tuple, by: str, first: str) -> None:
    rows = top(case[0], by, limit=5)
    assert [row.rank for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0].symbol == first
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    recent = top(case[0], by, since=2020, until=2024, limit=None)
    assert {row.date[:4] for row in recent if row.date} <= {"2020", "2021", "2022", "2023", "2024"}


def test_a_ranking_of_one_kind_and_body(case: tuple) -> None:
    rows = top(case[0], kinds=["resolution"], bodies=["GA"], limit=None)
    everything = top(case[0], limit=None)
    shown = [row.symbol for row in everything if row.symbol.startswith("A/RES/")]
    assert [row.symbol for row in rows] == shown
    assert len(shown) < len(everything) or {row.symbol for row in everything} == set(shown)


def test_an_unknown_ranking(case: tuple) -> None:
    with pytest.raises(LineageError, match="choose from cited, pagerank, main-path"):
        top(case[0], "fame")


def test_ranks_that_do_not_settle_are_refused(case: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rank, "_MOST_ROUNDS", 2)  # as in a graph so large that ranks differ by rounding alone
    with pytest.raises(LineageError, match="PageRank does not settle"):
        top(case[0], "pagerank")


def test_a_graph_without_mentions_is_filtered_as_any_other(case: tuple) -> None:
    graph = case[0].copy()
    del graph.graph["mentions"]
    part = selection(graph, ["A/RES/80/156", "A/RES/79/236"], ["recalls"])
    assert sorted(part.edges) == [("A/RES/80/156", "A/RES/79/236")]
    assert "mentions" not in part.graph


def test_what_has_no_date_stands_by_its_session_and_what_has_none_stands_last() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from([("A/RES/79/236", {"date": "2024-12-19"}), ("A/RES/33/134", {}), ("no symbol", {})])
    assert [adopted(graph, symbol)[:4] for symbol in graph] == ["2024", "1978", "9999"]
