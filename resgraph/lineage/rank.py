"""Which documents matter most: by citations, by PageRank, by the share of all citation paths that lead over them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resgraph.errors import LineageError
from resgraph.lineage.acyclic import acyclic
from resgraph.lineage.mainpath import search_path_counts

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["RANKINGS", "Ranked", "pagerank", "path_shares", "top"]

RANKINGS = ("cited", "pagerank", "main-path")

_DAMPING = 0.85
_TOLERANCE = 1e-6
"""Greatest sum of changes in the last round, over all documents: 1e-6 / N for each."""
_MOST_ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Ranked:
    """One document of a ranking."""

    rank: int
    """1 for the first."""
    symbol: str
    label: str
    date: str | None
    title: str | None
    held: bool
    score: float
    """Number of citing documents; or PageRank; or share of all paths, 0 to 1."""


def top(
    graph: nx.DiGraph[str],
    by: str = "cited",
    *,
    since: int | None = None,
    until: int | None = None,
    kinds: Collection[str] = (),
    bodies: Collection[str] = (),
    limit: int | None = 20,
) -> list[Ranked]:
    """The documents that matter most, those adopted from the year `since` to the year `until` where these are given.

    Scores are taken over the whole graph; `kinds` and `bodies` say which documents are shown, empty means all. An
    undated document is left out where a year is asked for.

    Raises:
        LineageError: there is no such ranking.
    """
    if by not in RANKINGS:
        raise LineageError(f"no ranking by {by!r}", remedy=f"choose from {', '.join(RANKINGS)}")
    scores = {"cited": _cited, "pagerank": pagerank, "main-path": path_shares}[by](graph)
    nodes = graph.nodes
    chosen = [
        symbol
        for symbol in sorted(scores, key=lambda symbol: (-scores[symbol], nodes[symbol].get("date", "9999"), symbol))
        if (since is None or nodes[symbol].get("year", since - 1) >= since)
        and (until is None or nodes[symbol].get("year", until + 1) <= until)
        and (not kinds or nodes[symbol]["kind"] in kinds)
        and (not bodies or nodes[symbol]["body"] in bodies)
    ]
    return [
        Ranked(
            rank=rank,
            symbol=symbol,
            label=nodes[symbol]["label"],
            date=nodes[symbol].get("date"),
            title=nodes[symbol].get("title"),
            held=nodes[symbol]["held"],
            score=scores[symbol],
        )
        for rank, symbol in enumerate(chosen[:limit], 1)
    ]


def _cited(graph: nx.DiGraph[str]) -> dict[str, float]:
    return {symbol: float(node["cited_by"]) for symbol, node in graph.nodes.items()}


def pagerank(graph: nx.DiGraph[str]) -> dict[str, float]:
    """PageRank of each document: damping 0.85, every citation counted once, until the ranks change by less than 1e-6/N.

    The usual fixed tolerance is larger than the ranks themselves in a graph of a million documents.

    Raises:
        LineageError: the ranks do not settle.
    """
    import numpy as np

    number = {symbol: place for place, symbol in enumerate(graph)}
    count = len(number)
    if not count:
        return {}
    citing = np.fromiter((number[one] for one, _ in graph.edges), dtype=np.int64)
    cited = np.fromiter((number[other] for _, other in graph.edges), dtype=np.int64)
    cites = np.bincount(citing, minlength=count)
    share = 1.0 / cites[citing]
    silent = cites == 0
    ranks = np.full(count, 1.0 / count)
    for _ in range(_MOST_ROUNDS):
        passed = np.bincount(cited, weights=ranks[citing] * share, minlength=count)
        after = _DAMPING * (passed + ranks[silent].sum() / count) + (1 - _DAMPING) / count
        change = float(np.abs(after - ranks).sum())
        ranks = after
        if change < _TOLERANCE:
            return dict(zip(graph, ranks.tolist(), strict=True))
    raise LineageError("PageRank does not settle", remedy="check the graph for faulty edges")


def path_shares(graph: nx.DiGraph[str]) -> dict[str, float]:
    """For each document the share of all paths, from what nobody cites to what cites nobody, that lead over it.

    Citations forward in time are set aside, and documents that cite each other in a circle share one value.
    """
    units = acyclic(graph)
    cited = {other for others in units.successors for other in others}
    sources = [unit for unit in range(len(units.units)) if unit not in cited]
    sinks = [unit for unit, others in enumerate(units.successors) if not others]
    counts, total = search_path_counts(units.successors, sources, sinks)
    over = [0] * len(units.units)
    for unit in sources:
        over[unit] = sum(counts[unit, other] for other in units.successors[unit]) or 1
    for (_, other), count in counts.items():
        over[other] += count
    return {symbol: over[unit] / total for symbol, unit in units.unit_of.items()}
