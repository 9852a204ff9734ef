"""A full disk or a kill, whatever the format: the old file or the new one, never half of one."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from resgraph import export
from resgraph.errors import ExportError
from tests.conftest import ROOT
from tests.test_export_graphs import south_south

SUFFIXES = [*export.RENDERERS, *export.WRITERS]
MOMENTS = 50


def held(path: Path) -> dict[str, bytes]:
    """The files of an export by name; those that a killed writer left under names of its own are none of it."""
    paths = path.iterdir() if path.is_dir() else [path]
    return {one.name: one.read_bytes() for one in paths if one.exists() and not one.name.startswith(".")}


def old_and_new() -> tuple[Any, Any]:
    """Two graphs whose files differ in every format, and hold the same files."""
    old = south_south()
    new = old.copy()
    new.nodes["A/RES/33/134"].update(label="another label", title="another title")
    for *_, row in new.edges(data=True):
        row["quote"] = "other words"
    new.graph["mentions"] = old.graph["mentions"][:-1]
    return old, new


def fill_the_disk(folder: str) -> None:
    """Write every format where no file may grow past a thousand bytes, and print what is said."""
    _, new = old_and_new()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
    for suffix in SUFFIXES:
        try:
            export.write(new, f"{folder}/a{suffix}")
            print(f"{suffix}: written")
        except ExportError as error:
            print(f"{suffix}: {error}")


def kill_everywhere(folder: str, *suffixes: str) -> None:
    """Write each format in processes that are killed at random calls, and print what each left: old, new or broken."""
    old, new = old_and_new()
    rng = random.Random(33_134)
    for suffix in suffixes:
        path = Path(folder) / f"a{suffix}"
        export.write(new, path)
        after = held(path)
        calls = _in_a_child(lambda path=path: export.write(new, path), None)
        export.write(old, path)
        before = held(path)
        left = []
        for _ in range(MOMENTS):
            _in_a_child(lambda path=path: export.write(new, path), rng.randrange(calls))
            found = held(path)
            whole = all(content in (before[name], after[name]) for name, content in found.items())
            left.append("broken" if not whole or found.keys() != before.keys() else "new" if found == after else "old")
            if found != before:
                export.write(old, path)
        print(suffix, calls, *left, flush=True)


def _in_a_child(run: Any, moment: int | None) -> int:
    """Run in a forked process that kills itself at the call of that number; the number of calls where there is none."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        numbers = count()

        def counted(*_: object) -> None:
            if next(numbers) == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(counted)
        run()
        sys.setprofile(None)
        os.write(writing, str(next(numbers)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return int(said or 0)


def run(function: str, *arguments: str) -> list[str]:
    code = f"import sys; from tests.test_export_faults import {function}; {function}(*sys.argv[1:])"
    settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT, env=settings
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_full_disk_leaves_the_old_files(tmp_path: Path) -> None:
    old, _ = old_and_new()
    before = {suffix: held(export.write(old, tmp_path / f"a{suffix}")) for suffix in SUFFIXES}
    for line, suffix in zip(run("fill_the_disk", str(tmp_path)), SUFFIXES, strict=True):
        assert line.startswith(f"{suffix}: {tmp_path}/a"), line
        assert "cannot be written (File too large); give a place that exists, may be written and has room" in line
        assert held(tmp_path / f"a{suffix}") == before[suffix]
    assert not list(tmp_path.rglob(".*"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_kill_at_any_moment_leaves_whole_files(suffix: str, tmp_path: Path) -> None:
    (line,) = run("kill_everywhere", str(tmp_path), suffix)
    _, calls, *left = line.split()
    assert int(calls) > 100
    assert len(left) == MOMENTS
    assert "broken" not in left
    assert "old" in left
