"""Reading: characters, wrapped lines, notes and their marks, the places of clauses, several resolutions a file, AKN4UN.

The cases stand in `cases/text`; documents there are made up in the shapes of real ones, with real citations.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resgraph
from resgraph.errors import ReadError
from resgraph.languages import LANGUAGES, load
from resgraph.models import Document, Text
from resgraph.text import format_of
from resgraph.text import read as read_bytes
from resgraph.text.encoding import decode
from resgraph.text.headings import symbol_of_name
from resgraph.text.normalise import clean, join_wrapped
from resgraph.text.notes import lift_marks
from resgraph.text.pieces import Piece
from resgraph.text.plain import paragraphs, read_str
from resgraph.text.structure import assemble

FOLDER = Path(__file__).parent / "cases" / "text"
XML = (FOLDER / "resolution.xml").read_text("utf-8")


def cases(name: str, key: str = "case") -> list[Any]:
    """Parameters: the cases of a file, numbered; one that `fails` is a strict xfail."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return [
        pytest.param(
            case,
            id=f"{case.get('lang', key)}-{n}",
            marks=[pytest.mark.xfail(reason=case["fails"])] if "fails" in case else [],
        )
        for n, case in enumerate(table[key], 1)
    ]


def places(text: Text) -> list[str]:
    """`preamble PP1`, `footnote fn1 @PP2`: place, paragraph and anchor of every block."""
    return [
        " ".join(word for word in (b.place, b.paragraph, f"@{b.anchor}" if b.anchor else "") if word)
        for b in text.blocks
    ]


def lines(text: Text) -> list[str]:
    return [text.content[b.start : b.end] for b in text.blocks]


# ---------------------------------------------------------------- characters and lines


@pytest.mark.parametrize("case", cases("normalise", "clean"))
def test_characters_have_one_spelling(case: dict[str, str]) -> None:
    assert clean(case["raw"]) == case["gives"]


@settings(deadline=None)
@given(st.text(max_size=80))
def test_what_is_clean_stays_so(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once


@pytest.mark.parametrize("case", cases("normalise", "joined"))
def test_wrapped_lines_are_joined(case: dict[str, str]) -> None:
    assert join_wrapped(case["left"], case["right"]) == case["gives"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n", []),
        ("one\n\ntwo", ["one", "two"]),
        ("one\ntwo", ["one", "two"]),
        ("1.\nDecides to continue;\n2.\nRequests a report.", ["1. Decides to continue;", "2. Requests a report."]),
        ("(a)\nTo report;", ["(a) To report;"]),
        ("2.\n(a)\nTo report;", ["2. (a) To report;"]),
        ("a  b\t c", ["a b c"]),
        (
            f"{'so wide is the line that a printer wraps it ' * 2}\nhere, and goes on\n\n{'the next ' * 9}\nends here.",
            [
                f"{'so wide is the line that a printer wraps it ' * 2}here, and goes on",
                f"{'the next ' * 9}ends here.",
            ],
        ),
        (
            f"Recalling its {'resolutions and ' * 5}\n  Reaffirming its {'resolutions and ' * 5}\nall of it,",
            [
                f"Recalling its {'resolutions and ' * 4}resolutions and",
                f"Reaffirming its {'resolutions and ' * 5}all of it,",
            ],
        ),
    ],
)
def test_paragraphs_are_found(text: str, expected: list[str]) -> None:
    assert list(paragraphs(text)) == [e.strip() for e in expected]


# ---------------------------------------------------------------- notes


@pytest.mark.parametrize("case", cases("notes"))
def test_marks_are_lifted_out_of_the_text(case: dict[str, Any]) -> None:
    pieces = [Piece(clean(text)) for text in case["text"]]
    lift_marks(pieces, case["notes"], date_first=load(case["lang"]).date_first)
    assert [shown(piece) for piece in pieces] == case["lifted"]


def shown(piece: Piece) -> str:
    """The text with its marks at their offsets: `resolution 21/11⟦7⟧`."""
    text = piece.text
    for offset, label in reversed(piece.marks):
        text = f"{text[:offset]}⟦{label}⟧{text[offset:]}"
    return text


