"""Deciding whose a number is: what is decided at once is what all rules together would decide."""

from __future__ import annotations

from itertools import product

import pytest

from resgraph.citations.decide import _in_session, _pair, decide
from resgraph.citations.memory import Memory
from resgraph.citations.mention import Mention


def mention(session: str, number: str, date: str, noun: str) -> Mention:
    found = Mention(0, 6, "pair", number, session)
    found.date, found.noun = date, noun
    return found


NUMBERS = (
    ("33", "134", "1978-12-19"),
    ("74", "306", "2020-09-11"),
    ("74", "543", "2019-12-18"),
    ("48", "13", "1993-11-24"),
)


@pytest.mark.parametrize(("session", "number", "date"), NUMBERS)
@pytest.mark.parametrize("noun", ["resolution", "decision"])
def test_nothing_named_before_changes_a_dated_number_of_the_assembly(
    session: str, number: str, date: str, noun: str
) -> None:
    at_once = _in_session(noun, session, number, date)
    assert at_once is not None and at_once[1] == "GA"
    said = product(("", "its", "GA"), ("", "HRC", "UNEP-GC"), ("", "UNEA"), *[(False, True)] * 5)
    for body, before, after, near, loose, reported, chained, shared in said:
        one = mention(session, number, date, noun)
        one.body, one.before, one.after, one.near, one.loose = body, before, after, near, loose
        one.reported, one.chained, one.shared = reported, chained, shared
        assert _pair(one, Memory("GA", lambda *_: [])) == at_once, (body, before, after, near, loose)


@pytest.mark.parametrize(
    ("session", "number", "date", "noun"),
    [
        ("33", "134", "1979-12-19", "resolution"),  # of another session's day
        ("16", "18", "2011-03-24", "resolution"),  # below the 31st session
        ("2011", "7", "2011-07-26", "resolution"),
        ("S-30", "1", "2016-04-19", "resolution"),
        ("33", "0134", "1978-12-19", "resolution"),
        ("33", "134", "1978-12-19", "other"),
        ("33", "134", "1978-12-19", ""),
    ],
)
def test_any_other_number_is_decided_by_all_rules(session: str, number: str, date: str, noun: str) -> None:
    assert _in_session(noun, session, number, date) is None


def test_what_was_named_before_is_asked_only_of_numbers_left_open() -> None:
    asked: list[Mention] = []
    memory = Memory("GA", lambda *_: [])
    decide(mention("33", "134", "1978-12-19", "resolution"), memory, asked.append)
    assert not asked
    open_one = mention("48", "13", "2021-10-08", "resolution")
    decide(open_one, memory, asked.append)
    assert asked == [open_one]
