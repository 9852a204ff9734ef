"""A graph of the size and shape of the whole: 20,000 documents in subjects of their own, 90,000 citations."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx

__all__ = ["SUBJECTS", "whole"]

SUBJECTS = (
    "palestine refugees", "disarmament weapons", "decolonization territories", "women equality", "oceans fisheries",
    "budget apportionment", "peacekeeping financing", "trade commodities", "outer space", "human rights",
    "climate environment", "narcotic drugs", "migration displaced", "statistics population", "children education",
)  # fmt: skip
SYLLABLES = "ra to ni vel mar es con di pra len sig ot hu ber ka mi ter ful ab ex pol gra non ist"


def whole(documents: int = 20_000, citations: int = 90_000) -> nx.DiGraph[str]:
    """Documents from 1946 to 2025, three of ten read and titled, each citing mostly the recent ones of its subject."""
    rng = random.Random(33134)
    words = ["".join(rng.choices(SYLLABLES.split(), k=rng.randint(2, 4))) for _ in range(6000)]
    graph: nx.DiGraph[str] = nx.DiGraph()
    subjects: dict[int, list[str]] = {}
    of: dict[str, int] = {}
    for number in range(documents):
        year = 1946 + number * 80 // documents
        symbol = _symbol(number, year, documents)
        subject = rng.randrange(len(SUBJECTS))
        row: dict[str, Any] = {
            "label": symbol.removeprefix("A/RES/"), "symbol": symbol, "year": year, "body": "GA",
            "kind": "document" if number % 4 == 0 else "resolution", "held": number % 10 < 3,
            "date": f"{year}-{rng.choice((3, 6, 9, 11, 12, 12, 12)):02d}-{rng.randint(1, 28):02d}",
        }  # fmt: skip
        if row["held"]:
            row["langs"] = "en"
            row["title"] = f"{SUBJECTS[subject]} {' '.join(rng.choices(words, k=rng.randint(2, 9)))}".capitalize()
        graph.add_node(symbol, **row)
        subjects.setdefault(subject, []).append(symbol)
        of[symbol] = subject
    names = list(graph)
    made = 0
    while made < citations:
        place = rng.randrange(100, documents)
        citing = names[place]
        own = subjects[of[citing]]
        older = own if rng.random() < 0.9 else names
        cited = older[int(rng.triangular(0, 1, 0.9) * (len(older) * place // documents))]
        if cited != citing and not graph.has_edge(citing, cited):
            made += 1
            graph.add_edge(
                citing, cited, relation=rng.choice(("recalls", "recalls", "reaffirms", "notes")), weight=1,
                first_paragraph=f"{rng.choice(('PP', 'OP'))}{rng.randint(1, 30)}",
            )  # fmt: skip
    for symbol, row in graph.nodes.items():
        row |= {"cited_by": graph.in_degree(symbol), "cites": graph.out_degree(symbol)}
    graph.graph["about"] = {"corpus": "whole.duckdb", "documents": documents}
    return graph


def _symbol(number: int, year: int, documents: int) -> str:
    item = number % (documents // 80 + 1) + 1
    if number % 4 == 0:
        return f"A/{max(year - 1945, 1)}/{100 + item}"
    return f"A/RES/{year - 1945}/{item}" if year > 1976 else f"A/RES/{number + 1}({year})"
