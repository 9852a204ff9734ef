"""What the network page shows: every document with its place, cluster and words, every citation, as columns of numbers.

Columns of one kind of value shrink well: a graph of 20,000 documents and 90,000 citations comes to about half a megabyte.

- Documents are numbered by day. `days` are days since 1946, each less the one before. `basis` tells a letter a document
  how its day is known: d from its date, y from its year, s from its session, n from the first document that cites it.
- `labels` is the number of characters at the end of the symbol that are the label, or the label itself.
- `held`, `pages` (whether the United Nations has a page for it) and `langs` (of the title, a place in the table, or -)
  are a character a document; `kinds`, `bodies` and `clusters` are places in their tables.
- `heights` are places in the lane of the cluster, 0 at its top, 1000 at its foot. The documents of a lane's month stand in a
  heap, the most cited in its middle; small heaps stand at different heights, so that neighbours keep apart.
- Citations stand in the order of their citing documents: `counts` is how many each has, `targets` the numbers of the cited
  documents from the newest to the oldest, the first as the distance from the citing document, each other as that from the
  one before; `relations` and `paragraphs` are places in their tables.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resgraph.export import columns, layout
from resgraph.export.clusters import Clusters, find_clusters
from resgraph.export.columns import Row, document_url
from resgraph.export.map_content import count, legal_row, title_lang, unknown_dates
from resgraph.export.markup import legal
from resgraph.schema import VERSION_LANGS

__all__ = ["Network", "network"]

HEAP = 30
"""Days whose documents stand in one heap of a lane."""
GOLDEN = (math.sqrt(5) - 1) / 2
"""Multiples of the golden ratio spread the middles of the heaps evenly."""


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that the network page shows."""

    heading: str
    facts: tuple[str, ...]
    """Counts, clusters and the corpus, one sentence each."""
    rows: tuple[Row, ...]
    """Attributes of the documents in the order of their numbers."""
    most_cited: tuple[int, ...]
    """Numbers of all documents, the most cited first."""
    clusters: Clusters
    years: tuple[int, int]
    data: dict[str, Any]
    """The columns, as the module's words tell."""


def network(graph: Any, *, title: str | None = None) -> Network:
    """Collect what the page of a whole graph shows.

    Raises:
        ExportError: an attribute does not fit its type in `schema`.
    """
    nodes = [(node, legal_row(row)) for node, row in columns.nodes(graph)]
    edges = [(a, b, legal_row(row)) for a, b, row in columns.edges(graph, dict(nodes)) if a != b]
    days, basis = _days(nodes, edges)
    order = sorted(range(len(nodes)), key=lambda place: days[place])
    days, basis = [days[place] for place in order], [basis[place] for place in order]
    rows = tuple(nodes[place][1] for place in order)
    number = {nodes[place][0]: position for position, place in enumerate(order)}
    cited_by = [0] * len(rows)
    for _, cited, _ in edges:
        cited_by[number[cited]] += 1
    labels = [_words(row, "label") for row in rows]
    titles = [_words(row, "title") for row in rows]
    clusters = find_clusters(labels, titles, [(number[a], number[b]) for a, b, _ in edges], cited_by)
    heights, weights = _heights(days, clusters, cited_by)
    years = [layout.year(day) for day in days] or [layout.year(0)]
    return Network(
        heading=title or "Citations among United Nations documents",
        facts=tuple(_facts(graph, rows, len(edges), clusters, basis)),
        rows=rows,
        most_cited=tuple(sorted(range(len(rows)), key=lambda place: -cited_by[place])),
        clusters=clusters,
        years=(min(years), max(years)),
        data={
            "days": _steps(days),
            "basis": "".join(basis),
            "heights": heights,
            "weights": weights,
            "clusters": clusters.of,
            "titles": titles,
            **_names(rows, labels),
            **_citations(edges, number, len(rows)),
        },
    )


def _days(nodes: Sequence[tuple[str, Row]], edges: Iterable[tuple[str, str, Row]]) -> tuple[list[int], list[str]]:
    """The day of each document, and how it is known."""
    known = {node: layout.place_in_time(row) for node, row in nodes}
    first: dict[str, float] = {}
    for citing, cited, _ in edges:
        day = known[citing]
        if day is not None:
            first[cited] = min(day, first.get(cited, day))
    earliest = min((day for day in known.values() if day is not None), default=0.0)
    days, basis = [], []
    for node, row in nodes:
        day, session = known[node], layout.place_by_session(row)
        days.append(int(next(one for one in (day, session, first.get(node, earliest)) if one is not None)))
        undated = "n" if session is None else "s"
        basis.append(undated if day is None else "d" if len(str(row.get("date") or "")) >= 10 else "y")
    return days, basis