@settings(deadline=None)
@given(
    st.lists(st.text("ab ,.()[]/0123456789第号", max_size=30), max_size=4),
    st.lists(st.integers(1, 120).map(str), max_size=6),
    st.booleans(),
)
def test_only_marks_are_lifted(texts: list[str], labels: list[str], date_first: bool) -> None:
    pieces = [Piece(text) for text in texts]
    lift_marks(pieces, labels, date_first=date_first)
    for piece, text in zip(pieces, texts, strict=True):
        kept = re.sub(r"[^ab第号]", "", piece.text)
        assert kept == re.sub(r"[^ab第号]", "", text), "letters stay"
        assert {label for _, label in piece.marks} <= set(labels)
        assert all(0 <= offset <= len(piece.text) for offset, _ in piece.marks)


# ---------------------------------------------------------------- places and documents


@pytest.mark.parametrize("case", cases("structure"))
def test_every_clause_has_its_place(case: dict[str, Any]) -> None:
    text = read_str(case["text"], lang=case["lang"])
    assert list(zip(places(text), lines(text), strict=True)) == list(zip(case["places"], lines(text), strict=True))


@pytest.mark.parametrize("case", cases("documents"))
def test_a_whole_small_document_is_read(case: dict[str, Any]) -> None:
    text = read_str(case["text"], lang=case["lang"])
    assert [f"{d.symbol or '-'} {d.date or '-'} {d.meeting or '-'}" for d in text.documents] == case["documents"]
    found = [
        f"{c.citing or '-'} > {c.cited} {c.cited_date or '-'} {c.paragraph or '-'}"
        + (f" @{c.anchor}" if c.anchor else "")
        for c in resgraph.extract(text)
    ]
    assert found == case["citations"]


def test_what_the_heading_says_of_a_document() -> None:
    text = read_str(
        "United Nations\n\nA/RES/71/244\n\nGeneral Assembly\n\nAgenda item 23 (b)\n\n"
        "Resolution adopted by the General Assembly on 21 December 2016\n\n"
        "[on the report of the Second Committee (A/71/468/Add.2)]\n\n71/244.\n\nSouth-South cooperation\n\n"
        "The General Assembly,\n\nReaffirming its resolution 33/134 of 19 December 1978,\n\n1. Requests a report.\n\n"
        "66th plenary meeting\n\n21 December 2016\n",
        file="n.txt",
    )
    assert text.documents == (
        Document(
            symbol="A/RES/71/244",
            date="2016-12-21",
            title="South-South cooperation",
            lang="en",
            format="plain",
            file="n.txt",
            session="71",
            agenda_item="23 (b)",
            report="A/71/468/Add.2",
            meeting="66th",
        ),
    )
    assert "United Nations" not in text.content, "running heads are no text"
    heading, resolution = resgraph.extract(text)
    assert (heading.cited, heading.place, heading.relation) == ("A/71/468/Add.2", "heading", "cites")
    assert (resolution.cited, resolution.citing_date) == ("A/RES/33/134", "2016-12-21")


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("A_RES_71_244.zh.txt", "A/RES/71/244"),
        ("old/A_RES_57_270_B.en.txt", "A/RES/57/270B"),
        ("old/A_RES_364(IV).en.txt", "A/RES/364(IV)"),
        ("excerpt_01_A_RES_2908_XXVII_.zh.txt", "A/RES/2908(XXVII)"),
        ("texts.zip!en/A_RES_77_1-2223391E.txt", "A/RES/77/1"),
        ("A_RES_ES-11_1.xml", "A/RES/ES-11/1"),
        ("N1643946.pdf", None),
        ("ARES71244.txt", None),
        ("A_RES_19_1.txt", None),
    ],
)
def test_a_file_name_may_carry_the_symbol(name: str, symbol: str | None) -> None:
    assert symbol_of_name(name) == symbol


def test_the_file_name_names_the_citing_resolution() -> None:
    text = read_str("Recalling its resolution 33/134 of 19 December 1978,", file="x/A_RES_71_244.en.txt")
    assert [c.citing for c in resgraph.extract(text)] == ["A/RES/71/244"]


