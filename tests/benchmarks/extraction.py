"""How fast citations are extracted from texts in memory: by language, on lines made to trip a pattern, and as texts grow."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

from resgraph import extract
from resgraph.languages import load
from resgraph.models import Text
from resgraph.text.plain import read_str
from tests.benchmarks.measure import Cell, Table, best, cost, exponent, own_peak, texts
from tests.benchmarks.spans import anchors, spans

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
_TRAPS = {
    "digits and slashes": "1234/5678",
    "numbers in a row": "57/270 ",
    "slashes": "/",
    "open brackets": "(XXV",
    "a symbol without an end": "A/1/",
    "nouns": "resolution of the ",
}
_NUMBER = re.compile(r"(?<=/)\d{1,3}\b")


def languages(corpus: Path) -> Table:
    """The texts of session 77 in each language."""
    rows: list[tuple[Cell, ...]] = []
    for language in LANGUAGES:
        held = list(texts(corpus / f"akn-77-{language}.zip"))
        contents = [text.content for text in held]
        size = sum(len(content.encode()) for content in contents) / 1e6
        count = sum(1 for text in held for _ in extract(text))
        ours = best(5, lambda held=held: [sum(1 for _ in extract(text)) for text in held])
        own = best(5, lambda contents=contents, language=language: [anchors(c, load(language)) for c in contents])
        found = best(5, lambda contents=contents: [sum(1 for _ in spans(c)) for c in contents])
        rows.append((language, size, count, size / ours, count / ours, size / found, ours / found, ours / own))
    return Table(
        "extraction",
        "Session 77, texts in memory, one core, everything switched on: MB of UTF-8 a second and citations a second. Against the same "
        "texts in the same run: bare spans (`tests/benchmarks/spans.py`: the commonest numbers and symbols, nothing decided), "
        "and the finder's own anchors alone (slashes, brackets and words of all forms, nothing made of them). The last two columns say how "
        "many times longer extraction takes.",
        ("language", "MB", "citations", "MB/s", "citations/s", "spans MB/s", "× spans", "× own anchors"),
        tuple(rows),
    )


def traps(_corpus: Path) -> Table:
    """Long lines made to trip a pattern."""
    rows: list[tuple[Cell, ...]] = []
    for name, unit in _TRAPS.items():
        few, many = (
            best(1, lambda n=n, unit=unit: sum(1 for _ in extract(read_str(unit * (n // len(unit)), lang="en"))))
            for n in (5_000_000, 20_000_000)
        )
        rows.append((name, few, many, many / few))
    return Table(
        "long lines",
        "One line without an end that says the same over and over: seconds for 5 and for 20 MB; a ratio of 4 is linear.",
        ("line", "5 MB, s", "20 MB, s", "ratio"),
        tuple(rows),
    )


def renumbered(text: Text, shift: int) -> Text:
    """The same text with other numbers of the same length, so that every clause stays where it is."""
    content = _NUMBER.sub(lambda m: str((int(m[0]) + shift) % 10 ** len(m[0])).zfill(len(m[0])), text.content)
    return replace(text, content=content)


def grown(corpus: Path, times: int) -> Iterator[Text]:
    """Sessions 75 to 77 in English so many times, each time with other numbers; made one by one and never kept."""
    held = [text for session in (75, 76, 77) for text in texts(corpus / f"akn-{session}-en.zip")]
    return (renumbered(text, shift) for shift in range(times) for text in held)


def growth(corpus: Path) -> Table:
    """The same texts once, ten times and a hundred times."""
    rows: list[tuple[Cell, ...]] = []
    for times in (1, 10, 100):
        done = cost("-m", "tests.benchmarks.extraction", corpus.resolve(), str(times))
        size, count, spent, peak = map(float, done.output.split())
        rows.append((f"{times}×", size, int(count), spent, size / spent, peak))
    power = exponent([float(row[1]) for row in rows], [float(row[3]) for row in rows])
    return Table(
        "growth",
        f"Sessions 75 to 77 in English, once to a hundred times, renumbered each time, a process each: the time grows with the power "
        f"{power:.3f} of the size.",
        ("texts", "MB", "citations", "CPU s", "MB/s", "peak MB"),
        tuple(rows),
    )


def main() -> None:
    """Extract the texts so many times over; print MB, citations, seconds of processor time, and the greatest memory in MB."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("times", type=int)
    given = parser.parse_args()
    size, count, spent = 0, 0, 0.0
    for text in grown(given.corpus, given.times):
        size += len(text.content.encode())
        start = process_time()
        count += sum(1 for _ in extract(text))
        spent += process_time() - start
    print(size / 1e6, count, spent, own_peak())


if __name__ == "__main__":
    main()
