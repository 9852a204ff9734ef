"""A local document server as a process of its own, for the tests of fetching."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Served", "serving"]

_ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    folder: Path

    def log(self) -> list[dict[str, Any]]:
        """Its requests so far, in order."""
        path = self.folder / "log.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def paths(self) -> list[str]:
        """Paths of the requests so far."""
        return [line["path"] for line in self.log()]


@contextmanager
def serving(folder: Path, files: Mapping[str, bytes], **habits: Any) -> Iterator[Served]:
    """Serve some files, `A_RES_33_134.en.docx` → bytes, with some habits (see `tests/server/__main__.py`)."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / "files" / name).write_bytes(data)
    (folder / "habits.json").write_text(json.dumps(habits), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.server", str(folder)], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield Served(f"http://127.0.0.1:{int(process.stdout.readline())}", folder)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
