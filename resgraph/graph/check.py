"""Checks of a graph: what is printed wrongly, what points the wrong way, what is missing.

Each check takes a graph and returns small records, one a finding, whose fields are the columns of a table. `CHECKS` has
them all by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from resgraph.graph.consensus import consensus
from resgraph.graph.misdates import misdated, session_mismatches

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "CHECKS", "Circle", "Edge", "LinkDisagreement", "Missing", "Overview", "Superseded", "consensus", "cycles",
    "forward", "link_disagreements", "misdated", "missing", "overview", "self_citations", "session_mismatches",
    "superseded", "wrong",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """A citation that points the wrong way: to a later document, or to the document itself."""

    citing: str
    date: str | None
    """Adoption date of the citing document, ISO."""
    cited: str
    cited_date: str | None
    """Adoption date of the cited document, ISO."""
    paragraphs: str
    """Paragraphs of its mentions, joined by `;`."""
    verb: str
    quote: str


@dataclass(frozen=True, slots=True)
class Circle:
    """Documents that cite each other in a circle."""

    size: int
    """Number of documents that all reach each other."""
    circle: str
    """A shortest circle among them, joined by ` → `."""
    documents: str
    """All of them, joined by `;`."""


@dataclass(frozen=True, slots=True)
class LinkDisagreement:
    """A link in the file that points elsewhere than the words it stands on."""

    citing: str | None
    cited: str | None
    """What the words say."""
    lang: str
    paragraph: str | None
    quote: str
    file: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that is cited but was not read."""

    symbol: str
    label: str
    date: str | None
    kind: str
    body: str
    cited_by: int
    """Number of documents that cite it."""
    latest: str
    """The newest of them."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A citation of a resolution whose mandate had been renewed since: cites 75/234 although 79/236 exists."""

    citing: str
    date: str
    cited: str
    newest: str
    """The newest member of the same series at that date."""
    newest_date: str
    renewals: int
    """How many members were adopted after the one cited and before the citing document."""
    paragraphs: str
    verb: str
    quote: str


@dataclass(frozen=True, slots=True)
class Overview:
    """How much one check finds."""

    check: str
    """Its name."""
    findings: int
    looks_for: str


def forward(graph: nx.DiGraph[str]) -> list[Edge]:
    """Citations of documents adopted later: an editor's footnote, or a misread number."""
    return [row for flags, row in _edges(graph) if "forward" in flags]


def self_citations(graph: nx.DiGraph[str]) -> list[Edge]:
    """Citations of the document itself."""
    return [row for flags, row in _edges(graph) if "self" in flags]


def _edges(graph: nx.DiGraph[str]) -> list[tuple[list[str], Edge]]:
    """Every citation with its flags."""
    return [
        (
            str(edge.get("flags", "")).split(";"),
            Edge(
                citing=citing,
                date=edge.get("date"),
                cited=cited,
                cited_date=edge.get("cited_adopted"),
                paragraphs=edge.get("paragraphs", ""),
                verb=edge["verb"],
                quote=edge["quote"],
            ),
        )
        for citing, cited, edge in graph.edges(data=True)
    ]


def cycles(graph: nx.DiGraph[str]) -> list[Circle]:
    """Documents that cite each other in circles. One finding for all that hang together, the largest first."""
    import networkx as nx

    found = []
    for members in nx.strongly_connected_components(graph):
        if len(members) > 1:
            inside: nx.DiGraph[str] = nx.DiGraph(pair for pair in graph.edges if members.issuperset(pair))
            start = next(iter(inside))
            ways = [nx.shortest_path(inside, after, start) for after in inside.successors(start) if after != start]
            circle = " → ".join([start, *min(ways, key=len)])
            documents = ";".join(symbol for symbol in graph if symbol in members)
            found.append(Circle(size=len(members), circle=circle, documents=documents))
    return sorted(found, key=lambda row: (-row.size, row.documents))


def link_disagreements(graph: nx.DiGraph[str]) -> list[LinkDisagreement]:
    """Mentions whose link in the file points to another document than their words."""
    return [
        LinkDisagreement(citing=c.citing, cited=c.cited, lang=c.lang, paragraph=c.paragraph, quote=c.quote, file=c.file)
        for c in graph.graph["mentions"]
        if "link_disagrees" in c.flags
    ]


def missing(graph: nx.DiGraph[str]) -> list[Missing]:
    """Documents that are cited but were not read: what to fetch next. The most cited first."""
    rows = [
        Missing(
            symbol=symbol,
            label=node["label"],
            date=node.get("date"),
            kind=node["kind"],
            body=node["body"],
            cited_by=node["cited_by"],
            latest=max(graph.predecessors(symbol), key=lambda citing: (graph.nodes[citing].get("date", ""), citing)),
        )
        for symbol, node in graph.nodes.items()
        if not node["held"] and graph.in_degree(symbol)
    ]
    return sorted(rows, key=lambda row: (-row.cited_by, row.date or "9999", row.symbol))


def superseded(graph: nx.DiGraph[str]) -> list[Superseded]:
    """Citations of a member of a series by an outsider that does not cite the newest member of its day.

    Series are those that the nodes name (`resgraph.lineage.series.annotate`). Of several members of one series that a
    document cites only the newest is looked at; footnotes, which name sources, do not count. Those renewed least often
    come first: what was renewed twenty times is mostly cited as history.
    """
    series: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for symbol, node in graph.nodes.items():
        if node.get("series") and node.get("date"):
            series[node["series"]].append((node["date"], symbol))
    found = []
    for citing, node in graph.nodes.items():
        if not node["held"] or not node.get("date"):
            continue
        cited_of: dict[str, tuple[str, str]] = {}
        for cited, edge in graph.adj[citing].items():
            other = graph.nodes[cited]
            if other.get("series") and other.get("date") and edge["place"] != "footnote":
                name = other["series"]
                cited_of[name] = max(cited_of.get(name, ("", "")), (other["date"], cited))
        for name, (cited_date, cited) in sorted(cited_of.items()):
            later = [member for member in series[name] if cited_date < member[0] < node["date"]]
            if later and name != node.get("series"):
                newest_date, newest = max(later)
                edge = graph.edges[citing, cited]
                found.append(
                    Superseded(
                        citing=citing,
                        date=node["date"],
                        cited=cited,
                        newest=newest,
                        newest_date=newest_date,
                        renewals=len(later),
                        paragraphs=edge.get("paragraphs", ""),
                        verb=edge["verb"],
                        quote=edge["quote"],
                    )
                )
    return sorted(found, key=lambda row: (row.renewals, row.date, row.citing, row.cited))


CHECKS: Mapping[str, Callable[[nx.DiGraph[str]], Sequence[Any]]] = {
    "misdated": misdated,
    "session_mismatch": session_mismatches,
    "link_disagrees": link_disagreements,
    "forward": forward,
    "self": self_citations,
    "cycles": cycles,
    "superseded": superseded,
    "consensus": consensus,
    "missing": missing,
}
"""Every check by its name on the command line; those that find fault first, `consensus` and `missing` last."""


def overview(graph: nx.DiGraph[str]) -> list[Overview]:
    """How much every check finds, in the order of `CHECKS`."""
    return [
        Overview(check=name, findings=len(function(graph)), looks_for=str(function.__doc__).partition(".")[0])
        for name, function in CHECKS.items()
    ]


def wrong(name: str | None, found: Sequence[Any]) -> bool:
    """Whether the findings of a check, or the overview where `name` is None, tell of something wrong: not of `missing`."""
    if name is None:
        return any(row.findings for row in found if row.check != "missing")
    return bool(found) and name != "missing"
