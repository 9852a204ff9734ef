"""DOCX, HTML and the old Word formats: what counts as text, numbers and notes, and what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from resgraph.errors import ReadError
from resgraph.models import Text
from resgraph.text import read, word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMES = (
    f'{_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _docx(body: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        for name, part in parts.items():
            archive.writestr(f"word/{name.replace('__', '/')}.xml" + (".rels" if "_rels" in name else ""), part)
    return buffer.getvalue()


def _p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def _t(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _lines(text: Text) -> list[str]:
    return text.content.split("\n")


_FORMULA = _p(_t("The General Assembly,"))


def test_only_what_is_printed_is_taken() -> None:
    text = read(
        _docx(
            _FORMULA
            + _p(
                _t("Recalling its resolution 33"),
                _t("/134 of 19 December 1978 on tech"),
                "<w:r><w:softHyphen/></w:r>",
                _t("nical"),
                "<w:r><w:tab/></w:r>",
                "<w:del><w:r><w:delText>cancelled</w:delText></w:r></w:del>",
                "<w:ins>" + _t("cooperation,") + "</w:ins>",
                "<w:r><w:drawing><wp:anchor><wp:posOffset>2669540</wp:posOffset></wp:anchor></w:drawing></w:r>",
                _t(" hidden", "<w:vanish/>"),
                "<mc:AlternateContent><mc:Choice><w:p>" + _t("box") + "</w:p></mc:Choice></mc:AlternateContent>",
            )
        ),
        file="a.docx",
    )
    assert _lines(text)[1] == "Recalling its resolution 33/134 of 19 December 1978 on technical cooperation,"


def test_notes_stand_at_their_marks_and_are_numbered_by_them() -> None:
    notes = "".join(
        f'<w:footnote w:id="{number}">{_p("<w:r><w:footnoteRef/></w:r>", _t(words))}</w:footnote>'
        for number, words in ((7, " Resolution 70/1."), (3, " A/71/208."))
    )
    text = read(
        _docx(
            _FORMULA
            + _p(_t("Recalling the Agenda"), '<w:r><w:footnoteReference w:id="7"/></w:r>', _t(" and its goals,"))
            + _p(
                _t("1. Notes the report of the Secretary-General"),
                '<w:r><w:footnoteReference w:id="3"/></w:r>',
                _t(";"),
            ),
            footnotes=f"<w:footnotes {_NAMES}>{notes}</w:footnotes>",
        ),
        file="a.docx",
    )
    assert _lines(text)[1:] == [
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
        f'<w:numbering {_NAMES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def numbered(depth: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="5"/></w:numPr>'

    text = read(
        _docx(
            _FORMULA
            + _p(_t("Recalling its resolution 33/134,"))
            + _p(_t("Requests the Secretary-General:"), properties=numbered(0))
            + _p(_t("To report on resolution 57/270 B;"), properties=numbered(1))
            + _p(_t("To consult the States;"), properties=numbered(1))
            + _p(_t("Decides to remain seized of the matter."), properties=numbered(0)),
            numbering=numbering,
        ),
        file="a.docx",
    )
    assert [block.paragraph for block in text.blocks] == [None, "PP1", "OP1", "OP1(a)", "OP1(b)", "OP2"]


def test_links_are_kept() -> None:
    relation = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r9" Target="https://undocs.org/A/RES/33/134"/></Relationships>'
    body = _FORMULA + _p(
        _t("Recalling the resolution "),
        '<w:hyperlink r:id="r9">' + _t("33/134") + "</w:hyperlink>",
        _t(" of the Assembly,"),
    )
    text = read(_docx(body, _rels__document=relation), file="a.docx")
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
    assert _lines(text) == ["The General Assembly,", "Recalling the Agenda and its goals,", "1 Resolution 70/1."]
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
        (_docx(_FORMULA)[:200], "damaged or truncated"),
        (_docx(""), "no text"),
        (b"PK\x03\x04" + bytes(100), "damaged or truncated"),
        (_docx(_FORMULA, footnotes=f"{_ENTITY}<x>&e;</x>"), "declares entities"),
        (_docx(_FORMULA, footnotes=f"{_LAUGHS}<x>&b;</x>"), "declares entities"),
        (_docx(_FORMULA, footnotes="<x>"), "not well-formed"),
        (_docx(_FORMULA + _p(_t(" " * 60_000_000))), "more than 50 MB"),
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
