"""What the command line says: tables on a terminal, tab-separated lines elsewhere, JSON for machines, words on stderr."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from resgraph import files

if TYPE_CHECKING:
    from resgraph.pipeline import Extracted

__all__ = ["Count", "fields_of", "records", "say", "table", "timeline", "write_records"]


def say(text: str) -> None:
    """A line for the person, apart from the answer."""
    print(text, file=sys.stderr)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows as a table: drawn on a terminal, tab-separated elsewhere."""
    if not sys.stdout.isatty():
        print("\t".join(columns))
        for row in rows:
            print("\t".join("" if cell is None else str(cell).replace("\t", " ").replace("\n", " ") for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        drawn.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    Console().print(drawn)


def records(rows: Sequence[Any], as_json: bool) -> None:
    """Small frozen records as a table or JSON."""
    if as_json:
        print(json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False, indent=1, default=str))
        return
    if not rows:
        say("nothing found")
        return
    names = [f.name for f in dataclasses.fields(rows[0])]
    table(names, ([cell(getattr(row, name)) for name in names] for row in rows))


def cell(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return "; ".join(map(str, value))
    return f"{value:.4g}" if isinstance(value, float) else value


def write_records(rows: Sequence[Any], output: str) -> None:
    """Small records as .csv or .json."""
    if output.endswith(".json"):
        files.write(output, json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n")
        return
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        names = [f.name for f in dataclasses.fields(rows[0])]
        writer.writerows([names, *([cell(getattr(row, name)) for name in names] for row in rows)])
    files.write(output, out.getvalue())


def fields_of(record: Any) -> dict[str, Any]:
    return {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}


class Count:
    """What came of the files, for the summary line and the exit code."""

    def __init__(self) -> None:
        self.read = self.failed = self.citations = 0

    def take(self, found: Extracted) -> bool:
        """Count one file, say its error; whether it could be read."""
        if found.error is not None:
            self.failed += 1
            say(str(found.error))
            return False
        self.read += 1
        self.citations += len(found.citations)
        return True

    @property
    def failures(self) -> str:
        """What to add to a summary line."""
        return f"; {self.failed} could not be read" if self.failed else ""


def timeline(lineage: Any) -> None:
    """The documents of a lineage, newest first."""
    nodes = lineage.nodes
    order = sorted(lineage, key=lambda s: (nodes[s].get("date", ""), s), reverse=True)
    table(
        ("date", "document", "part", "read", "cited by", "title"),
        (
            (
                nodes[s].get("date", "undated"),
                nodes[s]["label"],
                nodes[s].get("role", ""),
                "yes" if nodes[s]["held"] else "cited only",
                lineage.in_degree(s),
                nodes[s].get("title", ""),
            )
            for s in order
        ),
    )
