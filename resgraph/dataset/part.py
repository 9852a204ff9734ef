"""One partition: paths in, paths out. The plain function that every engine runs, and the only one.

Records do not cross processes: a worker writes them as columns where they belong and gives back counts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from resgraph import files
from resgraph.bulk import Extracted, extract_alone, extract_item
from resgraph.dataset.partitions import Partition
from resgraph.dataset.pieces import read_pieces
from resgraph.dataset.remote import is_address, open_address, put
from resgraph.errors import ReadError, ResgraphError
from resgraph.export.citation_tables import CITATION_COLUMNS, citation_row
from resgraph.export.tables import write_parquet
from resgraph.graph.dates import check
from resgraph.graph.tables import document_row
from resgraph.models import Document
from resgraph.schema import Field, record_fields

__all__ = ["COLUMNS", "DONE", "Failure", "Part", "write_part", "written"]

DONE = "_parts"
"""Folder of the marks that say which partitions are written."""

COLUMNS = {
    "citations": CITATION_COLUMNS,
    "documents": record_fields(Document),
    "files": (
        Field("file", "string", "the file as it was given; archive.zip!member inside an archive"),
        Field("sha256", "string", "hash of its bytes and of the version that read them"),
        Field("documents", "int", "rows that it has in documents"),
        Field("citations", "int", "rows that it has in citations"),
        Field("state", "string", "read, in part, or failed"),
        Field("what", "string", "what of it could not be read, and why"),
        Field("remedy", "string", "what to do about it"),
    ),
}
"""Tables of a dataset and their columns; rows of documents and citations stand in the order of files."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or pages of one, that could not be read."""

    where: str
    what: str
    remedy: str
    again: bool = False
    """Whether the next run should try it again, though nothing has changed: its place did not answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """What came of one partition: the only thing that a worker gives back."""

    name: str
    key: str
    read: int = 0
    """Files that were read."""
    partly: int = 0
    """Of these, files of which pages could not be read."""
    failed: int = 0
    documents: int = 0
    citations: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    """Why files were passed over, and how many."""
    failures: tuple[Failure, ...] = ()


def write_part(partition: Partition, *, alone: bool = False) -> Part:
    """Read what a partition names, extract the citations, write its files, and say what came of it.

    Files appear whole, the mark that says "done" last. With `alone` each document is read by a process of its own, so
    that one that crashes its reader is named and the others are read.

    Raises:
        ExportError: the files cannot be written.
    """
    skipped: Counter[str] = Counter()
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    failures: list[Failure] = []
    extract = extract_alone if alone else extract_item
    for item, lang in read_pieces(partition.pieces, skip=lambda _, why: skipped.update([why])):
        _add(rows, failures, extract(item, partition.lang or lang, partition.ocr))
    states = Counter(row[4] for row in rows["files"])
    part = Part(
        partition.name,
        partition.key,
        read=states["read"] + states["in part"],
        partly=states["in part"],
        failed=states["failed"],
        documents=len(rows["documents"]),
        citations=len(rows["citations"]),
        skipped=dict(sorted(skipped.items())),
        failures=tuple(failures),
    )
    with _places(partition) as (*tables, mark):
        for (name, columns), path in zip(COLUMNS.items(), tables, strict=True):
            write_parquet(path, columns, rows[name])
        files.fill(mark, json.dumps(asdict(part), ensure_ascii=True, indent=1) + "\n")
    return part


def _add(rows: dict[str, list[tuple[Any, ...]]], failures: list[Failure], found: Extracted) -> None:
    """Put what came of one file into the tables."""
    refused, documents, citations = found.error, [], []
    try:
        documents = [document_row(record) for record in found.documents]
        for citation in found.citations:
            check(citation.citing_date, citation.cited_date)
        citations = [citation_row(record) for record in found.citations]
    except ValueError as error:
        refused = ReadError(str(error), where=found.file, remedy="correct it; the file is left out")
        documents, citations = [], []
    errors = found.unread if refused is None else (refused,)
    state = "failed" if refused is not None else "in part" if found.unread else "read"
    what = "; ".join(error.what for error in errors) or None
    remedy = errors[0].remedy if errors else None
    rows["files"].append((found.file, found.sha256, len(documents), len(citations), state, what, remedy))
    rows["documents"] += documents
    rows["citations"] += citations
    failures += [
        Failure(error.where or found.file, error.what, error.remedy or "", isinstance(error.__cause__, OSError))
        for error in errors
    ]


@contextmanager
def _places(partition: Partition) -> Iterator[tuple[Path, ...]]:
    """Where to write the tables and the mark of a partition; they come to their places when the block ends well."""
    ends = [f"{name}/{partition.name}.parquet" for name in COLUMNS] + [f"{DONE}/{partition.name}.json"]
    if not is_address(partition.folder):
        with files.replacing(*(Path(partition.folder) / end for end in ends)) as paths:
            yield paths
        return
    with TemporaryDirectory() as folder:
        paths = tuple(Path(folder) / end.replace("/", "-") for end in ends)
        yield paths
        for path, end in zip(paths, ends, strict=True):
            put(path, f"{partition.folder.rstrip('/')}/{end}")


def written(partition: Partition) -> Part | None:
    """What came of a partition if an earlier run wrote it from the same input, and all places answered; else None."""
    place = f"{partition.folder.rstrip('/')}/{DONE}/{partition.name}.json"
    try:
        if is_address(place):
            with open_address(place) as stream:
                mark = json.loads(stream.read())
        else:
            mark = json.loads(Path(place).read_bytes())
        failures = tuple(Failure(**failure) for failure in mark.pop("failures"))
        part = Part(**mark, failures=failures)
    except (OSError, ResgraphError, ValueError, KeyError, TypeError, AttributeError):
        return None
    done = part.key == partition.key and not any(failure.again for failure in failures)
    return part if done else None
