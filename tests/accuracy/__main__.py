"""Measure the extractor on the gold and print a table; with `--before`, what was gained and lost since an earlier result.

    python -m tests.accuracy --corpus-dir ../shared/corpus --report docs/measured/accuracy.md --readme README.md
    python -m tests.accuracy --corpus-dir ../shared/corpus --save result.json
    python -m tests.accuracy --corpus-dir ../shared/corpus --before result.json

Precision counts as wrong what the United Nations left unlinked; the column "read" leaves out the extras that were read
and found true (`adjudicated.tsv`: document stem, symbol, the printed words).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resgraph.pipeline import extract_files, write

ADJUDICATED = Path(__file__).with_name("adjudicated.tsv")
BEGIN, END = "<!-- accuracy: begin -->", "<!-- accuracy: end -->"


@dataclass(frozen=True)
class Set:
    """One body of texts with its gold."""

    name: str
    title: str
    gold: str
    paths: tuple[str, ...]
    member: str = ""
    """Folder inside the archive."""


SETS = (
    *(
        Set(f"text-77-{lang}", f"session 77, plain text, {lang}", "akn-77", ("text-77-six-languages.zip",), lang)
        for lang in ("ar", "en", "es", "fr", "ru", "zh")
    ),
    *(
        Set(f"akn-{session}-en", f"session {session}, XML, en", f"akn-{session}", (f"akn-{session}-en.zip",))
        for session in (75, 76, 77)
    ),
    Set("old", "1946–2016, printed pages and excerpts, six languages", "old", ("old",)),
)


def measure(corpus: Path, one: Set, folder: Path) -> dict[str, Any]:
    """The scores of one set, twice: as the gold has it, and without the extras that were read."""
    paths = list(_unpacked(corpus, one, folder / one.name))
    citations = [c for found in extract_files(paths) for c in found.citations]
    out, names = folder / f"{one.name}.jsonl", folder / f"{one.name}.files"
    write(citations, out)
    names.write_text("\n".join(map(str, paths)), "utf-8")
    command = [
        sys.executable, str(corpus.parent / "tools" / "score.py"), str(corpus / "gold" / f"{one.gold}.jsonl"), str(out),
        "--files", str(names), "--dates", str(corpus / "gold" / "dates.tsv"), "--json",
    ]  # fmt: skip
    scores: dict[str, Any] = _run(command)
    scores["read"] = _run([*command, "--true", str(ADJUDICATED)])["rows"]
    return scores


def _unpacked(corpus: Path, one: Set, folder: Path) -> Iterator[Path]:
    for name in one.paths:
        path = corpus / name
        if path.is_dir():
            yield from sorted(path.iterdir())
            continue
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.namelist()):
                if member.startswith(one.member) and not member.endswith("/"):
                    yield Path(archive.extract(member, folder))


def _run(command: list[str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return answer


def table(results: dict[str, dict[str, Any]]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| texts | documents | family | found | missed | extra | recall | precision | precision, extras read |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in SETS:
        scores = results.get(one.name)
        if scores is None:
            continue
        read = {(row["lang"], row["family"]): row["precision"] for row in scores["read"]}
        for row in scores["rows"]:
            if one.name == "old" and row["family"] != "all":
                continue
            label = f"{one.title.removesuffix(', six languages')}, {row['lang']}" if one.name == "old" else one.title
            lines.append(
                f"| {label} | {scores['documents']} | {row['family']} | {row['hits']} | {row['missed']} | {row['extra']} "
                f"| {row['recall']:.4f} | {row['precision']:.4f} | {read[row['lang'], row['family']]:.4f} |"
            )
    lines += [
        "",
        "| texts | part letters right | relations: precision, recall | dates right | wrong |",
        "|---|---|---|---|---|",
    ]
    for one in SETS:
        if (scores := results.get(one.name)) and one.name != "old":
            lang = one.title.rsplit(", ", 1)[1]
            parts, relations, dates = scores["parts"][lang], scores["relations"][lang], scores["dates"]
            lines.append(
                f"| {one.title} | {parts['right']} of {parts['right'] + parts['wrong']} "
                f"| {relations['precision']:.4f}, {relations['recall']:.4f} | {dates['right']} | {dates['wrong']} |"
            )
    if old := results.get("old"):
        dates, citing = old["printed dates"], old["citing resolution"]
        lines += [
            "",
            f"Printed pages and excerpts: {dates['right']} of {sum(dates.values())} printed dates right, "
            f"{citing['right']} of {sum(citing.values())} mentions in the right resolution.",
        ]
    return "\n".join(lines)


def summary(results: dict[str, dict[str, Any]]) -> str:
    """Resolutions of the Assembly and of the Security Council in six languages, one line a language."""
    lines = [
        "| session 77, plain text | Assembly: found of, wrong | Security Council: found of, wrong | dates right | wrong |",
        "|---|---|---|---|---|",
    ]
    for one in SETS:
        if one.name in results and one.name.startswith("text-77-"):
            scores, lang = results[one.name], one.name[-2:]
            rows = {row["family"]: row for row in scores["rows"]}
            cells = [
                f"{row['hits']} of {row['hits'] + row['missed']}, {row['extra']}" for row in (rows["GA"], rows["SC"])
            ]
            lines.append(f"| {lang} | {' | '.join(cells)} | {scores['dates']['right']} | {scores['dates']['wrong']} |")
    return "\n".join(lines)


def changes(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> str:
    """What was gained and lost, a line each set and family in which anything moved."""
    lines = ["| texts | family | found | missed | extra |", "|---|---|---|---|---|"]
    for name, scores in after.items():
        old = {(row["lang"], row["family"]): row for row in before.get(name, {}).get("rows", [])}
        for row in scores["rows"]:
            was = old.get((row["lang"], row["family"]))
            moved = {key: row[key] - was[key] for key in ("hits", "missed", "extra")} if was else {}
            if any(moved.values()):
                cells = " | ".join(f"{moved[key]:+d}" for key in ("hits", "missed", "extra"))
                lines.append(f"| {name} {row['lang']} | {row['family']} | {cells} |")
    return "\n".join(lines) if len(lines) > 2 else "nothing gained, nothing lost"


def main() -> None:
    """Measure, print, and save where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus-dir", type=Path, required=True, help="folder with texts and gold")
    parser.add_argument("--save", type=Path, help="write the results as JSON")
    parser.add_argument("--before", type=Path, help="an earlier result: show gains and losses")
    parser.add_argument("--report", type=Path, help="put the whole tables between the marks in this file")
    parser.add_argument("--readme", type=Path, help="put the summary between the marks in this file")
    arguments = parser.parse_args()
    if not (arguments.corpus_dir / "gold").is_dir():
        sys.exit(f"{arguments.corpus_dir}: no gold here; accuracy can only be measured with the corpus")
    with tempfile.TemporaryDirectory() as folder:
        results = {one.name: measure(arguments.corpus_dir, one, Path(folder)) for one in SETS}
    print(table(results))
    if arguments.before:
        print("\n" + changes(json.loads(arguments.before.read_text("utf-8")), results))
    if arguments.save:
        arguments.save.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
    for path, told in ((arguments.report, table(results)), (arguments.readme, summary(results))):
        if path:
            head, _, rest = path.read_text("utf-8").partition(BEGIN)
            path.write_text(f"{head}{BEGIN}\n{told}\n{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
