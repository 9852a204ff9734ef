"""One run: document after document, what is held is not asked for again, what came is checked, kept and read.

The order is that of `Frontier`; what failed is asked for once more at the end. A refusal, or one failure after the other,
ends the run; everything learnt until then is in the manifest, so that the same run goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from resgraph import __version__
from resgraph.errors import FetchError
from resgraph.fetching.ancestry import Cited, Frontier, cited_resolutions
from resgraph.fetching.check import MismatchError, check, is_whole
from resgraph.fetching.holdings import Holdings
from resgraph.models import Text
from resgraph.sources.answers import Answer, RefusedError, Source, State, UnreachableError
from resgraph.sources.manifest import Record
from resgraph.sources.manners import Clock

__all__ = ["Outcome", "Run"]

_RECHECK = timedelta(days=7)
"""How long "absent" holds: newly adopted documents reach the server days to weeks later."""
_MOST_FAILURES = 5
"""Documents that may fail one after the other before the run ends."""
_FIRST_GUESS = 15.0
"""Seconds for a document before one has been measured: the server takes 6 to 31 to find a symbol."""
_ORDER = ("en", "fr", "es", "ru", "zh", "ar")
"""Which version is read for its citations, where several are held."""
_WORST = (State.failed, State.apart, State.unpublished, State.absent)
"""What is said of a document that several questions did not bring."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document in one language."""

    symbol: str
    lang: str
    state: State
    file: str = ""
    """Path inside the folder."""
    detail: str = ""
    """What happened, in words, where it did not end well."""
    is_new: bool = False
    """Whether it came in this run."""
    steps: int = 0
    """Citations away from what was asked for."""
    is_last: bool = True
    """False where it will be asked for once more."""


