"""PDF paragraphs: indents, headings, hanging lines, narrow blocks, page ends, the numbers of notes."""

from __future__ import annotations

import pytest

from resgraph.models import Text
from resgraph.text import read
from tests.readers_pdf_writer import Sheet, page, write
from tests.readers_word_writer import lines

FULL = "Recalling its resolution 33/134 of 19 December 1978, in which the Assembly endorsed the Plan of Action on"
REST = "technical cooperation among the developing countries and all of its recommendations and conclusions that"
END = "were made by the Conference."


def _read(*sheets: Sheet) -> Text:
    return read(write(sheets), file="test.pdf", lang="en")


def _set(*rows: tuple[float, str], size: float = 10, top: float = 700) -> Sheet:
    """Lines 12 points apart, each with its left edge."""
    return Sheet([(left, top - 12 * n, size, words) for n, (left, words) in enumerate(rows)])


WHOLE = f"{FULL} {REST} {END}"


def test_an_indent_opens_a_paragraph_where_no_white_does() -> None:
    text = _read(_set((132, FULL), (110, REST), (110, REST), (132, FULL), (110, REST), (110, END)))
    assert lines(text) == [f"{FULL} {REST} {REST}", WHOLE]


def test_the_second_line_of_a_numbered_clause_may_stand_further_in() -> None:
    text = _read(
        _set(
            (110, "1. Decides to continue the work on the implementation of the Agenda and its"),
            (132, REST),
            (132, END),
        )
    )
    assert lines(text) == [f"1. Decides to continue the work on the implementation of the Agenda and its {REST} {END}"]


def test_hanging_lines_end_where_a_line_begins_at_the_edge() -> None:
    text = _read(_set((110, FULL), (150, REST), (150, REST), (110, FULL), (150, REST), (150, END)))
    assert lines(text) == [f"{FULL} {REST} {REST}", WHOLE]


@pytest.mark.parametrize("size", [13, 10])
def test_a_heading_is_parted_from_the_lines_beside_it(size: float) -> None:
    heading = "33/135. Role of qualified national personnel in the social and economic development of the countries of"
    sheet = _set((110, FULL), (110, REST), (110, REST))
    sheet.words.append((110, 664, size, heading[: 60 if size > 10 else None]))
    sheet.lines(110, 652, 10, 12, REST, END)
    text = _read(sheet)
    assert lines(text)[0] == f"{FULL} {REST} {REST}"
    assert lines(text)[1].startswith("33/135. Role of qualified national personnel")


def test_a_line_of_larger_print_opens_a_paragraph_even_beside_one_of_its_size() -> None:
    sheet = _set((110, FULL), (110, REST), (110, REST), (110, REST))
    sheet.words += [(110, 652, 11, FULL[:90]), (110, 640, 12, "Means of implementation of the Agenda of all States")]
    text = _read(sheet)
    assert lines(text)[-1] == "Means of implementation of the Agenda of all States"


def test_the_lines_of_a_masthead_are_kept_apart_and_a_narrow_block_together() -> None:
    sheet = Sheet().lines(110, 730, 10, 12, "Distr. of the document", "General print of it")
    sheet.lines(110, 690, 10, 12, FULL, REST, REST, END)
    title = (
        "The title of the agenda item",
        "that stands in a block which",
        "goes on over many lines of",
        "Narrow print",
    )
    sheet.lines(350, 620, 10, 12, *title)
    content = lines(_read(sheet))
    assert content[0] == "General print of it", "the line of distribution is a running head"
    assert content[-1] == " ".join(title)


# ---------------------------------------------------------------- over the end of a page


OTHER = "Noting the report of the Secretary-General on the implementation of the outcome of the Conference that"
MORE = "took place at Buenos Aires, and the recommendations that were made there to the States Members and its"
LAST = "recommendations."


def _over(last: str, first: tuple[float, str], *, indent: float = 132) -> list[str]:
    """The clauses where one page ends with a line and the next begins with one."""
    clause = ((indent, OTHER), (110, MORE), (110, LAST))
    before = _set(*clause * 3, (indent, OTHER), (110, MORE), (110, last))
    return lines(_read(before, _set(first, (110, MORE), (110, LAST), *clause * 3)))


SENTENCE = "technical cooperation among the developing countries and all the measures that are taken by the States."


