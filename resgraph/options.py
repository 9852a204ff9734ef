"""The options that commands share, with their help."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = [
    "AsJson", "Bodies", "Corpus", "Files", "Jobs", "Kinds", "Lang", "Out", "Ranking", "Relations", "Since", "Until",
]  # fmt: skip

Files = Annotated[
    list[str], typer.Argument(help="Files, folders, zip archives, or - for standard input.", metavar="FILE…")
]
Corpus = Annotated[
    str | None,
    typer.Option(
        "--corpus", "-c", envvar="RESGRAPH_CORPUS", help="Store, folder or citation file; packaged data without."
    ),
]
Out = Annotated[str | None, typer.Option("--output", "-o", help="File to write; the suffix names the format.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Lang = Annotated[str | None, typer.Option("--lang", "-l", help="Language of the texts: ar en es fr ru zh.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")]
Since = Annotated[int | None, typer.Option("--since", help="Only documents adopted in this year or later.")]
Until = Annotated[int | None, typer.Option("--until", help="Only documents adopted in this year or before.")]
Relations = Annotated[list[str] | None, typer.Option("--relation", help="Only this relation; may be repeated.")]
Bodies = Annotated[list[str] | None, typer.Option("--body", help="Only documents of this organ; may be repeated.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="Only this kind of document; may be repeated.")]


class Ranking(StrEnum):
    """What `top` ranks by."""

    cited = "cited"
    pagerank = "pagerank"
    main_path = "main-path"
