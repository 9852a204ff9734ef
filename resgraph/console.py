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
    from resgraph.bulk import Extracted
    from resgraph.errors import ResgraphError
    from resgraph.models import Citation

__all__ = ["Count", "citations", "records", "say", "table", "timeline", "write_records"]


def say(text: str) -> None:
    """A line for the person, apart from the answer."""
    print(text, file=sys.stderr)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], as_json: bool = False) -> None:
    """Rows as a table: drawn on a terminal, tab-separated elsewhere, JSON where asked for."""
    if as_json:
        answers = [dict(zip(columns, row, strict=True)) for row in rows]
        print(json.dumps(answers, ensure_ascii=False, indent=1, default=str))
        return
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


def citations(found: Sequence[Citation]) -> None:
    """Citations as a table on a terminal, JSON Lines elsewhere."""
    if sys.stdout.isatty():
        table(
            ("cited", "date", "relation", "where", "words"),
            ((c.cited or "?", c.cited_date, c.relation, c.paragraph or c.place, c.quote) for c in found),
        )
        return
    for c in found:
        print(json.dumps(dataclasses.asdict(c), ensure_ascii=False))


class Count:
    """What came of the files, for the summary line and the exit code."""

    def __init__(self) -> None:
        self.read = self.citations = 0
        self.errors: list[ResgraphError] = []

    def take(self, found: Extracted) -> bool:
        """Count one file, say its error; whether it could be read."""
        if found.error is not None:
            self.errors.append(found.error)
            say(str(found.error))
            return False
        self.read += 1
        self.citations += len(found.citations)
        return True

    @property
    def failed(self) -> int:
        """Number of files that could not be read."""
        return len(self.errors)

    def write_errors(self, output: str) -> None:
        """The files that could not be read as CSV: where, what, and what to do about it."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("where", "what", "remedy"))
        writer.writerows((error.where, error.what, error.remedy) for error in self.errors)
        files.write(output, out.getvalue())

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
