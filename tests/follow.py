"""Follow documents letter by letter: every command and every piece of Python in them runs, in a copy of the project.

    python -m tests.follow README.md docs/tutorials/*.md

Each document gets a fresh copy. Commands run as they stand, one block after the other; `resgraph` and `python` are those of
the virtual environment that runs this. What needs the corpus is passed over where there is none, and what runs the tests
is left to the tests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(?P<kind>sh|python)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
CORPUS = "../shared/corpus"
LEFT_OUT = {
    "-m pytest": "the tests run themselves",
    "pre-commit install": "needs a git repository",
    "resgraph fetch": "needs the servers of the United Nations",
}
UNWANTED = (".git", ".venv", "node_modules", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", "*.duckdb")


def follow(document: Path, home: Path) -> list[str]:
    """Run the blocks of one document; returns what failed, a line each."""
    shutil.copytree(ROOT, home, ignore=shutil.ignore_patterns(*UNWANTED))
    names = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    names.pop("RESGRAPH_CORPUS", None)
    failed = []
    for block in BLOCK.finditer(document.read_text("utf-8")):
        line = document.read_text("utf-8").count("\n", 0, block.start()) + 2
        where = f"{document.relative_to(ROOT)}:{line}"
        reason = _left_out(block["body"])
        if reason:
            print(f"{where}: left out, {reason}")
            continue
        command = ["bash", "-euo", "pipefail", "-c"] if block["kind"] == "sh" else [sys.executable, "-c"]
        done = subprocess.run(
            [*command, block["body"]], cwd=home, env=names, capture_output=True, text=True, check=False
        )
        print(f"{where}: {'runs' if done.returncode == 0 else 'FAILS'}")
        if done.returncode:
            failed.append(f"{where}: exit code {done.returncode}\n{block['body']}{done.stderr[-2000:]}")
    return failed


def _left_out(body: str) -> str:
    for words, reason in LEFT_OUT.items():
        if words in body:
            return reason
    return f"no corpus at {CORPUS}" if CORPUS in body else ""


def main() -> None:
    """Follow the documents named, and end with exit code 1 where something in them does not run."""
    failed = []
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            failed += follow((ROOT / name).resolve(), Path(folder) / "project")
    for told in failed:
        print(told, file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
