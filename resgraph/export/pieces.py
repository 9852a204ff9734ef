"""Attribute values as pieces of markup, made once for each value: what keeps the XML writers fast on large graphs.

Most values of a column occur many times (relations, dates, organs), so that looking one up is cheaper than escaping it
again. A column keeps at most `KEPT` values, so that memory stays small where every value is another one (quotes).
Likewise most rows have the same attributes, so that which columns a row fills is found once for each set of names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import getitem, itemgetter
from typing import Any, NamedTuple

from resgraph.export import columns
from resgraph.schema import Field

__all__ = ["Form", "filler", "scalar_text"]

KEPT = 10_000


class Form(NamedTuple):
    """How the values of one column are written: what stands before a value and after it."""

    field: Field
    before: str
    after: str


class _Pieces(dict[Any, str]):
    """The pieces of one column by value; the empty piece for a value that is absent or an empty text."""

    def __init__(self, form: Form, text: Callable[[str], str]) -> None:
        super().__init__()
        self.field, self.before, self.after = form
        self.is_text = self.field.type == "string"
        self.text = text

    def __missing__(self, raw: Any) -> str:
        item = raw if self.is_text and type(raw) is str else columns.value(self.field, raw)
        if item is None or item == "":
            piece = ""
        else:
            piece = f"{self.before}{self.text(item) if self.is_text else scalar_text(item)}{self.after}"
        if len(self) < KEPT and (item is raw or not self.is_text):
            self[raw] = piece
        return piece


def filler(forms: Iterable[Form], text: Callable[[str], str]) -> Callable[[Mapping[str, Any]], str]:
    """A function from a row of attributes to its pieces, joined in the order of the forms.

    `text` makes markup of a text.
    """
    pieces = [_Pieces(form, text) for form in forms]
    plans: dict[tuple[str, ...], tuple[Callable[[Any], tuple[Any, ...]], list[_Pieces]]] = {}

    def fill(row: Mapping[str, Any]) -> str:
        names = tuple(row)
        if names not in plans:
            plans[names] = _plan(row, pieces)
        values, filled = plans[names]
        try:
            return "".join(map(getitem, filled, values(row)))
        except TypeError:  # a value that is none of a dictionary's keys
            return "".join(map(_Pieces.__missing__, filled, values(row)))

    return fill


def _plan(row: Mapping[str, Any], pieces: list[_Pieces]) -> tuple[Callable[[Any], tuple[Any, ...]], list[_Pieces]]:
    """The columns that rows of these names fill, and a function that takes their values from such a row."""
    filled = [column for column in pieces if column.field.name in row]
    if len(filled) < 2:
        return lambda row: tuple(row[column.field.name] for column in filled), filled
    return itemgetter(*(column.field.name for column in filled)), filled


def scalar_text(item: Any) -> str:
    """A number or truth value as XML Schema writes it.

    >>> scalar_text(True), scalar_text(0.5)
    ('true', '0.5')
    """
    if isinstance(item, bool):
        return "true" if item else "false"
    return repr(item)
