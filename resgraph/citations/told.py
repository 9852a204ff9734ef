"""What the words around a number tell of it, whatever its form: resolution or decision, and a body that numbers for itself."""

from __future__ import annotations

from resgraph.bodies import bodies
from resgraph.citations.memory import GENERIC, Memory
from resgraph.citations.mention import Mention

__all__ = ["PRINCIPAL", "Decided", "conference_of_decisions", "kind_of", "specific"]

PRINCIPAL = frozenset({"GA", "SC", "ECOSOC"})
"""Organs whose numbers have forms of their own."""
Decided = tuple[str, str, tuple[str, ...]] | None
"""Kind, body ("" where it cannot be told), flags; None for what is no citation."""


def kind_of(mention: Mention) -> str:
    """A resolution, unless the noun says decision."""
    return "decision" if mention.noun == "decision" else "resolution"


def specific(body: str) -> str:
    """A body that numbers its own sessions; of the councils "the Council" with such a number is Human Rights'."""
    if body == "COUNCIL":
        return "HRC"
    return body if body in bodies() and body not in PRINCIPAL and body not in GENERIC else ""


def conference_of_decisions(mention: Mention, memory: Memory) -> str:
    """The conference of parties whose decision a number without an owner may be: the one named last, "" if none was."""
    return "" if mention.noun != "decision" else memory.meant("COP", mention.session, mention.date)
