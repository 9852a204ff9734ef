"""PDF characters: odd codes, odd sizes, spaces of no width, pages that are shown turned, links and strokes."""

from __future__ import annotations

import pytest

from resgraph.errors import ReadError
from resgraph.models import Text
from resgraph.text import read
from tests.readers_pdf_writer import Sheet, page, write
from tests.readers_word_writer import lines

_CLAUSE = "Recalling its resolution 33/134 of 19 December 1978,"


def _read(*sheets: Sheet, lang: str | None = None) -> Text:
    return read(write(sheets), file="test.pdf", lang=lang)


def _set(*instructions: str) -> Text:
    """A page of a clause, and below it what the instructions draw."""
    sheet = page("The General Assembly,", _CLAUSE)
    sheet.drawn += instructions
    return _read(sheet)


@pytest.mark.parametrize(
    ("drawn", "read_as"),
    [
        ("con\ufb01dence in the \ufb02ow", "confidence in the flow"),
        ("the un\ufffdknown sig\u064bns\ue123", "the un known signs"),
        ("a\u00a0hard space", "a hard space"),
    ],
)
def test_a_character_is_read_as_the_letters_it_stands_for(drawn: str, read_as: str) -> None:
    sheet = page("The General Assembly,", _CLAUSE)
    sheet.words.append((132, 640, 10, drawn))
    assert read_as in _read(sheet).content


def test_a_soft_hyphen_divides_a_word_at_the_foot_of_a_page_and_is_a_hyphen_elsewhere() -> None:
    first = page("The General Assembly,")
    first.words.append((132, 660, 10, "Recalling its resolution ES\u00ad10/14 on the coun\u00ad"))
    second = Sheet().lines(110, 660, 10, 12, "tries of the South and ES\u00ad")
    third = Sheet().lines(110, 660, 10, 12, "10/15 of the same session,")
    content = _read(first, second, third).content
    assert "resolution ES-10/14 on the countries of the South and ES-10/15 of the same session," in content


def test_a_page_may_begin_with_a_character_that_says_nothing() -> None:
    sheet = Sheet([(80, 700, 10, "\ufffd\ufffd"), (200, 700, 10, "The General Assembly,")])
    sheet.lines(80, 680, 10, 13, _CLAUSE)
    assert lines(_read(sheet)) == ["The General Assembly,", _CLAUSE]


@pytest.mark.parametrize(
    "matrix",
    ["/F 10 Tf 1 0 0 1 132 640 Tm", "/F 1 Tf 10 0 0 10 132 640 Tm", "/F -10 Tf -1 0 0 -1 132 640 Tm"],
)
def test_size_is_what_is_drawn_however_the_file_says_it(matrix: str) -> None:
    text = _set(f"BT {matrix} (1. Decides to continue.) Tj ET")
    assert lines(text) == ["The General Assembly,", _CLAUSE, "1. Decides to continue."]


def test_words_without_height_are_not_printed() -> None:
    assert lines(_set("BT /F 10 Tf 1 0 0 0 132 640 Tm (crushed) Tj ET")) == ["The General Assembly,", _CLAUSE]


@pytest.mark.parametrize(("gap", "words"), [(1.0, "the Nairobi outcome"), (0.4, "the Nairobioutcome")])
def test_a_space_of_no_width_parts_words_where_there_is_a_gap(gap: float, words: str) -> None:
    sheet = page("The General Assembly,", "Recalling")
    first = "the Nairobi\u2009\u0627"[:-1]
    sheet.words += [(132, 640, 10, first), (132 + 5 * len("the Nairobi") + gap, 640, 10, "outcome\u2009")]
    assert words in _read(sheet).content


# ---------------------------------------------------------------- pages that are shown turned


def _turned(turn: int, left: float, baseline: float, size: float, words: str) -> str:
    """Words that stand upright at this place when the page is shown turned."""
    a, b, c, d, x, y = {
        90: (0, 1, -1, 0, 612 - baseline, left),
        180: (-1, 0, 0, -1, 612 - left, 792 - baseline),
        270: (0, -1, 1, 0, baseline, 792 - left),
    }[turn]
    return f"BT /F {size} Tf {a} {b} {c} {d} {x} {y} Tm ({words}) Tj ET"


