"""The command line: arguments → one library call → print. The one place that prints and that catches errors.

Exit codes: 0 all well, 1 something in the input failed, 2 nothing could be done.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from resgraph import __version__
from resgraph.commands.build import build, import_
from resgraph.commands.check import check
from resgraph.commands.doctor import doctor
from resgraph.commands.explain import explain
from resgraph.commands.export import export
from resgraph.commands.extract import extract
from resgraph.commands.fetch import fetch
from resgraph.commands.questions import series, sql, stats, top
from resgraph.commands.trace import trace
from resgraph.console import say
from resgraph.errors import ResgraphError
from resgraph.terminal import utf8

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


for command in (fetch, extract, build, trace, export, import_, stats, top, series, check, sql, explain, doctor):
    app.command(command.__name__.rstrip("_"))(command)


def main() -> None:
    """Run the command line; one line on standard error for what resgraph refuses."""
    utf8()
    try:
        app(standalone_mode=True)
    except ResgraphError as error:
        say(str(error))
        sys.exit(2)


if __name__ == "__main__":
    main()
