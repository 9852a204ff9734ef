"""Symbols: every spelling in `cases/symbols.toml`, what cannot be, and the laws that hold for all symbols."""

import subprocess
import sys
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resgraph import bodies, forms, patterns, sessions, spelling, symbols
from resgraph.errors import SymbolError
from resgraph.symbols import Symbol, compose, fits, label, node_id, parse, sort_key

CASES = tomllib.loads((Path(__file__).parent / "cases" / "symbols.toml").read_text(encoding="utf-8"))
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

SPELLINGS = [(written, case["canonical"]) for case in CASES["spelling"] for written in case["written"]]
IMPOSSIBLE = [(written, case["what"], case["remedy"]) for case in CASES["impossible"] for written in case["written"]]
DATES = [
    (case["symbol"], date, expected)
    for case in CASES["date"]
    for expected, name in ((True, "fits"), (False, "fits_not"))
    for date in case.get(name, ())
]
NO_RULE = [case["symbol"] for case in CASES["date"] if "fits" not in case]
TEMPLATES = [
    (body.key, kind, era)
    for body in bodies.bodies().values()
    for era in body.eras
    for kind in ("resolution", "decision")
    if era.template(kind)
]


# ---------------------------------------------------------------- cases


@pytest.mark.parametrize(("written", "canonical"), SPELLINGS)
def test_a_spelling_is_read(written: str, canonical: str) -> None:
    assert parse(written).text == canonical


@pytest.mark.parametrize("canonical", [case["canonical"] for case in CASES["spelling"]])
def test_a_canonical_symbol_is_itself(canonical: str) -> None:
    assert parse(canonical).text == canonical


@pytest.mark.parametrize(("written", "what", "remedy"), IMPOSSIBLE)
def test_the_impossible_is_refused_with_a_remedy(written: str, what: str, remedy: str) -> None:
    with pytest.raises(SymbolError) as caught:
        parse(written)
    assert caught.value.where == written
    assert what in caught.value.what
    assert caught.value.remedy is not None and remedy in caught.value.remedy


@pytest.mark.parametrize("case", CASES["taken_apart"], ids=lambda case: case["symbol"])
def test_a_symbol_is_taken_apart(case: dict) -> None:
    text = case["symbol"]
    symbol = parse(text)
    expected = Symbol(text, case["kind"], case["body"], case.get("session"), case.get("number"), case.get("part", ""))
    assert symbol == expected
    assert symbol.whole == case.get("whole", text)
    assert symbol.members == tuple(case.get("members", [text]))
    assert symbol.halves == tuple(case.get("halves", [text]))
    assert str(symbol) == text


@pytest.mark.parametrize(("symbol", "date", "expected"), DATES)
def test_a_date_fits_or_not(symbol: str, date: str, expected: bool) -> None:
    assert fits(symbol, date) is expected
    assert fits(parse(symbol), date) is expected


@pytest.mark.parametrize("symbol", NO_RULE)
def test_without_a_rule_nobody_can_tell(symbol: str) -> None:
    assert fits(symbol, "2016-12-21") is None


@pytest.mark.parametrize(("symbol", "expected"), CASES["label"].items())
def test_a_label_is_short_and_read_back(symbol: str, expected: str) -> None:
    assert label(symbol) == label(parse(symbol)) == expected
    assert parse(expected).text == symbol


@pytest.mark.parametrize("date", ["2016", "21 December 2016", "2016-12", ""])
def test_a_date_must_be_whole(date: str) -> None:
    with pytest.raises(SymbolError, match="write it as 2016-12-21"):
        fits("A/RES/71/244", date)


