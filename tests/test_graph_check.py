"""Checks and figures: each finds what is wrong in a small graph, and nothing else."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from resgraph.graph.build import build
from resgraph.graph.check import (
    CHECKS,
    cycles,
    forward,
    link_disagreements,
    missing,
    overview,
    self_citations,
    superseded,
    wrong,
)
from resgraph.graph.consensus import consensus
from resgraph.graph.misdates import misdated, session_mismatches
from resgraph.graph.stats import Figure, stats
from tests.test_graph import cite, held, south_south


def test_misdates_of_official_dates_once_for_all_languages() -> None:
    documents = [held("75/45", "2020-12-07"), held("77/65", "2022-12-07"), held("77/66", "2022-12-07")]
    wrong = {"cited_date": "2020-12-17", "quote": "75/45 of 17 December 2020"}
    graph = build(
        documents,
        [
            cite("77/65", "75/45", "PP3", lang="fr", file="f.xml", **wrong),
            cite("77/65", "75/45", "PP3", **wrong),
            cite("77/65", "75/45", "PP3", lang="zh", file="z.xml", cited_date="2020-12-07"),
            cite("77/66", "75/45", "PP1", cited_date="2020-12-07"),
            cite("77/66", "A/75/17", "fn1", kind="document", body="WHO", cited_date="2022-05-23"),
        ],
    )
    (row,) = misdated(graph)
    assert (row.citing, row.cited, row.printed, row.adopted) == (
        "A/RES/77/65", "A/RES/75/45", "2020-12-17", "2020-12-07",
    )  # fmt: skip
    assert (row.basis, row.langs, row.paragraph, row.verb) == ("official", "en;fr", "PP3", "Recalling")
    assert (row.quote, row.file) == ("75/45 of 17 December 2020", "77/65.en.xml")
    assert session_mismatches(graph) == []


def test_printed_dates_are_held_against_others_only_where_most_agree() -> None:
    dates = {"75/1": "1978-12-19", "75/2": "1978-12-19", "75/3": "1978-12-18"}
    rows = misdated(build([], [cite(one, "33/134", cited_date=day) for one, day in dates.items()]))
    assert [(row.citing, row.basis) for row in rows] == [("A/RES/75/3", "printed")]
    del dates["75/2"]
    assert misdated(build([], [cite(one, "33/134", cited_date=day) for one, day in dates.items()])) == []


def test_a_date_outside_the_session_is_a_mismatch() -> None:
    (row,) = session_mismatches(build([], [cite("75/1", "33/134", cited_date="2016-12-19"), cite("75/1", "A/71/208")]))
    assert (row.citing, row.cited, row.printed) == ("A/RES/75/1", "A/RES/33/134", "2016-12-19")


def test_wrong_ways_and_circles() -> None:
    documents = [held("76/16", "2021-12-01"), held("76/181", "2021-12-17"), held("76/5", "2021-11-11")]
    graph = build(
        documents,
        [cite("76/16", "76/181", "fn2"), cite("76/5", "76/5"), cite("76/181", "76/5"), cite("76/5", "33/134")],
    )
    (row,) = forward(graph)
    assert (row.citing, row.cited, row.date, row.cited_date) == (
        "A/RES/76/16", "A/RES/76/181", "2021-12-01", "2021-12-17",
    )  # fmt: skip
    assert [row.citing for row in self_citations(graph)] == ["A/RES/76/5"]
    assert cycles(graph) == []
    graph.add_edge("A/RES/76/5", "A/RES/76/16", flags="")
    (circle,) = cycles(graph)
    assert circle.circle == "A/RES/76/5 → A/RES/76/16 → A/RES/76/181 → A/RES/76/5"
    assert (circle.size, circle.documents) == (3, "A/RES/76/5;A/RES/76/16;A/RES/76/181")


def test_links_that_disagree() -> None:
    graph = build(
        [], [cite("71/244", "SSC/DEC/19/1", kind="decision", flags=("link_disagrees",)), cite("71/244", "33/134")]
    )
    assert [row.cited for row in link_disagreements(graph)] == ["SSC/DEC/19/1"]


def test_missing_documents_most_cited_first() -> None:
    graph = build(
        [held("75/1", "2020-09-21"), held("76/1", "2021-09-21")],
        [cite("75/1", "33/134"), cite("76/1", "33/134"), cite("76/1", "75/1"), cite("75/1", "60/212")],
    )
    rows = missing(graph)
    assert [(row.symbol, row.cited_by, row.latest) for row in rows] == [
        ("A/RES/33/134", 2, "A/RES/76/1"),
        ("A/RES/60/212", 1, "A/RES/75/1"),
    ]


def test_superseded_where_an_outsider_cites_an_old_member_and_not_the_newest() -> None:
    documents, citations, expected = south_south()
    outsiders = [held("79/300", "2025-01-10"), held("79/301", "2025-01-10"), held("79/302", "2020-12-30")]
    citations += [
        cite("79/300", "75/234", "OP4"), cite("79/300", "60/212", "PP1"),
        cite("79/301", "75/234"), cite("79/301", "79/236"), cite("79/302", "75/234"),
    ]  # fmt: skip
    graph = build([*documents, *outsiders], citations)
    for member in expected["members"]:
        graph.nodes[member]["series"] = expected["members"][0]
    (row,) = superseded(graph)
    assert row.renewals == 4
    assert (row.citing, row.cited, row.newest, row.newest_date, row.paragraphs) == (
        "A/RES/79/300", "A/RES/75/234", "A/RES/79/236", "2024-12-24", "OP4",
    )  # fmt: skip


def test_consensus_tells_what_languages_disagree_on() -> None:
    documents = [held("77/1", "2022-10-07", lang=lang) for lang in ("en", "fr", "ru")]
    graph = build(
        documents,
        [
            cite("77/1", "33/134", "PP1", lang=lang, cited_date="1978-12-19") for lang in ("en", "fr", "ru")
        ] + [
            cite("77/1", "60/212", "PP2", lang="en", cited_date="2005-12-22", span_start=5, quote="60/212 of a day"),
            cite("77/1", "60/212", "PP2", lang="fr", cited_date="2005-12-21", span_start=5, relation="notes", quote="60/212 of a day"),
        ],
    )  # fmt: skip
    rows = [
        (row.cited, row.about, row.value, row.langs, row.words, row.instead, row.others, row.other_words)
        for row in consensus(graph)
    ]
    day = "60/212 of a day"
    assert rows == [
        ("A/RES/60/212", "citation", "A/RES/60/212", "en;fr", day, "", "ru", ""),
        ("A/RES/60/212", "date", "2005-12-21", "fr", day, "2005-12-22", "en", day),
        ("A/RES/60/212", "relation", "notes", "fr", "Recalling", "recalls", "en", "Recalling"),
    ]


def test_consensus_tells_a_clause_once_and_a_paragraph_that_differs() -> None:
    documents = [held("77/1", "2022-10-07", lang=lang) for lang in ("en", "fr", "ru")]
    relations = {"en": "reaffirms", "fr": "reaffirms", "ru": "notes"}
    citations = [
        *(cite("77/1", one, lang=lang, relation=relations[lang]) for lang in relations for one in ("33/134", "60/212")),
        *(cite("77/1", "64/1", "PP3" if lang == "fr" else "PP2", lang=lang) for lang in relations),
    ]
    graph = build(documents, citations)
    rows = [(row.cited, row.about, row.value, row.langs, row.instead) for row in consensus(graph)]
    assert rows == [
        ("A/RES/33/134;A/RES/60/212", "relation", "notes", "ru", "reaffirms"),
        ("A/RES/64/1", "paragraph", "PP3", "fr", "PP2"),
    ]


def test_of_equally_many_dates_that_of_adoption_counts_as_most() -> None:
    documents = [held("77/65", "2022-12-07", lang=lang) for lang in ("en", "fr")] + [held("74/45", "2019-12-12")]
    days = {"en": "2019-12-19", "fr": "2019-12-12"}
    graph = build(documents, [cite("77/65", "74/45", lang=lang, cited_date=day) for lang, day in days.items()])
    assert [(row.value, row.instead) for row in consensus(graph)] == [("2019-12-19", "2019-12-12")]


def test_the_overview_counts_and_only_faults_are_wrong() -> None:
    graph = build([held("76/5", "2021-11-11")], [cite("76/5", "33/134")])
    rows = overview(graph)
    assert [row.check for row in rows] == list(CHECKS)
    assert {row.check: row.findings for row in rows if row.findings} == {"missing": 1}
    assert not wrong(None, rows)
    assert not wrong("missing", missing(graph))
    graph = build([held("76/5", "2021-11-11")], [cite("76/5", "76/5")])
    assert wrong(None, overview(graph))
    assert wrong("self", self_citations(graph))
    assert not wrong("self", [])


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_gives_flat_rows_of_scalars(name: str) -> None:
    documents, citations, _ = south_south()
    for row in CHECKS[name](build(documents, citations)):
        assert all(value is None or isinstance(value, str | int | float) for value in asdict(row).values())


def test_figures() -> None:
    documents, citations, _ = south_south()
    figures = stats(build(documents, citations), leading=1)
    assert Figure("size", "documents", 32, 154) in figures
    assert Figure("size", "held", 9, 154) in figures
    assert Figure("language", "en", 9, 154) in figures
    assert Figure("relation", "recalls", None, 112) in figures
    assert Figure("decade", "1970s", 1, 7) in figures
    assert Figure("most cited", "A/RES/33/134", 7, None) in figures
    assert Figure("most citing", "A/RES/80/156", 27, None) in figures
    assert Figure("most missing", "A/RES/33/134", 7, None) in figures
