"""Documents and citations → the graph: one node a document, one edge a pair of citing and cited.

The attributes of nodes and edges are those of `resgraph.schema`. Beside them a node may carry what records and headings
tell (`agenda_title`, `report`, `drafts` and `subjects` joined by `;`) and its title in each language (`title_ar`, …).
All mentions, those without a resolved end among them, are in `graph.graph["mentions"]`, and the sizes of the graph in
`graph.graph["about"]`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from resgraph.errors import GraphError
from resgraph.graph.dates import check
from resgraph.graph.edges import edge
from resgraph.graph.nodes import Attributes, node, parsed
from resgraph.graph.versions import NOT_READ, lang_rank, spoken
from resgraph.models import Citation, Document

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["build", "mention_order"]


def mention_order(citation: Citation) -> tuple[str | int | tuple[str, ...], ...]:
    """Sort key of mentions: citing document, file, place in the text, cited document, and what else may differ."""
    c = citation
    place = c.citing or "", c.file, c.span_start, c.span_end, c.cited or ""
    return *place, c.relation, c.place, c.paragraph or "", c.cited_date or "", c.flags


def build(
    documents: Iterable[Document],
    citations: Iterable[Citation],
    *,
    headings: bool = False,
    printed: Mapping[str, Mapping[str, int]] | None = None,
    stubs: Iterable[str] = (),
) -> nx.DiGraph[str]:
    """Bring documents and their citations together as a `networkx.DiGraph`, an edge from citing to cited.

    A document held in several languages and formats counts once: weight, paragraph and relation come from one version.
    A document that is only cited is a stub (`held` false) with the date on which the citing texts agree. Citations of
    the document itself, of later ones and in circles are kept and flagged. The committee's report in the heading makes
    no edge unless `headings` is true. `printed` tells how many documents print each date for each document, where the
    citations are a selection of a larger store; without it they are counted here. `stubs` are documents that are wanted
    even where nothing here cites them.

    A mention that comes in twice counts once. Equal input gives an equal graph, in the same order, in whatever order
    it comes in.

    Raises:
        GraphError: a date in a record is none.
    """
    import networkx as nx

    mentions = tuple(sorted(set(citations), key=mention_order))
    versions: dict[str, list[Document]] = defaultdict(list)
    formats: dict[str, str] = {}
    known = sorted(documents, key=lambda document: document.format in NOT_READ)
    _check_dates(known, mentions)
    for document in known:
        formats.setdefault(document.file, document.format)
        if document.symbol is not None:
            versions[document.symbol].append(document)
    used = [c for c in mentions if headings or c.place != "heading"]
    pairs = spoken(used, formats)
    nodes = _nodes(versions, mentions, pairs, _printed(used) if printed is None else printed, stubs)
    graph: nx.DiGraph[str] = nx.DiGraph()
    dates = {symbol: _text(attributes, "date") for symbol, attributes in nodes.items()}
    graph.add_nodes_from((symbol, nodes[symbol]) for symbol in sorted(nodes, key=lambda s: (dates[s] or "9999", s)))
    for citing in graph:
        held = str(nodes[citing].get("langs", "")).split(";")
        for cited, by_lang in sorted(pairs.get(citing, {}).items()):
            graph.add_edge(citing, cited, **edge(by_lang, held=held, date=dates[citing], adopted=dates[cited]))
    _degrees(graph)
    graph.graph["mentions"] = mentions
    graph.graph["about"] = _about(graph)
    return graph


def _check_dates(documents: Iterable[Document], mentions: Iterable[Citation]) -> None:
    """Refuse records with dates that are none; each date is looked at once."""
    places = {document.date: document.file for document in documents}
    places |= {day: c.file for c in mentions for day in (c.citing_date, c.cited_date)}
    for day, file in places.items():
        try:
            check(day)
        except ValueError as error:
            raise GraphError(str(error), where=file, remedy="write it as 2016-12-21, or leave it out") from error


def _nodes(
    versions: Mapping[str, list[Document]],
    mentions: Iterable[Citation],
    pairs: Mapping[str, Mapping[str, Mapping[str, list[Citation]]]],
    printed: Mapping[str, Mapping[str, int]],
    stubs: Iterable[str],
) -> dict[str, Attributes]:
    """Attributes of every document that is read, recorded, citing, cited or wanted, with `part_of` for parts."""
    citing_dates: dict[str, set[str]] = defaultdict(set)
    langs: dict[str, set[str]] = defaultdict(set)
    for c in mentions:
        if c.citing is not None:
            langs[c.citing].add(c.lang)
            if c.citing_date:
                citing_dates[c.citing].add(c.citing_date)
    sorts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for cited_by_lang in pairs.values():
        for cited, by_lang in cited_by_lang.items():
            sorts[cited].update((c.kind, c.body) for citations in by_lang.values() for c in citations)
    nodes: dict[str, Attributes] = {}
    for symbol in sorted({*versions, *langs, *sorts, *stubs}):
        kind, body = max(sorted(sorts[symbol]), key=sorts[symbol].__getitem__, default=(None, None))
        nodes[symbol] = node(
            symbol,
            versions.get(symbol, []),
            printed=printed.get(symbol, {}),
            citing_dates=sorted(citing_dates.get(symbol, ())),
            langs=sorted(langs.get(symbol, ())),
            kind=kind,
            body=body,
        )
    for symbol, attributes in nodes.items():
        name = parsed(symbol)
        if name is not None and name.part and name.whole in nodes:
            attributes["part_of"] = name.whole
    return nodes


def _printed(mentions: Iterable[Citation]) -> dict[str, Counter[str]]:
    """How many documents print each date for each document.

    A document counts for the date that most of its language versions print, of several the first language's: a slip in
    one translation is not the word of the document.
    """
    langs: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for c in mentions:
        if c.citing is not None and c.cited is not None and c.cited_date:
            langs[c.citing, c.cited][c.cited_date].add(c.lang)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, cited), days in langs.items():
        counts[cited][min(days, key=lambda day: (-len(days[day]), min(map(lang_rank, days[day])), day))] += 1
    return counts


def _degrees(graph: nx.DiGraph[str]) -> None:
    """Fill in how many other documents cite each document, and how many it cites."""
    for symbol, attributes in graph.nodes.items():
        own = graph.has_edge(symbol, symbol)
        attributes["cited_by"] = graph.in_degree(symbol) - own
        attributes["cites"] = graph.out_degree(symbol) - own


def _about(graph: nx.DiGraph[str]) -> dict[str, int]:
    """Sizes of the graph: documents, those held, those only cited, citations (edges) and mentions."""
    held = sum(1 for _, is_held in graph.nodes(data="held") if is_held)
    return {
        "documents": graph.number_of_nodes(),
        "held": held,
        "stubs": graph.number_of_nodes() - held,
        "citations": graph.number_of_edges(),
        "mentions": len(graph.graph["mentions"]),
    }


def _text(attributes: Attributes, name: str) -> str | None:
    value = attributes.get(name)
    return value if isinstance(value, str) else None
