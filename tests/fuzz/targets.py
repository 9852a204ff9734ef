"""The targets by name. A new reader or importer is one line here; a new language is there by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from resgraph.languages import LANGUAGES
from tests.fuzz import checks, formats, generate
from tests.fuzz.generate import CASES

FOUND = CASES / "fuzz"
"""Inputs that fell over once, a folder a target."""


@dataclass(frozen=True)
class Target:
    """What is fuzzed: how its inputs are made, and what must hold for each."""

    generate: Callable[[Random], bytes]
    check: Callable[[bytes], None]


def _text(make: Callable[[Random], str]) -> Callable[[Random], bytes]:
    return lambda random: make(random).encode("utf-8", "surrogateescape")


TARGETS: dict[str, Target] = {
    "symbols": Target(_text(generate.symbol), checks.symbol),
    **{f"citations-{code}": Target(_text(generate.clause(code)), checks.clause(code)) for code in LANGUAGES},
    "languages": Target(_text(generate.language_file), checks.language),
    "plain": Target(formats.plain, checks.document("plain")),
    "akn": Target(formats.akn, checks.document("akn")),
    "html": Target(formats.html, checks.document("html")),
    "docx": Target(formats.docx, checks.document("docx")),
    "pdf": Target(formats.pdf, checks.document("pdf")),
    "marc": Target(formats.marc, checks.metadata(".xml")),
    "list-csv": Target(formats.list_csv, checks.metadata(".csv")),
    "list-jsonl": Target(formats.list_jsonl, checks.metadata(".jsonl")),
    "citations-csv": Target(formats.citations_csv, checks.citations(".csv")),
    "citations-jsonl": Target(formats.citations_jsonl, checks.citations(".jsonl")),
    "graph-json": Target(formats.graph_json, checks.graph),
}


def made(target: Target, name: str, seed: int, number: int) -> bytes:
    """Input `number` of a target: the same on every machine for the same seed."""
    return target.generate(Random(f"{name} {seed} {number}"))