# ---------------------------------------------------------------- composing


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("GA", "resolution", "33", 134), "A/RES/33/134"),
        (("GA", "resolution", "57", "270", "B"), "A/RES/57/270B"),
        (("GA", "resolution", "XXV", 2625), "A/RES/2625(XXV)"),
        (("GA", "resolution", "25", 2625), "A/RES/2625(XXV)"),
        (("GA", "resolution", "", 217, "A"), "A/RES/217A(III)"),
        (("GA", "resolution", "S-I", 106), "A/RES/106(S-1)"),
        (("GA", "resolution", "S-6", 3201), "A/RES/3201(S-VI)"),
        (("GA", "resolution", "S-X", 2), "A/RES/S-10/2"),
        (("GA", "resolution", "ES-1", 1000), "A/RES/1000(ES-I)"),
        (("GA", "resolution", "ES-X", 14), "A/RES/ES-10/14"),
        (("GA", "resolution", "34", 225, "[II]"), "A/RES/34/225[II]"),
        (("GA", "resolution", "XXV", 2688, "[II]"), "A/RES/2688(XXV)[II]"),
        (("GA", "decision", "74", 537, "B"), "A/DEC/74/537B"),
        (("SC", "resolution", "", "242"), "S/RES/242(1967)"),
        (("ECOSOC", "resolution", "24", 663, "C"), "E/RES/663C(XXIV)"),
        (("ECOSOC", "decision", "2011", 206), "E/DEC/2011/206"),
        (("ITU", "resolution", "", 140), "ITU/RES/140"),
    ],
)
def test_a_symbol_is_composed_from_its_pieces(pieces: tuple, expected: str) -> None:
    assert compose(*pieces) == expected


@pytest.mark.parametrize(
    ("pieces", "message"),
    [
        (("GA", "resolution", "19", 1), "write A/RES/1\\(I\\), or name the organ"),
        (("GA", "resolution", "", 3542), "give the session or year with it"),
        (("GA", "resolution", "33", 401), "a decision is A/DEC/33/401"),
        (("GA", "decision", "XXV", 1), "they have from the 31st"),
        (("HRC", "resolution", "16", 0), "numbers run from 1"),
        (("HRC", "resolution", "Geneva", 1), "write it as 52, XXIV or S-2"),
        (("NOBODY", "resolution", "16", 1), "use a key of resgraph/tables/bodies.toml"),
    ],
)
def test_impossible_pieces_are_refused_with_a_remedy(pieces: tuple, message: str) -> None:
    with pytest.raises(SymbolError, match=message):
        compose(*pieces)


# ---------------------------------------------------------------- laws

LETTERS = st.sampled_from(["", "", "A", "B", "Z", "A-C", "A-B,E", "[II]", "[B-VIII]"])


@st.composite
def adopted(draw: st.DrawFn) -> Symbol:
    """A resolution or decision of any body in any era."""
    key, kind, era = draw(st.sampled_from(TEMPLATES) | st.sampled_from([row for row in TEMPLATES if row[0] == "GA"]))
    part = draw(LETTERS)
    body = bodies.body(key)
    if key == "GA":
        session = draw(st.sampled_from([*sessions._table(), "81", "99", "S-40", "ES-12"]))
        first, last = sessions.number_range(session) or (1, 400 if kind == "resolution" else 999)
        if sessions.number_range(session):
            kind = "resolution"
        number = draw(st.integers(first, last))
    else:
        number = draw(st.integers(1, 9999))
        if body.numbering == "sequence":
            session = ""
        elif era.until is not None:
            session = draw(st.sampled_from([*era.also, *map(str, range(1, era.until + 1))]))
        elif body.numbering == "year":
            session = str(draw(st.integers(body.first or 1946, body.last or 2040)))
        else:
            oldest = max([e.until for e in body.eras if e.until is not None], default=0)
            session = draw(st.integers(oldest + 1, oldest + 120).map(str) | st.just("S-3"))
        if body.era(session).template(kind) == "":
            kind = {"resolution": "decision", "decision": "resolution"}[kind]
    text = compose(key, kind, session, number, part)
    return Symbol(text, kind, key, forms.form_of(key, kind, session).session or None, number, part)


