"""The page on opening exports elsewhere: its commands and its Python run as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from resgraph import export
from tests.conftest import ROOT
from tests.test_export_graphs import needs

PAGE = (ROOT / "docs" / "how-to" / "open-exports.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands of the page were run."""
    place = tmp_path_factory.mktemp("exports")
    settings = {name: value for name, value in os.environ.items() if name != "RESGRAPH_CORPUS"}
    (commands,) = blocks("sh")
    for command in commands.splitlines():
        program, *arguments = command.split()
        assert program == "resgraph"
        subprocess.run([sys.executable, "-m", "resgraph.cli", *arguments], cwd=place, env=settings, check=True)
    return place


@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.split()[1])
def test_the_python_of_the_page_runs(code: str, folder: Path) -> None:
    if "import igraph" in code:
        pytest.importorskip("igraph")
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_page_names_what_there_is(folder: Path) -> None:
    for suffix in {*export.RENDERERS, *export.WRITERS} - {".html"}:
        assert suffix in PAGE, suffix
    for name in re.findall(r"graph\.(?:csv|parquet|neo4j)/[a-z]+\.[a-z]+", PAGE):
        assert (folder / name).is_file(), name


def test_the_query_of_the_page_is_that_of_neo4j(tmp_path: Path) -> None:
    checker = ROOT / "tests" / "cases" / "export" / "node"
    needs((checker / "node_modules").is_dir(), f"no node packages: npm ci --prefix {checker}")
    (query,) = (block for block in blocks("text") if block.startswith("MATCH"))
    (tmp_path / "query.cypher").write_text(query)
    done = subprocess.run(["node", checker / "cypher.mjs", tmp_path / "query.cypher"], capture_output=True, text=True)
    assert '"errors":[]' in done.stdout
