"""Whose number is it? The noun and its owner decide, and carry through lists.

"Human Rights Council resolution 16/18", "резолюция 16/18 Совета по правам человека" and "人权理事会…第16/18号决议" name the
owner before, behind and far before the number; "its" is the organ that speaks. What the words leave open the number's
own form and its date decide, in `resgraph.citations.resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
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
_WIDE = 160
"""Words of ownership are looked for up to so many characters after the last number of a clause."""
_DIRECT = 12
"""A noun of another kind (article 15/3) matters only right before its number."""
_STOP = re.compile(r"[.;。；؛]\s")
_SUPPLEMENT = re.compile(r"A/\d{2}/(\d{1,3})(?=/|\Z)")
_SUPPLEMENTS = {"53": "HRC", "25": "UNEA", "12": "UNHCR-EXCOM", "15": "UNCTAD-TDB", "39": "SSC-HLC"}
_CLAUSE = re.compile(r"[，；。]")
_QUOTED = re.compile(r"[“《][^”》]*[”》]")


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
    """Noun and owner of each mention of one clause, which begins at `start`."""
    clause = _Clause(mentions, dated, words, text, start, language)
    found = clause.noun_last() if language.date_first else clause.noun_first()
    for date, owner in zip(dated, found, strict=True):
        if owner.body in ("", "its"):
            clause.look_back(owner, owner.at or date.start)
    return found


class _Clause:
    """The words and numbers of one clause by position, so that each question costs a look-up, however long a list is."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        dated: Sequence[Dated],
        words: Sequence[Token],
        text: str,
        start: int,
        language: Language,
    ) -> None:
        self.mentions, self.dated, self.text, self.start, self.language = mentions, dated, text, start, language
        self.starts = [m.start for m in mentions]
        self.ends = [m.end for m in mentions]
        self.nouns = [t for t in words if t.kind in _NOUNS and (t.kind != "other" or self._is_direct(t))]
        self.noun_starts = [t.start for t in self.nouns]
        self.noun_ends = [t.end for t in self.nouns]
        self.owners = [t for t in words if t.kind not in _NOUNS]
        self.owner_starts = [t.start for t in self.owners]
        self.owner_ends = [t.end for t in self.owners]
        self.bodies = [t for t in self.owners if t.kind != "its"]
        self.body_starts = [t.start for t in self.bodies]
        self.body_ends = [t.end for t in self.bodies]
        self.symbols = [m for m in mentions if m.form == "symbol"]
        self.symbol_ends = [m.end for m in self.symbols]
        self.stops = [m.start() for m in _STOP.finditer(text, start, mentions[-1].end + _WIDE)]

    def _is_direct(self, noun: Token) -> bool:
        """A noun of another kind counts only where its number follows at once: article 15/3."""
        n = bisect_left(self.starts, noun.end)
        return n < len(self.starts) and self.starts[n] - noun.end <= _DIRECT

    def stopped(self, start: int, end: int) -> bool:
        """Whether a sentence ends between two positions."""
        n = bisect_left(self.stops, start)
        return n < len(self.stops) and self.stops[n] < end

    def listed(self, i: int) -> bool:
        """Whether a list separator is all that stands before mention i."""
        return i > 0 and follows_in_list(self.text, self.dated[i - 1].end, self.mentions[i].start, self.language)

    def look_back(self, owner: Owner, position: int) -> None:
        """Note the body named last before a noun phrase without an owner, or the one whose report is named there."""
        n = bisect_right(self.symbol_ends, position) - 1
        if n >= 0 and position - self.symbol_ends[n] <= 2 * _NEAR:
            reporting = reporting_body(self.symbols[n].symbol)
            if reporting:
                owner.before, owner.near = reporting, True
                return
        n = bisect_right(self.body_ends, position) - 1
        if n >= 0:
            t = self.bodies[n]
            owner.before = t.kind
            owner.near = position - t.end <= _NEAR and not self.stopped(t.end, position)

    def noun_first(self) -> list[Owner]:
        """Owners where the noun stands before its numbers: five of the six languages."""
        found: list[Owner] = []
        run: list[int] = []
        noun = -1
        for i, mention in enumerate(self.mentions):
            before, noun = noun, bisect_right(self.noun_ends, mention.start) - 1
            listed = self.listed(i)
            if noun < 0:
                last = found[-1] if listed else Owner()
                found.append(Owner(last.noun, last.body, last.loose))
            elif noun != before:
                t = self.nouns[noun]
                loose = mention.start - t.end > _FAR or self.stopped(t.end, mention.start)
                found.append(Owner(t.kind, self.owner_of_noun(t, mention.start), loose, at=t.start))
                run = []
            else:
                last = found[-1]
                found.append(Owner(last.noun, last.body, not listed or last.loose, at=last.at))
                if not listed:
                    run = []
            run.append(i)
            if body := self.owner_behind(self.dated[i].end) or self.owner_behind(mention.end):
                for k in run:
                    found[k].body = body
                run = []
        return found

    def owner_of_noun(self, noun: Token, until: int) -> str:
        """The owner right behind a noun, or the one right before it."""
        pattern = self.language.owner_after
        n = bisect_left(self.owner_starts, noun.end)
        within = n < len(self.owners) and self.owners[n].end <= until
        if within and pattern.fullmatch(self.text, noun.end, self.owners[n].start):
            return self.owners[n].kind
        n = bisect_right(self.owner_ends, noun.start) - 1
        if n >= 0 and self.language.owner_before.fullmatch(self.text, self.owners[n].end, noun.start):
            return self.owners[n].kind
        return ""

    def owner_behind(self, position: int) -> str:
        """The owner that follows a number or its date: "resolution 16/18 of the Human Rights Council"."""
        n = bisect_left(self.body_starts, position)
        if n == len(self.bodies) or self.body_starts[n] > position + 40:
            return ""
        t = self.bodies[n]
        return t.kind if self.language.owner_after.fullmatch(self.text, position, t.start) else ""

    def noun_last(self) -> list[Owner]:
        """Owners where the noun closes the list and the owner opens it: Chinese."""
        found: list[Owner] = []
        floor = self.start
        for i, mention in enumerate(self.mentions):
            listed = i > 0 and bisect_left(self.noun_starts, floor) == bisect_left(self.noun_starts, mention.start)
            body = self.owner_ahead(floor, self.dated[i].start, mention.start)
            if not body and listed:
                body = found[-1].body
            noun, loose = self.noun_behind(mention)
            at = found[-1].at if listed else self.dated[i].start
            found.append(Owner(noun or self.noun_ahead(mention), body, loose, at=at))
            floor = mention.end
        return found

    def owner_ahead(self, floor: int, dated: int, number: int) -> str:
        """The last owner before a number from which the phrase runs on to it."""
        for n in range(bisect_left(self.owner_starts, number) - 1, bisect_left(self.owner_starts, floor) - 1, -1):
            t = self.owners[n]
            if t.end in (dated, number):
                return t.kind
            if self.language.owner_before.match(self.text, t.end):
                between = self.text[t.end : dated]
                if not _CLAUSE.search(_QUOTED.sub("", between)):
                    return t.kind
        return ""

    def noun_behind(self, mention: Mention) -> tuple[str, bool]:
        """The noun that closes the list in which a number stands, and whether prose stands before it."""
        n = bisect_right(self.noun_ends, mention.end)
        if n == len(self.nouns):
            return "", True
        noun = self.nouns[n]
        if self.stopped(mention.end, noun.start):
            return "", True
        last = max(mention.end, self.ends[max(0, bisect_right(self.ends, noun.start) - 1)])
        return noun.kind, noun.start - last > 8

    def noun_ahead(self, mention: Mention) -> str:
        """A noun right before the number, as in headings: 决议案一五一四, 大会决议70/1."""
        n = bisect_right(self.noun_ends, mention.start) - 1
        return self.nouns[n].kind if n >= 0 and mention.start - self.nouns[n].end <= 3 else ""
