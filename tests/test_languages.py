"""The language files: every example gives what it says, every pattern is proven by an example, no file is ill formed.

Examples stand at the end of each file in `resgraph/languages/`, in the forms that `Examples` names. A fragment is proven
when it alone, compiled by itself, matches in its role in one of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import resgraph
from resgraph import languages, symbols
from resgraph.bodies import bodies
from resgraph.citations.dates import bind, follows_in_list
from resgraph.citations.find import find
from resgraph.citations.memory import GENERIC
from resgraph.citations.mention import Mention
from resgraph.citations.words import tokens
from resgraph.errors import LanguageError
from resgraph.languages import LANGUAGES, Language, code_of, detect, load
from resgraph.sessions import roman
from resgraph.text.normalise import clean

SOURCES = {code: (resources.files("resgraph.languages") / f"{code}.toml").read_text("utf-8") for code in LANGUAGES}
RAW: dict[str, dict[str, Any]] = {code: tomllib.loads(source) for code, source in SOURCES.items()}
NOUNS = ("resolution", "decision", "other")
LONGEST = 240
"""Characters of a quotation."""

# ---------------------------------------------------------------- the examples of one language


@dataclass(frozen=True)
class Clause:
    """One example in words, and what the engine's own steps see in it."""

    text: str
    table: dict[str, Any]
    language: Language

    @cached_property
    def mentions(self) -> list[Mention]:
        found = find(self.text, self.language)
        bind(found, self.text, 0, len(self.text), self.language)
        return found

    @cached_property
    def tokens(self) -> list[tuple[int, int, str]]:
        return tokens(self.text, 0, len(self.text), self.language)

    @cached_property
    def owners(self) -> list[tuple[int, int, str]]:
        return [t for t in self.tokens if t[2] not in NOUNS]

    @cached_property
    def gaps(self) -> list[str]:
        """What stands between two neighbours of one list, and between two part letters of one number."""
        found = [
            self.text[left.last : right.first]
            for left, right in pairwise(self.mentions)
            if follows_in_list(self.text, left.last, right.first, self.language)
        ]
        for m in self.mentions:
            found += re.split(self.language.letter, self.text[m.start : m.end])[1:-1]
        return found

    @cached_property
    def date_starts(self) -> set[int]:
        forms = (*self.language.dates, self.language.element)
        return {m.start() for form in forms for m in form.finditer(self.text)}

    @cached_property
    def steps_to_dates(self) -> list[tuple[int, int]]:
        """The stretches between each dated number and its date: skipped ones, then what leads to the date."""
        steps = []
        for mention in self.mentions:
            position = mention.end
            while mention.date:
                lead = self.language.lead_at.match(self.text, position)
                if lead and lead.end() in self.date_starts:
                    steps.append((position, lead.end()))
                    break
                skip = self.language.skip_at.match(self.text, position)
                if skip is None or skip.end() == position:
                    break
                steps.append((position, skip.end()))
                position = skip.end()
        return steps


@dataclass(frozen=True)
class Examples:
    """The examples of one language, by the forms in which they are written."""

    clauses: list[Clause]
    """`text` with `gives` ("SYMBOL DATE" in order), perhaps `from` (its document), `relation` and `verb`."""
    openings: list[tuple[str, str]]
    """`relation` with `openings`, the first words of clauses."""
    preambular: list[str]
    """`preambular`: first words that only preambles use."""
    bodies: list[tuple[str, str]]
    """`bodies`: key → printed names."""
    dates: list[tuple[str, str]]
    """`dates`: printed date → ISO date."""
    layout: list[tuple[str, str]]
    """`layout`: key → lines; of `items` and `sections` all, in order."""


