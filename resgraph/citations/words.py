"""The words of a clause that tell whose a number is: nouns, owners, "its"."""

from __future__ import annotations

from resgraph.languages import Language

__all__ = ["NOUNS", "Token", "tokens"]

NOUNS = frozenset({"resolution", "decision", "other"})


Token = tuple[int, int, str]
"""Start, end and kind of a word that tells of ownership: resolution, decision, other (nouns), its, or the key of a body."""


def tokens(text: str, start: int, end: int, language: Language) -> list[Token]:
    """The words of ownership in a clause."""
    token_of, apart = language.token_of, language.apart
    found: list[Token] = []
    position = start - apart
    if position < 0:  # nothing stands before the first word of a text
        position = 0
        if m := language.context_at.match(text, 0, end):
            found.append((0, m.end(), token_of[m.lastgroup or ""]))
            position = m.end()
    for m in language.context.finditer(text, position, end):
        found.append((m.start() + apart, m.end(), token_of[m.lastgroup or ""]))
    return found
