"""Guided by coverage: ``python -m tests.fuzz.guided TARGET --inputs N [--seed S]``; needs atheris (the extra `fuzz`).

atheris (libFuzzer) starts from inputs that the target makes and from those that fell over once, and keeps what reaches new
code. Its corpus lies in a temporary folder; an input that falls over is left in the working folder as `crash-…`.
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import suppress
from pathlib import Path

SEEDS = 300
"""Inputs to start from."""


def main() -> None:
    """Instrument resgraph, make the corpus, fuzz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    import atheris

    with atheris.instrument_imports(include=["resgraph"]):
        from resgraph.errors import ResgraphError
        from tests.fuzz.targets import FOUND, TARGETS, made
    target = TARGETS[given.target]

    def once(data: bytes) -> None:
        with suppress(ResgraphError):
            target.check(data)

    with tempfile.TemporaryDirectory(prefix="resgraph-fuzz-") as folder:
        for number in range(SEEDS):
            (Path(folder) / f"{number}").write_bytes(made(target, given.target, given.seed, number))
        for kept in (FOUND / given.target).glob("*.bin"):
            (Path(folder) / kept.name).write_bytes(kept.read_bytes())
        atheris.Setup(
            ["fuzz", f"-runs={given.inputs}", f"-seed={given.seed}", "-max_len=8192", "-timeout=30", folder], once
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