def test_blocks_lie_side_by_side_in_the_text() -> None:
    pieces = [
        Piece("The General Assembly,", "formula", document=Document("A/RES/71/244")),
        Piece("Recalling it,", marks=[(13, "1")], links=[(10, 12, "https://undocs.org/A/RES/33/134")]),
        Piece("1 See it.", "note", "1"),
    ]
    text = assemble(pieces, file="f", language=load("en"))
    assert text.content == "The General Assembly,\nRecalling it,\n1 See it."
    assert [(b.start, b.end) for b in text.blocks] == [(0, 21), (22, 35), (36, 45)]
    assert [(m.position, m.label) for m in text.marks] == [(35, "1")]
    assert [text.content[link.start : link.end] for link in text.links] == ["it"]
    assert (text.blocks[2].anchor, text.blocks[2].parent) == ("PP1", 1)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "The General Assembly,",
                    "Recalling its resolution 33/134,",
                    "1. Decides;",
                    "2. Requests.",
                    "(a) To do;",
                ),
                *(
                    "Annex",
                    "I",
                    "II",
                    "1 See A/71/39.",
                    "2 Ibid.",
                    "66th plenary meeting",
                    "21 December 2016",
                    "31/194. Title",
                ),
                *(
                    "A",
                    "B",
                    "United Nations",
                    "12",
                    "[on the report (A/71/468)]",
                    "the report,1 the plan2",
                    "大会，",
                    "",
                ),
            ]
        ),
        max_size=16,
    ).map("\n\n".join),
    st.sampled_from(LANGUAGES),
)
def test_any_text_is_laid_out(raw: str, lang: str) -> None:
    text = read_str(raw, lang=lang)
    assert "\n".join(lines(text)) == text.content
    for n, block in enumerate(text.blocks):
        assert -1 <= block.document < len(text.documents)
        assert block.parent < n or block.place == "footnote"
        assert block.place in {
            *("heading", "preamble", "operative", "footnote", "annex", "body"),
            *("masthead", "title", "closing"),
        }
    assert all(0 <= mark.position <= len(text.content) for mark in text.marks)


# ---------------------------------------------------------------- the seed

SEED = tomllib.loads((FOLDER / "seed.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def of_seed() -> list[Any]:
    (text,) = resgraph.read(Path(__file__).parent.parent / "seeds" / "A_RES_71_244.zh.txt")
    return list(resgraph.extract(text))


def test_the_seed_gives_its_resolutions_and_no_other(of_seed: list[Any]) -> None:
    dated: dict[str, str] = {}
    for c in of_seed:
        if c.kind == "resolution":
            dated[c.cited] = dated.get(c.cited) or c.cited_date or ""
    assert dated == dict(SEED["resolutions"])


def test_the_seed_gives_its_decisions(of_seed: list[Any]) -> None:
    dated = {c.cited: c.cited_date or "" for c in of_seed if c.kind == "decision"}
    assert dated == dict(SEED["decisions"])


@pytest.mark.parametrize(("key", "kinds"), [("documents", {"document"}), ("publications", {"publication", "treaty"})])
def test_the_seed_gives_its_documents(of_seed: list[Any], key: str, kinds: set[str]) -> None:
    assert {c.cited for c in of_seed if c.kind in kinds} == set(SEED[key])


@pytest.mark.parametrize("symbol", SEED["never"])
def test_the_seed_never_gives(of_seed: list[Any], symbol: str) -> None:
    assert symbol not in {c.cited for c in of_seed}


@pytest.mark.parametrize("clause", SEED["clause"], ids=lambda clause: clause["cited"])
def test_the_seed_says_in_which_clause(of_seed: list[Any], clause: dict[str, str]) -> None:
    found = [c for c in of_seed if c.cited == clause["cited"]]
    assert clause in [{name: getattr(c, name) for name in clause} for c in found]


def test_the_seed_names_itself(of_seed: list[Any]) -> None:
    assert {(c.citing, c.lang) for c in of_seed} == {("A/RES/71/244", "zh")}


def test_the_notes_of_the_seed_know_the_paragraph_of_their_mark(of_seed: list[Any]) -> None:
    notes = {c.paragraph: c.anchor for c in of_seed if c.place == "footnote"}
    assert notes == SEED["anchors"]


# ---------------------------------------------------------------- bytes

RUSSIAN = "Генеральная Ассамблея, ссылаясь на свою резолюцию 33/134 от 19 декабря 1978 года,"
ARABIC = "إن الجمعية العامة، إذ تشير إلى قرارها 33/134 المؤرخ 19 كانون الأول/ديسمبر 1978"
CHINESE = "大会，回顾其1978年12月19日第33/134号决议，"
FRENCH = "L’Assemblée générale, rappelant sa résolution 33/134 du 19 décembre 1978, et les résolutions de la session"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-be"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "windows-1256"),
        (ARABIC, "iso8859-6"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16"),
        (FRENCH, "utf-8"),
        (FRENCH, "windows-1252"),
    ],
)
def test_old_encodings_are_told(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "f.txt") == text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (b"\0\1\2\3" * 40, "binary data, not text"),
        (b"\0\1\2 binary, with the resolution 33/134 of the General Assembly", "binary data, not text"),
        (b"\x98\xff" * 9, "no encoding gives readable text"),
        (b"\xff\xfe\x00", "binary data, not text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what) as caught:
        decode(data, "f.txt")
    assert caught.value.where == "f.txt" and caught.value.remedy


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (XML.encode(), "akn"),
        (b"\xef\xbb\xbf" + XML.encode(), "akn"),
        (b"<?xml version='1.0'?>\n<!-- note -->\n<akn:akomaNtoso>", "akn"),
        (b"The General Assembly,", "plain"),
        (b"< 5 per cent", "plain"),
        ("大会，".encode("gb18030"), "plain"),
    ],
)
def test_the_format_is_told_by_the_first_bytes(data: bytes, name: str) -> None:
    assert format_of(data) == name


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ReadError, match=r"f\.txt: the file is empty; give a file with text"):
        read_bytes(b"\n", file="f.txt")


