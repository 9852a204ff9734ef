"""One text, many formats: set as DOCX, HTML and PDF in six languages, it gives the citations of the text."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from resgraph.citations.extract import extract
from resgraph.languages import LANGUAGES
from resgraph.models import Text
from resgraph.text import read
from tests.readers_typesetting import as_docx, as_html, by_libreoffice, by_weasyprint

FULL = os.environ.get("RESGRAPH_FULL") == "1"
"""All documents of the corpus: `RESGRAPH_FULL=1 pytest tests/test_readers_formats.py -m corpus`."""
_FEW = 6
_TRUE = {("A_RES_77_126-2228505A", "S/RES/2334(2016)")}
"""What documents give beside the text, and rightly: the text has "2334 (2016())", what was left of a note's mark, and no
citation there; in print its brackets stand in another order, and it is read."""


def _texts(corpus: Path, lang: str) -> dict[str, Text]:
    with zipfile.ZipFile(corpus / "text-77-six-languages.zip") as archive:
        names = sorted(n for n in archive.namelist() if f"/{lang}/" in f"/{n}" and n.endswith(".txt"))
        return {Path(n).stem: read(archive.read(n), file=n) for n in (names if FULL else names[:_FEW])}


def _cited(text: Text) -> Counter[str]:
    """What is cited, and how often; a note that no paragraph calls cannot be set, and does not count."""
    lost = [b for b in text.blocks if b.place == "footnote" and b.parent < 0]
    return Counter(
        c.cited or c.quote.replace(" ", "")
        for c in extract(text)
        if not any(b.start <= c.span_start < b.end for b in lost)
    )


def _clauses(text: Text) -> Counter[tuple[str | None, ...]]:
    return Counter((c.cited, c.cited_date, c.place, c.anchor or c.paragraph, c.relation) for c in extract(text))


def _compare(texts: dict[str, Text], documents: Iterator[tuple[str, bytes]], least: float) -> None:
    """Citations of the texts found again in the documents, as a share of all, and no others."""
    total = found = 0
    extra: Counter[tuple[str, str]] = Counter()
    for name, data in documents:
        wanted, got = _cited(texts[name]), _cited(read(data, file=name))
        total += wanted.total()
        found += (wanted & got).total()
        extra.update({(name, cited): number for cited, number in (got - wanted).items()})
    assert total
    assert found / total >= least, f"{found} of {total}"
    assert not extra.keys() - _TRUE, extra


@pytest.mark.corpus
@pytest.mark.parametrize("lang", LANGUAGES)
def test_docx_and_html_give_the_clauses_of_the_text(corpus: Path, lang: str) -> None:
    for name, text in _texts(corpus, lang).items():
        if any(b.place == "footnote" and b.parent < 0 for b in text.blocks):
            continue
        wanted = _clauses(text)
        for data in (as_docx(text), as_html(text).encode()):
            got = _clauses(read(data, file=name))
            assert not wanted - got
            assert {(name, str(clause[0])) for clause in got - wanted} <= _TRUE


@pytest.mark.corpus
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pdf_by_libreoffice_gives_the_citations_of_the_text(corpus: Path, lang: str, tmp_path: Path) -> None:
    texts = _texts(corpus, lang)
    documents = by_libreoffice({name: as_docx(text) for name, text in texts.items()}, tmp_path)
    _compare(texts, iter(documents.items()), 0.98 if lang == "ar" else 0.995)


@pytest.mark.corpus
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pdf_by_weasyprint_gives_the_citations_of_the_text(corpus: Path, lang: str) -> None:
    texts = _texts(corpus, lang)
    documents = ((name, by_weasyprint(text)) for name, text in texts.items())
    _compare(texts, documents, 0.98 if lang == "ar" else 0.995)


def test_the_seed_reads_the_same_in_every_format(seed: Path, tmp_path: Path) -> None:
    text = read(seed.read_bytes(), file=str(seed))
    wanted = _cited(text)
    documents = {"docx": as_docx(text), "html": as_html(text).encode(), "weasyprint": by_weasyprint(text)}
    documents["libreoffice"] = by_libreoffice({"seed": documents["docx"]}, tmp_path)["seed"]
    for name, data in documents.items():
        assert _cited(read(data, file=name)) == wanted, name


def test_legacy_word_is_read_by_way_of_libreoffice(seed: Path, tmp_path: Path) -> None:
    text = read(seed.read_bytes(), file=str(seed))
    legacy = by_libreoffice({"seed": as_docx(text)}, tmp_path, "doc")["seed"]
    assert legacy.startswith(b"\xd0\xcf\x11\xe0")
    again = read(legacy, file="seed.doc")
    assert _cited(again) == _cited(text)
    assert again.documents[0].format == "doc"
