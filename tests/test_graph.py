"""Building the graph: versions, dates, flags, order. The makers of records here serve the other tests of graphs too."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resgraph import symbols
from resgraph.errors import GraphError
from resgraph.graph import dates
from resgraph.graph.build import build
from resgraph.models import Citation, Document
from resgraph.schema import EDGE_FIELDS, NODE_FIELDS

CASES = Path(__file__).parent / "cases" / "graph"
TYPES = {"string": str, "int": int, "double": float, "boolean": bool}


def cite(citing: str | None, cited: str | None, paragraph: str | None = "PP1", **changes: Any) -> Citation:
    """A citation in English; short symbols are the Assembly's (`80/156`)."""
    values: dict[str, Any] = {
        "file": f"{citing}.{changes.get('lang', 'en')}.xml",
        "citing": citing and symbols.parse(citing).text,
        "citing_date": None,
        "lang": "en",
        "cited": cited and symbols.parse(cited).text,
        "kind": "resolution",
        "body": "GA",
        "cited_date": None,
        "verb": "Recalling",
        "relation": "recalls",
        "place": "preamble",
        "paragraph": paragraph,
        "anchor": None,
        "quote": str(cited),
        "span_start": 0,
        "span_end": 1,
        "flags": (),
    }
    return Citation(**values | changes)


def held(symbol: str, date: str | None = None, **changes: Any) -> Document:
    """A document that was read, in English from XML."""
    values: dict[str, Any] = {"lang": "en", "format": "akn", "file": f"{symbol}.{changes.get('lang', 'en')}.xml"}
    return Document(symbol=symbols.parse(symbol).text, date=date, **values | changes)


def south_south(*only: str) -> tuple[list[Document], list[Citation], dict[str, Any]]:
    """Documents and citations of the South-South resolutions, all or some of those read, and what is expected."""
    case = json.loads((CASES / "south_south.json").read_text(encoding="utf-8"))
    documents, citations = [], []
    for one in case["held"]:
        symbol = one["symbol"]
        if only and symbol.removeprefix("A/RES/") not in only:
            continue
        documents.append(held(symbol, case["dates"][symbol], title=one["title"], agenda_title=one["agenda_title"]))
        place = 0
        for paragraph, verb, relation, cited in one["clauses"]:
            for other in cited:
                citations.append(
                    cite(
                        symbol,
                        other,
                        paragraph,
                        citing_date=case["dates"][symbol],
                        cited_date=case["dates"][other],
                        verb=verb,
                        relation=relation,
                        place="preamble" if paragraph.startswith("PP") else "operative",
                        span_start=place,
                        span_end=place + 10,
                    )
                )
                place += 20
    return documents, citations, case["expected"]


def test_one_node_a_document_over_languages_and_formats() -> None:
    documents = [
        held("71/244", "2016-12-21", lang=lang, format=form, title=f"Title {lang} {form}", file=f"{lang}.{form}")
        for lang, form in (("zh", "akn"), ("en", "pdf"), ("en", "docx"), ("ar", "docx"))
    ]
    citations = [
        cite("71/244", "33/134", "PP2", lang=lang, file=f"{lang}.{form}", relation=relation, span_start=start)
        for lang, form, relation, start in (
            ("zh", "akn", "notes", 1), ("zh", "akn", "decides", 2), ("en", "pdf", "requests", 3),
            ("en", "docx", "recalls", 4), ("en", "docx", "cites", 5), ("en", "docx", "cites", 6),
        )
    ]  # fmt: skip
    graph = build(documents, citations)
    node, edge = graph.nodes["A/RES/71/244"], graph.edges["A/RES/71/244", "A/RES/33/134"]
    assert (node["title"], node["langs"], node["held"]) == ("Title en docx", "en;zh;ar", True)
    assert node["title_zh"] == "Title zh akn"
    assert (edge["weight"], edge["relation"], edge["relations"]) == (3, "recalls", "recalls;cites")
    assert (edge["langs"], edge["flags"]) == ("en;zh", "langs_disagree")
    assert graph.graph["about"] == {"documents": 2, "held": 1, "stubs": 1, "citations": 1, "mentions": 6}


