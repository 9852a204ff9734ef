"""What is installed, and whether it works here: versions, helper programs, the packaged data, a self-test on the seed."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from resgraph import __version__, data
from resgraph.errors import ResgraphError

__all__ = ["Finding", "examine"]

PACKAGES = (
    "duckdb",
    "jinja2",
    "lxml",
    "networkx",
    "numpy",
    "pandas",
    "pypdfium2",
    "pyvis",
    "requests",
    "rich",
    "typer",
)
EXTRAS = {
    "openpyxl": "workbooks (.xlsx)",
    "networkit": "clusters of the network page",
    "distributed": "a cluster (--engine dask)",
    "fsspec": "addresses of object stores (s3://)",
}
PROGRAMS = {
    ("soffice", "libreoffice"): "old Word and WordPerfect files: apt install libreoffice-writer-nogui",
    ("antiword",): "old Word files (.doc): apt install antiword",
    (
        "tesseract",
    ): "scanned pages (--ocr): apt install tesseract-ocr tesseract-ocr-ara tesseract-ocr-chi-sim tesseract-ocr-fra "
    "tesseract-ocr-rus tesseract-ocr-spa",
    ("dot",): "pictures of DOT files: apt install graphviz",
}
MODELS = {"ara", "chi_sim", "eng", "fra", "rus", "spa"}
SEED = ("A_RES_71_244.zh.txt", 16)
"""Name of the text that the project began with, and how many Assembly resolutions it names (`tests/cases/text/seed.toml`)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: Literal["ok", "absent", "fault"]
    """ok; absent: works without it, but not everything; fault: repair it."""
    told: str
    """Version or place; for what is not ok, what to do."""


def examine() -> Iterator[Finding]:
    """Yield what is found, what matters most first."""
    yield Finding("resgraph", "ok", f"{__version__}, in {Path(__file__).parent}")
    yield Finding("Python", "ok", f"{platform.python_version()} on {platform.platform(terse=True)}")
    yield _self_test()
    yield _data()
    for name in PACKAGES:
        yield _package(name, "fault", f"pip install {name}")
    for name, purpose in EXTRAS.items():
        yield _package(name, "absent", f"for {purpose}: pip install {name}")
    for names, purpose in PROGRAMS.items():
        yield _program(names, purpose)


def _self_test() -> Finding:
    """Whether the text the project began with is read as it should be."""
    from resgraph.pipeline import extract, read

    name, wanted = SEED
    places = [data.folder() / name, data.folder().parent / "seeds" / name]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return Finding("self-test", "fault", "the seed is missing: install resgraph again")
    try:
        found = {c.cited for text in read(path) for c in extract(text) if c.kind == "resolution" and c.body == "GA"}
    except ResgraphError as error:
        return Finding("self-test", "fault", str(error))
    told = f"{len(found)} of {wanted} Assembly resolutions found in {name}"
    return Finding("self-test", "ok" if len(found) == wanted else "fault", told)


def _data() -> Finding:
    try:
        with data.store() as store:
            rows = store.sql("select (select count(*) from documents), (select count(*) from citations)")[1]
    except ResgraphError as error:
        return Finding("packaged data", "fault", str(error))
    return Finding(
        "packaged data", "ok", f"{rows[0][0]} versions of documents, {rows[0][1]} mentions, in {data.folder()}"
    )


def _package(name: str, otherwise: Literal["absent", "fault"], remedy: str) -> Finding:
    try:
        return Finding(name, "ok", metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, otherwise, remedy)


def _program(names: tuple[str, ...], purpose: str) -> Finding:
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        return Finding(names[0], "absent", f"for {purpose}")
    if names == ("tesseract",):
        done = subprocess.run([path, "--list-langs"], capture_output=True, text=True, check=False, timeout=60)
        if lacking := MODELS - set(done.stdout.split()):
            return Finding(
                "tesseract", "absent", f"{path} lacks the models {', '.join(sorted(lacking))}; for {purpose}"
            )
    return Finding(names[0], "ok", path)
