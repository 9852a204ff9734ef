"""The packaged data: what resgraph itself extracted from official texts, so that the first answer needs no network.

Facts only: symbols, dates, titles, who cites whom, in which relation and paragraph. `data/README.md` names the source.
`python -m resgraph.data --corpus-dir ../shared/corpus` rebuilds the files to the byte.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resgraph import files
from resgraph.errors import ReadError
from resgraph.models import CITATION_FIELDS, Citation, Document

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["folder", "graph", "rebuild"]

_INSTALLED = Path(__file__).parent / "data"
_CHECKOUT = Path(__file__).parent.parent / "data"
_DOCUMENT_FIELDS = tuple(f.name for f in fields(Document))
_SOURCES = (
    "south-south-75-80.zip",
    "old/A_RES_57_270_B.en.txt",
    "old/A_RES_58_220.en.txt",
    "old/A_RES_71_244.en.txt",
)
"""What the packaged data is made from, below the corpus folder; the seed comes from the project itself."""


def folder() -> Path:
    """Where the packaged data lies: in the installed package, or in the checkout beside it."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


@cache
def graph() -> nx.DiGraph[str]:
    """The graph of the packaged data.

    Raises:
        ReadError: the data is not there.
    """
    from resgraph.graph.build import build

    return build(_documents(folder() / "documents.csv"), _citations(folder() / "citations.csv"))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise ReadError("the packaged data is missing", where=str(path), remedy="install resgraph again") from error
    yield from csv.DictReader(io.StringIO(text))


def _documents(path: Path) -> list[Document]:
    return [
        Document(
            **{  # type: ignore[arg-type]
                name: tuple(filter(None, row[name].split(";"))) if name in ("drafts", "subjects") else row[name] or None
                for name in _DOCUMENT_FIELDS
            }
        )
        for row in _rows(path)
    ]


def _citations(path: Path) -> list[Citation]:
    def value(name: str, text: str) -> Any:
        if name == "flags":
            return tuple(filter(None, text.split(";")))
        if name.startswith("span_"):
            return int(text)
        return text or (None if name in ("citing", "citing_date", "cited", "cited_date", "paragraph", "anchor") else "")

    return [Citation(**{name: value(name, row[name]) for name in CITATION_FIELDS}) for row in _rows(path)]


def rebuild(corpus: Path, seed: Path, target: Path) -> tuple[int, int]:
    """Write the packaged data anew from the corpus and the seed; returns the numbers of documents and citations.

    Raises:
        ReadError: a text is missing or cannot be read.
    """
    from resgraph.pipeline import extract_files

    documents: list[Document] = []
    citations: list[Citation] = []
    for found in extract_files([seed, *(corpus / name for name in _SOURCES)]):
        if found.error is not None:
            raise found.error
        name = _short(found.file)
        documents += [replace(document, file=name) for document in found.documents if document.symbol]
        citations += [replace(citation, file=name) for citation in found.citations if citation.citing]
    documents.sort(key=lambda d: (d.symbol or "", d.lang, d.file))
    citations.sort(key=lambda c: (c.citing or "", c.lang, c.file, c.span_start, c.cited or ""))
    files.write(target / "documents.csv", _csv(_DOCUMENT_FIELDS, documents))
    files.write(target / "citations.csv", _csv(CITATION_FIELDS, citations))
    return len(documents), len(citations)


def _short(file: str) -> str:
    """The file's own name: folders differ from machine to machine."""
    archive, _, member = file.rpartition("!")
    return f"{Path(archive).name}!{member}" if archive else Path(file).name


def _csv(names: Iterable[str], records: Iterable[Document] | Iterable[Citation]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        cells = (getattr(record, name) for name in names)
        writer.writerow([";".join(cell) if isinstance(cell, tuple) else "" if cell is None else cell for cell in cells])
    return out.getvalue()


def main() -> None:
    """Rebuild the data of a checkout."""
    parser = argparse.ArgumentParser(description=rebuild.__doc__)
    parser.add_argument("--corpus-dir", type=Path, required=True, help="folder with the texts")
    parser.add_argument("--seed", type=Path, default=_CHECKOUT.parent / "seeds" / "A_RES_71_244.zh.txt")
    parser.add_argument("--target", type=Path, default=_CHECKOUT, help="folder to write")
    arguments = parser.parse_args()
    documents, citations = rebuild(arguments.corpus_dir, arguments.seed, arguments.target)
    print(f"{documents} documents, {citations} citations in {arguments.target}")  # noqa: T201


if __name__ == "__main__":
    main()
