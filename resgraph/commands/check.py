"""`resgraph check`: what is printed wrongly, points the wrong way, or is missing."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from resgraph import options as given
from resgraph.commands.corpus import load
from resgraph.console import records, say, write_records

__all__ = ["check"]


def check(
    name: given.CheckName = None,
    consensus: Annotated[bool, typer.Option("--consensus", help="The same as `check consensus`.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="The same as `check missing`.")] = False,
    corpus: given.Corpus = None,
    output: given.Out = None,
    as_json: given.AsJson = False,
    quiet: given.Quiet = False,
) -> None:
    """Look for what is printed wrongly, points the wrong way, or is missing.

    Exit code 1 where something is wrong; `missing`, a list of what to read next, ends with 0.

    Example: resgraph check misdated --corpus corpus.duckdb -o misdated.csv
    """
    from resgraph import pipeline
    from resgraph.errors import GraphError
    from resgraph.graph.check import wrong

    names = [one for one, wanted in ((name, name), ("consensus", consensus), ("missing", missing)) if wanted]
    if len(names) > 1:
        raise GraphError(f"one check at a time, not {' and '.join(map(str, names))}", remedy="ask for them one by one")
    graph, about = load(corpus)
    say(about, quiet)
    chosen = names[0] if names else None
    found = pipeline.check(graph, chosen)
    if output:
        write_records(found, output)
        say(f"{len(found)} findings in {output}", quiet)
    else:
        records(found, as_json)
    if wrong(chosen, found):
        sys.exit(1)
