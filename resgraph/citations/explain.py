"""Why a number in a text was read as a citation, or was not: the slots of the grammar with their words, and the rules.

The clauses are read as in extraction; while a number is decided, the functions that run of `told`, `other_forms`, `decide` and
`resolve` are noted, and their docstrings are the rules. Nothing is decided here a second time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

from resgraph import symbols
from resgraph.citations.extract import SILENT, Clause, clauses, head, opening
from resgraph.citations.find import find
from resgraph.citations.mention import Mention
from resgraph.citations.words import Token, tokens
from resgraph.errors import SymbolError
from resgraph.languages import Language, load
from resgraph.models import Block, Text

__all__ = ["Explanation", "explain"]

_AROUND = 60
"""Characters shown on each side of a number."""
_PAIR = re.compile(r"(?P<session>(?:E?S-)?\d{1,4})/(?P<number>\d{1,4})")
_NUMBERED = re.compile(r"(?P<number>\d{1,4})\s*[A-Z]?\s*\(")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One place where a number is printed."""

    file: str
    where: str
    """Paragraph, or place."""
    words: str
    """The number in its line."""
    read_as: str
    """Canonical symbols, joined by `;`; empty where it is no citation."""
    because: str
    """Why it was read so, or was not."""
    form: str = ""
    """Slot of the number: pair, session, year, body, symbol, sales, treaty; empty where no form fits."""
    noun: str = ""
    """Slot of the noun, with its word."""
    owner: str = ""
    """Slot of the owner, with its words."""
    date: str = ""
    """Slot of the date: the date printed for it."""
    verb: str = ""
    """Opening of the clause, and its relation."""
    rules: tuple[str, ...] = ()
    """What was applied, in order."""
    flags: tuple[str, ...] = ()


def explain(text: Text, wanted: str) -> list[Explanation]:
    """Every place of a text where a number is printed, in its order, with what was made of it and why.

    `wanted` is a symbol in any spelling, or a number as printed: 33/134, A/RES/57/270B, 2625 (XXV).
    """
    language = load(text.lang)
    asked = _Asked(wanted)
    found = find(text.content, language)
    told: list[tuple[int, Explanation]] = []
    for clause in clauses(text, found, language):
        told += _in_clause(text, clause, language, asked)
    starts = {start for start, _ in told}
    for mention in found:
        block = _block(text, mention.start)
        if asked.is_number(mention) and mention.start not in starts and block and block.place in SILENT:
            why = f"the {block.place} holds no citations: it names the document itself"
            told.append((mention.start, _unread(text, mention.start, mention.end, why, mention.form)))
    covered = [(mention.start, mention.end) for mention in found]
    for m in asked.printed.finditer(text.content):
        if not any(start < m.end() and m.start() < end for start, end in covered):
            why = "the digits stand there, but in no form that names a document"
            told.append((m.start(), _unread(text, m.start(), m.end(), why)))
    return [explanation for _, explanation in sorted(told, key=lambda pair: pair[0])]


class _Asked:
    """The number that is asked for, as a symbol and as digits."""

    def __init__(self, wanted: str) -> None:
        self.symbol, self.refusal = None, ""
        try:
            self.symbol = symbols.parse(wanted)
        except SymbolError as error:
            self.refusal = str(error)
        text = self.symbol.text if self.symbol else wanted
        self.text = text
        pair, numbered = _PAIR.search(text), _NUMBERED.search(text)
        self.session = pair["session"] if pair else ""
        self.number = pair["number"] if pair else numbered["number"] if numbered else ""
        digits = rf"{re.escape(self.session)}\s?/\s?{self.number}" if pair else self.number or re.escape(wanted)
        self.printed = re.compile(rf"(?<!\d){digits}(?!\d)")

    def is_number(self, mention: Mention) -> bool:
        """Whether a mention prints the number that is asked for."""
        if mention.form == "symbol":
            return mention.symbol.startswith(self.text) or (bool(self.symbol) and mention.symbol == self.text)
        return mention.number == self.number and self.session in ("", mention.session)


