"""Scans: pages that are pictures are refused by name, and read where tesseract may."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from resgraph.bulk import extract_files
from resgraph.citations.extract import extract
from resgraph.errors import ReadError
from resgraph.pipeline import build_store
from resgraph.text import ocr, read
from resgraph.text.plain import read_str
from tests.readers_pdf_writer import Sheet, write
from tests.readers_typesetting import by_weasyprint, needs

_TEXTS = {
    "en": """Resolution adopted by the General Assembly on 21 December 2016
71/244. South-South cooperation
The General Assembly,
Reaffirming its resolution 64/222 of 21 December 2009, in which it endorsed the Nairobi outcome document,
Recalling its resolution 33/134 of 19 December 1978, in which it endorsed the Buenos Aires Plan of Action,
Recalling also its resolutions 57/270 B of 23 June 2003, 60/212 of 22 December 2005, 62/209 of 19 December 2007, 63/233 of 19 December 2008, 64/1 of 6 October 2009, 66/219 of 22 December 2011, 67/227 of 21 December 2012, 68/230 of 20 December 2013, 69/239 of 19 December 2014 and 70/222 of 22 December 2015,
Recalling further Security Council resolution 1325 (2000) of 31 October 2000,
1. Takes note of the report of the Secretary-General contained in document A/71/208;
2. Reaffirms resolution 70/1 of 25 September 2015 and resolution 69/313 of 27 July 2015;
3. Decides to include the item in the provisional agenda of its seventy-second session.
""",
    "fr": """Résolution adoptée par l’Assemblée générale le 21 décembre 2016
