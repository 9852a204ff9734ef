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
import warnings
from functools import cache
from importlib import resources
from typing import Any

from resgraph.errors import LanguageError
from resgraph.languages.detection import detect
from resgraph.languages.fragments import APART, either, first_letters, from_one_letter, grouped, nameless
from resgraph.languages.language import Language, squeeze
from resgraph.schema import RELATIONS
from resgraph.sessions import roman

__all__ = ["LANGUAGES", "Language", "detect", "load", "read_language"]

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
    return read_language(raw, f"languages/{code}.toml")


def read_language(raw: str, where: str) -> Language:
    """The language that the text of a language file describes; `where` names it in messages.

    Raises:
        LanguageError: it is not well formed: no TOML, a section missing, a value of another type, no pattern.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # `re` warns of what only looks like a set
            return _compile(tomllib.loads(raw))
    except (
        LookupError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError, FutureWarning, re.error,
    ) as error:  # fmt: skip
        what = f"not well formed: {type(error).__name__} {error}"
        raise LanguageError(what, where=where, remedy="mend the file") from error


def _compile(t: dict[str, Any]) -> Language:
    dates, lists, nouns = t["dates"], t["lists"], t["nouns"]
    months = {squeeze(form): n for n, forms in enumerate(dates["months"], 1) for form in forms}
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
    whole_words = t.get("edge", r"\b") != ""
    named = first_letters(tokens, words=whole_words)
    context_at = re.compile(rf"(?<!\w)(?:{named})" if whole_words else named)
    joint, lead = either(lists["joint"]), either(dates["lead"]) if dates["lead"] else ""
    forms, element = [_filled(form, values) for form in dates["forms"]], _filled(dates["element"], values)
    whole = nameless("|".join(forms))
    further = rf"(?>{joint})(?:(?={whole})|(?>{lead})(?={whole}))"
    date_first = dates.get("position") == "before"
    head = t["verbs"].get("head", "")
    tail = t["verbs"].get("tail", "")
    return Language(
        code=t["code"],
        name=t["name"],
        date_first=date_first,
        date_end=dates.get("end", ""),
        months=months,
        letters={**{chr(c): chr(c) for c in range(65, 91)}, **lists.get("letters", {})},
        conferences=lists.get("conferences", {}),
        volumes=lists.get("volumes", {}),
        items=_items(t["layout"].get("items", [])),
        sections={printed: roman(n) for n, printed in enumerate(t["layout"].get("sections", []), 1)},
        context=re.compile(f"{APART}(?:{named})") if whole_words else context_at,
        context_at=context_at,
        apart=int(whole_words),
        token_of={group: keys.get(kind := group.split("_")[0], kind) for group in context_at.groupindex},
        letter=either([*(re.escape(k) for k in lists.get("letters", {})), "[A-Z]"]),
        joint=joint,
        joint_at=re.compile(joint),
        joint_before=re.compile(either(lists["joint"][:-1]) + r"\Z"),
        reach=either(lists["reach"]),
        dates=tuple(map(re.compile, forms)),
        lead_at=re.compile(lead),
        date_ahead=re.compile(
            rf"(?>{lead})(?P<at>)(?:{forms[0]}(?:(?={further})(?P<more>))?|(?={whole}|{nameless(element)}))"
        ),
        next_date=re.compile(further),
        gap=re.compile(rf"\s*[号號]?(?:{joint})*\s*第?\s*" if date_first else f"(?:{joint})+"),
        element=re.compile(element),
        skip_at=re.compile(either(dates["skip"])),
        opening_at=re.compile(rf"{head}{grouped(verbs)}{tail}"),
        relation_of=relation_of,
        layout={
            key: re.compile(either(v) if isinstance(v, list) else v)
            for key, v in t["layout"].items()
            if key not in ("items", "sections")
        },
        forms={key: re.compile(from_one_letter(v)) for key, v in t["forms"].items()},
        preambular=re.compile(rf"{head}{either(t['verbs']['preambular'])}"),
        owner_before=re.compile(either(nouns["owner_before"])),
        owner_after=_optional(nouns.get("owner_after", [])),
        owner_about=_optional(nouns.get("owner_about", [])),
        adopted_by=_optional(nouns.get("adopted_by", []), r"\Z"),
        within=_optional(nouns.get("within", []), r"\s+\Z"),
        subject=_optional(nouns.get("subject", [])),
        numerals=bool(t.get("numerals")),
    )


def _optional(fragments: list[str], end: str = "") -> re.Pattern[str]:
    """One alternation of fragments; where a language has none, a pattern that matches nothing."""
    return re.compile(either(fragments) + end if fragments else "(?!)")


def _filled(form: str, values: dict[str, str]) -> str:
    """A date form with its slots filled: `{day} {month} {year}`."""
    for slot in ("day", "month", "year"):
        form = form.replace("{" + slot + "}", f"(?P<{slot}>{values[slot]})")
    return form


def _items(printed: list[str]) -> dict[str, str]:
    return {letter: chr(97 + n) for n, letters in enumerate(printed) for letter in letters.split("|")}
