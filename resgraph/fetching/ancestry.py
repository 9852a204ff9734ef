"""What to fetch next: the resolutions that the fetched ones cite, nearest first, and of those the most cited."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from resgraph import bodies, sessions, symbols
from resgraph.citations.extract import extract
from resgraph.errors import SymbolError
from resgraph.fetching.check import same
from resgraph.models import Text
from resgraph.symbols import Symbol, parse

__all__ = ["Frontier", "cited_resolutions"]

_ROOTS = {"A", "E", "HSP", "S", "T", "TD", "UNEP"}
"""Roots of the resolutions that the document server has; other organizations have servers of their own."""

Cited = tuple[str, str | None]
"""Canonical symbol and the date printed for it."""


def cited_resolutions(text: Text, symbol: str) -> list[Cited]:
    """The resolutions that one resolution cites, each once, in the order of the text, as far as a server may have them.

    Of a printed page that holds several resolutions only the citations of the wanted one count.
    """
    found: dict[str, str | None] = {}
    wanted = parse(symbol)
    for citation in extract(text, citing=None):
        if citation.cited is None or citation.kind != "resolution":
            continue
        if citation.citing is not None and not same(wanted, parse(citation.citing)):
            continue
        for cited in parse(citation.cited).members:
            if cited.split("/")[0] in _ROOTS and parse(cited).whole != wanted.whole:
                found[cited] = found.get(cited) or citation.cited_date
    return list(found.items())


class Frontier:
    """The documents of a walk: those asked for, and those cited that are still to be fetched."""

    def __init__(
        self, roots: Iterable[str], *, depth: int = 0, targets: Sequence[str] = (), limit: int | None = None
    ) -> None:
        self.depth, self.limit = depth, limit
        """Steps to go from the roots; documents to visit at most."""
        self.targets = [parse(target) for target in targets]
        self.steps = dict.fromkeys(roots, 0)
        """Every document met, and how many citations away it is."""
        self._roots = deque(self.steps)
        self._waiting: dict[str, None] = {}
        self._cited_by: dict[str, set[str]] = defaultdict(set)
        self.visited = 0

    @property
    def waiting(self) -> Sequence[str]:
        """What is still to be fetched, as far as is known now."""
        return [*self._roots, *self._waiting]

    @property
    def is_cut(self) -> bool:
        """Whether the limit ended the walk before its end."""
        return self.limit is not None and self.visited >= self.limit and bool(self._roots or self._waiting)

    def next(self) -> str | None:
        """The document to fetch next; None where there is none, or the limit is reached."""
        if not (self._roots or self._waiting) or (self.limit is not None and self.visited >= self.limit):
            return None
        self.visited += 1
        if self._roots:
            return self._roots.popleft()
        symbol = min(self._waiting, key=self._rank)
        del self._waiting[symbol]
        return symbol

    def again(self, symbol: str) -> None:
        """Fetch a document once more at the end, without counting it twice."""
        self._roots.append(symbol)
        self.visited -= 1

    def cites(self, citing: str, cited: Iterable[Cited]) -> None:
        """Tell what a document cites; what lies within depth and targets waits from now on."""
        step = self.steps[citing] + 1
        for symbol, date in cited:
            self._cited_by[symbol].add(citing)
            if symbol not in self.steps and step <= self.depth and self._is_wanted(symbol, date):
                self.steps[symbol] = step
                self._waiting[symbol] = None

    def _rank(self, symbol: str) -> tuple[object, ...]:
        """Nearest first, then by the number of citing documents, then by symbol."""
        return self.steps[symbol], -len(self._cited_by[symbol]), symbols.sort_key(symbol)

    def _is_wanted(self, symbol: str, date: str | None) -> bool:
        """Whether a cited document may have been adopted after one of the targets, or is one."""
        return not self.targets or not all(_before(parse(symbol), date, target) for target in self.targets)


def _before(symbol: Symbol, date: str | None, target: Symbol) -> bool:
    """Whether a document was adopted before another for certain, by printed date, session, or number within one."""
    if (symbol.body, symbol.kind, symbol.session) == (target.body, target.kind, target.session):
        return (symbol.number or 0) < (target.number or 0)
    last, first = _adopted(symbol, date)[1], _adopted(target, None)[0]
    return last < first


def _adopted(symbol: Symbol, date: str | None) -> tuple[str, str]:
    """First and last ISO date on which a document can have been adopted; the printed one where it can be."""
    if date is not None and symbols.fits(symbol, date) is not False:
        return date, date
    if symbol.session is None:
        return "", sessions.OPEN_END
    if symbol.body == "GA":
        try:
            return sessions.session_years(symbol.session)
        except SymbolError:  # a special session that is too new for the table
            return "", sessions.OPEN_END
    year = bodies.body(symbol.body).year_of(symbol.session)
    return (f"{year - 1}-07-01", f"{year + 1}-12-31") if year else ("", sessions.OPEN_END)
