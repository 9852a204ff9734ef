"""`resgraph extract`: texts → citations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from resgraph import options as given
from resgraph.console import Count
from resgraph.console import citations as show_citations

if TYPE_CHECKING:
    from resgraph.bulk import Extracted

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
    quiet: given.Quiet = False,
) -> None:
    """Pull every cited resolution and document with its date out of texts.

    Example: resgraph extract A_RES_71_244.en.txt -o citations.csv
    """
    from resgraph import pipeline
    from resgraph.sources.local import count as number_of

    citations: list[Any] = []
    with Count(lambda: number_of(files), quiet=quiet) as count:
        for found in pipeline.extract_files(files, lang=lang, jobs=jobs, ocr=ocr, skip=count.skip):
            if count.take(found):
                citations += found.citations
                if texts:
                    _write_text(found, Path(texts))
    if errors:
        count.write_errors(errors)
    if count.read and output:
        pipeline.write(citations, output)
    elif count.read:
        show_citations(citations)
    count.summary(f"{count.citations} citations" + (f" in {output}" if count.read and output else ""))
    raise typer.Exit(count.exit_code)


def _write_text(found: Extracted, folder: Path) -> None:
    from resgraph import files

    name = "".join(c if c.isalnum() or c in "._-()" else "_" for c in found.file.lstrip("./"))
    if len(name.encode()) > _LONGEST_NAME:
        name = f"{name[-40:]}.{found.sha256[:12]}"
    files.write(folder / f"{name}.txt", found.content)
