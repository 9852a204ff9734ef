"""Same input, same bytes: under any hash seed, with any number of workers, in any order of files.

Other versions of Python, and the lowest versions of the dependencies, are run by hand: `tests/python_versions.sh`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reproducible import work

RUNS = (("0",), ("1", "--jobs", "4"), ("2", "--reverse"))
"""Hash seed and options."""


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return work(tmp_path_factory.mktemp("reference"))


@pytest.mark.parametrize(
    ("seed", "options"), [(seed, options) for seed, *options in RUNS], ids=lambda value: " ".join(value)
)
def test_same_bytes(reference: dict[str, str], tmp_path: Path, seed: str, options: list[str]) -> None:
    names = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.reproducible", str(tmp_path), *options],
        cwd=ROOT,
        env=names,
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict(reversed(line.split(" ", 1)) for line in done.stdout.splitlines())
    assert found == reference
    assert len(found) > 20
