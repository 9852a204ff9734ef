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
_OPEN = "([{<"
_CLOSERS_AFTER = " .,;:،؛؟!”"


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
    units: list[list[_T]] = []
    loose: list[bool] = []
    i = 0
    while i < len(line):
        if classes[i] in "LN":
            end = _run_end(texts, classes, i)
            units.append(_unturned(list(line[i:end]), text_of, put))
            loose.append(False)
        else:
            end = i + 1
            units.append([line[i]])
            loose.append(True)
        i = end
    ordered: list[_T] = []
    outside: list[bool] = []
    for unit, is_loose in zip(reversed(units), reversed(loose), strict=True):
        ordered += unit
        outside += [is_loose] * len(unit)
    return _mirrored(ordered, outside, text_of, put)


def _run_end(texts: Sequence[str], classes: Sequence[str], start: int) -> int:
    """End of the left-to-right run that begins at `start`: 33/134, FCCC/CP/2015/10/Add.1, A/77/6 (Sect. 26), vol. 1771."""
    latin = classes[start] == "L"
    end = i = start + 1
    inside = 0
    while i < len(classes) and classes[i] != "R":
        if classes[i] in "LN":
            between = texts[end:i]
            brackets = [n for n, text in enumerate(between) if text in _MIRROR]
            if not latin and (brackets or " " in between or (len(between) > 1 and classes[i] != "L")):
                break
            if " " in between and not _WITHIN.match("".join(between)):
                break
            if brackets:
                closes = brackets[0] == 0 and (inside > 0 or " " in between)
                if closes and not inside:
                    break
                inside += -1 if closes else 1
            latin = latin or classes[i] == "L"
            end = i + 1
        i += 1
    return end + 1 if inside and end < len(texts) and texts[end] in _MIRROR else end


def _unturned(run: list[_T], text_of: Callable[[_T], str], put: Callable[[_T, str], _T]) -> list[_T]:
    """A left-to-right run whose brackets were recorded mirrored, )49(, set right."""
    brackets = [text_of(element) for element in run if text_of(element) in _MIRROR]
    if not brackets or brackets[0] in _OPEN or len(brackets) % 2:
        return run
    return [put(e, _MIRROR[text_of(e)]) if text_of(e) in _MIRROR else e for e in run]


def _mirrored(
    ordered: list[_T], outside: Sequence[bool], text_of: Callable[[_T], str], put: Callable[[_T, str], _T]
) -> list[_T]:
    """Turn brackets so that they open where words begin; print mirrors them, and files differ in what they record."""
    for i, element in enumerate(ordered):
        text = text_of(element)
        if text not in _MIRROR or text == "" or not outside[i]:
            continue
        before = text_of(ordered[i - 1]) if i else " "
        after = text_of(ordered[i + 1]) if i + 1 < len(ordered) else " "
        last = i + 1 == len(ordered)
        opens = before in ("", " ") and (last or after not in _CLOSERS_AFTER)
        closes = before not in ("", " ") and (after in _CLOSERS_AFTER or after in _MIRROR)
        is_open = text in _OPEN or text == "«"
        if (opens and not is_open) or (closes and is_open):
            ordered[i] = put(element, _MIRROR[text])
    return ordered


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
