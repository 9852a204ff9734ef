"""A bounded look with the fuzzer's own inputs, and every input that ever fell over; the long runs: `python -m tests.fuzz`.

Hypothesis draws the random numbers from which the targets make their inputs, so that a failure is made small. It runs the
same examples every time: a red test is red for everybody.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resgraph.errors import ResgraphError
from tests.fuzz.__main__ import BEGIN, END, run, smaller, write_table
from tests.fuzz.targets import FOUND, TARGETS, Target, made

ONCE_FOUND = sorted(FOUND.glob("*/*.bin"))


def holds(target: Target, data: bytes) -> None:
    """The input is refused in words, or all that must hold does."""
    try:
        target.check(data)
    except ResgraphError as error:
        assert error.what.strip()


@pytest.mark.parametrize("name", TARGETS)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(random=st.randoms(use_true_random=False))
def test_made_input_is_read_or_refused(name: str, random: Random) -> None:
    holds(TARGETS[name], TARGETS[name].generate(random))


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    holds(TARGETS[name], data)


@pytest.mark.parametrize("path", ONCE_FOUND, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_fell_over_once_does_so_no_more(path: Path) -> None:
    holds(TARGETS[path.parent.name], path.read_bytes())


def test_the_same_seed_makes_the_same_inputs() -> None:
    for name, target in TARGETS.items():
        assert made(target, name, 1, 7) == made(target, name, 1, 7)
        assert made(target, name, 1, 7) != made(target, name, 2, 7) or name == "graph-json"


def test_the_command_finds_failures_and_crashes_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import signal

    def check(data: bytes) -> None:
        if data[0] == 3:
            raise KeyError("lost")
        if data[0] == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        if data[0] == 6:
            raise ResgraphError("refused")

    def make(_: Random) -> bytes:
        return next(numbers)

    numbers = iter(bytes([n]) for n in (*range(6), *range(6, 8)))
    monkeypatch.setitem(TARGETS, "broken", Target(make, check))
    outcome = run("broken", 8, 1)
    # a child draws from its own copy of the iterator, so the second child starts again at 0
    assert [what.split(":")[0] for _, what in outcome.crashes][:2] == [
        "KeyError",
        f"killed by signal {-signal.SIGKILL}",
    ]
    assert outcome.inputs == 8


def test_a_failure_is_made_small() -> None:
    def check(data: bytes) -> None:
        if b"\0" in data:
            raise KeyError("zero")

    assert smaller(Target(lambda _: b"", check), b"abc\0def" * 5) == b"\0"


def test_the_table_of_a_file_is_brought_up_to_date(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\n{END}\nafter\n", encoding="utf-8")
    write_table(page, {"pdf": "| pdf | 1 |", "symbols": "| symbols | 2 |"})
    write_table(page, {"pdf": "| pdf | 3 |"})
    lines = page.read_text("utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("before", "after")
    assert lines[4:6] == ["| symbols | 2 |", "| pdf | 3 |"]
