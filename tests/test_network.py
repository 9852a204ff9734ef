"""What the network page is made of: which graph gets it, its clusters, its columns, and the bundle from npm."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from resgraph import export
from resgraph.export import clusters, network_page, page
from resgraph.export.clusters import LARGEST, REST, find_clusters
from resgraph.export.network_content import network
from tests.network_graphs import SUBJECTS, whole
from tests.test_export_graphs import hostile, south_south

BUNDLE = network_page.BUNDLE.parent


def path_of(number: int, **attributes: Any) -> nx.DiGraph[str]:
    graph = nx.relabel_nodes(nx.path_graph(number, create_using=nx.DiGraph), lambda n: f"A/RES/77/{n + 1}")
    graph.graph |= attributes
    return graph


@pytest.mark.parametrize(
    ("graph", "max_nodes", "is_map"),
    [
        (path_of(70), None, True),
        (path_of(71), None, False),
        (path_of(71), 30, True),
        (path_of(71, lineage={"source": "A/RES/77/1"}), None, True),
        (nx.DiGraph(), None, True),
    ],
)
def test_a_lineage_is_a_map_and_a_whole_graph_a_network(graph: Any, max_nodes: int | None, is_map: bool) -> None:
    assert page.is_map(graph, max_nodes) is is_map
    options = {} if max_nodes is None else {"max_nodes": max_nodes}
    assert ("vis-network" in "".join(export.render(graph, ".html", **options))) is is_map


def test_the_bundle_is_the_one_that_was_checked_in() -> None:
    told, name = (BUNDLE / "network.min.js.sha256").read_text("ascii").split()
    assert hashlib.sha256((BUNDLE / name).read_bytes()).hexdigest() == told
    assert "</script" not in (BUNDLE / name).read_text("utf-8").lower()


def test_every_package_of_the_bundle_has_its_licence_in_the_page() -> None:
    lock = json.loads((BUNDLE / "package-lock.json").read_text("utf-8"))["packages"]
    within = {
        f"{place.removeprefix('node_modules/')} {row['version']}"
        for place, row in lock.items()
        if place and not row.get("dev") and place != "node_modules/graphology-types"
    }
    text = (BUNDLE / "LICENSES.txt").read_text("utf-8")
    assert set(re.findall(r"^== (\S+ \S+),", text, re.MULTILINE)) == within
    assert text.count("Permission is hereby granted") == len(within)
    assert "Permission is hereby granted" in "".join(network_page.render(south_south()))


@pytest.mark.parametrize("make", [whole, hostile, south_south, nx.DiGraph])
def test_equal_graphs_give_equal_pages_and_stay_as_they_are(make: Any) -> None:
    graph = make()
    before = copy.deepcopy(graph)
    first = "".join(network_page.render(graph))
    assert nx.utils.graphs_equal(graph, before) and graph.graph == before.graph
    assert "".join(network_page.render(make())) == first


@pytest.mark.parametrize("leiden", [True, False])
def test_another_process_gives_the_same_bytes_under_an_ascii_locale(tmp_path: Path, leiden: bool) -> None:
    code = (
        "import sys\nfrom resgraph.export import clusters, write\nfrom tests.network_graphs import whole\n"
        f"if not {leiden}: clusters.find_spec = lambda name: None\n"
        f"graph = whole(2000, 9000)\ngraph.nodes['A/RES/2(1946)']['title'] = {'قرار 第33/134号'!a}\nwrite(graph, sys.argv[1])\n"
    )
    pages = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        environment = {
            **os.environ,
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": seed,
        }
        subprocess.run([sys.executable, "-c", code, path], check=True, env=environment)
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize("leiden", [True, False])
def test_documents_that_cite_each_other_share_a_cluster(leiden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not leiden:
        monkeypatch.setattr(clusters, "find_spec", {}.get)
    content = network(whole(3000, 15_000))
    found = content.clusters
    assert found.method == ("Leiden" if leiden else "label propagation")
    assert len(found.of) == 3000 and sum(found.sizes) == 3000
    assert len(found.sizes) <= LARGEST + 1
    ordinary = [size for place, size in enumerate(found.sizes) if not found.is_rest(place)]
    assert ordinary == sorted(ordinary, reverse=True)
    assert len(set(found.names)) == len(found.names)
    if leiden:
        words = " ".join(found.names)
        assert sum(any(word in words for word in subject.split()) for subject in SUBJECTS) >= 10


def test_small_clusters_join_and_what_is_linked_to_none_is_the_rest() -> None:
    triangle = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 6)]
    found = find_clusters([str(n) for n in range(8)], [""] * 8, triangle, [1, 2, 0, 0, 0, 3, 0, 0])
    assert len({found.of[n] for n in (0, 1, 2, 6)}) == 1
    assert found.of[3] == found.of[4] == found.of[5] != found.of[0]
    assert found.names[found.of[7]] == REST and found.is_rest(found.of[7])
    assert found.names[found.of[5]] == "around 5", "named by the most cited where there are no titles"


def test_the_columns_say_how_each_day_is_known() -> None:
    graph = nx.DiGraph()
    graph.add_node("A/RES/77/1", date="2022-12-14")
    graph.add_node("A/RES/70/1", year=2015)
    graph.add_node("A/CONF.192/15")
    graph.add_node("A/RES/217A(III)", body="GA", session="III")
    graph.add_edge("A/RES/77/1", "A/CONF.192/15", relation="notes")
    graph.add_edge("A/RES/77/1", "A/RES/77/1", relation="recalls")
    content = network(graph)
    assert content.data["basis"] == "sydn"
    assert content.data["symbols"] == ["A/RES/217A(III)", "A/RES/70/1", "A/RES/77/1", "A/CONF.192/15"]
    assert (content.data["counts"], content.data["targets"]) == ([0, 0, 1, 0], [-1])
    assert "4 documents and 1 citation." in content.facts
    assert "1 document of unknown date at the first citation." in content.facts
    assert "1 document of unknown date by the session or year of the symbol." in content.facts
