"""One number or symbol with everything that bears on it when it is decided what it cites."""

from __future__ import annotations

from resgraph.citations.memory import Memory
from resgraph.citations.mention import Mention

__all__ = ["Case"]


class Case:
    """One mention, with the date that is bound to it and what the words around it say of it."""

    mention: Mention
    memory: Memory
    """Of the resolution in which the mention stands, up to its clause."""
    date: str | None
    """ISO date."""
    start: int
    end: int
    """Extent of number and own date together."""
    shared: bool
    """The date stands beside another number of the list."""
    noun: str
    """resolution, decision, other; "" where no noun governs it."""
    body: str
    """The owner: key of a body, "its", or ""."""
    loose: bool
    """Prose stands between the noun, or the number before, and this number."""
    before: str
    """The body named last before the number, to which an "its" or a bare noun may refer."""
    near: bool
    """That body stands right before: "the Human Rights Council, in its resolution"."""
    reported: bool
    """Its report stands right before: (E/2013/24), chap. I, decision 44/114."""
    after: str
    """The body named behind prose as having adopted it: "resolution 4/6 on marine litter, adopted by the Environment Assembly"."""
    at: int
    """Where the noun phrase begins, from which to look back; 0 where none does."""
    chained: bool
    """The number continues a list whose last member was taken; told only where no noun governs it."""

    def __init__(self, mention: Mention, memory: Memory) -> None:
        self.mention = mention
        self.memory = memory
        self.date = None
        self.start = mention.start
        self.end = mention.end
        self.shared = False
        self.noun = ""
        self.body = ""
        self.loose = False
        self.before = ""
        self.near = False
        self.reported = False
        self.after = ""
        self.at = 0
        self.chained = False
