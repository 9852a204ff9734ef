"""The graphs that the tests of export and map write: a realistic lineage, and one that is hostile in every way."""

from __future__ import annotations

import csv
import os
import random
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

from resgraph import symbols
from resgraph.models import Citation

CASES = Path(__file__).parent / "cases" / "export"
HELD = ("71/244", "75/234", "76/221", "77/185", "78/167", "79/236", "80/156")
ONLY_IN = {
    "A/71/208": ("71/244",),
    "SSC/DEC/19/1": ("71/244",),
    "A/RES/69/283": ("71/244",),
    "A/RES/57/263": ("71/244", "78/167", "79/236", "80/156"),
    "SALES/E.78.II.A.11": ("71/244",),
    "UNTS/1771/30822": ("71/244",),
    "A/80/256": ("80/156",),
    "A/RES/78/317": ("79/236", "80/156"),
    "A/RES/79/1": ("79/236", "80/156"),
    "A/RES/79/323": ("80/156",),
}
"""Which of the texts cite a document; those not named here are cited by all texts that came after them."""


def citation(citing: str, cited: str, **fields: object) -> Citation:
    """A citation record with something in every field."""
    values: dict[str, object] = {
        "file": "akn-77-en.zip!A_RES_77_185_E.xml", "citing": citing, "citing_date": None, "lang": "en", "cited": cited,
        "kind": "resolution", "body": "GA", "cited_date": None, "verb": "Recalling", "relation": "recalls",
        "place": "preamble", "paragraph": "PP3", "anchor": None, "quote": "", "span_start": 0, "span_end": 0,
        "flags": (),
    }  # fmt: skip
    return Citation(**{**values, **fields})  # type: ignore[arg-type]


