"""`resgraph build` and `resgraph import`: what was read, and records of libraries → a store."""

from __future__ import annotations

from typing import Annotated

import typer

from resgraph import options as given
from resgraph.console import say
from resgraph.progress import Count

__all__ = ["build", "import_"]


def build(
    files: given.Files,
    output: Annotated[str, typer.Option("--output", "-o", help="Store to make or bring up to date.")] = "corpus.duckdb",
    prune: Annotated[bool, typer.Option("--prune", help="Drop files that are no longer there.")] = False,
    jobs: given.Jobs = 1,
    ocr: given.Ocr = False,
    errors: given.Errors = None,
    quiet: given.Quiet = False,
) -> None:
    """Bring documents and citation files together in a store; unchanged files are not read again.

    Example: resgraph build resolutions/ -o corpus.duckdb
    """
    from resgraph import pipeline
    from resgraph.sources.local import count as number_of

    with Count(lambda: number_of(files), quiet=quiet) as count:
        pipeline.build_store(files, output, prune=prune, jobs=jobs, ocr=ocr, report=count.take, skip=count.skip)
    if errors:
        count.write_errors(errors)
    count.summary(output)
    raise typer.Exit(count.exit_code)


def import_(
    files: Annotated[
        list[str], typer.Argument(help="MARCXML, CSV with symbol, date, title, or JSON Lines.", metavar="FILE…")
    ],
    store: Annotated[str, typer.Option("--output", "-o", help="Store to put the records into.")] = "corpus.duckdb",
    quiet: given.Quiet = False,
) -> None:
    """Put dates, titles and votes from library records into a store.

    Example: resgraph import records.xml -o corpus.duckdb
    """
    from resgraph import pipeline

    number = pipeline.import_metadata(files, store)
    say(f"{number} records in {store}", quiet)
