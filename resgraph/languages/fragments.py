"""Joining the fragments of a language file into patterns that `re` can walk quickly.

`re` skips to the next character with which an alternation can begin only where every branch begins with a plain
character. So an alternation of many names is laid out by first characters, names that begin with a class or an optional
group are written out, and the group that names a branch stands empty at its end.

>>> sorted(heads("[Rr]esolutions?"))
[('R', 'esolutions?'), ('r', 'esolutions?')]
>>> sorted(heads("(?:United Nations )?Security Council"))
[('S', 'ecurity Council'), ('U', 'nited Nations Security Council')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

__all__ = ["APART", "either", "first_letters", "from_one_letter", "grouped", "heads", "nameless"]

_NAME = re.compile(r"\(\?P<\w+>")
APART = (
    r"[\0-/:-@\[-\^`{-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7\u0600-\u061f\u2000-\u206f\u20a0-\u20cf\u2190-\u245f\u2500-\u2775"
    r"\u3000-\u3004\u3008-\u3020\ue000-\uf8ff\ufe10-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
r"""What print sets before a word: `re` finds a plain set by a table, where it asks of each character whether it is a `\W`."""


def either(fragments: Iterable[str]) -> str:
    """One alternation of fragments, the longest first, so that no name hides a longer one."""
    return "(?:" + "|".join(sorted(fragments, key=lambda f: (-len(f), f))) + ")"


def grouped(pairs: Iterable[tuple[str, str]]) -> str:
    """An alternation of fragments in which `lastgroup` names the one that matched: pairs of fragment and group name."""
    by_group: dict[str, list[str]] = {}
    for fragment, group in pairs:
        by_group.setdefault(group, []).append(fragment)
    return "(?:" + "|".join(f"(?P<{group}>{either(found)})" for group, found in by_group.items()) + ")"


def from_one_letter(fragment: str) -> str:
    """The same fragment, so that `re` looks for its first letter alone, which it does twice as fast as for a word.

    Where that is a small letter it stands too often.

    >>> from_one_letter("Ibid[.],"), from_one_letter("de vente"), from_one_letter("(?:Sales|Sale) No")
    ('I(?=b)bid[.],', 'de vente', '(?:Sales|Sale) No')
    """
    if not fragment[:3].isalpha() or fragment[0].islower():
        return fragment
    return f"{fragment[0]}(?={fragment[1]}){fragment[1:]}"


def nameless(fragment: str) -> str:
    """The same fragment without names of groups, so that it can stand in one pattern several times.

    >>> nameless("(?P<day>[0-9]+) May")
    '(?:[0-9]+) May'
    """
    return _NAME.sub("(?:", fragment)


def first_letters(pairs: Iterable[tuple[str, str]], *, words: bool) -> str:
    """The same for running text, laid out by first characters; with `words`, they end where a word ends.

    Every branch has a group of its own, whose name begins with the one given and an underscore.

    Raises:
        ValueError: a fragment begins with something else than a character, a class of characters or a group.
    """
    tree: dict[str, list[tuple[str, str]]] = {}
    number = count()
    for fragment, group in pairs:
        for head, rest in heads(fragment):
            tree.setdefault(head, []).append((rest, f"{group}_{next(number)}"))
    edge = r"\b" if words else ""
    branches = []
    # capitals are rare and come last: each is tried only where no small letter fits
    for head, rests in sorted(tree.items(), key=lambda item: (not item[0].islower(), item[0])):
        longest_first = sorted(rests, key=lambda pair: (-len(pair[0]), pair))
        tails = "|".join(f"(?:{rest}){edge}(?P<{group}>)" for rest, group in longest_first)
        branches.append(f"{head}(?:{tails})")
    return "|".join(branches)


def heads(fragment: str) -> Iterator[tuple[str, str]]:
    """First character and rest of everything that a fragment can begin with.

    Raises:
        ValueError: it begins with something else than a character, a class of characters or a group.
    """
    if not fragment:
        raise ValueError("a fragment may be empty")
    if fragment[0] == "[":
        end = fragment.index("]")
        for letter in fragment[1:end]:
            yield letter, fragment[end + 1 :]
    elif fragment.startswith("(?:"):
        end = _closing(fragment)
        rest = fragment[end + 1 :]
        for alternative in _alternatives(fragment[3:end]):
            yield from heads(alternative + rest.removeprefix("?"))
        if rest.startswith("?"):
            yield from heads(rest[1:])
    elif fragment[1:2] == "?":
        yield fragment[0], fragment[2:]
        yield from heads(fragment[2:])
    elif fragment[0].isalnum() or fragment[0] in "《":
        yield fragment[0], fragment[1:]
    else:
        raise ValueError(f"a fragment begins with {fragment[0]!r}: {fragment}")


def _closing(fragment: str) -> int:
    """Index of the bracket that closes the one with which a fragment begins."""
    depth = 0
    for n, character in enumerate(fragment):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return n
    raise ValueError(f"a bracket is not closed: {fragment}")


def _alternatives(inner: str) -> Iterator[str]:
    depth, start = 0, 0
    for n, character in enumerate(inner):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            yield inner[start:n]
            start = n + 1
    yield inner[start:]
