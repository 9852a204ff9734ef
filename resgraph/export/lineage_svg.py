"""The lineage map as SVG: vector, selectable text, a link and a `<title>` on every box, the legend included.

The same picture stands in the HTML page for print and for browsers without scripts. It carries presentation attributes
only, no styles and no scripts, so that it is the same in reports, in browsers and under a content security policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from resgraph.export.columns import document_url
from resgraph.export.map_content import MAX_NODES, Arrow, Entry, LineageMap, lineage_map
from resgraph.export.map_layout import BAND_HEAD, FONT, GAP_WORDS, Box, Placed, named_years, place, text_width
from resgraph.export.markup import attribute, element, escape
from resgraph.export.palette import RELATION_COLORS, ROLE_COLORS, relation_color

__all__ = ["HEIGHT", "MARGIN", "WIDTH", "draw", "render"]

WIDTH = 1240.0
HEIGHT = 620.0
"""Of the picture without heading and legend, in pixels: A4 landscape."""
MARGIN = 20
FAMILY = "Arial, Helvetica, 'Liberation Sans', 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans CJK SC', sans-serif"
INK, FAINT, RULE, BAND, PAPER = "#1b2733", "#55616e", "#dfe4ea", "#f4f6f9", "#ffffff"
SMALL = 11
"""Height of the letters of axis, lanes and legend, in pixels."""
AXIS = 22
LINE = 18
"""Height of the axis, and of a line of heading or legend."""
NEAR = 8
"""Pixels between the sides of two boxes, up to which the arrow is a straight line."""
DASHES = "3 2"


def render(graph: Any, *, max_nodes: int = MAX_NODES, title: str | None = None) -> Iterator[str]:
    """Yield the SVG of a lineage, or of any graph, with at most `max_nodes` documents.

    Raises:
        ExportError: an attribute does not fit its type in `schema`.
    """
    content = lineage_map(graph, max_nodes=max_nodes, title=title)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield from draw(content, place(content, WIDTH - 2 * MARGIN, HEIGHT))


def draw(content: LineageMap, placed: Placed, *, every: bool = False) -> Iterator[str]:
    """Yield the `<svg>` element of a map laid out.

    `every` takes in the arrows that are not drawn at first, with `display="none"`, for a page that can show them.
    """
    heading = list(_heading(content, placed))
    legend, legend_rows = _legend(content, placed.width)
    top = MARGIN + LINE * len(heading) + AXIS
    foot = top + placed.height + LINE
    width, height = placed.width + 2 * MARGIN, foot + LINE * legend_rows + MARGIN
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="group" aria-label={attribute(content.heading)} font-family="{FAMILY}" '
        f'font-size="{FONT}" fill="{INK}">\n'
    )
    yield element("title", escape(content.heading))
    yield element("desc", escape(" ".join((content.lead, *content.facts))))
    yield element("defs", "".join(map(_arrowhead, sorted({_marker(arrow.relation) for arrow in content.arrows}))))
    yield element("rect", width=width, height=height, fill=PAPER)
    for number, line in enumerate(heading):
        yield element("g", line, transform=f"translate({MARGIN} {MARGIN + number * LINE + 12})")
    yield f'\n<g transform="translate({MARGIN} {top})">\n'
    yield from (f"{shape}\n" for shape in _grid(placed))
    for number, arrow in sorted(enumerate(content.arrows), key=lambda item: item[1].main):
        if every or arrow.drawn:
            yield f"{_arrow(number, arrow, placed.boxes)}\n"
    for entry in content.entries:
        yield f"{_box(entry, placed.boxes[entry.symbol])}\n"
    yield "</g>\n"
    yield element("g", legend, transform=f"translate({MARGIN} {foot:g})", font_size=SMALL)
    yield "\n</svg>\n"


def _heading(content: LineageMap, placed: Placed) -> Iterator[str]:
    """The lines over the picture: what it is, what is traced, and the facts in as few lines as hold them."""
    yield element("text", escape(content.heading), font_size=17, font_weight="bold")
    yield element("text", escape(content.lead), font_size=13)
    line = "An arrow points from the citing to the cited document."
    moved = f"{placed.moved} of the documents beside the date, for want of room."
    for fact in (*content.facts, *([moved] if placed.moved else [])):
        if text_width(f"{line} {fact}", SMALL) < placed.width:
            line = f"{line} {fact}"
        else:
            yield element("text", escape(line), font_size=SMALL, fill=FAINT)
            line = fact
    yield element("text", escape(line), font_size=SMALL, fill=FAINT)


def _grid(placed: Placed) -> Iterator[str]:
    """Bands, years and shortened stretches."""
    for band in placed.bands:
        yield element("rect", y=band.top, width=placed.width, height=band.height - 3, fill=BAND)
    named = named_years(placed.ticks)
    for tick in placed.ticks:
        width = 1 if tick in named else 0.5
        yield element("path", d=f"M{tick.x:g} -4V{placed.height:g}", stroke=RULE, stroke_width=width)
    for tick in named:
        yield _small(tick.x, -9, str(tick.year), text_anchor="middle", fill=FAINT)
    for gap in placed.gaps:
        middle = (gap.start + gap.end) / 2
        yield element("path", d=f"M{middle - 4:g} -1l3 -6M{middle:g} -1l3 -6", stroke=FAINT, fill="none")
        if gap.end - gap.start >= GAP_WORDS:
            yield _small(middle, -9, f"{gap.years} years", text_anchor="middle", fill=FAINT)
    for band in placed.bands:
        words = f"{band.lane.title} ({band.count})"
        yield _small(4, band.top + BAND_HEAD - 5, words, font_weight="bold", fill=band.lane.color)


def _small(x: float, y: float, words: str, **attributes: str) -> str:
    return element("text", escape(words), x=x, y=y, font_size=SMALL, **attributes)


def _marker(relation: str) -> str:
    return relation if relation in RELATION_COLORS else "cites"


def _arrowhead(relation: str) -> str:
    return element(
        "marker",
        element("path", d="M0 0.8L8 4L0 7.2z", fill=relation_color(relation)),
        id=f"arrow-{relation}", viewBox="0 0 8 8", refX=7.5, refY=4, markerWidth=8, markerHeight=8,
        markerUnits="userSpaceOnUse", orient="auto",
    )  # fmt: skip


def _arrow(number: int, arrow: Arrow, boxes: dict[str, Box]) -> str:
    where = ", ".join(str(arrow.row[name]) for name in ("verb", "first_paragraph") if arrow.row.get(name))
    words = f"{arrow.citing} → {arrow.cited}: {where or arrow.relation}"
    return element(
        "path",
        element("title", escape(words)),
        class_="arrow", data_arrow=f"e{number}", d=_line(boxes[arrow.citing], boxes[arrow.cited], boxes.values()), fill="none",
        stroke=relation_color(arrow.relation), stroke_width=2.4 if arrow.main else 1.1,
        stroke_opacity=None if arrow.main else 0.7, marker_end=f"url(#arrow-{_marker(arrow.relation)})",
        display=None if arrow.drawn else "none",
    )  # fmt: skip


def _line(start: Box, end: Box, boxes: Iterable[Box]) -> str:
    """A curve from side to side, or a straight line where the boxes stand too close, over or under each other.

    Over boxes that stand between two of one row it rises, so that it does not look like a chain.
    """
    side = -1 if end.x < start.x else 1
    x1, x2 = start.x + side * start.width / 2, end.x - side * end.width / 2
    left, right = sorted((start.x, end.x))
    if start.y == end.y and any(box.y == start.y and left < box.x < right for box in boxes):
        rise = min(12 + 0.03 * (right - left), 26)
        return f"M{x1:.1f} {start.y:g}Q{(x1 + x2) / 2:.1f} {start.y - 2 * rise:.1f} {x2:.1f} {end.y:g}"
    if (x2 - x1) * side > NEAR:
        bend = (x2 - x1) * 0.45
        return f"M{x1:.1f} {start.y:g}C{x1 + bend:.1f} {start.y:g} {x2 - bend:.1f} {end.y:g} {x2:.1f} {end.y:g}"
    dx, dy = end.x - start.x, end.y - start.y
    first, last = _border(start, dx, dy), _border(end, dx, dy)
    return f"M{start.x + dx * first:.1f} {start.y + dy * first:.1f}L{end.x - dx * last:.1f} {end.y - dy * last:.1f}"


def _border(box: Box, dx: float, dy: float) -> float:
    """The share of the way (dx, dy) from the box's centre at which the box ends."""
    return min(box.width / 2 / abs(dx) if dx else 1.0, box.height / 2 / abs(dy) if dy else 1.0)


