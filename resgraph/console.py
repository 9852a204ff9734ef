"""What the command line says: tables on a terminal, tab-separated lines elsewhere, JSON for machines, words on stderr."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self

from resgraph import files
from resgraph.errors import ReadError
from resgraph.terminal import json_visible, visible

if TYPE_CHECKING:
    from rich.progress import Progress

    from resgraph.bulk import Extracted
    from resgraph.dataset.part import Part
    from resgraph.errors import ResgraphError
    from resgraph.models import Citation

__all__ = ["Count", "GrowingBar", "cards", "citations", "records", "say", "table", "timeline", "write_records"]


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
    if isinstance(value, (tuple, list)):
        return "; ".join(map(str, value))
    return f"{value:.4g}" if isinstance(value, float) else value


def _inert(cell: Any) -> Any:
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
        writer.writerows([names, *([_inert(cell(getattr(row, name))) for name in names] for row in rows)])
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


class Count:
    """What comes of many files: a bar while they are read, then the summary line and the exit code.

    The bar is drawn on a terminal only; `expected` gives the number of files for it.
    """

    def __init__(self, expected: Callable[[], int], *, quiet: bool = False) -> None:
        self._expected = expected
        self._quiet = quiet
        self._bar: Progress | None = None
        self.read = self.partly = self.failed = self.citations = 0
        self.errors: list[ResgraphError] = []
        self.skipped: Counter[str] = Counter()
        """Why files were passed over, and how many."""

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
            self._bar.add_task("", total=self._expected())
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def take(self, found: Extracted) -> bool:
        """Count one file, say its errors; whether it could be read."""
        self._advance(found.file)
        for error in (found.error,) if found.error is not None else found.unread:
            self.errors.append(error)
            say(str(error))
        if found.error is not None:
            self.failed += 1
            return False
        self.read += 1
        self.partly += bool(found.unread)
        self.citations += len(found.citations)
        return True

    def take_part(self, part: Part, made: bool) -> None:
        """Count one partition of a dataset, say its errors; one that was there before counts as unchanged."""
        self._advance(part.name, part.read + part.failed)
        for failure in part.failures:
            error = ReadError(failure.what, where=failure.where, remedy=failure.remedy)
            self.errors.append(error)
            say(str(error))
        self.read += part.read if made else 0
        self.skipped.update({"unchanged": part.read} if part.read and not made else {}, **part.skipped)
        self.partly += part.partly
        self.failed += part.failed
        self.citations += part.citations

    def skip(self, file: str, why: str) -> None:
        """Count a file that is passed over."""
        self._advance(file)
        self.skipped[why] += 1

    def _advance(self, file: str, number: int = 1) -> None:
        if self._bar is not None:
            (task,) = self._bar.tasks
            name = visible(file[-40:]).replace("[", r"\[")
            total = max(task.total or 0, task.completed + number)
            self._bar.update(task.id, advance=number, total=total, description=name)

    def summary(self, what: str) -> None:
        """Say what was made, and how many files were read, skipped and failed, with the reasons."""
        if self._quiet or not (self.read or self.skipped or self.failed > 1):
            return
        partly = f" ({self.partly} of them in part)" if self.partly else ""
        reasons = _counted(_NUMBERS.sub("…", error.what) for error in self.errors)
        passed = _counted(self.skipped.elements())
        say(f"{what}: {self.read} read{partly}, {self.skipped.total()} skipped{passed}, {self.failed} failed{reasons}")

    @property
    def exit_code(self) -> int:
        """0 where all was read or is known, 1 where some of it could not be read, 2 where nothing could."""
        if not self.failed:
            return 1 if self.partly else 0
        return 1 if self.read or self.skipped["unchanged"] else 2

    def write_errors(self, output: str) -> None:
        """What could not be read as CSV: where, what, and what to do about it."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("where", "what", "remedy"))
        writer.writerows(map(_inert, (error.where, error.what, error.remedy)) for error in self.errors)
        files.write(output, out.getvalue())


_NUMBERS = re.compile(r"\d+(?:(?:–|, )\d+)*")
_MOST_REASONS = 6


def _counted(reasons: Iterable[str]) -> str:
    """Reasons with their numbers, the most frequent first: " (the file is empty: 2, encrypted: 1)"."""
    counted = sorted(Counter(reasons).items(), key=lambda pair: (-pair[1], pair[0]))
    said = [f"{reason}: {number}" for reason, number in counted[:_MOST_REASONS]]
    if rest := sum(number for _, number in counted[_MOST_REASONS:]):
        said.append(f"other reasons: {rest}")
    return f" ({'; '.join(said)})" if said else ""


class GrowingBar:
    """A bar with some words, its end not known from the start: on a terminal only."""

    def __init__(self, *, shown: bool = True) -> None:
        self.shown = shown and sys.stderr.isatty()

    def __enter__(self) -> Self:
        if self.shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=None)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self._bar.stop()

    def show(self, done: int, left: int, words: str) -> None:
        """Say how many are done, how many are left, and what is happening."""
        if self.shown:
            self._bar.update(self._task, completed=done, total=done + left, description=words)


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