def _box(turn: int, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """Where this box of the shown page stands on the unturned one."""
    if turn == 90:
        return 612 - top, left, 612 - bottom, right
    if turn == 180:
        return 612 - right, 792 - top, 612 - left, 792 - bottom
    return bottom, 792 - right, top, 792 - left


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_seen(turn: int) -> None:
    sheet = Sheet(turn=turn)
    sheet.drawn = [
        _turned(turn, 132, 500, 10, "The General Assembly,"),
        _turned(turn, 132, 482, 10, "Recalling its resolution 33/134 of 19 December 1978 on technical cooperation"),
        _turned(turn, 110, 470, 10, "among developing countries,"),
        _turned(turn, 132, 452, 10, "1. Decides to continue."),
        _turned(turn, 132, 440, 10, "1 See A/71/208."),
    ]
    left, bottom, right, top = _box(turn, 132, 448, 232, 448.5)
    sheet.drawn.append(f"{left} {bottom} {right - left} {top - bottom} re f")
    sheet.links.append((*_box(turn, 235, 478, 268, 492), "https://undocs.org/en/A/RES/33/134"))
    text = _read(sheet)
    assert lines(text) == [
        "The General Assembly,",
        "Recalling its resolution 33/134 of 19 December 1978 on technical cooperation among developing countries,",
        "1. Decides to continue.",
        "1 See A/71/208.",
    ]
    assert text.blocks[-1].place == "footnote", "the stroke above it is seen"
    (link,) = text.links
    assert text.content[link.start : link.end].strip() == "33/134"


# ---------------------------------------------------------------- strokes and links


@pytest.mark.parametrize(
    ("stroke", "place"),
    [
        ("0.5 w 110 656 m 210 656 l S", "footnote"),
        ("0.5 w 110 656 m 560 656 l S", "operative"),
        ("0.5 w 110 656 m 130 656 l S", "operative"),
        ("110 652 100 6 re f", "operative"),
        ("0.5 w 110 780 m 210 780 l S", "operative"),
        ("0.5 w 110 20 m 210 20 l S", "operative"),
        ("0.5 w 110 674 m 210 674 l S", "operative"),
    ],
)
def test_a_short_stroke_above_a_number_parts_notes_as_large_as_the_text(stroke: str, place: str) -> None:
    sheet = page("The General Assembly,", "Recalling the Agenda,")
    sheet.words.append((132, 644, 10, "1 See A/71/208."))
    sheet.words.append((132, 626, 10, "2 See A/71/209."))
    sheet.drawn.append(stroke)
    found = [block.place for block in _read(sheet).blocks]
    assert ("footnote" in found) == (place == "footnote")


@pytest.mark.parametrize(
    "change", [(b"(https://undocs.org)", b"( )"), (b"/S /URI", b"/S /Named"), (b"/A <<", b"/B <<")]
)
def test_a_link_that_leads_nowhere_is_none(change: tuple[bytes, bytes]) -> None:
    sheet = page("The General Assembly,", _CLAUSE)
    sheet.links.append((242, 660, 272, 674, "https://undocs.org"))
    data = write([sheet])
    assert len(read(data, file="a.pdf").links) == 1
    assert not read(data.replace(*change), file="a.pdf").links


# ---------------------------------------------------------------- the file as a whole


def test_a_pdf_without_pages_is_refused_as_damaged_whatever_came_before() -> None:
    with pytest.raises(ReadError, match="encrypted"):
        read(write([Sheet()], encrypted=True), file="b.pdf")
    with pytest.raises(ReadError, match=r"a\.pdf: a damaged or truncated PDF; fetch it again"):
        read(write([]), file="a.pdf")


@pytest.mark.parametrize(("frame", "unread"), [((100, 100, 400, 600), True), ((100, 100, 60, 60), False)])
def test_a_page_with_a_small_picture_is_no_scan(frame: tuple[float, float, float, float], unread: bool) -> None:
    emblem = Sheet(picture=(8, 8, bytes(64)), frame=frame).lines(132, 700, 10, 13, "1. Decides to continue.")
    text = _read(page("The General Assembly,", _CLAUSE), emblem)
    assert ("1. Decides to continue." in lines(text)) != unread
    assert bool(text.unread) == unread


def test_the_first_pages_of_a_long_file_tell_its_language() -> None:
    english = [
        f"Recalling its resolution 33/{n} of 19 December 1978, in which it endorsed the Plan of Action,"
        for n in range(50)
    ]
    spanish = [
        f"Recordando su resolución 33/{n}, de 19 de diciembre de 1978, en la que hizo suyo el Plan" for n in range(50)
    ]
    sheets = [Sheet().lines(80, 740, 9, 13, *english)] * 5 + [Sheet().lines(80, 740, 9, 13, *spanish)] * 9
    assert _read(*sheets).lang == "en"
    assert _read(*sheets[4:]).lang == "es"


def test_a_pdf_in_no_known_language_is_refused() -> None:
    with pytest.raises(ReadError, match="in no language that resgraph knows; name it: --lang"):
        _read(Sheet().lines(80, 700, 10, 13, "Die Generalversammlung beschliesst"))
