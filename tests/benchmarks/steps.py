"""Where the time of extraction goes: each step over all clauses of a language by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from resgraph import extract
from resgraph.citations.bodies import find_owners, needs_words
from resgraph.citations.dates import bind
from resgraph.citations.extract import _by_block
from resgraph.citations.find import find
from resgraph.citations.mention import Mention
from resgraph.citations.words import Token, tokens
from resgraph.languages import Language, load
from resgraph.models import Citation, Text, new_citation
from tests.benchmarks.measure import Cell, Table, best, texts

_BEHIND = 320
"""Words are read so far behind the last number of a clause, as in `resgraph.citations.extract`."""


Found = tuple[str, int, int, list[Mention]]
"""Text of a clause, where it begins, how far its words are read, and its mentions, of which each step tells something."""


def _clauses(held: Sequence[Text], language: Language) -> list[Found]:
    return [
        (text.content, block.start, min(block.end, mentions[-1].end + _BEHIND), mentions)
        for text in held
        for number, mentions in _by_block(text, find(text.content, language))
        if (block := text.blocks[number]).place not in ("masthead", "title", "closing")
    ]


def _spent(held: Sequence[Text], language: Language, *steps: Callable[[Found, Language], object]) -> float:
    """Seconds of the last of some steps over mentions that are fresh each time."""
    seconds = []
    for _ in range(5):
        found = _clauses(held, language)
        for step in steps[:-1]:
            for clause in found:
                step(clause, language)
        seconds.append(best(1, lambda found=found: [steps[-1](clause, language) for clause in found]))  # type: ignore[misc]
    return min(seconds)


def _dates(clause: Found, language: Language) -> None:
    text, start, end, mentions = clause
    bind(mentions, text, start, end, language)


def _words(clause: Found, language: Language) -> list[Token]:
    text, start, end, mentions = clause
    return tokens(text, start, end, language) if needs_words(mentions) else []


def _owners(clause: Found, language: Language) -> None:
    text, start, _, mentions = clause
    if needs_words(mentions):
        find_owners(mentions, _words(clause, language), text, start, language)


def steps(corpus: Path) -> Table:
    """The shares of finding, dates, words, owners and records in English and in Chinese."""
    rows: list[tuple[Cell, ...]] = []
    for code in ("en", "zh"):
        language, held = load(code), list(texts(corpus / f"akn-77-{code}.zip"))
        everything = best(5, lambda held=held: [sum(1 for _ in extract(text)) for text in held])
        finding = best(5, lambda held=held, language=language: [find(text.content, language) for text in held])
        words = _spent(held, language, _words)
        fields = [[getattr(c, name) for name in Citation.__slots__] for text in held for c in extract(text)]
        records = best(5, lambda fields=fields: [new_citation(*values) for values in fields])
        parts = {
            "finding numbers and symbols": finding,
            "binding dates": _spent(held, language, _dates),
            "reading the words of ownership": words,
            "nouns and owners": _spent(held, language, _dates, _owners) - words,
            "making the records": records,
        }
        parts["deciding, verbs, links, flags: what is left"] = everything - sum(parts.values())
        for name, spent in parts.items():
            rows.append((f"{code}: {name}", spent * 1e6 / len(fields), 100 * spent / everything))
    return Table(
        "steps",
        "Where the time goes: each step over all clauses of session 77 by itself, microseconds a citation and per cent of the whole. A "
        "citation costs some seventy calls of Python and of its built-in functions, and no single one of them leads; `re` does about a third of "
        "the instructions. What is left holds too what it costs to go from step to step instead of doing one at a time.",
        ("step", "µs a citation", "%"),
        tuple(rows),
    )
