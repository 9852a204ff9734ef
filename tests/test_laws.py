"""The laws of the design, held by tests: what may import what, where heavy packages live, how long a file may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from resgraph.export import RENDERERS, WRITERS
from resgraph.languages import LANGUAGES
from resgraph.text import READERS

PACKAGE = Path(__file__).parent.parent / "resgraph"
STAGES = {"sources", "text", "citations", "graph", "lineage", "export"}
SEE_ALL = {
    "bulk",
    "pipeline",
    "commands",
    "cli",
    "__init__",
    "data",
    "data_dictionary",
    "doctor",
    "fetching",
    "dataset",
}
HEAVY = {
    "pandas", "networkx", "pyvis", "requests", "duckdb", "numpy", "typer", "rich", "jinja2", "pypdfium2", "lxml",
    "distributed", "fsspec",
}  # fmt: skip
LONGEST = 303
"""Lines: the design says about 300."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def name(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


def imports(module: Path, *, top_level: bool = False) -> Iterator[str]:
    """Names of the modules that a file imports; with `top_level`, those that are loaded together with it."""
    tree = ast.parse(module.read_text("utf-8"))
    for node in ast.walk(tree) if not top_level else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_stage_imports_no_other_stage(module: Path) -> None:
    parts = module.relative_to(PACKAGE).with_suffix("").parts
    if parts[0] in SEE_ALL:
        return
    own = parts[0] if parts[0] in STAGES else None
    for imported in imports(module):
        words = imported.split(".")
        if words[0] == "resgraph" and len(words) > 1 and words[1] in STAGES:
            assert words[1] == own, f"{name(module)} imports {imported}"
        assert imported not in ("resgraph.pipeline", "resgraph.cli") or parts[0] == "console", (
            f"{name(module)} imports {imported}"
        )


@pytest.mark.parametrize("package", sorted(HEAVY - {"numpy", "networkx", "lxml", "pypdfium2", "rich"}))
def test_a_heavy_package_is_imported_by_few_modules(package: str) -> None:
    elsewhere = [m for m in MODULES if m.parent.name != "commands"]
    users = {name(m) for m in elsewhere if any(i.split(".")[0] == package for i in imports(m))}
    assert len(users) <= 4, f"{package} is imported by {sorted(users)}"


def test_only_modules_of_their_own_load_heavy_packages_on_import() -> None:
    light = [
        m
        for m in MODULES
        if m.parent == PACKAGE or m.name == "__init__.py" or m.parent.name in ("citations", "languages")
    ]
    for module in light:
        loaded = {i.split(".")[0] for i in imports(module, top_level=True)} & HEAVY
        assert loaded <= (
            {"typer"} if module.name in ("cli.py", "options.py") or module.parent.name == "commands" else set()
        ), f"{name(module)} loads {loaded}"


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['resgraph', '--help']\n"
        "from resgraph.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pandas', 'networkx', 'pyvis', 'numpy', 'duckdb', 'requests', 'lxml'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"
    assert "trace" in done.stdout


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_file_holds_one_idea(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_says_what_it_is_for(module: Path) -> None:
    text = module.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text)), name(module)


def test_every_language_is_one_file() -> None:
    files = {path.stem for path in (PACKAGE / "languages").glob("*.toml")}
    assert files == set(LANGUAGES)
    for code in LANGUAGES:
        assert tomllib.loads((PACKAGE / "languages" / f"{code}.toml").read_text("utf-8"))["code"] == code


def test_registries_name_what_exists() -> None:
    for module in READERS.values():
        assert (PACKAGE.parent / f"{module.replace('.', '/')}.py").exists()
    for target in (*RENDERERS.values(), *WRITERS.values()):
        assert (PACKAGE / "export" / f"{target.split(':')[0]}.py").exists()
