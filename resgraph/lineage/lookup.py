"""Find the document that someone means: a symbol in any spelling, and near suggestions where it does not occur."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from resgraph import symbols
from resgraph.errors import LineageError, SymbolError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["find"]


def find(graph: nx.DiGraph[str], name: str) -> str:
    """The symbol of the document in the graph that `name` spells: `80/156`, `A/RES/80/156`, `2625 (XXV)`.

    Raises:
        LineageError: it does not occur; the message names symbols that are spelled alike.
    """
    if name in graph:
        return name
    try:
        symbol = symbols.parse(name).text
    except SymbolError as error:
        raise LineageError(
            f"{name!r} is not a symbol ({error.what})", remedy=_suggestion(graph, name) or error.remedy
        ) from error
    if symbol in graph:
        return symbol
    raise LineageError(
        f"{symbol} does not occur among the {graph.number_of_nodes()} documents of this graph",
        remedy=_suggestion(graph, symbol) or "check the symbol, or add texts that cite it with `resgraph build`",
    )


def _suggestion(graph: nx.DiGraph[str], name: str) -> str | None:
    """A remedy that names up to three documents spelled alike, or None where there are none."""
    spelled = {str(graph.nodes[symbol].get("label", symbol)): symbol for symbol in graph} | {s: s for s in graph}
    longer = sorted((spelling for spelling in spelled if spelling.startswith(name)), key=lambda s: (len(s), s))
    near = longer[:6] or difflib.get_close_matches(name, spelled, n=6, cutoff=0.8)
    found = list(dict.fromkeys(spelled[spelling] for spelling in near))[:3]
    return f"did you mean {', '.join(found)}?" if found else None
