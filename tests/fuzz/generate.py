"""Inputs: true examples cut up, mixed with the characters that hurt, and mutated; each from one `random.Random`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from resgraph.languages import LANGUAGES

CASES = Path(__file__).parent.parent / "cases"
LANGUAGE_FILES = Path(__file__).parents[2] / "resgraph" / "languages"

NOISE = (
    "/", "//", "1/", "/1", "0/0", "57/270", "57/270 B", "9999/9999", "2625 (XXV)", "(XXV)", "((", "))", "(", ")", "[", "]",
    "S-10/2", "ES-10/14", "1/CP.21", "A/RES/", "A/71/39", "A/71/39 and Add.1–9", "S/PV.1-99", "E/CN.4/", "Sales No. E.", "-",
    "–", ".", ",", ";", ":", "、", "，", "；", "،", "؛", " ", "  ", "\n", "\n\n", "\t", "\r", "\f", "\v", "\0", "\u00a0", "\u200b",
    "\u200e", "\u200f", "\u202e", "\u202c", "\u2066", "\u2069", "\u2028", "\u2029", "\ufeff", "\ufffd", "\u0301", "\u0640", "\x1b[31m",
    "½", "²", "①", "Ⅻ", "ⅳ", "٣٣/١٣٤", "३३", "第", "号", "第三十三/一百三十四号决议", "〇", "零", "В", "Ё", "ß", "ﬁ", "İ", "ı", "ſ", "𝟑𝟑/𝟏𝟑𝟒",
    "1946", "2016", "31 February 2016", "19 December 1978", "12", "7 ", "1.", "(a)", "* ", "[1]", "A-Z", "A to Z", "Z to A", "A, B, C",
    "to", "and", "of", "=1+1", "<", ">", "&", "&amp;", "<b>", "</b>", "'", '"', "\\", "%", "{", "}", "$", "#",
)  # fmt: skip
"""Pieces that stand at the seams of the grammar, or that other programs stumble over."""

Make = Callable[[Random], str]


def some(random: Random, pieces: Sequence[str], most: int) -> list[str]:
    """Up to so many pieces."""
    return [random.choice(pieces) for _ in range(random.randint(1, most))]


@cache
def examples(code: str) -> tuple[str, ...]:
    """The texts that prove a language file, and the quotations of the tests in that language."""
    table = tomllib.loads((LANGUAGE_FILES / f"{code}.toml").read_text("utf-8"))
    found = [text for case in table["examples"] for text in (*case.get("openings", ()), case.get("text")) if text]
    for name in ("wild", "synthetic", "negative"):
        cases = tomllib.loads((CASES / "citations" / f"{name}.toml").read_text("utf-8"))["case"]
        found += [case["text"] for case in cases if case["lang"] == code]
    return tuple(found)


def part(random: Random, text: str) -> str:
    """A stretch of a text; sometimes the whole."""
    if not text or random.random() < 0.3:
        return text
    start = random.randrange(len(text))
    return text[start : start + random.randint(1, 60)]


def clause(code: str) -> Make:
    """Text in which parts of a language's examples stand beside noise and numbers, over a few lines."""

    def make(random: Random) -> str:
        pieces: list[str] = []
        for _ in range(random.randint(1, 8)):
            kind = random.random()
            if kind < 0.5:
                pieces.append(part(random, random.choice(examples(code))))
            elif kind < 0.55:
                pieces.append(part(random, random.choice(examples(random.choice(LANGUAGES)))))
            elif kind < 0.7:
                pieces.append(numbers(random))
            else:
                pieces += some(random, NOISE, 4)
        return random.choice(("", " ", "\n")).join(pieces)

    return make


def numbers(random: Random) -> str:
    """A number in the shape of a resolution's, in or out of every range."""
    first, second = random.choice((0, 1, 19, 31, 57, 80, 99, 1946, 3541, 10**6, 10**30)), random.randint(0, 500)
    shape = random.choice(
        ("{}/{}", "{1} ({0})", "{}-{}", "S-{}/{}", "{}/CP.{}", "{}/{} A to D", "A/{}/{}", "{} {}", "({}/{})")
    )
    return shape.format(first, second)


@cache
def _spellings() -> tuple[str, ...]:
    table = tomllib.loads((CASES / "symbols.toml").read_text("utf-8"))
    return tuple(
        text
        for name in ("spelling", "impossible")
        for case in table[name]
        for text in (*case["written"], case.get("canonical", ""))
    )


def symbol(random: Random) -> str:
    """A spelling of a symbol, whole or spliced with another, with noise in it."""
    text = random.choice(_spellings())
    kind = random.random()
    if kind < 0.3:
        other = random.choice(_spellings())
        text = text[: random.randint(0, len(text))] + other[random.randint(0, len(other)) :]
    elif kind < 0.4:
        text = numbers(random)
    elif kind < 0.45:
        text *= random.randint(2, 50)
    return mutated(random, text) if random.random() < 0.7 else text