@cache
def examples(code: str) -> Examples:
    tables = RAW[code].get("examples", [])
    return Examples(
        clauses=[Clause(clean(t["text"]), t, load(code)) for t in tables if "text" in t],
        openings=[(clean(words), t["relation"]) for t in tables for words in t.get("openings", ())],
        preambular=[clean(words) for t in tables for words in t.get("preambular", ())],
        bodies=[(clean(name), key) for t in tables for key, names in t.get("bodies", {}).items() for name in names],
        dates=[(clean(printed), date) for t in tables for printed, date in t.get("dates", {}).items()],
        layout=[(clean(line), key) for t in tables for key, lines in t.get("layout", {}).items() for line in lines],
    )


# ---------------------------------------------------------------- every example gives what it says

each_language = pytest.mark.parametrize("code", LANGUAGES)
each_clause = pytest.mark.parametrize(
    "clause",
    [pytest.param(c, id=f"{code}-{n}") for code in LANGUAGES for n, c in enumerate(examples(code).clauses, 1)],
)


@each_clause
def test_a_clause_gives_its_citations(clause: Clause) -> None:
    found = list(resgraph.extract(clause.table["text"], lang=clause.language.code))
    assert [f"{c.cited} {c.cited_date or ''}".strip() for c in found] == members(clause.table["gives"])
    if "relation" in clause.table:
        assert {(c.relation, c.verb) for c in found} == {(clause.table["relation"], clause.table["verb"])}


def members(gives: Iterable[str]) -> list[str]:
    """`A/RES/41/60A-C 1986-12-03` stands for its three members."""
    rows = (given.partition(" ") for given in gives)
    return [f"{member} {date}".strip() for symbol, _, date in rows for member in symbols.parse(symbol).members]


@each_clause
def test_a_clause_is_a_short_quotation(clause: Clause) -> None:
    assert len(clause.text) <= LONGEST
    assert set(clause.table) <= {"text", "from", "gives", "relation", "verb"}
    assert "from" not in clause.table or symbols.parse(clause.table["from"]).text == clause.table["from"]
    assert clause.mentions, "it proves nothing"


@each_language
def test_an_opening_has_its_relation(code: str) -> None:
    opening = load(code).opening
    wrong = []
    for words, relation in examples(code).openings:
        verb, found = opening(words)
        if found != relation or not words.startswith(verb) or opening(f"12. {words}") != (verb, found):
            wrong.append((words, relation, verb, found))
    assert not wrong, f"{code}: {wrong}"


@each_language
def test_a_preamble_opens_so(code: str) -> None:
    assert not [words for words in examples(code).preambular if not load(code).is_preambular(words)]


@each_language
def test_a_name_is_that_of_its_body(code: str) -> None:
    language = load(code)
    wrong = []
    for name, key in examples(code).bodies:
        m = language.context_at.match(name)
        if m is None or m[0] != name or language.token_of[m.lastgroup or ""] != key:
            wrong.append((name, key, m and (m[0], language.token_of[m.lastgroup or ""])))
    assert not wrong, f"{code}: {wrong}"


@each_language
def test_every_body_is_in_the_table(code: str) -> None:
    assert set(RAW[code]["bodies"]) <= {*bodies(), *GENERIC, "COUNCIL"}


@each_language
def test_a_date_is_read(code: str) -> None:
    find_date = load(code).find_date
    assert not [(printed, find_date(printed)) for printed, date in examples(code).dates if find_date(printed) != date]


@each_language
def test_a_line_is_told_by_its_layout(code: str) -> None:
    language = load(code)
    whole = {"formula", "annex", "running"}
    wrong = []
    for line, key in examples(code).layout:
        if key == "items":
            right = [language.item_letter(letter) for letter in line.split()] == [
                chr(97 + n) for n in range(len(line.split()))
            ]
        elif key == "sections":
            right = [language.section(s) for s in line.split("/")] == [roman(n) for n in range(1, line.count("/") + 2)]
        elif key == "agenda":
            m = language.layout[key].match(line)
            right = m is not None and language.agenda_item(m["item"]) is not None
        else:
            pattern = language.layout[key]
            right = bool(pattern.fullmatch(line) if key in whole else pattern.search(line))
        if not right:
            wrong.append((key, line))
    assert not wrong, f"{code}: {wrong}"


