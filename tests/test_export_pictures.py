"""DOT, Mermaid, Cypher and SVG: texts are shown as they are, the newest stands at the right, nothing can break out."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from resgraph import export
from resgraph.errors import ExportError
from tests.test_export_graphs import citation, hostile, needs, south_south

SVG = "{http://www.w3.org/2000/svg}"


def text(graph: Any, suffix: str, **options: Any) -> str:
    return "".join(export.render(graph, suffix, **options))


@pytest.mark.parametrize("make", [south_south, hostile])
def test_graphviz_draws_the_dot(make: Any, tmp_path: Path) -> None:
    needs(shutil.which("dot"), "no Graphviz")
    graph = make()
    done = subprocess.run(["dot", "-Tsvg", export.write(graph, tmp_path / "a.dot")], capture_output=True, check=True)
    assert not done.stderr
    drawing = etree.fromstring(done.stdout)
    boxes = [group for group in drawing.iter(f"{SVG}g") if group.get("class") == "node"]
    years = [group for group in boxes if group[0].text.startswith("year ")]
    assert len(boxes) - len(years) == len(graph)
    assert len([group for group in drawing.iter(f"{SVG}g") if group.get("class") == "edge"]) == graph.number_of_edges()


def test_dot_puts_a_year_on_a_rank() -> None:
    drawn = text(south_south(), ".dot")
    assert '{rank=same; "year 2015"; "A_RES_69_283"; "A_RES_69_313"; "A_RES_70_1"; "A_RES_70_222";}' in drawn
    assert '"year 2025" -> "year 2024"' in drawn
    assert 'label="57/270 B"' in drawn


def test_mermaid_of_the_lineage() -> None:
    drawn = text(south_south(), ".mmd")
    assert drawn.startswith("flowchart RL\n")
    names = dict(re.findall(r'(n\d+)\["([^"]*)"\]', drawn))
    assert len(names) == 36
    arrows = {(names[a], names[b]) for a, b in re.findall(r"(n\d+) [=-]+>\|\"\w+\"\| (n\d+)", drawn)}
    assert ("Traced 80/156 (2025)", "79/236 (2024)") in arrows
    assert ("Traced 80/156 (2025)", "78/167 (2023)") not in arrows, "implied by the longer path"


def test_mermaid_shows_markup_as_text_and_refuses_what_is_large() -> None:
    drawn = text(hostile(), ".mmd")
    for label in re.findall(r'\["([^\n]*)"\]', drawn):
        assert not set('<>"`{}|\\') & set(label)
    with pytest.raises(ExportError, match="61 documents are too many for Mermaid, which draws 60"):
        text(nx.relabel_nodes(nx.path_graph(61, create_using=nx.DiGraph), str), ".mmd")


def statements(script: str) -> list[str]:
    """The statements of a Cypher script: what ends with a semicolon outside of quotes."""
    strings = r"'(?:[^'\\]|\\.)*'"
    return re.findall(rf"(?:[^';]|{strings})+;", script, re.DOTALL)


def test_cypher_loads_every_document_and_citation() -> None:
    graph = south_south()
    found = statements(text(graph, ".cypher"))
    assert found[0].startswith("CREATE CONSTRAINT document_symbol IF NOT EXISTS")
    documents = [s for s in found if "SET d += row" in s]
    assert sum(s.count("{symbol: '") + s.count(", symbol: '") for s in documents) == len(graph)
    assert any("SET d += row, d:Resolution;" in s for s in documents)
    relations = [s for s in found if "MERGE (a)-" in s]
    assert sum(s.count("{citing: '") for s in relations) == graph.number_of_edges()
    assert {re.findall(r"\[r:(\w+)\]", s)[0] for s in relations} == {
        "RECALLS",
        "REAFFIRMS",
        "NOTES",
        "RECOGNIZES",
        "WELCOMES",
    }


def test_cypher_strings_cannot_be_left() -> None:
    script = text(hostile(), ".cypher")
    rest = re.sub(r"'(?:[^'\\]|\\.)*'", "''", script, flags=re.DOTALL)
    assert "'" not in rest.replace("''", "")
    assert "hacked" not in rest
    assert ":AN_UNKNOWN_ONE]" in rest


@pytest.mark.parametrize("make", [south_south, hostile, nx.DiGraph])
def test_the_svg_is_well_formed_and_says_everything_as_text(make: Any) -> None:
    graph = make()
    root = etree.fromstring(text(graph, ".svg").encode())
    boxes = [group for group in root.iter(f"{SVG}g") if group.get("class") == "box"]
    assert len(boxes) == len(graph)
    assert all(box[0].tag == f"{SVG}title" for box in boxes)
    assert not list(root.iter(f"{SVG}script")) and not list(root.iter(f"{SVG}style"))
    assert not [
        element for element in root.iter() for name in element.attrib if name.startswith("on") or name == "style"
    ]
    assert all(link.get("href").startswith("https://docs.un.org/") for link in root.iter(f"{SVG}a"))
    assert root.get("role") == "group"
    sizes = {float(element.get("font-size")) for element in root.iter() if element.get("font-size")}
    assert min(sizes) >= 11


def test_the_svg_of_the_lineage() -> None:
    drawn = text(south_south(), ".svg")
    root = etree.fromstring(drawn.encode())
    words = [element.text for element in root.iter(f"{SVG}text")]
    for expected in ("Traced 80/156", "Origin 33/134", "Root 64/222", "57/270 B", "1978", "2025", "Series and roots (23)",
                     "recalls (115)", "cited, not read", "main path"):  # fmt: skip
        assert expected in words, expected
    assert "How 80/156 (2025) goes back to 33/134 (1978)." in words
    assert any("An arrow points from the citing to the cited document." in (word or "") for word in words)
    assert any("Corpus: resgraph, 21,000 documents, 1,500 of them read." in (word or "") for word in words)
    arrows = [path for path in root.iter(f"{SVG}path") if path.get("class") == "arrow"]
    assert len(arrows) == sum(row["reduced"] or row["on_main_path"] for *_, row in south_south().edges(data=True))


def test_a_title_of_the_map_can_be_given() -> None:
    assert "<title>South-South &amp; more</title>" in text(south_south(), ".svg", title="South-South & more")


def test_a_citation_of_itself_is_not_drawn() -> None:
    graph = nx.DiGraph([("A/RES/64/222", "A/RES/64/222"), ("A/RES/64/222", "A/RES/33/134")])
    graph.graph["mentions"] = (citation("A/RES/64/222", "A/RES/64/222"),)
    root = etree.fromstring(text(graph, ".svg").encode())
    assert len([path for path in root.iter(f"{SVG}path") if path.get("class") == "arrow"]) == 1
