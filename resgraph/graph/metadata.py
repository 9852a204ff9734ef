"""Metadata of documents from files: library records as MARCXML, lists as CSV and JSON Lines.

What a file holds is told by its suffix; one more format is one more line in the table here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from resgraph.errors import GraphError
from resgraph.graph.listed import read_list
from resgraph.graph.marc import read_marc
from resgraph.models import Document

__all__ = ["METADATA", "read_metadata"]

METADATA: Mapping[str, Callable[[str | Path], Iterator[Document]]] = {
    ".xml": read_marc,
    ".marcxml": read_marc,
    ".csv": read_list,
    ".jsonl": read_list,
    ".ndjson": read_list,
}
"""Readers by suffix."""


def read_metadata(path: str | Path) -> Iterator[Document]:
    """Yield the documents that a file of metadata describes, in its order; they count as known but not read.

    Raises:
        GraphError: no reader has this suffix, or the file cannot be read.
    """
    reader = METADATA.get(Path(path).suffix.lower())
    if reader is None:
        raise GraphError("not a format of metadata", where=str(path), remedy=f"give one of {', '.join(METADATA)}")
    return reader(path)