# ---------------------------------------------------------------- every pattern has an example


def fragments(code: str) -> Iterator[tuple[str, str]]:
    """Section and fragment, for every entry of every list of patterns in a language file."""
    raw = RAW[code]
    for kind, found in raw["nouns"].items():
        yield from ((f"nouns.{kind}", fragment) for fragment in found)
    for kind in ("joint", "reach"):
        yield from ((f"lists.{kind}", fragment) for fragment in raw["lists"][kind])
    yield from (("lists.letters", letter) for letter in raw["lists"].get("letters", {}))
    yield from (("dates.months", form) for forms in raw["dates"]["months"] for form in forms)
    for kind in ("forms", "lead", "skip"):
        yield from ((f"dates.{kind}", fragment) for fragment in raw["dates"][kind])
    yield ("dates.element", raw["dates"]["element"])
    for key, names in raw["bodies"].items():
        yield from ((f"bodies.{key}", name) for name in names)
    for relation, verbs in raw["verbs"]["relations"].items():
        yield from ((f"verbs.relations.{relation}", verb) for verb in verbs)
    yield from (("verbs.preambular", fragment) for fragment in raw["verbs"]["preambular"])
    yield from ((f"verbs.{end}", raw["verbs"][end]) for end in ("head", "tail"))
    for key, lines in raw["layout"].items():
        yield from ((f"layout.{key}", fragment) for fragment in ([lines] if isinstance(lines, str) else lines))
    yield from ((f"forms.{form}", fragment) for form, fragment in raw["forms"].items())


def proven(code: str, section: str, fragment: str) -> bool:
    """Whether an example proves a fragment: it alone matches there, in its role."""
    raw, given = RAW[code], examples(code)
    part, _, key = section.partition(".")
    if role := ROLES.get(section) or ROLES.get(part):
        alone = load(code).element if section == "dates.element" else re.compile(fragment)
        return any(role(clause, alone, key) for clause in given.clauses)
    if section == "lists.letters":
        latin = raw["lists"]["letters"][fragment]
        return any(latin in m.parts and fragment in c.text[m.start : m.end] for c in given.clauses for m in c.mentions)
    if section == "dates.months":
        return any(fragment.casefold() in printed.casefold() for printed, _ in given.dates)
    if section == "dates.forms":
        form = load(code).dates[raw["dates"]["forms"].index(fragment)]
        return any(form.fullmatch(printed) for printed, _ in given.dates)
    if part == "bodies":
        return any(k == key and re.fullmatch(fragment, name) for name, k in given.bodies)
    if part == "layout":
        lines = [line for line, k in given.layout if k == key]
        if key in ("items", "sections"):
            return any(fragment.split("|")[0] in line for line in lines)
        return any(
            re.fullmatch(fragment, line) if key in ("formula", "annex", "running") else re.search(fragment, line)
            for line in lines
        )
    head, tail = raw["verbs"]["head"], raw["verbs"]["tail"]
    if section == "verbs.preambular":
        return any(re.match(head + fragment, words) for words in given.preambular)
    if section == "verbs.head":
        return any((m := re.match(fragment, words)) is not None and m[0] for words, _ in given.openings)
    if section == "verbs.tail":
        return any((m := re.search(rf"{fragment}\Z", words)) is not None and m[0] for words, _ in given.openings)
    relation = section.rpartition(".")[2]
    return any(r == relation and re.match(f"{head}(?:{fragment}){tail}", words) for words, r in given.openings)


def _is_token(clause: Clause, alone: re.Pattern[str], kind: str) -> bool:
    return any(alone.fullmatch(clause.text, start, end) for start, end, k in clause.tokens if k == kind)


