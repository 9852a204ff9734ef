"""Dates that cannot be right: printed dates against adoption dates, and against the session of the number.

A few of the dates printed in official texts are wrong ("75/45 of 17 December 2020", adopted on the 7th). Each is told
with the clause that prints it, once for all languages that agree on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resgraph.graph.dates import fits
from resgraph.graph.versions import join_langs, lang_rank
from resgraph.models import Citation

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Misdate", "SessionMismatch", "misdated", "session_mismatches"]

MAJORITY = 0.5
"""A date that only citing texts give is held against others where more than this share of them print it."""


@dataclass(frozen=True, slots=True)
class Misdate:
    """A citation that prints another date than that of adoption."""

    citing: str
    cited: str
    printed: str
    """The date printed, ISO."""
    adopted: str
    """The date of adoption, ISO."""
    basis: str
    """Where that comes from: official, or printed where most citing texts agree on it."""
    langs: str
    """Languages that print it so, joined by `;`."""
    paragraph: str | None
    verb: str
    """Opening words of the clause."""
    quote: str
    """The mention, in the first of the languages."""
    file: str


@dataclass(frozen=True, slots=True)
class SessionMismatch:
    """A citation that prints a date outside the session of the number: a misprint, or the number of another organ."""

    citing: str
    cited: str
    printed: str
    langs: str
    paragraph: str | None
    verb: str
    quote: str
    file: str


def misdated(graph: nx.DiGraph[str]) -> list[Misdate]:
    """Citations whose printed date is not that of adoption. Sorted by citing and cited document."""
    found = []
    for group in _printed(graph):
        first = group[0]
        node = graph.nodes[str(first.cited)]
        adopted, basis = node.get("date", ""), node.get("date_basis", "")
        certain = basis == "official" or (basis == "printed" and node.get("date_share", 0) > MAJORITY)
        if certain and first.cited_date != adopted:
            found.append(
                Misdate(
                    citing=str(first.citing),
                    cited=str(first.cited),
                    printed=str(first.cited_date),
                    adopted=adopted,
                    basis=basis,
                    langs=join_langs({c.lang for c in group}),
                    paragraph=first.paragraph,
                    verb=first.verb,
                    quote=first.quote,
                    file=first.file,
                )
            )
    return found


def session_mismatches(graph: nx.DiGraph[str]) -> list[SessionMismatch]:
    """Citations whose printed date does not fit the session of the number. Sorted by citing and cited document."""
    return [
        SessionMismatch(
            citing=str(first.citing),
            cited=str(first.cited),
            printed=str(first.cited_date),
            langs=join_langs({c.lang for c in group}),
            paragraph=first.paragraph,
            verb=first.verb,
            quote=first.quote,
            file=first.file,
        )
        for group in _printed(graph)
        if not fits(str((first := group[0]).cited), str(first.cited_date))
    ]


def _printed(graph: nx.DiGraph[str]) -> Iterable[list[Citation]]:
    """Dated mentions by citing document, cited document and printed date, the language that speaks first in front."""
    groups: dict[tuple[str, str, str], list[Citation]] = {}
    for c in graph.graph["mentions"]:
        if c.citing is not None and c.cited in graph and c.cited_date:
            groups.setdefault((c.citing, c.cited, c.cited_date), []).append(c)
    for key in sorted(groups):
        yield sorted(groups[key], key=lambda c: (lang_rank(c.lang), c.file, c.span_start))