@pytest.mark.parametrize(
    ("last", "first", "indent", "joined"),
    [
        # the sentence has not ended
        (REST, (110, "the States of the South have agreed upon and that the"), 132, True),
        ("the Conference of the States", (110, "Members of the Organization and its"), 132, True),
        ("the Conference of the States", (110, "1. Decides to continue the work and its"), 132, False),
        # it has: an indent, a number, the first letter, the room in the last line tell
        (SENTENCE, (132, FULL), 132, False),
        (SENTENCE, (110, "2. Decides to continue the work and its"), 132, False),
        (SENTENCE, (110, "of the Charter, and of the others that"), 132, True),
        ("the Conference of the States.", (110, FULL), 132, False),
        (SENTENCE, (110, FULL), 132, True),
        (SENTENCE, (110, FULL), 110, False),
        # a heading never goes on
        (REST, (110, "33/135. Role of national personnel in the development of"), 132, False),
    ],
)
def test_a_paragraph_goes_on_over_a_page_end_or_not(
    last: str, first: tuple[float, str], indent: float, joined: bool
) -> None:
    found = _over(last, first, indent=indent)
    assert any(f"{last} {first[1]}" in clause for clause in found) == joined
    assert any(clause.startswith(first[1]) for clause in found) != joined


def test_larger_print_on_a_new_page_opens_a_paragraph() -> None:
    second = Sheet([(110, 700, 13, "of the Agenda")]).lines(110, 680, 10, 12, FULL, REST, END)
    assert "of the Agenda" in lines(_read(_set((132, FULL), (110, REST), (110, REST)), second))


# ---------------------------------------------------------------- notes


def _foot(sheet: Sheet, *notes: str) -> Sheet:
    """A page with small print at its foot."""
    return sheet.lines(110, 100, 7, 9, *notes)


def test_a_page_may_hold_notes_alone() -> None:
    first = _foot(page("The General Assembly,", "Recalling the Agenda,", "1. Decides to continue."), "1 See A/71/208.")
    second = Sheet().lines(110, 700, 10, 12, "________________", "2 See A/71/209.")
    text = _read(first, second)
    assert [block.paragraph for block in text.blocks if block.place == "footnote"] == ["fn1", "fn2"]
    assert lines(text)[-2:] == ["1 See A/71/208.", "2 See A/71/209."]


def test_what_stands_below_the_rule_without_a_number_is_no_note() -> None:
    sheet = page("The General Assembly,", "Recalling the Agenda,", "1. Decides to continue.")
    sheet.lines(110, 100, 10, 12, "________________", "Reissued for technical reasons.", "2 See A/71/208.")
    text = _read(sheet)
    assert "Reissued for technical reasons." in lines(text)
    assert [block.paragraph for block in text.blocks if block.place == "footnote"] == ["fn2"]


def test_notes_that_count_anew_on_each_page_stay_near_it() -> None:
    sheets = []
    for name in ("Agenda", "Programme"):
        sheet = page("The General Assembly,", f"Recalling the {name}", f"1. Reaffirms the {name} of 25 September 2015.")
        sheet.words.append((206 if name == "Agenda" else 226, 667.5, 6.5, "1"))
        sheets.append(_foot(sheet, f"1 See the {name}."))
    text = _read(*sheets)
    assert lines(text).index("1 See the Agenda.") < lines(text).index("Recalling the Programme")
    notes = {text.content[b.start : b.end]: b for b in text.blocks if b.place == "footnote"}
    assert [text.content[text.blocks[b.parent].start :][:13] for b in notes.values()] == ["Recalling the"] * 2
    assert notes["1 See the Agenda."].parent < notes["1 See the Programme."].parent


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        (["1 See A/71/208.", "2 See A/71/209."], ["1 See A/71/208.", "2 See A/71/209."]),
        (["1 See A/71/208.", "4. See A/71/209."], ["1 See A/71/208.", "4 See A/71/209."]),
        (["1 See A/71/208.", "8. See A/71/209."], ["1 See A/71/208. 8. See A/71/209."]),
        (["1 See A/71/208.", "4 See A/71/209."], ["1 See A/71/208. 4 See A/71/209."]),
        (["1 See A/71/208 of", "4. See A/71/209."], ["1 See A/71/208 of 4. See A/71/209."]),
        (["1 See the document A/71/", "208 and others."], ["1 See the document A/71/208 and others."]),
        (["[1] See A/71/208.", "[2] See A/71/209."], ["1 See A/71/208.", "2 See A/71/209."]),
        (["* See A/71/208.", "1 See A/71/209."], ["* See A/71/208.", "1 See A/71/209."]),
        (["1 See A/71/208.", "Ibid."], ["1 See A/71/208. Ibid."]),
    ],
)
def test_a_note_opens_with_the_next_number(notes: list[str], found: list[str]) -> None:
    sheet = _foot(page("The General Assembly,", "Recalling the Agenda,", "1. Decides to continue."), *notes)
    text = _read(sheet)
    assert [text.content[b.start : b.end] for b in text.blocks if b.place == "footnote"] == found
