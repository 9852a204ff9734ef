"""The page of a whole graph as one HTML file that asks the network for nothing: documents in time, by cluster.

sigma draws up to tens of thousands of documents with WebGL. It and graphology stand in `bundle/network.min.js`, made once
from npm (`bundle/package.json` tells how), with its licences and its hash beside it. The columns of
`network_content` go into the page as JSON, compressed (raw DEFLATE, RFC 1951) and written in base64; the browser reads
them with DecompressionStream. So 20,000 documents and 90,000 citations stay below 1.5 MB.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resgraph.export.columns import Row, document_url
from resgraph.export.map_content import title_lang
from resgraph.export.network_content import Network, network
from resgraph.export.page_parts import TEMPLATES, joined, policy, script, text
from resgraph.export.palette import CLUSTER_COLORS, REST_COLOR

__all__ = ["BUNDLE", "render"]

BUNDLE = Path(__file__).parent / "bundle" / "network.min.js"
STYLES = ("page.css", "network.css")
SCRIPTS = (
    "common.js", "network/data.js", "network/reach.js", "network/view.js", "network/over.js", "network/picture.js",
    "network/list.js", "network/panel.js", "network/drawing.js", "network/start.js",
)  # fmt: skip
"""The page's script, in the order in which its parts stand in it."""
FIRST_ROWS = 50
"""Documents in the table before a script runs, the most cited."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the template prints."""

    network: Network
    clusters: list[dict[str, Any]]
    policy: str
    style: Any
    bundle: Any
    licences: Any
    script: Any
    packed: str

    @property
    def first(self) -> list[Row]:
        """Attributes of the documents of the first table."""
        return [self.network.rows[number] for number in self.network.most_cited[:FIRST_ROWS]]

    @staticmethod
    def lang(row: Row) -> str | None:
        """Language of a document's title."""
        return title_lang(row)

    @staticmethod
    def url(row: Row) -> str | None:
        """Page of a document at the United Nations."""
        return document_url(str(row["symbol"]))


def render(graph: Any, *, title: str | None = None) -> Iterator[str]:
    """Yield the page of a whole graph.

    Raises:
        ExportError: an attribute does not fit its type in `schema`.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    content = network(graph, title=title)
    clusters = [
        {"name": name, "size": size, "color": _color(place, content)}
        for place, (name, size) in enumerate(zip(content.clusters.names, content.clusters.sizes, strict=True))
    ]
    corpus = str((graph.graph.get("about") or {}).get("corpus") or "")
    style, code, bundle = joined(STYLES), script(SCRIPTS), text(BUNDLE)
    page = Page(
        network=content,
        clusters=clusters,
        policy=policy((bundle, code), style),
        style=Markup(style),
        bundle=Markup(bundle),
        licences=text(BUNDLE.parent / "LICENSES.txt"),
        script=Markup(code),
        packed=_packed({**content.data, "cluster_table": clusters, "corpus": corpus}),
    )
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    yield environment.get_template("network.html.j2").render(page=page)


def _color(place: int, content: Network) -> str:
    return CLUSTER_COLORS[place] if place < len(CLUSTER_COLORS) and not content.clusters.is_rest(place) else REST_COLOR


def _packed(data: dict[str, Any]) -> str:
    """JSON, compressed without a header, in base64."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    code = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    return base64.b64encode(squeeze.compress(code) + squeeze.flush()).decode("ascii")
