"""AKN4UN in its rarer forms: headings inside, tables, attachments, titles in several types, symbols that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from resgraph.models import Text
from resgraph.text import read

XML = (Path(__file__).parent / "cases" / "text" / "resolution.xml").read_text("utf-8")
TITLE = XML[XML.index("<docTitle>") : XML.index("</docTitle>")] + "</docTitle>"


def _read(*changes: tuple[str, str]) -> Text:
    """The small resolution with some of its elements changed."""
    xml = XML
    for old, new in changes:
        assert old in xml
        xml = xml.replace(old, new, 1)
    return read(xml.encode(), file="r.xml")


def _places(text: Text) -> list[tuple[str, str]]:
    return [(block.place, text.content[block.start : block.end]) for block in text.blocks]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("<docTitle>Follow-up to the <i>Summit</i></docTitle>", "Follow-up to the Summit"),
        ("<docTitle><b>South-<i>South</i> cooperation</b>, and more</docTitle>", "South-South cooperation, and more"),
        ("<docTitle>Follow-up<authorialNote marker='1'><p>As amended.</p></authorialNote></docTitle>", "Follow-up"),
        ("<docTitle>The Summit:<eol/>follow-up</docTitle>", "The Summit: follow-up"),
        ("<docTitle><authorialNote marker='1'><p>As amended.</p></authorialNote></docTitle>", None),
        ("", None),
    ],
)
def test_a_title_is_its_words_without_its_notes(title: str, words: str | None) -> None:
    assert _read((TITLE, title)).documents[0].title == words


def test_a_number_that_is_no_symbol_is_passed_over() -> None:
    text = _read(
        ("A/RES/57/270 B</docNumber>", "Provisional</docNumber>"), ("57/270.</docNumber>", "57/270 B.</docNumber>")
    )
    assert text.documents[0].symbol == "A/RES/57/270B"


def test_without_a_symbol_the_citations_have_no_source() -> None:
    text = _read(("A/RES/57/270 B</docNumber>", "Provisional</docNumber>"), ("57/270.</docNumber>", "None</docNumber>"))
    assert text.documents[0].symbol is None


@pytest.mark.parametrize(
    "heading",
    [
        "<crossHeading>Means of implementation</crossHeading>",
        "<hcontainer><heading>Means of implementation</heading></hcontainer>",
        "<hcontainer><subheading>Means of implementation</subheading></hcontainer>",
    ],
)
def test_a_heading_between_paragraphs_is_none_of_them(heading: str) -> None:
    text = _read(("<paragraph><num>2.</num>", f"{heading}<paragraph><num>2.</num>"))
    at = next(n for n, block in enumerate(_places(text)) if block[1] == "Means of implementation")
    assert (text.blocks[at].place, text.blocks[at].paragraph) == ("body", None)
    assert [text.blocks[at + n].paragraph for n in (-1, 1)] == ["OP1", "OP2"]


def test_a_heading_of_the_preamble_is_a_clause_of_it() -> None:
    text = _read(
        ("<container name", '<crossHeading refersTo="#preamble">Recalling the Charter,</crossHeading><container name')
    )
    found = {text.content[b.start : b.end]: (b.place, b.paragraph) for b in text.blocks}
    assert found["Recalling the Charter,"] == ("preamble", "PP1")


def test_the_cells_of_a_table_are_no_paragraphs() -> None:
    table = "<table><tr><th>State</th><td><p>Share</p></td></tr><tr><td>Chad</td><td>0.001</td></tr></table>"
    text = _read(("<paragraph><num>2.</num>", f"{table}<paragraph><num>2.</num>"))
    found = {text.content[b.start : b.end]: (b.place, b.paragraph) for b in text.blocks}
    assert found["State"] == found["Chad"] == found["0.001"] == ("body", None)
    assert found["2. Requests the Secretary-General:"] == ("operative", "OP2")


def test_a_note_of_several_paragraphs_leaves_its_clause_whole() -> None:
    note = "<authorialNote marker='3'><p>See A/57/75.</p><p>See also <b><i>A/57/76</i></b>.</p></authorialNote>"
    text = _read(
        ("<content><p><span>Reaffirms</span> the Programme;</p></content>",
         f"<content><p><span>Reaffirms</span> the Programme{note};</p></content>"),
        ("<intro><p>", "<intro><blockList><item><p>"),
        ("</p></intro>", "</p></item></blockList></intro>"),
    )  # fmt: skip
    places = _places(text)
    assert ("operative", "1. Reaffirms the Programme;") in places
    assert ("operative", "2. Requests the Secretary-General:") in places
    assert ("footnote", "3 See A/57/75.See also A/57/76.") in places


def test_an_attachment_without_text_is_no_annex() -> None:
    text = _read(("<attachments>", "<attachments><attachment><img src='map.png'/></attachment>"))
    assert [words for place, words in _places(text) if place == "annex"] == [
        "Annex",
        "1. See resolution 50/227 of 24 May 1996.",
    ]


def test_an_annex_is_told_by_its_title_where_the_file_does_not() -> None:
    inside = (
        "<p>Annex</p><paragraph><num>1.</num><content><p>See resolution 50/227.</p></content></paragraph></mainBody>"
    )
    start, end = XML.index("<attachments>"), XML.index("</attachments>") + len("</attachments>")
    text = _read((XML[start:end], ""), ("</mainBody>", inside))
    assert [(b.place, b.paragraph) for b in text.blocks if b.place == "annex"] == [("annex", None), ("annex", "AN1")]


def test_a_heading_before_the_formula_is_no_clause() -> None:
    loose = "<preamble><hcontainer><heading>Economic questions</heading></hcontainer><p>Draft text</p>"
    text = _read(("<preamble>", loose))
    found = {text.content[b.start : b.end]: (b.place, b.paragraph) for b in text.blocks}
    assert found["Economic questions"] == found["Draft text"] == ("body", None)
    assert found["The General Assembly,"] == ("title", None)
