"""The columns of every graph format: the contract of `schema`, what a lineage adds, and values as plain scalars.

>>> value(Field("year", "int", ""), "1978")
1978
>>> value(Field("date", "string", ""), float("nan")) is None
True
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from resgraph import symbols
from resgraph.errors import ExportError, SymbolError
from resgraph.models import Citation
from resgraph.schema import EDGE_FIELDS, NODE_FIELDS, Field

__all__ = [
    "EDGE_COLUMNS", "LINEAGE_EDGE_FIELDS", "LINEAGE_NODE_FIELDS", "MENTION_COLUMNS", "NODE_COLUMNS", "Row", "complete",
    "document_url", "edges", "ids", "mention_row", "mentions", "nodes", "ordered", "used_by_edges", "used_by_nodes",
    "value", "without_quotes",
]  # fmt: skip

Row = Mapping[str, Any]

LINEAGE_NODE_FIELDS: tuple[Field, ...] = (
    Field("role", "string", "part in the lineage: source, target, series, root, between, other"),
    Field("on_main_path", "boolean", "whether it lies on the main path of the lineage"),
    Field("depth", "int", "citation steps from the source of the lineage"),
)

LINEAGE_EDGE_FIELDS: tuple[Field, ...] = (
    Field("on_main_path", "boolean", "whether it is a step of the main path of the lineage"),
    Field("reduced", "boolean", "true where no longer path implies it (transitive reduction)"),
    Field("path_share", "double", "share of all paths from source to target that use it, 0 to 1"),
)

NODE_COLUMNS: tuple[Field, ...] = (
    *NODE_FIELDS,
    *LINEAGE_NODE_FIELDS,
    Field("url", "string", "page of the document at the United Nations"),
)
EDGE_COLUMNS: tuple[Field, ...] = (*EDGE_FIELDS, *LINEAGE_EDGE_FIELDS)

MENTION_COLUMNS: tuple[Field, ...] = (
    Field("relation", "string", "relation of the mention, from the head verb of its clause"),
    Field("weight", "int", "1: one mention"),
    Field("verb", "string", "opening words of the clause"),
    Field("paragraph", "string", "paragraph: PP2, OP28, fn8"),
    Field("place", "string", "heading, preamble, operative, footnote, annex, body"),
    Field("anchor", "string", "for a footnote: the paragraph that carries its mark"),
    Field("date", "string", "adoption date of the citing document, ISO"),
    Field("cited_date", "string", "date printed for the cited document, ISO"),
    Field("quote", "string", "the mention as printed"),
    Field("lang", "string", "language of the text read"),
    Field("flags", "string", "flags of the mention, joined by ;"),
)
"""Attributes of an edge where each mention is one."""

NO_PAGE = ("SSC/DEC/", "DP/DEC/", "FCCC/DEC/", "LAS/", "SALES/", "UNTS/")
"""Roots of symbols that resgraph made for what has none of its own, so that no page answers to them."""


NO_NAME = re.compile("[^A-Za-z0-9_:.-]")
"""What no id holds, of what an XML name token may hold: https://www.w3.org/TR/xml/#NT-Nmtoken"""


def value(field: Field, raw: Any) -> Any:
    """Give an attribute as str, int, float or bool by its field's type; None where it is absent, NaN or not finite.

    Raises:
        ExportError: the value cannot be taken as that type.
    """
    if raw is None or (isinstance(raw, float) and not math.isfinite(raw)):
        return None
    try:
        if field.type == "string":
            if isinstance(raw, (list, tuple, set, frozenset, dict)):
                raise TypeError
            return raw if type(raw) is str else str(raw)
        if field.type == "boolean":
            return bool(raw)
        return int(raw) if field.type == "int" else float(raw)
    except (TypeError, ValueError) as error:
        raise ExportError(
            f"{raw!r} is no {field.type}", where=f"attribute {field.name}", remedy="see resgraph.schema for its type"
        ) from error


def ordered(graph: Any) -> list[tuple[str, Row]]:
    """All nodes with their attributes as they are, by date and symbol; those without a date last."""
    dates: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for node in graph.nodes(data=True):
        dates[str(node[1].get("date") or "9999")].append(node)
    return [node for date in sorted(dates) for node in sorted(dates[date], key=_place)]