def test_edge_attributes_come_from_the_mentions_in_the_order_of_the_text() -> None:
    graph = build(
        [held("71/244", "2016-12-21")],
        [
            cite("71/244", "33/134", "OP28", relation="recalls", verb="Recalls", span_start=90, place="operative"),
            cite("71/244", "33/134", "PP2", relation="reaffirms", verb="Reaffirming", span_start=10, quote="第33/134号",
                 cited_date="1978-12-19"),
            cite("71/244", "33/134", "fn8", relation="cites", span_start=99, place="footnote"),
        ],
    )  # fmt: skip
    assert graph.edges["A/RES/71/244", "A/RES/33/134"] == {
        "relation": "reaffirms", "relations": "reaffirms;recalls;cites", "weight": 3, "verb": "Reaffirming",
        "place": "preamble", "quote": "第33/134号", "langs": "en", "first_paragraph": "PP2",
        "paragraphs": "PP2;OP28;fn8", "date": "2016-12-21", "cited_date": "1978-12-19",
        "cited_adopted": "1978-12-19", "lag_years": 38.01,
    }  # fmt: skip


def test_stub_has_the_date_most_citing_documents_agree_on_if_it_fits_the_session() -> None:
    citing = ["75/1", "75/2", "75/3", "75/4"]
    days = ["1978-12-19", "1978-12-19", "1978-12-18", "2016-12-19"]
    twice = [cite("75/3", "33/134", cited_date="1978-12-18", span_start=5)] * 9
    graph = build([], [cite(one, "33/134", cited_date=day) for one, day in zip(citing, days, strict=True)] + twice)
    node = graph.nodes["A/RES/33/134"]
    assert (node["date"], node["date_basis"], node["date_share"]) == ("1978-12-19", "printed", 0.5)
    assert (node["held"], node["session"], node["year"], node["label"]) == (False, "33", 1978, "33/134")


def test_a_slip_in_one_translation_is_not_the_word_of_the_document() -> None:
    days = {"en": "2019-12-19", "fr": "2019-12-12", "ru": "2019-12-12", "zh": "2019-12-12"}
    graph = build([], [cite("77/65", "74/45", lang=lang, cited_date=day) for lang, day in days.items()])
    node = graph.nodes["A/RES/74/45"]
    assert (node["date"], node["date_share"]) == ("2019-12-12", 1.0)


def test_no_date_where_none_fits_the_session() -> None:
    graph = build([], [cite("75/1", "33/134", cited_date="2016-12-19")])
    assert "date" not in graph.nodes["A/RES/33/134"]
    assert graph.nodes["A/RES/33/134"]["flags"] == "session_mismatch"


@pytest.mark.parametrize(
    ("own", "recorded", "published", "expected"),
    [
        ("2016-12-21", "2016-12-20", None, ("2016-12-21", "official", "dates_disagree")),
        (None, "2016-12-21", "2017-01-20", ("2016-12-21", "official", None)),
        (None, None, "2017-01-20", ("2016-12-19", "printed", None)),
    ],
)
def test_own_date_before_recorded_before_printed(
    own: str | None, recorded: str | None, published: str | None, expected: tuple[str, str, str | None]
) -> None:
    documents = [
        held("71/244", own),
        Document("A/RES/71/244", recorded, format="record", file="r.xml"),
        Document("A/RES/71/244", published, format="published", file="p.xml"),
    ]
    node = build(documents, [cite("72/237", "71/244", cited_date="2016-12-19")]).nodes["A/RES/71/244"]
    assert (node["date"], node["date_basis"], node.get("flags")) == expected


def test_date_of_distribution_only_where_nothing_better_is_known() -> None:
    graph = build([Document("A/RES/71/244", "2017-01-20", format="published", title="T", lang="en", file="p.xml")], [])
    node = graph.nodes["A/RES/71/244"]
    assert (node["date"], node["date_basis"], node["held"]) == ("2017-01-20", "published", False)


