"""`resgraph export`: the whole graph in a format of choice."""

from __future__ import annotations

from typing import Annotated

import typer

from resgraph import options as given
from resgraph.commands.corpus import load
from resgraph.console import say

__all__ = ["export"]


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
    quiet: given.Quiet = False,
) -> None:
    """Write the whole graph: .graphml .gexf .json .csv .parquet .xlsx .dot .mmd .cypher .neo4j .svg .html.

    Of these .csv .parquet .neo4j name a folder of files. An .html of more than 70 documents is the network page; with
    --max-nodes it is a map of so many.

    Example: resgraph export -o graph.graphml
    """
    from resgraph import pipeline
    from resgraph.export import check_suffix
    from resgraph.lineage.filters import filtered, selection

    check_suffix(output)
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
    say(f"{about}; {chosen.number_of_nodes()} documents, {chosen.number_of_edges()} citations in {output}", quiet)
