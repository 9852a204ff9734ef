"""What compiling gives: the same texts by the source and by the compiled wheel, in turns (`hatch_build.py`)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from resgraph import extract
from resgraph.citations import find
from tests.benchmarks.extraction import LANGUAGES
from tests.benchmarks.measure import Cell, Table, best, texts
from tests.benchmarks.spans import spans

ROOT = Path(__file__).parents[2]
_ROUNDS = 3


def print_times(corpus: str, language: str) -> None:
    """Print as JSON whether the modules are compiled, the seconds of extraction and of bare spans, citations and MB."""
    held = list(texts(Path(corpus, f"akn-77-{language}.zip")))
    count = sum(1 for text in held for _ in extract(text))
    size = sum(len(text.content.encode()) for text in held) / 1e6
    spent = best(5, lambda: [sum(1 for _ in extract(text)) for text in held])
    bare = best(5, lambda: [sum(1 for _ in spans(text.content)) for text in held])
    print(json.dumps([not str(find.__file__).endswith(".py"), spent, bare, count, size]))


def _measured(installed: Path | None, corpus: Path, language: str) -> tuple[float, float, int, float]:
    code = "import sys; from tests.benchmarks.compiled import print_times; print_times(*sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": f"{installed}:{ROOT}" if installed else str(ROOT)}
    command = [sys.executable, "-P", "-c", code, str(corpus), language]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    compiled, spent, bare, count, size = json.loads(done.stdout)
    if compiled != (installed is not None):
        raise SystemExit("the modules measured are not those meant")
    return spent, bare, count, size


def compiled(corpus: Path) -> Table:
    """Extraction by the source and by the compiled wheel, each in a process of its own, in turns."""
    rows: list[tuple[Cell, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run(
            [*pip, "wheel", "--no-deps", "--wheel-dir", folder, str(ROOT)],
            env={**os.environ, "HATCH_BUILD_HOOKS_ENABLE": "1"},
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        installed = Path(folder, "installed")
        subprocess.run([*pip, "install", "--no-deps", "--target", str(installed), str(wheel)], check=True)
        for language in LANGUAGES:
            both = [[_measured(where, corpus, language) for where in (None, installed)] for _ in range(_ROUNDS)]
            source, native = (min(run[n] for run in both) for n in (0, 1))
            bare = min(run[n][1] for run in both for n in (0, 1))
            (_, _, count, size), spent = native, native[0]
            rows.append((language, size / source[0], size / spent, count / spent, source[0] / spent, spent / bare))
    return Table(
        "compiled",
        "The same extraction by the source and by the wheel that `HATCH_BUILD_HOOKS_ENABLE=1 pip install .` builds, the best of "
        f"{_ROUNDS} processes each, in turns. The last column says how many times longer than bare spans the compiled takes.",
        ("language", "source MB/s", "compiled MB/s", "compiled citations/s", "× faster", "× spans"),
        tuple(rows),
    )
