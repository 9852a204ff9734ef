"""The options that commands share, with their help."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

__all__ = [
    "AsJson", "Bodies", "By", "CheckName", "Corpus", "Engine", "Errors", "Excel", "Files", "Jobs", "Kinds", "Lang", "Limit",
    "MaxNodes", "Member", "Mentions", "NoQuotes", "Ocr", "OfEngine", "Out", "Query", "Quiet", "Ranking", "Relations", "Scheduler", "Since", "Store",
    "Until", "format_options",
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
Errors = Annotated[
    str | None, typer.Option("--errors", help="CSV to write: the files and pages that could not be read, and why.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only the answer and errors: no progress, no summary.")]
Ocr = Annotated[bool, typer.Option("--ocr", help="Recognise PDF pages that are pictures; needs tesseract.")]
Since = Annotated[int | None, typer.Option("--since", help="Only documents adopted in this year or later.")]
Until = Annotated[int | None, typer.Option("--until", help="Only documents adopted in this year or before.")]
Relations = Annotated[list[str] | None, typer.Option("--relation", help="Only this relation; may be repeated.")]
Bodies = Annotated[list[str] | None, typer.Option("--body", help="Only documents of this organ; may be repeated.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="Only this kind of document; may be repeated.")]
Mentions = Annotated[bool, typer.Option("--mentions", help="GraphML: an edge for each mention, not for each pair.")]
NoQuotes = Annotated[bool, typer.Option("--no-quotes", help="Leave the quoted words out of tables and graph files.")]
Excel = Annotated[bool, typer.Option("--excel", help="CSV that Excel opens as UTF-8.")]
MaxNodes = Annotated[
    int | None, typer.Option("--max-nodes", min=2, help="Documents on a map or picture; 70 where not given.")
]
Member = Annotated[str, typer.Argument(help="A member of the series: 71/244.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows.")]
CheckName = Annotated[
    str | None,
    typer.Argument(
        help="misdated, session_mismatch, link_disagrees, forward, self, cycles, superseded, consensus, missing; "
        "without a name, how much each of them finds.",
        metavar="[NAME]",
    ),
]
Query = Annotated[str, typer.Argument(help="A SELECT over documents, citations, files.")]
Store = Annotated[
    str | None, typer.Option("--corpus", "-c", envvar="RESGRAPH_CORPUS", help="Store; packaged data without.")
]


def format_options(*, mentions: bool, no_quotes: bool, excel: bool, max_nodes: int | None) -> dict[str, object]:
    """The options of an exporter that were given; the exporter refuses those that its format has no use for."""
    given: dict[str, object] = {}
    if mentions:
        given["mentions"] = True
    if no_quotes:
        given["quotes"] = False
    if excel:
        given["excel"] = True
    if max_nodes is not None:
        given["max_nodes"] = max_nodes
    return given


class Engine(StrEnum):
    """What runs the work on a dataset."""

    processes = "processes"
    dask = "dask"


OfEngine = Annotated[
    Engine | None, typer.Option("--engine", help="For a folder of Parquet files: processes of this machine, or dask.")
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", help="Dask scheduler, tcp://host:8786; without, --jobs workers here.")
]


class Ranking(StrEnum):
    """What `top` ranks by."""

    cited = "cited"
    pagerank = "pagerank"
    main_path = "main-path"


By = Annotated[Ranking, typer.Option("--by", help="cited, pagerank or main-path.")]
