"""Binding printed dates to printed numbers.

In five languages the date follows its number, in Chinese it precedes it. One date may serve several numbers ("74/306
and 74/307 of 11 September 2020"), and several dates may stand apart, in the order of the numbers ("resolutions 1196
(1998) and 1197 (1998) of 16 and 18 September 1998").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from resgraph.citations.mention import Mention
from resgraph.citations.words import NOUNS
from resgraph.languages import Language
from resgraph.languages.language import iso

__all__ = ["bind", "follows_in_list"]


_CONJUNCTION = re.compile(r"[^\W\d_]")
_CLOSING = frozenset(".;؛)\n")
"""Behind such a sign nothing more belongs to a number."""
_NUMBER_END = re.compile(r"[号號]")
_AHEAD = 60
"""A date before a number in brackets begins at most so many characters ahead of it."""
_STEPS = range(4)
"""What may stand one behind the other between a number and its date."""
_BRACKETED = re.compile(r"\s*\(\s*[^\W\d_]{3,20}\s*")


def bind(mentions: Sequence[Mention], text: str, start: int, end: int, language: Language) -> None:
    """Give the mentions of one clause, which stands at `start`:`end`, their dates."""
    if language.date_first:
        _dates_before(mentions, text, start, language)
    else:
        _dates_after(mentions, text, start, end, language)


def follows_in_list(text: str, end: int, start: int, language: Language) -> bool:
    """Whether only a list separator stands between two positions."""
    return end <= start < end + 24 and language.separates(text[end:start])


def _dates_after(mentions: Sequence[Mention], text: str, start: int, end: int, language: Language) -> None:
    last = len(mentions) - 1
    for i, mention in enumerate(mentions):
        limit = mentions[i + 1].start if i < last else end
        found = _list_after(text, mention.end + mention.bracketed, limit, end, language)
        if found is None:
            ahead = max(start, mention.start - _AHEAD)
            if text.find("(", ahead, mention.start) >= 0:
                mention.date = _before_bracket(text[ahead : mention.start], language)
            continue
        dates, stop, own = found
        if len(dates) == 1:
            mention.date = dates[0]
            if own:
                mention.last = stop
            continue
        run = _run_back(mentions, i, text, language)
        if len(dates) == len(run):
            for k, date in zip(run, dates, strict=True):
                mentions[k].date = date
    for i in range(last - 1, -1, -1):
        mention, after = mentions[i], mentions[i + 1]
        if mention.date or not after.date or not follows_in_list(text, mention.last, after.first, language):
            continue
        # "74/306 and 74/307 of 11 September 2020"; but "446 (1979), 452 (1979) of 20 July 1979" dates the second only
        if after.shared or _CONJUNCTION.search(text, mention.last, after.first):
            mention.date, mention.shared = after.date, True


def _before_bracket(window: str, language: Language) -> str | None:
    """The date before a number in brackets: adopted on 14 December 1946 (resolution 97 (I))."""
    for form in language.dates:
        for m in form.finditer(window):
            if _BRACKETED.fullmatch(window, m.end()):
                return language.read_date(m)
    return None


def _run_back(mentions: Sequence[Mention], i: int, text: str, language: Language) -> list[int]:
    """The undated mentions of the list that ends with mention i."""
    run = [i]
    while run[0] > 0 and mentions[run[0] - 1].date is None:
        k = run[0]
        if not follows_in_list(text, mentions[k - 1].last, mentions[k].first, language):
            break
        run.insert(0, k - 1)
    return run


def _list_after(
    text: str, position: int, limit: int, end: int, language: Language
) -> tuple[list[str | None], int, bool] | None:
    """Dates that follow a number, perhaps behind a title, a section or an owner; and whether they stand right behind it."""
    if text[position : position + 1] in _CLOSING and position < end:
        return None
    own = True
    for _ in _STEPS:
        m = language.date_ahead.match(text, position, end)
        if m and m.end("at") <= limit:
            if m.lastgroup != "at":
                dates, stop = [language.read_date(m)], m.end()
                if m.lastgroup == "more":
                    further, stop = _more_dates(text, stop, end, language)
                    dates += further
                return dates, stop, own
            if found := _elements(text, m.end(), end, language):
                return found[0], found[1], own
        skip = language.skip_at.match(text, position, limit)
        stop = skip.end() if skip and skip.end() > position else _owner_end(text, position, limit, language)
        if stop == position:
            return None
        position, own = stop, False
    return None


def _owner_end(text: str, position: int, limit: int, language: Language) -> int:
    """Where the words end that name the owner of a number: "of the Commission on Narcotic Drugs"; else `position`."""
    link = None if language.date_first else language.owner_after.match(text, position, limit)
    at = link.end() if link else position
    owner = language.context_at.match(text, at, limit)
    named = owner is not None and language.token_of[owner.lastgroup or ""] not in NOUNS
    return owner.end() if owner and named else position


def _elements(text: str, position: int, end: int, language: Language) -> tuple[list[str | None], int] | None:
    """A whole date, or a list of days that borrow month and year from the right: 16 and 18 September 1998."""
    for form in language.dates:
        if m := form.match(text, position, end):
            date = language.read_date(m)
            more, stop = _more_dates(text, m.end(), end, language)
            return [date, *more], stop
    days: list[tuple[int, str | None, str | None]] = []
    while m := language.element.match(text, position, end):
        days.append((int(m["day"]), m["month"], m["year"]))
        position = m.end()
        if m["year"] and not (joint := language.joint_at.match(text, position, end)):
            break
        joint = language.joint_at.match(text, position, end)
        if joint is None:
            break
        lead = language.lead_at.match(text, joint.end(), end)
        position = joint.end() if lead is None or language.element.match(text, joint.end(), end) else lead.end()
    if len(days) < 2 or not days[-1][2]:
        return None
    dates: list[str | None] = []
    month: str | None = None
    year: str | None = None
    for day, own_month, own_year in reversed(days):
        month, year = own_month or month, own_year or year
        dates.insert(0, iso(int(year or 0), language.month_of(month), day) if month and year else None)
    return dates, position


def _more_dates(text: str, position: int, end: int, language: Language) -> tuple[list[str | None], int]:
    """Further whole dates of a list of dates that stand apart: "20 novembre 2006, 20 septembre 2013 et 23 juillet 2018"."""
    dates: list[str | None] = []
    while joint := language.next_date.match(text, position, end):
        m = next(m for form in language.dates if (m := form.match(text, joint.end(), end)))
        dates.append(language.read_date(m))
        position = m.end()
    return dates, position


def _dates_before(mentions: Sequence[Mention], text: str, start: int, language: Language) -> None:
    floor = start
    before: Mention | None = None
    for i, mention in enumerate(mentions):
        number = mention.start
        found = _last_dates(text, floor, number, language)
        if found and _reaches(text[found[2] : number], language):
            dates, first, _ = found
            run = _run_on(mentions, i, text, language) if len(dates) > 1 else [i]
            if len(dates) == 1:
                mention.date, mention.first = dates[0], first
            elif len(dates) == len(run):
                for k, date in zip(run, dates, strict=True):
                    mentions[k].date = date
            else:
                mention.date = dates[-1]
        elif (
            mention.date is None
            and before is not None
            and before.date
            and not _NUMBER_END.search(text, floor, number)
            and follows_in_list(text, floor, number, language)
        ):
            mention.date, mention.shared = before.date, True
        floor, before = mention.end, mention


def _run_on(mentions: Sequence[Mention], i: int, text: str, language: Language) -> list[int]:
    """The mentions of the list that begins with mention i."""
    run = [i]
    while run[-1] + 1 < len(mentions):
        k = run[-1]
        if not follows_in_list(text, mentions[k].end, mentions[k + 1].start, language):
            break
        run.append(k + 1)
    return run


def _last_dates(text: str, start: int, end: int, language: Language) -> tuple[list[str | None], int, int] | None:
    """The last date between two positions, or the list of days that ends there: dates, start, end."""
    if text.find(language.date_end, start, end) < 0:
        return None
    best: re.Match[str] | None = None
    for form in language.dates:
        for m in form.finditer(text, start, end):
            if best is None or m.end() > best.end():
                best = m
    if best is None:
        return None
    dates, stop = [language.read_date(best)], best.end()
    if best.lastgroup == "zday":
        return dates, best.start(), stop
    year, month = best.group("year", "month")
    while joint := language.joint_at.match(text, stop, end):
        further = language.element.match(text, joint.end(), end)
        if further is None:
            break
        year, month = further["year"] or year, further["month"] or month
        dates.append(iso(int(year), language.month_of(month), int(further["day"])))
        stop = further.end()
    return dates, best.start(), stop


def _reaches(gap: str, language: Language) -> bool:
    """Whether a gap between a date and a number parts them not: 第, a title, an owner."""
    position = 0
    while position < len(gap):
        m = language.skip_at.match(gap, position)
        stop = m.end() if m and m.end() > position else _owner_end(gap, position, len(gap), language)
        if stop == position:
            return gap[position:].strip() == ""
        position = stop
    return True
