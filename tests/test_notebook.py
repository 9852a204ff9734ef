"""Graphs in notebooks: IPython shows those of resgraph as their pages, in a frame that cannot reach the notebook."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import resgraph
from resgraph.export import notebook, render
from tests.browsing import Opened, running
from tests.network_graphs import whole
from tests.test_export_graphs import hostile, south_south

SHOW = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
import resgraph, networkx
graph, _ = resgraph.load()
lineage = resgraph.trace(graph, "80/156", "33/134")
for one in (graph, lineage, networkx.DiGraph(), networkx.Graph()):
    found, _ = shell.display_formatter.format(one)
    print(json.dumps(found.get("text/html", "")[:40]))
"""


def test_importing_resgraph_in_a_notebook_is_enough() -> None:
    done = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True)
    shown = [json.loads(line) for line in done.stdout.splitlines()]
    assert [text.startswith("<iframe srcdoc=") for text in shown] == [True, True, False, False]


def test_it_is_an_extension_of_ipython_too() -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.extension_manager.load_extension("resgraph")
    found, _ = shell.display_formatter.format(south_south())
    assert "80/156" in found["text/html"]


@pytest.mark.parametrize("make", [south_south, hostile])
def test_the_frame_holds_the_page_of_write(make: Any) -> None:
    graph = make()
    graph.graph.setdefault("about", {})
    shown = notebook.html(graph)
    assert shown is not None
    held = re.fullmatch(r'<iframe srcdoc="([^"]*)" title="[^"]*" sandbox="([a-z -]*)" style="[^"]*"></iframe>', shown)
    assert held is not None
    assert unescape(held[1]) == "".join(render(graph, ".html"))
    assert "allow-same-origin" not in held[2]


def test_what_is_too_large_is_told_in_words() -> None:
    shown = notebook.html(whole())
    assert shown is not None
    assert shown.startswith("<p>20,000 documents and 90,000 citations: too large to show here.")
    assert "resgraph.write(graph" in shown
    lineage = whole(12_000, 15_000)
    lineage.graph["lineage"] = {}
    assert "documents and" in str(notebook.html(lineage)) and "<iframe" in str(notebook.html(lineage))


def test_graphs_of_others_are_left_alone() -> None:
    assert notebook.html(nx.DiGraph([("a", "b")])) is None
    assert notebook.html(nx.MultiDiGraph(about={})) is None


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from running()


@pytest.fixture
def frame(browser: Any, tmp_path: Path) -> Iterator[Callable[[Any], tuple[Opened, Any]]]:
    opened: list[Opened] = []

    def show(graph: Any) -> tuple[Opened, Any]:
        path = tmp_path / "notebook.html"
        path.write_text(
            f"<!DOCTYPE html><title>n</title>{notebook.html(graph)}<script>performance.mark('drawn')</script>", "utf-8"
        )
        opened.append(Opened(browser, path))
        inner = opened[-1].page.frames[1]
        for _ in range(400):
            ready = "performance.getEntriesByName('drawn').length > 0 && Boolean(window.lineage ?? window.network)"
            if inner.evaluate(ready):
                return opened[-1], inner
            opened[-1].page.wait_for_timeout(50)
        raise AssertionError(opened[-1].said)

    yield show
    for one in opened:
        one.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["lineage", "network"])
def test_the_page_works_within_the_frame(frame: Any, name: str) -> None:
    graph = south_south() if name == "lineage" else whole(400, 1500)
    seen, inner = frame(graph)
    symbol = "A/RES/64/222" if name == "lineage" else inner.evaluate("window.network.data.symbols[300]")
    inner.click(f"tbody a >> text={symbol}") if name == "lineage" else inner.fill("#search", symbol)
    if name == "network":
        inner.press("#search", "Enter")
    inner.wait_for_selector("#panel:not([hidden])")
    assert inner.inner_text("#panel-title") == symbol
    inner.click("#panel-body a >> nth=0")
    inner.click("#panel-close")
    assert inner.is_hidden("#panel")
    assert len(seen.page.frames) == 2
    assert seen.said == []
    assert [address for address in seen.requests if not address.startswith(("file:", "about:"))] == []


def test_importing_resgraph_elsewhere_touches_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, resgraph; print('IPython' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
    assert callable(resgraph.load_ipython_extension)
