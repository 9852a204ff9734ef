"""The places of boxes: none over another, none cut, time from left to right, and what does not fit is said."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resgraph.export import layout
from resgraph.export.columns import ordered
from resgraph.export.lineage_page import LAYOUTS
from resgraph.export.map_content import MAX_NODES, lineage_map
from resgraph.export.map_layout import BAND_HEAD, Placed, named_years, place, text_width
from tests.test_export_graphs import hostile, large, south_south


def documents(dates: list[str], **attributes: Any) -> nx.DiGraph:
    graph = nx.DiGraph()
    for number, date in enumerate(dates, 1):
        graph.add_node(f"A/RES/77/{number}", date=date, kind="resolution", body="GA", **attributes)
    return graph


def check(placed: Placed) -> None:
    """Every box within the picture and its band, below the band's name, and apart from the others."""
    for box in placed.boxes.values():
        assert box.x - box.width / 2 >= -0.1 and box.x + box.width / 2 <= placed.width + 0.1
        band = next(band for band in placed.bands if band.top <= box.y < band.top + band.height)
        assert band.top + BAND_HEAD <= box.y - box.height / 2
        assert box.y + box.height / 2 <= band.top + band.height
    for one, other in combinations(placed.boxes.values(), 2):
        aside = abs(one.x - other.x) >= (one.width + other.width) / 2
        assert aside or abs(one.y - other.y) >= (one.height + other.height) / 2


@pytest.mark.parametrize(("width", "height"), [*LAYOUTS, (1200, 620)])
@pytest.mark.parametrize("make", [south_south, hostile, nx.DiGraph])
def test_boxes_stand_apart_within_the_picture(make: Any, width: float, height: float) -> None:
    placed = place(lineage_map(make()), width, height)
    check(placed)
    assert placed.height <= height
    assert placed.moved == 0 or make is hostile


@settings(deadline=None)
@given(st.lists(st.dates(), min_size=1, max_size=MAX_NODES), st.sampled_from(LAYOUTS))
def test_any_dates_can_be_laid_out(dates: list[Any], size: tuple[int, int]) -> None:
    check(place(lineage_map(documents([date.isoformat() for date in dates])), *size))


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_can_be_laid_out(date: str) -> None:
    placed = place(lineage_map(documents([date])), 1000, 600)
    check(placed)
    assert [tick.year for tick in placed.ticks] == [int(date[:4])]


@pytest.mark.parametrize(("width", "height"), LAYOUTS)
def test_seventy_documents_of_one_day_fit(width: int, height: int) -> None:
    placed = place(lineage_map(documents(["2022-12-14"] * 70)), width, height)
    check(placed)
    assert placed.height <= height
    assert placed.moved > 0


def test_time_runs_from_left_to_right_and_long_gaps_are_shortened() -> None:
    dates = ["1978-12-19", "2003-06-23", "2004-06-23", "2005-06-23", "2015-06-23"]
    placed = place(lineage_map(documents(dates)), 1000, 600)
    xs = [placed.boxes[f"A/RES/77/{number}"].x for number in range(1, 6)]
    assert xs == sorted(xs)
    steps = [b - a for a, b in pairwise(xs)]
    assert steps[1] == pytest.approx(steps[2], abs=1), "years are of one width"
    assert [gap.years for gap in placed.gaps] == [25, 10]
    assert steps[0] == pytest.approx(steps[3], abs=1)
    assert steps[0] == pytest.approx(2.5 * steps[1], rel=0.02)
    ticks = {tick.year: tick for tick in placed.ticks}
    assert {1978, 2003, 2004, 2005, 2015} <= ticks.keys()
    assert ticks[1978].alone
    assert 1990 not in ticks


def test_years_are_named_as_there_is_room() -> None:
    content = lineage_map(documents([f"{year}-12-01" for year in range(1990, 2026)]))
    for width, least in ((1200, 30), (600, 8), (340, 5)):
        named = named_years(place(content, width, 600).ticks)
        assert len(named) >= least
        assert all(b.x - a.x >= 32 for a, b in pairwise(named))


def test_a_document_without_a_date_stands_at_its_first_citation() -> None:
    graph = documents(["1980-12-19"])
    graph.add_node("A/CONF.192/15", kind="document")
    graph.add_edge("A/RES/77/1", "A/CONF.192/15")
    content = lineage_map(graph)
    (undated,) = [entry for entry in content.entries if not entry.dated]
    (dated,) = [entry for entry in content.entries if entry.dated]
    assert undated.day == dated.day
    assert "1 document of unknown date at the first citation." in content.facts


