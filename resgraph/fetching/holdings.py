"""A folder of fetched documents, with its manifest: whatever happens, a file that stands in it is whole and checked.

A document is written below `.resgraph/incoming` under its hash, then entered into the manifest, then moved to its place;
a run that was killed in between is put in order when the folder is opened again. What came and is not what was asked for
goes to `.resgraph/apart`. Names with a dot are passed over by `resgraph build`.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from resgraph import files
from resgraph.errors import FetchError
from resgraph.sources.answers import KINDS, State, kind_of
from resgraph.sources.manifest import Manifest, Record
from resgraph.sources.names import file_stem

__all__ = ["Holdings"]

_HIDDEN = ".resgraph"
_APART = f"{_HIDDEN}/apart/"


class Holdings:
    """The documents of one folder; to be closed by `close`.

    Raises:
        FetchError: it cannot be made or written, or another run is at work in it.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.hidden = self.folder / _HIDDEN
        self.incoming = self.hidden / "incoming"
        try:
            self.hidden.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"the folder cannot be made or written: {error.strerror}"
            raise FetchError(what, where=str(folder), remedy="give another one with -d") from error
        self.manifest = Manifest(self.hidden / "manifest.sqlite")
        self._settle()

    def close(self) -> None:
        """Give the folder free for others."""
        self.manifest.close()

    def _settle(self) -> None:
        """Move what a killed run had entered into the manifest and not yet moved; drop what it had not entered."""
        if not self.incoming.is_dir():
            return
        for file in sorted(self.incoming.iterdir()):
            for record in self.manifest.with_hash(file.name):
                if file.exists() and files.sha256(file) == record.sha256 and not self._is_in_place(record):
                    self._move(file, record.file)
        shutil.rmtree(self.incoming)

    def _move(self, file: Path, name: str) -> None:
        try:
            file.replace(self.folder / name)
        except OSError as error:
            what = f"a document cannot be put there: {error.strerror}"
            raise FetchError(what, where=str(self.folder / name), remedy="make room for it") from error

    def _is_in_place(self, record: Record) -> bool:
        return self.has(record) and files.sha256(self.folder / record.file) == record.sha256

    def has(self, record: Record) -> bool:
        """Whether the file of a record is there, in its size."""
        path = self.folder / record.file
        return bool(record.file) and path.is_file() and path.stat().st_size == record.size

    def data(self, record: Record) -> bytes:
        """The bytes of the file of a record."""
        return (self.folder / record.file).read_bytes()

    def unknown(self, symbol: str, lang: str) -> Path | None:
        """A file that has the name of a document and that the manifest does not know; None where there is none."""
        for kind in ("docx", "pdf", *KINDS.values()):
            path = self.folder / _file(symbol, lang, kind)
            if path.is_file() and not any(record.file == path.name for record in self._known(symbol, lang)):
                return path
        return None

    def _known(self, symbol: str, lang: str) -> list[Record]:
        return [r for r in self.manifest.of(symbol, lang) if r.state == State.held]

    def keep(self, record: Record, data: bytes) -> Record:
        """Put a checked document in its place; returns its record, entered."""
        entered = self._described(record, data, State.held, _file(record.symbol, record.lang, kind_of(data) or "bin"))
        waiting = files.write(self.incoming / entered.sha256, data)
        self.manifest.put(entered)
        self._move(waiting, entered.file)
        if record.file.startswith(_APART):
            (self.folder / record.file).unlink(missing_ok=True)
        return entered

    def take_up(self, record: Record, path: Path) -> Record:
        """Enter a checked document that was in the folder already."""
        entered = self._described(record, path.read_bytes(), State.held, path.name)
        self.manifest.put(entered)
        return entered

    def set_apart(self, record: Record, data: bytes, state: State = State.apart) -> Record:
        """Keep what came and is not what was asked for; returns its record, entered."""
        name = _file(record.symbol, record.lang, kind_of(data) or "bin")
        entered = self._described(record, data, state, f"{_APART}{name}")
        files.write(self.folder / entered.file, data)
        self.manifest.put(entered)
        return entered

    def keep_record(self, record: Record, data: bytes) -> Record:
        """Keep a record of the library among the records; returns what was entered."""
        name = f"{_HIDDEN}/records/{file_stem(record.symbol.replace(' ', '-'))}.xml"
        entered = self._described(record, data, State.held, name)
        files.write(self.folder / name, data)
        self.manifest.put(entered)
        return entered

    def _described(self, record: Record, data: bytes, state: State, file: str) -> Record:
        return replace(record, state=state.value, file=file, sha256=files.sha256(data), size=len(data))


def _file(symbol: str, lang: str, kind: str) -> str:
    return f"{file_stem(symbol)}.{lang}.{kind}"
