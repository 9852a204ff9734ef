"""What must hold for every input: it is read or refused in words, and what was read says the truth about itself."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import cache
from importlib import import_module
from pathlib import Path

import resgraph
from resgraph import symbols
from resgraph.errors import ResgraphError
from resgraph.export import read_citations, read_graph, render
from resgraph.export.citation_tables import citation_from
from resgraph.graph.build import build
from resgraph.graph.check import CHECKS
from resgraph.graph.metadata import read_metadata
from resgraph.graph.stats import stats
from resgraph.graph.tables import document_row
from resgraph.languages import read_language
from resgraph.models import Reader, Text
from resgraph.pipeline import check as check_graph
from resgraph.text import READERS
from resgraph.text.plain import read_str

Check = Callable[[bytes], None]

_NMTOKEN = re.compile(r"[\w:.-]+", re.ASCII)


def refused(work: Callable[[], None]) -> bool:
    """Whether resgraph refused the work; its words must say what is wrong, in one line a terminal can show."""
    try:
        work()
    except ResgraphError as error:
        assert error.what.strip(), "an error without words"
        return True
    return False


def decoded(data: bytes) -> str:
    """Any bytes as a text, which may hold lone surrogates as file names do."""
    return data.decode("utf-8", "surrogateescape")


def symbol(data: bytes) -> None:
    """A symbol is refused, or reads back to itself in its canonical form, its label and each of its members."""
    text = decoded(data)
    parsed = symbols.parse(text)
    assert symbols.parse(parsed.text) == parsed, parsed
    assert str(parsed) == parsed.text
    for other in (*parsed.members, parsed.whole):
        assert symbols.parse(other).text == other, other
    with suppress(ResgraphError):  # A/8-RES/33/3 is no joint document, but looks like one
        _ = [symbols.parse(half) for half in parsed.halves]
    assert symbols.parse(symbols.label(parsed)).text == parsed.text, symbols.label(parsed)
    assert _NMTOKEN.fullmatch(symbols.node_id(parsed)), symbols.node_id(parsed)
    assert symbols.sort_key(parsed) == symbols.sort_key(parsed.text)
    symbols.fits(parsed, "2016-12-21")


def text_holds(text: Text) -> None:
    """Blocks lie in the text in order, and the citations of it are what they say."""
    length = len(text.content)
    for block in text.blocks:
        assert 0 <= block.start <= block.end <= length, block
    assert all(0 <= mark.position <= length for mark in text.marks)
    assert all(0 <= link.start <= link.end <= length for link in text.links)
    last = 0
    for c in resgraph.extract(text):
        assert c.quote == text.content[c.span_start : c.span_end], c
        assert last <= c.span_start < c.span_end <= length, c
        last = c.span_start
        assert (c.cited is None) == ("unparsed" in c.flags), c
        for name in (c.cited, c.citing):
            assert name is None or symbols.parse(name).text == name, c
        assert citation_from(json.loads(json.dumps(asdict(c))), "here") == c


def clause(code: str) -> Check:
    """The citations of a text in one language."""

    def check(data: bytes) -> None:
        text_holds(read_str(decoded(data), lang=code))

    return check


def document(format: str) -> Check:
    """One file through the reader of a format, and the citations of what it holds."""
    read: Reader = import_module(READERS[format]).read

    def check(data: bytes) -> None:
        text_holds(read(data, file="fuzz"))

    return check


def language(data: bytes) -> None:
    """A language file is well formed, or refused with `LanguageError`."""
    read_language(decoded(data), "fuzz.toml")


@cache
def _folder() -> Path:
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="resgraph-fuzz-", dir=shared if shared.is_dir() else None))


@contextmanager
def _file(data: bytes, suffix: str) -> Iterator[Path]:
    path = _folder() / f"fuzz{suffix}"
    path.write_bytes(data)
    yield path


def metadata(suffix: str) -> Check:
    """A list of documents or a library record; what is read fits into the store."""

    def check(data: bytes) -> None:
        with _file(data, suffix) as path:
            for found in read_metadata(path):
                assert found.symbol is None or symbols.parse(found.symbol).text == found.symbol
                _storable(found)

    return check


def _storable(found: resgraph.Document) -> None:
    try:
        document_row(found)
    except ValueError as error:  # the store refuses the file in these words
        raise ResgraphError(str(error)) from error


def citations(suffix: str) -> Check:
    """Citation records from a file; a graph can be built of them."""

    def check(data: bytes) -> None:
        with _file(data, suffix) as path:
            found = list(read_citations(path))
            build([], found)

    return check


def graph(data: bytes) -> None:
    """A graph as JSON is refused, or can be written again, and if it keeps the contract, asked and drawn."""
    with _file(data, ".json") as path:
        for _ in render(read_graph(path), ".json"):
            pass
        found, _ = resgraph.load(path)
        stats(found)
        for name in CHECKS:
            check_graph(found, name)
        lineage = resgraph.trace(found, next(iter(found), "A/RES/71/244"))
        for suffix in (".graphml", ".dot", ".svg"):
            for _ in render(lineage, suffix):
                pass