def mutated(random: Random, text: str, noise: Sequence[str] = NOISE) -> str:
    """A text with a few characters dropped, doubled, exchanged, moved, or noise set between them."""
    for _ in range(random.randint(1, 5)):
        at = random.randint(0, len(text))
        width = random.randint(1, 8)
        kind = random.randrange(5)
        if kind == 0:
            text = text[:at] + text[at + width :]
        elif kind == 1:
            text = text[:at] + text[at : at + width] * random.randint(2, 4) + text[at + width :]
        elif kind == 2:
            text = text[:at] + random.choice(noise) + text[at + 1 :]
        elif kind == 3:
            text = text[:at] + random.choice(noise) + text[at:]
        else:
            to = random.randint(0, len(text))
            text = text[:to] + text[at : at + width] + text[to:]
    return text


def mutated_bytes(random: Random, data: bytes) -> bytes:
    """Bytes with bits turned over, stretches dropped, doubled or zeroed, or the end cut off."""
    found = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at = random.randint(0, max(0, len(found) - 1))
        width = random.choice((1, 1, 2, 4, 16, 64))
        kind = random.randrange(6)
        if kind == 0 and found:
            found[at] ^= 1 << random.randrange(8)
        elif kind == 1:
            del found[at : at + width]
        elif kind == 2:
            found[at:at] = found[at : at + width] * random.randint(1, 4)
        elif kind == 3:
            found[at : at + width] = bytes(random.randrange(256) for _ in range(width))
        elif kind == 4:
            found[at : at + width] = random.choice((b"\0", b"\xff", b"9", b"-1", b"99999999999", b"("))
        elif random.random() < 0.2:
            del found[at:]
    return bytes(found)


# ---------------------------------------------------------------- language files

PATTERNS = ("(", ")", "[", "*", "a**", "(?P<x>", "(?P<day>a)", "(?(9)a)", "a{9999999999}", "{day}", "{month}", "[z-a]", "\\", "\\N{X}", "",
            "(?<=a+)", "(?i)", "\\d", "(a)\\1", "(?:" * 200 + "a" + ")" * 200, "[]", "[^", "(?:|a)", "\\u", "x" * 5000)  # fmt: skip
"""Fragments that no pattern is made of."""
VALUES: tuple[Any, ...] = (0, -1, True, 1.5, "", "x", [], [[]], [1], {}, {"a": "b"}, [{"a": 1}], "2016-12-21")
"""Values of another type than the one expected."""


@cache
def language_table(code: str) -> dict[str, Any]:
    """A language file, parsed."""
    return tomllib.loads((LANGUAGE_FILES / f"{code}.toml").read_text("utf-8"))


def language_file(random: Random) -> str:
    """A language file cut short, with a few values exchanged, dropped or made no pattern; sometimes no TOML."""
    table = language_table(random.choice(LANGUAGES))
    short = {key: _trimmed(random, value) for key, value in table.items() if key != "examples"}
    names = sorted(short["bodies"])
    short["bodies"] = {name: short["bodies"][name] for name in sorted(random.sample(names, min(5, len(names))))}
    for _ in range(random.randint(0, 3)):
        _spoil(random, short)
    text = "\n".join(f"{key} = {toml_of(value)}" for key, value in short.items())
    return mutated(random, text) if random.random() < 0.2 else text


def _trimmed(random: Random, value: Any) -> Any:
    """The same with at most two entries of each list and six of each table of names."""
    if isinstance(value, list):
        start = random.randrange(len(value)) if value and not isinstance(value[0], list) else 0
        return [_trimmed(random, one) for one in (value[start : start + 2] if start else value[:12])]
    if isinstance(value, dict):
        return {key: _trimmed(random, one) for key, one in value.items()}
    return value


def _spoil(random: Random, table: dict[str, Any]) -> None:
    """Change one value somewhere in a table."""
    key = random.choice(list(table) or ["x"])
    value = table.get(key)
    if isinstance(value, dict) and value and random.random() < 0.8:
        _spoil(random, value)
    elif random.random() < 0.2:
        table.pop(key, None)
    elif random.random() < 0.3:
        table[key] = random.choice(VALUES)
    elif isinstance(value, str):
        table[key] = random.choice((mutated(random, value), random.choice(PATTERNS), value + random.choice(PATTERNS)))
    elif isinstance(value, list):
        table[key] = [*value, random.choice((*PATTERNS, *VALUES))]


def toml_of(value: Any) -> str:
    """A value as TOML on one line."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {toml_of(one)}" for key, one in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_of, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
