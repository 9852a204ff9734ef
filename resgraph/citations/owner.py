"""Whose a number is by the words around it, before it is decided."""

from __future__ import annotations

__all__ = ["Owner"]


class Owner:
    """What the words around a number say of it."""

    noun: str
    """resolution, decision, other; "" where no noun governs it."""
    body: str
    """Key of a body, "its", or ""."""
    loose: bool
    """Prose stands between the noun, or the number before, and this number."""
    before: str
    """The body named last before the number, to which an "its" or a bare noun may refer."""
    near: bool
    """That body stands right before: "the Human Rights Council, in its resolution"."""
    reported: bool
    """Its report stands right before: (E/2013/24), chap. I, decision 44/114."""
    after: str
    """The body named behind prose as having adopted it: "resolution 4/6 on marine litter, adopted by the Environment Assembly"."""
    at: int
    """Where the noun phrase begins, from which to look back."""

    def __init__(
        self,
        noun: str = "",
        body: str = "",
        loose: bool = False,
        before: str = "",
        near: bool = False,
        reported: bool = False,
        after: str = "",
        at: int = 0,
    ) -> None:
        self.noun = noun
        self.body = body
        self.loose = loose
        self.before = before
        self.near = near
        self.reported = reported
        self.after = after
        self.at = at
