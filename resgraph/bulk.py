"""Many files: read and extracted by one process or several, and brought into a store; a bad one stops none of the others."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, starmap
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resgraph import __version__, files
from resgraph.citations.extract import extract
from resgraph.citations.titles import quoted
from resgraph.errors import GraphError, ReadError, ResgraphError
from resgraph.models import CITATION_FIELDS, Citation, Document, new_citation
from resgraph.sources.local import Item, Skip, items
from resgraph.text import read

if TYPE_CHECKING:
    from resgraph.graph.store import Store

__all__ = [
    "CITATION_SUFFIXES", "Extracted", "build_store", "citation_files", "citation_records", "digest_of", "extract_alone",
    "extract_files", "extract_item",
]  # fmt: skip

CITATION_SUFFIXES = (".jsonl", ".csv", ".parquet")
"""Files of citation records, which `build_store` takes beside documents; a folder named so is a dataset."""
BATCH_BYTES = 1_200_000
"""Bytes after which a batch for a worker is full."""
BATCH_FILES = 96
"""Files of one batch at most."""
_DENSE = 4
"""A byte of PDF takes its reader so many times as long as one of another format, and more."""
_citation_fields = attrgetter(*CITATION_FIELDS)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of one file: its citations, or the reason why there are none."""

    file: str
    sha256: str
    documents: tuple[Document, ...] = ()
    citations: tuple[Citation, ...] = ()
    content: str = ""
    """The normalised text, in which the spans of the citations lie; empty where texts were not wanted."""
    error: ResgraphError | None = None
    unread: tuple[ReadError, ...] = ()
    """The parts that could not be read of a file that could: pages that are pictures."""


def extract_files(
    paths: Iterable[str | Path],
    *,
    lang: str | None = None,
    jobs: int = 1,
    ocr: bool = False,
    texts: bool = True,
    known: Callable[[str], str | None] | None = None,
    skip: Skip | None = None,
) -> Iterator[Extracted]:
    """Yield what each document below some paths holds, in the order of the paths; a bad file stops none of the others.

    `jobs` is the number of worker processes; with `ocr` pages that are pictures are recognised. Without `texts` no text is
    handed back, which several processes are faster without. `known` gives the hash under which a file was read before: where it
    is the same, the file is passed over. `skip` is told of each file that is passed over, and why.
    """
    found = _changed(items(paths, skip=skip), known, skip)
    if jobs <= 1:
        yield from (extract_item(item, lang, ocr, texts=texts) for item in found)
    else:
        yield from _by_processes(found, lang, ocr, texts, jobs)


def citation_files(
    paths: Iterable[str | Path], *, known: Callable[[str], str | None], skip: Skip | None = None
) -> Iterator[Extracted]:
    """Yield what files of citation records, and datasets (folders of them), hold, as `extract_files` does for documents."""
    for path in paths:
        file, digest = str(path), ""
        try:
            if Path(path).is_dir():
                from resgraph.dataset.reading import dataset_files

                yield from dataset_files(path, known=known, skip=skip)
                continue
            digest = digest_of(Path(path).read_bytes())
            if known(file) != digest:
                yield Extracted(file, digest, citations=tuple(citation_records(path)))
            elif skip is not None:
                skip(file, "unchanged")
        except OSError as error:
            unopened = ReadError(f"cannot be opened: {error.strerror}", where=file, remedy="check the path")
            yield Extracted(file, digest, error=unopened)
        except ResgraphError as error:
            yield Extracted(file, digest, error=error)


def build_store(
    paths: Iterable[str | Path],
    store: str | Path,
    *,
    prune: bool = False,
    jobs: int = 1,
    ocr: bool = False,
    report: Callable[[Extracted], object] | None = None,
    skip: Skip | None = None,
) -> tuple[int, int]:
    """Bring a store up to date with documents and citation files: unchanged files are not read again.

    `report` is called with what came of each file read, `skip` with each that is passed over, and why. A file of which
    pages could not be read is read again the next time. With `prune` files that are no longer there are dropped.
    Returns how many files were read, and how many were passed over.

    Raises:
        GraphError: the store cannot be opened or written.
    """
    seen: list[str] = []
    read_now = 0
    documents: list[str | Path] = []
    records: list[str | Path] = []
    for path in paths:
        (records if Path(path).suffix.lower() in CITATION_SUFFIXES else documents).append(path)
    with ExitStack() as stack:

        @cache
        def opened() -> Store:
            from resgraph.graph.store import Store

            return stack.enter_context(Store.open(store))

        # a new store knows no file: it is opened while workers read the first ones
        held = None if jobs > 1 and not Path(store).exists() else opened()

        def known(file: str) -> str | None:
            seen.append(file)
            return held.known(file) if held else None

        read = extract_files(documents, jobs=jobs, ocr=ocr, texts=False, known=known, skip=skip)
        for found in chain(read, citation_files(records, known=known, skip=skip)):
            if found.error is None:
                into = opened()
                try:
                    digest = found.sha256 if not found.unread else f"{found.sha256} in part"
                    into.put(found.file, digest, found.documents, found.citations)
                    read_now += 1
                except GraphError as error:
                    found = replace(found, error=error)
            if report is not None:
                report(found)
        if prune:
            opened().prune(seen)
        opened()
    return read_now, len(seen) - read_now