class Run:
    """A run over a folder; iterating does it, one outcome a document and language."""

    def __init__(
        self,
        holdings: Holdings,
        sources: Sequence[Source],
        frontier: Frontier,
        *,
        langs: Sequence[str],
        forms: Sequence[str],
        clock: Clock,
        refresh: bool = False,
    ) -> None:
        self.holdings, self.sources, self.frontier = holdings, sources, frontier
        self.langs, self.forms, self.clock, self.refresh = langs, forms, clock, refresh
        self.asked = 0
        """Documents and languages that a source was asked for."""
        self._before = {(r.symbol, r.lang) for r in holdings.manifest.all() if r.state == State.held and not refresh}
        self._seconds = 0.0
        self._failures = 0

    def __iter__(self) -> Iterator[Outcome]:
        failed: dict[str, list[str]] = {}
        first_pass = True
        while True:
            symbol = self.frontier.next()
            if symbol is None:
                if not failed or not first_pass:
                    return
                first_pass = False
                for one in failed:
                    self.frontier.again(one)
                continue
            steps = self.frontier.steps[symbol]
            for lang in self.langs if first_pass else failed.get(symbol, self.langs):
                outcome = self._one(symbol, lang, first_pass)
                is_last = not (first_pass and outcome.state is State.failed)
                if not is_last:
                    failed.setdefault(symbol, []).append(lang)
                yield replace(outcome, steps=steps, is_last=is_last)
            if self.frontier.depth > steps:
                self.frontier.cites(symbol, self._cited(symbol))

    def seconds_left(self, documents: int) -> float:
        """Seconds that so many documents will take, by what those of this run took."""
        each = self._seconds / self.asked if self.asked else _FIRST_GUESS
        return each * documents * len(self.langs)

    def to_ask(self) -> int:
        """Waiting documents that are not held in every language."""
        return sum(any((symbol, lang) not in self._before for lang in self.langs) for symbol in self.frontier.waiting)

    def _held(self, symbol: str, lang: str) -> Record | None:
        if self.refresh:
            return None
        return next(filter(self.holdings.has, self.holdings.manifest.held(symbol, lang, self.forms)), None)

    def _one(self, symbol: str, lang: str, first_pass: bool) -> Outcome:
        """What comes of one document; after a failure the other forms are left for the second pass."""
        if record := self._held(symbol, lang):
            return Outcome(symbol, lang, State.held, record.file)
        if not self.refresh and (path := self.holdings.unknown(symbol, lang)):
            blank = Record("", symbol, lang, "pdf" if path.suffix == ".pdf" else "docx", State.held, date=self._today())
            try:
                check(path.read_bytes(), symbol, lang)
            except MismatchError as error:
                detail = f"{path.name} stands in the folder and is not it: {error}; move it away"
                return Outcome(symbol, lang, State.apart, path.name, detail)
            return Outcome(symbol, lang, State.held, self.holdings.take_up(blank, path).file)
        began, asked = self.clock.now(), False
        found: list[Record] = []
        for source in self.sources:
            for form in source.forms(self.forms):
                known = self.holdings.manifest.get(source.name, symbol, lang, form)
                record = None if self.refresh else self._settled(known)
                if record is None:
                    asked = True
                    record = self._ask(source, known or Record(source.name, symbol, lang, form, State.failed))
                if record.state == State.held:
                    self._count(began, asked, failed=False)
                    return Outcome(symbol, lang, State.held, record.file, record.detail, is_new=asked)
                found.append(record)
                if record.state == State.failed and first_pass:
                    break
        worst = min(found, key=lambda r: _WORST.index(State(r.state)))
        self._count(began, asked, failed=worst.state == State.failed)
        if self._failures >= _MOST_FAILURES:
            raise UnreachableError(
                f"{_MOST_FAILURES} documents in a row failed", where=worst.source,
                remedy=f"run it again later; the last one: {worst.detail}",
            )  # fmt: skip
        return Outcome(symbol, lang, State(worst.state), worst.file, worst.detail, is_new=asked)

    def _count(self, began: float, asked: bool, *, failed: bool) -> None:
        if asked:
            self.asked += 1
            self._seconds += self.clock.now() - began
            self._failures = self._failures + 1 if failed else 0

    def _settled(self, known: Record | None) -> Record | None:
        """What need not be asked again: an absence that is not old, and what is kept apart, looked at anew."""
        if known is None:
            return None
        if known.state == State.absent:
            age = self.clock.date() - datetime.fromisoformat(known.date)
            return known if age < _RECHECK else None
        if known.state == State.apart and self.holdings.has(known):
            return self._checked(known, self.holdings.data(known))
        return None

    def _ask(self, source: Source, known: Record) -> Record:
        """Put one question to a source, and keep what came."""
        before = _requests(source)
        try:
            answer = source.fetch(known.symbol, known.lang, known.form)
        except (RefusedError, UnreachableError) as error:
            state = State.refused if isinstance(error, RefusedError) else State.failed
            self._enter(known, Answer(state, error.where or "", detail=error.what), _requests(source) - before)
            raise
        except FetchError as error:
            answer = Answer(State.failed, error.where or "", detail=error.what)
        return self._enter(known, answer, _requests(source) - before)

    def _enter(self, known: Record, answer: Answer, requests: int) -> Record:
        attempts = known.attempts + max(1, requests)
        record = replace(known, attempts=attempts, date=self._today(), url=answer.url, detail=answer.detail)
        if answer.state is State.held:
            return self._checked(record, answer.data)
        if known.state == State.held and self.holdings.has(known):
            return self._kept(replace(known, attempts=attempts), answer.detail)
        record = replace(record, state=answer.state.value, file="", sha256="", size=0)
        self.holdings.manifest.put(record)
        return record

    def _kept(self, record: Record, why: str) -> Record:
        """What is held stays, where asking again brought nothing better."""
        kept = replace(record, detail=f"kept; asked again: {why}")
        self.holdings.manifest.put(kept)
        return kept

    def _checked(self, record: Record, data: bytes) -> Record:
        """Keep a document that is what it should be in its place, and any other one apart."""
        try:
            text = check(data, record.symbol, record.lang)
        except MismatchError as error:
            torn = not is_whole(data)
            detail = "cut off on the way" if torn else str(error)
            if record.state == State.held and self.holdings.has(record):
                return self._kept(record, detail)
            return self.holdings.set_apart(replace(record, detail=detail), data, State.failed if torn else State.apart)
        kept = self.holdings.keep(replace(record, detail=""), data)
        if self.frontier.depth:
            self._read(kept, text)
        return kept

    def _cited(self, symbol: str) -> list[Cited]:
        """What a held document cites, by the first of its versions."""
        manifest = self.holdings.manifest
        versions = [r for lang in _ORDER if lang in self.langs for r in manifest.held(symbol, lang, self.forms)]
        for record in filter(self.holdings.has, versions):
            known = manifest.reading(record.sha256, __version__)
            if known is not None:
                return known
            try:
                return self._read(record, check(self.holdings.data(record), symbol, record.lang))
            except MismatchError:
                continue
        return []

    def _read(self, record: Record, text: Text) -> list[Cited]:
        cited = cited_resolutions(text, record.symbol)
        self.holdings.manifest.put_reading(record.sha256, __version__, cited)
        return cited

    def _today(self) -> str:
        return self.clock.date().astimezone(UTC).isoformat(timespec="seconds")


def _requests(source: Source) -> int:
    """Requests that a source has made so far; of a folder none."""
    return getattr(getattr(source, "transport", None), "requests", 0)
