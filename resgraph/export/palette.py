"""The words and colours of the map: relations on arrows, roles and lanes of documents. One place for SVG and page.

Lines stand on white with a contrast of at least 3 to 1, texts on their fills with at least 4.5 to 1 (WCAG 2.2); the
dark page lightens the lines. Colour never says anything alone: relations stand in the legend with their words, roles
are written on the boxes.
"""

from __future__ import annotations

__all__ = ["CLUSTER_COLORS", "RELATION_COLORS", "REST_COLOR", "ROLE_COLORS", "ROLE_WORDS", "relation_color"]

RELATION_COLORS: dict[str, str] = {
    "decides": "#c0392b",
    "requests": "#c2540a",
    "endorses": "#a06a12",
    "reaffirms": "#2f6fdd",
    "recalls": "#52822f",
    "welcomes": "#178571",
    "deplores": "#b03a7c",
    "recognizes": "#8e5cc4",
    "notes": "#0d7ba3",
    "considers": "#80734f",
    "cites": "#66727d",
}

ROLE_WORDS: dict[str, str] = {"source": "Traced", "target": "Origin", "root": "Root"}
"""What stands on the box of a marked document, before its label."""

ROLE_COLORS: dict[str, str] = {"source": "#123d6b", "target": "#8a4508", "root": "#8a4508"}
"""Fills of the boxes of marked documents, under white words."""

CLUSTER_COLORS = (
    "#1f5fa8", "#c2540a", "#2a7f62", "#a83250", "#7a4fa3", "#80640f", "#0d7ba3", "#b03a7c", "#52822f", "#8c564b",
    "#4a55c4", "#c0392b",
)  # fmt: skip
"""Of the clusters of a network, the largest first; neighbours in the list are easy to tell apart."""

REST_COLOR = "#6b7580"
"""Of what belongs to none of them."""


def relation_color(relation: str) -> str:
    """The colour of a relation's arrows; one that is not known looks like the plainest, `cites`."""
    return RELATION_COLORS.get(relation, RELATION_COLORS["cites"])
