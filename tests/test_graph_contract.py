"""A graph from a file keeps the contract, or is refused with the document, the citation or the name that breaks it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import resgraph
from resgraph import pipeline
from resgraph.errors import GraphError, ReadError
from resgraph.graph.contract import expect


def built() -> Any:
    words = "Recalling its resolutions 33/134 of 19 December 1978 and 57/270 B of 23 June 2003,"
    return resgraph.build(resgraph.extract(words, lang="en", citing="A/RES/71/244"))


def node(name: str, value: Any) -> Callable[[dict[str, Any]], object]:
    return lambda data: data["nodes"][0].__setitem__(name, value)


def edge(name: str, value: Any) -> Callable[[dict[str, Any]], object]:
    return lambda data: data["edges"][0].__setitem__(name, value)


def graph(name: str, value: Any) -> Callable[[dict[str, Any]], object]:
    return lambda data: data["graph"].__setitem__(name, value)


BROKEN: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda data: data["nodes"][0].pop("held"), "has no 'held'"),
    (lambda data: data["edges"][0].pop("weight"), "has no 'weight'"),
    (node("held", "yes"), "'held' cannot be 'yes'"),
    (node("symbol", "A/RES/1/1"), "'symbol' cannot be"),
    (node("cited_by", 1.5), "'cited_by' cannot be"),
    (node("cited_by", True), "'cited_by' cannot be"),
    (node("year", "1978"), "'year' cannot be"),
    (node("date", "1978"), "'date' cannot be"),
    (node("date_share", float("inf")), "'date_share' cannot be"),
    (node("title", 5), "'title' cannot be"),
    (edge("relation", None), "'relation' cannot be"),
    (graph("about", {"held": "x"}), "'about' cannot be"),
    (graph("about", []), "'about' cannot be"),
    (graph("lineage", 3), "'lineage' cannot be"),
]


@pytest.mark.parametrize(("spoil", "words"), BROKEN, ids=[words for _, words in BROKEN])
def test_what_breaks_the_contract_is_named(
    spoil: Callable[[dict[str, Any]], object], words: str, tmp_path: Path
) -> None:
    path = pipeline.write(built(), tmp_path / "g.json")
    data = json.loads(path.read_text("utf-8"))
    spoil(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(GraphError, match=words) as caught:
        pipeline.load(path)
    assert str(path) in str(caught.value.where)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["nodes"][0].__setitem__("id", 5),
        lambda data: data["edges"][0].__setitem__("source", None),
        lambda data: data.__setitem__("graph", 5),
        lambda data: data["mentions"][0].__setitem__("cited", ["x"]),
        lambda data: data["mentions"][0].__setitem__("flags", [1]),
        lambda data: data["mentions"][0].__setitem__("span_start", 1e999),
    ],
)
def test_what_is_no_graph_is_refused(spoil: Callable[[dict[str, Any]], object], tmp_path: Path) -> None:
    path = pipeline.write(built(), tmp_path / "g.json")
    data = json.loads(path.read_text("utf-8"))
    spoil(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ReadError):
        pipeline.load(path)


def test_a_graph_without_mentions_has_none(tmp_path: Path) -> None:
    found = built()
    del found.graph["mentions"]
    again, _ = pipeline.load(pipeline.write(found, tmp_path / "g.json"))
    assert again.graph["mentions"] == ()
    assert pipeline.check(again, "self") == []


def test_a_deep_or_long_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    for text in ("[" * 100_000, '{"schema": ' + "9" * 5000 + "}"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ReadError, match="is not JSON"):
            pipeline.load(path)


def test_mentions_that_are_no_records_are_refused() -> None:
    found = built()
    for spoilt in ("A/RES/33/134", ("A/RES/33/134",)):
        found.graph["mentions"] = spoilt
        with pytest.raises(GraphError, match="'mentions' cannot be"):
            expect(found, "a graph made by hand")
