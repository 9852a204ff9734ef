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
from resgraph.languages import load
from tests.benchmarks.extraction import LANGUAGES
from tests.benchmarks.measure import Cell, Table, best, texts
from tests.benchmarks.spans import anchors, spans

ROOT = Path(__file__).parents[2]
_ROUNDS = 3


def print_times(corpus: str, language: str) -> None:
    """Print as JSON whether the modules are compiled, the seconds of extraction, of bare spans and of own anchors, citations and MB."""
    held = list(texts(Path(corpus, f"akn-77-{language}.zip")))
    count = sum(1 for text in held for _ in extract(text))
    size = sum(len(text.content.encode()) for text in held) / 1e6
    spent = best(5, lambda: [sum(1 for _ in extract(text)) for text in held])
    bare = best(5, lambda: [sum(1 for _ in spans(text.content)) for text in held])
    own = best(5, lambda: [anchors(text.content, load(language)) for text in held])
    print(json.dumps([not str(find.__file__).endswith(".py"), spent, bare, own, count, size]))


def _measured(installed: Path | None, corpus: Path, language: str) -> tuple[float, float, float, int, float]:
    code = "import sys; from tests.benchmarks.compiled import print_times; print_times(*sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": f"{installed}:{ROOT}" if installed else str(ROOT)}
    command = [sys.executable, "-P", "-c", code, str(corpus), language]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    compiled, spent, bare, own, count, size = json.loads(done.stdout)
    if compiled != (installed is not None):
        raise SystemExit("the modules measured are not those meant")
    return spent, bare, own, count, size


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
            source, native = (min(run[n][0] for run in both) for n in (0, 1))
            bare, own = (min(run[n][k] for run in both for n in (0, 1)) for k in (1, 2))
            count, size = both[0][0][3:]
            times = (source / native, source / bare, source / own, native / bare, native / own)
            rows.append((language, size / source, size / native, count / native, *times))
    return Table(
        "compiled",
        "The same extraction by the source and by the wheel that `HATCH_BUILD_HOOKS_ENABLE=1 pip install .` builds, the best of "
        f'{_ROUNDS} processes each, in turns; and how many times longer each takes than bare spans and than the finder\'s own anchors (table "extraction").',
        (
            "language",
            "source MB/s",
            "compiled MB/s",
            "compiled citations/s",
            "× faster",
            "source × spans",
            "source × own anchors",
            "compiled × spans",
            "compiled × own anchors",
        ),
        tuple(rows),
    )
