"""The words of a clause that tell whose a number is: nouns, owners, "its"."""

from __future__ import annotations

from typing import NamedTuple

from resgraph.languages import Language

__all__ = ["NOUNS", "Token", "tokens"]

NOUNS = frozenset({"resolution", "decision", "other"})


class Token(NamedTuple):
    """A word that tells of ownership: a noun (resolution, decision, other), an owner, or "its"."""

    start: int
    end: int
    kind: str
    """resolution, decision, other, its; or the key of a body."""


def tokens(text: str, start: int, end: int, language: Language) -> list[Token]:
    """The words of ownership in a clause."""
    token_of = language.token_of
    return [Token(*m.span(), token_of[m.lastgroup or ""]) for m in language.context.finditer(text, start, end)]
