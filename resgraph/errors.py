"""The errors of resgraph: every message says where, what, and what to do next.

>>> str(ReadError("the file is empty", where="a.txt", remedy="give a file with text"))
'a.txt: the file is empty; give a file with text'
"""


class ResgraphError(Exception):
    """Anything resgraph refuses, in words for the person who asked.

    `what` is what is wrong, `where` the file, position or text concerned, `remedy` what to do next.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}; {self.remedy}" if self.remedy else head


class SymbolError(ResgraphError, ValueError):
    """A text that is not the symbol of a UN document."""


class ReadError(ResgraphError):
    """A document that cannot be read."""


class FetchError(ResgraphError):
    """A document that a source does not give, or a source that gives none."""


class LanguageError(ResgraphError):
    """A language that is not known, or a language file that is not well formed."""


class GraphError(ResgraphError):
    """A graph, store or citation file that cannot be built or used."""


class LineageError(ResgraphError):
    """A lineage that cannot be traced: an unknown symbol, or no path."""


class ExportError(ResgraphError):
    """A file that cannot be written in the format asked for."""