def _box(entry: Entry, box: Box) -> str:
    marked = entry.role in ROLE_COLORS
    color = ROLE_COLORS.get(entry.role, entry.lane.color)
    read = "" if entry.held else "cited, not read"
    words = ", ".join(filter(None, (entry.symbol, str(entry.row.get("title") or ""), entry.row.get("date"), read)))
    outline = element(
        "rect", x=box.x - box.width / 2, y=box.y - box.height / 2, width=box.width, height=box.height, rx=4,
        fill=color if marked else PAPER, stroke=color, stroke_width=2.2 if entry.main or marked else 1,
        stroke_dasharray=None if entry.held else DASHES,
    )  # fmt: skip
    label = element(
        "text", escape(entry.text), x=box.x, y=box.y + 4.2, text_anchor="middle", fill=PAPER if marked else INK,
        font_weight="bold" if entry.main or marked else None,
    )  # fmt: skip
    title = element("title", escape(words))
    shape = element("g", f"{title}{outline}{label}", class_="box", data_symbol=entry.symbol)
    url = document_url(entry.symbol)
    return element("a", shape, href=url, aria_label=words) if url else shape


def _legend(content: LineageMap, width: float) -> tuple[str, int]:
    """The legend from left to right, and the number of its rows."""
    stroke = {"d": "M0 8H22", "fill": "none"}
    items = [
        (f"{relation} ({count})", element("path", stroke=relation_color(relation), stroke_width=2, **stroke))
        for relation, count in content.relations
    ]
    dashed = element("rect", x=1, y=2, width=20, height=12, rx=3, fill=PAPER, stroke=INK, stroke_dasharray=DASHES)
    items += [("main path", element("path", stroke=INK, stroke_width=3.4, **stroke)), ("cited, not read", dashed)]
    shapes, row, x = [], 1, 0.0
    for words, sample in items:
        size = 28 + text_width(words, SMALL) + 16
        if x and x + size > width:
            row, x = row + 1, 0.0
        text = element("text", escape(words), x=28, y=12)
        shapes.append(element("g", f"{sample}{text}", transform=f"translate({x:g} {(row - 1) * LINE})"))
        x += size
    return "".join(shapes), row
