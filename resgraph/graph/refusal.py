"""Why a store cannot be opened, in words for the person who asked."""

from __future__ import annotations

from resgraph.errors import GraphError

__all__ = ["REBUILD", "refusal"]

REBUILD = "build it anew from its files with `resgraph build`"


def refusal(where: str, reason: str) -> GraphError:
    """The error for a file that DuckDB does not open, by its reason."""
    first = reason.splitlines()[0]
    if "lock" in first:
        what, remedy = "another program has the store open", "wait for it, or close it"
    elif "different configuration" in first:
        what, remedy = "this program has the store open already", "close it first"
    elif "not a valid DuckDB" in first:
        what, remedy = "is not a store (not a DuckDB file)", f"give another file, or delete it and {REBUILD}"
    elif "version number" in first:
        what, remedy = "was written by another version of DuckDB", f"`pip install -U duckdb`, or {REBUILD}"
    elif "does not exist" in first:
        what, remedy = "there is no such store", f"check the path, or {REBUILD}"
    elif "No such file" in first:
        what, remedy = "the folder for the store does not exist", "make it first, or check the path"
    else:
        what, remedy = f"cannot be opened ({first})", f"check the path, or {REBUILD}"
    return GraphError(what, where=where, remedy=remedy)
