"""The numbers that Word counts itself: letters and numerals, lists that start again, numbers of styles, bullets."""

from __future__ import annotations

import pytest

from resgraph.models import Text
from resgraph.text import read
from tests.readers_word_writer import FORMULA, NAMES, docx, lines, p, t


def _level(depth: str, form: str, shape: str, start: str = "1") -> str:
    """One level of a list; start "" for a level that does not say where it starts."""
    begins = f'<w:start w:val="{start}"/>' if start else ""
    return f'<w:lvl w:ilvl="{depth}">{begins}<w:numFmt w:val="{form}"/><w:lvlText w:val="{shape}"/></w:lvl>'


def _numbering(*levels: str, lists: str = '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The part in which the lists are told."""
    shape = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f"<w:numbering {NAMES}>{shape}{lists}</w:numbering>"


def _num(depth: str = "0", number: str = "5") -> str:
    """The properties of a paragraph that is counted."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def _read(numbering: str, *paragraphs: str, styles: str = "") -> Text:
    """A Word file in English with these paragraphs behind the formula."""
    parts = {"numbering": numbering} | ({"styles": f"<w:styles {NAMES}>{styles}</w:styles>"} if styles else {})
    return read(docx(FORMULA + "".join(paragraphs), **parts), file="a.docx", lang="en")


@pytest.mark.parametrize(
    ("form", "start", "printed"),
    [
        ("decimal", "9", ["9.", "10."]),
        ("lowerLetter", "26", ["z.", "aa."]),
        ("upperLetter", "2", ["B.", "C."]),
        ("lowerRoman", "4", ["iv.", "v."]),
        ("upperRoman", "39", ["XXXIX.", "XL."]),
        ("russianLower", "5", ["д.", "е."]),
        ("arabicAbjad", "3", ["ج.", "د."]),
        ("upperRoman", "0", ["0.", "I."]),
        ("chineseCounting", "3", ["3.", "4."]),
        ("decimal", "", ["1.", "2."]),
        ("decimal", "12345", ["1.", "2."]),
    ],
)
def test_a_number_is_written_as_its_list_says(form: str, start: str, printed: list[str]) -> None:
    text = _read(
        _numbering(_level("0", form, "%1.", start)),
        p(t("Requests a report;"), properties=_num()),
        p(t("Decides to continue."), properties=_num()),
    )
    assert lines(text)[1:] == [f"{printed[0]} Requests a report;", f"{printed[1]} Decides to continue."]


def test_deeper_levels_begin_again_under_each_number() -> None:
    text = _read(
        _numbering(_level("0", "decimal", "%1."), _level("1", "lowerLetter", "(%2)"), _level("2", "decimal", "%1.%3")),
        p(t("Requests the States:"), properties=_num()),
        p(t("To report;"), properties=_num("1")),
        p(t("To consult;"), properties=_num("1")),
        p(t("Invites the organizations:"), properties=_num()),
        p(t("To take part."), properties=_num("1")),
        p(t("To attend."), properties=_num("2")),
    )
    assert [line.split(" ")[0] for line in lines(text)[1:]] == ["1.", "(a)", "(b)", "2.", "(a)", "2.1"]
    assert [block.paragraph for block in text.blocks][1:6] == ["OP1", "OP1(a)", "OP1(b)", "OP2", "OP2(a)"]


def test_a_list_restarts_where_the_numbering_says_so() -> None:
    again = (
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    text = _read(
        _numbering(_level("0", "decimal", "%1."), lists=again),
        p(t("Requests a report;"), properties=_num()),
        p(t("Decides to continue;"), properties=_num("0", "6")),
        p(t("Urges the States;"), properties=_num("0", "7")),
        p(t("Thanks the Secretary-General;"), properties=_num("0", "7")),
        p(t("Decides to meet."), properties=_num()),
    )
    assert [line.split(" ")[0] for line in lines(text)[1:]] == ["1.", "2.", "4.", "5.", "3."]


@pytest.mark.parametrize(
    "override",
    [
        '<w:lvlOverride w:ilvl="0"/>',
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="many"/></w:lvlOverride>',
        '<w:lvlOverride w:ilvl="8"><w:startOverride w:val="4"/></w:lvlOverride>',
        '<w:lvlOverride w:ilvl="x"><w:startOverride w:val="4"/></w:lvlOverride>',
    ],
)
def test_a_restart_that_says_nothing_changes_nothing(override: str) -> None:
    text = _read(
        _numbering(
            _level("0", "decimal", "%1."),
            lists=f'<w:num w:numId="5"><w:abstractNumId w:val="0"/>{override}</w:num>',
        ),
        p(t("Requests a report;"), properties=_num()),
    )
    assert lines(text)[1:] == ["1. Requests a report;"]


def test_a_list_may_write_a_level_in_its_own_way() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{_level("0", "upperRoman", "%1)")}</w:lvlOverride>'
    text = _read(
        _numbering(
            _level("0", "decimal", "%1."),
            lists=f'<w:num w:numId="5"><w:abstractNumId w:val="0"/>{other}</w:num>',
        ),
        p(t("Requests a report;"), properties=_num()),
        p(t("Decides to continue."), properties=_num()),
    )
    assert lines(text)[1:] == ["I) Requests a report;", "II) Decides to continue."]


@pytest.mark.parametrize("form", ["bullet", "none"])
def test_bullets_are_counted_and_not_printed(form: str) -> None:
    text = _read(
        _numbering(_level("0", form, "\uf0b7"), _level("1", "decimal", "%2.")),
        p(t("Requests a report;"), properties=_num()),
        p(t("Decides to continue."), properties=_num("1")),
    )
    assert lines(text)[1:] == ["Requests a report;", "1. Decides to continue."]


@pytest.mark.parametrize(
    ("properties", "numbering"),
    [
        (_num("0", "9"), _numbering(_level("0", "decimal", "%1."))),
        (_num("3"), _numbering(_level("0", "decimal", "%1."))),
        (_num("0", "0"), _numbering(_level("0", "decimal", "%1."))),
        (_num(), _numbering(_level("x", "decimal", "%1."))),
        (_num(), _numbering(lists='<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>')),
    ],
)
def test_a_paragraph_of_no_list_that_is_told_has_no_number(properties: str, numbering: str) -> None:
    text = _read(numbering, p(t("Requests a report;"), properties=properties), f"<w:p>{t('Decides.')}</w:p>")
    assert lines(text)[1:] == ["Requests a report;", "Decides."]


def test_a_style_numbers_its_paragraphs_and_those_based_on_it() -> None:
    styles = (
        f'<w:style w:styleId="Clause"><w:pPr>{_num()}</w:pPr></w:style>'
        '<w:style w:styleId="Item"><w:basedOn w:val="Clause"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        f'<w:style w:styleId="Plain"><w:basedOn w:val="Clause"/><w:pPr>{_num("0", "0")}</w:pPr></w:style>'
        '<w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
    )
    text = _read(
        _numbering(_level("0", "decimal", "%1."), _level("1", "lowerLetter", "(%2)")),
        p(t("Requests the States:"), properties='<w:pStyle w:val="Clause"/>'),
        p(t("To report;"), properties='<w:pStyle w:val="Item"/>'),
        p(t("Without a number;"), properties='<w:pStyle w:val="Plain"/>'),
        p(t("In a style of no end;"), properties='<w:pStyle w:val="Round"/>'),
        p(t("To consult;"), properties='<w:pStyle w:val="Clause"/><w:numPr><w:ilvl w:val="1"/></w:numPr>'),
        p(t("Outside the list."), properties=f'<w:pStyle w:val="Clause"/>{_num("0", "0")}'),
        styles=styles,
    )
    assert lines(text)[1:] == [
        "1. Requests the States:",
        "(a) To report;",
        "Without a number;",
        "In a style of no end;",
        "(b) To consult;",
        "Outside the list.",
    ]
