"""No pattern blows up: a language file's own words, repeated as one line, take twice the time at twice the length.

Time of the processor is measured, not of the clock, in one process; each length a few times, of which the least counts,
since whatever else runs on a machine can only add. Of steps of `re` no count can be had, so that time has to stand for
them; the ratio over two doublings (linear 4, quadratic 16, the bound 8) leaves room for caches, and a line is called slow
only when three measurements in a row say so. The traps are made from the language file (`tests.linear`), so that a new language is
measured as soon as it is there. The command `python -m tests.linear` does the same up to 5 MB.
"""

from __future__ import annotations

import re

import pytest

from resgraph.languages import LANGUAGES
from tests import linear
from tests.linear import MOST, seconds, traps

LENGTH = 8_000
"""Characters of the short line; the long one has four times as many."""
QUICK = 0.004
"""Seconds in which four times the length may be done whatever the ratio: below, the clock's own steps are measured."""


def grows(piece: str, code: str) -> float:
    """Time of a line over the time of its quarter, the least of three measurements; 4 is linear."""
    ratios = []
    for _ in range(3):
        long = seconds(piece, 4 * LENGTH, code, times=2)
        if long < QUICK:
            return 0.0
        ratios.append(long / max(seconds(piece, LENGTH, code, times=3), 1e-6))
        if ratios[-1] < MOST**2:
            break
    return min(ratios)


@pytest.mark.parametrize("code", LANGUAGES)
def test_time_grows_as_the_length(code: str) -> None:
    slow = {name: ratio for name, piece in traps(code).items() if (ratio := grows(piece, code)) > MOST**2}
    assert not slow


def test_what_is_not_linear_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    quadratic = re.compile("a+b")
    monkeypatch.setattr(linear, "extract", lambda text: quadratic.findall(text.content))
    assert grows("a", "en") > MOST**2
    monkeypatch.setattr(linear, "extract", lambda text: re.findall("a[^b]{0,30}b", text.content))
    assert grows("a", "en") <= MOST**2


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_traps_of_its_own(code: str) -> None:
    own = traps(code)
    assert len(own) > 40
    assert len(set(own.values()) - set(traps("en" if code != "en" else "fr").values())) > 10