def test_parts_are_nodes_of_their_own_linked_to_the_whole_where_it_occurs() -> None:
    graph = build(
        [], [cite("75/1", "57/270 B"), cite("75/2", "57/270"), cite("75/2", "74/254 A"), cite("75/2", "217 A (III)")]
    )
    assert graph.nodes["A/RES/57/270B"]["part_of"] == "A/RES/57/270"
    assert "part_of" not in graph.nodes["A/RES/74/254A"]
    assert "part_of" not in graph.nodes["A/RES/57/270"]
    assert not graph.has_edge("A/RES/57/270B", "A/RES/57/270")


def test_self_forward_and_circular_citations_are_kept_and_flagged() -> None:
    graph = build(
        [held("76/16", "2021-12-01"), held("76/181", "2021-12-17")],
        [cite("76/16", "76/181"), cite("76/181", "76/16"), cite("76/16", "76/16", flags=("uncertain_body",))],
    )
    assert graph.edges["A/RES/76/16", "A/RES/76/181"]["flags"] == "forward"
    assert "flags" not in graph.edges["A/RES/76/181", "A/RES/76/16"]
    assert graph.edges["A/RES/76/16", "A/RES/76/16"]["flags"] == "self;uncertain_body"
    assert (graph.nodes["A/RES/76/16"]["cites"], graph.nodes["A/RES/76/16"]["cited_by"]) == (1, 1)


def test_unresolved_and_heading_mentions_stay_in_the_table_and_make_no_edge() -> None:
    citations = [
        cite("71/244", None, flags=("unparsed",)),
        cite(None, "33/134"),
        cite("71/244", "A/71/468", None, place="heading", kind="document"),
    ]
    graph = build([], citations)
    assert len(graph.graph["mentions"]) == 3
    assert list(graph) == ["A/RES/71/244"]
    assert build([], citations, headings=True).has_edge("A/RES/71/244", "A/71/468")


def test_a_date_that_is_none_is_refused_with_its_file() -> None:
    with pytest.raises(GraphError, match=r"75/1\.en\.xml: '1978-02-30' is not a date"):
        build([], [cite("75/1", "33/134", cited_date="1978-02-30")])


def test_a_symbol_that_cannot_be_parsed_is_kept_as_it_is() -> None:
    citation = cite("71/244", None)
    strange = Citation(
        **{name: getattr(citation, name) for name in citation.__slots__} | {"cited": "X 1", "kind": "document"}
    )
    node = build([], [strange]).nodes["X 1"]
    assert (node["label"], node["kind"], node["body"]) == ("X 1", "document", "GA")


def test_a_date_speaks_against_no_symbol_that_cannot_be_parsed() -> None:
    assert [dates.fits(symbol, "1999-01-01") for symbol in ("no symbol", "A/RES/53/99", "A/RES/33/134")] == [
        True, True, False,
    ]  # fmt: skip


def test_attributes_are_those_of_the_schema_with_its_types() -> None:
    documents, citations, _ = south_south()
    graph = build(documents, citations)
    allowed = {field.name: TYPES[field.type] for field in NODE_FIELDS} | {"agenda_title": str, "title_en": str}
    for node in graph.nodes.values():
        assert all(type(value) is allowed[name] for name, value in node.items())
    edges = {field.name: TYPES[field.type] for field in EDGE_FIELDS}
    for _, _, edge in graph.edges(data=True):
        assert all(type(value) is edges[name] for name, value in edge.items())


@given(st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_of_the_input_does_not_matter(shuffler: random.Random) -> None:
    documents, citations, _ = south_south()
    expected = build(documents, citations)
    shuffler.shuffle(documents)
    shuffler.shuffle(citations)
    assert same(build(documents, citations), expected)


def same(one: nx.DiGraph[str], other: nx.DiGraph[str]) -> bool:
    """Whether two graphs are equal, order included."""
    return (
        list(one.nodes(data=True)) == list(other.nodes(data=True))
        and list(one.edges(data=True)) == list(other.edges(data=True))
        and one.graph == other.graph
    )