def citation_records(path: str | Path) -> list[Citation]:
    """The records of one citation file (.jsonl .csv .parquet).

    Raises:
        ResgraphError: it cannot be read, or holds no citations.
    """
    from resgraph.export import read_citations

    return list(read_citations(path))


def _changed(found: Iterable[Item], known: Callable[[str], str | None] | None, skip: Skip | None) -> Iterator[Item]:
    for item in found:
        if known is None or item.error is not None or digest_of(item.data) != known(item.file):
            yield item
        elif skip is not None:
            skip(item.file, "unchanged")


def _by_processes(found: Iterator[Item], lang: str | None, ocr: bool, texts: bool, jobs: int) -> Iterator[Extracted]:
    """What worker processes make of some files, in their order.

    A file that ends its worker breaks the pool: those under way are then read one by one, each by a process of its own,
    so that the one at fault is known and the others are read.
    """
    # a window, for the pool would take the bytes of every file of an archive before it gives the first answer
    waiting: deque[list[Item]] = deque()
    while True:
        results: deque[Future[list[_Crossing]]] = deque()
        with ProcessPoolExecutor(jobs, initializer=gc.freeze) as pool:
            try:
                while True:
                    while len(waiting) < 3 * jobs and (batch := _batch(found)):
                        waiting.append(batch)
                        results.append(pool.submit(_extract_batch, batch, lang, ocr, texts))
                    if not waiting:
                        return
                    batch_found = results[0].result()
                    results.popleft()
                    waiting.popleft()
                    yield from map(_arrived, batch_found)
            except BrokenProcessPool:
                pass
        while waiting:
            for item in waiting.popleft():
                yield extract_alone(item, lang, ocr)


def _batch(found: Iterator[Item]) -> list[Item]:
    """The next files that go to a worker together: small ones many at a time, for each errand costs time of its own."""
    batch: list[Item] = []
    size = 0
    while size < BATCH_BYTES and len(batch) < BATCH_FILES and (item := next(found, None)) is not None:
        batch.append(item)
        size += len(item.data) * (_DENSE if item.data.startswith(b"%PDF") else 1)
    return batch


_Crossing = tuple[Extracted, tuple[tuple[Any, ...], ...]]
"""What a worker hands over: a file without its citations, and these as columns, which cost half of the records."""


def _extract_batch(batch: list[Item], lang: str | None, ocr: bool, texts: bool) -> list[_Crossing]:
    return [_leaving(extract_item(item, lang, ocr, texts=texts)) for item in batch]


def _leaving(found: Extracted) -> _Crossing:
    return replace(found, citations=()), tuple(zip(*map(_citation_fields, found.citations), strict=True))


def _arrived(crossing: _Crossing) -> Extracted:
    found, columns = crossing
    return replace(found, citations=tuple(starmap(new_citation, zip(*columns, strict=True))))


def extract_alone(item: Item, lang: str | None, ocr: bool) -> Extracted:
    """What one document holds, read by a process of its own: where that crashes, this is its error."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(extract_item, item, lang, ocr).result()
        except BrokenProcessPool:
            error = ReadError("its reader crashed", where=item.file, remedy="give another copy of it")
            return Extracted(item.file, digest_of(item.data), error=error)


def digest_of(data: bytes) -> str:
    """Hash of a file's bytes and of the version that reads them: new rules read old files again."""
    return files.sha256(__version__.encode() + b"\0" + data)


def extract_item(item: Item, lang: str | None, ocr: bool, *, texts: bool = True) -> Extracted:
    """What one document holds, or why it could not be read; with `texts` its text too."""
    digest = digest_of(item.data)
    if item.error is not None:
        return Extracted(item.file, digest, error=item.error)
    try:
        text = read(item.data, file=item.file, lang=lang, ocr=ocr)
        citations = tuple(extract(text))
    except ResgraphError as error:
        return Extracted(item.file, digest, error=error)
    except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as error:
        # a fault of a reader, not of the person: named with its file, and it ends no other's reading
        what = f"its reader failed ({type(error).__name__}: {error})"
        return Extracted(item.file, digest, error=ReadError(what, where=item.file, remedy="report it with the file"))
    if any(document.format == "ocr" for document in text.documents):
        citations = tuple(replace(c, flags=(*c.flags, "ocr")) for c in citations)
    unread = tuple(ReadError(part.what, where=item.file, remedy=part.remedy) for part in text.unread)
    documents = (*text.documents, *quoted(text, citations))
    return Extracted(item.file, digest, documents, citations, text.content if texts else "", unread=unread)
