"""PDF: lines, marks, notes, columns, running heads, links, direction; the originals of session 78 against their gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resgraph import symbols
from resgraph.citations.extract import extract
from resgraph.errors import ReadError, SymbolError
from resgraph.models import Text
from resgraph.text import read
from resgraph.text.pdf_bidi import logical
from resgraph.text.pdf_torn import mended
from tests.readers_pdf_writer import Sheet, page, write


def _read(*sheets: Sheet) -> Text:
    return read(write(sheets), file="test.pdf")


def _clauses(text: Text) -> list[str]:
    return [text.content[block.start : block.end] for block in text.blocks]


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart() -> None:
    text = _read(
        page(
            "The General Assembly,",
            "Recalling its resolution 33/134 of 19 December 1978, in which it endorsed the Plan of Action on Technical",
            "|Cooperation among Developing Countries, and its resolution 57/270 B of 23 June",
            "|2003,",
            "1. Requests the Secretary-General to report on the state of cooperation.",
        )
    )
    assert _clauses(text) == [
        "The General Assembly,",
        "Recalling its resolution 33/134 of 19 December 1978, in which it endorsed the Plan of Action on Technical "
        "Cooperation among Developing Countries, and its resolution 57/270 B of 23 June 2003,",
        "1. Requests the Secretary-General to report on the state of cooperation.",
    ]


def test_a_raised_small_digit_is_a_mark_and_its_note_goes_apart() -> None:
    sheet = page(
        "The General Assembly,", "Recalling the Paris Agreement", "1. Reaffirms the Agreement of 12 December 2015."
    )
    sheet.words.append((268, 667.5, 6.5, "1"))
    sheet.words += [(110, 90, 6, "1"), (116, 86, 8, "See FCCC/CP/2015/10/Add.1, decision 1/CP.21, annex, adopted in")]
    sheet.words.append((110, 76, 8, "Paris."))
    text = _read(sheet)
    assert _clauses(text)[1] == "Recalling the Paris Agreement"
    (mark,) = text.marks
    assert mark.label == "1"
    assert text.content[mark.position - 9 : mark.position] == "Agreement"
    note = next(block for block in text.blocks if block.place == "footnote")
    assert text.content[note.start : note.end].endswith("annex, adopted in Paris.")
    assert note.anchor == text.blocks[1].paragraph


@pytest.mark.parametrize(("size", "rise"), [(10, 3.5), (6.5, 0)])
def test_height_alone_or_size_alone_makes_no_mark(size: float, rise: float) -> None:
    sheet = page("The General Assembly,", "Recalling its resolution 33/13")
    sheet.words.append((132 + 135, 664 + rise, size, "4"))
    assert not _read(sheet).marks


def test_a_paragraph_goes_on_over_the_page_and_running_heads_fall_out() -> None:
    first = page(
        "The General Assembly,",
        "Recalling its resolutions 57/270 B of 23 June 2003, 60/212 of 22 December 2005, 62/209 of 19 December 2007, in",
    )
    first.words += [(110, 40, 8, "2/3"), (400, 40, 8, "23-25878")]
    second = Sheet([(110, 750, 9, "A/RES/78/167"), (300, 750, 9, "South-South cooperation")])
    second.lines(110, 690, 10, 12, "which it endorsed the outcome of the Conference,")
    second.lines(132, 660, 10, 12, "1. Decides to remain seized of the matter.")
    second.words += [(110, 40, 8, "23-25878"), (400, 40, 8, "3/3")]
    text = _read(first, second)
    assert _clauses(text)[1].endswith("19 December 2007, in which it endorsed the outcome of the Conference,")
    assert "South-South" not in text.content
    assert "23-25878" not in text.content


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"The Assembly recalls in line {n} of the left" for n in range(1, 13)]
    right = [f"column and goes on in line {n} of the right" for n in range(1, 13)]
    sheet = Sheet().lines(60, 700, 9, 11, *left).lines(320, 700, 9, 11, *right)
    content = _read(sheet).content
    assert content.index("line 12 of the left") < content.index("line 1 of the right")


def test_the_pieces_of_a_word_divided_at_line_ends_are_joined() -> None:
    lines = [
        "The General Assembly welcomes the coun-",
        "|tries that have agreed on techni-",
        "|cal and finan-",
        "|cial measures of the South.",
    ]
    assert "the countries that have agreed on technical and financial measures" in _read(page(*lines)).content


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("See the reports in document A/C.6/65/SR.", "11, and the others of the session.", "A/C.6/65/SR.11,"),
        ("See the decision in FCCC/CP/2015/10/", "Add.1, and the others of the session.", "FCCC/CP/2015/10/Add.1,"),
        ("Recalling Security Council resolution 2254 (", "2015) and the others of the Council,", "2254 (2015)"),
    ],
)
def test_a_symbol_torn_at_the_line_end_is_joined(first: str, second: str, joined: str) -> None:
    assert joined in _read(page("The General Assembly,", first, "|" + second)).content


def test_a_link_is_kept_where_it_is_printed() -> None:
    sheet = page("The General Assembly,", "Recalling its resolution 33/134 of 19 December 1978,")
    sheet.links.append((242, 660, 272, 674, "https://undocs.org/en/A/RES/33/134"))
    (link,) = _read(sheet).links
    assert link.target == "https://undocs.org/en/A/RES/33/134"


def _logical(seen: str) -> str:
    return "".join(logical(list(seen), str, lambda _, char: char, rtl=True))


@pytest.mark.parametrize(
    ("seen", "read_as"),
    [
        ("1978 خرؤملا 33/134 اهرارق", "قرارها 33/134 المؤرخ 1978"),
        ("(25-د) 2625 رارقلا", "القرار 2625 (د-25)"),
        (")25-د( 2625 رارقلا", "القرار 2625 (د-25)"),
        (".FCCC/CP/2015/10/Add.1 ةقيثولا", "الوثيقة FCCC/CP/2015/10/Add.1."),
        ("A/77/6 (Sect. 26) ةقيثولا", "الوثيقة A/77/6 (Sect. 26)"),
        ("(A/63/47) 47 مقر", "رقم 47 (A/63/47)"),
        ("73/5 و 72/4", "72/4 و 73/5"),
        # what files record of a bracket says nothing: it is seen by the white beside it
        ("،(A/73/12 (Part II( و A/73/12 (Part I() 12 مقر", "رقم 12 (A/73/12 (Part I) و A/73/12 (Part II))،"),
        ("،)A/73/12 )Part II) و A/73/12 )Part I)) 12 مقر", "رقم 12 (A/73/12 (Part I) و A/73/12 (Part II))،"),
        ("،(NPT/CONF.2010/50 (Vol. I(", "NPT/CONF.2010/50 (Vol. I))،"),
        ("يف (قحلملا ،GOV/INF/2005/10-GC(49)/INF/6 ةقيثولا", "الوثيقة GOV/INF/2005/10-GC(49)/INF/6، الملحق) في"),
        ("A/77/6 (Sect. 9) و )Sect. 8)/Corr.1", "(Sect. 8)/Corr.1 و A/77/6 (Sect. 9)"),
        ("A/77/6 (Sect. و A/77/6 (Sect. 30)", "A/77/6 (Sect. 30) و A/77/6 (Sect."),
        (") 2242 و 2015 (2015) 2235", "2235 (2015) 2015 و 2242 ("),
        ("ءزجلا،(II)/Corr.2", "II)/Corr.2)،الجزء"),
        ("IOC- رارقلا", "القرار IOC-"),
        (".CMP.8/1 ررقملا", "المقرر 1/CMP.8."),
    ],
)
def test_a_line_from_right_to_left_comes_into_reading_order(seen: str, read_as: str) -> None:
    assert _logical(seen) == read_as


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        # 77/111 fn1, 77/203 fn1, 77/254 fn4, 77/168 fn8, 77/94 fn1, 77/65 fn6 in Arabic, as WeasyPrint sets them
        ("و A/C.", "SR.10/6/73 و A/C.6/73/SR.11", "و A/C.6/73/SR.10 و A/C.6/73/SR.11"),
        ("و A/", "Add.1/Corr.2/69/53)، الفصل", "و A/69/53/Add.1/Corr.2)، الفصل"),
        ("و A/", "Corr.1/(Sect. 14) 77/6 و A/77/6", "و A/77/6 (Sect. 14)/Corr.1 و A/77/6"),
        ("رقم المبيع A.", "II.A.1.03 والتصويب", "رقم المبيع A.03.II.A.1 والتصويب"),
        ("الأول NPT/CONF.2010/50 (Vol).", "I))، الجزء", "الأول (NPT/CONF.2010/50 (Vol.I))، الجزء"),
        ("الأول NPT/CONF.2000/28 (Parts I)", "and II) و", "الأول (NPT/CONF.2000/28 (Parts Iand II) و"),
        ("و A/77/6 (Sect.", "(29B و A/77/6", "و A/77/6 (Sect.29B) و A/77/6"),
        # and what is right as it stands
        ("الوثيقة A/", "RES/69/53 المؤرخ", "الوثيقة A/RES/69/53 المؤرخ"),
        ("الوثيقة A/", "CONF.157/23، الفصل", "الوثيقة A/CONF.157/23، الفصل"),
    ],
)
def test_a_symbol_torn_from_right_to_left_is_mended(left: str, right: str, joined: str) -> None:
    assert "".join(mended(left, right)) == joined


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.4\n", "damaged or truncated"),
        (write([page("The General Assembly,")])[:400], "damaged or truncated"),
        (write([page("The General Assembly,")], encrypted=True), "encrypted"),
        (write([Sheet()]), "no text"),
        (write([Sheet(picture=(8, 8, bytes(64)))]), "image only"),
        (write([Sheet(picture=(8, 8, bytes(64)))] * 2), "image only: all of its 2 pages"),
        (write([Sheet(picture=(8, 8, bytes(64))), Sheet()]), "image only: page 1 of 2"),
        (write([Sheet()] * 3001), "3001 pages"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words.replace("(", r"\(").replace(")", r"\)")) as caught:
        read(data, file="broken.pdf")
    assert caught.value.where == "broken.pdf"
    assert caught.value.remedy


def _numbered(number: int) -> Sheet:
    return page("The General Assembly,", f"Recalling its resolution 33/{number} of 19 December 1978 on cooperation,")


def test_pages_that_are_pictures_are_named_and_the_rest_is_read() -> None:
    picture = Sheet(picture=(8, 8, bytes(64)))
    text = _read(_numbered(1), picture, _numbered(3), picture, picture, picture, _numbered(7))
    assert [c.cited for c in extract(text)] == ["A/RES/33/1", "A/RES/33/3", "A/RES/33/7"]
    (unread,) = text.unread
    assert unread.what == "image only: pages 2, 4–6 of 7"
    assert "tesseract" in unread.remedy
    assert "--ocr" in unread.remedy


def test_a_damaged_page_is_named_and_the_rest_is_read() -> None:
    data = write([_numbered(1), _numbered(2), _numbered(3)])
    second = data.index(b"/Type /Page /", data.index(b"/Type /Page /") + 1)
    text = read(data[:second] + data[second:].replace(b"/Type /Page /", b"/Type /Pagx /", 1), file="torn.pdf")
    assert [c.cited for c in extract(text)] == ["A/RES/33/1", "A/RES/33/3"]
    assert [part.what for part in text.unread] == ["damaged: page 2 of 3"]


@pytest.mark.corpus
def test_the_originals_of_session_78_give_their_gold(corpus: Path) -> None:
    hits = missed = assembly_hits = assembly_missed = assembly_extra = 0
    gold = [json.loads(line) for line in (corpus / "gold" / "pdf-78-en.jsonl").read_text("utf-8").splitlines()]
    for name in sorted({Path(row["files"]["en"]).stem for row in gold}):
        rows = [row for row in gold if Path(row["files"]["en"]).stem == name]
        wanted = {_whole(symbol) for row in rows for symbol in row["gold"]}
        allowed = wanted | {_whole(symbol) for row in rows for symbol in row["maybe"]}
        path = corpus / "pdf-78-en" / f"{name}.pdf"
        found = {_whole(c.cited) for c in extract(read(path.read_bytes(), file=str(path))) if c.cited}
        hits += len(wanted & found)
        missed += len(wanted - found)
        assembly_hits += sum(s.startswith("A/RES/") for s in wanted & found)
        assembly_missed += sum(s.startswith("A/RES/") for s in wanted - found)
        assembly_extra += sum(s.startswith("A/RES/") for s in found - allowed)
    assert assembly_hits / (assembly_hits + assembly_missed) >= 0.995
    assert assembly_hits / (assembly_hits + assembly_extra) >= 0.985
    assert hits / (hits + missed) >= 0.985


def _whole(symbol: str) -> str:
    try:
        return symbols.parse(symbol).whole
    except SymbolError:
        return symbol.upper()


@pytest.mark.corpus
def test_pdf_and_xml_of_78_167_agree(corpus: Path) -> None:
    import zipfile

    with zipfile.ZipFile(corpus / "south-south-75-80.zip") as archive:
        member = next(n for n in archive.namelist() if "78_167" in n and "/en/" in f"/{n}")
        xml = read(archive.read(member), file=member)
    path = corpus / "pdf-78-en" / "A_RES_78_167.pdf"
    pdf = read(path.read_bytes(), file=str(path))
    assert pdf.documents[0].symbol == "A/RES/78/167"
    assert pdf.documents[0].date == "2023-12-19"
    wanted = {(c.cited, c.anchor or c.paragraph, c.relation) for c in extract(xml) if c.place != "heading"}
    assert {(c.cited, c.anchor or c.paragraph, c.relation) for c in extract(pdf) if c.place != "heading"} == wanted
