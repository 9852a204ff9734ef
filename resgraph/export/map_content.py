"""What a lineage map shows: its documents, arrows and words, and what had to be left out of the picture.

A map holds at most `max_nodes` documents. Of a larger lineage those are kept that say most, in this order: the traced
document, its targets and roots; the main path; the series; then the most cited within the lineage, the older first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from resgraph.export import columns, layout
from resgraph.export.columns import Row
from resgraph.export.markup import legal
from resgraph.export.palette import ROLE_WORDS
from resgraph.schema import VERSION_LANGS

__all__ = [
    "MAX_NODES",
    "Arrow",
    "Entry",
    "LineageMap",
    "count",
    "legal_row",
    "lineage_map",
    "title_lang",
    "unknown_dates",
]

MAX_NODES = 70
"""Documents of one map: more than seventy are unwieldy, as CourtListener found for its citation maps."""
CROWDED = 300
"""Documents from which vis-network slows down, by measurement."""
TOO_MANY = 1_000
"""Documents from which only the network page can be used."""
LABEL_LENGTH = 22
"""Characters of a label on the map; the whole symbol stands in the panel, the table and the tooltip."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the map."""

    symbol: str
    token: str
    """Its symbol as an XML name token, unique on the map."""
    row: Row
    """Its attributes."""
    role: str
    """source, target, root, series, between, other."""
    text: str
    """The words on its box: "Root 33/134"."""
    lane: layout.Lane
    main: bool
    """Whether it lies on the main path."""
    held: bool
    """Whether it was read, or is only cited."""
    day: float
    """Days since 1946."""
    dated: bool
    """False where `day` is only that of its session, or of the first document that cites it."""
    by_session: bool
    """Whether `day` is that of its session."""
    cited_by: int
    """How many documents of the map cite it."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One citation of the map, from the citing to the cited document."""

    citing: str
    cited: str
    row: Mapping[str, Any]
    relation: str
    drawn: bool
    """Whether it is drawn at first: false where a longer path of the map implies it."""
    main: bool
    """Whether it is a step of the main path."""


@dataclass(frozen=True, slots=True)
class LineageMap:
    """Everything that a map shows."""

    heading: str
    lead: str
    """What is traced, in one sentence."""
    facts: tuple[str, ...]
    """Counts, the corpus and what was left out, one sentence each."""
    entries: tuple[Entry, ...]
    arrows: tuple[Arrow, ...]
    relations: tuple[tuple[str, int], ...]
    """Relations of the arrows with their number, the most frequent first."""
    lanes: tuple[tuple[layout.Lane, int], ...]
    """The lanes with the number of their documents, from top to bottom."""
    left_out: tuple[str, ...]
    """Symbols of the documents that are not on the map."""


def lineage_map(graph: Any, *, max_nodes: int = MAX_NODES, title: str | None = None) -> LineageMap:
    """Collect what the map of a lineage, or of any graph, shows.

    Raises:
        ExportError: an attribute does not fit its type in `schema`.
    """
    lineage: Mapping[str, Any] = graph.graph.get("lineage") or {}
    nodes = columns.nodes(graph)
    rows = {legal(node): legal_row(row) for node, row in nodes}
    all_edges = [(legal(a), legal(b), legal_row(row)) for a, b, row in columns.edges(graph, dict(nodes))]
    kept = _kept(rows, all_edges, max_nodes)
    left_out = tuple(node for node in rows if node not in kept)
    edges = [edge for edge in all_edges if edge[0] in kept and edge[1] in kept and edge[0] != edge[1]]
    main = list(lineage.get("main_path") or ())
    steps = set(pairwise(main))
    arrows = tuple(_arrow(citing, cited, row, (citing, cited) in steps) for citing, cited, row in edges)
    shown = {node: row for node, row in rows.items() if node in kept}
    entries = _entries(shown, edges, str(lineage.get("source") or ""))
    relations = Counter(arrow.relation for arrow in arrows)
    lanes = Counter(entry.lane.key for entry in entries)
    return LineageMap(
        heading=title or _heading(lineage, rows),
        lead=_lead(lineage, rows),
        facts=tuple(_facts(graph, entries, arrows, len(left_out), len(all_edges), max_nodes)),
        entries=entries,
        arrows=arrows,
        relations=tuple(sorted(relations.items(), key=lambda item: (-item[1], item[0]))),
        lanes=tuple((lane, lanes[key]) for key, lane in layout.LANES.items() if lanes[key]),
        left_out=left_out,
    )


def title_lang(row: Row) -> str | None:
    """Language of a document's title, that of the version that speaks for it; None where none was read."""
    held = str(row.get("langs") or "").split(";")
    return next((lang for lang in VERSION_LANGS if lang in held), None)


def legal_row(row: Row) -> Row:
    """Attributes whose texts can stand in pages and pictures."""
    return {name: legal(item) if isinstance(item, str) else item for name, item in row.items()}


