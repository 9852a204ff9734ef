"""Graphs and lineages in notebooks: the page that `write` makes, in a frame of the notebook.

networkx graphs stay what they are, without a method of ours: IPython is told how to show those that come from resgraph
(https://ipython.readthedocs.io/en/stable/api/generated/IPython.core.formatters.html), every other graph is shown as ever.
The frame may run the page's own scripts but cannot reach the notebook (`sandbox`).
"""

from __future__ import annotations

from html import escape
from typing import Any

from resgraph.export.map_content import count
from resgraph.export.page import is_map, render

__all__ = ["html"]

HEIGHT = 640
"""Pixels of the frame, the browser's whole width being its own."""
LARGEST = 10_000
"""Documents up to which a network is put into a notebook, which keeps every page in its file."""


def html(graph: Any) -> str | None:
    """The HTML that shows a graph of resgraph in a notebook; None for any other graph.

    A graph too large for a notebook is told by its numbers, with the command that writes it to a file.
    """
    if not {"about", "lineage"} & graph.graph.keys() or graph.is_multigraph():
        return None
    if len(graph) > LARGEST and not is_map(graph):
        words = f"{count(len(graph), 'document')} and {count(graph.number_of_edges(), 'citation')}"
        return f"<p>{words}: too large to show here. <code>resgraph.write(graph, &quot;graph.html&quot;)</code></p>"
    page = "".join(render(graph))
    return (
        f'<iframe srcdoc="{escape(page)}" title="{escape(page.partition("<title>")[2].partition("</title>")[0])}" '
        f'sandbox="allow-scripts allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox" '
        f'style="width: 100%; height: {HEIGHT}px; border: 1px solid #8a95a1"></iframe>'
    )
