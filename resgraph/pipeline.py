"""The whole path as short functions, one per arrow; no logic of its own.

document ──read──▶ Text ──extract──▶ Citations ──build──▶ graph ──trace──▶ lineage ──write──▶ files
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from resgraph.bulk import CITATION_SUFFIXES, Extracted, build_store, citation_files, digest_of, extract_files
from resgraph.citations.extract import extract as citations_of
from resgraph.errors import GraphError
from resgraph.files import exists
from resgraph.models import Citation, Document, Text
from resgraph.sources.local import Item, items
from resgraph.text import read as read_bytes
from resgraph.text.plain import read_str

if TYPE_CHECKING:
    import networkx as nx

    from resgraph.citations.explain import Explanation
    from resgraph.graph.store import Store

__all__ = [
    "Extracted", "build", "build_store", "check", "explain", "extract", "extract_files", "import_metadata", "load", "query", "read",
    "trace", "write",
]  # fmt: skip

DEFAULT_DEPTH = 2
"""Steps traced where neither a target nor a depth is given."""
STORE_SUFFIXES = (".duckdb", ".db")


def read(source: str | Path | bytes | IO[bytes], *, lang: str | None = None) -> Iterator[Text]:
    """Yield the texts of a file, folder, archive, byte string or open file.

    Raises:
        ReadError: one of them cannot be read.
    """
    if isinstance(source, (str, Path)):
        found: Iterable[Item] = items([source])
    else:
        data = source if isinstance(source, bytes) else source.read()
        found = [Item(getattr(source, "name", "<bytes>"), data)]
    for item in found:
        if item.error is not None:
            raise item.error
        yield read_bytes(item.data, file=item.file, lang=lang)


def extract(text: Text | str, *, lang: str | None = None, citing: str | None = None) -> Iterator[Citation]:
    """Yield the citations of a text, in its order.

    `lang` names the language of a text given as a string; `citing` the resolution where the text itself does not.

    Raises:
        ReadError: a string in no known language.
        SymbolError: `citing` is no symbol.
    """
    return citations_of(read_str(text, lang=lang) if isinstance(text, str) else text, citing=citing)


def explain(text: Text | str, symbol: str, *, lang: str | None = None) -> list[Explanation]:
    """Every place where a text prints a symbol or number, with what it was read as and by which rule, or why it was not.

    Raises:
        ReadError: a string in no known language.
    """
    from resgraph.citations.explain import explain as explain_text

    return explain_text(read_str(text, lang=lang) if isinstance(text, str) else text, symbol)


def build(
    sources: Iterable[str | Path | Citation | Document], *, headings: bool = False, jobs: int = 1
) -> nx.DiGraph[str]:
    """Build the citation graph of documents, of citation files (.jsonl .csv .parquet) and datasets, or of records.

    Raises:
        ReadError, GraphError: a source cannot be read.
    """
    from resgraph.graph.build import build as build_graph

    documents: list[Document] = []
    citations: list[Citation] = []
    paths: list[str | Path] = []
    records: list[str | Path] = []
    for source in sources:
        if isinstance(source, Citation):
            citations.append(source)
        elif isinstance(source, Document):
            documents.append(source)
        elif Path(source).suffix.lower() in CITATION_SUFFIXES:
            records.append(source)
        else:
            paths.append(source)
    for found in chain(citation_files(records, known=lambda _: None), extract_files(paths, jobs=jobs, texts=False)):
        if found.error is not None:
            raise found.error
        documents += found.documents
        citations += found.citations
    return build_graph(documents, citations, headings=headings)


def load(
    corpus: str | Path | None = None,
    *,
    around: str | None = None,
    targets: Iterable[str] = (),
    depth: int | None = None,
    descendants: bool = False,
) -> tuple[nx.DiGraph[str], str]:
    """The graph of a corpus and the words that name it: a store, documents, citation files; the packaged data for None.

    Of a store or the packaged data, `around` loads only what a lineage from that symbol to `targets` needs. Series are
    marked on the nodes.

    Raises:
        GraphError: there is no such corpus.
        SymbolError: `around` or a target is no symbol.
    """
    from resgraph.lineage.series import annotate, find_series

    corpus = corpus or os.environ.get("RESGRAPH_CORPUS") or None
    if corpus is None:
        from resgraph import data

        name = "packaged data"
        with data.store() as store:
            graph = _part(store, around, list(targets), depth, descendants)
    else:
        path, name = Path(corpus), str(corpus)
        if not exists(path):
            raise GraphError("no such corpus", where=name, remedy="build it: resgraph build FILE… -o corpus.duckdb")
        if path.suffix.lower() in STORE_SUFFIXES:
            from resgraph.graph.store import Store

            with Store.open(path, read_only=True) as store:
                graph = _part(store, around, list(targets), depth, descendants)
        elif path.suffix.lower() == ".json":
            from resgraph.export import read_graph
            from resgraph.graph.contract import expect

            graph = read_graph(path)
            expect(graph, name)
        else:
            graph = build([corpus])
    annotate(graph, find_series(graph))
    graph.graph["about"] = {**graph.graph.get("about", {}), "corpus": name}
    return graph, name


def _part(
    store: Store, around: str | None, targets: list[str], depth: int | None, descendants: bool
) -> nx.DiGraph[str]:
    from resgraph.graph.load import around as load_around
    from resgraph.symbols import parse

    if around is None:
        return store.graph()
    canonical = [parse(target).text for target in targets]
    return load_around(
        store,
        parse(around).text,
        canonical,
        depth=depth if targets or depth else DEFAULT_DEPTH,
        descendants=descendants,
    )


def check(graph: nx.DiGraph[str], name: str | None = None) -> list[Any]:
    """The findings of one check, small records; see `resgraph.graph.check.CHECKS` for the names. Without one, how much each finds.

    Raises:
        GraphError: there is no such check.
    """
    from resgraph.graph.check import CHECKS, overview

    if name is None:
        return overview(graph)
    if name not in CHECKS:
        raise GraphError(f"no check is called {name!r}", remedy=f"choose from {', '.join(CHECKS)}")
    return list(CHECKS[name](graph))


def query(store: str | Path | None, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of an SQL query over a store, which it cannot change; over the packaged data for None.

    Raises:
        GraphError: there is no such store, or the query is refused.
    """
    from resgraph.graph.store import Store

    if store is None:
        from resgraph import data

        with data.store() as packaged:
            return packaged.sql(sql)
    if not exists(store):
        raise GraphError("no such store", where=str(store), remedy="build it: resgraph build FILE… -o corpus.duckdb")
    with Store.open(store, read_only=True) as opened:
        return opened.sql(sql)


