"""A folder of documents as a source: files named after their symbols, as archives and libraries name them.

`A_RES_33_134.en.pdf`, `A_RES_78_199-EN.pdf`; a name without a language may be in any.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from resgraph.errors import FetchError, SymbolError
from resgraph.files import is_dir
from resgraph.limits import limit, raised, shown
from resgraph.sources.answers import Answer, State, kind_of
from resgraph.sources.manners import Clock
from resgraph.symbols import parse

__all__ = ["Folder"]

_LANGUAGE = re.compile(r"[-.](ar|en|es|fr|ru|zh)\Z", re.IGNORECASE)
_SUFFIXES = {".docx", ".pdf", ".doc", ".wpd"}


class Folder:
    """A folder as a source (see `resgraph.sources.answers.Source`).

    Raises:
        FetchError: there is no such folder.
    """

    def __init__(self, path: str) -> None:
        if not is_dir(path):
            raise FetchError(
                "no such folder", where=path, remedy="give a folder, or a pattern https://host/{symbol}.{lang}.pdf"
            )
        self.name = path
        self._files: dict[tuple[str, str], list[Path]] = defaultdict(list)
        for file in sorted(Path(path).rglob("*")):
            if file.suffix.lower() in _SUFFIXES and file.is_file():
                m = _LANGUAGE.search(file.stem)
                try:
                    symbol = parse(f"{file.stem[: m.start()] if m else file.stem}.pdf").text
                except SymbolError:
                    continue
                self._files[symbol, m[1].lower() if m else ""].append(file)

    @classmethod
    def open(cls, address: str, clock: Clock, pause: float | None) -> Folder:
        """The folder at a path; it takes no time."""
        del clock, pause
        return cls(address)

    def forms(self, wanted: Sequence[str]) -> Sequence[str]:
        """All of them, told apart by the suffix."""
        return wanted

    def fetch(self, symbol: str, lang: str, form: str) -> Answer:
        """The file of a document.

        Raises:
            FetchError: it cannot be opened, or is larger than documents may be.
        """
        for file in (*self._files[symbol, lang], *self._files[symbol, ""]):
            if (file.suffix.lower() == ".pdf") == (form == "pdf"):
                return self._read(file)
        return Answer(State.absent, self.name, detail="the folder has no such file")

    def _read(self, file: Path) -> Answer:
        try:
            if file.stat().st_size > limit("download"):
                raise FetchError(
                    f"larger than {shown('download')}",
                    where=str(file),
                    remedy=f"read it in its place, or {raised('download')}",
                )
            data = file.read_bytes()
        except OSError as error:
            raise FetchError(
                f"cannot be opened: {error.strerror}", where=str(file), remedy="check its rights"
            ) from error
        if kind_of(data) is None:
            return Answer(State.failed, str(file), detail=f"{file.name} is neither PDF nor Word")
        return Answer(State.held, str(file), data)
