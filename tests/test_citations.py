"""Citations: every case of `cases/citations`, and what holds for the records of any text.

`wild` are short quotations with the document they stand in, `six_languages` one clause in all six, `synthetic` the turns
of the grammar that are too rare to quote, `negative` what only looks like a citation, `known_failures` what is not yet
found (strict: a case that passes moves to another file).
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resgraph
from resgraph import symbols
from resgraph.errors import ReadError, SymbolError
from resgraph.languages import LANGUAGES
from resgraph.models import Citation, Link
from resgraph.schema import KINDS, RELATIONS
from resgraph.text.plain import read_str

FOLDER = Path(__file__).parent / "cases" / "citations"
LONGEST = 260
"""Characters of a quotation."""
KEYS = {"text", "lang", "from", "gives", "relation", "verb", "kind", "body", "citing", "why"}
FLAGS = {
    *("date_conflict", "session_mismatch", "link_disagrees", "forward", "self"),
    *("ocr_repaired", "uncertain_body", "unparsed"),
}


def cases(name: str) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]
    return table


def each(name: str, *marks: pytest.MarkDecorator) -> pytest.MarkDecorator:
    """Parameters: the cases of a file, numbered."""
    return pytest.mark.parametrize(
        "case", [pytest.param(c, id=f"{name}-{c['lang']}-{n}", marks=marks) for n, c in enumerate(cases(name), 1)]
    )


def extract(case: dict[str, Any]) -> list[Citation]:
    return list(resgraph.extract(case["text"], lang=case["lang"], citing=case.get("citing")))


def row(citation: Citation, *, flags: bool = True) -> str:
    """`A/RES/64/222 2010-12-21 !date_conflict`."""
    words = [citation.cited or "unparsed", citation.cited_date or ""]
    if flags and citation.flags:
        words.append(f"!{';'.join(citation.flags)}")
    return " ".join(word for word in words if word)


# ---------------------------------------------------------------- cases


@each("wild")
def test_a_citation_in_the_wild(case: dict[str, Any]) -> None:
    check(case)


@each("synthetic")
def test_a_turn_of_the_grammar(case: dict[str, Any]) -> None:
    check(case)


@each("negative")
def test_what_only_looks_like_a_citation(case: dict[str, Any]) -> None:
    check(case)


def check(case: dict[str, Any]) -> None:
    found = extract(case)
    assert [row(c) for c in found] == case["gives"]
    for name in ("relation", "verb", "kind", "body"):
        if name in case:
            assert {getattr(c, name) for c in found} == {case[name]}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=f"{c['lang']}-{n}", marks=pytest.mark.xfail(reason=c["why"]))
        for n, c in enumerate(cases("known_failures"), 1)
    ],
)
def test_a_known_failure(case: dict[str, Any]) -> None:
    assert [row(c, flags=False) for c in extract(case)] == case["gives"]


def in_six_languages() -> list[Any]:
    rows = []
    for n, case in enumerate(cases("six_languages"), 1):
        for code in LANGUAGES:
            why = case.get("fails", {}).get(code)
            marks = [pytest.mark.xfail(reason=why)] if why else []
            rows.append(pytest.param(case, code, id=f"{n}-{code}", marks=marks))
    return rows


@pytest.mark.parametrize(("case", "code"), in_six_languages())
def test_a_clause_says_the_same_in_six_languages(case: dict[str, Any], code: str) -> None:
    found = list(resgraph.extract(case[code], lang=code))
    exception = case.get("except", {}).get(code, {})
    assert [row(c) for c in found] == exception.get("gives", case["gives"])
    assert {c.relation for c in found} == {case["relation"]}


@pytest.mark.parametrize("name", ["wild", "synthetic", "negative", "known_failures"])
def test_the_cases_are_well_written(name: str) -> None:
    for case in cases(name):
        assert set(case) <= KEYS, case
        assert len(case["text"]) <= LONGEST, case["text"]
        assert name != "wild" or symbols.parse(case["from"]).text == case["from"]
        assert name != "known_failures" or case["why"]
        for gives in case["gives"]:
            symbol = gives.split(" ")[0]
            assert symbol == "unparsed" or symbols.parse(symbol).text == symbol


def test_no_case_stands_twice() -> None:
    seen = [(c["lang"], c["text"]) for name in ("wild", "synthetic", "negative", "known_failures") for c in cases(name)]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_cases(code: str) -> None:
    assert sum(case["lang"] == code for case in cases("wild")) >= 8
    assert any(case["lang"] == code for case in cases("negative"))


# ---------------------------------------------------------------- what the seed taught


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "南南合作高级别委员会2016年5月19日第19/1号决定"),
        ("en", "decision 19/1 of the High-level Committee on South-South Cooperation"),
        ("fr", "la décision 19/1 du Comité de haut niveau pour la coopération Sud-Sud"),
        ("es", "la decisión 19/1 del Comité de Alto Nivel sobre la Cooperación Sur-Sur"),
        ("ru", "решение 19/1 Комитета высокого уровня по сотрудничеству Юг — Юг"),
        ("ar", "مقرر اللجنة الرفيعة المستوى المعنية بالتعاون فيما بين بلدان الجنوب 19/1"),
    ],
)
def test_the_committees_decision_is_not_the_assemblys(lang: str, text: str) -> None:
    assert [c.cited for c in resgraph.extract(text, lang=lang)] == ["SSC/DEC/19/1"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "2003年6月23日第57/270 B号决议"),
        ("en", "resolution 57/270 B of 23 June 2003"),
        ("fr", "résolution 57/270 B du 23 juin 2003"),
        ("es", "resolución 57/270 B, de 23 de junio de 2003"),
        ("ru", "резолюция 57/270 В от 23 июня 2003 года"),
        ("ar", "القرار 57/270 باء المؤرخ 23 حزيران/يونيه 2003"),
    ],
)
def test_the_part_letter_is_kept(lang: str, text: str) -> None:
    (found,) = resgraph.extract(text, lang=lang)
    assert (found.cited, found.cited_date, found.quote) == ("A/RES/57/270B", "2003-06-23", found.quote)
    assert "57/270" in found.quote


@pytest.mark.parametrize("lang", ["en", "fr", "es", "ru", "ar"])
def test_a_pair_that_is_a_year_and_a_number_is_no_session(lang: str) -> None:
    assert [c.cited for c in resgraph.extract("2020/21", lang=lang)] == []


# ---------------------------------------------------------------- the record


def test_the_record_of_a_clause() -> None:
    text = "The General Assembly,\nReaffirming its resolution 33/134 of 19 December 1978,"
    (found,) = resgraph.extract(text, lang="en", citing="71/244")
    assert found == Citation(
        file="<text>",
        citing="A/RES/71/244",
        citing_date=None,
        lang="en",
        cited="A/RES/33/134",
        kind="resolution",
        body="GA",
        cited_date="1978-12-19",
        verb="Reaffirming its",
        relation="reaffirms",
        place="preamble",
        paragraph="PP1",
        anchor=None,
        quote="33/134 of 19 December 1978",
        span_start=49,
        span_end=75,
        flags=(),
    )


def test_a_range_gives_one_record_a_member_with_the_same_span() -> None:
    found = list(resgraph.extract("its resolutions 51/211 A to E of 18 December 1996", lang="en"))
    assert [c.cited for c in found] == [f"A/RES/51/211{part}" for part in "ABCDE"]
    assert {(c.span_start, c.span_end, c.quote) for c in found} == {(16, 49, "51/211 A to E of 18 December 1996")}


@pytest.mark.parametrize(
    ("citing", "text", "flags"),
    [
        ("A/RES/71/244", "its resolution 71/244", ("self",)),
        ("A/RES/71/244", "its resolution 72/237", ()),
        (None, "its resolution 72/237", ()),
    ],
)
def test_a_resolution_that_cites_itself_is_flagged(citing: str | None, text: str, flags: tuple[str, ...]) -> None:
    (found,) = resgraph.extract(text, lang="en", citing=citing)
    assert found.flags == flags


def test_a_later_resolution_is_flagged_where_the_date_of_the_citing_is_known() -> None:
    text = (
        "A/RES/71/244\n\nResolution adopted by the General Assembly on 21 December 2016\n\n"
        "71/244. South-South cooperation\n\nThe General Assembly,\n\nRecalling its resolution 72/237 of 20 December 2017,\n\n"
        "Recalling also its resolution 33/134 of 19 December 1978, in which it endorsed the Buenos Aires Plan of Action "
        "for Promoting and Implementing Technical Cooperation among Developing Countries,\n"
    )
    later, earlier = resgraph.extract(text, lang="en")
    assert (later.citing, later.citing_date, later.flags) == ("A/RES/71/244", "2016-12-21", ("forward",))
    assert earlier.flags == ()


def test_what_is_cited_first_is_remembered() -> None:
    text = (
        "Recalling Human Rights Council resolution 45/5 of 6 October 2020,\n\n"
        "Recalls the mandate as set out in resolution 45/5,\n\nRequests a report on resolution 45/5;"
    )
    assert {c.cited for c in resgraph.extract(text, lang="en")} == {"A/HRC/RES/45/5"}


def test_the_citing_resolution_must_be_a_symbol() -> None:
    with pytest.raises(SymbolError):
        list(resgraph.extract("its resolution 33/134", lang="en", citing="nonsense"))


def test_a_text_in_no_known_language_is_refused() -> None:
    with pytest.raises(ReadError, match="--lang"):
        list(resgraph.extract("33/134"))


@pytest.mark.parametrize(
    ("address", "flags"),
    [
        ("https://undocs.org/A/RES/33/134", ()),
        ("https://undocs.org/en/A/RES/33/135", ("link_disagrees",)),
        ("https://undocs.org/A/RES/19/1", ("link_disagrees",)),
        ("https://www.un.org/33/135", ()),
    ],
)
def test_a_link_to_another_document_is_flagged_whether_its_symbol_can_be_or_not(address: str, flags: list[str]) -> None:
    text = replace(read_str("its resolution 33/134", lang="en"), links=(Link(15, 21, address),))
    (found,) = resgraph.extract(text)
    assert (found.cited, found.flags) == ("A/RES/33/134", flags)


# ---------------------------------------------------------------- what holds for any text

WORDS = st.sampled_from(
    [
        *("resolution ", "resolutions ", "its ", "decision ", "of ", "and ", ", ", "; ", ". ", "\n", " to ", "the "),
        *(
            "33/134",
            "57/270 B",
            "16/18",
            "2011/7",
            "19/1",
            "1/CP.21",
            "X/3",
            "S-30/1",
            "ES-10/14",
            "2625 (XXV)",
            "1325 (2000)",
        ),
        *(
            "A/71/39",
            "A/RES/217A(III)",
            "E/2005/26 and Corr.1",
            "Sales No. E.03.II.A.1",
            "Treaty Series, vol. 1, No. 2",
        ),
        *(
            "General Assembly ",
            "Security Council ",
            "Human Rights Council ",
            "Economic and Social Council ",
            "Committee ",
        ),
        *(
            "23 June 2003",
            "19 December 1978",
            "16 and 18 September 1998",
            "1998",
            "(",
            ")",
            "/",
            "A",
            "B",
            "“",
            "”",
            "1 ",
        ),
        *(
            "大会",
            "第",
            "号决议",
            "2009年10月6日",
            "其",
            "、",
            "和",
            "قرار ",
            "ألف",
            "(د-25)",
            "المؤرخ ",
            "резолюция ",
            "от ",
        ),
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(WORDS, max_size=24).map("".join) | st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_the_records_of_any_text_keep_the_contract(text: str, lang: str) -> None:
    read = read_str(text, lang=lang)
    found = list(resgraph.extract(read))
    for c in found:
        assert c.quote == read.content[c.span_start : c.span_end] and c.quote
        assert c.kind in KINDS and c.relation in RELATIONS and set(c.flags) <= FLAGS
        assert c.cited is not None or "unparsed" in c.flags
        if c.cited and c.kind in ("resolution", "decision"):
            assert symbols.parse(c.cited).text == c.cited
    starts = [c.span_start for c in found]
    assert all(left <= right for left, right in pairwise(starts)), "in the order of the text"


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS, max_size=16).map("".join), st.sampled_from(LANGUAGES))
def test_the_same_text_gives_the_same_records(text: str, lang: str) -> None:
    assert list(resgraph.extract(text, lang=lang)) == list(resgraph.extract(text, lang=lang))