def import_metadata(paths: Iterable[str | Path], store: str | Path) -> int:
    """Put records about documents (MARCXML, CSV with symbol, date, title, JSON Lines) into a store; returns their number.

    Raises:
        GraphError, ReadError: a file is not of these, or the store cannot be written.
    """
    from resgraph.graph.metadata import read_metadata
    from resgraph.graph.store import Store

    number = 0
    with Store.open(store) as opened:
        for path in paths:
            documents = list(read_metadata(path))
            opened.put(str(path), digest_of(Path(path).read_bytes()), documents, ())
            number += len(documents)
    return number


def trace(
    graph: nx.DiGraph[str], source: str, target: str | Iterable[str] | None = None, **filters: Any
) -> nx.DiGraph[str]:
    """The lineage of a document in a graph; see `resgraph.lineage.trace.trace` for the filters.

    Raises:
        LineageError: an unknown symbol, or no path.
    """
    from resgraph.lineage.trace import trace as trace_lineage

    targets = target if target is None or isinstance(target, str) else list(target)
    return trace_lineage(graph, source, targets, **filters)


def write(obj: Any, path: str | Path, **options: Any) -> Path:
    """Write a graph, a lineage or citation records in the format that the suffix names.

    Raises:
        ExportError: no such format, or the file cannot be written.
    """
    from resgraph.export import write as write_graph
    from resgraph.export import write_citations

    if hasattr(obj, "nodes"):
        return write_graph(obj, path, **options)
    return write_citations(obj, path, **options)