def _is_between(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    return any(alone.search(gap) for gap in clause.gaps)


def _joins_owner_before(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    ends = [end for _, end, _ in clause.owners]
    if clause.language.date_first:
        return any(alone.match(clause.text, end) for end in ends)
    starts = [start for start, _, kind in clause.tokens if kind in ("resolution", "decision")]
    return any(alone.fullmatch(clause.text, end, start) for end in ends for start in starts if end <= start)


def _joins_owner_after(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    ends = {end for _, end, kind in clause.tokens if kind in NOUNS} | {
        end for m in clause.mentions for end in (m.end, m.last)
    }
    starts = [start for start, _, _ in clause.owners]
    return not clause.language.date_first and any(
        alone.fullmatch(clause.text, end, start) for end in ends for start in starts if end <= start
    )


def _follows_owner(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    return any((m := alone.match(clause.text, end)) is not None and m.end() > end for _, end, _ in clause.owners)


def _leads_to_owner(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    ending = re.compile(rf"(?:{alone.pattern})\Z")
    return any(ending.search(clause.text, 0, start) for start, _, _ in clause.owners)


def _leads_to_its(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    ending = re.compile(rf"(?:{alone.pattern})\s+\Z")
    return any(kind == "its" and ending.search(clause.text, 0, start) for start, _, kind in clause.owners)


def _names_the_subject(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    starts = {start for start, _, _ in clause.owners}
    return any(
        (m := alone.match(clause.text, mention.last)) is not None and m.end() in starts for mention in clause.mentions
    )


def _leads_to_date(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    return any(
        alone.fullmatch(clause.text, start, end) and end in clause.date_starts for start, end in clause.steps_to_dates
    )


def _is_passed_over(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    if not clause.language.date_first:
        return any(alone.fullmatch(clause.text, start, end) for start, end in clause.steps_to_dates)
    ends = [m.end() for form in clause.language.dates for m in form.finditer(clause.text)]
    return any((m := alone.match(clause.text, end)) is not None and m.end() > end for end in ends)


def _borrows_month_or_year(clause: Clause, alone: re.Pattern[str], _: str) -> bool:
    days = {int(m["day"]) for m in alone.finditer(clause.text) if not m["year"]}
    return any(int(mention.date[8:]) in days for mention in clause.mentions if mention.date)


def _is_form(clause: Clause, alone: re.Pattern[str], form: str) -> bool:
    told = {"ibid": "treaty", "turned": "year"}.get(form, form)
    return bool(alone.search(clause.text)) and any(m.form == told for m in clause.mentions)


ROLES: dict[str, Callable[[Clause, re.Pattern[str], str], bool]] = {
    "nouns.owner_before": _joins_owner_before,
    "nouns.owner_after": _joins_owner_after,
    "nouns.owner_about": _follows_owner,
    "nouns.adopted_by": _leads_to_owner,
    "nouns.within": _leads_to_its,
    "nouns.subject": _names_the_subject,
    "nouns": _is_token,
    "lists.joint": _is_between,
    "lists.reach": _is_between,
    "dates.lead": _leads_to_date,
    "dates.skip": _is_passed_over,
    "dates.element": _borrows_month_or_year,
    "forms": _is_form,
}


@each_language
def test_every_pattern_has_an_example(code: str) -> None:
    missing = [f"{s} {f!r}" for s, f in fragments(code) if not proven(code, s, f)]
    assert not missing, f"{code}.toml: without an example are\n" + "\n".join(missing)


@each_language
def test_no_name_and_no_verb_stands_for_two_things(code: str) -> None:
    raw = RAW[code]
    for table in (raw["bodies"], raw["verbs"]["relations"]):
        homes: dict[str, set[str]] = {}
        for key, found in table.items():
            for fragment in found:
                homes.setdefault(fragment, set()).add(key)
        assert not [(fragment, keys) for fragment, keys in homes.items() if len(keys) > 1]


def test_the_six_languages_know_the_same_bodies() -> None:
    """A body named in one language only is likely forgotten in the others; what English alone has is listed."""
    known = {code: set(RAW[code]["bodies"]) for code in LANGUAGES}
    assert known["en"] - known["zh"] <= {"CSTD", "UNHCR-EXCOM"}
    assert known["en"] - known["fr"] <= {"BOARD", "ICRC"}
    for code in ("ar", "es", "ru"):
        assert known["en"] - known[code] <= {"ICRC"}, code


# ---------------------------------------------------------------- reading a language file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder from which language files are read instead."""

    class Files:
        @staticmethod
        def files(_: str) -> Path:
            return tmp_path

    monkeypatch.setattr(languages, "resources", Files)
    return tmp_path


@pytest.mark.parametrize(
    ("find_", "replace", "what"),
    [
        ('code = "en"', 'code = "en', "line"),
        ("[nouns]", "[names]", "nouns"),
        ("recalls = [", "remembers = [", "verbs.relations.remembers is no relation"),
        ("'DECISIONS?'", "'DECISIONS?('", "a bracket is not closed|missing"),
        ("'DECISIONS?'", "''", "a fragment may be empty"),
        ("'DECISIONS?'", r"'\bDECISIONS?'", "a fragment begins with"),
    ],
)
def test_an_ill_formed_file_is_named_with_what_to_do(folder: Path, find_: str, replace: str, what: str) -> None:
    assert find_ in SOURCES["en"]
    (folder / "en.toml").write_text(SOURCES["en"].replace(find_, replace, 1), "utf-8")
    with pytest.raises(LanguageError, match=what) as caught:
        load.__wrapped__("en")
    assert caught.value.where == "languages/en.toml"
    assert caught.value.remedy == "mend the file"


def test_a_well_formed_file_is_read(folder: Path) -> None:
    (folder / "en.toml").write_text(SOURCES["en"], "utf-8")
    assert load.__wrapped__("en").opening("Recalling its resolution 33/134") == ("Recalling", "recalls")


@pytest.mark.parametrize(
    ("name", "code"),
    [("EN", "en"), ("ch", "zh"), ("chi", "zh"), ("zh-CN", "zh"), ("A", "ar"), ("s", "es"), ("R", "ru")],
)
def test_a_language_has_several_names(name: str, code: str) -> None:
    assert code_of(name) == code
    assert load(name).code == code


@pytest.mark.parametrize("name", ["de", "english", ""])
def test_another_language_is_refused_with_the_six(name: str) -> None:
    with pytest.raises(LanguageError, match="use one of ar en es fr ru zh"):
        load(name)


# ---------------------------------------------------------------- which language is it?


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The General Assembly, Recalling its resolution 33/134 of 19 December 1978,", "en"),
        ("L’Assemblée générale, Rappelant sa résolution 33/134 du 19 décembre 1978,", "fr"),
        ("La Asamblea General, Recordando su resolución 33/134, de 19 de diciembre de 1978,", "es"),
        ("Генеральная Ассамблея, ссылаясь на свою резолюцию 33/134 от 19 декабря 1978 года,", "ru"),
        ("大会，回顾其1978年12月19日第33/134号决议，", "zh"),
        ("إن الجمعية العامة، إذ تشير إلى قرارها 33/134 المؤرخ 19 كانون الأول/ديسمبر 1978،", "ar"),
        ("大會，回顧其一九七八年十二月十九日第33/134號決議，", "zh"),
        ("The United Nations Treaty Series, vol. 1771, 联合国 and the Генеральная Ассамблея", "en"),
        ("A/RES/71/244", None),
        ("33/134 1978", None),
        ("", None),
        ("Die Generalversammlung, unter Hinweis auf ihre Resolution 33/134 vom 19. Dezember 1978,", None),
        ("総会は、決議33/134を想起し", "zh"),
    ],
)
def test_the_language_is_told_by_script_and_words(text: str, code: str | None) -> None:
    assert detect(text) == code


@each_language
def test_the_examples_are_in_their_language(code: str) -> None:
    assert detect(" ".join(clause.text for clause in examples(code).clauses)) == code
