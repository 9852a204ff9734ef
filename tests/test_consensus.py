"""What was read by eye of the disagreements between six languages: official ones stay listed, ours are mended.

Read are the resolutions of session 77 in the corpus, which stays outside the project.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from resgraph.graph.consensus import Disagreement, consensus
from resgraph.pipeline import build

pytestmark = pytest.mark.corpus

LINES = (Path(__file__).parent / "accuracy" / "consensus_77.tsv").read_text("utf-8").splitlines()
ROWS = list(csv.DictReader((line for line in LINES if not line.startswith("#")), delimiter="\t"))


@pytest.fixture(scope="module")
def found(corpus: Path) -> list[Disagreement]:
    return consensus(build([corpus / "text-77-six-languages.zip"]))


def listed(row: dict[str, str], found: list[Disagreement]) -> bool:
    """Whether a finding is that of the row."""
    same = ("citing", "about", "value", "langs", *(("paragraph",) if row["about"] == "relation" else ()))
    return any(
        row["cited"] in one.cited.split(";") and all(getattr(one, name) == row[name] for name in same) for one in found
    )


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=f"{row['citing']}-{row['cited']}-{row['about']}-{row['state']}", marks=marks)
        for row in ROWS
        for marks in [[pytest.mark.xfail(reason=row["why"])] if row["state"] == "open" else []]
    ],
)
def test_official_differences_are_listed_and_ours_are_mended(row: dict[str, str], found: list[Disagreement]) -> None:
    assert listed(row, found) == (row["whose"] == "official")


def test_the_record_is_complete() -> None:
    assert {(row["whose"], row["state"]) for row in ROWS} <= {
        ("official", "listed"),
        ("ours", "fixed"),
        ("ours", "open"),
    }
    assert Counter(row["draw"] for row in ROWS)["2"] == 30
