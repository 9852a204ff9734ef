"""The lineage map as one HTML file that asks the network for nothing: the one module that draws with pyvis.

pyvis carries the nodes and edges and brings vis-network, which draws them in the browser; template, styles and scripts
are ours (`templates/`). Of pyvis only `generate_html` is used, with an environment that escapes: its own template loads
Bootstrap from a server, prints headings unescaped and knows no time axis. The content security policy names the hashes
of the page's own scripts, so that nothing that stands in a title can run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resgraph.export.columns import document_url
from resgraph.export.layout import year
from resgraph.export.lineage_svg import HEIGHT, MARGIN, WIDTH, draw
from resgraph.export.map_content import MAX_NODES, Arrow, Entry, LineageMap, lineage_map, title_lang
from resgraph.export.map_layout import BAND_HEAD, PAD, Placed, named_years, place, text_width
from resgraph.export.page_parts import TEMPLATES, joined, policy, script, text
from resgraph.export.palette import RELATION_COLORS, ROLE_COLORS, ROLE_WORDS, relation_color
from resgraph.schema import VERSION_LANGS

__all__ = ["render"]

STYLES = ("page.css",)
SCRIPTS = (
    "common.js", "lineage/data.js", "lineage/map.js", "lineage/panel.js", "lineage/filters.js", "lineage/save.js",
    "lineage/start.js",
)  # fmt: skip
"""The page's script, in the order in which its parts stand in it."""
VIS = Path("lib") / "vis-9.1.2" / "vis-network.min.js"
"""vis-network within the package pyvis."""
SHOWN = ("label", "date", "year", "kind", "body", "agenda_item", "meeting", "vote", "series")
"""Attributes of a document that its panel shows."""
LAYOUTS = ((340, 560), (660, 560), (980, 580), (1280, 600))
"""Widths and heights for which the map is laid out; the page takes the widest that fits and stretches it."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the template prints."""

    map: LineageMap
    policy: str
    style: Any
    vis: Any
    script: Any
    svg: Any
    layouts: list[dict[str, Any]]
    lanes: dict[str, str]
    relation_colors: dict[str, str]
    role_colors: dict[str, str]
    cites: Counter[str]
    implied: int
    years: tuple[int, int]

    @staticmethod
    def color(relation: str) -> str:
        """Colour of a relation's arrows."""
        return relation_color(relation)

    @staticmethod
    def url(symbol: str) -> str | None:
        """Page of a document at the United Nations."""
        return document_url(symbol)

    @staticmethod
    def role(entry: Entry) -> str:
        """A document's part in the lineage, in the words that stand on its box."""
        return ROLE_WORDS.get(entry.role, entry.role).lower()

    @staticmethod
    def lang(entry: Entry) -> str | None:
        """Language of a document's title."""
        return title_lang(entry.row)


def render(graph: Any, *, max_nodes: int = MAX_NODES, title: str | None = None) -> Iterator[str]:
    """Yield the page of a lineage, or of any graph, with at most `max_nodes` documents.

    Raises:
        ExportError: an attribute does not fit its type in `schema`.
    """
    import pyvis
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup
    from pyvis.network import Network

    content = lineage_map(graph, max_nodes=max_nodes, title=title)
    style, code = joined(STYLES), script(SCRIPTS)
    vis = text(Path(pyvis.__file__).parent / VIS)
    drawing = "".join(draw(content, place(content, WIDTH - 2 * MARGIN, HEIGHT), every=True))
    years = [year(entry.day) for entry in content.entries] or [year(0)]
    page = Page(
        map=content,
        policy=policy((vis, code), style),
        style=Markup(style),
        vis=Markup(vis),
        script=Markup(code),
        svg=Markup(drawing),
        layouts=[_layout(place(content, width, height)) for width, height in LAYOUTS],
        lanes={lane.key: lane.color for lane, _ in content.lanes},
        relation_colors=RELATION_COLORS,
        role_colors=ROLE_COLORS,
        cites=Counter(arrow.citing for arrow in content.arrows),
        implied=sum(not arrow.drawn for arrow in content.arrows),
        years=(min(years), max(years)),
    )
    network = Network(directed=True, cdn_resources="in_line")
    network.templateEnv = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    network.templateEnv.globals["page"] = page
    network.path = "lineage.html.j2"
    network.nodes = [_node(entry) for entry in content.entries]
    network.edges = [_edge(number, arrow) for number, arrow in enumerate(content.arrows)]
    html: str = network.generate_html()
    yield html


def _node(entry: Entry) -> dict[str, Any]:
    """A document as pyvis carries it; everything of ours under the one key `rg`, out of the way of vis-network."""
    row = entry.row
    titles = [[lang, row[f"title_{lang}"]] for lang in VERSION_LANGS if row.get(f"title_{lang}")]
    if not titles and row.get("title"):
        titles = [[Page.lang(entry) or "", row["title"]]]
    url = document_url(entry.symbol)
    kept = {name: row[name] for name in SHOWN if row.get(name) is not None}
    return {
        "id": entry.symbol,
        "label": entry.text,
        "rg": {
            **{name: str(item) for name, item in kept.items()},
            "titles": titles,
            "path": url.split("/", 4)[4] if url else None,
            "role": entry.role,
            "lane": entry.lane.key,
            "main": entry.main,
            "held": entry.held,
            "dated": entry.dated,
            "by_session": entry.by_session,
            "placed": year(entry.day),
            "cited_by": entry.cited_by,
            "width": round(text_width(entry.text) + 2 * PAD, 1),
        },
    }


def _edge(number: int, arrow: Arrow) -> dict[str, Any]:
    kept = {name: str(arrow.row[name]) for name in ("relations", "verb", "paragraphs", "quote") if arrow.row.get(name)}
    return {
        "id": f"e{number}",
        "from": arrow.citing,
        "to": arrow.cited,
        "rg": {**kept, "relation": arrow.relation, "drawn": arrow.drawn, "main": arrow.main},
    }


def _layout(placed: Placed) -> dict[str, Any]:
    return {
        "width": placed.width,
        "height": placed.height,
        "head": BAND_HEAD,
        "moved": placed.moved,
        "places": {symbol: [box.x, box.y] for symbol, box in placed.boxes.items()},
        "bands": [
            {"title": b.lane.title, "color": b.lane.color, "count": b.count, "top": b.top, "height": b.height}
            for b in placed.bands
        ],
        "ticks": [[tick.year, tick.x] for tick in placed.ticks],
        "years": [[tick.year, tick.x] for tick in named_years(placed.ticks)],
        "gaps": [[gap.start, gap.end, gap.years] for gap in placed.gaps],
    }
