"""What holds for every exporter: chosen by suffix, same bytes, no change to the graph, no dependence on the locale."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from resgraph import export
from resgraph.errors import ExportError
from resgraph.export import tables
from tests.test_export_graphs import hostile, south_south

SUFFIXES = [*export.RENDERERS, *export.WRITERS]
TEXTS = [suffix for suffix in SUFFIXES if suffix not in (".parquet", ".xlsx")]


def contents(path: Path) -> list[bytes]:
    return [p.read_bytes() for p in (sorted(path.iterdir()) if path.is_dir() else [path])]


def state(graph: Any) -> Any:
    return copy.deepcopy((dict(graph.nodes(data=True)), list(graph.edges(data=True)), graph.graph))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("make", [south_south, hostile, nx.DiGraph])
def test_every_exporter_writes_every_graph_and_changes_none(suffix: str, make: Any, tmp_path: Path) -> None:
    graph = make()
    before = repr(state(graph))
    written = export.write(graph, tmp_path / f"map{suffix}")
    assert all(contents(written))
    assert repr(state(graph)) == before
    assert not list(tmp_path.rglob("*.tmp*"))


@pytest.mark.parametrize("suffix", TEXTS)
def test_same_input_same_bytes(suffix: str, tmp_path: Path) -> None:
    graph = south_south()
    turned = nx.DiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(data=True))))
    turned.graph.update(graph.graph)
    first = contents(export.write(graph, tmp_path / f"a{suffix}"))
    assert contents(export.write(turned, tmp_path / f"b{suffix}")) == first


@pytest.mark.parametrize("suffix", [".parquet", ".xlsx"])
def test_same_input_same_rows(suffix: str, tmp_path: Path) -> None:
    """What these two hold beside the rows (a clock, a compressor's choice) is not ours."""
    graph = hostile()
    turned = nx.DiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(data=True))))
    turned.graph.update(graph.graph)
    first = rows(export.write(graph, tmp_path / f"a{suffix}"))
    assert len(first) == 3
    assert rows(export.write(turned, tmp_path / f"b{suffix}")) == first


def rows(path: Path) -> dict[str, Any]:
    """The rows of each table."""
    if path.suffix == ".parquet":
        return {one.name: list(tables.read_parquet(one)) for one in sorted(path.iterdir())}
    from openpyxl import load_workbook

    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path)}


def test_an_ascii_locale_and_another_hash_seed_change_nothing(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom resgraph import export\nfrom tests.test_export_graphs import hostile\n"
        "for suffix in sys.argv[2:]:\n    export.write(hostile(), f'{sys.argv[1]}/b{suffix}')\n"
    )
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "71244",
    }
    root = Path(__file__).parent.parent
    subprocess.run([sys.executable, "-c", code, str(tmp_path), *TEXTS], check=True, cwd=root, env=environment)
    for suffix in TEXTS:
        assert contents(tmp_path / f"b{suffix}") == contents(export.write(hostile(), tmp_path / f"a{suffix}"))


def test_a_suffix_that_is_none_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no format has the suffix '.docx'; give one of .*\.csv .*\.xlsx"):
        export.write(nx.DiGraph(), tmp_path / "map.docx")
    with pytest.raises(ExportError, match="no format has the suffix ''"):
        export.write(nx.DiGraph(), tmp_path / "map")
    assert not list(tmp_path.iterdir())


def test_pieces_of_text_are_those_of_a_text() -> None:
    with pytest.raises(ExportError, match=r"'\.parquet' is no format of text; give one of \.cypher \.dot"):
        export.render(nx.DiGraph(), ".parquet")


def test_suffixes_may_be_written_large(tmp_path: Path) -> None:
    assert export.write(south_south(), tmp_path / "MAP.GRAPHML").exists()


def test_an_option_that_is_none_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.graphml has no option 'excel'; its options are mentions, quotes"):
        export.write(nx.DiGraph(), tmp_path / "map.graphml", excel=True)
    with pytest.raises(ExportError, match=r"\.dot has no option 'quotes'; it has no options"):
        export.write(nx.DiGraph(), tmp_path / "map.dot", quotes=False)
    with pytest.raises(ExportError, match="no option 'mentions'"):
        export.write(nx.DiGraph(), tmp_path / "map.csv", mentions=True)


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".csv", ".cypher", ".neo4j", ".xlsx", ".parquet"])
def test_a_value_of_another_type_is_refused_and_nothing_written(suffix: str, tmp_path: Path) -> None:
    for attributes, said in (
        ({"year": "nineteen"}, "attribute year: 'nineteen' is no int"),
        ({"year": [1978]}, r"attribute year: \[1978\] is no int"),
        ({"title": ["a", "b"]}, r"attribute title: \['a', 'b'\] is no string"),
    ):
        graph = nx.DiGraph()
        graph.add_node("A/RES/33/134", **attributes)
        with pytest.raises(ExportError, match=said):
            export.write(graph, tmp_path / f"map{suffix}")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".csv", ".cypher", ".neo4j", ".parquet"])
def test_quotes_can_be_left_out(suffix: str, tmp_path: Path) -> None:
    graph = south_south()
    with_quotes = b"".join(contents(export.write(graph, tmp_path / f"a{suffix}")))
    without = b"".join(contents(export.write(graph, tmp_path / f"b{suffix}", quotes=False)))
    assert len(without) < len(with_quotes)
    assert b"of 1978-12-19" not in without
    assert b"quote" not in without


def test_parallel_edges_are_refused(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph([("a", "b"), ("a", "b")])
    with pytest.raises(ExportError, match="parallel edges"):
        export.write(graph, tmp_path / "map.graphml")


def test_what_is_not_known_is_left_out_whatever_stands_for_it(tmp_path: Path) -> None:
    graph = nx.DiGraph()
    graph.add_node("A/RES/33/134", title=None, date_share=float("nan"), year=1978)
    for suffix in (".graphml", ".gexf", ".cypher"):
        text = export.write(graph, tmp_path / f"a{suffix}").read_text("utf-8")
        assert "1978" in text
        assert not any(word in text.lower() for word in ("none", "nan", "null"))
    with pytest.raises(ExportError, match=r"A/RES/33/134: JSON cannot hold it"):
        export.write(graph, tmp_path / "a.json")
