"""Library records of documents, beside the documents: MARCXML files that `resgraph import` takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC

from resgraph.errors import FetchError
from resgraph.fetching.holdings import Holdings
from resgraph.fetching.run import Outcome
from resgraph.sources.answers import Answer, RefusedError, State, UnreachableError
from resgraph.sources.library import Library
from resgraph.sources.manifest import Record
from resgraph.sources.manners import Clock

__all__ = ["fetch_records"]

_FORM = "marcxml"


def fetch_records(
    holdings: Holdings,
    library: Library,
    symbols: Iterable[str],
    numbers: Iterable[str] = (),
    *,
    clock: Clock,
    refresh: bool = False,
) -> Iterator[Outcome]:
    """Fetch the records of documents by symbol, and others by their number; what is held is not asked for again.

    Raises:
        RefusedError, UnreachableError: the library gives nothing; what it gave before is kept.
    """
    for name in (*symbols, *(f"record {number}" for number in numbers)):
        known = holdings.manifest.get(library.name, name, "", _FORM)
        if known and known.state == State.held and holdings.has(known) and not refresh:
            yield Outcome(name, "", State.held, known.file)
            continue
        before = library.transport.requests
        stop: FetchError | None = None
        try:
            answer = _answer(library, name)
        except FetchError as error:
            stop = error if isinstance(error, (RefusedError, UnreachableError)) else None
            state = State.refused if isinstance(error, RefusedError) else State.failed
            answer = Answer(state, error.where or "", detail=error.what)
        made = library.transport.requests - before
        blank = known or Record(library.name, name, "", _FORM, State.failed)
        date = clock.date().astimezone(UTC).isoformat(timespec="seconds")
        record = replace(blank, date=date, url=answer.url, detail=answer.detail, attempts=blank.attempts + made)
        if answer.state is State.held:
            record = holdings.keep_record(record, answer.data)
        elif not (known and known.state == State.held and holdings.has(known)):
            record = replace(record, state=answer.state.value)
            holdings.manifest.put(record)
        if stop is not None:
            raise stop
        yield Outcome(name, "", State(record.state), record.file, answer.detail, is_new=True)


def _answer(library: Library, name: str) -> Answer:
    if name.startswith("record "):
        return library.record(name.removeprefix("record "))
    number = library.find(name)
    if number is None:
        return Answer(State.absent, library.name, detail="the library has no record of this symbol")
    return library.record(number, name)
