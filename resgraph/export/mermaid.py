"""Mermaid: a lineage as a flow chart within a Markdown page (GitHub, GitLab, Obsidian draw it).

Renderers refuse large charts, so that a graph of more than `MAX_NODES` documents is refused here already. Of a lineage
the citations that a longer path implies are left out, as in every picture of it. https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from resgraph.errors import ExportError
from resgraph.export import columns, markup
from resgraph.export.palette import ROLE_COLORS, ROLE_WORDS

__all__ = ["MAX_NODES", "render"]

MAX_NODES = 60
SPECIAL = re.compile(r"[^\w .,:;/()\[\]–-]|_")
"""What is written as a numbered entity, so that neither Mermaid nor the page takes it for markup."""


def render(graph: Any) -> Iterator[str]:
    """Yield the Mermaid flow chart of a lineage, the newest document at the right.

    Raises:
        ExportError: the graph has more than sixty documents.
    """
    nodes = columns.nodes(graph)
    if len(nodes) > MAX_NODES:
        raise ExportError(
            f"{len(nodes)} documents are too many for Mermaid, which draws {MAX_NODES}",
            where=".mmd",
            remedy="trace a smaller lineage, or write .svg, .html or .dot",
        )
    names = {node: f"n{number}" for number, (node, _) in enumerate(nodes)}
    yield "flowchart RL\n"
    for node, row in nodes:
        role = str(row.get("role") or "")
        words = " ".join(
            filter(None, (ROLE_WORDS.get(role), str(row["label"]), f"({row['date'][:4]})" if row.get("date") else ""))
        )
        style = f":::{role}" if role in ROLE_COLORS else "" if row.get("held", True) else ":::stub"
        yield f'  {names[node]}["{_text(words)}"]{style}\n'
    for citing, cited, row in columns.edges(graph, names):
        if row.get("reduced", True) or row.get("on_main_path"):
            arrow = "==>" if row.get("on_main_path") else "-->"
            yield f'  {names[citing]} {arrow}|"{_text(str(row.get("relation") or "cites"))}"| {names[cited]}\n'
    for role, color in ROLE_COLORS.items():
        yield f"  classDef {role} fill:{color},stroke:{color},color:#fff\n"
    yield "  classDef stub stroke-dasharray:3 2\n"


def _text(text: str) -> str:
    """A text that Mermaid shows as it is.

    >>> _text('57/270 B <"x">')
    '57/270 B #60;#34;x#34;#62;'
    """
    return SPECIAL.sub(lambda m: f"#{ord(m[0])};", " ".join(markup.legal(text).split()))
