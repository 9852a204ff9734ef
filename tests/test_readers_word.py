"""DOCX, HTML and the old Word formats: what counts as text, numbers and notes, and what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from resgraph.errors import ReadError
from resgraph.text import read, word
from tests.readers_word_writer import FORMULA, NAMES, RELATIONS, docx, lines, p, t


def test_only_what_is_printed_is_taken() -> None:
    text = read(
        docx(
            FORMULA
            + p(
                t("Recalling its resolution 33"),
                t("/134 of 19 December 1978 on tech"),
                "<w:r><w:softHyphen/></w:r>",
                t("nical"),
                "<w:r><w:tab/></w:r>",
                "<w:del><w:r><w:delText>cancelled</w:delText></w:r></w:del>",
                "<w:ins>" + t("cooperation,") + "</w:ins>",
                "<w:r><w:drawing><wp:anchor><wp:posOffset>2669540</wp:posOffset></wp:anchor></w:drawing></w:r>",
                t(" hidden", "<w:vanish/>"),
                "<mc:AlternateContent><mc:Choice><w:p>" + t("box") + "</w:p></mc:Choice></mc:AlternateContent>",
            )
        ),
        file="a.docx",
    )
    assert lines(text)[1] == "Recalling its resolution 33/134 of 19 December 1978 on technical cooperation,"


def test_notes_stand_at_their_marks_and_are_numbered_by_them() -> None:
    notes = "".join(
        f'<w:footnote w:id="{number}">{p("<w:r><w:footnoteRef/></w:r>", t(words))}</w:footnote>'
        for number, words in ((7, " Resolution 70/1."), (3, " A/71/208."))
    )
    text = read(
        docx(
            FORMULA
            + p(t("Recalling the Agenda"), '<w:r><w:footnoteReference w:id="7"/></w:r>', t(" and its goals,"))
            + p(
                t("1. Notes the report of the Secretary-General"),
                '<w:r><w:footnoteReference w:id="3"/></w:r>',
                t(";"),
            ),
            footnotes=f"<w:footnotes {NAMES}>{notes}</w:footnotes>",
        ),
        file="a.docx",
    )
    assert lines(text)[1:] == [
        "Recalling the Agenda and its goals,",
        "1. Notes the report of the Secretary-General;",
        "1 Resolution 70/1.",
        "2 A/71/208.",
    ]
    assert [(block.paragraph, block.anchor) for block in text.blocks[3:]] == [("fn1", "PP1"), ("fn2", "OP1")]


def test_numbers_that_word_counts_are_printed() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shape}"/></w:lvl>'
        for depth, form, shape in ((0, "decimal", "%1."), (1, "lowerLetter", "(%2)"))
    )
    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def numbered(depth: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="5"/></w:numPr>'

    text = read(
        docx(
            FORMULA
            + p(t("Recalling its resolution 33/134,"))
            + p(t("Requests the Secretary-General:"), properties=numbered(0))
            + p(t("To report on resolution 57/270 B;"), properties=numbered(1))
            + p(t("To consult the States;"), properties=numbered(1))
            + p(t("Decides to remain seized of the matter."), properties=numbered(0)),
            numbering=numbering,
        ),
        file="a.docx",
    )
    assert [block.paragraph for block in text.blocks] == [None, "PP1", "OP1", "OP1(a)", "OP1(b)", "OP2"]


def test_links_are_kept() -> None:
    relation = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r9" Target="https://undocs.org/A/RES/33/134"/></Relationships>'
    body = FORMULA + p(
        t("Recalling the resolution "),
        '<w:hyperlink r:id="r9">' + t("33/134") + "</w:hyperlink>",
        t(" of the Assembly,"),
    )
    text = read(docx(body, _rels__document=relation), file="a.docx")
    (link,) = text.links
    assert (text.content[link.start : link.end], link.target) == ("33/134", "https://undocs.org/A/RES/33/134")


def test_web_pages_give_paragraphs_marks_notes_and_links() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>x</title><script>var a = '44/1';</script></head><body><nav>Home</nav>"
        "<p>The General Assembly,</p><p>Recalling the <a href='https://undocs.org/A/RES/70/1'>Agenda</a>"
        "<sup><a href='#fn1'>1</a></sup> and its<br>goals,</p>"
        "<ol><li id='fn1'><p>Resolution 70/1.</p></li></ol></body></html>"
    )
    text = read(page.encode(), file="a.html")
    assert lines(text) == ["The General Assembly,", "Recalling the Agenda and its goals,", "1 Resolution 70/1."]
    assert text.blocks[2].anchor == "PP1"
    assert text.links[0].target == "https://undocs.org/A/RES/70/1"


def test_pages_of_old_encodings_are_read() -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><p>Генеральная Ассамблея,</p><p>ссылаясь на свою резолюцию 33/134 от 19 декабря 1978 года,</p></body></html>"
    assert "33/134 от 19 декабря" in read(page.encode("windows-1251"), file="a.html").content


def test_without_a_program_the_old_formats_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word.shutil, "which", lambda _: None)
    with pytest.raises(ReadError, match="LibreOffice or antiword"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), file="a.doc")
    with pytest.raises(ReadError, match="LibreOffice"):
        read(b"\xffWPC" + bytes(600), file="a.wpd")


_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (docx(FORMULA)[:200], "damaged or truncated"),
        (docx(""), "no text"),
        (b"PK\x03\x04" + bytes(100), "damaged or truncated"),
        (docx(FORMULA, footnotes=f"{_ENTITY}<x>&e;</x>"), "declares entities"),
        (docx(FORMULA, footnotes=f"{_LAUGHS}<x>&b;</x>"), "declares entities"),
        (docx(FORMULA, footnotes="<x>"), "not well-formed"),
        (docx(FORMULA + p(t(" " * 60_000_000))), "more than 50 MB"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read(data, file="broken.docx")
    assert caught.value.where == "broken.docx"
    assert caught.value.remedy


def test_a_zip_that_is_not_word_is_named_so() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(ReadError, match="not Word"):
        read(buffer.getvalue(), file="a.odt")


def test_a_word_file_in_no_known_language_is_refused() -> None:
    with pytest.raises(ReadError, match=r"a\.docx: in no language that resgraph knows; name it: --lang"):
        read(docx(p(t("Die Generalversammlung beschliesst"))), file="a.docx")
    assert read(docx(p(t("33/134"))), file="a.docx", lang="fr").lang == "fr"


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ((b"PK\x01\x02", 8, b"\x01"), "encrypted"),
        ((b"PK\x01\x02", 10, b"\x63"), "damaged or truncated"),
        ((b"PK\x03\x04", 26, b"\xff"), "damaged or truncated"),
    ],
)
def test_a_part_that_cannot_be_unpacked_is_refused(harm: tuple[bytes, int, bytes], words: str) -> None:
    sign, offset, wrong = harm
    data = bytearray(docx(FORMULA))
    at = data.index(sign, data.index(sign) + 1) + offset
    data[at : at + 1] = wrong
    with pytest.raises(ReadError, match=words) as caught:
        read(bytes(data), file="broken.docx")
    assert caught.value.where == "broken.docx"


def _headed(*kinds: str, target: str = "header1.xml") -> bytes:
    """A Word file with headers of some kinds, of which the first page's carries the symbol."""
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="r{n}"/>' for n, kind in enumerate(kinds))
    relations = "".join(f'<Relationship Id="r{n}" Target="{target}"/>' for n in range(len(kinds)))
    header = f"<w:hdr {NAMES}>{p(t('A/RES/78/167'))}{p()}</w:hdr>"
    return docx(
        FORMULA + p(t("Recalling its resolution 33/134,")) + f"<w:sectPr>{references}</w:sectPr>",
        _rels__document=f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
        header1=header,
    )


