"""`resgraph extract … -o out.parquet/`: texts → a folder of Parquet files, by several processes or a cluster."""

from __future__ import annotations

from typing import NoReturn

import typer

from resgraph.errors import ResgraphError
from resgraph.options import Engine
from resgraph.progress import Count

__all__ = ["dataset", "is_dataset"]


def is_dataset(output: str | None, engine: Engine | None, scheduler: str | None) -> bool:
    """Whether a folder is wanted: its name ends in a slash, or an engine is named."""
    return engine is not None or scheduler is not None or (output is not None and output.endswith("/"))


def dataset(
    files: list[str],
    output: str | None,
    *,
    engine: Engine | None,
    scheduler: str | None,
    lang: str | None,
    jobs: int,
    ocr: bool,
    errors: str | None,
    texts: str | None,
    quiet: bool,
) -> NoReturn:
    """Make a dataset or bring it up to date, say what came of it, and exit."""
    from resgraph.dataset.run import extract_dataset
    from resgraph.sources.local import count as number_of

    if output is None or texts is not None:
        remedy = "add -o out.parquet/" if output is None else "leave out --texts, or write a single file"
        raise ResgraphError("a dataset needs a folder and has no texts", where="--engine", remedy=remedy)
    by = engine or (Engine.dask if scheduler else Engine.processes)
    if scheduler is not None and by is not Engine.dask:
        raise ResgraphError("only Dask has a scheduler", where="--scheduler", remedy="add --engine dask")
    documents = 0
    with Count(lambda: number_of(files), quiet=quiet) as count:
        made = extract_dataset(
            files,
            output,
            by_dask=by is Engine.dask,
            jobs=jobs,
            scheduler=scheduler,
            lang=lang,
            ocr=ocr,
            skip=count.skip,
        )
        for part, new in made:
            count.take_part(part, new)
            documents += part.documents
    count.errors.sort(key=lambda error: (error.where or "", error.what))
    if errors:
        count.write_errors(errors)
    count.summary(f"{count.citations} citations and {documents} documents in {output}")
    raise typer.Exit(count.exit_code)
