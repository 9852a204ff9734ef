"""Run targets over a fixed number of inputs: ``python -m tests.fuzz --target NAME --inputs N [--seed S] [--write FILE]``.

Each target runs in a process of its own, so that a crash of a library in C is found as well; an input that takes more than
`LONGEST` seconds of processor time counts as one. What falls over is made smaller and kept in `tests/cases/fuzz/TARGET/`.
With `--write`, the rows of the table in a file are brought up to date, between two marks. Exit code 1 where something fell.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import json
import os
import re
import signal
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import process_time

from resgraph.errors import ResgraphError
from tests.fuzz.targets import FOUND, TARGETS, Target, made

LONGEST = 30
"""Seconds of processor time for one input."""
HEAD = "| target | inputs | seed | refused in words | crashes | slowest input, s | its bytes | MB tried |\n|---|---|---|---|---|---|---|---|"
BEGIN, END = "<!-- fuzz: written by python -m tests.fuzz --write -->", "<!-- /fuzz -->"


@dataclass
class Outcome:
    """What came of the inputs of one target."""

    inputs: int = 0
    refused: int = 0
    slowest: float = 0.0
    """Seconds of processor time."""
    slowest_bytes: int = 0
    bytes: int = 0
    crashes: list[tuple[int, str]] = field(default_factory=list)
    """Number of the input, and what happened."""

    def row(self, name: str, seed: int) -> str:
        """One line of the table."""
        return (
            f"| {name} | {self.inputs:,} | {seed} | {self.refused:,} | {len(self.crashes)} | {self.slowest:.3f} | "
            f"{self.slowest_bytes:,} | {self.bytes / 1e6:.1f} |"
        )


def run(name: str, inputs: int, seed: int) -> Outcome:
    """Try inputs in child processes, one after the other; the next takes up behind an input that killed the last."""
    whole, first = Outcome(), 0
    while first < inputs:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            status = 1
            try:
                status = _child(TARGETS[name], name, seed, range(first, inputs), writer)
            finally:
                os._exit(status)
        os.close(writer)
        with os.fdopen(reader, "r", encoding="utf-8") as stream:
            last, found = first, Outcome()
            for line in stream:
                last, found = int(line.split(" ", 1)[0]), Outcome(**json.loads(line.split(" ", 1)[1]))
        _, status = os.waitpid(child, 0)
        whole.inputs += found.inputs
        whole.refused += found.refused
        whole.bytes += found.bytes
        whole.crashes += [(number, what) for number, what in found.crashes]
        if found.slowest > whole.slowest:
            whole.slowest, whole.slowest_bytes = found.slowest, found.slowest_bytes
        first = last
        if os.waitstatus_to_exitcode(status) > 0:
            sys.exit(f"{name}: input {first} cannot be made")
        if first < inputs:
            whole.inputs += 1
            whole.crashes.append((first, f"killed by signal {os.waitstatus_to_exitcode(status)}"))
            first += 1
    return whole


def _child(target: Target, name: str, seed: int, numbers: range, writer: int) -> int:
    """Try inputs; before each, say its number and what came of those before it."""
    outcome = Outcome()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    faulthandler.register(signal.SIGPROF, chain=True)  # says where the time went, then ends the process
    with os.fdopen(writer, "w", encoding="utf-8") as stream:

        def say(number: int) -> None:
            stream.write(f"{number} {json.dumps(asdict(outcome))}\n")
            stream.flush()

        for number in numbers:
            say(number)
            data = made(target, name, seed, number)
            signal.setitimer(signal.ITIMER_PROF, LONGEST)
            begin = process_time()
            try:
                target.check(data)
            except ResgraphError:
                outcome.refused += 1
            except Exception as error:
                outcome.crashes.append((number, f"{type(error).__name__}: {str(error)[:200]}"))
            spent = process_time() - begin
            outcome.inputs += 1
            outcome.bytes += len(data)
            if spent > outcome.slowest:
                outcome.slowest, outcome.slowest_bytes = spent, len(data)
        say(numbers.stop)
    return 0


def smaller(target: Target, data: bytes) -> bytes:
    """A short input that still falls over in the same way; only for failures that Python sees."""
    kind = _failure(target, data)
    width = len(data) // 2
    while width and kind:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + width :]
            if _failure(target, shorter) == kind:
                data = shorter
            else:
                at += width
        width //= 2
    return data


def _failure(target: Target, data: bytes) -> str | None:
    try:
        target.check(data)
    except ResgraphError:
        return None
    except Exception as error:
        frames, last = error.__traceback__, None
        while frames:
            last, frames = frames, frames.tb_next
        return f"{type(error).__name__} in line {last.tb_lineno if last else 0}"
    return None


def write_table(path: Path, rows: dict[str, str]) -> None:
    """Put rows into the table of a file in place of those of the same targets; the others stay."""
    text = path.read_text("utf-8")
    m = re.search(re.escape(BEGIN) + r"\n(.*?)" + re.escape(END), text, re.DOTALL)
    if m is None:
        sys.exit(f"{path} has no table between {BEGIN} and {END}")
    old = {line.split("|")[1].strip(): line for line in m[1].splitlines()[2:] if line.startswith("|")}
    rows = {**old, **rows}
    table = "\n".join([HEAD, *(rows[name] for name in TARGETS if name in rows)])
    path.write_text(text[: m.start()] + f"{BEGIN}\n{table}\n{END}" + text[m.end() :], encoding="utf-8")


def main() -> None:
    """Fuzz, print the table, keep what fell over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", action="append", choices=TARGETS, help="may be repeated; all without it")
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help="file whose table is brought up to date")
    given = parser.parse_args()
    rows: dict[str, str] = {}
    fell = 0
    print(HEAD)
    for name in given.target or TARGETS:
        outcome = run(name, given.inputs, given.seed)
        rows[name] = outcome.row(name, given.seed)
        print(rows[name], flush=True)
        kinds: set[str] = set()
        for number, what in outcome.crashes:
            if what in kinds:
                continue
            kinds.add(what)
            fell += 1
            data = made(TARGETS[name], name, given.seed, number)
            data = data if what.startswith("killed") else smaller(TARGETS[name], data)
            folder = FOUND / name
            folder.mkdir(parents=True, exist_ok=True)
            kept = folder / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
            kept.write_bytes(data)
            print(f"{name} input {number}: {what}\n  kept as {kept}", file=sys.stderr)
        if given.write:
            write_table(given.write, rows)
    sys.exit(1 if fell else 0)


if __name__ == "__main__":
    main()
