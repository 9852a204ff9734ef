"""Whose number is it? The noun and its owner decide, and carry through lists.

"Human Rights Council resolution 16/18", "резолюция 16/18 Совета по правам человека" and "人权理事会…第16/18号决议" name the
owner before, behind and far before the number; "its" is the organ that speaks. What the words leave open the number's
own form and its date decide, in `resgraph.citations.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resgraph.bodies import body_of_document
from resgraph.citations.dates import Dated, follows_in_list
from resgraph.citations.mention import Mention
from resgraph.languages import Language

__all__ = ["Owner", "Token", "owners", "reporting_body", "tokens"]

_FAR = 90
"""A noun governs its first number within this many characters."""
_NEAR = 45
"""A body so close before an "its" is what it refers to."""
_DIRECT = 12
"""A noun of another kind (article 15/3) matters only right before its number."""
_STOP = re.compile(r"[.;。；؛]\s")
_SUPPLEMENT = re.compile(r"A/\d{2}/(\d{1,3})(?=/|\Z)")
_SUPPLEMENTS = {"53": "HRC", "25": "UNEA", "12": "UNHCR-EXCOM", "15": "UNCTAD-TDB", "39": "SSC-HLC"}
_CLAUSE = re.compile(r"[，；。]")
_QUOTED = re.compile(r"[“《][^”》]*[”》]")
_AFTER_NUMBER = re.compile(r"\s*[号號]?\s*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word that tells of ownership: a noun (resolution, decision, other), an owner, or "its"."""

    start: int
    end: int
    kind: str
    """resolution, decision, other, its; or the key of a body."""


@dataclass(slots=True)
class Owner:
    """What the words around a number say of it."""

    noun: str = ""
    """resolution, decision, other; "" where no noun governs it."""
    body: str = ""
    """Key of a body, "its", or ""."""
    loose: bool = False
    """Prose stands between the noun, or the number before, and this number."""
    before: str = ""
    """The body named last before the number, to which an "its" or a bare noun may refer."""
    near: bool = False
    """That body stands right before: "the Human Rights Council, in its resolution"."""
    at: int = 0
    """Where the noun phrase begins, from which to look back."""


_NOUNS = ("resolution", "decision", "other")


def tokens(text: str, start: int, end: int, language: Language) -> list[Token]:
    """The words of ownership in a clause."""
    token_of = language.token_of
    return [Token(m.start(), m.end(), token_of[m.lastgroup or ""]) for m in language.context.finditer(text, start, end)]


def reporting_body(symbol: str) -> str:
    """The body whose resolutions a document prints: its own series, or its supplement to the Assembly's records.

    Supplement No. 53 is the report of the Human Rights Council, No. 25 that of the Environment Assembly (Official
    Records of the General Assembly, list of supplements).

    >>> reporting_body("A/69/53/Add.1"), reporting_body("CAC/COSP/2021/17"), reporting_body("A/71/208")
    ('HRC', 'UNCAC-COSP', '')
    """
    if m := _SUPPLEMENT.match(symbol):
        return _SUPPLEMENTS.get(m[1], "")
    body = body_of_document(symbol)
    return "" if body in ("GA", "SC", "ECOSOC", "OTHER") else body


def owners(
    mentions: Sequence[Mention],
    dated: Sequence[Dated],
    words: Sequence[Token],
    text: str,
    start: int,
    language: Language,
) -> list[Owner]:
    """Noun and owner of each mention of one clause."""
    words = [t for t in words if t.kind != "other" or any(0 <= m.start - t.end <= _DIRECT for m in mentions)]
    if language.date_first:
        found = _noun_last(mentions, dated, words, text, start, language)
    else:
        found = _noun_first(mentions, dated, words, text, language)
    for date, owner in zip(dated, found, strict=True):
        if owner.body in ("", "its"):
            _look_back(owner, owner.at or date.start, words, mentions, text)
    return found


def _look_back(owner: Owner, position: int, words: Sequence[Token], mentions: Sequence[Mention], text: str) -> None:
    """Note the body named last before a noun phrase without an owner, or the one whose report is named there."""
    for mention in reversed(mentions):
        if mention.form == "symbol" and mention.end <= position:
            if position - mention.end <= 2 * _NEAR and (reporting := reporting_body(mention.symbol)):
                owner.before, owner.near = reporting, True
                return
            break
    for t in reversed(words):
        if t.end > position or t.kind in _NOUNS or t.kind == "its":
            continue
        owner.before = t.kind
        owner.near = position - t.end <= _NEAR and not _STOP.search(text[t.end : position])
        return


