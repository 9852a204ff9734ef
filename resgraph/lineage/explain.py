"""The steps of a lineage in words: who, when, in which words and paragraph, whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resgraph.lineage.clauses import adopted

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Step", "steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """One citation of a lineage."""

    citing: str
    """Symbol of the document that cites."""
    date: str | None
    """Its adoption date, ISO."""
    verb: str
    """Opening words of the clause, as printed."""
    relation: str
    """Strongest relation among its mentions."""
    paragraph: str | None
    """Where it stands: PP2, OP28, fn8."""
    quote: str
    """The mention, as printed."""
    cited: str
    """Symbol of the document cited."""
    cited_date: str | None
    """Its adoption date, ISO."""
    held: bool
    """Whether the document cited was read too."""
    on_main_path: bool
    """Whether the step lies on the main path."""


def steps(lineage: nx.DiGraph[str]) -> list[Step]:
    """Every citation of a lineage, from the newest citing document to the oldest, in each the oldest cited first."""
    nodes = lineage.nodes
    newest_first = sorted(lineage, key=lambda symbol: (adopted(lineage, symbol), symbol), reverse=True)
    return [
        Step(
            citing=citing,
            date=nodes[citing].get("date"),
            verb=edge["verb"],
            relation=edge["relation"],
            paragraph=edge.get("first_paragraph"),
            quote=edge["quote"],
            cited=cited,
            cited_date=nodes[cited].get("date"),
            held=nodes[cited]["held"],
            on_main_path=edge.get("on_main_path", False),
        )
        for citing in newest_first
        for cited, edge in sorted(lineage.adj[citing].items(), key=lambda item: (adopted(lineage, item[0]), item[0]))
    ]
