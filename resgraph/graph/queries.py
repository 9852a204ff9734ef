"""The questions that the store asks of its tables, in SQL.

`wanted` is a temporary table of the symbols asked for, `numbers` one of all symbols with their number. Citations are
those that make an edge: both ends known, outside the heading.
"""

from __future__ import annotations

from resgraph.graph.tables import TABLES
from resgraph.graph.versions import NOT_READ
from resgraph.schema import VERSION_LANGS

__all__ = [
    "CREATE", "DEGREES", "HELD", "IMPORTED", "MENTIONS_OF_WANTED", "NUMBERS", "PAIRS", "PRINTED", "SIMILAR", "WANTED",
    "WANTED_DOCUMENTS", "readable",
]  # fmt: skip

_EDGES = "from citations where citing is not null and cited is not null and place <> 'heading'"


def readable(name: str) -> str:
    """The columns of a table that make its records: dates as text, without the source of the row."""
    return ", ".join(
        f"cast({column} as varchar)" if kind == "DATE" else column
        for column, kind in TABLES[name].items()
        if column != "source"
    )


def _table(name: str) -> str:
    columns = ", ".join(f"{column} {kind}" for column, kind in TABLES[name].items())
    return f"create table {name} ({columns})"


CREATE = [*map(_table, TABLES), "create table meta (key varchar primary key, value varchar)"]

WANTED = "create or replace temp table wanted as select unnest($1) as symbol"

MENTIONS_OF_WANTED = f"select {readable('citations')} from citations where citing in (select symbol from wanted)"

WANTED_DOCUMENTS = f"select {readable('documents')} from documents where symbol in (select symbol from wanted)"

IMPORTED = f"""
    select source from documents group by source having bool_and(format in {tuple(sorted(NOT_READ - {"quoted"}))})"""
"""Files of metadata."""

PRINTED = f"""
    select cited, cast(day as varchar), count(*) from (
        select citing, cited, cited_date as day
        from (select *, coalesce(list_position({list(VERSION_LANGS)}, lang), 99) as rank
              {_EDGES} and cited_date is not null and cited in (select symbol from wanted))
        group by citing, cited, cited_date
        qualify row_number() over (partition by citing, cited order by count(distinct lang) desc, min(rank), day) = 1
    ) group by all"""
"""How many documents print each date for each of the wanted documents, counted as `resgraph.graph.build` does."""

DEGREES = f"""
    select symbol, coalesce(cited_by, 0), coalesce(cites, 0) from wanted
    left join (select cited as symbol, count(distinct citing) as cited_by {_EDGES} and citing <> cited group by all)
        using (symbol)
    left join (select citing as symbol, count(distinct cited) as cites {_EDGES} and citing <> cited group by all)
        using (symbol)"""
"""How many other documents cite each of the wanted documents, and how many it cites."""

NUMBERS = f"""
    create or replace temp table numbers as
    select symbol, cast(row_number() over (order by symbol) - 1 as integer) as number
    from (select citing as symbol {_EDGES} union select cited {_EDGES}
          union select symbol from documents where symbol is not null)"""

PAIRS = f"""
    select one.number as citing, other.number as cited from (select citing, cited {_EDGES}) as pairs
    join numbers as one on one.symbol = pairs.citing join numbers as other on other.symbol = pairs.cited"""
"""Every citation as a pair of numbers."""

SIMILAR = f"""
    select symbol from (select citing as symbol {_EDGES} union select cited {_EDGES})
    where starts_with(symbol, $1) or levenshtein(symbol, $1) <= 3
    order by not starts_with(symbol, $1), levenshtein(symbol, $1), symbol limit 3"""
"""Symbols spelled like one that does not occur: those that go on where it ends first, its parts among them."""

HELD = f"select count(distinct symbol) from documents where format not in {tuple(sorted(NOT_READ))}"
"""How many documents were read."""