DOCUMENTS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["A/71/", "A/C.2/77/L.", "E/CN.4/Sub.2/2000/", "S/2020/", "FCCC/CP/2015/", "XYZ/C."]),
        st.integers(1, 9999).map(str),
        st.sampled_from(["", "(PartI)", "(PartsIandII)", "(Vol.II)", "(Sect.29A)", "(SUPP)", "(Introduction)"]),
        st.sampled_from(["", "/Add.1", "/Add.1-26", "/Rev.1/Add.12", "/Corr.3", "/Amend.1", "/Summary"]),
        st.sampled_from(["", "-S/26560", "-E/2021/57/Add.1"]),
    ),
)
PUBLICATIONS = st.builds(
    "SALES/E.{:02}.{}{}.{}".format,
    st.integers(0, 99),
    st.sampled_from(["I", "II", "IV", "XVII"]),
    st.sampled_from(["", ".A", ".D"]),
    st.integers(1, 99),
)
TREATIES = st.builds("{}/{}/{}".format, st.sampled_from(["UNTS", "LNTS"]), st.integers(1, 3000), st.integers(1, 60000))
OTHERS = DOCUMENTS | PUBLICATIONS | TREATIES
ANY = adopted().map(str) | OTHERS


@settings(deadline=None, max_examples=300)
@given(adopted())
def test_what_is_composed_is_parsed(symbol: Symbol) -> None:
    assert parse(symbol.text) == symbol


@settings(deadline=None, max_examples=300)
@given(OTHERS)
def test_documents_publications_and_treaties_are_themselves(text: str) -> None:
    assert parse(text).text == text


CHANGES = [str.lower, str.upper, " {} ".format, "{}*".format, lambda text: text.replace("-", "\u2011")]


@settings(deadline=None, max_examples=300)
@given(ANY, st.sampled_from(CHANGES))
def test_case_space_and_hyphens_do_not_matter(text: str, change: Callable[[str], str]) -> None:
    assert parse(change(text)) == parse(text)


@settings(deadline=None, max_examples=300)
@given(st.from_regex(spelling._AS_IT_STANDS, fullmatch=True) | st.from_regex(symbols._DOCUMENT, fullmatch=True))
def test_what_needs_no_rule_is_read_as_all_others_are(text: str) -> None:
    written_otherwise = f"{text} "
    assert spelling.plain(text) == spelling.plain(written_otherwise)
    try:
        symbol = parse(text)
    except SymbolError:
        with pytest.raises(SymbolError):
            parse(written_otherwise)
    else:
        assert parse(written_otherwise) == symbol


@settings(deadline=None, max_examples=300)
@given(adopted())
def test_labels_wholes_and_members_are_symbols(symbol: Symbol) -> None:
    assert parse(label(symbol)) == symbol
    assert parse(symbol.whole).part == ""
    assert [parse(member).text for member in symbol.members] == list(symbol.members)
    assert {parse(member).whole for member in symbol.members} == {symbol.whole}


