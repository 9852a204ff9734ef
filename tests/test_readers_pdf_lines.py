"""PDF lines: marks and what only looks like one, words and cells, Chinese beside figures, Arabic and mixed directions."""

from __future__ import annotations

import pytest

from resgraph.models import Text
from resgraph.text import read
from resgraph.text.pdf_bidi import is_rtl, logical
from tests.readers_pdf_writer import Sheet, page, write
from tests.readers_word_writer import lines


def _read(*sheets: Sheet, lang: str | None = None) -> Text:
    return read(write(sheets), file="test.pdf", lang=lang)


_LAST = "1. Reaffirms the Agreement of 12 December 2015."


def test_blanks_alone_on_a_line_are_no_line() -> None:
    sheet = page("The General Assembly,", "Recalling its resolution 33/134,")
    sheet.words += [(300, 655, 10, "   "), (132, 640, 10, "   1. Decides to continue.")]
    assert lines(_read(sheet)) == [
        "The General Assembly,",
        "Recalling its resolution 33/134,",
        "1. Decides to continue.",
    ]


@pytest.mark.parametrize(
    ("raised", "words", "labels"),
    [
        ("12", "Recalling the Paris Agreement", ["12"]),
        ("3,4", "Recalling the Paris Agreement", ["3", "4"]),
        ("(5)", "Recalling the Paris Agreement", ["5"]),
        ("*", "Recalling the Paris Agreement", ["*"]),
        ("()", "Recalling the Paris Agreement()", []),
        ("th", "Recalling the Paris Agreementth", []),
    ],
)
def test_what_stands_small_and_high_behind_a_word(raised: str, words: str, labels: list[str]) -> None:
    sheet = page("The General Assembly,", "Recalling the Paris Agreement", _LAST)
    sheet.words.append((266.5, 667.5, 6.5, raised))
    text = _read(sheet)
    assert lines(text)[1] == words
    assert [mark.label for mark in text.marks] == labels


def test_two_marks_with_a_gap_between_them_are_two() -> None:
    sheet = page(
        "The General Assembly,",
        "Recalling the Paris Agreement         and goals,",
        _LAST,
    )
    sheet.words += [(266.5, 667.5, 6.5, "1"), (278, 667.5, 6.5, "2")]
    text = _read(sheet)
    assert lines(text)[1] == "Recalling the Paris Agreement and goals,"
    assert [mark.label for mark in text.marks] == ["1", "2"]


def test_a_note_of_more_mark_than_words_is_measured_by_its_words() -> None:
    sheet = page(
        "The General Assembly,", "Recalling the Paris Agreement of the States of the World", "1. Decides to continue."
    )
    sheet.words += [(110, 92, 5, "117"), (120, 88, 8, "UN")]
    text = _read(sheet)
    assert (text.blocks[-1].place, text.blocks[-1].paragraph) == ("footnote", "fn117")
    assert lines(text)[-1] == "117 UN"


def test_a_wide_gap_parts_the_sides_of_a_masthead_and_not_a_number_from_its_clause() -> None:
    sheet = Sheet([(110, 740, 10, "A/RES/78/167"), (300, 740, 10, "Distr. general")])
    sheet.lines(110, 700, 10, 13, "The General Assembly,", "Recalling its resolution 33/134,")
    sheet.words += [(110, 660, 10, "1."), (160, 660, 10, "Decides to continue.")]
    text = _read(sheet)
    assert text.documents[0].symbol == "A/RES/78/167"
    assert lines(text)[-1] == "1. Decides to continue."


def test_figures_stand_beside_chinese_without_a_space() -> None:
    sheet = Sheet().lines(80, 700, 10, 14, "大会，")
    for left, words in ((80, "回顾其"), (97.5, "1978年12月第"), (140, "33/134"), (172.5, "号决议，"), (200, "并注意")):
        sheet.words.append((left, 680, 10, words))
    assert lines(_read(sheet)) == ["大会，", "回顾其1978年12月第33/134号决议， 并注意"]


# ---------------------------------------------------------------- right to left