def south_south() -> nx.DiGraph:
    """The lineage 80/156 → 33/134 as `resgraph.lineage.trace` hands it on."""
    with (CASES / "south_south.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    graph = nx.DiGraph()
    for row in rows:
        data = {
            "label": symbols.label(row["symbol"]),
            **{k: v for k, v in row.items() if v},
            "held": row["held"] == "true",
        }
        if row["date"]:
            data |= {"year": int(row["date"][:4]), "date_basis": "official" if data["held"] else "printed"}
        if row["role"] in ("series", "source"):
            data["series"] = "A/RES/57/270B"
        graph.add_node(row["symbol"], **data)
    mentions = []
    for short in HELD:
        citing = f"A/RES/{short}"
        date = graph.nodes[citing]["date"]
        for cited, data in graph.nodes.items():
            if cited == citing or data.get("date", date) > date or short not in ONLY_IN.get(cited, HELD):
                continue
            mentions.append(_mention(citing, date, cited, data))
    for c in mentions:
        graph.add_edge(
            c.citing, c.cited, relation=c.relation, relations=c.relation, weight=1, verb=c.verb,
            first_paragraph=c.paragraph, paragraphs=c.paragraph, place=c.place, date=c.citing_date, quote=c.quote,
            langs="en", **({"cited_date": c.cited_date} if c.cited_date else {}),
        )  # fmt: skip
    path = nx.dag_longest_path(graph)
    steps = list(pairwise(path))
    kept = set(nx.transitive_reduction(graph).edges)
    depth = nx.single_source_shortest_path_length(graph, "A/RES/80/156")
    for node, data in graph.nodes.items():
        data |= {
            "on_main_path": node in path, "depth": depth[node], "cited_by": graph.in_degree(node),
            "cites": graph.out_degree(node), "symbol": node,
        }  # fmt: skip
    for a, b, data in graph.edges(data=True):
        data |= {"reduced": (a, b) in kept, "on_main_path": (a, b) in steps}
    graph.graph["lineage"] = {
        "source": "A/RES/80/156",
        "targets": ("A/RES/33/134",),
        "main_path": tuple(path),
        "longest": tuple(path),
        "shortest": ("A/RES/80/156", "A/RES/33/134"),
    }
    graph.graph["about"] = {
        "documents": 21_000,
        "held": 1_500,
        "stubs": 19_500,
        "citations": 90_000,
        "mentions": 99_000,
    }
    graph.graph["mentions"] = tuple(mentions)
    return graph


def _mention(citing: str, date: str, cited: str, data: dict[str, object]) -> Citation:
    reaffirmed = cited in ("A/RES/33/134", "A/RES/64/222", "A/RES/73/291", "A/RES/70/1", "A/RES/69/313")
    relation, verb, paragraph = ("reaffirms", "Reaffirming", "PP2") if reaffirmed else ("recalls", "Recalling", "PP3")
    if cited == "A/RES/57/263":
        relation, verb, paragraph = "recognizes", "Recognizes", "OP28"
    elif data["kind"] == "document":
        relation, verb, paragraph = "notes", "Takes note of", "OP1"
    elif cited in ("A/RES/79/1", "A/RES/79/323"):
        relation, verb, paragraph = "welcomes", "Welcoming", "PP5"
    quote = f"{symbols.label(cited)} of {data.get('date', 'no date')}"
    return citation(
        citing, cited, citing_date=date, kind=data["kind"], body=data["body"], cited_date=data.get("date"), verb=verb,
        relation=relation, paragraph=paragraph, quote=quote, span_start=100, span_end=100 + len(quote),
    )  # fmt: skip


SCRIPT = "</script><script>window.hacked=1</script>"
IMAGE = '<img src=x onerror="window.hacked=1">'


def needs(found: object, reason: str) -> None:
    """Skip a test where a tool is missing; in CI nothing may be missing."""
    if not found:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


LONG = f"A/C.2/77/{'CRP.' * 20}{'9' * 11}"
"""A symbol of a hundred characters."""
HOSTILE_TEXTS = (
    SCRIPT, IMAGE, "href=\"javascript:window.hacked=1\"", "line\u2028separator\u2029paragraph", "tab\tnew\nline\r\nend",
    "control\x00\x0b\x0c\x1b\x85\ufffe\uffff", "lone \ud800 surrogate", "]]> & <!-- --> ;", "قرار الجمعية العامة ٣٣/١٣٤",
    "第33/134号决议：南南合作", "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "'quoted", "\\", "\"", "𝒳 😀",
    "{{ 7*7 }} {% raw %}", " spaces ", "`tick` #quot; $\\alpha$", "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "=cmd|' /C calc'!A0", "'}) DETACH DELETE d //", '"]; evil -> x [label="', '"] click n0 href "javascript:window.hacked=1"',
)  # fmt: skip


def hostile() -> nx.DiGraph:
    """A graph with whatever breaks files: markup, scripts, formulas, controls, all scripts, and values left out."""
    graph = nx.DiGraph()
    keys = [
        "A/RES/33/134",
        "A_RES_33_134",
        "a/res/33/134",
        "A/RES/3201(S-VI)",
        "A/77/6(Sect.26)",
        IMAGE,
        SCRIPT,
        "القرار",
        "决议 1",
        " x\ny ",
    ]
    for place, text in enumerate(HOSTILE_TEXTS):
        node = keys[place] if place < len(keys) else f"A/RES/{40 + place}/1"
        graph.add_node(
            node, title=text, label=text, kind="resolution", body="GA", held=place % 2 == 0, year=1980 + place
        )
        if place % 3:
            graph.nodes[node]["date"] = f"{1980 + place}-12-0{1 + place % 9}"
    graph.add_node("bare")
    graph.add_node("empty", title="")
    graph.add_node(LONG, title=LONG * 20)
    nodes = list(graph)
    mentions = []
    for place, text in enumerate(HOSTILE_TEXTS):
        for cited in (nodes[place - 1], nodes[place - 2]):
            graph.add_edge(nodes[place], cited, relation="recalls", weight=2, quote=text, verb=text, lag_years=0.5)
            for relation in ("recalls", "notes"):
                mentions.append(
                    citation(
                        nodes[place],
                        cited,
                        quote=text,
                        verb=text,
                        relation=relation,
                        file=text,
                        flags=("forward", "self"),
                    )
                )
    graph.add_edge("bare", "bare")
    graph.add_edge(LONG, "A/RES/33/134", relation="notes", quote=LONG)
    graph.add_edge("bare", "empty", relation="an unknown one", flags="")
    graph.graph["mentions"] = tuple(mentions)
    return graph


def large(documents: int = 20_000, citations: int = 92_000) -> nx.DiGraph:
    """A graph of the size of the whole, every attribute filled, made from a fixed seed."""
    rng = random.Random(71244)
    graph = nx.DiGraph()
    for number in range(documents):
        session, item = 31 + number * 50 // documents, 1 + number % (documents // 50 + 1)
        year = 1945 + session
        graph.add_node(
            f"A/RES/{session}/{item}", label=f"{session}/{item}", symbol=f"A/RES/{session}/{item}",
            title=f"Questions relating to matter {number % 997} & others", date=f"{year}-12-{1 + number % 28:02d}",
            date_basis="official", year=year, session=str(session), kind="resolution", body="GA", held=True, langs="en;fr",
            cited_by=number % 40, cites=5,
        )  # fmt: skip
    nodes = list(graph)
    made = 0
    while made < citations:
        a, b = sorted((rng.randrange(documents), rng.randrange(documents)), reverse=True)
        if a != b and not graph.has_edge(nodes[a], nodes[b]):
            made += 1
            graph.add_edge(
                nodes[a], nodes[b], relation="recalls", relations="recalls;notes", weight=2, verb="Recalling also",
                first_paragraph="PP3", paragraphs="PP3;OP7", place="preamble", date=graph.nodes[nodes[a]]["date"],
                cited_date=graph.nodes[nodes[b]]["date"], cited_adopted=graph.nodes[nodes[b]]["date"],
                lag_years=round((a - b) / 400, 2), quote=f"its resolution {nodes[b][6:]} of {graph.nodes[nodes[b]]['date']}",
                langs="en;fr",
            )  # fmt: skip
    return graph


def test_the_lineage_is_that_of_south_south_cooperation() -> None:
    graph = south_south()
    assert nx.is_directed_acyclic_graph(graph)
    assert graph.nodes["A/RES/80/156"]["role"] == "source"
    assert graph.nodes["A/RES/33/134"]["cited_by"] == len(HELD)
    assert not graph.has_edge("A/RES/57/270B", "A/RES/33/134")
