"""Footnote marks that print glues to words and numbers: `2009,1`, `21/117`, `20171`, `决定13所涉`.

Which digits are marks is decided by the notes that the document has and by their sequence: note n is called before
note n + 1. A mark that stands after a letter or a punctuation sign is sure; one that stands after digits (`21/117` =
21/11 with note 7) is taken only where the sequence needs it there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from resgraph.text.pieces import Piece

__all__ = ["lift_marks"]

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CALL = re.compile(
    r"""(?:
        (?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)                       # Approved the Agreement,⁵
      | (?<=[^\W\d_A-Z\u4e00-\u9fff]|[,;:.)\]»”"’》」』，。、；：）])(?<!\s\d[,.])(?<!\s\d\d[,.])(?<!\s\d{3}[,.])
        (?P<glued>\d{1,3})(?![\d/]|[.,]\d|\s?[%年月日])  # Affairs1
      | (?<=[\u4e00-\u9fff])(?P<han>\d{1,3})(?=[所的在和与作内中，。、；：]|\s[\u4e00-\u9fff]|\s*\Z)  # 决定13所涉, 文件8 加强
      | (?<=[A-Z])(?P<capital>\d{1,3})(?![\d/\w-])    # COVID and the USSR3
      | (?:(?<=[\w.,;:)»”"’،؛])|(?<=[\w)]“))\((?P<round>\d{1,3})\)  # 2017(6), and ”الانتصاف“(16) in Arabic
      | (?<=[^\W\d])\s\((?P<spaced>\d{1,3})\)(?=\s[^\W\d])  # بموجب الاتفاقية (26) والإرشادات
      | \[(?P<square>\d{1,3})\]                         # Palestinian People,[1]
      | \s(?P<slash>\d{1,3})/(?=[\s,.;)]|\Z)            # Agenda 21, 1/ the Cartagena Commitment
      | (?<=[\u4e00-\u9fff》”»)])\s(?P<apart>\d{1,3})(?=\s?[\u4e00-\u9fff,，。、；;]|\s*\Z)   # 决定 4以及
      | (?<![\d/.,])(?P<year>(?:19|20)\d\d)(?P<afteryear>\d{1,3})(?![\d/])        # of 7 July 20254
      | (?<=\d/)(?P<number>\d{2,7})(?![\d/]|\.\d)       # resolution 21/117
    )""",
    re.VERBOSE,
)

_DIGITS = re.compile(r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹](?:(?<=[0-9])[0-9]*|[⁰¹²³⁴⁵⁶⁷⁸⁹]*)")
"""Digits of one kind; a class stands first, for `re` finds the next of its characters quickly."""
_NO_DIGIT = re.compile(r"\D")
_YEAR = re.compile(r"(?:19|20)\d\d")

_Call = tuple[int, int, int]
"""Piece, start and end of the printed mark."""


def lift_marks(pieces: Sequence[Piece], labels: Iterable[str], *, date_first: bool = False) -> None:
    """Take the marks of numbered notes out of the running text of `pieces`, and record them there.

    `labels` are the numbers of the notes printed for these pieces, in order; `date_first` tells that the language prints
    a date before its number.
    """
    wanted = [int(label) for label in labels if label.isdigit()]
    if not wanted:
        return
    sure, weak = _candidates(pieces, set(wanted), date_first)
    first = _in_sequence(sure, wanted)
    _fill_gaps(first, weak, wanted)
    chosen = dict.fromkeys(first.values())
    taken = {(piece, start) for piece, start, _ in chosen}
    calls = [(call, label) for label, call in first.items()]
    for label, call, repeatable in sure:
        earlier = first.get(label)
        if repeatable and (call[0], call[1]) not in taken and earlier is not None and earlier < call:
            calls.append((call, label))
    _lift(pieces, calls)


def _candidates(
    pieces: Sequence[Piece], wanted: set[int], date_first: bool
) -> tuple[list[tuple[int, _Call, bool]], list[tuple[int, _Call, bool]]]:
    """Sure and weak candidates in the order of the text: label, position, whether the mark may be a repeated one."""
    sure: list[tuple[int, _Call, bool]] = []
    weak: list[tuple[int, _Call, bool]] = []
    for n, piece in enumerate(pieces):
        for m in _calls(piece.text):
            kind = m.lastgroup or ""
            text = m[kind].translate(_SUPERSCRIPT)
            start, end = m.span(kind)
            if kind == "number":
                # the mark is the end of the digits: 21/117 may hold note 7 or note 17
                if not _holds_mark(piece.text, start, end, date_first):
                    continue
                for cut in range(1, min(4, len(text))):
                    label = int(text[-cut:])
                    if label in wanted and text[-cut] != "0":
                        weak.append((label, (n, end - cut, end), False))
                continue
            if kind in ("round", "square", "slash"):
                start, end = start - 1, end + 1
            elif kind == "spaced":
                start, end = start - 2, end + 1
            elif kind == "apart":
                start -= 1
            label = int(text)
            if label not in wanted:
                continue
            if kind in ("capital", "han"):
                weak.append((label, (n, start, end), False))
            elif kind in ("apart", "spaced"):
                weak.append((label, (n, start, end), True))
            else:
                sure.append((label, (n, start, end), True))
    return sure, weak


def _calls(text: str) -> Iterator[re.Match[str]]:
    """What looks like a mark, looked for only where digits stand: a bracket and a space may open it before them."""
    end = 0
    for digits in _DIGITS.finditer(text):
        for start in range(max(end, digits.start() - 2), digits.start() + 1):
            if m := _CALL.match(text, start):
                yield m
                end = m.end()
                break


def _holds_mark(text: str, start: int, end: int, date_first: bool) -> bool:
    """Whether a number behind a slash is too high for its session, so that its last digits must be a mark.

    No session of the Assembly adopted 350 resolutions, none of the Human Rights Council 70; which of the two counts
    the year printed beside it tells (session N of the Assembly opens in 1945 + N).
    """
    printed = _NO_DIGIT.split(text[max(0, start - 5) : start - 1])[-1]
    session, number = int(printed), int(text[start:end])
    document = text.endswith("/", 0, start - 1 - len(printed))  # A/77/671
    if document or session >= 1000:
        return number > 999
    years = (
        _YEAR.findall(text, max(0, start - 25), start)[-1:] if date_first else _YEAR.findall(text, end, end + 35)[:1]
    )
    assembly = session >= 31 and all(0 <= int(year) - 1945 - session <= 1 for year in years)
    return number > (350 if assembly else 70)


def _in_sequence(sure: Sequence[tuple[int, _Call, bool]], wanted: Sequence[int]) -> dict[int, _Call]:
    """First calls: the longest run of candidates whose labels rise as the text goes on."""
    order = {label: n for n, label in enumerate(wanted)}
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for n, (label, _, _) in enumerate(sure):
        rank = order[label]
        k = bisect_left(tails, rank)
        before.append(tail_at[k - 1] if k else -1)
        if k == len(tails):
            tails.append(rank)
            tail_at.append(n)
        else:
            tails[k] = rank
            tail_at[k] = n
    chain: dict[int, _Call] = {}
    n = tail_at[-1] if tail_at else -1
    while n >= 0:
        chain[sure[n][0]] = sure[n][1]
        n = before[n]
    return chain


def _fill_gaps(first: dict[int, _Call], weak: Sequence[tuple[int, _Call, bool]], wanted: Sequence[int]) -> None:
    """Give the labels that the sure candidates left out a weak one between their neighbours."""
    by_label: dict[int, list[_Call]] = {}
    for label, call, _ in weak:
        by_label.setdefault(label, []).append(call)
    floor: _Call = (-1, 0, 0)
    for n, label in enumerate(wanted):
        if label in first:
            floor = first[label]
            continue
        ceiling = next((first[later] for later in wanted[n + 1 :] if later in first), None)
        for call in by_label.get(label, ()):
            if call > floor and (ceiling is None or call < ceiling):
                first[label] = floor = call
                break


def _lift(pieces: Sequence[Piece], calls: list[tuple[_Call, int]]) -> None:
    by_piece: dict[int, list[tuple[int, int, int]]] = {}
    for (index, start, end), label in calls:
        by_piece.setdefault(index, []).append((start, end, label))
    for n, found in by_piece.items():
        piece = pieces[n]
        kept: list[str] = []
        marks: list[tuple[int, str]] = []
        last = length = 0
        for start, end, label in sorted(found):
            if start < last:
                continue
            kept.append(piece.text[last:start])
            length += start - last
            marks.append((length, str(label)))
            last = end
        kept.append(piece.text[last:])
        piece.text = "".join(kept)
        piece.marks = sorted([*piece.marks, *marks])