_ARABIC = ("إن الجمعية العامة،", "إذ تشير إلى قرارها المؤرخ بشأن التعاون التقني فيما بين البلدان", "|النامية،")
_CLAUSES = [_ARABIC[0], f"{_ARABIC[1]} {_ARABIC[2][1:]}"]


def _arabic(*clauses: str, **ligatures: str) -> Sheet:
    """A page set from right to left: each line as it is seen, its last letter at the left; "|" goes on with a clause."""
    sheet = Sheet(ligatures=ligatures)
    y = 700.0
    for clause in (*_ARABIC, *clauses):
        y -= 12 if clause.startswith("|") else 20
        words = clause.lstrip("|")
        sheet.words.append((520 - 5 * len(words), y, 10, words[::-1]))
    return sheet


def test_arabic_is_read_from_the_right() -> None:
    text = _read(_arabic("قررت ما يلي."))
    assert text.lang == "ar"
    assert lines(text) == [*_CLAUSES, "قررت ما يلي."]


@pytest.mark.parametrize(
    ("letters", "word"),
    [("لا", "كلا"), ("ال", "كلا"), ("لإ", "كلإ"), ("لم", "كلم"), ("لله", "كلله")],
)
def test_the_letters_of_one_glyph_come_in_their_order(letters: str, word: str) -> None:
    assert lines(_read(_arabic("ومنها كX هنا.", X=letters)))[-1] == f"ومنها {word} هنا."


def test_numbers_in_arabic_keep_their_direction_and_links_their_words() -> None:
    sheet = _arabic()
    words = "إلى قرارها 33/134 هنا."
    seen = ".انه 33/134 اهرارق ىلإ"
    assert sorted(seen) == sorted(words)
    sheet.words.append((410, 625, 10, seen))
    at = 410 + 5 * seen.index("33")
    sheet.links.append((at - 1, 622, at + 31, 635, "https://undocs.org/ar/A/RES/33/134"))
    text = _read(sheet)
    assert lines(text)[-1] == words
    (link,) = text.links
    assert text.content[link.start : link.end] == "33/134"


def test_a_mark_in_arabic_stands_at_the_left_of_its_word() -> None:
    sheet = _arabic("وتحيط علما بالتقرير")
    left = sheet.words[-1][0]
    sheet.words.append((left - 4, 631.5, 6.5, "1"))
    text = _read(sheet)
    assert lines(text)[-1] == "وتحيط علما بالتقرير"
    assert [(mark.label, mark.position) for mark in text.marks] == [("1", len(text.content))]


def test_the_sides_of_an_arabic_masthead_are_read_from_the_right() -> None:
    sheet = _arabic()
    sheet.words += [(420, 740, 10, "ةماعلا ةيعمجلا"), (80, 740, 10, "A/RES/78/167")]
    content = _read(sheet).content
    assert "A/RES/78/167" in content
    assert "الجمعية العامة A/RES" not in content


@pytest.mark.parametrize(
    ("seen", "read_as"),
    [
        ("the word مالس means peace", "the word سلام means peace"),
        ("the words ةماع ةيعمج in it", "the words جمعية عامة in it"),
        ("ends in ،مالس", "ends in ،سلام"),
        ("no other script, 33/134", "no other script, 33/134"),
        ("مالس 33 ةماع", "سلام 33 عامة"),
        ("مالس", "سلام"),
    ],
)
def test_words_from_right_to_left_are_turned_in_a_line_from_left_to_right(seen: str, read_as: str) -> None:
    assert "".join(logical(list(seen), str, lambda _, char: char, rtl=False)) == read_as


def test_an_english_page_may_hold_arabic_words() -> None:
    sheet = page("The General Assembly,", "Recalling its resolution 33/134 of 19 December 1978,")
    sheet.words += [
        (132, 640, 10, "1. Welcomes the word "),
        (235, 640, 10, "سلام"[::-1]),
        (260, 640, 10, "as its motto."),
    ]
    assert lines(_read(sheet))[-1] == "1. Welcomes the word سلام as its motto."


@pytest.mark.parametrize(("char", "expected"), [("ا", True), ("א", True), ("a", False), ("1", False), (" ", False)])
def test_scripts_from_right_to_left_are_known(char: str, expected: bool) -> None:
    assert is_rtl(char) is expected
