"""Attribute values as pieces of markup, made once for each value: what keeps the XML writers fast on large graphs.

Most values of a column occur many times (relations, dates, organs), so that looking one up is cheaper than escaping it
again. A column keeps at most `KEPT` values, so that memory stays small where every value is another one (quotes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from resgraph.export import columns
from resgraph.schema import Field

__all__ = ["filler", "scalar_text"]

KEPT = 10_000


class _Pieces(dict[Any, str]):
    """The pieces of one column by value; the empty piece for a value that is absent."""

    def __init__(self, field: Field, form: Callable[[Any], str]) -> None:
        super().__init__()
        self.field = field
        self.form = form

    def __missing__(self, raw: Any) -> str:
        item = columns.value(self.field, raw)
        piece = "" if item is None else self.form(item)
        if len(self) < KEPT and (type(raw) is str or self.field.type != "string"):
            self[raw] = piece
        return piece


def filler(forms: Iterable[tuple[Field, Callable[[Any], str]]]) -> Callable[[Mapping[str, Any]], str]:
    """A function from a row of attributes to its pieces, joined in the order of the fields.

    Each field comes with the function from a value that is there to its piece.
    """
    plan = [(field.name, _Pieces(field, form)) for field, form in forms]

    def fill(row: Mapping[str, Any]) -> str:
        get = row.get
        return "".join([pieces[get(name)] for name, pieces in plan])

    return fill


def scalar_text(item: Any) -> str:
    """A number or truth value as XML Schema writes it.

    >>> scalar_text(True), scalar_text(0.5)
    ('true', '0.5')
    """
    if isinstance(item, bool):
        return "true" if item else "false"
    return repr(item)
