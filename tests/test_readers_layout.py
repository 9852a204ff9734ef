"""Paragraphs that are no clauses: mastheads, contents, lines that run on, notes behind the last line, rules."""

from __future__ import annotations

import pytest

from resgraph.models import Text
from resgraph.text.plain import paragraphs, read_str
from resgraph.text.running import Running

_CLOSING = "66th plenary meeting\n\n21 December 2016"


def _read(*paragraphs: str, lang: str = "en", file: str = "n.txt") -> Text:
    return read_str("\n\n".join(paragraphs), lang=lang, file=file)


def _places(text: Text) -> dict[str, str]:
    """Words of each block → its place and paragraph."""
    return {text.content[b.start : b.end]: f"{b.place} {b.paragraph or ''}".strip() for b in text.blocks}


_BODY = ("The General Assembly,", "Recalling its resolution 33/134 of 19 December 1978,", "1. Decides to continue.")


def test_the_number_alone_above_the_title_is_no_page_number() -> None:
    text = _read(
        "A/RES/71/244",
        "71/244",
        "التعاون فيما بين بلدان الجنوب",
        "إن الجمعية العامة،",
        "إذ تشير إلى قرارها 33/134 المؤرخ 19 كانون الأول/ديسمبر 1978،",
        "71/244",
        lang="ar",
    )
    assert text.documents[0].symbol == "A/RES/71/244"
    assert text.documents[0].title == "التعاون فيما بين بلدان الجنوب"
    assert text.content.split("\n").count("71/244") == 1, "below the formula it is the foot of a page"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Report of the Committee .................. 12", "body"),
        ("Programme budget (item 134) (A/71/415)", "body"),
        ("| 71/244 | South-South cooperation |", "body"),
        ("71/244. South-South cooperation (item 23) .......... 12", "masthead"),
    ],
)
def test_a_line_of_contents_is_no_clause(line: str, place: str) -> None:
    text = _read(_BODY[0], "Recalling its resolution 33/134,", line, "1. Decides to continue.")
    assert _places(text)[line] == place
    assert len(text.documents) == 1
    assert [b.paragraph for b in text.blocks if b.place in ("preamble", "operative")] == ["PP1", "OP1"]


def test_the_line_of_the_committee_runs_on_to_its_bracket() -> None:
    text = _read(
        "A/RES/71/244",
        "[on the report of the Second",
        "Committee",
        "(A/71/468/Add.2)]",
        "71/244. South-South cooperation",
        *_BODY,
    )
    assert _places(text)["[on the report of the Second Committee (A/71/468/Add.2)]"] == "heading"
    assert text.documents[0].report == "A/71/468/Add.2"


def test_a_bracket_that_never_closes_does_not_swallow_the_text() -> None:
    text = _read("A/RES/71/244", f"[on the report {'of the Committee ' * 80}", *_BODY)
    assert _places(text)["1. Decides to continue."] == "operative OP1"


_NOTED = (
    _BODY[0],
    "Recalling its resolution 33/134,1 and the Agenda,2",
    _BODY[2],
    _CLOSING,
    "1 A/71/208.",
    "2 Resolution 70/1.",
)


def test_behind_the_last_line_what_has_no_number_goes_on_with_the_note() -> None:
    text = _read(*_NOTED, "Reissued for technical reasons.")
    assert [(b.place, b.paragraph) for b in text.blocks[-2:]] == [("footnote", "fn2"), ("footnote", "fn2")]
    assert {b.anchor for b in text.blocks if b.paragraph == "fn2"} == {"PP1"}


def test_a_line_of_contents_behind_the_notes_is_none_of_them() -> None:
    text = _read(*_NOTED, "Report of the Committee .................. 12", "Reissued for technical reasons.")
    assert [b.place for b in text.blocks[-3:]] == ["footnote", "body", "footnote"]


