"""Where documents come from: what is already here (`local`), and what can be had by symbol, a module for each source.

A new source is one module with a class (see `resgraph.sources.answers.Source`) and one line in `SOURCES`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resgraph.sources.answers import Source
    from resgraph.sources.manners import Clock

__all__ = ["SOURCES", "source"]

SOURCES = {
    "un": "resgraph.sources.undocs:UnDocs",
    "mirror": "resgraph.sources.mirror:Mirror",
    "folder": "resgraph.sources.folder:Folder",
}
"""Kind of source → its class."""


def source(address: str, clock: Clock, pause: float | None = None) -> Source:
    """The source at an address: a pattern with {symbol}, another web address, or the path of a folder.

    Raises:
        FetchError: it is none of these.
    """
    kind = "folder" if "://" not in address else "mirror" if "{" in address else "un"
    module, _, name = SOURCES[kind].partition(":")
    opened: Source = getattr(import_module(module), name).open(address, clock, pause)
    return opened
