"""The command line: arguments → one library call → print. The one place that prints and that catches errors.

Exit codes: 0 all well, 1 something in the input failed, 2 nothing could be done.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from resgraph import __version__
from resgraph import options as given
from resgraph.answers import check, load, series, sql, stats, top
from resgraph.console import Count, records, say, timeline
from resgraph.console import citations as show_citations
from resgraph.errors import ResgraphError

if TYPE_CHECKING:
    from resgraph.bulk import Extracted

app = typer.Typer(
    name="resgraph",
    help="The citation graph of United Nations resolutions: who cites whom, since when, in which words.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"resgraph {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    del version


@app.command()
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


@app.command()
def build(
    files: given.Files,
    output: Annotated[str, typer.Option("--output", "-o", help="Store to make or bring up to date.")] = "corpus.duckdb",
    prune: Annotated[bool, typer.Option("--prune", help="Drop files that are no longer there.")] = False,
    jobs: given.Jobs = 1,
    ocr: given.Ocr = False,
) -> None:
    """Bring documents and citation files together in a store; unchanged files are not read again.

    Example: resgraph build resolutions/ -o corpus.duckdb
    """
    from resgraph import pipeline

    count = Count()
    read, passed = pipeline.build_store(files, output, prune=prune, jobs=jobs, ocr=ocr, report=count.take)
    say(f"{output}: {read} files read, {passed - count.failed} unchanged" + count.failures)
    if count.failed:
        raise typer.Exit(1 if read or passed > count.failed else 2)


@app.command()
def trace(
    symbol: Annotated[str, typer.Argument(help="Where to begin: 80/156, A/RES/33/134, 2625 (XXV).")],
    to: Annotated[list[str] | None, typer.Option("--to", help="Trace down to this symbol; may be repeated.")] = None,
    corpus: given.Corpus = None,
    output: given.Out = None,
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help="Steps to go; 2 where no target is named.")
    ] = None,
    descendants: Annotated[
        bool, typer.Option("--descendants/--ancestors", help="Who renewed it, instead of where it comes from.")
    ] = False,
    steps: Annotated[bool, typer.Option("--steps", help="Print each step: who, when, in which words, whom.")] = False,
    relation: given.Relations = None,
    since: given.Since = None,
    until: given.Until = None,
    body: given.Bodies = None,
    kind: given.Kinds = None,
    as_json: given.AsJson = False,
    mentions: given.Mentions = False,
    no_quotes: given.NoQuotes = False,
    excel: given.Excel = False,
    max_nodes: given.MaxNodes = None,
) -> None:
    """Trace a mandate: who cites whom, down to its root.

    Example: resgraph trace 80/156 --to 33/134 -o lineage.html
    """
    from resgraph import pipeline

    graph, about = load(corpus, around=symbol, targets=to or (), depth=depth, descendants=descendants)
    lineage = pipeline.trace(
        graph, symbol, to or None, depth=depth, descendants=descendants, relations=relation or (), since=since, until=until,
        bodies=body or (), kinds=kind or (),
    )  # fmt: skip
    say(about)
    if output:
        pipeline.write(
            lineage,
            output,
            **given.format_options(mentions=mentions, no_quotes=no_quotes, excel=excel, max_nodes=max_nodes),
        )
        say(f"{lineage.number_of_nodes()} documents, {lineage.number_of_edges()} citations in {output}")
    elif steps:
        from resgraph.lineage.explain import steps as steps_of

        records(steps_of(lineage), as_json)
    elif as_json:
        from resgraph.export import render

        typer.echo("".join(render(lineage, ".json")))
    else:
        timeline(lineage)


@app.command()
def export(
    output: Annotated[str, typer.Option("--output", "-o", help="File to write; the suffix names the format.")],
    corpus: given.Corpus = None,
    relation: given.Relations = None,
    since: given.Since = None,
    until: given.Until = None,
    body: given.Bodies = None,
    kind: given.Kinds = None,
    cited_by: Annotated[
        int, typer.Option("--cited-by", min=0, help="Only documents cited by so many others, or read.")
    ] = 0,
    mentions: given.Mentions = False,
    no_quotes: given.NoQuotes = False,
    excel: given.Excel = False,
    max_nodes: given.MaxNodes = None,
) -> None:
    """Write the whole graph: .graphml .gexf .json .csv .parquet .dot .svg .html.

    Example: resgraph export -o graph.graphml
    """
    from resgraph import pipeline
    from resgraph.lineage.filters import filtered, selection

    graph, about = load(corpus)
    kept = [s for s in graph if graph.nodes[s]["held"] or graph.nodes[s]["cited_by"] >= cited_by]
    chosen = filtered(
        selection(graph, kept),
        (),
        relations=relation or (),
        since=since,
        until=until,
        bodies=body or (),
        kinds=kind or (),
    )
    pipeline.write(
        chosen, output, **given.format_options(mentions=mentions, no_quotes=no_quotes, excel=excel, max_nodes=max_nodes)
    )
    say(f"{about}; {chosen.number_of_nodes()} documents, {chosen.number_of_edges()} citations in {output}")


@app.command("import")
def import_(
    files: Annotated[
        list[str], typer.Argument(help="MARCXML, CSV with symbol, date, title, or JSON Lines.", metavar="FILE…")
    ],
    store: Annotated[str, typer.Option("--output", "-o", help="Store to put the records into.")] = "corpus.duckdb",
) -> None:
    """Put dates, titles and votes from library records into a store."""
    from resgraph import pipeline

    number = pipeline.import_metadata(files, store)
    say(f"{number} records in {store}")


for answer in (stats, top, series, check, sql):
    app.command()(answer)


def main() -> None:
    """Run the command line; one line on standard error for what resgraph refuses."""
    try:
        app(standalone_mode=True)
    except ResgraphError as error:
        say(str(error))
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
