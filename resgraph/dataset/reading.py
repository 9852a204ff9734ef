"""A dataset read back: what each file gave, as if it were read now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from resgraph.bulk import Extracted
from resgraph.errors import ReadError
from resgraph.export.citation_tables import citation_from
from resgraph.export.tables import read_parquet
from resgraph.graph.tables import DOCUMENT_FIELDS, document
from resgraph.sources.local import Skip

__all__ = ["dataset_files"]


def dataset_files(
    folder: str | Path, *, known: Callable[[str], str | None], skip: Skip | None = None
) -> Iterator[Extracted]:
    """Yield what each file of a dataset gave, in the order in which it was read.

    `known` gives the hash under which a file was taken before: where it is the same, it is passed over. `skip` is told
    of these, and of files that could not be read when the dataset was made.

    Raises:
        ReadError: the folder is no dataset, or a file of it cannot be read.
    """
    parts = sorted((Path(folder) / "files").glob("part-*.parquet"))
    if not parts:
        remedy = "make one: resgraph extract FILE… -o out.parquet/"
        raise ReadError("the folder is no dataset of citations", where=str(folder), remedy=remedy)
    for part in parts:
        places = {name: Path(folder) / name / part.name for name in ("documents", "citations")}
        documents, citations = (read_parquet(place) for place in places.values())
        for row in read_parquet(part):
            file = row["file"]
            its_documents = list(islice(documents, row["documents"]))
            its_citations = list(islice(citations, row["citations"]))
            digest = row["sha256"] if row["state"] == "read" else f"{row['sha256']} in part"
            if row["state"] == "failed" or known(file) == digest:
                if skip is not None:
                    skip(file, "could not be read before" if row["state"] == "failed" else "unchanged")
                continue
            unread = () if row["state"] == "read" else (ReadError(row["what"], where=file, remedy=row["remedy"]),)
            yield Extracted(
                file,
                row["sha256"],
                tuple(document([cells[name] for name in DOCUMENT_FIELDS]) for cells in its_documents),
                tuple(citation_from(cells, f"{places['citations']}") for cells in its_citations),
                unread=unread,
            )
