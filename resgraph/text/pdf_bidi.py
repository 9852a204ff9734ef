"""From the order in which a line is seen to the order in which it is read.

A printed Arabic line runs from right to left, and the numbers and Latin words in it from left to right. Sorted by
position its characters stand in the order of sight; this is the inverse of the Unicode Bidirectional Algorithm
(https://www.unicode.org/reports/tr9/) for what occurs in resolutions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

__all__ = ["is_rtl", "logical"]

_T = TypeVar("_T")
_MIRROR = {"(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«", "{": "}", "}": "{", "<": ">", ">": "<"}
_WITHIN = re.compile(r"[.,;:()\[\]]?[.,;:]? [()\[\]“–-]?[ ]?\Z")
"""What may stand around a space inside Latin words: "vol. 1771, No. 30822", "A/77/6 (Sect. 26)"."""
_OPEN = "([{<«"
_BESIDE = frozenset((" ", "", *".,;:،؛؟!"))
"""What stands on the outer side of a bracket."""
_QUOTES = frozenset("“”\"'‘’")
_DECISION = re.compile(r"(?P<organ>(?:CP|CMP|CMA|COP|MOP)\.\d{1,2})/(?P<number>\d{1,3})\Z")
"""1/CMP.8 as it is seen in a line from right to left: the number opens it, and so stands on the right."""


@cache
def _class(text: str) -> str:
    """L, R (right to left), N (number), W (space), O (other)."""
    kind = unicodedata.bidirectional(text[0])
    return {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N", "WS": "W"}.get(kind, "O")


def is_rtl(text: str) -> bool:
    """Whether a character belongs to a script written from right to left."""
    return _class(text) == "R"


def logical(line: Sequence[_T], text_of: Callable[[_T], str], put: Callable[[_T, str], _T], *, rtl: bool) -> list[_T]:
    """The elements of a line, given from left to right, in the order of reading.

    `text_of` gives the character of an element; `put` an element with another character, for mirrored brackets.
    `rtl` is the direction of the text as a whole.
    """
    texts = [text_of(element) for element in line]
    classes = [_class(text) if text else "O" for text in texts]
    if not rtl:
        if "R" not in classes:
            return list(line)
        return _left_to_right(line, classes)
    seen, partner = _brackets(texts)
    units: list[list[_T]] = []
    i = 0
    while i < len(line):
        if classes[i] in "LN" or _opens_run(i, seen, classes, partner):
            end = _run_end(seen, classes, partner, i)
            run = [put(line[n], seen[n]) if seen[n] in _MIRROR else line[n] for n in range(i, end)]
            units.append(_decision(run, text_of))
        else:
            end = i + 1
            units.append([put(line[i], _MIRROR[seen[i]]) if seen[i] in _MIRROR else line[i]])
        i = end
    return [element for unit in reversed(units) for element in unit]


def _brackets(texts: Sequence[str]) -> tuple[list[str], dict[int, int]]:
    """The line with its brackets as they are seen, and the place of each bracket's partner.

    Print turns brackets in right-to-left words round, and files differ in which of the two they record; the white around
    them tells the truth: "(" has it on its left, ")" on its right.
    """
    seen = list(texts)
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for i, text in enumerate(texts):
        if text not in _MIRROR:
            continue
        outer_left, outer_right = _beside(texts, i, -1), _beside(texts, i, 1)
        if outer_left != outer_right:
            opens = outer_left
        elif outer_left and i == 0 and texts[1:2] == [" "]:
            opens = False  # the last sign that is read opens what stands in the next line
        elif not outer_left and texts[i + 1] != "/":
            opens = not waiting or " " in texts[waiting[-1] : i]  # GC(49): inside one word
        else:
            opens = not waiting
        seen[i] = text if (text in _OPEN) == opens else _MIRROR[text]
        if opens:
            waiting.append(i)
        elif waiting and seen[waiting[-1]] == _MIRROR[seen[i]]:
            partner[i] = waiting.pop()
            partner[partner[i]] = i
    return seen, partner


def _beside(texts: Sequence[str], i: int, step: int) -> bool:
    """Whether white or a sign stands on one side of a bracket, beyond other brackets and quotation marks."""
    i += step
    while 0 <= i < len(texts) and (texts[i] in _MIRROR or texts[i] in _QUOTES):
        i += step
    return not 0 <= i < len(texts) or texts[i] in _BESIDE


def _opens_run(i: int, seen: Sequence[str], classes: Sequence[str], partner: dict[int, int]) -> bool:
    """Whether a bracket opens a left-to-right run that goes on behind it: (Sect. 8)/Corr.1, torn from its A/77/6."""
    end = partner.get(i, -1)
    if i and seen[i - 1] != " ":
        return False
    return (
        end > i and "L" in classes[i:end] and seen[end + 1 : end + 2] == ["/"] and classes[end + 2 : end + 3] == ["L"]
    )


def _run_end(seen: Sequence[str], classes: Sequence[str], partner: dict[int, int], start: int) -> int:
    """End of the left-to-right run that begins at `start`: 33/134, FCCC/CP/2015/10/Add.1, A/77/6 (Sect. 26), vol. 1771."""
    latin = classes[start] != "N"
    end = i = start + 1
    while i < len(classes) and classes[i] != "R":
        if classes[i] in "LN":
            between = seen[end:i]
            brackets = [n for n in range(end, i) if seen[n] in _MIRROR]
            if not latin and (brackets or " " in between or (len(between) > 1 and classes[i] != "L")):
                break
            if " " in between and not _WITHIN.match("".join(between)):
                break
            if any(seen[n] not in _OPEN and partner.get(n, -1) < start and seen[n + 1] != "/" for n in brackets):
                break  # it closes what was opened outside; II)/Corr.2 is the rest of a symbol
            latin = latin or classes[i] == "L"
            end = i + 1
        i += 1
    while start <= partner.get(end, -1) < end:
        end += 1
    if latin and start == 0 and seen[end + 1 : end + 2] == [" "] and seen[end] in "-./":
        end += 1  # a symbol that goes on in the next line: IOC-, A/77/6 (Sect.
    return end


def _decision(run: list[_T], text_of: Callable[[_T], str]) -> list[_T]:
    """A run in the order of reading: the number of a decision of the parties to a convention comes first."""
    m = _DECISION.match("".join(map(text_of, run)))
    return [*run[m.start("number") :], run[m.end("organ")], *run[: m.end("organ")]] if m else run


def _left_to_right(line: Sequence[_T], classes: Sequence[str]) -> list[_T]:
    """A left-to-right line with the right-to-left words in it turned round."""
    ordered: list[_T] = []
    i = 0
    while i < len(line):
        if classes[i] != "R":
            ordered.append(line[i])
            i += 1
            continue
        last = i
        j = i + 1
        while j < len(line) and classes[j] not in "LN":
            last = j if classes[j] == "R" else last
            j += 1
        ordered += reversed(line[i : last + 1])
        i = last + 1
    return ordered
