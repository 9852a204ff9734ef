"""resgraph: the citation graph of United Nations resolutions.

document ──① read──▶ Text ──② extract──▶ Citations ──③ build──▶ graph ──④ trace──▶ lineage ──⑤ write──▶ files

Each arrow is one verb of this module, and one folder of the package:

- `read(path | bytes | open file)` → texts; `resgraph.text`, `resgraph.sources`
- `extract(text)` → citations, in the order of the text; `resgraph.citations`, `resgraph.languages`
- `build(paths | citations)` → `networkx.DiGraph`, `build_store(paths, store)` → a DuckDB file; `resgraph.graph`
- `trace(graph, source, target)` → the lineage, a graph with its paths; `resgraph.lineage`
- `write(graph | lineage | citations, path)` → a file, its format by suffix; `resgraph.export`
- `load(corpus)` → the graph of a store or folder, or of the packaged data

The records are in `resgraph.models`, the attributes of graphs in `resgraph.schema`, symbols in `resgraph.symbols`.

>>> from resgraph import extract
>>> [c.cited for c in extract("Recalling its resolutions 33/134 of 19 December 1978 and 57/270 B of 23 June 2003,")]
['A/RES/33/134', 'A/RES/57/270B']
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from resgraph.models import Citation, Document, Text
    from resgraph.pipeline import build, build_store, extract, load, read, trace, write

__all__ = ["Citation", "Document", "Text", "build", "build_store", "extract", "load", "read", "trace", "write"]
__version__ = "0.1.0"

_HOMES = {"Citation": "models", "Document": "models", "Text": "models"}


def __getattr__(name: str) -> Any:
    """Load the verbs when they are first used, so that importing resgraph costs nothing."""
    if name in __all__:
        return getattr(import_module(f"resgraph.{_HOMES.get(name, 'pipeline')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: Any) -> None:
    """Let a notebook show graphs and lineages as their pages: `%load_ext resgraph`, and what importing resgraph there does."""

    def show(graph: Any) -> str | None:
        html: str | None = import_module("resgraph.export.notebook").html(graph)
        return html

    shell.display_formatter.formatters["text/html"].for_type_by_name("networkx.classes.digraph", "DiGraph", show)


if "IPython" in sys.modules and (_shell := sys.modules["IPython"].get_ipython()) is not None:
    load_ipython_extension(_shell)
