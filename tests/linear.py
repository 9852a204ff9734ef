"""Lines made to trip the patterns of a language: ``python -m tests.linear [--bytes 5000000]`` prints the time of each.

Every language file is turned against itself: the words that open, join or end its patterns are repeated, alone, in pairs
with numbers, slashes, brackets and footnote marks, and half-finished, as one long line and as many. The table gives
processor time at a quarter, a half and the whole of the length; 2.0 is linear, and the exit code is 1 where a ratio
between the last two is above `MOST`.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

from resgraph import extract
from resgraph.languages import LANGUAGES
from resgraph.text.plain import read_str

MOST = 8**0.5
"""Time of a text over the time of its half: linear is 2, quadratic 4; this lies between, for caches and memory."""
LANGUAGE_FILES = Path(__file__).parents[1] / "resgraph" / "languages"

SHAPES = {
    "digits": "1234567890", "digits and slashes": "1234/5678", "numbers in a row": "57/270 ", "pairs with letters": "57/270 A, B and ",
    "slashes": "/", "open brackets": "(", "closed brackets": ")", "brackets in brackets": "(XXV (2000) ", "sessions": "2625 (XXV) ",
    "a symbol without an end": "A/1/", "a symbol with suffixes": "A/1/Add.1 and Corr.1, ", "notes": "word1 2 [3] * ", "spaces": " ", "dots": "1. ",
    "letters": "a", "roman": "XVI/", "hyphens": "57/1-", "quotes": "“", "conference": "1/CP.", "sales": "Sales No. E.", "volumes": "vol. 1, No. ",
    "marks of direction": "\u200f57\u202e/\u202c270 ", "combining": "e\u0301", "chinese": "第三十三/", "arabic digits": "٣٣/١٣٤ ", "lines": "57/270\n",
    "empty lines": "\n", "line and spaces": "1\n   ",
}  # fmt: skip
"""Shapes that no language owns."""


def words(fragment: str) -> str:
    """A text that a fragment begins to match: the first of its alternatives, its classes, repeats and groups undone."""
    text = re.sub(r"\\[bBAZ]|\(\?[<!=][^)]*\)|\(\?P<\w+>|\(\?[:>i]*:?", "", fragment)
    text = re.sub(r"\\s[*+?]?|\s", " ", text)
    text = re.sub(r"\\[dw](?:\{[^}]*\}|[+*?])?", "1", text)
    text = re.sub(r"\[\^[^\]]*\](?:\{[^}]*\}|[+*?])?", "x", text)
    text = re.sub(r"\[(.)[^\]]*\]", r"\1", text)
    text = re.sub(r"\{[^}]*\}|[)*+?^$|\\]", "", text.split("|")[0])
    return text.replace("(", "")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)


def traps(code: str) -> dict[str, str]:
    """Pieces by name that are repeated to make a line, for one language."""
    table = tomllib.loads((LANGUAGE_FILES / f"{code}.toml").read_text("utf-8"))
    found = dict(SHAPES)
    for section in ("nouns", "lists", "dates", "bodies", "verbs", "layout", "forms"):
        pieces = list(dict.fromkeys(w for w in map(words, _strings(table[section])) if w.strip()))
        found[f"{section}, all"] = " ".join(pieces) + " "
        found[f"{section}, with numbers"] = " 57/270 ".join(pieces[:40]) + " ("
    joint, lead = (
        words(next(_strings(table[part][name]), "")) or " " for part, name in (("lists", "joint"), ("dates", "lead"))
    )
    noun = words(table["nouns"]["resolution"][0])
    month = table["dates"]["months"][0][0]
    found |= {
        "a list without an end": f"57/270{joint}",
        "nouns and lists": f"{noun}{joint}",
        "noun and number": f"{noun} 57/270{joint}",
        "dates": f"12 {month} 2016{joint}",
        "days": f"12{joint}",
        "leads": f"57/270{lead}",
        "leads alone": lead,
        "joints": joint,
        "owners": f"{noun} " + words(next(_strings(table["nouns"].get("owner_before", [])), "")),
        "examples": " ".join(case["text"] for case in table["examples"] if "text" in case)[:3000] + " ",
    }
    return {name: piece for name, piece in found.items() if piece}


def seconds(piece: str, size: int, code: str, times: int = 1) -> float:
    """Processor time for one line of so many characters: the least of some runs."""
    line = (piece * (size // len(piece) + 1))[:size]
    spent = []
    for _ in range(times):
        begin = process_time()
        for _ in extract(read_str(line, lang=code)):
            pass
        spent.append(process_time() - begin)
    return min(spent)


def main() -> None:
    """Measure every trap of every language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bytes", type=int, default=5_000_000, help="length of the longest line")
    parser.add_argument("--lang", action="append", choices=LANGUAGES)
    given = parser.parse_args()
    sizes = (given.bytes // 4, given.bytes // 2, given.bytes)
    worst = 0.0
    print(
        "| language | line | "
        + " | ".join(f"{size / 1e6:g} MB, s" for size in sizes)
        + " | ratio |\n|---|---|---|---|---|---|"
    )
    for code in given.lang or LANGUAGES:
        for name, piece in traps(code).items():
            spent = [seconds(piece, size, code) for size in sizes]
            ratio = spent[-1] / spent[-2]
            worst = max(worst, ratio if spent[-1] > 0.05 else 0)
            print(f"| {code} | {name} | " + " | ".join(f"{s:.2f}" for s in spent) + f" | {ratio:.1f} |", flush=True)
    print(f"\nworst ratio {worst:.1f}")
    sys.exit(1 if worst > MOST else 0)


if __name__ == "__main__":
    main()
