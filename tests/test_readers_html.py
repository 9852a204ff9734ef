"""Web pages: encodings that they name, marks and notes in their several forms, links, pages of no text or no end."""

from __future__ import annotations

import pytest

from resgraph.errors import ReadError
from resgraph.models import Text
from resgraph.text import read
from tests.readers_word_writer import lines

_CLAUSES = "<p>The General Assembly,</p><p>Recalling its resolution 33/134 of 19 December 1978,</p>"


def _read(body: str, head: str = "") -> Text:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), file="a.html")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<!DOCTYPE html>", "the web page holds no text"),
        ("<html><body><script>var a = '33/134';</script><p> </p></body></html>", "the web page holds no text"),
        ("<html><body><p>Die Generalversammlung beschliesst</p></body></html>", "in no language that resgraph knows"),
    ],
)
def test_a_page_of_no_text_is_refused(page: str, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read(page.encode(), file="a.html")
    assert caught.value.where == "a.html"
    assert caught.value.remedy


@pytest.mark.parametrize("charset", ["no-such-encoding", "ascii"])
def test_an_encoding_that_is_named_wrongly_is_found_by_the_words(charset: str) -> None:
    text = _read(_CLAUSES + "<p>Recalling also the <em>résumé</em> of it,</p>", f"<meta charset='{charset}'>")
    assert lines(text)[-1] == "Recalling also the résumé of it,"


def test_words_in_other_type_stay_in_their_paragraph() -> None:
    text = _read(
        "<p>The General Assembly,</p><p><em>Recalling</em> its <a name='x'>resolution</a> "
        "<a href='#annex'>33/134</a> of <?proof?>19&nbsp;December<wbr> 1978<sup>th</sup>,</p><p>1. Decides;</p>"
    )
    assert lines(text)[1] == "Recalling its resolution 33/134 of 19 December 1978th,"
    assert not text.links
    assert not text.marks


def test_a_rule_parts_paragraphs_and_a_break_does_not() -> None:
    text = _read("The General Assembly,<hr>Recalling its resolution<br>33/134 of 19 December 1978,")
    assert lines(text) == ["The General Assembly,", "Recalling its resolution 33/134 of 19 December 1978,"]


@pytest.mark.parametrize(
    "note",
    [
        "<ol><li id='fn1'><p>Resolution <a href='https://undocs.org/A/RES/70/1'>70/1</a>.</p></li></ol>",
        "<aside id='footnote-1'>Resolution <a href='https://undocs.org/A/RES/70/1'>70/1</a>.</aside>",
        "<p><a href='#ref1'>[1]</a> Resolution <a href='https://undocs.org/A/RES/70/1'>70/1</a>.</p>",
        "<p><sup>1</sup> Resolution <a href='https://undocs.org/A/RES/70/1'>70/1</a>.</p>",
        "<div id='note1'><div id='note1'>Resolution <a href='https://undocs.org/A/RES/70/1'>70/1</a>.</div></div>",
    ],
)
def test_a_note_is_known_by_its_name_or_by_its_number(note: str) -> None:
    text = _read(f"<p>The General Assembly,</p><p>Recalling the Agenda,<sup>1</sup> and its goals,</p>{note}")
    assert lines(text)[1:] == ["Recalling the Agenda, and its goals,", "1 Resolution 70/1."]
    assert (text.blocks[2].paragraph, text.blocks[2].anchor) == ("fn1", "PP1")
    (link,) = text.links
    assert text.content[link.start : link.end] == "70/1"


def test_a_mark_that_is_printed_as_text_is_lifted_where_the_page_names_its_notes() -> None:
    text = _read(
        "<p>The General Assembly,</p><p>Recalling the Agenda,1 and its goals,</p><p id='fn1'>Resolution 70/1.</p>"
    )
    assert lines(text)[1:] == ["Recalling the Agenda, and its goals,", "1 Resolution 70/1."]
    assert text.blocks[2].anchor == "PP1"


def test_a_page_nested_without_end_keeps_its_words() -> None:
    deep = "<span>" * 800 + "and 57/270 B<b> of 23 June 2003</b>" + "</span>" * 800
    text = _read(f"{_CLAUSES}<p>Recalling also its resolutions 60/212 {deep},</p><p>1. Decides to continue.</p>")
    assert lines(text)[2:] == [
        "Recalling also its resolutions 60/212 and 57/270 B of 23 June 2003,",
        "1. Decides to continue.",
    ]


def test_a_page_that_the_parser_cuts_off_is_refused() -> None:
    with pytest.raises(ReadError, match=r"a\.html: the web page has thousands of elements inside one another"):
        _read(f"{_CLAUSES}<p>{'<font>' * 3000}Recalling its resolution 57/270 B,</p>")
