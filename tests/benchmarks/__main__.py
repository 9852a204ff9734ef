"""How fast resgraph is: ``python -m tests.benchmarks --corpus-dir DIR [--write docs/measured/speed.md]``.

Every figure stands beside one of something else measured in the same run, for machines differ and ratios do not. With
`--write` the tables go into a page, and into a JSON file of the same name beside it; `--against` compares with such a
file of another run. `--only NAME…` runs some tables: extraction, compiled, steps, long-lines, growth, readers, sessions, start-up,
exports, eyecite. What the search of large graphs takes is measured by ``python -m tests.benchmarks.graph``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from resgraph.files import write
from tests.benchmarks.commands import sessions, start_up
from tests.benchmarks.compiled import compiled
from tests.benchmarks.exports import exports
from tests.benchmarks.extraction import growth, languages, traps
from tests.benchmarks.measure import Table, best, compared, machine, markdown, saved, texts
from tests.benchmarks.readers import readers
from tests.benchmarks.steps import steps

__all__ = ["best"]

MEASURES: dict[str, Callable[[Path], Table]] = {
    "extraction": languages,
    "compiled": compiled,
    "steps": steps,
    "long-lines": traps,
    "growth": growth,
    "readers": readers,
    "sessions": sessions,
    "start-up": start_up,
    "exports": exports,
}
"""A new measurement is one line here: a function from the folder of the corpus to a table."""
_PAGE = """# Speed

Made by `python -m tests.benchmarks --corpus-dir DIR --write docs/measured/speed.md`; not written by hand. {machine}. Figures in seconds
or a second are processor time unless the column says wall; they move with the machine and its load, ratios little.

"""


def eyecite(corpus: Path, python: str) -> Table:
    """eyecite on its own kind of text, and resgraph on English resolutions, citations a second."""
    from resgraph import extract

    script = Path(__file__).with_name("eyecite_alone.py")
    done = subprocess.run([python, str(script), "2000000"], capture_output=True, text=True, check=True)
    held = list(texts(corpus / "akn-77-en.zip"))
    count = sum(1 for text in held for _ in extract(text))
    size = sum(len(text.content.encode()) for text in held) / 1e6
    spent = best(5, lambda: [sum(1 for _ in extract(text)) for text in held])
    rows = [("resgraph", size / spent, count / spent, 1.0)]
    rows += [
        (f"eyecite, {name}", mb, a_second, count / spent / a_second)
        for name, (mb, a_second) in json.loads(done.stdout).items()
    ]
    return Table(
        "eyecite",
        "The field's own extractor on legal text of its own kind (made, one citation in some 500 characters), resgraph on the English resolutions of session 77.",
        ("program", "MB/s", "citations/s", "resgraph is × faster"),
        tuple(rows),
    )


def main() -> None:
    """Measure, print, and write or compare where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus-dir", type=Path, required=True, help="folder with the akn-77-*.zip files")
    parser.add_argument("--only", nargs="+", choices=[*MEASURES, "eyecite"], help="these tables only")
    parser.add_argument("--eyecite", metavar="PYTHON", help="a Python that has eyecite and, better, hyperscan")
    parser.add_argument("--write", type=Path, metavar="PAGE.md", help="page to write; its JSON goes beside it")
    parser.add_argument("--against", type=Path, metavar="FILE.json", help="result of another run to compare with")
    given = parser.parse_args()
    wanted = given.only or [*MEASURES, *(["eyecite"] if given.eyecite else [])]
    tables: list[Table] = []
    for name in wanted:
        table = (
            eyecite(given.corpus_dir, given.eyecite or sys.executable)
            if name == "eyecite"
            else MEASURES[name](given.corpus_dir)
        )
        print(markdown(table), flush=True)
        tables.append(table)
    if given.against:
        print("\n".join(compared(tables, given.against.read_text("utf-8"))))
    if given.write:
        write(given.write, _PAGE.format(machine=machine().capitalize()) + "\n".join(map(markdown, tables)))
        write(given.write.with_suffix(".json"), saved(tables))


if __name__ == "__main__":
    main()
