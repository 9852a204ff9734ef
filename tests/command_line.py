"""Three ways to run the command line: in this process, on a terminal in this process, and in a process of its own.

The first two run the very function that `resgraph` starts, with arguments, folder, environment and streams of their own.
The third is for what only a process has: a locale, signals, a `python -m`.
"""

from __future__ import annotations

import contextlib
import io
import os
import pty
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import TextIO
from unittest.mock import patch

from resgraph.cli import main

__all__ = ["alone", "on_terminal", "run", "run_into"]


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The exit code of a command, and what it wrote to its two pipes."""
    out, said = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    code = run_into(out, said, *arguments, cwd=cwd, **environment)
    wrote = [stream.buffer.getvalue().decode() for stream in (out, said)]  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(list(arguments), code, *wrote)


def on_terminal(*arguments: str, cwd: Path, **environment: str) -> tuple[int, str]:
    """The exit code of a command, and all that a terminal 120 letters wide shows of it."""
    ours, theirs = pty.openpty()
    shown: list[bytes] = []
    reader = Thread(target=lambda: shown.extend(_pieces(ours)))
    reader.start()
    with open(theirs, "w", encoding="utf-8", closefd=True) as screen:  # noqa: PTH123 - a descriptor has no path
        code = run_into(screen, screen, *arguments, cwd=cwd, TERM="xterm", COLUMNS="120", **environment)
    reader.join()
    os.close(ours)
    return code, b"".join(shown).decode()


def run_into(out: TextIO, said: TextIO, *arguments: str, cwd: Path, **environment: str) -> int:
    """The exit code of a command that writes to two streams."""
    with (
        contextlib.chdir(cwd),
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", ["resgraph", *arguments]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(said),
        warnings.catch_warnings(),
    ):
        warnings.filterwarnings("ignore", ".*fork.*", DeprecationWarning)  # of worker processes, in newer Pythons
        if "RESGRAPH_CORPUS" not in environment:
            os.environ.pop("RESGRAPH_CORPUS", None)
        try:
            main()
        except SystemExit as end:
            sys.stdout.flush()
            sys.stderr.flush()
            return int(end.code or 0)
    raise AssertionError("a command ends by its exit code")


def alone(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same as `run` in a process of its own."""
    names: Mapping[str, str] = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        [sys.executable, "-m", "resgraph.cli", *arguments],
        cwd=cwd,
        env={name: value for name, value in names.items() if name != "RESGRAPH_CORPUS"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def _pieces(terminal: int) -> Iterator[bytes]:
    """What a terminal shows, up to its end, which Linux tells by an error."""
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 65536):
            yield piece
