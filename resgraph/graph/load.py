"""Parts of a large store: what lies around a lineage, found on integer arrays and loaded as a graph.

A store of millions does not fit into a graph of Python objects; the documents between two others do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from resgraph.errors import GraphError
from resgraph.graph import queries
from resgraph.graph.build import build
from resgraph.graph.nodes import parsed
from resgraph.graph.store import Store
from resgraph.graph.tables import citation, document

if TYPE_CHECKING:
    import networkx as nx

    from resgraph.graph.reach import Network

__all__ = ["around", "network", "selection"]

PART = re.compile(r"[0-9][A-Z](?:\(|-|,|$)|\]$")  # A/RES/57/270B, A/RES/217A(III), A/RES/50/204[I]: may be a part


def around(
    store: Store,
    source: str,
    targets: Sequence[str] = (),
    *,
    depth: int | None = None,
    descendants: bool = False,
) -> nx.DiGraph[str]:
    """The graph of the documents on citation paths from a source back to targets, with all that these documents cite.

    Symbols are canonical. `graph.graph["about"]` has `corpus_held` too, how many documents of the store were read. Without targets, everything within `depth` steps; with `descendants`, forward in time.

    Raises:
        GraphError: a symbol does not occur in the store; the message names symbols that are spelled alike.
    """
    import numpy as np

    from resgraph.graph.reach import between, reach

    whole = network(store)
    start = [_number(store, whole.symbols, source)]
    goals = [_number(store, whole.symbols, symbol) for symbol in targets]
    if not goals:
        inside = reach(whole.forward if descendants else whole.back, start, depth) >= 0
    else:
        inside = between(whole, goals, start, depth) if descendants else between(whole, start, goals, depth)
    inside[[*start, *goals]] = True
    graph = selection(store, [whole.symbols[place] for place in np.flatnonzero(inside).tolist()])
    ((graph.graph["about"]["corpus_held"],),) = store.cursor().execute(queries.HELD).fetchall()
    return graph


def network(store: Store) -> Network:
    """All documents and citations of a store as integer arrays; part and whole are one step apart."""
    import numpy as np

    from resgraph.graph.reach import connect

    names, citing, cited = store.edges()
    parts = []
    for place, symbol in enumerate(names):
        name = parsed(symbol) if PART.search(symbol) else None
        whole = _place(names, name.whole) if name and name.part else None
        if whole is not None:
            parts.append((place, whole))
    pairs = np.array(parts, dtype=np.int32).reshape(-1, 2)
    return connect(names, citing, cited, pairs[:, 0], pairs[:, 1])


def selection(store: Store, citing: Collection[str]) -> nx.DiGraph[str]:
    """The graph of some documents and of what they cite; dates and degrees are those of the whole store."""
    cursor = store.cursor()
    cursor.execute(queries.WANTED, [sorted(citing)])
    mentions = [citation(row) for row in cursor.execute(queries.MENTIONS_OF_WANTED).fetchall()]
    cursor.execute(queries.WANTED, [sorted({*citing, *(c.cited for c in mentions if c.cited is not None)})])
    documents = [document(row) for row in cursor.execute(queries.WANTED_DOCUMENTS).fetchall()]
    printed: dict[str, dict[str, int]] = {}
    for symbol, day, count in cursor.execute(queries.PRINTED).fetchall():
        printed.setdefault(symbol, {})[day] = count
    graph = build(documents, mentions, printed=printed, stubs=citing)
    for symbol, cited_by, cites in cursor.execute(queries.DEGREES).fetchall():
        if symbol in graph:
            graph.add_node(symbol, cited_by=cited_by, cites=cites)
    return graph


def _place(names: Sequence[str], symbol: str) -> int | None:
    """Where a symbol stands in a sorted list."""
    place = bisect_left(names, symbol)
    return place if place < len(names) and names[place] == symbol else None


def _number(store: Store, names: Sequence[str], symbol: str) -> int:
    """Where a symbol stands in a sorted list, in which it must occur."""
    place = _place(names, symbol)
    if place is None:
        near = [name for (name,) in store.cursor().execute(queries.SIMILAR, [symbol]).fetchall()]
        remedy = f"did you mean {', '.join(near)}?" if near else "check the symbol, or add texts that cite it"
        raise GraphError(f"{symbol} does not occur in the store", where=store.path, remedy=remedy)
    return place
