"""Pages that are made from the project itself when the site is built, so that they cannot fall behind it."""

from __future__ import annotations

import dataclasses
import html
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from resgraph.languages import LANGUAGES
from resgraph.models import Citation, Document
from resgraph.schema import EDGE_FIELDS, NODE_FIELDS, record_fields

ROOT = Path(__file__).parent.parent
VERBS = ("read", "extract", "build", "build_store", "load", "trace", "write")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    pages = {
        "reference/command-line.md": command_line(),
        "reference/library.md": library(),
        "reference/records.md": records(),
        "reference/data.md": (ROOT / "data" / "README.md").read_text("utf-8"),
        **{f"reference/grammar/{code}.md": grammar(code) for code in LANGUAGES},
    }
    for path, content in pages.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The search of a site that is opened from a disk needs a script, which lies beside the pages and not on the web."""
    del config
    return output.replace(
        "https://unpkg.com/iframe-worker/shim", "../" * page.url.count("/") + "assets/iframe-worker.js"
    )


def command_line() -> str:
    """Every command with its options, as the command line itself tells."""
    command = [sys.executable, "-m", "typer", "resgraph.cli", "utils", "docs", "--name", "resgraph"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return told.replace("# `resgraph`", "# Command line", 1)


def library() -> str:
    """The verbs with their docstrings."""
    text = ["# Library\n", "## Verbs\n\nThe verbs of `import resgraph`, in the order of the pipeline.\n"]
    text += [f"::: resgraph.pipeline.{verb}\n" for verb in VERBS]
    text += ["## Symbols\n", "::: resgraph.symbols.parse\n", "## Errors\n", "::: resgraph.errors\n"]
    return "\n".join(text)


def records() -> str:
    """Fields of the records, and attributes of graphs."""
    return "\n".join(
        [
            "# Records and attributes\n",
            "## Citation\n\nOne mention of one document: the columns of `resgraph extract` in every format.\n",
            *table(("field", "meaning"), ((f.name, f.meaning) for f in record_fields(Citation))),
            "\n## Document\n\nWhat is known of one version of a document.\n",
            *table(("field", "meaning"), ((f.name, f.meaning) for f in record_fields(Document))),
            "\n## Nodes of a graph\n\nOne node a document. What is not known is absent.\n",
            *table(("attribute", "type", "meaning"), map(dataclasses.astuple, NODE_FIELDS)),
            "\n## Edges of a graph\n\nOne edge a pair, from the citing to the cited document.\n",
            *table(("attribute", "type", "meaning"), map(dataclasses.astuple, EDGE_FIELDS)),
        ]
    )


def grammar(code: str) -> str:
    """How one language cites: its fragments and the examples that prove them."""
    told = tomllib.loads((ROOT / "resgraph" / "languages" / f"{code}.toml").read_text("utf-8"))
    examples = told.pop("examples")
    text = [
        f"# {told['name']}\n",
        f"Made from `resgraph/languages/{code}.toml`, the only file that knows this language. Fragments are Python",
        "regular expressions; the engine joins them, and every one is proven by an example.\n",
        "## Examples\n",
        *table(("words", "read as", "relation", "from"), filter(None, map(example, examples))),
    ]
    for section, fragments in told.items():
        if isinstance(fragments, dict):
            text += [f"\n## {section}\n", *table(("name", "fragments"), fragments_of(fragments))]
    return "\n".join(text)


def example(told: dict[str, Any]) -> tuple[str, ...] | None:
    """One example as a row, None where it proves no citation."""
    if "text" not in told:
        return None
    return told["text"], ", ".join(told.get("gives", ())), told.get("relation", ""), told.get("from", "")


def fragments_of(section: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Names and fragments of a section and of those inside it."""
    for name, value in section.items():
        if isinstance(value, dict):
            yield from fragments_of(value, f"{prefix}{name}.")
        elif value:
            flat = value if isinstance(value, list) else [value]
            yield f"{prefix}{name}", "<br>".join(f"<code>{cell(str(fragment))}</code>" for fragment in flat)


def cell(text: str) -> str:
    """Text that a table shows as it stands."""
    return html.escape(text).replace("|", "&#124;").replace("\n", " ").replace("*", "&#42;").replace("_", "&#95;")


def table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """A Markdown table; a cell that is markup already passes."""
    names = tuple(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(text if (text := str(part)).startswith('<code>') else cell(text) for part in row)} |"