def test_a_resolution_of_which_only_the_session_is_known_stands_in_it() -> None:
    graph = documents(["1980-12-19"])
    graph.add_node("A/RES/217A(III)", body="GA", session="III", kind="resolution")
    graph.add_edge("A/RES/77/1", "A/RES/217A(III)")
    content = lineage_map(graph)
    assert [(entry.symbol, entry.dated, entry.by_session) for entry in content.entries] == [
        ("A/RES/217A(III)", False, True),
        ("A/RES/77/1", True, False),
    ]
    assert layout.year(content.entries[0].day) == 1948
    assert "1 document of unknown date by the session or year of the symbol." in content.facts


def test_series_and_roots_have_the_first_lane() -> None:
    content = lineage_map(south_south())
    lanes = {entry.symbol: entry.lane.key for entry in content.entries}
    assert [lane.key for lane, _ in content.lanes] == ["series", "GA", "decision", "document", "publication"]
    assert lanes["A/RES/33/134"] == lanes["A/RES/80/156"] == lanes["A/RES/64/222"] == lanes["A/RES/60/212"] == "series"
    assert (lanes["A/RES/70/1"], lanes["UNTS/1771/30822"]) == ("GA", "publication")


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"kind": "resolution", "body": "SC"}, "SC"),
        ({"kind": "resolution", "body": "ECOSOC"}, "ECOSOC"),
        ({"kind": "resolution", "body": "HRC"}, "rights"),
        ({"kind": "resolution", "body": "UNEA"}, "other"),
        ({"kind": "decision", "body": "GA"}, "decision"),
        ({"kind": "document", "body": "GA"}, "document"),
        ({"kind": "treaty"}, "publication"),
        ({}, "other"),
    ],
)
def test_other_lanes_go_by_kind_and_organ(row: dict[str, str], key: str) -> None:
    assert layout.lane(row).key == key


def test_a_large_lineage_keeps_what_says_most() -> None:
    graph = documents([f"19{50 + number % 50}-12-01" for number in range(100)])
    graph.nodes["A/RES/77/99"]["role"] = "source"
    graph.nodes["A/RES/77/98"]["role"] = "root"
    graph.nodes["A/RES/77/97"]["on_main_path"] = True
    graph.nodes["A/RES/77/96"]["role"] = "series"
    graph.add_edges_from((f"A/RES/77/{number}", "A/RES/77/95") for number in range(1, 50))
    content = lineage_map(graph, max_nodes=5)
    assert {entry.symbol for entry in content.entries} == {f"A/RES/77/{number}" for number in (95, 96, 97, 98, 99)}
    assert len(content.left_out) == 95
    assert any(fact.startswith("95 documents and 49 citations of this lineage left out") for fact in content.facts)


@pytest.mark.parametrize(
    ("number", "words"),
    [(300, None), (301, "slow and hard to read"), (1001, "too many for this page: resgraph export -o network.html")],
)
def test_more_than_vis_can_draw_is_said(number: int, words: str | None) -> None:
    facts = " ".join(lineage_map(documents(["2022-12-14"] * number), max_nodes=2000).facts)
    assert ("More than" in facts) is (words is not None)
    assert words is None or words in facts


def test_the_main_path_lies_in_the_upper_rows() -> None:
    graph = documents([f"20{year:02d}-12-0{day}" for year in range(10, 20) for day in (1, 2, 3)])
    main = [f"A/RES/77/{number}" for number in range(3, 31, 3)]
    for symbol in main:
        graph.nodes[symbol]["on_main_path"] = True
    boxes = place(lineage_map(graph), 1280, 600).boxes
    assert {boxes[symbol].y for symbol in main} == {min(box.y for box in boxes.values())}


def test_the_widths_of_letters_are_on_the_generous_side() -> None:
    assert text_width("33/134", 12) == pytest.approx(0.62 * 12 * 5 + 0.34 * 12)
    assert text_width("南南", 12) == 24


def test_graph_programs_get_a_place_for_each_document_and_none_twice() -> None:
    nodes = ordered(large(2_000, 4_000))
    looks = layout.scatter(nodes)
    assert len({(look.x, look.y) for look in looks.values()}) == len(nodes)
    rows = dict(nodes)
    by_date = sorted(looks, key=lambda node: rows[node]["date"])
    assert [looks[node].x for node in by_date] == sorted(looks[node].x for node in by_date)