def _noun_first(
    mentions: Sequence[Mention],
    dated: Sequence[Dated],
    words: Sequence[Token],
    text: str,
    language: Language,
) -> list[Owner]:
    found: list[Owner] = []
    nouns = [t for t in words if t.kind in _NOUNS]
    n = -1
    run: list[int] = []
    for i, mention in enumerate(mentions):
        before = n
        while n + 1 < len(nouns) and nouns[n + 1].end <= mention.start:
            n += 1
        if n < 0:
            listed = i > 0 and follows_in_list(text, dated[i - 1].end, mention.start, language)
            found.append(Owner(found[-1].noun, found[-1].body, found[-1].loose) if listed else Owner())
        elif n != before:
            gap = text[nouns[n].end : mention.start]
            body = _owner_of_noun(nouns[n], words, mention.start, text, language)
            loose = len(gap) > _FAR or bool(_STOP.search(gap))
            found.append(Owner(nouns[n].kind, body, loose, at=nouns[n].start))
            run = []
        else:
            listed = follows_in_list(text, dated[i - 1].end, mention.start, language)
            found.append(Owner(found[-1].noun, found[-1].body, not listed or found[-1].loose, at=found[-1].at))
            if not listed:
                run = []
        run.append(i)
        if body := _owner_behind(dated[i].end, words, text, language) or _owner_behind(
            mention.end, words, text, language
        ):
            for k in run:
                found[k].body = body
    return found


def _owner_of_noun(noun: Token, words: Sequence[Token], until: int, text: str, language: Language) -> str:
    """The owner right before a noun, or right behind it."""
    behind = ""
    for t in words:
        if t.kind in _NOUNS:
            continue
        if t.end <= noun.start and language.owner_before.fullmatch(text, t.end, noun.start):
            behind = t.kind
        elif noun.end <= t.start and t.end <= until and language.owner_after.fullmatch(text, noun.end, t.start):
            return t.kind
    return behind


def _owner_behind(position: int, words: Sequence[Token], text: str, language: Language) -> str:
    """The owner that follows a number or its date: "resolution 16/18 of the Human Rights Council"."""
    for t in words:
        if t.start > position + 40:
            break
        if (
            t.start >= position
            and t.kind not in (*_NOUNS, "its")
            and language.owner_after.fullmatch(text, position, t.start)
        ):
            return t.kind
    return ""


def _noun_last(
    mentions: Sequence[Mention],
    dated: Sequence[Dated],
    words: Sequence[Token],
    text: str,
    start: int,
    language: Language,
) -> list[Owner]:
    found: list[Owner] = []
    floor = start
    for i, mention in enumerate(mentions):
        listed = i > 0 and not any(floor <= t.start < mention.start and t.kind in _NOUNS for t in words)
        owner = _owner_ahead(floor, dated[i].start, mention.start, words, text, language)
        if not owner and listed:
            owner = found[-1].body
        noun, loose = _noun_behind(mention, mentions[i + 1 :], words, text)
        if not noun:
            noun = _noun_ahead(mention, words)
        found.append(Owner(noun, owner, loose, at=found[-1].at if listed else dated[i].start))
        floor = mention.end
    return found


def _owner_ahead(floor: int, dated: int, number: int, words: Sequence[Token], text: str, language: Language) -> str:
    """The last owner before a number from which the phrase runs on to it."""
    best = ""
    for t in words:
        if t.start >= number:
            break
        if (
            t.start >= floor
            and t.kind not in _NOUNS
            and (
                t.end in (dated, number)
                or (
                    language.owner_before.match(text, t.end)
                    and not _CLAUSE.search(_QUOTED.sub("", text[t.end : dated]))
                )
            )
        ):
            best = t.kind
    return best


def _noun_behind(mention: Mention, later: Sequence[Mention], words: Sequence[Token], text: str) -> tuple[str, bool]:
    """The noun that closes the list in which a number stands."""
    position = mention.end
    for noun in words:
        if noun.kind not in _NOUNS or noun.end <= position:
            continue
        between = text[position : noun.start]
        for m in later:
            if m.end <= noun.start:
                between = text[m.end : noun.start]
        plain = _AFTER_NUMBER.fullmatch(between) is not None or len(between) <= 8
        return (noun.kind, not plain) if not _STOP.search(text[position : noun.start]) else ("", True)
    return "", True


def _noun_ahead(mention: Mention, words: Sequence[Token]) -> str:
    """A noun right before the number, as in headings: 决议案一五一四, 大会决议70/1."""
    for t in reversed(words):
        if t.end <= mention.start and t.kind in _NOUNS:
            return t.kind if mention.start - t.end <= 3 or mention.start < t.end else ""
    return ""
