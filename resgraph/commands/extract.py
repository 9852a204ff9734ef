"""`resgraph extract`: texts → citations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resgraph import options as given
from resgraph.commands.dataset import dataset, is_dataset
from resgraph.console import citations as show_citations
from resgraph.files import sha256
from resgraph.files import write as write_file
from resgraph.progress import Count

if TYPE_CHECKING:
    from resgraph.bulk import Extracted
    from resgraph.models import Citation

__all__ = ["extract"]

_LONGEST_NAME = 240
"""Bytes that a file's name may have on common systems, less its suffix."""


def extract(
    files: given.Files,
    output: given.Out = None,
    lang: given.Lang = None,
    jobs: given.Jobs = 1,
    ocr: given.Ocr = False,
    errors: given.Errors = None,
    texts: Annotated[
        str | None, typer.Option("--texts", help="Folder for the normalised texts that the spans refer to.")
    ] = None,
    as_json: given.AsJson = False,
    engine: given.OfEngine = None,
    scheduler: given.Scheduler = None,
    quiet: given.Quiet = False,
) -> None:
    """Pull every cited resolution and document with its date out of texts.

    An output that ends in a slash is a folder of Parquet files, made part by part: build reads it, and so do pandas and DuckDB.

    Example: resgraph extract A_RES_71_244.en.txt -o citations.csv
    """
    if is_dataset(output, engine, scheduler):
        dataset(
            files, output, engine=engine, scheduler=scheduler, lang=lang, jobs=jobs, ocr=ocr, errors=errors, texts=texts, quiet=quiet
        )  # fmt: skip
    from resgraph import pipeline
    from resgraph.sources.local import count as number_of

    taken: dict[str, str] = {}

    with Count(lambda: number_of(files), quiet=quiet) as count:

        def citations() -> Iterator[Citation]:
            for found in pipeline.extract_files(
                files, lang=lang, jobs=jobs, ocr=ocr, texts=bool(texts), skip=count.skip
            ):
                if count.take(found):
                    if texts:
                        write_file(Path(texts) / _text_name(found, taken), found.content)
                    yield from found.citations

        found = citations()
        first = list(islice(found, 1))
        if count.read and output:
            pipeline.write(chain(first, found), output)
        elif count.read:
            show_citations(chain(first, found), as_json)
    if errors:
        count.write_errors(errors)
    count.summary(f"{count.citations} citations" + (f" in {output}" if count.read and output else ""))
    raise typer.Exit(count.exit_code)


def _text_name(found: Extracted, taken: dict[str, str]) -> str:
    """The name of a file's text, of which `taken` are those of other files in this run: none is written over another."""
    name = "".join(c if c.isalnum() or c in "._-()" else "_" for c in found.file.lstrip("./"))
    if len(name.encode()) > _LONGEST_NAME:
        name = f"{name[-40:]}.{found.sha256[:12]}"
    if taken.setdefault(name, found.file) != found.file:
        name = f"{name}.{sha256(found.file)[:12]}"
    return f"{name}.txt"
