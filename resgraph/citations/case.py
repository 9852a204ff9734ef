"""Everything that bears on one number when it is decided what it cites."""

from __future__ import annotations

from resgraph.citations.dates import Dated
from resgraph.citations.memory import Memory
from resgraph.citations.mention import Mention
from resgraph.citations.owner import Owner

__all__ = ["Case"]


class Case:
    """Everything that bears on one number."""

    mention: Mention
    owner: Owner
    dated: Dated
    memory: Memory
    chained: bool
    """The number continues a list whose last member was taken; told only where no noun governs it."""

    def __init__(self, mention: Mention, owner: Owner, dated: Dated, memory: Memory, chained: bool) -> None:
        self.mention = mention
        self.owner = owner
        self.dated = dated
        self.memory = memory
        self.chained = chained