@settings(deadline=None, max_examples=300)
@given(ANY)
def test_node_ids_are_name_tokens_that_can_be_turned_back(text: str) -> None:
    identifier = node_id(parse(text))
    assert identifier == node_id(text)
    assert identifier.isascii() and all(c.isalnum() or c in "._-:" for c in identifier)
    back, opened = "", {":": False, "..": False}
    pieces = identifier.replace("--", "\0,\0").replace("..", "\0..\0").replace(":", "\0:\0").replace("_", "\0_\0")
    for piece in pieces.split("\0"):
        if piece in opened:
            back += {":": "()", "..": "[]"}[piece][opened[piece]]
            opened[piece] = not opened[piece]
        else:
            back += "/" if piece == "_" else piece
    assert back == text


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=40) | st.text("ACEHRSDNI/()[].-, 0123456789XV", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        symbol = parse(text)
    except SymbolError as error:
        assert error.remedy
    else:
        assert parse(symbol.text) == symbol


@settings(deadline=None, max_examples=300)
@given(st.lists(ANY, max_size=8))
def test_sort_keys_compare(texts: list[str]) -> None:
    assert sorted(sorted(texts, key=sort_key, reverse=True), key=sort_key) == sorted(texts, key=sort_key)


def test_symbols_sort_by_time_and_number() -> None:
    in_order = [
        "E/RES/663(XXIV)", "E/RES/663C(XXIV)", "E/RES/2011/7",
        "A/RES/217(III)", "A/RES/217A(III)", "A/RES/1000(ES-I)", "A/RES/1009(XI)", "A/RES/3201(S-VI)",
        "A/RES/3203(XXIX)", "A/RES/31/1", "A/RES/S-10/2", "A/RES/33/134", "A/RES/ES-10/14", "A/RES/60/2",
        "A/RES/60/10", "A/RES/S-99/1", "A/HRC/RES/9/9", "A/HRC/RES/16/2", "A/HRC/RES/16/18",
        "S/RES/242(1967)", "S/RES/1325(2000)", "A/DEC/74/537B", "A/71/9", "A/71/39", "A/71/208",
        "SALES/E.78.II.A.11", "UNTS/1771/30822",
    ]  # fmt: skip
    for start in range(len(in_order)):
        turned = in_order[start:] + in_order[:start]
        assert sorted(turned, key=sort_key) == in_order


# ---------------------------------------------------------------- sessions


def test_roman_numerals_turn_back() -> None:
    assert [symbols.from_roman(symbols.roman(n)) for n in range(1, 4000)] == list(range(1, 4000))


@pytest.mark.parametrize(
    ("text", "remedy"), [("IIII", "write IV"), ("VX", None), ("", None), ("ABC", None), ("XXVV", "write XXX")]
)
def test_only_well_formed_roman_numerals_are_read(text: str, remedy: str | None) -> None:
    with pytest.raises(SymbolError) as caught:
        symbols.from_roman(text)
    assert caught.value.remedy == remedy


@pytest.mark.parametrize("session", ["", "1945", "R-1", "S-", "0", "C"])
def test_what_is_no_session_of_the_assembly_is_refused(session: str) -> None:
    with pytest.raises(SymbolError, match="write 33, XXV, S-10 or ES-10"):
        sessions.split(session)


@pytest.mark.parametrize("n", [0, -1, 4000])
def test_numbers_without_a_roman_form_are_refused(n: int) -> None:
    with pytest.raises(SymbolError, match="give a number from 1 to 3999"):
        symbols.roman(n)


def test_the_first_3541_resolutions_fall_into_42_sessions_without_a_gap() -> None:
    held = [sessions.session_of_number(n) for n in range(1, 3542)]
    assert None not in held
    assert len(set(held)) == 42
    assert sum(a != b for a, b in pairwise(held)) == 41
    assert sessions.session_of_number(0) is sessions.session_of_number(3542) is None


@pytest.mark.parametrize(
    ("date", "session"),
    [
        ("1946-01-10", "I"), ("1946-12-20", "I"), ("1947-09-16", "II"), ("1970-10-24", "XXV"), ("1976-09-20", "XXX"),
        ("1976-09-21", "31"), ("2016-12-21", "71"), ("2026-09-07", "80"), ("2026-09-08", "81"), ("2030-01-01", "84"),
    ],
)  # fmt: skip
def test_a_date_has_a_regular_session(date: str, session: str) -> None:
    assert symbols.assembly_session_at(date) == session


@pytest.mark.parametrize(
    ("date", "remedy"), [("1945-12-31", "it first met on 1946-01-10"), ("soon", "write it as 2016-12-21")]
)
def test_a_date_without_a_session_is_refused(date: str, remedy: str) -> None:
    with pytest.raises(SymbolError, match=remedy):
        symbols.assembly_session_at(date)


@pytest.mark.parametrize(
    ("session", "years"),
    [
        ("33", ("1978-09-19", "1979-09-17")), ("XXV", ("1970-09-15", "1970-12-17")),
        ("S-6", ("1974-04-09", "1974-05-02")), ("ES-X", ("1997-04-24", "9999-12-31")),
        ("81", ("2026-09-08", "2027-09-06")),
    ],
)  # fmt: skip
def test_sessions_have_their_dates(session: str, years: tuple[str, str]) -> None:
    assert symbols.session_years(session) == years


def test_a_special_session_to_come_has_no_dates() -> None:
    with pytest.raises(SymbolError, match="the last one in the table is S-32"):
        symbols.session_years("S-40")
    assert sessions.window("S-40") is None


def test_reckoned_openings_agree_with_the_table() -> None:
    for n in (78, 79, 80):
        assert sessions._opening(n).isoformat() == sessions.session_years(str(n))[0]


# ---------------------------------------------------------------- tables and spellings


@pytest.mark.parametrize("body", bodies.bodies().values(), ids=lambda body: body.key)
def test_a_body_is_well_formed(body: bodies.Body) -> None:
    assert bodies.body(body.key) is body
    assert bodies.called(body.name) == bodies.called(body.key) == body.key
    assert body.numbering in {"session", "year", "sequence"}
    own = [era.template(kind) for era in body.eras for kind in ("resolution", "decision")]
    others = [*(text for _, text in body.printed), *(text for text, _ in body.spellings)]
    for text in (*filter(None, own), *others):
        assert text.count("{number}") == 1
        assert text.count("{session}") <= 1
    assert {kind for kind, _ in body.printed} | {kind for _, kind in body.spellings} <= {"resolution", "decision"}
    assert [era.until is None for era in body.eras] == [False] * (len(body.eras) - 1) + [True]
    assert [step.first for step in body.steps] == sorted({step.first for step in body.steps})
    assert body.first is None or body.last is None or body.first <= body.last


def test_names_and_document_roots_belong_to_one_body() -> None:
    names = [name.casefold() for body in bodies.bodies().values() for name in (body.key, body.name, *body.called)]
    roots = [root.upper() for body in bodies.bodies().values() for root in body.documents]
    assert len(names) == len(set(names))
    assert len(roots) == len(set(roots))


def test_the_years_of_sessions_do_not_go_back() -> None:
    for body in bodies.bodies().values():
        years = [body.year_of(str(n)) or 0 for n in range(1, 150)]
        known = [year for year in years if year]
        assert known == sorted(known), body.key


def test_security_council_numbers_rise_with_the_years() -> None:
    rows = bodies.body("SC").last_numbers
    assert rows == tuple(sorted(rows, key=lambda row: row[1]))
    assert [year for year, _ in rows] == list(range(1946, 1946 + len(rows)))


@pytest.mark.parametrize(("name", "letter"), spelling._ARABIC_LETTERS.items())
def test_arabic_letters_name_parts(name: str, letter: str) -> None:
    assert parse(f"57/270 {name}").part == letter


@pytest.mark.parametrize(("letter", "latin"), [(chr(c), latin) for c, latin in spelling._LOOKS_LATIN.items()])
def test_letters_that_look_latin_name_parts(letter: str, latin: int) -> None:
    assert not letter.isascii()
    assert parse(f"57/270 {letter}").part == chr(latin)


@pytest.mark.parametrize("session", range(1, 31))
def test_chinese_numerals_name_sessions(session: int) -> None:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(session, 10)
    chinese = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    number = sessions.number_range(symbols.roman(session))[0]
    assert parse(f"决议{''.join(digits[int(d)] for d in str(number))}({chinese})").session == symbols.roman(session)


def test_a_root_without_a_number_is_known() -> None:
    assert patterns.adopting_root("E/DEC/") == ("ECOSOC", "decision")
    assert patterns.adopting_root("A/71/208") is None


def test_importing_symbols_reads_no_table() -> None:
    code = "import sys, resgraph.symbols; sys.exit(not sys.modules.keys().isdisjoint({'json', 'tomllib'}))"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=False).returncode == 0


# ---------------------------------------------------------------- the corpus


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_the_dates_of_the_corpus_fit() -> None:
    rows = (CORPUS / "gold" / "dates.tsv").read_text(encoding="utf-8").splitlines()
    misfits = [row for row in rows if fits(*row.split("\t")[:2]) is not True]
    assert len(rows) > 4000
    assert misfits == []


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("http:///un.org/A/71/39", "not a well-formed address"),
        ("http://[un.org/A/71/39", "not a well-formed address"),
        ("https://un.org/undocs.org/A/71/39", "an address inside another"),
        ("A/RES/33/134" + "/1" * 200, "longer than any symbol"),
        ("ESCORR1CORR1", "not the symbol of a UN document"),
        ("EN/RES/33/4", "not the symbol of a UN document"),
    ],
)
def test_what_would_not_read_back_to_itself_is_refused(written: str, what: str) -> None:
    with pytest.raises(SymbolError, match=what):
        parse(written)


def test_a_body_that_numbers_through_has_no_session() -> None:
    assert parse("ITU resolution 1/1") == parse("ITU/RES/1")
