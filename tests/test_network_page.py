"""The network page in a real browser: 20,000 documents in one small file, read, searched and traced by everybody."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from resgraph import export
from resgraph.export import network_page
from resgraph.export.markup import legal
from tests.browsing import DESK, PHONE, Opened, printed, running, serious
from tests.network_graphs import whole
from tests.test_export_graphs import HOSTILE_TEXTS, hostile, south_south

pytestmark = pytest.mark.browser
LIMIT = 1_500_000
"""Bytes of the page of 20,000 documents and 90,000 citations."""


def network(graph: Any, path: Path) -> Path:
    """The network page of a graph, whatever its size."""
    path.write_text("".join(network_page.render(graph)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from running()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("networks")
    export.write(whole(), place / "whole.html")
    network(south_south(), place / "small.html")
    network(hostile(), place / "hostile.html")
    network(nx.DiGraph(), place / "none.html")
    return place


@pytest.fixture
def visit(browser: Any, folder: Path) -> Iterator[Callable[..., Opened]]:
    opened: list[Opened] = []

    def go(name: str = "small.html", fragment: str = "", **options: Any) -> Opened:
        opened.append(Opened(browser, folder / name, fragment, **options))
        return opened[-1]

    yield go
    for one in opened:
        one.context.close()


def chosen(seen: Opened) -> str | None:
    return seen.page.evaluate("window.network.data.symbols[window.network.state.chosen] ?? null")  # type: ignore[no-any-return]


def lit(seen: Opened) -> set[str]:
    """Symbols of the documents that stand out."""
    return set(
        seen.page.evaluate("[...(window.network.state.lit ?? [])].map((doc) => window.network.data.symbols[doc])")
    )


def trace(seen: Opened, way: str, **fields: str) -> None:
    seen.page.check(f"input[value={way}]")
    for name, text in fields.items():
        seen.page.fill(f"#{name}", text)


@pytest.mark.parametrize("name", ["whole.html", "small.html", "hostile.html", "none.html"])
def test_the_page_asks_for_nothing_and_says_nothing(visit: Any, name: str) -> None:
    seen = visit(name)
    seen.page.emulate_media(color_scheme="dark")
    seen.page.wait_for_timeout(300)
    assert seen.requests == [seen.address]
    assert seen.said == []


def test_the_whole_is_one_small_file(folder: Path) -> None:
    page = (folder / "whole.html").read_bytes()
    assert len(page) <= LIMIT
    assert b"20,000 documents and 90,000 citations." in page


def test_the_whole_is_drawn_within_three_seconds_by_software(visit: Any) -> None:
    times = [visit("whole.html").drawn() for _ in range(3)]
    assert min(times) < 3000, times


def test_every_document_and_citation_arrives(visit: Any) -> None:
    graph = whole()
    seen = visit("whole.html")
    found = seen.page.evaluate(
        """() => {
          const { data } = window.network;
          return data.symbols.map((symbol, doc) => [symbol, window.network.labelOf(doc), data.titles[doc],
            window.network.dateOf(doc), data.held[doc], window.network.older(doc).map((other) => data.symbols[other])]);
        }"""
    )
    assert len(found) == len(graph)
    for symbol, label, title, date, held, cites in found:
        row = graph.nodes[symbol]
        assert (label, title, date, held) == (row["label"], row.get("title", ""), row["date"], "01"[row["held"]])
        assert sorted(cites) == sorted(graph.adj[symbol])


def test_time_runs_to_the_right_in_lanes(visit: Any) -> None:
    seen = visit("whole.html")
    places = seen.page.evaluate(
        "window.network.data.symbols.map((_, doc) => [window.network.dateOf(doc), window.network.across(window.network.days[doc]), "
        "window.network.down(doc), window.network.data.clusters[doc]])"
    )
    across = [x for _, x, _, _ in sorted(places)]
    assert across == sorted(across)
    lanes = seen.page.evaluate("window.network.view.lanes")
    assert all(lanes[lane]["top"] <= y <= lanes[lane]["top"] + lanes[lane]["height"] for _, _, y, lane in places)
    assert lanes[-1]["top"] + lanes[-1]["height"] > 0.9 * seen.page.evaluate("window.network.view.height")


@pytest.mark.parametrize("view", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["whole.html", "small.html"])
def test_no_label_stands_over_another(visit: Any, name: str, view: dict[str, int]) -> None:
    seen = visit(name, viewport=view)
    seen.page.click("#zoom-fit")
    labels = seen.page.evaluate("window.network.view.labels")
    assert len(labels) >= 10
    for one, other in combinations(labels, 2):
        assert (
            one["right"] <= other["left"] or other["right"] <= one["left"]
            or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
        ), (one, other)  # fmt: skip
    assert all(one["left"] >= 0 and one["right"] <= view["width"] for one in labels)
    assert seen.page.evaluate("document.documentElement.scrollWidth") == view["width"]


def test_a_click_chooses_and_only_its_arrows_are_drawn(visit: Any) -> None:
    seen = visit()
    assert seen.page.evaluate("window.network.graph.size") == 0
    x, y = seen.page.evaluate(
        """() => {
          const { data, renderer, graph } = window.network;
          const doc = data.symbols.indexOf('A/RES/57/263');
          const { x, y } = renderer.graphToViewport(graph.getNodeAttributes(String(doc)));
          const { left, top } = document.getElementById('map').getBoundingClientRect();
          return [left + x, top + y];
        }"""
    )
    seen.page.mouse.click(x, y)
    seen.wait("window.network.state.chosen !== null")
    panel = seen.shown("#panel")
    for words in ("A/RES/57/263", "Economic and technical cooperation", "2002-12-20", "cited, not read", "Cites (0)",
                  "Cited by (4)", "recognizes, OP28"):  # fmt: skip
        assert words in panel, words
    assert seen.page.evaluate("window.network.graph.size") == 4
    assert lit(seen) == {"A/RES/57/263", "A/RES/71/244", "A/RES/78/167", "A/RES/79/236", "A/RES/80/156"}
    links = seen.page.eval_on_selector_all("#panel .langs a", "all => all.map((a) => a.href)")
    assert links == [f"https://docs.un.org/{lang}/A/RES/57/263" for lang in ("en", "fr", "es", "ru", "zh", "ar")]


def test_ancestors_descendants_and_lineage_are_those_of_the_graph(visit: Any) -> None:
    graph = south_south()
    seen = visit(fragment="#A%2FRES%2F78%2F167")
    trace(seen, "back", steps="1")
    assert lit(seen) == {"A/RES/78/167", *graph.successors("A/RES/78/167")}
    trace(seen, "back", steps="99")
    assert lit(seen) == {"A/RES/78/167", *nx.descendants(graph, "A/RES/78/167")}
    assert seen.page.evaluate("window.network.graph.size") == graph.subgraph(lit(seen)).number_of_edges()
    trace(seen, "forward", steps="99")
    assert lit(seen) == {"A/RES/78/167", *nx.ancestors(graph, "A/RES/78/167")}
    trace(seen, "between", target="33/134")
    wanted = nx.descendants(graph, "A/RES/78/167") & nx.ancestors(graph, "A/RES/33/134")
    assert lit(seen) == {"A/RES/78/167", "A/RES/33/134", *wanted}


def test_the_lineage_stands_alone_and_says_how_to_map_it(visit: Any) -> None:
    seen = visit(fragment="#A%2FRES%2F80%2F156", permissions=["clipboard-read", "clipboard-write"])
    trace(seen, "between")
    assert seen.shown("#lineage-words") == "Name the document to go back to."
    trace(seen, "between", target="nothing")
    assert seen.shown("#lineage-words") == "Nothing is called nothing."
    trace(seen, "between", target="33/134")
    seen.page.click("#open-lineage")
    assert seen.shown("#lineage-words").startswith("8 documents and 28 citations alone in the picture")
    assert seen.shown("#list-title") == "How 80/156 goes back to 33/134 (8)"
    assert seen.page.locator("#rows tr").count() == 8
    rows = seen.page.evaluate("[...window.network.state.lit].map((doc) => window.network.down(doc))")
    assert min(b - a for a, b in zip(sorted(rows), sorted(rows)[1:], strict=False)) > 14, "a row each"
    seen.page.click("#copy-command")
    seen.wait("document.getElementById('status').textContent.includes('copied')")
    command = seen.page.evaluate("navigator.clipboard.readText()")
    assert command == "resgraph trace A/RES/80/156 --to A/RES/33/134 -o lineage.html"


@pytest.mark.parametrize(
    ("text", "first", "found"),
    [
        ("33/134", "A/RES/33/134", "1 document found"),
        ("a/res/33/134", "A/RES/33/134", "1 document found"),
        ("nairobi", "A/RES/64/222", "1 document found"),
        ("cooperation technical economic", "A/RES/57/263", "1 document found"),
        ("no such words", None, "nothing found"),
    ],
)
def test_search_by_symbol_and_title_words(visit: Any, text: str, first: str | None, found: str) -> None:
    seen = visit()
    seen.page.fill("#search", text)
    assert seen.shown("#status") == found
    assert seen.page.locator("#rows tr").count() == (first is not None)
    seen.page.press("#search", "Enter")
    assert chosen(seen) == first


def test_years_and_clusters_filter_picture_and_table(visit: Any) -> None:
    seen = visit()
    seen.page.fill("#year-from", "2016")
    seen.page.fill("#year-to", "2020")
    listed = set(seen.page.eval_on_selector_all("#rows tr", "all => all.map((row) => row.dataset.symbol)"))
    assert listed == {
        "A/71/208", "A/RES/71/244", "A/RES/72/237", "A/RES/73/249", "A/RES/73/291", "A/RES/74/239", "A/RES/75/234",
        "FCCC/CP/2015/10/Add.1", "SSC/DEC/19/1",
    }  # fmt: skip
    assert seen.page.evaluate("window.network.state.visible.filter((one) => one).length") == len(listed)
    seen.page.click("#reset")
    seen.wait("window.network.list.docs.length === 36")
    seen.page.uncheck("input[name=cluster][value='0']")
    size = int(seen.page.inner_text("#filters label:first-of-type .count"))
    assert seen.page.evaluate("window.network.list.docs.length") == 36 - size


def test_the_table_grows_and_can_be_taken_along(visit: Any) -> None:
    seen = visit("whole.html", permissions=["clipboard-read", "clipboard-write"])
    assert seen.page.locator("#rows tr").count() == 100
    seen.page.click("#more")
    assert seen.page.locator("#rows tr").count() == 200
    seen.page.fill("#search", "oceans fisheries")
    number = seen.page.evaluate("window.network.list.docs.length")
    assert number > 100
    seen.page.click("#copy-csv")
    seen.wait("document.getElementById('status').textContent.includes('copied')")
    rows = list(csv.DictReader(io.StringIO(seen.page.evaluate("navigator.clipboard.readText()"))))
    assert len(rows) == number
    assert all("oceans" in row["title"].lower() for row in rows)


def test_links_reach_a_document_and_back_leads_back(visit: Any) -> None:
    seen = visit(fragment="#A%2FRES%2F33%2F134")
    assert seen.shown("#panel-title") == "A/RES/33/134"
    seen.page.click("#panel >> text=71/244")
    seen.wait("document.activeElement.id === 'panel-title'")
    assert chosen(seen) == "A/RES/71/244"
    seen.page.go_back()
    seen.wait("document.getElementById('panel-title').textContent === 'A/RES/33/134'")


def test_everything_can_be_done_by_keyboard(visit: Any) -> None:
    seen = visit()
    keys = seen.page.keyboard
    seen.page.focus("#search")
    keys.type("80/156")
    keys.press("Enter")
    seen.wait("window.network.state.chosen !== null")
    seen.page.focus("input[value=near]")
    for _ in range(3):
        keys.press("ArrowDown")
        seen.wait("document.activeElement.checked")
    keys.press("Tab")
    seen.wait("document.activeElement.type !== 'radio'")
    keys.type("33/134")
    keys.press("Enter")
    seen.wait("window.network.state.alone")
    assert len(lit(seen)) == 8
    seen.page.focus("#rows a")
    keys.press("Enter")
    seen.wait("document.activeElement.id === 'panel-title'")
    keys.press("Escape")
    assert chosen(seen) is None
    seen.page.focus("#map")
    before = seen.page.evaluate("window.network.renderer.getCamera().getState()")
    keys.press("+")
    keys.press("ArrowRight")
    after = seen.page.evaluate("window.network.renderer.getCamera().getState()")
    assert after["ratio"] < before["ratio"] and after["x"] > before["x"]
    keys.press("0")
    assert seen.page.evaluate("window.network.renderer.getCamera().getState()") == before


def test_every_control_is_in_the_order_of_the_tab_key(visit: Any) -> None:
    page = visit(fragment="#A%2FRES%2F33%2F134").page
    reached = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.name"))
    assert reached >= {"search", "zoom-in", "zoom-out", "zoom-fit", "save-svg", "map", "panel-close", "way", "target",
                       "steps", "open-lineage", "copy-command", "cluster", "year-from", "year-to", "reset"}  # fmt: skip


def test_nothing_in_a_text_runs_and_all_is_shown(visit: Any) -> None:
    seen = visit("hostile.html")
    for symbol in seen.page.evaluate("window.network.data.symbols"):
        seen.page.evaluate("symbol => { location.hash = encodeURIComponent(symbol) }", symbol)
        seen.page.wait_for_timeout(20)
        assert chosen(seen) == symbol
        trace(seen, "back")
        trace(seen, "near")
    seen.page.fill("#search", "<img")
    assert seen.shown("#status") == "2 documents found"
    seen.page.fill("#search", "")
    seen.page.keyboard.press("Escape")
    cells = seen.page.locator("tbody td:nth-child(3)").all_text_contents()
    for text in HOSTILE_TEXTS:
        assert legal(text) in cells, text
    assert seen.page.evaluate("window.hacked") is None
    assert seen.page.locator("img").count() == 0
    assert seen.said == []


def test_the_command_is_safe_in_a_shell(visit: Any) -> None:
    seen = visit("hostile.html")
    for symbol in seen.page.evaluate("window.network.data.symbols"):
        seen.page.evaluate("symbol => { location.hash = encodeURIComponent(symbol) }", symbol)
        seen.page.wait_for_timeout(20)
        command = seen.page.evaluate("window.network.command()").replace("resgraph", "printf '%s\\0'", 1)
        words = subprocess.run(["sh", "-c", command], capture_output=True, check=True).stdout.decode().split("\0")
        assert words == ["trace", symbol, "--depth", "1", "-o", "lineage.html", ""]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(visit: Any, scheme: str, view: dict[str, int]) -> None:
    for fragment in ("", "#A%2FRES%2F71%2F244"):
        assert serious(visit(fragment=fragment, color_scheme=scheme, viewport=view, bypass_csp=True).page) == {}


@pytest.mark.parametrize("name", ["whole.html", "small.html"])
def test_it_prints_on_one_page_as_vectors(visit: Any, name: str, tmp_path: Path) -> None:
    seen = visit(name)
    words, images = printed(seen.page, tmp_path / "a.pdf")
    names = seen.page.evaluate(
        "window.network.data.cluster_table.map(({ name, size }) => `${name} (${size.toLocaleString('en')})`)"
    )
    for expected in ("Citations among United Nations documents", "2010", *names):
        assert expected in words, expected
    assert images == 0


def test_the_drawing_can_be_taken_along(visit: Any, tmp_path: Path) -> None:
    seen = visit(fragment="#A%2FRES%2F80%2F156")
    with seen.page.expect_download() as download:
        seen.page.click("#save-svg")
    download.value.save_as(tmp_path / "a.svg")
    drawing = (tmp_path / "a.svg").read_text("utf-8")
    assert drawing.startswith("<svg") and ">33/134</text>" in drawing


def test_without_webgl_a_drawing_and_the_table_stand(visit: Any) -> None:
    none = "const get = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind) { return kind.startsWith('webgl') ? null : get.call(this, kind); };"
    seen = visit("whole.html", script=none)
    assert seen.shown("#status").startswith("This browser has no WebGL")
    assert seen.page.is_visible("#stage svg")
    assert seen.page.locator("#rows tr").count() == 100
    seen.page.fill("#search", "oceans")
    assert "documents found" in seen.shown("#status")
    seen.page.press("#search", "Enter")
    assert chosen(seen) is not None
    assert seen.page.is_visible("#panel")
    assert seen.said == []


def test_without_scripts_the_most_cited_stand_in_a_table(visit: Any) -> None:
    page = visit("whole.html", java_script_enabled=False).page
    assert page.locator("#rows tr").count() == 50
    assert page.is_hidden("#map")
    assert "need scripts" in page.inner_text("noscript")


def test_the_window_may_change_its_size(visit: Any) -> None:
    seen = visit("small.html")
    for view in (PHONE, DESK):
        seen.page.set_viewport_size(view)
        seen.wait(
            f"window.innerWidth === {view['width']} && window.network.view.width === document.getElementById('map').clientWidth"
        )
        width = seen.page.evaluate("document.getElementById('map').clientWidth")
        assert seen.page.evaluate("window.network.renderer.getDimensions().width") == width


def test_the_night_is_dark(visit: Any) -> None:
    page = visit(color_scheme="dark").page
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(16, 22, 29)"
    assert page.evaluate("getComputedStyle(document.getElementById('map')).backgroundColor") == "rgba(0, 0, 0, 0)"
