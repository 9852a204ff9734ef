"""What a human language has to say to any stage: one TOML file a language, compiled once.

A language file has sections: `nouns` (resolution, decision, its), `lists` (and, to, letters), `dates`, `bodies`,
`verbs`, `layout`, `forms` (sales numbers, treaties), and `examples`, which prove every pattern. Patterns are regular expression
fragments; the engine in `resgraph.citations` joins them into slots and never knows a word of any language.

>>> load("en").opening("Recalling also its resolution 33/134 of 19 December 1978,")
('Recalling also', 'recalls')
>>> detect("大会，回顾其1978年12月19日第33/134号决议")
'zh'
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from resgraph.errors import LanguageError
from resgraph.languages.detection import detect
from resgraph.languages.fragments import either, first_letters, grouped
from resgraph.languages.numerals import digits, value
from resgraph.schema import RELATIONS
from resgraph.sessions import roman

__all__ = ["LANGUAGES", "Language", "detect", "load"]

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The official languages of the United Nations; each has a file of its name here."""

_ALIASES = {
    "ch": "zh",
    "cn": "zh",
    "zh-cn": "zh",
    "c": "zh",
    "chi": "zh",
    "a": "ar",
    "e": "en",
    "f": "fr",
    "r": "ru",
    "s": "es",
}
_LABEL = re.compile(r"(?:\(?\d{1,3}\s?(?:\.|\)|-|[-–—])\s*|\(?\s?[^\W\d_]{1,4}\s?\)\s*|[“\"«»]\s*)*")
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
    months: dict[str, int]
    """Printed month name, lower case, to 1–12."""
    letters: dict[str, str]
    """Printed part letter to Latin letter: باء → B, В (Cyrillic) → B."""
    items: dict[str, str]
    """Printed letter of a sub-paragraph to a, b, c …"""
    sections: dict[str, str]
    """Printed number of a section to a Roman numeral, where the language does not print one: 二 → II."""
    context: re.Pattern[str]
    """Nouns, owners and possessives in running text; the group that matched names the token."""
    token_of: dict[str, str]
    """Group name of `context` to resolution, decision, other, its, or the key of a body."""
    letter: str
    """Pattern of one part letter."""
    joint: str
    """Pattern of one list separator: comma, "and"."""
    joint_at: re.Pattern[str]
    reach: str
    """Pattern of the word of a range: "to"."""
    dates: tuple[re.Pattern[str], ...]
    """Forms of a whole date, commonest first, with groups day, month and year."""
    lead_at: re.Pattern[str]
    """What stands between a number and its date: "of", ", de", "المؤرخ"."""
    element: re.Pattern[str]
    """One element of a list of dates: day, perhaps month, perhaps year."""
    skip_at: re.Pattern[str]
    """What may stand between a number and its date without parting them: a title, a section."""
    opening_at: re.Pattern[str]
    relation_of: dict[str, str]
    layout: dict[str, re.Pattern[str]]
    forms: dict[str, re.Pattern[str]]
    preambular: re.Pattern[str]
    owner_before: re.Pattern[str] = field(kw_only=True)
    """What may stand between an owner and the noun after it: "Council’s previous resolutions"."""
    owner_after: re.Pattern[str] = field(kw_only=True)
    """What may stand between a noun or number and the owner after it: " of the ", " du "."""
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

        >>> load("en").find_date("adopted on 21 December 2016")
        '2016-12-21'
        """
        for form in self.dates:
            if (m := form.search(text)) and (date := self.read_date(m)):
                return date
        return None

    def read_date(self, m: re.Match[str]) -> str | None:
        """ISO date of a match of one of `dates`; None for a day that no calendar has."""
        found = m.groupdict()
        if found.get("zyear"):
            return iso(int(digits(found["zyear"])), value(found["zmonth"]), value(found["zday"]))
        return iso(int(found["year"]), self.month_of(found["month"]), int(found["day"]))

    def month_of(self, printed: str) -> int:
        """Number of a printed month, white space and case aside."""
        return self.months[_squeeze(printed)]

    def section(self, heading: str) -> str:
        """The Roman numeral of a section's heading, "" if it has none: "II", "IV Reports", 二, ثالثا.

        >>> load("en").section("II"), load("zh").section("二"), load("ar").section("ثالثا"), load("en").section("Reports")
        ('II', 'II', 'III', '')
        """
        words = heading.split(maxsplit=1)
        first = words[0].rstrip(".،、。") if words else ""
        return self.sections.get(first) or (first if _SECTION.fullmatch(first) else "")

    def item_letter(self, printed: str) -> str:
        """The letter of a sub-paragraph in Latin small letters, "" if it is none: ب → b, iv → iv.

        >>> load("en").item_letter("b"), load("en").item_letter("see")
        ('b', '')
        """
        folded = printed.lower()
        if found := self.items.get(folded):
            return found
        if _ITEM_ROMAN.match(folded):
            return folded
        return folded if len(folded) == 1 and "a" <= folded <= "z" else ""


def _squeeze(month: str) -> str:
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
    m = _LABEL.match(clause)
    return m.end() if m else 0


def code_of(name: str) -> str:
    """The code of a language by any of its usual names.

    Raises:
        LanguageError: it is none of the six.
    """
    code = _ALIASES.get(name.lower(), name.lower())
    if code not in LANGUAGES:
        raise LanguageError(f"{name!r} is no official language", remedy=f"use one of {' '.join(LANGUAGES)}")
    return code


@cache
def load(name: str) -> Language:
    """The language of a code.

    Raises:
        LanguageError: no such language, or its file is not well formed.
    """
    code = code_of(name)
    raw = (resources.files("resgraph.languages") / f"{code}.toml").read_text("utf-8")
    try:
        return _compile(tomllib.loads(raw))
    except (KeyError, ValueError, re.error) as error:
        raise LanguageError(
            f"not well formed: {error}", where=f"languages/{code}.toml", remedy="mend the file"
        ) from error


def _compile(t: dict[str, Any]) -> Language:
    dates, lists, nouns = t["dates"], t["lists"], t["nouns"]
    months = {_squeeze(form): n for n, forms in enumerate(dates["months"], 1) for form in forms}
    spelled = [
        re.escape(form).replace(r"\ ", r"\s*").replace("/", r"\s*/?\s*") for forms in dates["months"] for form in forms
    ]
    month = f"(?i:{either(spelled)})"
    values = {"month": month, "year": r"(?:1[89]|20)\d\d", "day": r"(?:3[01]|[12]\d|0?[1-9])", **dates.get("words", {})}
    relation_of, verbs = {}, []
    for n, (relation, forms) in enumerate(t["verbs"]["relations"].items()):
        if relation not in RELATIONS:
            raise KeyError(f"verbs.relations.{relation} is no relation")
        relation_of[f"v{n}"] = relation
        verbs += [(form, f"v{n}") for form in forms]
    tokens = [
        *((f, kind) for kind in ("resolution", "decision", "other", "its") for f in nouns.get(kind, [])),
        *((f, f"body{n}") for n, names in enumerate(t["bodies"].values()) for f in names),
    ]
    keys = dict(zip((f"body{n}" for n in range(len(t["bodies"]))), t["bodies"], strict=True))
    context = re.compile(first_letters(tokens, words=t.get("edge", r"\b") != ""))
    head = t["verbs"].get("head", "")
    tail = t["verbs"].get("tail", "")
    return Language(
        code=t["code"],
        name=t["name"],
        date_first=dates.get("position") == "before",
        months=months,
        letters={**{chr(c): chr(c) for c in range(65, 91)}, **lists.get("letters", {})},
        items=_items(t["layout"].get("items", [])),
        sections={printed: roman(n) for n, printed in enumerate(t["layout"].get("sections", []), 1)},
        context=context,
        token_of={group: keys.get(kind := group.split("_")[0], kind) for group in context.groupindex},
        letter=either([*(re.escape(k) for k in lists.get("letters", {})), "[A-Z]"]),
        joint=either(lists["joint"]),
        joint_at=re.compile(either(lists["joint"])),
        reach=either(lists["reach"]),
        dates=tuple(_date(form, values) for form in dates["forms"]),
        lead_at=re.compile(either(dates["lead"]) if dates["lead"] else ""),
        element=_date(dates["element"], values),
        skip_at=re.compile(either(dates["skip"])),
        opening_at=re.compile(rf"{head}{grouped(verbs)}{tail}"),
        relation_of=relation_of,
        layout={
            key: re.compile(either(v) if isinstance(v, list) else v)
            for key, v in t["layout"].items()
            if key not in ("items", "sections")
        },
        forms={key: re.compile(v) for key, v in t["forms"].items()},
        preambular=re.compile(rf"{head}{either(t['verbs']['preambular'])}"),
        owner_before=re.compile(either(nouns["owner_before"])),
        owner_after=re.compile(either(nouns["owner_after"])),
        numerals=bool(t.get("numerals")),
    )


def _date(form: str, values: dict[str, str]) -> re.Pattern[str]:
    """A date form with its slots filled: `{day} {month} {year}`."""
    for slot in ("day", "month", "year"):
        form = form.replace("{" + slot + "}", f"(?P<{slot}>{values[slot]})")
    return re.compile(form)


def _items(printed: list[str]) -> dict[str, str]:
    return {letter: chr(97 + n) for n, letters in enumerate(printed) for letter in letters.split("|")}
