"""The piece: what readers cut a file into, before it has a place."""

from __future__ import annotations

from dataclasses import dataclass, field

from resgraph.models import Document

__all__ = ["Piece"]


@dataclass(slots=True)
class Piece:
    """A stretch of print that belongs together, with what the format tells of it."""

    text: str
    """Normalised text without footnote marks."""
    hint: str = "body"
    """masthead, heading, title, formula, body, section, closing, annex, note, table."""
    label: str = ""
    """For a note: its number."""
    marks: list[tuple[int, str]] = field(default_factory=list)
    """Footnote marks: offset in `text`, label."""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    """Printed hyperlinks: start and end in `text`, address."""
    document: Document | None = None
    """Set on the first piece of each resolution."""