def _kept(rows: Mapping[str, Row], edges: list[Any], max_nodes: int) -> set[str]:
    if len(rows) <= max_nodes:
        return set(rows)
    cited = Counter(target for source, target, _ in edges if source != target)

    def rank(node: str) -> tuple[Any, ...]:
        row = rows[node]
        role = str(row.get("role") or "other")
        return (role not in ROLE_WORDS, not row.get("on_main_path"), role != "series", -cited[node], places[node])

    places = {node: place for place, node in enumerate(rows)}
    return set(sorted(rows, key=rank)[:max_nodes])


def _arrow(citing: str, cited: str, row: Mapping[str, Any], step: bool) -> Arrow:
    main = step or bool(row.get("on_main_path"))
    drawn = main or bool(row.get("reduced", True))
    return Arrow(citing, cited, row, str(row.get("relation") or "cites"), drawn, main)


def _entries(rows: Mapping[str, Row], edges: list[Any], source: str) -> tuple[Entry, ...]:
    tokens = columns.ids(rows)
    series = (rows[source].get("series") if source in rows else None) or None
    days = {node: layout.place_in_time(row) for node, row in rows.items()}
    first_cited: dict[str, float] = {}
    cited_by: Counter[str] = Counter()
    for citing, cited, _ in edges:
        cited_by[cited] += 1
        day = days[citing]
        if day is not None:
            first_cited[cited] = min(day, first_cited.get(cited, day))
    earliest = min((day for day in days.values() if day is not None), default=0.0)
    entries = []
    for node, row in rows.items():
        role, day = str(row.get("role") or "other"), days[node]
        session = layout.place_by_session(row) if day is None else None
        label = _short(str(row["label"]))
        entries.append(
            Entry(
                symbol=node,
                token=tokens[node],
                row=row,
                role=role,
                text=f"{ROLE_WORDS[role]} {label}" if role in ROLE_WORDS else label,
                lane=layout.lane(row, series),
                main=bool(row.get("on_main_path")),
                held=bool(row.get("held", True)),
                day=next(one for one in (day, session, first_cited.get(node, earliest)) if one is not None),
                dated=day is not None,
                by_session=session is not None,
                cited_by=cited_by[node],
            )
        )
    return tuple(sorted(entries, key=lambda e: e.day))


def _short(label: str) -> str:
    words = " ".join(label.split())
    return words if len(words) <= LABEL_LENGTH else f"{words[: LABEL_LENGTH - 1]}…"


def _name(node: str, rows: Mapping[str, Row]) -> str:
    row = rows.get(node, {})
    year = str(row.get("date") or row.get("year") or "")[:4]
    return f"{row.get('label') or node} ({year})" if year else str(row.get("label") or node)


def _heading(lineage: Mapping[str, Any], rows: Mapping[str, Row]) -> str:
    source = str(lineage.get("source") or "")
    if source not in rows:
        return "Citations among United Nations documents"
    title = str(rows[source].get("title") or "")
    return f"{source}: {title}" if title else f"Lineage of {source}"


def _lead(lineage: Mapping[str, Any], rows: Mapping[str, Row]) -> str:
    source = str(lineage.get("source") or "")
    if source not in rows:
        return "Each box is a document, each arrow a citation."
    targets = ", ".join(_name(str(target), rows) for target in lineage.get("targets") or ())
    start = _name(source, rows)
    return f"How {start} goes back to {targets}." if targets else f"What {start} rests on."


def _facts(
    graph: Any, entries: tuple[Entry, ...], arrows: tuple[Arrow, ...], left_out: int, edges: int, max_nodes: int
) -> list[str]:
    stubs = sum(not entry.held for entry in entries)
    hidden = sum(not arrow.drawn for arrow in arrows)
    facts = [f"{count(len(entries), 'document')} and {count(len(arrows), 'citation')}."]
    if stubs:
        facts.append(f"{count(stubs, 'document')} (dashed) cited, not read.")
    if hidden:
        facts.append(f"{count(hidden, 'citation')} that a longer path implies not drawn.")
    if left_out:
        facts.append(
            f"{count(left_out, 'document')} and {count(edges - len(arrows), 'citation')} of this lineage left out: "
            f"the map holds {max_nodes}, kept in the order roots, main path, series, most cited."
        )
    if len(entries) > TOO_MANY:
        facts.append(
            f"More than {TOO_MANY:,} documents are too many for this page: "
            "resgraph export -o network.html draws as many as there are."
        )
    elif len(entries) > CROWDED:
        facts.append(f"More than {CROWDED} documents make the page slow and hard to read: trace a smaller lineage.")
    by_session = sum(entry.by_session for entry in entries)
    facts += unknown_dates(by_session, sum(not entry.dated for entry in entries) - by_session)
    about = graph.graph.get("about") or {}
    if about.get("documents"):
        facts.append(
            f"Corpus: {about.get('corpus') or 'resgraph'}, {count(int(about['documents']), 'document')}, "
            f"{int(about.get('held') or 0):,} of them read."
        )
    return facts


def unknown_dates(by_session: int, at_citation: int) -> Iterator[str]:
    """The sentences that say where documents of unknown date stand."""
    if by_session:
        yield f"{count(by_session, 'document')} of unknown date by the session or year of the symbol."
    if at_citation:
        yield f"{count(at_citation, 'document')} of unknown date at the first citation."


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "document"), count(20_000, "document")
    ('1 document', '20,000 documents')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
