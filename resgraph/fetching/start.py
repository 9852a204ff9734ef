"""A run made ready: what was asked for in words and addresses, made symbols, sources and an open folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from resgraph import sources
from resgraph.fetching.ancestry import Frontier
from resgraph.fetching.holdings import Holdings
from resgraph.fetching.run import Run
from resgraph.languages import LANGUAGES, code_of
from resgraph.sources.answers import forms_of
from resgraph.sources.manners import Clock, SystemClock
from resgraph.sources.undocs import SERVER
from resgraph.symbols import parse

__all__ = ["ANCESTRY_LIMIT", "languages", "opened"]

ANCESTRY_LIMIT = 200
"""Documents of an ancestry, where no other limit is given."""
_ALL_THE_WAY = 10_000
"""Steps, where a target bounds the walk."""


def languages(text: str) -> list[str]:
    """Codes of the languages in a list; `all` stands for the six.

    >>> languages("en,ch"), languages("all")
    (['en', 'zh'], ['ar', 'en', 'es', 'fr', 'ru', 'zh'])

    Raises:
        LanguageError: one is no official language.
    """
    names = [name for name in re.split(r"[,;\s]+", text) if name]
    return list(LANGUAGES) if names == ["all"] else list(dict.fromkeys(map(code_of, names or ["en"])))


@contextmanager
def opened(
    symbols: Sequence[str],
    folder: str | Path,
    *,
    lang: str = "en",
    form: str = "auto",
    ancestry: int = 0,
    targets: Sequence[str] = (),
    limit: int | None = None,
    mirrors: Sequence[str] = (),
    server: str | None = None,
    pause: float | None = None,
    refresh: bool = False,
    clock: Clock | None = None,
) -> Iterator[Run]:
    """A run over a folder, to be iterated; the folder is free for others when the block ends.

    `symbols` are canonical. `ancestry` is the number of citations to follow; `targets` bound it to what was adopted
    after one of them. Mirrors and folders are asked first; the United Nations where there are none, `server` always.

    Raises:
        FetchError: an address, format or folder that cannot be used.
        LanguageError, SymbolError: no official language; a target that is no symbol.
    """
    clock = clock or SystemClock()
    langs, forms = languages(lang), forms_of(form)
    depth = ancestry or (_ALL_THE_WAY if targets else 0)
    bound = limit or (ANCESTRY_LIMIT if depth else None)
    frontier = Frontier(symbols, depth=depth, targets=[parse(target).text for target in targets], limit=bound)
    addresses = [*mirrors, *([server] if server else [] if mirrors else [SERVER])]
    asked = [sources.source(address, clock, pause) for address in addresses]
    holdings = Holdings(folder)
    try:
        yield Run(holdings, asked, frontier, langs=langs, forms=forms, clock=clock, refresh=refresh)
    finally:
        holdings.close()
