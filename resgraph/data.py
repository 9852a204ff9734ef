"""The packaged data: what resgraph itself extracted from official texts, so that the first answer needs no network.

Facts only: symbols, dates, titles, who cites whom, in which relation and paragraph. `data/README.md` names the source
and has the dictionary of the columns. `python -m resgraph.data --corpus-dir ../shared/corpus` rebuilds the files.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resgraph import files
from resgraph.errors import ReadError
from resgraph.models import Citation, Document
from resgraph.schema import Field

if TYPE_CHECKING:
    import networkx as nx

    from resgraph.graph.store import Store

__all__ = ["folder", "rebuild", "store"]

_INSTALLED = Path(__file__).parent / "data"
_CHECKOUT = Path(__file__).parent.parent / "data"
_SOURCES = ("akn-75-en.zip", "akn-76-en.zip", "akn-77-en.zip", "south-south-75-80.zip", "old")
"""What the packaged data is made from, below the corpus folder; the seed comes from the project itself."""


def folder() -> Path:
    """Where the packaged data lies: in the installed package, or in the checkout beside it."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def store() -> Store:
    """The packaged data as a store in memory, to read only.

    Raises:
        ReadError: the data is not there.
    """
    from resgraph.graph.store import Store

    tables = {name: folder() / f"{name}.parquet" for name in ("documents", "citations")}
    for path in tables.values():
        if not path.is_file():
            raise ReadError("the packaged data is missing", where=str(path), remedy="install resgraph again")
    return Store.of_parquet("packaged data", tables)


def rebuild(corpus: Path, seed: Path, target: Path) -> dict[str, int]:
    """Write the packaged data anew from the corpus and the seed; returns the number of rows of each table.

    Raises:
        ReadError: a text is missing.
    """
    from resgraph import data_dictionary
    from resgraph.graph.build import build
    from resgraph.graph.tables import citation_row, document_row
    from resgraph.lineage.series import annotate, find_series

    documents, citations = _read([seed, *(corpus / name for name in _SOURCES)])
    graph = build(documents, citations)
    annotate(graph, find_series(graph))
    rows: dict[str, list[tuple[Any, ...]]] = {
        "documents": [document_row(record) for record in documents],
        "citations": [citation_row(record) for record in citations],
        "series": list(_series(graph)),
        "misprints": list(_misprints(graph)),
    }
    for name, columns in data_dictionary.TABLES.items():
        _write(target / name, columns, rows[name])
    counts = {name: len(found) for name, found in rows.items()}
    data_dictionary.write(target, counts)
    return counts


def _read(sources: Sequence[Path]) -> tuple[list[Document], list[Citation]]:
    """The documents and citations of texts whose resolution is known, in an order that no machine changes."""
    from resgraph.pipeline import extract_files

    documents: list[Document] = []
    citations: list[Citation] = []
    for found in extract_files(sources):
        if found.error is not None:
            raise found.error
        name = _short(found.file)
        documents += [replace(document, file=name) for document in found.documents if document.symbol]
        citations += [replace(citation, file=name) for citation in found.citations if citation.citing]
    documents.sort(key=lambda d: (d.symbol or "", d.lang, d.file))
    citations.sort(key=lambda c: (c.citing or "", c.lang, c.file, c.span_start, c.cited or ""))
    return documents, citations


def _short(file: str) -> str:
    """The file's own name: folders differ from machine to machine."""
    archive, _, member = file.rpartition("!")
    return f"{Path(archive).name}!{member}" if archive else Path(file).name


def _series(graph: nx.DiGraph[str]) -> Iterator[tuple[Any, ...]]:
    """Members of all series, each series by date."""
    members = [
        (node["series"], node.get("date"), symbol, node) for symbol, node in graph.nodes.items() if "series" in node
    ]
    for series, date, symbol, node in sorted(members, key=lambda m: (m[0], m[1] or "", m[2])):
        yield series, symbol, date, node["held"], node["cited_by"], node.get("title")


def _misprints(graph: nx.DiGraph[str]) -> Iterator[tuple[Any, ...]]:
    """Dates and links of official texts that cannot be right."""
    from resgraph.graph.check import CHECKS

    for found in CHECKS["misdated"](graph):
        yield (
            "date",
            found.citing,
            found.paragraph,
            found.cited,
            found.quote,
            found.printed,
            found.adopted,
            found.langs,
            found.file,
        )
    for found in CHECKS["link_disagrees"](graph):
        yield "link", found.citing, found.paragraph, found.cited, found.quote, None, None, found.lang, found.file


def _write(path: Path, columns: Sequence[Field], rows: Sequence[tuple[Any, ...]]) -> None:
    """One table as CSV and as Parquet."""
    from resgraph.export.tables import csv_pieces, write_parquet

    files.write(path.with_suffix(".csv"), csv_pieces(columns, rows))
    with files.replacing(path.with_suffix(".parquet")) as (temporary,):
        write_parquet(temporary, columns, rows)


def main() -> None:
    """Rebuild the data of a checkout."""
    parser = argparse.ArgumentParser(description=rebuild.__doc__)
    parser.add_argument("--corpus-dir", type=Path, required=True, help="folder with the texts")
    parser.add_argument("--seed", type=Path, default=_CHECKOUT.parent / "seeds" / "A_RES_71_244.zh.txt")
    parser.add_argument("--target", type=Path, default=_CHECKOUT, help="folder to write")
    arguments = parser.parse_args()
    counts = rebuild(arguments.corpus_dir, arguments.seed, arguments.target)
    print(", ".join(f"{number} {name}" for name, number in counts.items()), "in", arguments.target)  # noqa: T201


if __name__ == "__main__":
    main()