def test_a_text_in_no_known_language_is_refused() -> None:
    with pytest.raises(ReadError, match="in no language that resgraph knows; name it: --lang"):
        read_bytes(b"Die Generalversammlung beschliesst", file="f.txt")


def test_the_language_may_be_given() -> None:
    assert read_bytes(b"33/134", file="f.txt", lang="fr").lang == "fr"


# ---------------------------------------------------------------- AKN4UN


def akn(xml: str = XML, **change: str) -> Text:
    """The small resolution, read; `change` replaces words of it."""
    for old, new in change.items():
        xml = xml.replace(old, new)
    return read_bytes(xml.encode(), file="r.xml")


def test_xml_says_what_it_is() -> None:
    assert akn().documents == (
        Document(
            symbol="A/RES/57/270B",
            date="2003-06-23",
            title="Integrated and coordinated follow-up",
            lang="en",
            format="akn",
            file="r.xml",
            session="57",
            agenda_item="92",
            agenda_title="Integrated follow-up",
            report="A/57/48",
            meeting="A/57/PV.91",
            vote="122-55-1",
            drafts=("A/57/L.80",),
            subjects=("DEVELOPMENT",),
        ),
    )


def test_the_clauses_of_xml() -> None:
    text = akn()
    assert list(zip(places(text), lines(text), strict=True)) == [
        ("masthead", "United Nations"),
        ("masthead", "A/RES/57/270 B"),
        ("masthead", "Fifty-seventh session"),
        ("masthead", "Agenda item 92"),
        ("masthead", "Integrated follow-up"),
        ("heading", "[without reference to a Main Committee (A/57/48)]"),
        ("title", "57/270.Integrated and coordinated follow-up"),
        ("title", "The General Assembly,"),
        ("preamble PP1", "Recalling its resolution 55/2 of 8 September 2000, and resolution 57/270 A,"),
        ("operative OP1", "1. Reaffirms the Programme;"),
        ("operative OP2", "2. Requests the Secretary-General:"),
        ("operative OP2(a)", "(a) To report; in full;"),
        ("operative OP2(b)", "(b) To inform the General Assembly and its committees."),
        ("closing", "91st plenary meeting 23 June 2003"),
        ("annex", "Annex"),
        ("annex AN1", "1. See resolution 50/227 of 24 May 1996."),
        ("footnote fn1", "1 As amended."),
        ("footnote fn2 @PP1", "2 See the report (A/57/75)."),
    ]
    mark = text.marks[-1]
    assert (mark.label, text.content[mark.position - 5 : mark.position]) == ("2", "2000,")


def test_the_citations_of_xml() -> None:
    found = list(resgraph.extract(akn()))
    assert [(c.citing, c.cited, c.cited_date, c.place, c.paragraph, c.relation) for c in found] == [
        ("A/RES/57/270B", "A/57/48", None, "heading", None, "cites"),
        ("A/RES/57/270B", "A/RES/55/2", "2000-09-08", "preamble", "PP1", "recalls"),
        ("A/RES/57/270B", "A/RES/57/270A", None, "preamble", "PP1", "recalls"),
        ("A/RES/57/270B", "A/RES/50/227", "1996-05-24", "annex", "AN1", "cites"),
        ("A/RES/57/270B", "A/57/75", None, "footnote", "fn2", "recalls"),
    ]


