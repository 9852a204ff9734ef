"""Where the time of extraction goes: each step over all clauses of a language by itself."""

from __future__ import annotations

from pathlib import Path

from resgraph import extract
from resgraph.citations.bodies import needs_words, owners
from resgraph.citations.dates import bind
from resgraph.citations.extract import _by_block
from resgraph.citations.find import find
from resgraph.citations.words import tokens
from resgraph.languages import load
from resgraph.models import Citation, new_citation
from tests.benchmarks.measure import Cell, Table, best, texts

_BEHIND = 320
"""Words are read so far behind the last number of a clause, as in `resgraph.citations.extract`."""


def steps(corpus: Path) -> Table:
    """The shares of finding, dates, words, owners and records in English and in Chinese."""
    rows: list[tuple[Cell, ...]] = []
    for code in ("en", "zh"):
        language, held = load(code), list(texts(corpus / f"akn-77-{code}.zip"))
        everything = best(5, lambda held=held: [sum(1 for _ in extract(text)) for text in held])
        finding = best(5, lambda held=held, language=language: [find(text.content, language) for text in held])
        clauses = [
            (text.content, block.start, min(block.end, mentions[-1].end + _BEHIND), mentions)
            for text in held
            for number, mentions in _by_block(text, find(text.content, language))
            if (block := text.blocks[number]).place not in ("masthead", "title", "closing")
        ]

        def dates(clauses=clauses, language=language):  # type: ignore[no-untyped-def]
            return [bind(mentions, content, start, end, language) for content, start, end, mentions in clauses]

        def words(clauses=clauses, language=language):  # type: ignore[no-untyped-def]
            return [tokens(c, start, end, language) if needs_words(m) else None for c, start, end, m in clauses]

        dated, spoken = dates(), words()
        together = list(zip(clauses, dated, spoken, strict=True))
        owning = best(
            5,
            lambda together=together, language=language: [
                owners(m, d, w, content, start, language) for (content, start, _, m), d, w in together
            ],
        )
        fields = [[getattr(c, name) for name in Citation.__slots__] for text in held for c in extract(text)]
        records = best(5, lambda fields=fields: [new_citation(*values) for values in fields])
        parts = {
            "finding numbers and symbols": finding,
            "binding dates": best(5, dates),
            "reading the words of ownership": best(5, words),
            "nouns and owners": owning,
            "making the records": records,
        }
        parts["deciding, verbs, links, flags: what is left"] = everything - sum(parts.values())
        for name, spent in parts.items():
            rows.append((f"{code}: {name}", spent * 1e6 / len(fields), 100 * spent / everything))
    return Table(
        "steps",
        "Where the time goes: each step over all clauses of session 77 by itself, microseconds a citation and per cent of the whole. A "
        "citation costs some eighty calls of Python and of its built-in functions, and no single one of them leads; `re` does about a third of "
        "the instructions. What is left holds too what it costs to go from step to step instead of doing one at a time.",
        ("step", "µs a citation", "%"),
        tuple(rows),
    )
