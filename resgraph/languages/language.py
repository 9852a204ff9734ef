"""The record of one language: what its file says, compiled, and the questions that any stage asks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from resgraph.languages.numerals import digits, value

__all__ = ["Language", "iso", "squeeze"]

_LABEL = re.compile(r"(?:\(?\d{1,3}\s?(?:\.|\)|-|[-–—])\s*|\(?\s?[^\W\d_]{1,4}\s?\)\s*|[“\"«»]\s*)*")
_LONGEST_LETTERS = 6
"""Characters of "viii )", the longest label that begins with a letter."""
_AGENDA = re.compile(r"(?P<number>\d{1,3})(?:\s?\(?\s?(?P<letter>[^\W\d_]{1,3})\s?\))?")
_SECTION = re.compile(r"[IVXL]{1,7}")
_ITEM_ROMAN = re.compile(r"[ivx]{1,5}\Z")


@dataclass(frozen=True, eq=False)
class Language:
    """One language file, its fragments compiled. Patterns named `*_at` are matched at a position."""

    code: str
    name: str
    date_first: bool
    """Whether the date stands before the number: 1978年12月19日第33/134号决议."""
    date_end: str
    """The character with which every date ends, "" where there is none."""
    months: dict[str, int]
    """Printed month name, lower case, to 1–12."""
    letters: dict[str, str]
    """Printed part letter to Latin letter: باء → B, В (Cyrillic) → B."""
    items: dict[str, str]
    """Printed letter of a sub-paragraph to a, b, c …"""
    conferences: dict[str, str]
    """Printed suffix of a conference's numbers to its Latin form, PARTIES where it may be several: م أ ت → CMA."""
    volumes: dict[str, str]
    """Printed word in the brackets of a document symbol to the English one: المقدمة → Introduction."""
    sections: dict[str, str]
    """Printed number of a section to a Roman numeral, where the language does not print one: 二 → II."""
    context: re.Pattern[str]
    """Nouns, owners and possessives in running text, with what stands before them where a language has words; the group
    that matched names the token."""
    context_at: re.Pattern[str]
    apart: int
    """How many characters of a match of `context` stand before the word: 1, or 0 in a language that writes no spaces."""
    token_of: dict[str, str]
    """Group name of `context` to resolution, decision, other, its, or the key of a body."""
    letter: str
    """Pattern of one part letter."""
    joint: str
    """Pattern of one list separator: comma, "and"."""
    joint_at: re.Pattern[str]
    joint_before: re.Pattern[str]
    """A separator that ends where the search ends."""
    reach: str
    """Pattern of the word of a range: "to"."""
    dates: tuple[re.Pattern[str], ...]
    """Forms of a whole date, commonest first, with groups day, month and year."""
    lead_at: re.Pattern[str]
    """What stands between a number and its date: "of", ", de", "المؤرخ"."""
    element: re.Pattern[str]
    """One element of a list of dates: day, perhaps month, perhaps year."""
    date_ahead: re.Pattern[str]
    """What leads from a number to a date, up to the group `at`, and the date: in the commonest form with groups day, month and
    year, and `more` where another follows; else no group but `at`, and a date or a list of days stands at its end."""
    next_date: re.Pattern[str]
    """What leads from one date to the next, which follows at its end."""
    gap: re.Pattern[str]
    """What parts two numbers of one list and nothing else."""
    skip_at: re.Pattern[str]
    """What may stand between a number and its date without parting them: a title, a section."""
    opening_at: re.Pattern[str]
    relation_of: dict[str, str]
    layout: dict[str, re.Pattern[str]]
    forms: dict[str, re.Pattern[str]]
    """Numbers told by words: `sales`; `treaty`, and `ibid` for those that follow; Arabic `turned`."""
    preambular: re.Pattern[str]
    owner_before: re.Pattern[str] = field(kw_only=True)
    """What may stand between an owner and the noun after it: "Council’s previous resolutions"."""
    owner_after: re.Pattern[str] = field(kw_only=True)
    """What may stand between a noun or number and the owner after it: " of the ", " du "."""
    owner_about: re.Pattern[str] = field(kw_only=True)
    """What stands behind an owner before the subject of its resolution: 关于. Where the noun comes last."""
    adopted_by: re.Pattern[str] = field(kw_only=True)
    """Words that say, right before a body, that it adopted what is spoken of: "adopted at its third session by the "."""
    within: re.Pattern[str] = field(kw_only=True)
    """What stands before an "its" whose owner is the subject of the clause: "in" of "in its resolution 51/18, the Council"."""
    subject: re.Pattern[str] = field(kw_only=True)
    """What stands between that number and its owner: ", the "."""
    numerals: bool = False
    """Whether numbers may be written in Chinese numerals."""

    def opening(self, clause: str) -> tuple[str, str]:
        """The opening words of a clause as printed, and its relation; ("", "cites") where no verb is known."""
        m = self.opening_at.match(clause, _label_end(clause))
        if m is None or m.lastgroup is None:
            return "", "cites"
        return m[0].strip(" ,،，"), self.relation_of[m.lastgroup]

    def is_preambular(self, clause: str) -> bool:
        """Whether a clause opens with a verb form that only preambles use."""
        return bool(self.preambular.match(clause, _label_end(clause)))

    def is_annex(self, line: str) -> bool:
        """Whether a line is the heading of an annex."""
        return len(line) < 60 and bool(self.layout["annex"].fullmatch(line.strip()))

    def agenda_item(self, printed: str) -> str | None:
        """Number of an agenda item in one spelling for all languages: "23 (b)".

        >>> from resgraph.languages import load

        >>> load("es").agenda_item("Tema 23 b) del programa"), load("ar").agenda_item("البند 79 من جدول الأعمال")
        ('23 (b)', '79')
        """
        m = _AGENDA.search(printed)
        if m is None:
            return None
        letter = self.item_letter(m["letter"]) if m["letter"] else ""
        return f"{m['number']} ({letter})" if letter else m["number"]

    def find_date(self, text: str) -> str | None:
        """The first whole date in a text, ISO.

        >>> from resgraph.languages import load

        >>> load("en").find_date("adopted on 21 December 2016")
        '2016-12-21'
        """
        for form in self.dates:
            if (m := form.search(text)) and (date := self.read_date(m)):
                return date
        return None

    def read_date(self, m: re.Match[str]) -> str | None:
        """ISO date of a match of one of `dates`; None for a day that no calendar has."""
        if m.lastgroup == "zday":
            return iso(int(digits(m["zyear"])), value(m["zmonth"]), value(m["zday"]))
        return self._day(*m.group("year", "month", "day"))

    @lru_cache(maxsize=1 << 15)  # noqa: B019 -- a language lives as long as the process
    def _day(self, year: str, month: str, day: str) -> str | None:
        """ISO date of a printed day: the same few thousand occur again and again."""
        return iso(int(year), self.month_of(month), int(day))

    @lru_cache(maxsize=1 << 12)  # noqa: B019 -- a language lives as long as the process
    def separates(self, between: str) -> bool:
        """Whether words part two numbers of one list and say nothing else: ", ", " and its "."""
        return self.gap.fullmatch(between) is not None

    def month_of(self, printed: str) -> int:
        """Number of a printed month, white space and case aside."""
        return self.months[squeeze(printed)]

    def section(self, heading: str) -> str:
        """The Roman numeral of a section's heading, "" if it has none: "II", "IV Reports", 二, ثالثا.

        >>> from resgraph.languages import load

        >>> load("en").section("II"), load("zh").section("二"), load("ar").section("ثالثا"), load("en").section("Reports")
        ('II', 'II', 'III', '')
        """
        words = heading.split(maxsplit=1)
        first = words[0].rstrip(".،、。") if words else ""
        return self.sections.get(first) or (first if _SECTION.fullmatch(first) else "")

    def item_letter(self, printed: str) -> str:
        """The letter of a sub-paragraph in Latin small letters, "" if it is none: ب → b, iv → iv.

        >>> from resgraph.languages import load

        >>> load("en").item_letter("b"), load("en").item_letter("iv"), load("en").item_letter("see")
        ('b', 'iv', '')
        """
        folded = printed.lower()
        if found := self.items.get(folded):
            return found
        if _ITEM_ROMAN.match(folded):
            return folded
        return folded if len(folded) == 1 and "a" <= folded <= "z" else ""


def squeeze(month: str) -> str:
    """A month name without what print varies: case, white space, the slash between two names of it."""
    return re.sub(r"[\s/]+", "", month.lower())


def iso(year: int, month: int, day: int) -> str | None:
    """ISO date, None for one that no calendar has."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _label_end(clause: str) -> int:
    """Where the words begin after "12. " or "(a) "."""
    if clause[:1].isalpha() and clause.find(")", 0, _LONGEST_LETTERS) < 0:
        return 0
    m = _LABEL.match(clause)
    return m.end() if m else 0
