"""PDF pages: columns and what runs across them, the foot of a page, lone marks, running heads."""

from __future__ import annotations

import pytest

from resgraph.models import Text
from resgraph.text import read
from tests.readers_pdf_writer import Sheet, page, write
from tests.readers_word_writer import lines


def _read(*sheets: Sheet, lang: str | None = None) -> Text:
    return read(write(sheets), file="test.pdf", lang=lang)


def _columns(rows: int = 10) -> Sheet:
    """Two columns of a text that goes on from one to the other."""
    left = [f"the assembly recalls in line {n} of the left" for n in range(1, rows + 1)]
    right = [f"column and goes on in line {n} of the right" for n in range(1, rows + 1)]
    return Sheet().lines(60, 700, 9, 11, *left).lines(320, 700, 9, 11, *right)


def _order(text: Text, *words: str) -> bool:
    places = [text.content.index(word) for word in words]
    return places == sorted(places)


def test_a_heading_across_both_columns_stands_above_them() -> None:
    sheet = _columns()
    sheet.words.append(
        (60, 720, 9, "The heading of the page runs across both of its columns, from edge to edge of the paper")
    )
    assert _order(_read(sheet), "The heading", "in line 1 of the left", "line 10 of the left", "line 1 of the right")


def test_a_line_across_parts_what_is_above_it_from_what_is_below() -> None:
    sheet = _columns()
    sheet.words.append(
        (60, 585, 9, "A sentence in the middle of the page runs across both of its columns, edge to edge")
    )
    sheet.lines(60, 570, 9, 11, "below stands one more line of the left").lines(320, 570, 9, 11, "and one of the right")
    text = _read(sheet)
    assert _order(
        text, "line 10 of the left", "line 10 of the right", "A sentence", "below stands", "and one of the right"
    )


def test_columns_may_end_at_different_heights() -> None:
    sheet = _columns().lines(60, 570, 9, 11, "the left has a line more")
    text = _read(sheet)
    assert _order(text, "line 10 of the left", "the left has a line more", "line 1 of the right")


@pytest.mark.parametrize("shift", range(0, 8, 2))
def test_a_line_across_is_whole_wherever_its_words_meet_the_gutter(shift: int) -> None:
    sheet = _columns()
    words = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
    sheet.words.append((170 + shift, 570, 9, words))
    assert words in _read(sheet).content


def test_a_column_without_a_word_beside_a_heading_is_left_out() -> None:
    sheet = Sheet()
    for n in range(10):
        sheet.lines(320, 700 - 11 * n, 9, 11, f"the right in line {n}").lines(
            60, 700 - 11 * n, 9, 11, f"the left in line {n}"
        )
    sheet.words.append((60, 720, 9, "A heading that runs across the two of them and on to the other edge of the paper"))
    sheet.words.append((60, 731, 9, "A heading that runs across the two of them and on to the other edge of the paper"))
    sheet.lines(60, 580, 9, 11, "the left alone")
    assert _order(_read(sheet), "A heading", "the left in line 0", "the left alone", "the right in line 0")


def test_the_right_column_comes_first_in_arabic() -> None:
    sheet = Sheet()
    for n in range(10):
        for left, words in ((60, "في العمود الأيسر من هذه الصفحة"), (320, "في العمود الأيمن من هذه الصفحة")):
            sheet.words.append((left, 700 - 11 * n, 9, words[::-1]))
    assert _order(_read(sheet), "الأيمن", "الأيسر")


# ---------------------------------------------------------------- notes


def test_a_rule_of_signs_parts_the_notes() -> None:
    sheet = page("The General Assembly,", "Recalling the Agenda,", "1. Decides to continue.")
    sheet.lines(110, 100, 10, 12, "________________", "1 See A/71/208.", "Reissued.")
    text = _read(sheet)
    assert "___" not in text.content
    assert lines(text)[-1] == "1 See A/71/208. Reissued."
    assert text.blocks[-1].place == "footnote"


def test_a_rule_above_larger_print_parts_nothing() -> None:
    sheet = page("The General Assembly,", "Recalling the Agenda,", "1. Decides to continue.")
    sheet.lines(110, 560, 10, 12, "________________").lines(110, 520, 14, 16, "2 Annexes follow")
    text = _read(sheet)
    assert "footnote" not in {block.place for block in text.blocks}
    assert "2 Annexes follow" in text.content


def test_a_note_that_a_page_end_interrupts_goes_on_at_the_next_foot() -> None:
    first = page("The General Assembly,", "Recalling the Agenda,", "1. Decides to continue;")
    first.lines(110, 100, 7, 9, "1 See the report of the Secretary-General on the")
    second = page("2. Requests the States to report on the state of cooperation.")
    second.lines(110, 100, 7, 9, "implementation of the Agenda.", "2 A/71/208.")
    assert lines(_read(first, second))[-2:] == [
        "1 See the report of the Secretary-General on the implementation of the Agenda.",
        "2 A/71/208.",
    ]


def test_small_print_without_a_number_is_no_note() -> None:
    sheet = page("The General Assembly,", "Recalling the Agenda,", "1. Decides to continue.")
    sheet.lines(110, 100, 7, 9, "Printed at the Palais", "des Nations")
    assert "footnote" not in {block.place for block in _read(sheet).blocks}


def test_small_print_below_the_text_begins_its_notes_at_the_first_number() -> None:
    sheet = page("The General Assembly,", "Recalling the Agenda,", "1. Decides to continue.")
    sheet.lines(110, 100, 7, 9, "States in favour: all.", "1 See A/71/208.")
    text = _read(sheet)
    assert [block.place for block in text.blocks if "States" in text.content[block.start : block.end]] == ["operative"]
    assert lines(text)[-1] == "1 See A/71/208."


def test_a_page_of_small_print_alone_is_text() -> None:
    sheets = [
        page("The General Assembly,", *[f"{n}. Decides to continue the work of session {n}." for n in range(1, 30)])
    ]
    sheets.append(Sheet().lines(110, 700, 7, 9, "Annex of the States in favour", "and of those against"))
    assert "footnote" not in {block.place for block in _read(*sheets).blocks}


@pytest.mark.parametrize(("drop", "marks"), [(10, ["1"]), (60, [])])
def test_a_mark_alone_in_its_line_belongs_to_the_line_above(drop: float, marks: list[str]) -> None:
    sheet = page("The General Assembly,", "Recalling the Agenda,", "|and the goals of it,", "1. Decides to continue.")
    sheet.words.append((450, 652 - drop, 6, "1"))
    assert [mark.label for mark in _read(sheet).marks] == marks
