"""Series: found from the words in which resolutions cite each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resgraph.errors import LineageError
from resgraph.graph.build import build
from resgraph.lineage.renewals import renewals, series
from resgraph.lineage.series import annotate, find_series
from tests.test_graph import cite, held, south_south

SIX = ("75/234", "76/221", "77/185", "78/167", "79/236", "80/156")


@pytest.mark.parametrize("read", [(), SIX, SIX[:2], ("71/244", "80/156"), ("75/234", "77/185", "79/236")])
def test_south_south_whatever_was_read_of_it(read: tuple[str, ...]) -> None:
    documents, citations, expected = south_south(*read)
    (found,) = find_series(build(documents, citations))
    newest = f"A/RES/{max(read)}" if read else "A/RES/80/156"
    assert list(found.members) == expected["members"][: expected["members"].index(newest) + 1]
    assert list(found.roots) == expected["roots"] or read == ("71/244", "80/156")
    assert found.confirmed
    read_of_it = [document for document in documents if document.title == "South-South cooperation"]
    assert found.enumerations == found.same_title == found.same_item == len(read_of_it)


def test_a_root_that_others_name_in_footnotes_stays_one() -> None:
    documents, citations, expected = south_south(*SIX)
    citations += [cite(f"76/{number}", "73/291", "fn6", place="footnote") for number in range(1, 60)]
    (found,) = find_series(build(documents, citations))
    assert list(found.roots) == expected["roots"]


def test_what_everyone_cites_is_no_root_and_no_member() -> None:
    documents, citations, expected = south_south()
    for number in range(1, 60):
        citations += [cite(f"76/{number}", "33/134", "PP1"), cite(f"76/{number}", "57/270 B", "PP2")]
    (found,) = find_series(build(documents, citations))
    assert found.roots == ("A/RES/64/222", "A/RES/73/291")
    assert list(found.members) == expected["members"][1:]


def test_a_chain_by_title_where_each_cites_only_the_last() -> None:
    documents = [
        held(symbol, date, title=title)
        for symbol, date, title in (
            ("75/159", "2020-12-16", "Obstetric  fistula"), ("77/196", "2022-12-15", "Obstetric fistula"),
            ("79/152", "2024-12-17", "Obstetric Fistula"), ("77/1", "2022-10-07", "Another matter"),
        )
    ]  # fmt: skip
    citations = [cite("77/196", "75/159"), cite("79/152", "77/196"), cite("77/1", "75/159")]
    (found,) = find_series(build(documents, citations))
    assert found.members == ("A/RES/75/159", "A/RES/77/196", "A/RES/79/152")
    assert (found.roots, found.confirmed) == ((), True)


def test_one_shared_citation_makes_no_series_without_title_or_item() -> None:
    documents = [held("75/1", "2020-09-21", agenda_title="Peace"), held("76/1", "2021-09-21", agenda_title="Peace")]
    citations = [cite("76/1", "75/1"), cite("76/1", "33/134"), cite("75/1", "33/134")]
    assert len(find_series(build(documents, citations))) == 1
    apart = [held("75/1", "2020-09-21", agenda_title="Peace"), held("76/1", "2021-09-21", agenda_title="War")]
    assert find_series(build(apart, citations)) == ()


@pytest.mark.parametrize(
    ("title", "item", "number"),
    [("Other", "Other", 0), ("Other", "Item", 1), ("Title", "Other", 1), (None, "Other", 1)],
)
def test_who_cites_a_whole_series_is_of_it_unless_title_and_item_speak_against(
    title: str | None, item: str, number: int
) -> None:
    documents = [
        held("75/1", "2020-09-21", title="Title", agenda_title="Item"),
        held("76/1", "2021-09-21", title=title, agenda_title=item),
    ]
    earlier = ("60/1", "61/1", "62/1")
    citations = [cite("75/1", one) for one in earlier] + [cite("76/1", one) for one in (*earlier, "75/1")]
    assert len(find_series(build(documents, citations))) == number


def test_titles_in_two_languages_do_not_speak_against() -> None:
    documents, citations, expected = south_south("75/234", "76/221")
    chinese = held("71/244", "2016-12-21", title="南南合作", agenda_title="发展方面的业务活动", lang="zh")
    citations += [replace(c, lang="zh", file="zh.xml") for c in south_south("71/244")[1]]
    (found,) = find_series(build([*documents, chinese], citations))
    assert list(found.members) == expected["members"][: expected["members"].index("A/RES/76/221") + 1]
    assert (found.enumerations, found.same_title) == (3, 2)


def test_footnotes_and_other_organs_are_no_enumeration() -> None:
    documents = [held("75/1", "2020-09-21"), held("76/1", "2021-09-21")]
    citations = [
        cite(citing, cited, paragraph, place="footnote" if paragraph == "fn1" else "preamble")
        for citing, paragraph in (("75/1", "fn1"), ("76/1", "fn1"))
        for cited in ("60/1", "61/1", "62/1", "75/1")
        if citing != cited
    ]
    citations += [cite(citing, f"E/RES/2011/{n}", "PP1") for citing in ("75/1", "76/1") for n in (7, 8, 9)]
    assert find_series(build(documents, citations)) == ()


def test_members_are_an_attribute_of_nodes() -> None:
    documents, citations, expected = south_south()
    graph = build(documents, citations)
    annotate(graph, find_series(graph))
    assert {symbol for symbol, first in graph.nodes(data="series") if first == "A/RES/57/270B"} == set(
        expected["members"]
    )


@pytest.mark.parametrize("name", ["71/244", "63/233", "A/RES/80/156", "33/134"])
def test_series_of_a_member_a_gap_or_a_root(name: str) -> None:
    documents, citations, expected = south_south()
    graph = build(documents, citations)
    assert list(series(graph, name).members) == expected["members"]


def test_a_single_resolution_shows_its_enumeration_unconfirmed() -> None:
    documents, citations, expected = south_south("71/244")
    graph = build(documents, citations)
    found = series(graph, "71/244")
    assert list(found.members) == expected["members"][:11]
    assert (found.confirmed, found.held) == (False, ("A/RES/71/244",))
    rows = renewals(graph, found)
    gap = next(row for row in rows if row.symbol == "A/RES/63/233")
    assert (gap.label, gap.date, gap.part, gap.held, gap.cited_by) == ("63/233", "2008-12-19", "member", False, 1)


def test_rows_hold_roots_and_members_oldest_first() -> None:
    documents, citations, expected = south_south()
    graph = build(documents, citations)
    rows = renewals(graph, series(graph, "71/244"))
    assert [row.symbol for row in rows if row.part == "root"] == expected["roots"]
    assert [row.symbol for row in rows if row.part == "member"] == expected["members"]
    assert [row.date for row in rows] == sorted(row.date or "" for row in rows)
    assert {row.symbol: row.cited_by for row in rows}["A/RES/33/134"] == 7


@pytest.mark.parametrize(
    ("name", "remedy"), [("58/220", "read the resolutions that cite it"), ("50/227", "read A/RES/50/227")]
)
def test_no_series_is_told_with_what_would_help(name: str, remedy: str) -> None:
    documents, citations, _ = south_south()
    with pytest.raises(LineageError, match=f"belongs to no series.*{remedy}"):
        series(build(documents, citations), name)
