"""The commands that answer with a table: `stats`, `top`, `series`, `sql`."""

from __future__ import annotations

from resgraph import options as given
from resgraph.commands.corpus import load
from resgraph.console import records, say, table

__all__ = ["series", "sql", "stats", "top"]


def stats(corpus: given.Corpus = None, as_json: given.AsJson = False, quiet: given.Quiet = False) -> None:
    """Figures of a corpus: documents and citations by language, relation, organ, decade.

    Example: resgraph stats --corpus corpus.duckdb --json
    """
    from resgraph.graph.stats import stats as figures

    graph, about = load(corpus)
    say(about, quiet)
    records(figures(graph), as_json)


def top(
    by: given.By = given.Ranking.cited,
    corpus: given.Corpus = None,
    limit: given.Limit = 20,
    since: given.Since = None,
    until: given.Until = None,
    kind: given.Kinds = None,
    body: given.Bodies = None,
    as_json: given.AsJson = False,
    quiet: given.Quiet = False,
) -> None:
    """The documents that matter most.

    Example: resgraph top --kind resolution --since 2015
    """
    from resgraph.lineage.rank import top as ranked

    graph, about = load(corpus)
    say(about, quiet)
    found = ranked(graph, by.value, since=since, until=until, kinds=kind or (), bodies=body or (), limit=limit)
    records(found, as_json)


def series(
    symbol: given.Member,
    corpus: given.Corpus = None,
    as_json: given.AsJson = False,
    quiet: given.Quiet = False,
) -> None:
    """The resolutions that renew one mandate, with what was read and what is only cited.

    Example: resgraph series 71/244
    """
    from resgraph.lineage.renewals import renewals
    from resgraph.lineage.renewals import series as series_of

    graph, about = load(corpus)
    say(about, quiet)
    found = renewals(graph, series_of(graph, symbol))
    if gaps := [one.label for one in found if not one.held]:
        say(f"{len(gaps)} of {len(found)} are cited but not read: {', '.join(gaps)}", quiet)
    records(found, as_json)


def sql(
    query: given.Query,
    corpus: given.Store = None,
    as_json: given.AsJson = False,
) -> None:
    """Ask a store in SQL: `documents` has a row a version (format `quoted`: a title that others quote), `citations` a row
    a mention, `files` a row a file. "describe citations" tells the columns.

    Example: resgraph sql "select cited, count(*) from citations group by 1 order by 2 desc limit 10"
    """
    from resgraph import pipeline

    columns, rows = pipeline.query(corpus, query)
    table(columns, rows, as_json)
