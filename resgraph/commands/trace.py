"""`resgraph trace`: a mandate and its lineage."""

from __future__ import annotations

from typing import Annotated

import typer

from resgraph import options as given
from resgraph.commands.corpus import load
from resgraph.console import records, say, timeline

__all__ = ["trace"]


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
    steps: Annotated[bool, typer.Option("--explain", help="Print each step: who, when, in which words, whom.")] = False,
    key_routes: Annotated[
        int | None, typer.Option("--key-routes", min=1, help="Widen the main path to so many key routes.")
    ] = None,
    reduced: Annotated[bool, typer.Option("--reduced", help="Leave out citations that a longer path implies.")] = False,
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
    quiet: given.Quiet = False,
) -> None:
    """Trace a mandate: who cites whom, down to its root.

    Example: resgraph trace 80/156 --to 33/134 -o lineage.html
    """
    from resgraph import pipeline
    from resgraph.lineage.marks import reduced as without_implied
    from resgraph.lineage.steps import steps as steps_of
    from resgraph.lineage.steps import summary

    graph, about = load(corpus, around=symbol, targets=to or (), depth=depth, descendants=descendants)
    lineage = pipeline.trace(
        graph, symbol, to or None, depth=depth, descendants=descendants, relations=relation or (), since=since, until=until,
        bodies=body or (), kinds=kind or (), key_routes=key_routes,
    )  # fmt: skip
    say(about, quiet)
    lines = summary(lineage)
    if reduced:
        lineage = without_implied(lineage)
    if not output:
        say("\n".join(lines), quiet)
    if output:
        pipeline.write(
            lineage,
            output,
            **given.format_options(mentions=mentions, no_quotes=no_quotes, excel=excel, max_nodes=max_nodes),
        )
        say("\n".join([*lines, f"written to {output}: {lineage.number_of_edges()} citations"]), quiet)
    elif steps:
        records(steps_of(lineage), as_json)
    elif as_json:
        from resgraph.export import render
        from resgraph.terminal import json_visible

        typer.echo(json_visible("".join(render(lineage, ".json"))))
    else:
        timeline(lineage)
