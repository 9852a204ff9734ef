"""Many files: each read and its citations extracted, by one process or several; a bad one stops none of the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from resgraph import __version__, files
from resgraph.citations.extract import extract
from resgraph.errors import ResgraphError
from resgraph.models import Citation, Document
from resgraph.sources.local import Item, items
from resgraph.text import read

__all__ = ["Extracted", "digest_of", "extract_files"]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of one file: its citations, or the reason why there are none."""

    file: str
    sha256: str
    documents: tuple[Document, ...] = ()
    citations: tuple[Citation, ...] = ()
    content: str = ""
    """The normalised text, in which the spans of the citations lie."""
    error: ResgraphError | None = None


def extract_files(
    paths: Iterable[str | Path],
    *,
    lang: str | None = None,
    jobs: int = 1,
    ocr: bool = False,
    known: Callable[[str], str | None] | None = None,
) -> Iterator[Extracted]:
    """Yield what each document below some paths holds, in the order of the paths; a bad file stops none of the others.

    `jobs` is the number of worker processes; with `ocr` pages that are pictures are recognised. `known` gives the hash under which a file was read before: where it is
    the same, the file is passed over.
    """
    found = (item for item in items(paths) if known is None or item.error or digest_of(item.data) != known(item.file))
    if jobs <= 1:
        yield from (_extracted(item, lang, ocr) for item in found)
        return
    with ProcessPoolExecutor(jobs) as pool:
        # a window, for the pool would take the bytes of every file of an archive before it gives the first answer
        waiting = deque(pool.submit(_extracted, item, lang, ocr) for item in islice(found, 4 * jobs))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(_extracted, item, lang, ocr) for item in islice(found, 1))


def digest_of(data: bytes) -> str:
    """Hash of a file's bytes and of the version that reads them: new rules read old files again."""
    return files.sha256(__version__.encode() + b"\0" + data)


def _extracted(item: Item, lang: str | None, ocr: bool) -> Extracted:
    digest = digest_of(item.data)
    if item.error is not None:
        return Extracted(item.file, digest, error=item.error)
    try:
        text = read(item.data, file=item.file, lang=lang, ocr=ocr)
        citations = tuple(extract(text))
        if any(document.format == "ocr" for document in text.documents):
            citations = tuple(replace(c, flags=(*c.flags, "ocr")) for c in citations)
        return Extracted(item.file, digest, text.documents, citations, text.content)
    except ResgraphError as error:
        return Extracted(item.file, digest, error=error)
