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
from resgraph.terminal import json_visible, visible

if TYPE_CHECKING:
    from resgraph.models import Citation

__all__ = ["cards", "citations", "inert", "records", "say", "table", "timeline", "write_records"]


def say(text: str, quiet: bool = False) -> None:
    """A line for the person, apart from the answer; not where `quiet` was asked for."""
    if not quiet:
        print(visible(text), file=sys.stderr)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], as_json: bool = False) -> None:
    """Rows as a table: drawn on a terminal, tab-separated elsewhere, JSON where asked for."""
    if as_json:
        answers = [dict(zip(columns, row, strict=True)) for row in rows]
        print(json_visible(json.dumps(answers, ensure_ascii=False, indent=1, default=str)))
        return
    if not sys.stdout.isatty():
        print("\t".join(columns))
        for row in rows:
            print("\t".join(_shown(cell).replace("\t", " ").replace("\n", " ") for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        drawn.add_row(*(Text(_shown(cell)) for cell in row))
    Console().print(drawn)


def _shown(cell: Any) -> str:
    return "" if cell is None else visible(str(cell))


def records(rows: Sequence[Any], as_json: bool) -> None:
    """Small frozen records as a table or JSON."""
    if as_json:
        answers = [dataclasses.asdict(row) for row in rows]
        print(json_visible(json.dumps(answers, ensure_ascii=False, indent=1, default=str)))
        return
    if not rows:
        say("nothing found")
        return
    names = [f.name for f in dataclasses.fields(rows[0])]
    table(names, ([cell(getattr(row, name)) for name in names] for row in rows))


def cards(rows: Sequence[Any], as_json: bool) -> None:
    """Records with long fields one after the other, a field a line, empty ones left out; or JSON."""
    if as_json:
        records(rows, as_json)
        return
    for number, row in enumerate(rows):
        if number:
            print()
        told = [(f.name.replace("_", " "), getattr(row, f.name)) for f in dataclasses.fields(row)]
        width = max(len(name) for name, _ in told)
        for name, value in told:
            for n, line in enumerate(value if isinstance(value, tuple) else [value] if value else []):
                print(f"{'' if n else name:<{width}}  {_shown(line)}")


def cell(value: Any) -> Any:
    return f"{value:.4g}" if isinstance(value, float) else value


def inert(cell: Any) -> Any:
    return files.inert(cell) if isinstance(cell, str) else cell


def write_records(rows: Sequence[Any], output: str) -> None:
    """Small records as .csv or .json."""
    if output.endswith(".json"):
        files.write(output, json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n")
        return
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        names = [f.name for f in dataclasses.fields(rows[0])]
        writer.writerows([names, *([inert(cell(getattr(row, name))) for name in names] for row in rows)])
    files.write(output, out.getvalue())


def citations(found: Iterable[Citation], as_json: bool = False) -> None:
    """Citations as a table on a terminal, JSON Lines elsewhere or where asked for."""
    if sys.stdout.isatty() and not as_json:
        table(
            ("cited", "date", "relation", "where", "words"),
            ((c.cited or "?", c.cited_date, c.relation, c.paragraph or c.place, c.quote) for c in found),
        )
        return
    for c in found:
        print(json_visible(json.dumps(dataclasses.asdict(c), ensure_ascii=False)))


def timeline(lineage: Any) -> None:
    """The documents of a lineage, newest first."""
    nodes = lineage.nodes
    order = sorted(lineage, key=lambda s: (nodes[s].get("date", ""), s), reverse=True)
    table(
        ("date", "document", "part", "main path", "read", "cited by", "title"),
        (
            (
                nodes[s].get("date", "undated"),
                nodes[s]["label"],
                nodes[s].get("role", ""),
                "●" if nodes[s].get("on_main_path") else "",
                "yes" if nodes[s]["held"] else "cited only",
                lineage.in_degree(s),
                nodes[s].get("title", ""),
            )
            for s in order
        ),
    )
