"""The commands that answer with a table: a question to a corpus, one library call, rows as records."""

from __future__ import annotations

import sys
from typing import Any

from resgraph import options as given
from resgraph.console import records, say, table, write_records

__all__ = ["check", "load", "series", "sql", "stats", "top"]


def load(corpus: str | None, **part: Any) -> tuple[Any, str]:
    """The graph of a corpus, or the part that is asked for, and a line that says what it holds."""
    from resgraph import pipeline

    graph, name = pipeline.load(corpus, **part)
    about = graph.graph.get("about", {})
    return graph, f"from {name}: {about.get('held', 0)} documents read, {about.get('stubs', 0)} only cited"


def stats(corpus: given.Corpus = None, as_json: given.AsJson = False) -> None:
    """Figures of a corpus: documents and citations by language, relation, organ, decade."""
    from resgraph.graph.stats import stats as figures

    graph, about = load(corpus)
    say(about)
    records(figures(graph), as_json)


def top(
    by: given.By = given.Ranking.cited,
    corpus: given.Corpus = None,
    limit: given.Limit = 20,
    since: given.Since = None,
    until: given.Until = None,
    as_json: given.AsJson = False,
) -> None:
    """The documents that matter most."""
    from resgraph.lineage.rank import top as ranked

    graph, about = load(corpus)
    say(about)
    records(ranked(graph, by.value, since=since, until=until, limit=limit), as_json)


def series(
    symbol: given.Member,
    corpus: given.Corpus = None,
    as_json: given.AsJson = False,
) -> None:
    """The resolutions that renew one mandate, with what was read and what is only cited."""
    from resgraph.lineage.renewals import renewals
    from resgraph.lineage.renewals import series as series_of

    graph, about = load(corpus)
    say(about)
    records(renewals(graph, series_of(graph, symbol)), as_json)


def check(
    name: given.CheckName = "misdated",
    corpus: given.Corpus = None,
    output: given.Out = None,
    as_json: given.AsJson = False,
) -> None:
    """Look for what is printed wrongly, points the wrong way, or is missing; exit code 1 where something is found.

    Example: resgraph check misdated --corpus corpus.duckdb
    """
    from resgraph import pipeline

    graph, about = load(corpus)
    say(about)
    found = pipeline.check(graph, name)
    if output:
        write_records(found, output)
        say(f"{len(found)} findings in {output}")
    else:
        records(found, as_json)
    if found:
        sys.exit(1)


def sql(
    query: given.Query,
    corpus: given.Store = "corpus.duckdb",
    as_json: given.AsJson = False,
) -> None:
    """Ask a store in SQL.

    Example: resgraph sql "select cited, count(*) from citations group by 1 order by 2 desc limit 10"
    """
    from resgraph import pipeline

    columns, rows = pipeline.query(corpus, query)
    table(columns, rows, as_json)