def test_a_link_that_names_something_else_is_a_flag_and_no_more() -> None:
    found = {c.cited: c.flags for c in resgraph.extract(akn())}
    assert found["A/RES/57/270A"] == (), "the link only drops the letter"
    for wrong in ("A/RES/55/3", "A/RES/19/1"):
        found = {c.cited: c.flags for c in resgraph.extract(akn(XML.replace("en/A/RES/55/2", f"en/{wrong}")))}
        assert found["A/RES/55/2"] == ("link_disagrees",)


def test_an_annex_counts_its_paragraphs_as_in_plain_text() -> None:
    assert "annex AN1" in places(akn())


def test_links_are_kept_with_their_words() -> None:
    text = akn()
    assert {text.content[link.start : link.end]: link.target for link in text.links} == {
        "A/57/48": "https://undocs.org/en/A/57/48",
        "55/2": "https://undocs.org/en/A/RES/55/2",
        "57/270": "https://undocs.org/en/A/RES/57/270",
        "A/57/75": "https://undocs.org/en/A/57/75",
    }


def test_the_words_tell_the_language_better_than_the_file() -> None:
    assert 'language="fra"' in XML
    assert akn().lang == "en"


def test_the_language_may_be_given_for_xml() -> None:
    assert read_bytes(XML.encode(), file="r.xml", lang="es").lang == "es"


def test_where_words_tell_nothing_the_file_is_believed() -> None:
    words = re.sub(r">[^<]*[A-Za-z][^<]*<", ">33/134<", XML.split("<coverPage>")[1])
    text = akn(XML.split("<coverPage>")[0] + "<coverPage>" + words)
    assert text.lang == "fr"


def test_without_any_sign_of_a_language_xml_is_refused() -> None:
    words = re.sub(r">[^<]*[A-Za-z][^<]*<", ">33/134<", XML.split("<coverPage>")[1])
    with pytest.raises(ReadError, match="no known language; name it"):
        akn(XML.split("<coverPage>")[0].replace('language="fra"', 'language="deu"') + "<coverPage>" + words)


def test_a_vote_that_was_not_taken() -> None:
    assert akn(adoptedRecordedVote="adoptedWithoutVote").documents[0].vote == "without vote"


def test_the_parts_of_a_collection_take_from_its_cover() -> None:
    statement = XML[XML.index("<statement") : XML.index("</akomaNtoso>")]
    part = re.sub(r"<coverPage>.*?</coverPage>", "", statement, flags=re.DOTALL)
    part = re.sub(r"<FRBRdate[^>]*/>", "", part)
    parts = "".join(
        f"<component>{part.replace('57/270.</docNumber>', f'{letter}</docNumber>')}</component>" for letter in "AB"
    )
    cover = statement[: statement.index("<preface>")].replace("57/270 B", "57/270 A-B")
    cover = cover.replace("<statement name", "<documentCollection name")
    text = akn(
        f"{XML[: XML.index('<statement')]}{cover}</documentCollection><components>{parts}</components></akomaNtoso>"
    )
    assert [(d.symbol, d.date) for d in text.documents] == [
        ("A/RES/57/270A-B", "2003-06-23"),
        ("A/RES/57/270A", "2003-06-23"),
        ("A/RES/57/270B", "2003-06-23"),
    ]
    citing = [c.citing for c in resgraph.extract(text) if c.cited == "A/RES/55/2"]
    assert citing == ["A/RES/57/270A", "A/RES/57/270B"]


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (XML.replace("</preamble>", "", 1), r"r\.xml:\d+:\d+: not well-formed XML: .*; fetch the file again"),
        (XML[: len(XML) // 2], r"r\.xml:\d+:\d+: not well-formed XML"),
        ("<letter><p>text</p></letter>", "the root element is <letter>, not <akomaNtoso>; give AKN4UN XML"),
        ('<akomaNtoso xmlns="x"><statement><meta/></statement></akomaNtoso>', "the document holds no text"),
    ],
)
def test_xml_that_is_none_is_refused_with_its_place(xml: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        akn(xml)


def test_the_line_of_an_error_is_that_of_the_file() -> None:
    bad = XML.replace("<mainBody>", "<mainBody><p>", 1)
    with pytest.raises(ReadError) as caught:
        akn(bad)
    line = next(n for n, text in enumerate(bad.splitlines(), 1) if "</mainBody>" in text)
    assert f"r.xml:{line}:" in str(caught.value)


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("resolution 99/99")
    head = f'<?xml version="1.0"?><!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "file://{secret}">]>'
    text = akn(head + XML.replace("the Programme;", "the Programme &x;"))
    assert "99/99" not in text.content
