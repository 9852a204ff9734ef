"""Whose number is it? The noun and its owner decide, and carry through lists.

"Human Rights Council resolution 16/18", "резолюция 16/18 Совета по правам человека" and "人权理事会…第16/18号决议" name the
owner before, behind and far before the number; "its" is the organ that speaks. What the words leave open the number's
own form and its date decide, in `resgraph.citations.resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import attrgetter

from resgraph.citations.dates import follows_in_list
from resgraph.citations.mention import Mention
from resgraph.citations.reports import reporting_body
from resgraph.citations.words import NOUNS, Token
from resgraph.languages import Language

__all__ = ["WIDE", "find_owners", "needs_words"]

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


def find_owners(
    mentions: Sequence[Mention], words: Sequence[Token], text: str, start: int, language: Language
) -> Callable[[Mention], None]:
    """Tell noun and owner of each mention of one clause, which begins at `start`; what comes back tells of one what was named before it.

    Few numbers need that: those that noun, owner and date leave open.
    """
    clause = _Clause(mentions, words, text, start, language)
    if language.date_first:
        clause.noun_last()
    else:
        clause.noun_first()
    return clause.look_back


_start, _end = attrgetter("start"), attrgetter("end")


class _Clause:
    """The words and numbers of one clause by position, so that each question costs a look-up, however long a list is."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        words: Sequence[Token],
        text: str,
        start: int,
        language: Language,
    ) -> None:
        self.mentions, self.text, self.start, self.language = mentions, text, start, language
        self.symbols: list[Mention] | None = None
        self.noun_starts: list[int] = []
        self.noun_ends: list[int] = []
        self.nouns: list[str] = []
        self.owner_starts: list[int] = []
        self.owner_ends: list[int] = []
        self.owners: list[str] = []
        self.body_starts: list[int] = []
        self.body_ends: list[int] = []
        self.bodies: list[str] = []
        for begin, end, kind in words:
            if kind in NOUNS:
                if kind != "other" or self._is_direct(begin, end):
                    self.noun_starts.append(begin)
                    self.noun_ends.append(end)
                    self.nouns.append(kind)
                continue
            self.owner_starts.append(begin)
            self.owner_ends.append(end)
            self.owners.append(kind)
            if kind != "its":
                self.body_starts.append(begin)
                self.body_ends.append(end)
                self.bodies.append(kind)
        self.stop_from = self.unstopped = -1
        """Two positions between which no sentence ends."""

    def _is_direct(self, start: int, end: int) -> bool:
        """A noun of another kind counts only right beside its number: article 15/3, 第45/110号建议."""
        if self.language.date_first:
            n = bisect_right(self.mentions, start, key=_end) - 1
            return n >= 0 and start - self.mentions[n].end <= _BESIDE
        n = bisect_left(self.mentions, end, key=_start)
        return n < len(self.mentions) and self.mentions[n].start - end <= _DIRECT

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
        return i > 0 and follows_in_list(self.text, self.mentions[i - 1].last, self.mentions[i].start, self.language)

    def look_back(self, mention: Mention) -> None:
        """Note the body named last before a noun phrase without an owner, or the one whose report is named there."""
        if mention.body not in ("", "its"):
            return
        position = mention.at or mention.first
        if self.symbols is None:
            self.symbols = [m for m in self.mentions if m.form == "symbol"]
        n = bisect_right(self.symbols, position, key=_end) - 1 if self.symbols else -1
        if n >= 0 and position - self.symbols[n].end <= 2 * _NEAR:
            reporting = reporting_body(self.symbols[n].symbol)
            if reporting:
                mention.before, mention.near, mention.reported = reporting, True, True
                return
        last = bisect_right(self.body_ends, position) - 1
        for n in range(last, max(-1, last - _LOOKS_BACK), -1):
            end = self.body_ends[n]
            if _IN_TITLE.match(self.text, end, position):
                continue
            mention.before = self.bodies[n]
            mention.near = position - end <= _NEAR and not self.stopped(end, position)
            return

    def noun_first(self) -> None:
        """Owners where the noun stands before its numbers: five of the six languages."""
        run: list[int] = []
        noun = -1
        named = bool(self.bodies)
        last: Mention | None = None
        for i, mention in enumerate(self.mentions):
            before, noun = noun, bisect_right(self.noun_ends, mention.start) - 1
            if noun < 0:
                if last is not None and self.listed(i):
                    mention.noun, mention.body, mention.loose = last.noun, last.body, last.loose
            elif noun != before or last is None:
                start, end = mention.start, self.noun_ends[noun]
                mention.noun, mention.at = self.nouns[noun], self.noun_starts[noun]
                mention.loose = start - end > _FAR or self.stopped(end, start)
                mention.body = self.owner_of_noun(mention.at, end, start)
                run = []
            else:
                going_on = self.listed(i) or self.parallel(i)
                mention.noun, mention.body, mention.at = last.noun, last.body, last.at
                mention.loose = not going_on or last.loose
                if not going_on:
                    run = []
            last = mention
            if not named:
                continue
            run.append(i)
            if body := self.owner_behind(mention.last) or self.owner_behind(mention.end):
                for k in run:
                    self.mentions[k].body = body
                run = []
            elif mention.body == "":
                self.note_adopting(i)
            elif mention.body == "its" and (subject := self.subject_behind(mention)):
                mention.body = subject

    def note_adopting(self, i: int) -> None:
        """Note the body that is said to have adopted mention i behind what it is about, and the date told with it."""
        mention = self.mentions[i]
        until = self.mentions[i + 1].start if i + 1 < len(self.mentions) else mention.last + WIDE
        noun = bisect_left(self.noun_starts, mention.last)
        until = min(until, self.noun_starts[noun]) if noun < len(self.nouns) else until
        for n in range(bisect_left(self.body_starts, mention.last), len(self.bodies)):
            start = self.body_starts[n]
            if start >= until or self.stopped(mention.last, start):
                return
            if m := self.language.adopted_by.search(self.text, max(mention.last, start - _ADOPTED), start):
                mention.after = self.bodies[n]
                mention.date = mention.date or self.language.find_date(m[0])
                return

    def parallel(self, i: int) -> bool:
        """Whether two members of a list are introduced alike: "7/8 on corruption in sport and 8/4 on safeguarding"."""
        before, after = self.mentions[i - 1].last, self.mentions[i].last
        introduced = _INTRODUCED.match(self.text, before)
        if introduced is None or not self.text.startswith(introduced[0], after) or self.stopped(before, after):
            return False
        return self.language.joint_before.search(self.text, max(before, after - 80), self.mentions[i].start) is not None

    def subject_behind(self, mention: Mention) -> str:
        """The body behind "in its resolution 51/18, " that is the subject, and so the owner of "its"."""
        its = bisect_right(self.owner_ends, mention.at) - 1
        if its < 0 or self.owners[its] != "its":
            return ""
        start = self.owner_starts[its]
        if not self.language.within.search(self.text, max(0, start - 16), start):
            return ""
        m = self.language.subject.match(self.text, mention.last)
        n = bisect_left(self.body_starts, m.end()) if m else len(self.bodies)
        return self.bodies[n] if m and n < len(self.bodies) and self.body_starts[n] == m.end() else ""

    def owner_of_noun(self, start: int, end: int, until: int) -> str:
        """The owner right behind a noun, or the one right before it."""
        n = bisect_left(self.owner_starts, end)
        within = n < len(self.owners) and self.owner_ends[n] <= until
        if within and self.language.owner_after.fullmatch(self.text, end, self.owner_starts[n]):
            return self.owners[n]
        n = bisect_right(self.owner_ends, start) - 1
        if n >= 0 and self.language.owner_before.fullmatch(self.text, self.owner_ends[n], start):
            return self.owners[n]
        return ""

    def owner_behind(self, position: int) -> str:
        """The owner that follows a number or its date: "resolution 16/18 of the Human Rights Council"."""
        n = bisect_left(self.body_starts, position)
        if n == len(self.bodies) or self.body_starts[n] > position + 40:
            return ""
        return self.bodies[n] if self.language.owner_after.fullmatch(self.text, position, self.body_starts[n]) else ""

    def noun_last(self) -> None:
        """Owners where the noun closes the list and the owner opens it: Chinese."""
        floor, at_floor = self.start, bisect_left(self.noun_starts, self.start)
        last: Mention | None = None
        for mention in self.mentions:
            noun_at = bisect_left(self.noun_starts, mention.start)
            listed = last is not None and last.form != "symbol" and at_floor == noun_at
            mention.body = self.owner_ahead(floor, mention.first, mention.start)
            if last is not None and listed and not mention.body:
                mention.body = last.body
            noun, loose = self.noun_behind(mention)
            mention.at = last.at if last is not None and listed else mention.first
            ahead = self.noun_ahead(mention) if loose else ""
            mention.noun, mention.loose = ahead or noun, loose and not ahead
            floor, at_floor, last = mention.end, bisect_left(self.noun_starts, mention.end), mention

    def owner_ahead(self, floor: int, dated: int, number: int) -> str:
        """The last owner before a number from which the phrase runs on to it."""
        until = bisect_left(self.owner_starts, floor)
        for n in range(bisect_left(self.owner_starts, number) - 1, until - 1, -1):
            end = self.owner_ends[n]
            if end in (dated, number) or self._runs_on(end, self.language.owner_before, dated):
                # 大会关于人权理事会的第60/251号决议: a body that a resolution is about
                if n > until and self._runs_on(self.owner_ends[n - 1], self.language.owner_about, dated):
                    return self.owners[n - 1]
                return self.owners[n]
        return ""

    def _runs_on(self, end: int, pattern: re.Pattern[str], until: int) -> bool:
        """Whether the words behind an owner lead on to a position within one clause."""
        if not pattern.match(self.text, end):
            return False
        return not _CLAUSE.search(_QUOTED.sub("", self.text[end:until]))

    def noun_behind(self, mention: Mention) -> tuple[str, bool]:
        """The noun that closes the list in which a number stands, and whether prose stands before it."""
        n = bisect_right(self.noun_ends, mention.end)
        if n == len(self.nouns):
            return "", True
        start = self.noun_starts[n]
        if self.stopped(mention.end, start):
            return "", True
        last = max(mention.end, self.mentions[bisect_right(self.mentions, start, key=_end) - 1].end)
        return self.nouns[n], start - last > 8

    def noun_ahead(self, mention: Mention) -> str:
        """A noun right before the number, as in headings: 决议案一五一四, 大会决议70/1."""
        n = bisect_right(self.noun_ends, mention.start) - 1
        return self.nouns[n] if n >= 0 and mention.start - self.noun_ends[n] <= 3 else ""
