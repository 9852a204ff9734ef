"""The walk back through what is cited: its order, its bounds, and the lineage that it fetches."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import resgraph
from resgraph.fetching.ancestry import Frontier, cited_resolutions
from resgraph.models import Text
from resgraph.text import read
from tests.server import serving
from tests.server.documents import docx, docx_of, resolution

ROOT = "A/RES/80/156"


def walk(frontier: Frontier, cites: dict[str, list[tuple[str, str | None]]]) -> list[str]:
    """The order in which documents are visited."""
    order = []
    while (symbol := frontier.next()) is not None:
        order.append(symbol)
        frontier.cites(symbol, cites.get(symbol, []))
    return order


GRAPH: dict[str, list[tuple[str, str | None]]] = {
    ROOT: [("A/RES/33/134", "1978-12-19"), ("A/RES/79/236", "2024-12-19"), ("A/RES/78/167", None), ("A/RES/66/288", "2012-07-27")],
    "A/RES/79/236": [("A/RES/78/167", None), ("A/RES/77/185", None), ("A/RES/2625(XXV)", "1970-10-24")],
    "A/RES/78/167": [("A/RES/77/185", None), ("A/RES/66/288", None), ("S/RES/1325(2000)", "2000-10-31")],
    "A/RES/77/185": [("A/RES/75/234", None)],
    "A/RES/33/134": [("A/RES/3251(XXIX)", "1974-12-04"), ("A/RES/32/1", None), ("A/RES/33/7", None)],
}  # fmt: skip


@pytest.mark.parametrize(
    ("options", "order"),
    [
        ({}, [ROOT]),
        ({"depth": 1}, [ROOT, "A/RES/33/134", "A/RES/66/288", "A/RES/78/167", "A/RES/79/236"]),
        (
            {"depth": 2, "targets": ["A/RES/33/134"]},
            [ROOT, "A/RES/33/134", "A/RES/66/288", "A/RES/78/167", "A/RES/79/236", "A/RES/77/185", "S/RES/1325(2000)"],
        ),
        ({"depth": 9, "targets": ["A/RES/66/288"]}, [ROOT, "A/RES/66/288", "A/RES/78/167", "A/RES/79/236", "A/RES/77/185", "A/RES/75/234"]),
        ({"depth": 9, "limit": 3}, [ROOT, "A/RES/33/134", "A/RES/66/288"]),
    ],
)  # fmt: skip
def test_nearest_first_then_most_cited_within_the_bounds(options: dict[str, object], order: list[str]) -> None:
    frontier = Frontier([ROOT], **options)  # type: ignore[arg-type]
    assert walk(frontier, GRAPH) == order
    assert frontier.is_cut == ("limit" in options)


def test_of_a_page_with_several_resolutions_only_the_wanted_one_counts() -> None:
    page = (
        "40/1. First title\n\nThe General Assembly,\n\nRecalling its resolution 39/2 of 3 December 1984,\n\n"
        "1. Decides to continue.\n\n40/2. Second title\n\nThe General Assembly,\n\n"
        "Recalling its resolutions 39/7 of 4 December 1984, decision 39/401 and Economic and Social Council resolution "
        "1984/3 of 11 May 1984,\n\n1. Decides to end.\n"
    )
    text = read(page.encode(), file="page.txt")
    assert cited_resolutions(text, "A/RES/40/1") == [("A/RES/39/2", "1984-12-03")]
    assert [symbol for symbol, _ in cited_resolutions(text, "A/RES/40/2")] == ["A/RES/39/7", "E/RES/1984/3"]


def fetch(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "resgraph.cli", "fetch", *arguments], capture_output=True, text=True)


@pytest.mark.corpus
def test_the_south_south_lineage_is_fetched_from_nothing(tmp_path: Path, corpus: Path) -> None:
    """From 80/156 to 33/134 in six languages; the graph is that of the files themselves."""
    texts: dict[str, Text] = {}
    with zipfile.ZipFile(corpus / "south-south-75-80.zip") as archive:
        for name in archive.namelist():
            text = read(archive.read(name), file=name)
            texts[f"{(text.documents[0].symbol or '').replace('/', '_')}.{text.lang}.docx"] = text
    served = {name: docx_of(text) for name, text in texts.items()}
    served["A_RES_33_134.en.docx"] = docx(resolution("A/RES/33/134", cites=["3251 (XXIX)"]))
    served["A_RES_33_134.zh.docx"] = docx(resolution("A/RES/33/134", "zh", cites=["3251(XXIX)号"]))
    out = tmp_path / "south-south"
    with serving(tmp_path / "server", served) as server:
        command = [
            "80/156",
            "--ancestry",
            "6",
            "--to",
            "33/134",
            "-l",
            "all",
            "-d",
            str(out),
            "--server",
            server.url,
            "--pause",
            "0",
        ]
        done = fetch(*command)
        asked = [line["symbol"] for line in server.log() if "symbol" in line]
        again = fetch(*command)
        assert len([line for line in server.log() if "symbol" in line]) == len(asked)
    assert done.returncode == again.returncode == 0, done.stderr
    assert done.stderr.splitlines()[0].startswith("ancestry of A/RES/80/156: at most 200 documents in 6 languages")
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == served
    order = list(dict.fromkeys(asked))
    assert order[0] == ROOT
    assert "A/RES/33/134" in order
    assert "A/RES/3251(XXIX)" not in order
    own, fetched = resgraph.build([tmp_path / "server" / "files"]), resgraph.build([out])
    assert facts(fetched) == facts(own)
    assert facts(resgraph.trace(fetched, "80/156", "33/134")) == facts(resgraph.trace(own, "80/156", "33/134"))
    printed = resgraph.build([corpus / "south-south-75-80.zip"])
    assert {e for e in fetched.edges if e[0] != "A/RES/33/134"} == set(printed.edges)


def facts(graph: object) -> str:
    """Nodes and edges with what is said of them, but for the names of files."""
    nodes = {node: {k: v for k, v in data.items() if k != "file"} for node, data in graph.nodes(data=True)}  # type: ignore[attr-defined]
    edges = [(a, b, {k: v for k, v in data.items() if k != "file"}) for a, b, data in graph.edges(data=True)]  # type: ignore[attr-defined]
    return json.dumps([nodes, sorted(edges, key=lambda e: e[:2])], sort_keys=True, default=str)
