"""`resgraph fetch`: documents of the United Nations by symbol, one or a whole ancestry, into a folder."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from resgraph import options as given
from resgraph.console import say, table
from resgraph.errors import ResgraphError
from resgraph.progress import Bar

if TYPE_CHECKING:
    from resgraph.fetching.run import Outcome, Run

__all__ = ["fetch"]


def fetch(
    symbols: Annotated[
        list[str], typer.Argument(help="Symbols in any spelling: 80/156, A/RES/33/134, A/71/208.", metavar="SYMBOL…")
    ],
    folder: Annotated[
        str, typer.Option("--directory", "-d", help="Folder to keep the documents in.", metavar="FOLDER")
    ],
    lang: Annotated[str, typer.Option("--lang", "-l", help="Languages, as en,fr or all.")] = "en",
    form: Annotated[str, typer.Option("--format", help="auto (Word, else PDF), pdf, docx.")] = "auto",
    ancestry: Annotated[
        int, typer.Option("--ancestry", min=0, help="Fetch what is cited too, so many citations deep.", metavar="DEPTH")
    ] = 0,
    to: Annotated[
        list[str] | None, typer.Option("--to", help="Ancestry: nothing adopted before this symbol.", metavar="SYMBOL")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Documents at most; 200 for an ancestry.")] = None,
    mirror: Annotated[
        list[str] | None,
        typer.Option("--mirror", help="Ask a folder or https://host/{symbol}.{lang}.pdf instead.", metavar="PATTERN"),
    ] = None,
    server: Annotated[
        str | None, typer.Option("--server", help="A server that behaves like the UN's.", metavar="URL")
    ] = None,
    pause: Annotated[
        float | None,
        typer.Option("--pause", min=0, help="Seconds between requests; less than 1.5 on this computer alone."),
    ] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask again for what is held or known to be absent.")
    ] = False,
    metadata: Annotated[
        bool, typer.Option("--metadata", help="Library records as MARCXML too; takes record addresses as well.")
    ] = False,
    quiet: given.Quiet = False,
) -> None:
    """Fetch documents from the United Nations, politely; the same command goes on where it was stopped.

    Example: resgraph fetch 80/156 --ancestry 6 --to 33/134 -d south-south
    """
    from resgraph.fetching import start

    wanted, records, bad = _wanted(symbols, metadata)
    if not wanted and not records:
        raise typer.Exit(2)
    outcomes: list[Outcome] = []
    stop: ResgraphError | None = None
    with start.opened(
        wanted, folder, lang=lang, form=form, ancestry=ancestry, targets=to or (), limit=limit, mirrors=mirror or (),
        server=server, pause=pause, refresh=refresh,
    ) as run:  # fmt: skip
        try:
            if not quiet and (ancestry or to or run.to_ask() > 1):
                say(_estimate(run))
            _follow(run, outcomes, quiet)
            if metadata:
                _records(run, records, outcomes, server, pause, refresh)
        except ResgraphError as error:
            stop = error
        except KeyboardInterrupt:
            held = sum(outcome.state == "held" for outcome in outcomes)
            say(f"stopped with {held} held, nothing is lost; to go on: resgraph {shlex.join(sys.argv[1:])}")
            raise typer.Exit(1) from None
        if outcomes and quiet:
            _say_problems(outcomes)
        elif outcomes:
            _tell(run, outcomes, folder)
    if stop is not None:
        say(str(stop))
    raise typer.Exit(_exit_code(outcomes, stopped=stop is not None or bad > 0))


def _exit_code(outcomes: list[Outcome], *, stopped: bool) -> int:
    """2 where nothing is held, 1 where something asked for did not come; what is only cited may be absent."""
    if not any(outcome.state == "held" for outcome in outcomes):
        return 2
    last = [outcome for outcome in outcomes if outcome.is_last and outcome.state != "held"]
    return int(stopped or any(o.steps == 0 or o.state in ("failed", "kept apart") for o in last))


def _wanted(texts: list[str], metadata: bool) -> tuple[list[str], list[str], int]:
    """Canonical symbols, numbers of library records, and how many texts are neither, which is said."""
    from resgraph.sources.library import record_number
    from resgraph.sources.names import wanted

    found: dict[str, None] = {}
    records: list[str] = []
    bad = 0
    for text in texts:
        if metadata and (number := record_number(text)):
            records.append(number)
            continue
        try:
            found.update(dict.fromkeys(symbol.text for symbol in wanted(text)))
        except ResgraphError as error:
            say(str(error))
            bad += 1
    return list(found), records, bad


def _estimate(run: Run) -> str:
    """What lies ahead, before anything is asked."""
    frontier, languages = run.frontier, f"{len(run.langs)} language{'s' * (len(run.langs) > 1)}"
    if frontier.depth:
        most = frontier.limit or 0
        return (
            f"ancestry of {', '.join(frontier.waiting[:3])}: at most {most} documents in {languages}, up to "
            f"{_time(run.seconds_left(most))}; Ctrl-C stops, the same command goes on"
        )
    ask = run.to_ask()
    return f"{len(frontier.waiting)} documents in {languages}, {ask} to ask for: {_time(run.seconds_left(ask))}"


def _follow(run: Run, outcomes: list[Outcome], quiet: bool) -> None:
    """Do the run, showing how far it is."""
    with Bar(shown=not quiet) as progress:
        progress.show(0, len(run.frontier.waiting), f"asking for {next(iter(run.frontier.waiting), 'records')}")
        for outcome in run:
            outcomes.append(outcome)
            left = run.to_ask() if progress.shown else 0
            known = " as far as is known" if run.frontier.depth else ""
            progress.show(
                run.frontier.visited,
                len(run.frontier.waiting),
                f"{outcome.symbol} {outcome.lang}: {outcome.state}; {left} to ask for{known}, {_time(run.seconds_left(left))}",
            )


def _records(
    run: Run, numbers: list[str], outcomes: list[Outcome], server: str | None, pause: float | None, refresh: bool
) -> None:
    """The library's records of what is held, and those asked for by number."""
    from resgraph.fetching.records import fetch_records
    from resgraph.sources.library import LIBRARY, Library

    held = dict.fromkeys(outcome.symbol for outcome in outcomes if outcome.state == "held")
    library = Library.open(server or LIBRARY, run.clock, pause)
    before = len(outcomes)
    outcomes += fetch_records(run.holdings, library, held, numbers, clock=run.clock, refresh=refresh)
    files = [run.holdings.folder / outcome.file for outcome in outcomes[before:] if outcome.file]
    if files:
        say(f"{len(files)} library records; to use them: resgraph import {files[0].parent}/*.xml -o corpus.duckdb")


