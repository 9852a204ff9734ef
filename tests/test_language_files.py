"""Language files: what is not well formed is refused in words, and what they name is heard in running text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from resgraph.citations.words import tokens
from resgraph.errors import LanguageError
from resgraph.languages import LANGUAGES, fragments, load, read_language
from tests.fuzz.generate import language_table, toml_of


def spoilt(change: Callable[[dict[str, Any]], object]) -> str:
    """The English file after a change."""
    table = {key: dict(value) if isinstance(value, dict) else value for key, value in language_table("en").items()}
    table.pop("examples")
    change(table)
    return "\n".join(f"{key} = {toml_of(value)}" for key, value in table.items())


def in_nouns(fragment: Any) -> Callable[[dict[str, Any]], object]:
    return lambda table: table["nouns"].__setitem__("resolution", [fragment])


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "a section is missing": lambda table: table.pop("nouns"),
    "a section is a text": lambda table: table.__setitem__("dates", "12 May"),
    "a fragment is no text": in_nouns(5),
    "a fragment is empty": in_nouns(""),
    "a fragment begins with a sign": in_nouns("+a"),
    "a class is not closed": in_nouns("[Rr"),
    "a group is not closed": in_nouns("(?:Resolution"),
    "a group is unknown": in_nouns("Res(?P<"),
    "a repeat is too large": in_nouns("R{99999999999}"),
    "a set may be nested": in_nouns("R[[a]b]"),
    "a relation is none": lambda table: table["verbs"].__setitem__("relations", {"likes": ["Likes"]}),
    "months are no lists": lambda table: table["dates"].__setitem__("months", 12),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said(name: str) -> None:
    with pytest.raises(LanguageError, match=r"mine\.toml: not well formed") as caught:
        read_language(spoilt(WRONG[name]), "mine.toml")
    assert caught.value.remedy


@pytest.mark.parametrize("raw", ["", "code = ", "\0", "code = 'en'\ncode = 'fr'", "x = " + "[" * 5000])
def test_what_is_no_toml_is_refused(raw: str) -> None:
    with pytest.raises(LanguageError):
        read_language(raw, "mine.toml")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_file_written_anew_is_the_same_language(code: str) -> None:
    table = {key: value for key, value in language_table(code).items() if key != "examples"}
    again = read_language("\n".join(f"{key} = {toml_of(value)}" for key, value in table.items()), "mine.toml")
    assert again.context.pattern == load(code).context.pattern
    assert again.months == load(code).months


def test_a_heading_without_a_number_is_no_agenda_item() -> None:
    assert load("en").agenda_item("Agenda item") is None


@pytest.mark.parametrize("before", ["", " ", "\n", "(", "“", "«", "’", "-", "/", "\u00a0", "—", "\uf0b7 ", "•", "；"])
@pytest.mark.parametrize(
    ("code", "word"),
    [("en", "Council"), ("es", "resolución"), ("fr", "résolution"), ("ru", "резолюция"), ("zh", "决议")],
)
def test_a_word_of_ownership_is_heard_behind_any_sign(code: str, word: str, before: str) -> None:
    found = tokens(f"{before}{word} {word}", 0, 40, load(code))
    first = len(before)
    assert [(start, end) for start, end, _ in found] == [
        (first, first + len(word)),
        (first + len(word) + 1, first + 2 * len(word) + 1),
    ]


def test_a_name_inside_another_is_not_heard_again() -> None:
    assert [kind for _, _, kind in tokens("Human Rights Council resolution", 0, 31, load("en"))] == [
        "HRC",
        "resolution",
    ]
    assert not tokens("preresolution xresolution", 0, 25, load("en"))


def test_what_stands_before_a_word_is_no_part_of_one() -> None:
    apart = re.compile(fragments.APART)
    assert not [hex(c) for c in range(0x10000) if apart.match(chr(c)) and re.match(r"\w", chr(c))]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_form_sought_by_its_first_letter_is_found_where_it_was(code: str) -> None:
    raw = language_table(code)
    printed = "\n".join(example.get("text", "") for example in raw["examples"])
    for form, fragment in raw["forms"].items():
        found = [m.span() for m in re.finditer(fragment, printed)]
        assert found == [m.span() for m in load(code).forms[form].finditer(printed)], form
