r"""Graphviz DOT: a column for each year, the newest at the right, and the best-routed arrows of all.

    dot -Tsvg lineage.dot -o lineage.svg

The language: https://graphviz.org/doc/info/lang.html
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from resgraph.export import columns, layout, markup
from resgraph.export.palette import ROLE_COLORS, relation_color

__all__ = ["render"]

HEAD = """digraph citations {
graph [rankdir=RL, newrank=true, nodesep=0.12, ranksep=0.35, fontname="Arial"];
node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="Arial", fontsize=11, height=0.26,
  margin="0.08,0.03"];
edge [arrowsize=0.6];
"""


def render(graph: Any) -> Iterator[str]:
    """Yield the DOT of a graph or lineage, documents of a year on one rank (`rank=same`).

    Raises:
        ExportError: a value does not fit its type in `schema`.
    """
    nodes = columns.nodes(graph)
    tokens = columns.ids(node for node, _ in nodes)
    years: dict[int, list[str]] = defaultdict(list)
    days = {node: layout.place_in_time(row) for node, row in nodes}
    for node, row in nodes:
        date = str(row.get("date") or row.get("year") or "")
        if days[node] is not None:
            years[int(date[:4])].append(node)
    yield HEAD
    ordered = sorted(years, reverse=True)
    yield from (f'"year {year}" [label="{year}", shape=plaintext, style=""];\n' for year in ordered)
    if len(ordered) > 1:
        yield " -> ".join(f'"year {year}"' for year in ordered) + " [style=invis];\n"
    for node, row in nodes:
        yield _node(tokens[node], row)
    for year in ordered:
        members = " ".join(f'"{tokens[node]}";' for node in years[year])
        yield f'{{rank=same; "year {year}"; {members}}}\n'
    for citing, cited, row in columns.edges(graph, tokens):
        earlier, later = days[cited], days[citing]
        ranks = earlier is not None and later is not None and earlier < later
        relation = str(row.get("relation") or "cites")
        width = 2.4 if row.get("on_main_path") else 1
        yield (
            f'"{tokens[citing]}" -> "{tokens[cited]}" [color="{relation_color(relation)}", penwidth={width}, '
            f"tooltip={_quoted(relation)}{'' if ranks else ', constraint=false'}];\n"
        )
    yield "}\n"


def _node(token: str, row: columns.Row) -> str:
    role = str(row.get("role") or "")
    color = ROLE_COLORS.get(role, layout.lane(row).color)
    looks = [
        f"label={_quoted(str(row['label']))}",
        f'color="{color}"',
        f"tooltip={_quoted(str(row.get('title') or row['symbol']))}",
    ]
    if role in ROLE_COLORS:
        looks.append(f'fillcolor="{color}", fontcolor="#ffffff"')
    if not row.get("held", True):
        looks.append('style="rounded,filled,dashed"')
    if row.get("on_main_path"):
        looks.append("penwidth=2")
    if row.get("url"):
        looks.append(f"URL={_quoted(str(row['url']))}")
    return f'"{token}" [{", ".join(looks)}];\n'


def _quoted(text: str) -> str:
    r"""A text as a DOT string that shows it as it is.

    >>> print(_quoted('a "b" \\N'))
    "a \"b\" \\N"
    """
    shown = markup.legal(text).replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n")
    return '"' + shown.replace("&", "&amp;") + '"'