def _in_clause(text: Text, clause: Clause, language: Language, asked: _Asked) -> Iterator[tuple[int, Explanation]]:
    content, block = text.content, clause.block
    printed = [asked.is_number(mention) for mention in clause.mentions]
    verb, relation = opening(text, head(text, block), language)
    decided = _DECISIONS(clause, content, language)
    for mention, wanted in zip(clause.mentions, printed, strict=True):
        with _watched() as rules:
            references = next(decided)
        read_as = [reference.cited or f"{reference.kind} (unparsed)" for reference in references]
        if not wanted and asked.text not in read_as:
            continue
        start, end = mention.start, mention.end
        words = tokens(content, block.start, block.end, language)
        yield (
            start,
            Explanation(
                file=text.file,
                where=block.paragraph or block.place,
                words=_words(text, start, end),
                read_as="; ".join(read_as),
                because=_because(asked, read_as, mention.noun, mention.loose),
                form=mention.form,
                noun=_slot(content, words, mention.noun, start) if mention.noun else "",
                owner=_slot(content, words, mention.body, start) if mention.body else _before(mention.before),
                date=mention.date or "",
                verb=f"{verb} → {relation}" if verb else relation,
                rules=tuple(dict.fromkeys(rules)),
                flags=tuple(dict.fromkeys(flag for reference in references for flag in reference.flags)),
            ),
        )


def _because(asked: _Asked, read_as: Sequence[str], noun: str, loose: bool) -> str:
    if not read_as:
        if not noun:
            return "not read: no noun such as resolution or decision governs the number"
        if noun == "other":
            return "not read: the noun before it names something else (article, rule, convention …)"
        return "not read: prose stands between the noun and the number" if loose else "not read: see the last rule"
    if asked.text in read_as:
        return "read as asked"
    if asked.refusal:
        return f"read otherwise; as asked it cannot be: {asked.refusal}"
    return f"read otherwise than {asked.text}: noun, owner and date say so"


def _before(body: str) -> str:
    return f"{body}, named before" if body else ""


def _slot(content: str, words: Sequence[Token], kind: str, position: int) -> str:
    """A slot with the word that fills it: the last of its kind before the number, else the first behind it."""
    own = [(start, end) for start, end, of_kind in words if of_kind == kind]
    before = [(start, end) for start, end in own if end <= position]
    word = before[-1] if before else own[0] if own else None
    return f"{kind}: {content[word[0] : word[1]]}" if word else kind


def _unread(text: Text, start: int, end: int, because: str, form: str = "") -> Explanation:
    block = _block(text, start)
    where = (block.paragraph or block.place) if block else "outside of all clauses"
    return Explanation(text.file, where, _words(text, start, end), "", f"not read: {because}", form)


def _block(text: Text, position: int) -> Block | None:
    return next((block for block in text.blocks if block.start <= position < block.end), None)


def _words(text: Text, start: int, end: int) -> str:
    block = _block(text, start)
    first, last = (block.start, block.end) if block else (0, len(text.content))
    before = text.content[max(first, start - _AROUND) : start]
    behind = text.content[end : min(last, end + _AROUND)]
    left, right = "…" if start - _AROUND > first else "", "…" if end + _AROUND < last else ""
    return f"{left}{before}⟦{text.content[start:end]}⟧{behind}{right}".replace("\n", " ")


@contextmanager
def _watched() -> Iterator[list[str]]:
    """The rules that run meanwhile: names of functions that decide, and the first lines of their docstrings."""
    rules: list[str] = []

    def note(
        frame: FrameType, event: str, _: Any
    ) -> None:  # pragma: no cover - nothing is traced inside a profile hook
        if event == "call" and (rule := _RULES.get(frame.f_code)):
            rules.append(rule)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield rules
    finally:
        sys.setprofile(before)


def _as_written(*names: str) -> list[ModuleType]:
    """Modules of this package once more, each from its source and with those before it in place of its own imports.

    Where they are compiled or keep their answers, no function tells when it runs; these do.
    """
    written: list[ModuleType] = []
    for name in names:
        loader = SourceFileLoader(f"{__package__}.{name}", str(Path(__file__).with_name(f"{name}.py")))
        module = ModuleType(loader.name)
        module.__file__ = loader.path
        loader.exec_module(module)
        for before in written:
            vars(module).update((key, vars(before)[key]) for key in before.__all__ if key in vars(module))
        vars(module).update(
            (key, kept.__wrapped__)
            for key, kept in vars(module).items()
            if key.startswith("_") and hasattr(kept, "__wrapped__")
        )
        written.append(module)
    return written


_WRITTEN = _as_written("told", "other_forms", "decide", "resolve", "extract")
_DECISIONS = _WRITTEN[-1].decisions
_RULES: dict[CodeType, str] = {
    function.__code__: f"{name.strip('_')}: {function.__doc__.strip().splitlines()[0]}"
    for module in _WRITTEN[:-1]
    for name, function in vars(module).items()
    if name not in ("decide", "resolve") and hasattr(function, "__code__") and function.__doc__
}
"""The code of each function that decides, with its name and the rule it says."""
