"""`resgraph check`: what is printed wrongly, points the wrong way, or is missing."""

from __future__ import annotations

import sys

from resgraph import options as given
from resgraph.commands.corpus import load
from resgraph.console import records, say, write_records

__all__ = ["check"]


def check(
    name: given.CheckName = "misdated",
    corpus: given.Corpus = None,
    output: given.Out = None,
    as_json: given.AsJson = False,
) -> None:
    """Look for what is printed wrongly, points the wrong way, or is missing; exit code 1 where something is found.

    Example: resgraph check misdated --corpus corpus.duckdb
    """
    from resgraph import pipeline

    graph, about = load(corpus)
    say(about)
    found = pipeline.check(graph, name)
    if output:
        write_records(found, output)
        say(f"{len(found)} findings in {output}")
    else:
        records(found, as_json)
    if found:
        sys.exit(1)
