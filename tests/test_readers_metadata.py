"""What a text says of itself: symbol, date, title, session, agenda item, report, language; the file's name only where it says nothing."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from resgraph.errors import ReadError
from resgraph.languages import LANGUAGES
from resgraph.models import Document
from resgraph.text import read

FULL = os.environ.get("RESGRAPH_FULL") == "1"
"""All documents of the corpus: `RESGRAPH_FULL=1 pytest tests/test_readers_metadata.py`."""
FIELDS = ("symbol", "date", "session", "agenda_item", "lang")
UNPRINTED = {("A_RES_77_105-2228251", "ru", "agenda_item")}
"""The Russian text of 77/105 prints no agenda item."""


def _title(document: Document) -> str:
    return re.sub(r"[\W_]+", "", document.title or "").casefold()


@pytest.mark.corpus
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plain_text_tells_what_the_xml_has_in_its_metadata(corpus: Path, lang: str) -> None:
    with (
        zipfile.ZipFile(corpus / "text-77-six-languages.zip") as texts,
        zipfile.ZipFile(corpus / f"akn-77-{lang}.zip") as xml,
    ):
        names = sorted(n for n in texts.namelist() if n.startswith(f"{lang}/") and n.endswith(".txt"))
        held = {Path(name).stem: name for name in xml.namelist()}
        compared = 0
        for name in names if FULL else names[:8]:
            stem = Path(name).stem
            if stem not in held:
                continue
            (wanted,) = read(xml.read(held[stem]), file="a.xml").documents[:1]
            (found,) = read(texts.read(name), file="N1643946.txt").documents[:1]
            compared += 1
            for field in FIELDS:
                if (stem[:-1].rstrip("-"), lang, field) not in UNPRINTED:
                    assert getattr(found, field) == getattr(wanted, field), (stem, field)
            if wanted.report:
                assert found.report == wanted.report, stem
            if wanted.title:
                assert _title(found) == _title(wanted) or lang == "fr", stem
        assert compared >= (50 if FULL else 7)


@pytest.mark.corpus
def test_the_originals_of_session_78_tell_symbol_and_date(corpus: Path) -> None:
    rows = (line.split("\t") for line in (corpus / "gold" / "dates.tsv").read_text("utf-8").splitlines())
    dates = {row[0]: row[1] for row in rows}
    for path in sorted((corpus / "pdf-78-en").glob("*.pdf")):
        document = read(path.read_bytes(), file="N1643946.pdf").documents[0]
        assert document.symbol
        assert document.symbol.startswith("A/RES/" + "/".join(path.stem.split("_")[2:4]))
        assert document.date == dates.get(document.symbol, document.date)
        assert (document.date, document.session, document.lang) == (document.date, "78", "en")
        assert document.date
        assert document.title


TEXT = "71/244. South-South cooperation\nThe General Assembly,\nRecalling its resolution 33/134 of 19 December 1978,\n"


@pytest.mark.parametrize(
    ("text", "file", "symbol", "lang"),
    [
        (TEXT, "N1643946.txt", "A/RES/71/244", "en"),
        (TEXT, "A_RES_60_212.zh.txt", "A/RES/71/244", "en"),
        (TEXT.split("\n", 1)[1], "A_RES_60_212.en.txt", "A/RES/60/212", "en"),
        (TEXT.split("\n", 1)[1], "N1643946.txt", None, "en"),
        ("33/134 1978, 57/270 B", "A_RES_60_212.zh.txt", "A/RES/60/212", "zh"),
    ],
)
def test_the_name_of_a_file_tells_only_what_the_text_does_not(
    text: str, file: str, symbol: str | None, lang: str
) -> None:
    document = read(text.encode(), file=file).documents[0]
    assert (document.symbol, document.lang) == (symbol, lang)


def test_a_job_number_names_no_language() -> None:
    with pytest.raises(ReadError, match="no language"):
        read(b"33/134 1978, 57/270 B", file="N1643946.txt")
