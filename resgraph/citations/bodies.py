"""Whose number is it? The noun and its owner decide, and carry through lists.

"Human Rights Council resolution 16/18", "резолюция 16/18 Совета по правам человека" and "人权理事会…第16/18号决议" name the
owner before, behind and far before the number; "its" is the organ that speaks. What the words leave open the number's
own form and its date decide, in `resgraph.citations.resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from resgraph.citations.dates import Dated, follows_in_list
from resgraph.citations.mention import Mention
from resgraph.citations.owner import Owner
from resgraph.citations.reports import reporting_body
from resgraph.citations.words import NOUNS, Token
from resgraph.languages import Language

__all__ = ["WIDE", "needs_words", "owners"]

_FAR = 90
"""A noun governs its first number within this many characters."""
_NEAR = 45
"""A body so close before an "its" is what it refers to."""
WIDE = 320
"""Words of ownership are looked for up to so many characters after the last number of a clause."""
_ADOPTED = 110
"""Longest words of adoption: "adopted on 18 March 2022 at its sixty-fifth session by the"."""
_LOOKS_BACK = 8
"""So many bodies at most are passed over because they are named in a title only."""
_DIRECT = 12
"""A noun of another kind (article 15/3) matters only right before its number."""
_BESIDE = 3
"""The same where the noun stands behind: 第45/110号建议."""
_STOP = re.compile(r"[.;。；؛]\s")
_CLAUSE = re.compile(r"[，；。]")
_INTRODUCED = re.compile(r"\s?[^\W\d_]{1,12}\s")
"""The word behind a number that says what its resolution is about: on, sur, sobre, о, بشأن."""
_QUOTED = re.compile(r"[“《][^”》]*[”》]")
_IN_TITLE = re.compile(r"[^“”]*”")
"""What follows a body that is named in a title only."""
_SELF_NAMED = frozenset({"symbol", "sales", "treaty"})
"""Forms that say by themselves whose they are."""


def needs_words(mentions: Sequence[Mention]) -> bool:
    """Whether the words around some mentions can say anything of them: documents name themselves and have no adopter."""
    for mention in mentions:  # noqa: SIM110 -- a generator would cost three times as much
        if mention.form not in _SELF_NAMED or "/RES/" in mention.symbol:
            return True
    return False


def owners(
    mentions: Sequence[Mention],
    dated: Sequence[Dated],
    words: Sequence[Token] | None,
    text: str,
    start: int,
    language: Language,
) -> list[Owner]:
    """Noun and owner of each mention of one clause, which begins at `start`; `words` is None where none can say anything."""
    if words is None:
        return [Owner() for _ in mentions]
    clause = _Clause(mentions, dated, words, text, start, language)
    found = clause.noun_last() if language.date_first else clause.noun_first()
    for mention, date, owner in zip(mentions, dated, found, strict=True):
        if owner.body in ("", "its") and mention.form not in _SELF_NAMED:
            clause.look_back(owner, owner.at or date.start)
    return found


_start, _end = attrgetter("start"), attrgetter("end")


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
        self.nouns: list[Token] = []
        self.owners: list[Token] = []
        self.bodies: list[Token] = []
        for t in words:
            if t.kind not in NOUNS:
                self.owners.append(t)
                if t.kind != "its":
                    self.bodies.append(t)
            elif t.kind != "other" or self._is_direct(t):
                self.nouns.append(t)
        self.noun_starts, self.noun_ends = [t.start for t in self.nouns], [t.end for t in self.nouns]
        self.owner_starts, self.owner_ends = [t.start for t in self.owners], [t.end for t in self.owners]
        self.body_starts, self.body_ends = [t.start for t in self.bodies], [t.end for t in self.bodies]
        self.symbols = [m for m in mentions if m.form == "symbol"]
        self.stop_from = self.unstopped = -1
        """Two positions between which no sentence ends."""

    def _is_direct(self, noun: Token) -> bool:
        """A noun of another kind counts only right beside its number: article 15/3, 第45/110号建议."""
        if self.language.date_first:
            n = bisect_right(self.mentions, noun.start, key=_end) - 1
            return n >= 0 and noun.start - self.mentions[n].end <= _BESIDE
        n = bisect_left(self.mentions, noun.end, key=_start)
        return n < len(self.mentions) and self.mentions[n].start - noun.end <= _DIRECT

    def stopped(self, start: int, end: int) -> bool:
        """Whether a sentence ends between two positions."""
        if not self.stop_from <= start <= self.unstopped:
            self.stop_from = self.unstopped = start
        if self.unstopped < end:
            m = _STOP.search(self.text, self.unstopped, end + 1)
            self.unstopped = m.start() if m else end
        return self.unstopped < end

    def listed(self, i: int) -> bool:
        """Whether a list separator is all that stands before mention i."""
        return i > 0 and follows_in_list(self.text, self.dated[i - 1].end, self.mentions[i].start, self.language)

    def look_back(self, owner: Owner, position: int) -> None:
        """Note the body named last before a noun phrase without an owner, or the one whose report is named there."""
        n = bisect_right(self.symbols, position, key=_end) - 1 if self.symbols else -1
        if n >= 0 and position - self.symbols[n].end <= 2 * _NEAR:
            reporting = reporting_body(self.symbols[n].symbol)
            if reporting:
                owner.before, owner.near, owner.reported = reporting, True, True
                return
        last = bisect_right(self.body_ends, position) - 1
        for n in range(last, max(-1, last - _LOOKS_BACK), -1):
            t = self.bodies[n]
            if _IN_TITLE.match(self.text, t.end, position):
                continue
            owner.before = t.kind
            owner.near = position - t.end <= _NEAR and not self.stopped(t.end, position)
            return

    def noun_first(self) -> list[Owner]:
        """Owners where the noun stands before its numbers: five of the six languages."""
        found: list[Owner] = []
        run: list[int] = []
        noun = -1
        named = bool(self.bodies)
        for i, mention in enumerate(self.mentions):
            before, noun = noun, bisect_right(self.noun_ends, mention.start) - 1
            if noun < 0:
                last = found[-1] if self.listed(i) else Owner()
                owner = Owner(last.noun, last.body, last.loose)
            elif noun != before:
                t = self.nouns[noun]
                loose = mention.start - t.end > _FAR or self.stopped(t.end, mention.start)
                owner = Owner(t.kind, self.owner_of_noun(t, mention.start), loose, at=t.start)
                run = []
            else:
                last = found[-1]
                going_on = self.listed(i) or self.parallel(i)
                owner = Owner(last.noun, last.body, not going_on or last.loose, at=last.at)
                if not going_on:
                    run = []
            found.append(owner)
            if not named:
                continue
            run.append(i)
            if body := self.owner_behind(self.dated[i].end) or self.owner_behind(mention.end):
                for k in run:
                    found[k].body = body
                run = []
            elif owner.body == "":
                self.note_adopting(owner, i)
            elif owner.body == "its" and (subject := self.subject_behind(i, owner.at)):
                owner.body = subject
        return found

    def note_adopting(self, owner: Owner, i: int) -> None:
        """Note the body that is said to have adopted mention i behind what it is about, and the date told with it."""
        dated = self.dated[i]
        until = self.mentions[i + 1].start if i + 1 < len(self.mentions) else dated.end + WIDE
        noun = bisect_left(self.noun_starts, dated.end)
        until = min(until, self.nouns[noun].start) if noun < len(self.nouns) else until
        for n in range(bisect_left(self.body_starts, dated.end), len(self.bodies)):
            t = self.bodies[n]
            if t.start >= until or self.stopped(dated.end, t.start):
                return
            if m := self.language.adopted_by.search(self.text, max(dated.end, t.start - _ADOPTED), t.start):
                owner.after = t.kind
                dated.date = dated.date or self.language.find_date(m[0])
                return

    def parallel(self, i: int) -> bool:
        """Whether two members of a list are introduced alike: "7/8 on corruption in sport and 8/4 on safeguarding"."""
        before, after = self.dated[i - 1].end, self.dated[i].end
        introduced = _INTRODUCED.match(self.text, before)
        if introduced is None or not self.text.startswith(introduced[0], after) or self.stopped(before, after):
            return False
        return self.language.joint_before.search(self.text, max(before, after - 80), self.mentions[i].start) is not None

    def subject_behind(self, i: int, at: int) -> str:
        """The body behind "in its resolution 51/18, " that is the subject, and so the owner of "its"."""
        its = bisect_right(self.owner_ends, at) - 1
        if its < 0 or self.owners[its].kind != "its":
            return ""
        if not self.language.within.search(self.text, max(0, self.owners[its].start - 16), self.owners[its].start):
            return ""
        m = self.language.subject.match(self.text, self.dated[i].end)
        n = bisect_left(self.body_starts, m.end()) if m else len(self.bodies)
        return self.bodies[n].kind if m and n < len(self.bodies) and self.bodies[n].start == m.end() else ""

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
        if n == len(self.bodies) or self.bodies[n].start > position + 40:
            return ""
        t = self.bodies[n]
        return t.kind if self.language.owner_after.fullmatch(self.text, position, t.start) else ""

    def noun_last(self) -> list[Owner]:
        """Owners where the noun closes the list and the owner opens it: Chinese."""
        found: list[Owner] = []
        floor = self.start
        for i, mention in enumerate(self.mentions):
            at_start, noun_at = (
                bisect_left(self.noun_starts, floor),
                bisect_left(self.noun_starts, mention.start),
            )
            listed = i > 0 and self.mentions[i - 1].form != "symbol" and at_start == noun_at
            body = self.owner_ahead(floor, self.dated[i].start, mention.start)
            if not body and listed:
                body = found[-1].body
            noun, loose = self.noun_behind(mention)
            at = found[-1].at if listed else self.dated[i].start
            ahead = self.noun_ahead(mention) if loose else ""
            found.append(Owner(ahead or noun, body, loose and not ahead, at=at))
            floor = mention.end
        return found

    def owner_ahead(self, floor: int, dated: int, number: int) -> str:
        """The last owner before a number from which the phrase runs on to it."""
        until = bisect_left(self.owner_starts, floor)
        for n in range(bisect_left(self.owner_starts, number) - 1, until - 1, -1):
            t = self.owners[n]
            if t.end in (dated, number) or self._runs_on(t, self.language.owner_before, dated):
                before = self.owners[n - 1] if n and self.owners[n - 1].start >= floor else None
                # 大会关于人权理事会的第60/251号决议: a body that a resolution is about
                if before and self._runs_on(before, self.language.owner_about, dated):
                    return before.kind
                return t.kind
        return ""

    def _runs_on(self, owner: Token, pattern: re.Pattern[str], until: int) -> bool:
        """Whether the words behind an owner lead on to a position within one clause."""
        if not pattern.match(self.text, owner.end):
            return False
        return not _CLAUSE.search(_QUOTED.sub("", self.text[owner.end : until]))

    def noun_behind(self, mention: Mention) -> tuple[str, bool]:
        """The noun that closes the list in which a number stands, and whether prose stands before it."""
        n = bisect_right(self.noun_ends, mention.end)
        if n == len(self.nouns):
            return "", True
        noun = self.nouns[n]
        if self.stopped(mention.end, noun.start):
            return "", True
        last = max(mention.end, self.mentions[max(0, bisect_right(self.mentions, noun.start, key=_end) - 1)].end)
        return noun.kind, noun.start - last > 8

    def noun_ahead(self, mention: Mention) -> str:
        """A noun right before the number, as in headings: 决议案一五一四, 大会决议70/1."""
        n = bisect_right(self.noun_ends, mention.start) - 1
        return self.nouns[n].kind if n >= 0 and mention.start - self.nouns[n].end <= 3 else ""
