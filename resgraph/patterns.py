"""The templates of `tables/bodies.toml` turned around: what is written, not yet what it means.

A template such as `E/RES/{session}/{number}` becomes a pattern that accepts numerals of either kind and part letters
where anybody puts them. `written` finds the body by its root, `bare` a number without one, `named` a number among
English words; whether such a document can be is for `symbols.parse` to decide.

>>> written("E/RES/663A(XXIV)")
Written(body='ECOSOC', kind='resolution', session='XXIV', number=663, part='A', behind=True)
>>> bare("217(III)[A]").part, bare("S-10/2").session
('A', 'S-10')
>>> named("19/1 OF THE HIGH-LEVEL COMMITTEE ON SOUTH-SOUTH COOPERATION")
('19/1', 'HIGH-LEVEL COMMITTEE ON SOUTH-SOUTH COOPERATION')
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from resgraph import bodies
from resgraph.forms import BEHIND, LETTERS, SESSION, SESSION_BEHIND, SUPPLIED

__all__ = ["Written", "adopting_root", "bare", "named", "written"]


class Written(NamedTuple):
    """A resolution or decision as it is written."""

    body: str
    """Key of the body, empty where the root is missing."""
    kind: str
    """resolution or decision, empty where nothing says it."""
    session: str
    """Session or year in the numerals it has, empty where there is none."""
    number: int
    part: str
    """Letters, ranges, or what a library put in brackets; without the brackets."""
    behind: bool | None
    """Whether the session stands in brackets behind the number; None where there is none."""


class _Template(NamedTuple):
    """A template and what it stands for."""

    body: str
    kind: str
    text: str


def written(tight: str) -> Written | None:
    """A text in capitals without spaces, read by the templates of all bodies; None where none accepts it."""
    head, templates = _beginning(tight)
    for template in (*templates, *_templates()[1][""]) if head else templates:
        if found := _read(template, tight):
            return found
    return None


def bare(tight: str) -> Written | None:
    """A number without a root: 2625 (XXV), 33/134, or the number alone."""
    return next((found for template in _BARE if (found := _read(template, tight))), None)


def named(text: str) -> tuple[str, str] | None:
    """The number in a text in capitals, without spaces, and the words around it that may name a body."""
    m = _NAMED.fullmatch(text)
    if m is None:
        return None
    name = " ".join(_FILLER.sub("", f"{m['before']} {m['after']} ").strip(" ,").split())
    return (m["number"].replace(" ", ""), name) if not name or _NAME.fullmatch(name) else None


def adopting_root(tight: str) -> tuple[str, str] | None:
    """Body and kind of a root under which only resolutions or decisions stand, such as A/RES/; else None."""
    head, templates = _beginning(tight)
    return templates[0][:2] if head.endswith(("/RES/", "/DEC/")) else None


_BARE = (
    _Template("", "", "{number}" + BEHIND),  # 2625 (XXV), 217 A (III)
    _Template("", "", "{session}/{number}"),  # 33/134, S-10/2
    _Template("", "", "{number}"),  # Security Council resolution 1325
)

_PART = rf"(?:\s?(?:{LETTERS}(?![A-Z])|{SUPPLIED}))?"  # " B", "A-C", "[II]"
_NAMED = re.compile(
    rf"""
    (?P<before>.*?)  # "Security Council"
    (?<![A-Z0-9./-])
    (?P<number>
        [0-9]+ {_PART} \s? \([^()]+\) {_PART}  # 1325 (2000), 663 C (XXIV)
      | {SESSION}\s?/\s?[0-9]+ {_PART}  # 16/18, S-35/1, 74/537 B
      | [0-9]+ (?: /[A-Z]+\.[0-9]+ | {_PART} )  # 1/CP.21, 1325
    )
    (?P<after>(?:\s.*)?)  # "of the High-level Committee on South-South Cooperation"
    """,
    re.VERBOSE,
)
_FILLER = re.compile(r"^\s*(?:(?:OF|BY|ITS|THE|NO)\b[\s.,]*)+|[\s,]+(?:OF|BY)\s*$")  # "its", "of the"
_NAME = re.compile(r"[^\W\d_]+(?:[ ,'-]+[^\W\d_]+)*")  # "Executive Board of UNDP, UNFPA and UNOPS"


def _read(template: _Template, tight: str) -> Written | None:
    """What is written in the places of a template."""
    m = _pattern(template.text).fullmatch(tight)
    if m is None:
        return None
    groups = m.groupdict()
    part = (groups["part"] or groups["after"] or "").strip("[]")
    behind = BEHIND in template.text if "session" in groups else None
    return Written(template.body, template.kind, groups.get("session") or "", int(groups["number"]), part, behind)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """What a template accepts, in capitals and without spaces."""
    places = {
        "{number}": rf"0*(?P<number>[0-9]+)(?:/?(?P<part>{LETTERS}))?",
        BEHIND: rf"/?\((?P<session>{SESSION_BEHIND})\)",
        "{session}": rf"(?P<session>{SESSION})",
    }
    pieces = re.split("(" + "|".join(map(re.escape, places)) + ")", template)
    pattern = "".join(places.get(piece) or re.escape(piece.upper().replace(" ", "")) for piece in pieces)
    return re.compile(rf"{pattern}(?:/?(?P<after>{LETTERS}|{SUPPLIED}))?")


def _beginning(tight: str) -> tuple[str, list[_Template]]:
    """The longest beginning of a template that the text has, and the templates that begin so."""
    finder, templates = _templates()
    m = finder.match(tight)
    head = m[0] if m else ""
    return head, templates[head]


@cache
def _templates() -> tuple[re.Pattern[str], dict[str, list[_Template]]]:
    """The templates of all bodies by the text they begin with, and what finds that text."""
    templates: dict[str, list[_Template]] = {"": []}
    for body in bodies.bodies().values():
        own = [(kind, era.template(kind)) for era in body.eras for kind in ("resolution", "decision")]
        for kind, text in (*own, *body.printed, *((kind, text) for text, kind in body.spellings)):
            head = text.partition("{")[0].upper().replace(" ", "")
            if text:
                templates.setdefault(head, []).append(_Template(body.key, kind, text))
    heads = sorted(templates, key=lambda head: (-len(head), head))
    return re.compile("|".join(map(re.escape, heads))), templates
