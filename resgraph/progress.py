"""How far a run is, and what came of it: the bar on a terminal, the count of files, the summary line, the exit code."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Self

from resgraph import files
from resgraph.console import inert, say
from resgraph.errors import ReadError
from resgraph.terminal import visible

if TYPE_CHECKING:
    from resgraph.bulk import Extracted
    from resgraph.dataset.part import Part
    from resgraph.errors import ResgraphError

__all__ = ["Bar", "Count"]


class Bar:
    """A bar with some words, on a terminal only; `remaining` adds the time that is left at this pace."""

    def __init__(self, *, shown: bool = True, remaining: bool = False) -> None:
        self.shown = shown and sys.stderr.isatty()
        self._remaining = remaining

    def __enter__(self) -> Self:
        if self.shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            left = (TimeRemainingColumn(),) if self._remaining else ()
            columns = (BarColumn(20), MofNCompleteColumn(), *left, TextColumn("{task.description}", markup=False))
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
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


class Count:
    """What comes of many files: a bar while they are read, then the summary line and the exit code.

    The bar is drawn on a terminal only; `expected` gives the number of files for it.
    """

    def __init__(self, expected: Callable[[], int], *, quiet: bool = False) -> None:
        self._expected = expected
        self._quiet = quiet
        self._bar = Bar(shown=not quiet, remaining=True)
        self._done = self._total = 0
        self.read = self.partly = self.failed = self.citations = 0
        self.errors: list[ResgraphError] = []
        self.skipped: Counter[str] = Counter()
        """Why files were passed over, and how many."""

    def __enter__(self) -> Self:
        self._bar.__enter__()
        self._total = self._expected() if self._bar.shown else 0
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.__exit__()

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
        self._done += number
        self._bar.show(self._done, max(0, self._total - self._done), visible(file[-40:]))

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
        writer.writerows(map(inert, (error.where, error.what, error.remedy)) for error in self.errors)
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