@pytest.mark.parametrize(
    "more",
    [
        ["A statement was made", "It was then noted", "So it was agreed", "And it was said again"],
        [_CLOSING, "Reissued for technical reasons."],
    ],
)
def test_where_more_follows_than_notes_go_on_to_it_is_text(more: list[str]) -> None:
    text = _read(*_NOTED, *more)
    places = _places(text)
    assert places["2 Resolution 70/1."] == "footnote fn2"
    assert not places[more[-1].split("\n")[-1]].startswith("footnote")


def test_a_line_of_spaces_is_a_rule_and_ends_a_paragraph() -> None:
    line = "so wide is the line that a printer wraps it " * 2
    assert list(paragraphs(f"{line}\n{line}\n{' ' * 30}\nand here is a note")) == [
        f"{line}{line}".strip(),
        "and here is a note",
    ]
    assert list(paragraphs(f"{line}\n{' ' * 30}\n")) == [line.strip()]


# ---------------------------------------------------------------- where a resolution begins


def test_a_number_that_no_session_has_begins_no_resolution() -> None:
    text = _read("71/244. South-South cooperation", *_BODY, "19/1. Improvement of the work", *_BODY)
    assert [d.symbol for d in text.documents] == ["A/RES/71/244"]


@pytest.mark.parametrize(
    ("heading", "title"),
    [("5. Question of the former colonies", "Question of the former colonies"), ("5. On", None)],
)
def test_a_plain_number_right_before_the_formula_carries_the_title(heading: str, title: str | None) -> None:
    text = _read(heading, *_BODY, file="A_RES_289(IV).en.txt")
    assert [(d.symbol, d.title) for d in text.documents] == [("A/RES/289(IV)", title)]


def test_only_the_first_plain_number_opens_a_document() -> None:
    text = _read("5. Question of the former colonies", *_BODY, "6. Question of the islands", *_BODY)
    assert [d.title for d in text.documents] == ["Question of the former colonies"]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("57/270. Integrated follow-up B", "Integrated follow-up"),
        ("57/270. Integrated follow-up", "Integrated follow-up"),
        ("57/270. Plan B", "Plan"),
    ],
)
def test_the_name_of_a_file_adds_the_part_that_the_heading_leaves_to_its_title(heading: str, title: str) -> None:
    text = _read(heading, *_BODY, file="A_RES_57_270_B.en.txt")
    assert [(d.symbol, d.title) for d in text.documents] == [("A/RES/57/270B", title)]


def test_a_part_needs_the_resolution_that_it_is_part_of() -> None:
    part = ("B", "Reports on the follow-up", *_BODY)
    whole = _read("57/270. Integrated follow-up", *_BODY, *part)
    assert [(d.symbol, d.title) for d in whole.documents] == [
        ("A/RES/57/270", "Integrated follow-up"),
        ("A/RES/57/270B", "Reports on the follow-up"),
    ]
    assert [(d.symbol, d.title) for d in _read(*part).documents] == [(None, None)]


@pytest.mark.parametrize(
    ("report", "found"),
    [
        ("[on the report (A/71/468)]", "A/71/468"),
        ("[on the report of 2016]", None),
        ("[on the report (A/RES/19/1)]", None),
    ],
)
def test_the_report_is_the_symbol_in_the_line_of_the_committee(report: str, found: str | None) -> None:
    assert _read("A/RES/71/244", report, "71/244. South-South cooperation", *_BODY).documents[0].report == found


# ---------------------------------------------------------------- running text


def test_brackets_that_held_a_mark_go_with_it() -> None:
    run = Running()
    run.add("in 2017 (")
    run.mark("6")
    run.add(") and (")
    run.add(") later")
    piece = run.piece()
    assert (piece.text, piece.marks) == ("in 2017 and () later", [(8, "6")])


@pytest.mark.parametrize(
    ("words", "target", "links"),
    [("33/134", "", 0), ("", "https://undocs.org", 0), ("33/134", "https://undocs.org", 1)],
)
def test_a_link_needs_words_and_an_address(words: str, target: str, links: int) -> None:
    run = Running()
    run.add("resolution ")
    start = run.length
    run.add(words)
    run.link(start, target)
    assert len(run.piece().links) == links
