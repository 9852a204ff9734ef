"""How fast the extractor reads: ``python -m tests.benchmarks --corpus-dir DIR``.

For each language of session 77: megabytes of UTF-8 text a second on one core, extraction alone, and the time as a multiple of a bare
scan for two numbers with a slash over the same text, measured in the same run. Then long lines made to trip a pattern: the time for
20 MB over the time for 5 MB, where 4 is linear.
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from resgraph import extract
from resgraph.errors import ReadError
from resgraph.models import Text
from resgraph.text import read
from resgraph.text.plain import read_str

_BARE = re.compile(r"\b[0-9]{1,4}/[0-9]{1,4}\b")
_TRAPS = {
    "digits and slashes": "1234/5678",
    "numbers in a row": "57/270 ",
    "slashes": "/",
    "open brackets": "(XXV",
    "a symbol without an end": "A/1/",
    "nouns": "resolution of the ",
}


def best(times: int, run: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest of some runs."""
    spent = []
    for _ in range(times):
        start = process_time()
        run()
        spent.append(process_time() - start)
    return min(spent)


def readable(data: bytes, name: str) -> Text | None:
    """The text of a file, None with a line on stderr where it is broken (one of the UN's is)."""
    try:
        return read(data, file=name)
    except ReadError as error:
        print(error, file=sys.stderr)
        return None


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus-dir", type=Path, required=True, help="folder with the akn-77-*.zip files")
    corpus = parser.parse_args().corpus_dir

    print("| language | MB | citations | MB/s | times a bare scan |\n|---|---|---|---|---|")
    for language in ("ar", "en", "es", "fr", "ru", "zh"):
        with zipfile.ZipFile(corpus / f"akn-77-{language}.zip") as archive:
            texts = [text for name in sorted(archive.namelist()) if (text := readable(archive.read(name), name))]
        bodies = [text.content for text in texts]
        size = sum(len(body.encode()) for body in bodies) / 1e6
        count = sum(1 for text in texts for _ in extract(text))
        ours = best(3, lambda texts=texts: [sum(1 for _ in extract(text)) for text in texts])
        bare = best(3, lambda bodies=bodies: [_BARE.findall(body) for body in bodies])
        print(f"| {language} | {size:.1f} | {count} | {size / ours:.1f} | {ours / bare:.1f} |", flush=True)

    print("\n| long line | 5 MB, s | 20 MB, s | ratio |\n|---|---|---|---|")
    for name, unit in _TRAPS.items():
        few, many = (
            best(1, lambda n=n, unit=unit: sum(1 for _ in extract(read_str(unit * (n // len(unit)), lang="en"))))
            for n in (5_000_000, 20_000_000)
        )
        print(f"| {name} | {few:.2f} | {many:.2f} | {many / few:.1f} |", flush=True)


if __name__ == "__main__":
    main()
