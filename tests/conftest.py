"""Where the corpus is, and what to do where it is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")  # the same examples on every run: a red test is red for everybody

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("RESGRAPH_TEST_CORPUS", ROOT.parent / "shared" / "corpus"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that read the corpus are skipped where there is none."""
    if CORPUS.is_dir():
        return
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(pytest.mark.skip(reason=f"no corpus at {CORPUS}"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Folder of the texts and gold."""
    return CORPUS


@pytest.fixture(scope="session")
def seed() -> Path:
    """The text the project began with: 71/244 in Chinese."""
    return ROOT / "seeds" / "A_RES_71_244.zh.txt"
