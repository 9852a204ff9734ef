"""Which documents stand together in one clause: the enumerations from which series are found.

Only the attributes of the graph are read: an edge names the paragraphs of its mentions, so the documents that one
paragraph cites are those whose edges name it. Footnotes and headings are no clauses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from resgraph import symbols
from resgraph.errors import SymbolError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Clauses", "adopted", "clauses", "is_preamble", "paragraph_order"]

Clauses = dict[str, tuple[str, ...]]
"""Documents cited in each paragraph of one resolution, oldest first."""

PARAGRAPH = re.compile(r"(?:(?P<part>\w+)\.)?(?P<place>PP|OP)(?P<number>\d+)")


def paragraph_order(paragraph: str) -> tuple[int, int] | None:
    """Sort key of a paragraph within its resolution, preamble first; None where it is not one (a footnote).

    >>> paragraph_order("PP3"), paragraph_order("OP28(b)"), paragraph_order("fn8")
    ((0, 3), (1, 28), None)
    """
    m = PARAGRAPH.match(paragraph)
    return (int(m["place"] == "OP"), int(m["number"])) if m else None


def is_preamble(paragraph: str) -> bool:
    """Whether a paragraph belongs to the preamble."""
    return paragraph.partition(".")[2].startswith("PP") or paragraph.startswith("PP")


def adopted(graph: nx.DiGraph[str], symbol: str) -> str:
    """When a document was adopted, to sort by: its date, else the opening of its session, else after all others."""
    date = graph.nodes[symbol].get("date")
    if date:
        return str(date)
    with suppress(SymbolError):
        return symbols.sort_key(symbol)[2] or "9999"
    return "9999"


def clauses(graph: nx.DiGraph[str], citing: str) -> Clauses:
    """The earlier resolutions of the same organ that each paragraph of a resolution cites, oldest first."""
    own, date = graph.nodes[citing], adopted(graph, citing)
    found: dict[str, list[str]] = defaultdict(list)
    for cited, attributes in graph.adj[citing].items():
        other = graph.nodes[cited]
        if adopted(graph, cited) >= date or (other["kind"], other["body"]) != (own["kind"], own["body"]):
            continue
        for paragraph in str(attributes.get("paragraphs", "")).split(";"):
            if paragraph_order(paragraph) is not None:
                found[paragraph].append(cited)
    ordered = sorted(found, key=lambda paragraph: (paragraph_order(paragraph) or (9, 0), paragraph))
    return {
        paragraph: tuple(sorted(found[paragraph], key=lambda cited: (adopted(graph, cited), cited)))
        for paragraph in ordered
    }
