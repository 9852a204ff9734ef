"""A lineage in words: its steps (who, when, in which words and paragraph, whom), and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resgraph.lineage.clauses import adopted

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Step", "steps", "summary"]


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


def summary(lineage: nx.DiGraph[str]) -> list[str]:
    """What a lineage comes to, a line each: its size, its paths, its gaps, and what was left out.

    The symbols of a path stand from the citing to the cited document.
    """
    found, nodes = lineage.graph["lineage"], lineage.nodes
    gaps = [nodes[symbol]["label"] for symbol in lineage if not nodes[symbol]["held"]]
    lines = [f"{len(lineage)} documents, {lineage.number_of_edges()} citations; {len(gaps)} are cited but not read"]
    for name, words in (("main_path", "main path"), ("longest", "longest path"), ("shortest", "shortest path")):
        path = [nodes[symbol]["label"] for symbol in found[name]]
        if path and not (name == "longest" and found[name] == found["main_path"]):
            lines.append(f"{words}, {_counted(len(path) - 1, 'step')}: {_shortened(path)}")
    dropped = found["dropped"]
    if dropped["unreachable"]:
        lines.append(f"no path leads to {', '.join(dropped['unreachable'])}")
    if dropped["forward"]:
        pairs = ", ".join(f"{citing} → {cited}" for citing, cited in dropped["forward"])
        lines.append(f"left out of the paths, for they lead to later documents: {pairs}")
    return lines


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shortened(path: Sequence[str], most: int = 12) -> str:
    """A path with its middle left out where it is long."""
    shown = list(path) if len(path) <= most else [*path[: most // 2], "…", *path[-most // 2 :]]
    return " → ".join(shown)