71/244. Coopération Sud-Sud
L’Assemblée générale,
Réaffirmant sa résolution 64/222 du 21 décembre 2009, dans laquelle elle a approuvé le document final de Nairobi,
Rappelant sa résolution 33/134 du 19 décembre 1978, dans laquelle elle a fait sien le Plan d’action de Buenos Aires,
Rappelant également ses résolutions 57/270 B du 23 juin 2003, 60/212 du 22 décembre 2005, 62/209 du 19 décembre 2007, 63/233 du 19 décembre 2008, 64/1 du 6 octobre 2009, 66/219 du 22 décembre 2011, 67/227 du 21 décembre 2012, 68/230 du 20 décembre 2013, 69/239 du 19 décembre 2014 et 70/222 du 22 décembre 2015,
1. Prend note du rapport du Secrétaire général publié sous la cote A/71/208 ;
2. Réaffirme la résolution 70/1 du 25 septembre 2015 et la résolution 69/313 du 27 juillet 2015 ;
3. Décide d’inscrire la question à l’ordre du jour provisoire de sa soixante-douzième session.
""",
}


def _scanned(data: bytes) -> bytes:
    """The first page of a PDF as a picture of 300 dots an inch."""
    document = pypdfium2.PdfDocument(data)
    bitmap = document[0].render(scale=300 / 72, grayscale=True)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    grey = bytes(bitmap.buffer)
    rows = b"".join(grey[y * stride : y * stride + width] for y in range(height))
    bitmap.close()
    document.close()
    return write([Sheet(picture=(width, height, rows))])


@pytest.mark.parametrize("lang", sorted(_TEXTS))
def test_a_scanned_page_gives_its_citations(lang: str) -> None:
    needs("tesseract")
    text = read(_TEXTS[lang].encode(), file=lang)
    scan = _scanned(by_weasyprint(text))
    with pytest.raises(ReadError, match="image only"):
        read(scan, file="scan.pdf")
    recognised = read(scan, file="scan.pdf", ocr=True)
    assert recognised.lang == lang
    assert recognised.documents[0].format == "ocr"
    wanted = {(c.cited, c.cited_date) for c in extract(text)}
    found = {(c.cited, c.cited_date) for c in extract(recognised)}
    assert len(wanted & found) >= 0.95 * len(wanted), wanted ^ found


def test_without_tesseract_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    with pytest.raises(ReadError, match="tesseract is not installed"):
        read(write([Sheet(picture=(8, 8, bytes(64)))]), file="scan.pdf", ocr=True)


def test_a_missing_model_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setattr(ocr.shutil, "which", lambda _: str(program))
    with pytest.raises(ReadError, match="no model") as caught:
        read(write([Sheet(picture=(8, 8, bytes(64)))]), file="scan.pdf", ocr=True, lang="zh")
    assert "tesseract-ocr-chi-sim" in str(caught.value)


def test_the_pipeline_flags_what_was_recognised(tmp_path: Path) -> None:
    needs("tesseract")
    page = tmp_path / "page.pdf"
    page.write_bytes(_scanned(by_weasyprint(read_str(_TEXTS["en"]))))
    (refused,) = extract_files([page])
    assert refused.error is not None
    assert "--ocr" in str(refused.error)
    (found,) = extract_files([page], ocr=True)
    assert found.citations
    assert all("ocr" in c.flags for c in found.citations)
    store = tmp_path / "corpus.duckdb"
    assert build_store([page], store) == (0, 1)
    assert build_store([page], store, ocr=True) == (1, 0)


_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
_PICTURE = Sheet(picture=(8, 8, bytes(64)))
_ENGLISH = ("The General Assembly,", "Recalling its resolution 33/134 of 19 December 1978,", "1. Decides to continue.")
_KLINGON = ("Nuqneh jatlh tlhIngan Hol " * 4,)


def _table(*lines: str, block: int = 1) -> str:
    """What tesseract tells of some lines of 12 points, at 300 dots an inch."""
    rows = [
        _HEAD,
        f"3\t1\t{block}\t1\t0\t0\t400\t400\t1800\t900\t-1\t",
        f"5\t1\t{block}\t1\t0\t9\t400\t300\t9\t9\t1\t ",
    ]
    for n, line in enumerate(lines):
        left = 400
        for k, word in enumerate(line.split()):
            rows.append(f"5\t1\t{block}\t1\t{n}\t{k}\t{left}\t{400 + 60 * n}\t{len(word) * 20}\t50\t96\t{word}")
            left += len(word) * 20 + 15
    return "\n".join(rows) + "\n"


class _Program:
    """A script in the place of tesseract, that gives a table for each call and keeps what it was called with."""

    def __init__(self, folder: Path, *tables: str, models: str = "eng\nfra\nosd", last: str = "") -> None:
        for n, table in enumerate(tables):
            (folder / f"{n}.tsv").write_text(table, "utf-8")
        self.calls = folder / "calls"
        self.calls.touch()
        program = folder / "tesseract"
        give = f"n=$(/usr/bin/wc -l <{self.calls}); echo $4 >>{self.calls}; /bin/cat >{folder}/given; "
        give += last or f"/bin/cat {folder}/$((n)).tsv"
        program.write_text(f"#!/bin/sh\nif [ $1 = --list-langs ]; then echo '{models}'; exit; fi\n{give}\n")
        program.chmod(0o755)

    def models(self) -> list[str]:
        """The models that it was asked to read with, call by call."""
        return self.calls.read_text().split()


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_the_first_page_with_text_tells_the_language_of_all(alone: Path) -> None:
    photograph, english = _table("IMG 0042"), _table(*_ENGLISH)
    program = _Program(alone, photograph, english, english, _table("2. Requests a report."))
    text = read(write([_PICTURE] * 3), file="scan.pdf", ocr=True)
    assert program.models() == ["eng+fra", "eng+fra", "eng", "eng"]
    assert text.lang == "en"
    assert text.content.split("\n") == [*_ENGLISH, "2. Requests a report."]
    assert (alone / "given").read_bytes().startswith(b"P5\n2550 330"), "a page of 612 by 792 points at 300 dots an inch"


def test_the_language_that_is_given_is_the_one_that_is_read(alone: Path) -> None:
    program = _Program(alone, _table(), _table(*_ENGLISH))
    text = read(write([_PICTURE] * 2), file="scan.pdf", ocr=True, lang="fr")
    assert program.models() == ["fra", "fra"]
    assert (text.lang, text.documents[0].format) == ("fr", "ocr")
    assert text.content.split("\n") == list(_ENGLISH)


def test_blocks_are_columns_and_lines_follow_in_each(alone: Path) -> None:
    left = [f"the assembly recalls in line {n} of the left column" for n in range(1, 4)]
    right = [f"goes on in line {n} of the right column" for n in range(1, 4)]
    both = _table(*left) + _table(*right, block=2).split("\n", 1)[1]
    _Program(alone, both)
    content = read(write([_PICTURE]), file="scan.pdf", ocr=True, lang="en").content
    assert content == " ".join((*left, *right))


@pytest.mark.parametrize(
    ("table", "models", "words"),
    [
        (_table(*_KLINGON), "eng", "image only, in no language that is recognised: its page; name it: --lang"),
        (_table(*_ENGLISH * 2), "fra", "image only, in no language that is recognised"),
        (_table("IMG 0042"), "eng", "the file holds no text"),
    ],
)
def test_a_picture_in_no_language_is_refused(alone: Path, table: str, models: str, words: str) -> None:
    _Program(alone, table, models=models)
    with pytest.raises(ReadError, match=words):
        read(write([_PICTURE]), file="scan.pdf", ocr=True)


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        ("echo 'Failed loading language' >&2; echo 'Could not initialize' >&2; exit 1", "Could not initialize"),
        ("exit 9", "no reason given"),
    ],
)
def test_tesseract_may_fail_and_its_reason_is_told(alone: Path, last: str, reason: str) -> None:
    _Program(alone, last=last)
    words = rf"image only, and tesseract failed \({reason}\): its page; see that its models are installed"
    with pytest.raises(ReadError, match=words):
        read(write([_PICTURE]), file="scan.pdf", ocr=True)


def test_a_page_that_takes_too_long_is_named_and_the_rest_is_read(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _Program(alone, last="while :; do :; done")
    monkeypatch.setattr(ocr, "_SECONDS", 1)
    page = Sheet().lines(80, 700, 10, 13, *_ENGLISH)
    text = read(write([page, _PICTURE]), file="scan.pdf", ocr=True, lang="en")
    assert [part.what for part in text.unread] == ["image only, not recognised within 1 seconds: page 2 of 2"]
    assert text.documents[0].format == "pdf"
    assert text.content.split("\n") == list(_ENGLISH)


def test_a_program_that_does_not_even_tell_its_models_is_given_up(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (alone / "tesseract").write_text("#!/bin/sh\nwhile :; do :; done\n")
    (alone / "tesseract").chmod(0o755)
    monkeypatch.setattr(ocr, "_SECONDS", 0.2)
    with pytest.raises(ReadError, match=r"a\.pdf: image only, not recognised within 0\.2 seconds"):
        read(write([_PICTURE]), file="a.pdf", ocr=True)
