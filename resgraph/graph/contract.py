"""What a graph that comes from a file must hold, before anything is asked of it.

A `.json` written by resgraph keeps the contract of `resgraph.schema`; one that was edited by hand or made elsewhere may
lack an attribute or hold a text where a number belongs, and would be found out only deep inside an answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from resgraph.errors import GraphError
from resgraph.models import Citation
from resgraph.schema import EDGE_FIELDS, NODE_FIELDS, Field

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["expect"]

NODES_HAVE = ("label", "symbol", "kind", "body", "held", "cited_by", "cites")
EDGES_HAVE = ("relation", "relations", "weight", "verb", "place", "quote", "langs")
ABOUT_HAS = ("documents", "held", "stubs", "citations", "mentions")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def expect(graph: nx.DiGraph[str], where: str) -> None:
    """Refuse a graph whose nodes, edges or mentions are not those of the contract; `where` names it in the message.

    Raises:
        GraphError: an attribute is missing, or of another type than `resgraph.schema` says.
    """
    for node, row in graph.nodes(data=True):
        _row(row, NODE_FIELDS, NODES_HAVE, f"{where}, document {node}")
        if row["symbol"] != node:
            raise _refused("symbol", row["symbol"], f"{where}, document {node}")
    for citing, cited, row in graph.edges(data=True):
        _row(row, EDGE_FIELDS, EDGES_HAVE, f"{where}, citation {citing} → {cited}")
    about, mentions = graph.graph.get("about"), graph.graph.setdefault("mentions", ())
    if not isinstance(about, dict) or not all(type(about.get(name)) is int for name in ABOUT_HAS):
        raise _refused("about", about, where)
    if not isinstance(graph.graph.get("lineage", {}), dict):
        raise _refused("lineage", graph.graph["lineage"], where)
    if not isinstance(mentions, tuple) or not all(isinstance(mention, Citation) for mention in mentions):
        raise _refused("mentions", mentions, where)


def _row(row: Mapping[str, Any], fields: Iterable[Field], needed: Iterable[str], where: str) -> None:
    for name in needed:
        if name not in row:
            raise GraphError(f"has no {name!r}", where=where, remedy="write it again with resgraph")
    for field in fields:
        if field.name in row and not _fits(field, row[field.name]):
            raise _refused(field.name, row[field.name], where)


def _fits(field: Field, value: Any) -> bool:
    if field.type == "string":
        dated = field.name in ("date", "cited_date", "cited_adopted")
        return isinstance(value, str) and (not dated or _DAY.fullmatch(value) is not None)
    if field.type == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) if field.type == "int" else math.isfinite(value)


def _refused(name: str, value: object, where: str) -> GraphError:
    return GraphError(f"{name!r} cannot be {str(value)[:60]!r}", where=where, remedy="write it again with resgraph")
