"""The lineage page in a real browser: asks for nothing, runs nothing foreign, and can be read and worked by everybody."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from PIL import Image

import resgraph
from resgraph import export
from resgraph.export.markup import legal
from tests.browsing import DESK, PHONE, Opened, printed, running, serious
from tests.pictures import FOLDER, SIZES
from tests.test_export_graphs import HOSTILE_TEXTS, hostile, south_south

pytestmark = pytest.mark.browser
BOXES = """() => {
  const { network, documents } = window.lineage;
  const map = document.getElementById('map').getBoundingClientRect();
  const scale = network.getScale();
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = 'bold 12px Arial, Helvetica, "Liberation Sans", "Noto Sans", sans-serif';
  return [...documents.values()].map((doc) => {
    const at = network.canvasToDOM(network.getPosition(doc.symbol));
    return { symbol: doc.symbol, text: pen.measureText(doc.text).width * scale, width: doc.width * scale, scale,
      left: map.left + at.x - doc.width * scale / 2, right: map.left + at.x + doc.width * scale / 2,
      top: map.top + at.y - 9 * scale, bottom: map.top + at.y + 9 * scale };
  });
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from running()


class Visit(Opened):
    """One lineage page."""

    def chosen(self) -> str | None:
        return self.page.evaluate("window.lineage.state.chosen")  # type: ignore[no-any-return]

    def seen(self) -> tuple[int, int]:
        found = self.page.evaluate("[window.lineage.state.documents.size, window.lineage.state.arrows.size]")
        return tuple(found)  # type: ignore[return-value]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pages")
    export.write(south_south(), place / "map.html")
    export.write(hostile(), place / "hostile.html")
    return place


@pytest.fixture
def visit(browser: Any, folder: Path) -> Iterator[Callable[..., Visit]]:
    opened: list[Visit] = []

    def go(name: str | Path = "map.html", fragment: str = "", **options: Any) -> Visit:
        opened.append(Visit(browser, folder / name, fragment, **options))
        return opened[-1]

    yield go
    for one in opened:
        one.context.close()


@pytest.mark.parametrize("name", ["map.html", "hostile.html"])
def test_the_page_asks_for_nothing_and_says_nothing(visit: Any, name: str) -> None:
    seen = visit(name)
    seen.page.emulate_media(color_scheme="dark")
    seen.page.wait_for_timeout(300)
    assert seen.requests == [seen.address]
    assert seen.said == []


def test_the_map_is_drawn_within_a_second(visit: Any, folder: Path) -> None:
    export.write(crowd(), folder / "crowd.html")
    times = [visit("crowd.html").drawn() for _ in range(3)]
    assert min(times) < 1000, times


def crowd(days: int = 28) -> nx.DiGraph:
    """Seventy documents of one month, and one of long before."""
    graph = nx.DiGraph()
    graph.add_node("A/RES/33/134", date="1978-12-19", kind="resolution", body="GA", held=False, role="target")
    for number in range(1, 70):
        kind = "document" if number % 3 == 0 else "resolution"
        symbol = f"A/77/{100 + number}/Add.1" if kind == "document" else f"A/RES/77/{100 + number}"
        graph.add_node(symbol, date=f"2022-12-{1 + number % days:02d}", kind=kind, body="GA", held=True)
        graph.add_edge(symbol, "A/RES/33/134", relation="recalls", weight=1)
    return graph


def check_boxes(boxes: list[dict[str, Any]], view: dict[str, int]) -> None:
    for box in boxes:
        assert box["left"] >= 0 and box["right"] <= view["width"], box
        assert box["top"] >= 0 and box["bottom"] <= view["height"], box
        assert box["text"] <= box["width"], box
        assert 12 * box["scale"] >= 11, box
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = (
                one["right"] <= other["left"] or other["right"] <= one["left"]
                or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
            )  # fmt: skip
            assert apart, (one, other)


@pytest.mark.parametrize(
    "view", [DESK, PHONE, {"width": 1920, "height": 1080}, {"width": 768, "height": 1024}], ids=str
)
def test_every_label_stands_apart_and_within_the_window(visit: Any, view: dict[str, int]) -> None:
    boxes = visit(viewport=view).page.evaluate(BOXES)
    assert len(boxes) == 36
    check_boxes(boxes, view)
    assert max(box["bottom"] for box in boxes) > 0.85 * view["height"], "the whole height is used"
    assert max(box["right"] for box in boxes) > 0.7 * view["width"]


@pytest.mark.parametrize("view", [DESK, PHONE], ids=["desk", "phone"])
def test_every_label_of_the_packaged_lineage_stands_apart(visit: Any, folder: Path, view: dict[str, int]) -> None:
    graph, _ = resgraph.load()
    path = resgraph.write(resgraph.trace(graph, "80/156", "33/134"), folder / "packaged.html")
    boxes = visit(path.name, viewport=view).page.evaluate(BOXES)
    assert len(boxes) >= 23
    check_boxes(boxes, view)


@pytest.mark.parametrize(("name", "view"), SIZES.items())
def test_the_pictures_of_the_readme_are_of_these_sizes_and_small(name: str, view: dict[str, int]) -> None:
    path = FOLDER / name
    with Image.open(path) as picture:
        assert picture.size == (view["width"], view["height"])
    assert path.stat().st_size < 100_000
    assert f"docs/pictures/{name}" in (FOLDER.parent.parent / "README.md").read_text("utf-8")


def test_a_telephone_shows_the_whole_map_and_the_panel_below(visit: Any) -> None:
    seen = visit(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    assert seen.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    boxes = seen.page.evaluate(BOXES)
    check_boxes(boxes, PHONE)
    box = next(box for box in boxes if box["symbol"] == "A/RES/57/263")
    seen.page.touchscreen.tap((box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2)
    seen.page.wait_for_selector("#panel:not([hidden])")
    sheet = seen.page.locator("#panel").bounding_box()
    assert sheet is not None
    assert sheet["y"] + sheet["height"] == pytest.approx(PHONE["height"], abs=1)


def test_seventy_documents_of_one_month_are_still_apart(visit: Any, folder: Path) -> None:
    export.write(crowd(), folder / "crowd.html")
    check_boxes(visit("crowd.html").page.evaluate(BOXES), DESK)


def test_the_window_may_change_its_size(visit: Any) -> None:
    seen = visit()
    for view in (PHONE, DESK):
        seen.page.set_viewport_size(view)
        seen.wait(
            f"window.innerWidth === {view['width']} && "
            "window.lineage.state.width === document.getElementById('map').clientWidth"
        )
        check_boxes(seen.page.evaluate(BOXES), view)


def test_time_runs_to_the_right(visit: Any) -> None:
    boxes = {box["symbol"]: box for box in visit().page.evaluate(BOXES)}
    dates = {node: row["date"] for node, row in south_south().nodes(data=True) if "date" in row}
    middle = {node: (boxes[node]["left"] + boxes[node]["right"]) / 2 for node in dates}
    series = sorted((node for node in dates if boxes[node]["top"] < 300), key=dates.__getitem__)
    assert [middle[node] for node in series] == sorted(middle[node] for node in series)
    assert middle["A/RES/33/134"] < 200
    assert middle["A/RES/80/156"] == max(middle.values())


def test_nothing_in_a_text_runs_and_all_is_shown(visit: Any) -> None:
    seen = visit("hostile.html")
    for symbol in seen.page.evaluate("[...window.lineage.documents.keys()]"):
        seen.page.evaluate("symbol => { location.hash = encodeURIComponent(symbol) }", symbol)
        seen.page.wait_for_timeout(20)
        assert seen.chosen() == symbol
    seen.page.fill("#search", "<img")
    assert "found" in seen.shown("#status")
    assert seen.page.evaluate("window.hacked") is None
    assert seen.page.locator("img").count() == 0
    assert seen.said == []
    cells = seen.page.locator("tbody td:nth-child(3)").all_text_contents()
    for text in HOSTILE_TEXTS:
        assert legal(text).replace("\r\n", "\n") in cells, text


def test_a_click_opens_the_panel(visit: Any) -> None:
    seen = visit()
    box = next(box for box in seen.page.evaluate(BOXES) if box["symbol"] == "A/RES/57/263")
    seen.page.mouse.click((box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2)
    seen.page.wait_for_selector("#panel:not([hidden])")
    panel = seen.shown("#panel")
    for words in ("A/RES/57/263", "Economic and technical cooperation", "2002-12-20", "cited, not read", "Cites (0)",
                  "Cited by (4)", "recognizes", "Recognizes, OP28", "57/263 of 2002-12-20"):  # fmt: skip
        assert words in panel, words
    links = seen.page.eval_on_selector_all("#panel .langs a", "all => all.map((a) => a.href)")
    assert links == [f"https://docs.un.org/{lang}/A/RES/57/263" for lang in ("en", "fr", "es", "ru", "zh", "ar")]


def test_links_reach_a_document_and_back_leads_back(visit: Any) -> None:
    seen = visit(fragment="#A%2FRES%2F33%2F134")
    assert (seen.chosen(), seen.shown("#panel-title")) == ("A/RES/33/134", "A/RES/33/134")
    seen.page.click("#panel >> text=71/244")
    assert seen.chosen() == "A/RES/71/244"
    assert seen.page.url.endswith("#A%2FRES%2F71%2F244")
    seen.page.go_back()
    seen.wait("window.lineage.state.chosen === 'A/RES/33/134'")
    seen.page.goto(seen.address + "#nothing%20known")
    seen.wait("window.lineage.state.chosen === null")
    assert seen.page.is_hidden("#panel")


def test_titles_stand_in_their_own_direction_and_language(visit: Any, folder: Path) -> None:
    graph = nx.DiGraph()
    graph.add_node("A/RES/71/244", date="2016-12-21", title="South-South cooperation", title_en="South-South cooperation",
                   title_ar="التعاون فيما بين بلدان الجنوب", title_zh="南南合作", langs="en;zh;ar", held=True)  # fmt: skip
    export.write(graph, folder / "langs.html")
    seen = visit("langs.html", "#A%2FRES%2F71%2F244")
    titles = seen.page.eval_on_selector_all(
        "#panel-body p[lang]", "all => all.map((p) => [p.lang, getComputedStyle(p).direction])"
    )
    assert titles == [["en", "ltr"], ["zh", "ltr"], ["ar", "rtl"]]


def test_everything_can_be_done_by_keyboard(visit: Any) -> None:
    seen = visit()
    page = seen.page
    page.focus("#search")
    page.keyboard.type("nairobi")
    assert "1 document found" in seen.shown("#status")
    page.keyboard.press("Enter")
    seen.wait("window.lineage.state.chosen === 'A/RES/64/222'")
    page.keyboard.press("Escape")
    assert seen.chosen() is None
    page.focus('a[href="#A%2FRES%2F60%2F212"]')
    page.keyboard.press("Enter")
    seen.wait("document.activeElement.id === 'panel-title'")
    assert seen.shown("#panel-title") == "A/RES/60/212"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#panel') !== null")
    page.focus("#main-only")
    page.keyboard.press("Space")
    assert seen.seen()[0] == 8
    page.focus("#reset")
    page.keyboard.press("Enter")
    seen.wait("window.lineage.state.documents.size === 36")


def test_every_control_is_in_the_order_of_the_tab_key(visit: Any) -> None:
    page = visit().page
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.name || document.activeElement.tagName")
        )
    for control in ("search", "zoom-in", "zoom-out", "zoom-fit", "save-png", "save-svg", "copy-csv", "relation", "lane",
                    "all-arrows", "main-only", "hide-once", "year-from", "year-to", "reset"):  # fmt: skip
        assert control in reached, control


def test_filters_are_the_legend(visit: Any) -> None:
    seen = visit()
    page = seen.page
    drawn = seen.seen()[1]
    assert "recalls 115" in " ".join(seen.shown("#filters").split())
    page.check("#all-arrows")
    assert seen.seen() == (36, 165)
    page.uncheck("input[value=recalls]")
    documents, arrows = seen.seen()
    assert arrows == 50
    assert seen.shown("#status") == f"{documents} of 36 documents, 50 of 165 citations"
    assert page.locator("tbody tr:visible").count() == documents
    assert page.locator("#print .box:not([display])").count() == documents
    assert page.locator("#print .arrow:not([display])").count() == 50
    page.click("#reset")
    seen.wait("window.lineage.state.documents.size === 36")
    assert seen.seen() == (36, drawn)
    page.uncheck("input[value=publication]")
    assert seen.seen()[0] == 34
    page.click("#reset")
    page.fill("#year-from", "2016")
    page.fill("#year-to", "2020")
    assert set(page.evaluate("[...window.lineage.state.documents]")) == {
        "A/71/208", "A/RES/71/244", "A/RES/72/237", "A/RES/73/249", "A/RES/73/291", "A/RES/74/239", "A/RES/75/234",
        "FCCC/CP/2015/10/Add.1", "SSC/DEC/19/1",
    }  # fmt: skip
    page.click("#reset")
    page.check("#hide-once")
    assert "A/RES/69/283" not in page.evaluate("[...window.lineage.state.documents]")


def test_the_picture_and_the_citations_can_be_taken_along(visit: Any, tmp_path: Path) -> None:
    seen = visit(permissions=["clipboard-read", "clipboard-write"])
    page = seen.page
    page.uncheck("input[value=publication]")
    saved = {}
    for button in ("png", "svg"):
        with page.expect_download() as download:
            page.click(f"#save-{button}")
        saved[button] = tmp_path / download.value.suggested_filename
        download.value.save_as(saved[button])
    assert saved["png"].name == "A-RES-80-156-South-South-cooperation.png"
    assert saved["png"].read_bytes().startswith(b"\x89PNG")
    assert saved["png"].stat().st_size > 20_000
    drawing = saved["svg"].read_text("utf-8")
    assert drawing.startswith("<svg") and "Traced 80/156" in drawing and "SALES/" not in drawing
    page.click("#copy-csv")
    seen.wait("document.getElementById('status').textContent.includes('copied')")
    assert seen.shown("#status") == "163 citations copied"
    rows = list(csv.DictReader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))
    assert len(rows) == 163
    assert {
        "citing": "A/RES/71/244",
        "cited": "A/RES/33/134",
        "relation": "reaffirms",
        "paragraphs": "PP2",
    }.items() <= next(row for row in rows if row["citing"] == "A/RES/71/244" and row["cited"] == "A/RES/33/134").items()


def test_zoom_and_the_way_back(visit: Any) -> None:
    page = visit().page
    page.click("#zoom-in")
    assert page.evaluate("window.lineage.network.getScale()") == pytest.approx(1.4)
    page.click("#zoom-fit")
    check_boxes(page.evaluate(BOXES), DESK)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(visit: Any, scheme: str, view: dict[str, int]) -> None:
    for fragment in ("", "#A%2FRES%2F71%2F244"):
        assert serious(visit(fragment=fragment, color_scheme=scheme, viewport=view, bypass_csp=True).page) == {}


def test_it_prints_on_one_page_as_vectors(visit: Any, tmp_path: Path) -> None:
    page = visit().page
    words, images = printed(page, tmp_path / "a.pdf")
    for expected in ("Traced 80/156", "Origin 33/134", "recalls (115)", "cited, not read", "main path", "2025"):
        assert expected in words
    assert images == 0


def test_without_scripts_the_drawing_and_the_table_stand(visit: Any) -> None:
    page = visit(java_script_enabled=False).page
    assert page.is_visible("#print svg")
    assert page.is_visible("text=Documents of the map")
    assert page.is_hidden("#map")
    assert page.is_hidden("#filters")


def test_the_night_is_dark(visit: Any) -> None:
    page = visit(color_scheme="dark").page
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(16, 22, 29)"


def test_a_large_lineage_is_cut_and_says_so(visit: Any, folder: Path) -> None:
    graph = crowd()
    for number in range(10):
        graph.add_edge(f"A/RES/76/{number + 1}", "A/RES/33/134", relation="notes")
    export.write(graph, folder / "cut.html", max_nodes=70)
    seen = visit("cut.html")
    assert seen.page.evaluate("window.lineage.documents.size") == 70
    assert "10 documents and 10 citations of this lineage left out: the map holds 70" in seen.shown(".facts")
    assert seen.page.locator("summary", has_text="10 documents left out of the map").count() == 1


def test_a_map_of_nothing_opens(visit: Any, folder: Path) -> None:
    export.write(nx.DiGraph(), folder / "none.html")
    seen = visit("none.html")
    assert seen.said == []
    assert "0 documents" in seen.shown(".facts")