def _place(node: tuple[str, Row]) -> tuple[Any, ...]:
    try:
        return symbols.sort_key(node[0])
    except SymbolError:
        return (99, node[0])


def complete(node: str, row: Row) -> dict[str, Any]:
    """A copy of a node's attributes with `url` added, and `symbol` and `label` where it has none."""
    return {"symbol": node, **row, "label": row.get("label") or _label(node), "url": document_url(node)}


def nodes(graph: Any) -> list[tuple[str, Row]]:
    """All nodes with their attributes made complete, in the order of `ordered`."""
    return [(node, complete(node, row)) for node, row in ordered(graph)]


def _label(node: str) -> str:
    try:
        return symbols.label(node)
    except SymbolError:
        return node


def edges(graph: Any, order: Iterable[str]) -> Iterator[tuple[str, str, Row]]:
    """All edges with their attributes, by their citing, then by their cited documents in the order of the nodes."""
    rank = {node: place for place, node in enumerate(order)}
    adjacency = dict(graph.adjacency())
    for citing in rank:
        cited = adjacency[citing]
        for other in sorted(cited, key=rank.__getitem__):
            yield citing, other, cited[other]


def ids(found: Iterable[str]) -> dict[str, str]:
    """An XML name token for each node, made from its symbol, each its own.

    >>> ids(["A/RES/33/134", "A_RES_33_134", "<b>"])
    {'A/RES/33/134': 'A_RES_33_134', 'A_RES_33_134': 'A_RES_33_134-2', '<b>': '.b.'}
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    for node in found:
        token = base = NO_NAME.sub(".", symbols.node_id(node)) or "."
        number = 1
        while token in taken:
            number += 1
            token = f"{base}-{number}"
        taken.add(token)
        given[node] = token
    return given


def mentions(graph: Any, order: Iterable[str]) -> Iterator[Citation]:
    """The mentions behind the graph's edges, by citing document and place in the text.

    Raises:
        ExportError: the graph carries no mentions.
    """
    found = graph.graph.get("mentions")
    if found is None:
        raise ExportError("the graph carries no mentions", remedy="build it from citation records")
    rank = {node: place for place, node in enumerate(order)}
    kept = (c for c in found if c.citing in rank and c.cited in rank and graph.has_edge(c.citing, c.cited))
    yield from sorted(kept, key=lambda c: (rank[c.citing], c.lang, c.file, c.span_start, c.span_end, rank[c.cited]))


def mention_row(citation: Citation) -> Row:
    """The attributes of a mention as an edge of its own: `MENTION_COLUMNS`."""
    return {
        "relation": citation.relation,
        "weight": 1,
        "verb": citation.verb,
        "paragraph": citation.paragraph,
        "place": citation.place,
        "anchor": citation.anchor,
        "date": citation.citing_date,
        "cited_date": citation.cited_date,
        "quote": citation.quote,
        "lang": citation.lang,
        "flags": ";".join(citation.flags) or None,
    }


def used_by_nodes(found: Iterable[tuple[str, Row]]) -> tuple[Field, ...]:
    """The node columns that at least one node has, once it is complete."""
    seen = {"symbol", "label", "url"}.union(*(row for _, row in found))
    return tuple(column for column in NODE_COLUMNS if column.name in seen)


def used_by_edges(graph: Any) -> tuple[Field, ...]:
    """The edge columns that at least one edge has."""
    seen: set[str] = set()
    for _, cited in graph.adjacency():
        for row in cited.values():
            if not seen.issuperset(row):
                seen.update(row)
    return tuple(column for column in EDGE_COLUMNS if column.name in seen)


def without_quotes(columns: Sequence[Field]) -> tuple[Field, ...]:
    """The columns without the words quoted from the texts."""
    return tuple(column for column in columns if column.name != "quote")


def document_url(symbol: str, lang: str = "en") -> str | None:
    """Address of the document's page at the United Nations; None where its symbol is not the UN's own.

    >>> document_url("A/RES/33/134", "ar")
    'https://docs.un.org/ar/A/RES/33/134'
    >>> document_url("UNTS/1771/30822")
    """
    if "/" not in symbol or symbol.startswith(NO_PAGE):
        return None
    return f"https://docs.un.org/{lang}/{quote(symbol, safe='/().-')}"