def _steps(numbers: Iterable[int]) -> list[int]:
    steps, last = [], 0
    for item in numbers:
        steps.append(item - last)
        last = item
    return steps


def _heights(days: Sequence[int], clusters: Clusters, cited_by: Sequence[int]) -> tuple[list[int], list[float]]:
    """The place of each document in its lane, and how much of the picture's height each lane deserves."""
    heaps: dict[tuple[int, int], list[int]] = defaultdict(list)
    for document, day in enumerate(days):
        heaps[clusters.of[document], day // HEAP].append(document)
    largest = [1] * len(clusters.sizes)
    for (lane, _), heap in heaps.items():
        largest[lane] = max(largest[lane], len(heap))
    heights = [0] * len(days)
    for (lane, month), heap in heaps.items():
        spread = math.sqrt((len(heap) - 1) / max(largest[lane] - 1, 1)) * 0.5
        middle = 0.5 + (math.modf(abs(month) * GOLDEN)[0] - 0.5) * (1 - 2 * spread)
        for place, document in enumerate(sorted(heap, key=lambda document: (-cited_by[document], document))):
            aside = (place + 1) // 2 / max(len(heap) // 2, 1) * (1 if place % 2 else -1)
            heights[document] = round(1000 * (middle + spread * aside))
    return heights, [round(math.sqrt(size) + 2, 2) for size in largest]


def _names(rows: Sequence[Row], labels: Sequence[str]) -> dict[str, Any]:
    symbols = [_words(row, "symbol") for row in rows]
    named = zip(symbols, labels, strict=True)
    kinds, kind_table = _table(_words(row, "kind") for row in rows)
    bodies, body_table = _table(_words(row, "body") for row in rows)
    spoken = (title_lang(row) for row in rows)
    return {
        "symbols": symbols,
        "labels": [len(label) if symbol.endswith(label) else label for symbol, label in named],
        "held": "".join("01"[bool(row.get("held", True))] for row in rows),
        "pages": "".join("01"[document_url(str(row["symbol"])) is not None] for row in rows),
        "langs": "".join("-" if lang is None else str(VERSION_LANGS.index(lang)) for lang in spoken),
        "lang_table": VERSION_LANGS,
        "kinds": kinds,
        "kind_table": kind_table,
        "bodies": bodies,
        "body_table": body_table,
    }


def _citations(edges: Iterable[tuple[str, str, Row]], number: Mapping[str, int], documents: int) -> dict[str, Any]:
    numbered = sorted(((number[a], number[b], row) for a, b, row in edges), key=lambda edge: (edge[0], -edge[1]))
    counts, targets, last = [0] * documents, [], (-1, 0)
    for citing, cited, _ in numbered:
        counts[citing] += 1
        targets.append((last[1] if last[0] == citing else citing) - cited)
        last = citing, cited
    relations, relation_table = _table(_words(row, "relation") or "cites" for *_, row in numbered)
    paragraphs, paragraph_table = _table(_words(row, "first_paragraph") for *_, row in numbered)
    return {
        "counts": counts,
        "targets": targets,
        "relations": relations,
        "relation_table": relation_table,
        "paragraphs": paragraphs,
        "paragraph_table": paragraph_table,
    }


def _table(values: Iterable[str]) -> tuple[list[int], list[str]]:
    """Values as places in a table, the most frequent first."""
    found = list(values)
    number = Counter(found)
    table = sorted(number, key=lambda item: (-number[item], item))
    place = {item: position for position, item in enumerate(table)}
    return [place[item] for item in found], table


def _words(row: Row, name: str) -> str:
    return str(row.get(name) or "")


def _facts(graph: Any, rows: Sequence[Row], edges: int, clusters: Clusters, basis: Sequence[str]) -> Iterable[str]:
    stubs = sum(not row.get("held", True) for row in rows)
    yield f"{count(len(rows), 'document')} and {count(edges, 'citation')}."
    if stubs:
        yield f"{count(stubs, 'document')} (paler) cited, not read."
    yield from unknown_dates(basis.count("s"), basis.count("n"))
    yield (
        f"{count(len(clusters.sizes), 'cluster')} found by {clusters.method} from who cites whom, "
        "named by the commonest words of their titles."
    )
    about = graph.graph.get("about") or {}
    if about.get("corpus"):
        yield f"Corpus: {legal(str(about['corpus']))}."
