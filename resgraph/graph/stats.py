"""Figures of a graph: documents and citations by language, relation, kind, organ and decade, and who leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resgraph.schema import RELATION_STRENGTH, VERSION_LANGS

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Figure", "stats"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure."""

    group: str
    """What it belongs to: size, language, relation, kind, organ, decade, most cited, most citing, most missing."""
    name: str
    """What is counted: documents, recalls, 1970s, a symbol."""
    documents: int | None
    """Number of documents; of a most cited one, those that cite it; of a most citing one, those it cites."""
    citations: int | None
    """Number of edges; for a language, of mentions in it."""


def stats(graph: nx.DiGraph[str], *, leading: int = 10) -> list[Figure]:
    """The figures of a graph, group by group; `leading` documents in each of the groups that name documents."""
    nodes = graph.nodes
    about = graph.graph["about"]
    figures = [
        Figure("size", "documents", about["documents"], about["citations"]),
        Figure("size", "held", about["held"], about["citations"]),
        Figure("size", "only cited", about["stubs"], None),
        Figure("size", "mentions", None, about["mentions"]),
        Figure("size", "unresolved mentions", None, sum(c.cited is None for c in graph.graph["mentions"])),
    ]
    held = Counter(lang for node in nodes.values() if "langs" in node for lang in node["langs"].split(";"))
    mentions = Counter(c.lang for c in graph.graph["mentions"])
    langs = sorted({*held, *mentions}, key=lambda lang: (lang not in VERSION_LANGS, lang))
    figures += [Figure("language", lang, held[lang], mentions[lang]) for lang in langs]
    relations = Counter(edge["relation"] for _, _, edge in graph.edges(data=True))
    ordered = sorted(relations, key=lambda relation: RELATION_STRENGTH.get(relation, len(RELATION_STRENGTH)))
    figures += [Figure("relation", relation, None, relations[relation]) for relation in ordered]
    for group, attribute in (("kind", "kind"), ("organ", "body"), ("decade", "year")):
        figures += _by(graph, group, attribute)
    cited = [(symbol, nodes[symbol]["cited_by"]) for symbol in graph]
    figures += _leaders("most cited", cited, leading)
    figures += _leaders("most citing", ((symbol, nodes[symbol]["cites"]) for symbol in graph), leading)
    figures += _leaders("most missing", (pair for pair in cited if not nodes[pair[0]]["held"]), leading)
    return figures


def _by(graph: nx.DiGraph[str], group: str, attribute: str) -> list[Figure]:
    """Documents with each value, and the citations of them, most documents first; decades in their order."""
    names = {symbol: _name(attribute, node.get(attribute)) for symbol, node in graph.nodes.items()}
    documents = Counter(names.values())
    citations = Counter(names[cited] for _, cited in graph.edges)
    ordered = sorted(documents) if attribute == "year" else sorted(documents, key=lambda name: (-documents[name], name))
    return [Figure(group, name, documents[name], citations[name]) for name in ordered]


def _name(attribute: str, value: str | int | None) -> str:
    if value is None:
        return "undated" if attribute == "year" else "unknown"
    return f"{int(value) // 10 * 10}s" if attribute == "year" else str(value)


def _leaders(group: str, counts: Iterable[tuple[str, int]], leading: int) -> list[Figure]:
    first = sorted(((symbol, count) for symbol, count in counts if count), key=lambda pair: (-pair[1], pair[0]))
    return [Figure(group, symbol, count, None) for symbol, count in first[:leading]]