def _tell(run: Run, outcomes: list[Outcome], folder: str) -> None:
    """What came, as a table, and in one line."""
    last = [outcome for outcome in outcomes if outcome.is_last]
    rows = ((o.symbol, o.lang, o.state.value, o.file, o.detail) for o in last)
    table(("document", "language", "state", "file", "detail"), rows)
    counts = Counter(outcome.state.value for outcome in last)
    new = sum(outcome.is_new and outcome.state == "held" for outcome in last)
    said = ", ".join(f"{number} {state}" for state, number in counts.items())
    say(f"{folder}: {said or 'nothing asked for'}; {new} new")
    if run.frontier.is_cut:
        say(
            f"the limit of {run.frontier.limit} is reached, {len(run.frontier.waiting)} more are known: raise --limit to go on"
        )


def _say_problems(outcomes: list[Outcome]) -> None:
    """Only what did not come."""
    for outcome in outcomes:
        if outcome.is_last and outcome.state != "held":
            name = f"{outcome.symbol} {outcome.lang}".strip()
            say(f"{name}: {outcome.state}; {outcome.detail}")


def _time(seconds: float) -> str:
    """A duration in words, no more exact than it is known."""
    if seconds < 50:
        return "less than a minute"
    if seconds < 5400:
        minutes = max(1, round(seconds / 60))
        return f"about {minutes} minute{'s' * (minutes > 1)}"
    return f"about {seconds / 3600:.0f} hours"
