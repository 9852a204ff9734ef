"""Titles quoted for what is cited: read in six languages, kept on stubs with the share of the texts that agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from resgraph import extract
from resgraph.citations.titles import quoted
from resgraph.graph.build import build
from resgraph.graph.store import Store
from resgraph.models import Document
from resgraph.text.plain import read_str
from tests.test_graph import cite, held

CASES = {
    "en": ("Reaffirming its resolution 70/1 of 25 September 2015, entitled “Transforming our world”, in which", "Transforming our world"),
    "en-within": ("Recalling resolution 70/1, entitled “Transforming our world”, of 25 September 2015,", "Transforming our world"),
    "fr": ("Réaffirmant sa résolution 70/1 du 25 septembre 2015, intitulée « Transformer notre monde : le Programme »,", "Transformer notre monde : le Programme"),
    "es": ("Reafirmando su resolución 70/1, de 25 de septiembre de 2015, titulada “Transformar nuestro mundo”,", "Transformar nuestro mundo"),
    "ru": ("подтверждая свою резолюцию 70/1 от 25 сентября 2015 года «Преобразование нашего мира»,", "Преобразование нашего мира"),
    "ru-named": ("подтверждая свою резолюцию 70/1 от 25 сентября 2015 года, озаглавленную «Преобразование нашего мира»,", "Преобразование нашего мира"),
    "zh": ("重申其2015年9月25日题为“变革我们的世界”的第70/1号决议，", "变革我们的世界"),
    "zh-before": ("重申其题为“变革我们的世界”的2015年9月25日第70/1号决议，", "变革我们的世界"),
    "ar": ("وإذ تؤكد من جديد قرارها 70/1 المؤرخ 25 أيلول/سبتمبر 2015، المعنون ”تحويل عالمنا“،", "تحويل عالمنا"),
}  # fmt: skip
"""Language, words after 70/1 in session-77 texts (shortened), and the title in them."""


def titles(words: str, lang: str) -> list[tuple[str | None, str | None]]:
    text = read_str(words, lang=lang)
    found = list(quoted(text, extract(text)))
    assert all((one.format, one.lang, one.file) == ("quoted", lang, text.file) for one in found)
    return [(one.symbol, one.title) for one in found]


@pytest.mark.parametrize(("name", "case"), CASES.items(), ids=CASES)
def test_a_title_behind_its_number(name: str, case: tuple[str, str]) -> None:
    words, title = case
    assert titles(words, name[:2]) == [("A/RES/70/1", title)]


@pytest.mark.parametrize(
    "words",
    [
        "Recalling resolution 70/1 of 25 September 2015 on the report “Transforming our world”,",
        "Recalling resolutions 76/182 and 76/183 of 16 December 2021, entitled “One” and “Another”,",
        "Recalling resolution 70/1 of 25 September 2015, entitled in full,",
    ],
)
def test_other_words_in_quotation_marks_are_no_title(words: str) -> None:
    assert titles(words, "en") == []


def quote(title: str, file: str, lang: str = "en") -> Document:
    return Document("A/RES/70/1", title=title, lang=lang, format="quoted", file=file)


def test_a_stub_has_the_title_that_most_texts_quote() -> None:
    quotes = [quote("Our world", "a"), quote("Transforming our world", "b"), quote("Transforming our world", "c")]
    graph = build([*quotes, quote("Transformer notre monde", "d", "fr")], [cite("75/1", "70/1")])
    node = graph.nodes["A/RES/70/1"]
    assert (node["title"], node["title_share"], node["held"]) == ("Transforming our world", 0.6667, False)
    assert node["title_fr"] == "Transformer notre monde"
    assert "langs" not in node


@pytest.mark.parametrize("format", ["akn", "record"])
def test_a_title_of_its_own_is_better_than_one_quoted(format: str) -> None:
    own = Document("A/RES/70/1", "2015-09-25", "Notre monde", "fr", format, "f.xml")
    node = build([quote("Our world", "a"), own], []).nodes["A/RES/70/1"]
    assert (node["title"], "title_share" in node) == ("Notre monde", False)


def test_the_format_of_a_file_is_that_of_what_was_read_in_it() -> None:
    documents = [quote("Our world", "77/1.en.xml"), held("77/1", "2022-10-07")]
    assert build(documents, [cite("77/1", "70/1")]).has_edge("A/RES/77/1", "A/RES/70/1")


def test_a_file_that_quotes_titles_is_pruned_and_one_of_records_stays(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        store.put("77/1.en.xml", "1", [held("77/1", "2022-10-07"), quote("Our world", "77/1.en.xml")], [])
        store.put("list.csv", "1", [Document("A/RES/70/1", "2015-09-25", format="record", file="list.csv")], [])
        assert store.prune([]) == ["77/1.en.xml"]
