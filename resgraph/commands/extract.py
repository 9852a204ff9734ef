"""`resgraph extract`: texts → citations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from resgraph import options as given
from resgraph.console import Count, say
from resgraph.console import citations as show_citations

if TYPE_CHECKING:
    from resgraph.bulk import Extracted

__all__ = ["extract"]


def extract(
    files: given.Files,
    output: given.Out = None,
    lang: given.Lang = None,
    jobs: given.Jobs = 1,
    ocr: given.Ocr = False,
    errors: Annotated[
        str | None, typer.Option("--errors", help="CSV to write: the files that could not be read, and why.")
    ] = None,
    texts: Annotated[
        str | None, typer.Option("--texts", help="Folder for the normalised texts that the spans refer to.")
    ] = None,
) -> None:
    """Pull every cited resolution and document with its date out of texts.

    Example: resgraph extract A_RES_71_244.en.txt -o citations.csv
    """
    from resgraph import pipeline

    count = Count()
    citations: list[Any] = []
    for found in pipeline.extract_files(files, lang=lang, jobs=jobs, ocr=ocr):
        if count.take(found):
            citations += found.citations
            if texts:
                _write_text(found, Path(texts))
    if errors:
        count.write_errors(errors)
    if not count.read:
        raise typer.Exit(2)
    if output:
        pipeline.write(citations, output)
        say(f"{len(citations)} citations of {count.read} documents in {output}" + count.failures)
    else:
        show_citations(citations)
    if count.failed:
        raise typer.Exit(1)


def _write_text(found: Extracted, folder: Path) -> None:
    from resgraph import files

    name = "".join(c if c.isalnum() or c in "._-()" else "_" for c in found.file.lstrip("./"))
    files.write(folder / f"{name}.txt", found.content)