@pytest.mark.parametrize(
    ("data", "symbol"),
    [
        (_headed("first"), "A/RES/78/167"),
        (_headed("default", "first"), "A/RES/78/167"),
        (_headed("default", "even"), None),
        (_headed("first", target="missing.xml"), None),
    ],
)
def test_the_symbol_stands_in_the_header_of_the_first_page(data: bytes, symbol: str | None) -> None:
    text = read(data, file="a.docx")
    assert text.documents[0].symbol == symbol
    assert lines(text)[:-2] == ([symbol] if symbol else [])


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def test_a_field_may_be_a_link_and_hold_other_fields() -> None:
    text = read(
        docx(
            FORMULA
            + p(
                t("Recalling resolution "),
                _field("begin"),
                _instruction(' HYPERLINK "https://undocs.org/A/RES/33/134"'),
                _field("separate"),
                t("33/"),
                _field("begin") + _instruction(" REF number ") + _field("separate") + t("134") + _field("end"),
                t(" of 1978"),
                _field("end"),
                t(" on page "),
                _field("begin") + _instruction(" PAGE ") + _field("separate") + t("2") + _field("end"),
                _field("end"),
                t(","),
            )
        ),
        file="a.docx",
    )
    assert lines(text)[1] == "Recalling resolution 33/134 of 1978 on page 2,"
    (link,) = text.links
    assert text.content[link.start : link.end] == "33/134 of 1978"
    assert link.target == "https://undocs.org/A/RES/33/134"


def test_tables_are_read_and_boxes_beside_the_text_are_not() -> None:
    box = f"<mc:AlternateContent><mc:Choice>{p(t('Please recycle'))}</mc:Choice></mc:AlternateContent>"
    table = f"<w:tbl><w:tr><w:tc>{p(t('Recalling its resolution 33/134,'))}</w:tc></w:tr></w:tbl><?proof end?>"
    text = read(docx(FORMULA + box + table), file="a.docx")
    assert lines(text) == ["The General Assembly,", "Recalling its resolution 33/134,"]
