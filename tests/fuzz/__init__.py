"""Fuzzing: every reader of foreign bytes is given broken, mixed and hostile input, and may refuse it but never fall over.

    python -m tests.fuzz --target symbols --inputs 100000 --seed 1      one target, the same inputs for the same seed
    python -m tests.fuzz --inputs 1000                                  all of them
    python -m tests.fuzz.guided symbols --inputs 100000                 guided by coverage; needs atheris

A target is a pair of functions: `generate` makes the bytes of one input from a `random.Random`, `check` feeds them to
resgraph and asserts what must hold. Hypothesis (`tests/test_fuzz.py`), the command and atheris share them. What fell over
once lies in `tests/cases/fuzz/TARGET/` and is tried by the tests for ever.
"""
