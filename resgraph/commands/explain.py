"""`resgraph explain`: why a citation was read, or was not."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from resgraph import options as given
from resgraph.console import cards, say

__all__ = ["explain"]


def explain(
    files: given.Files,
    symbol: Annotated[str, typer.Option("--symbol", "-s", help="Symbol or number to look for: 33/134, 2625 (XXV).")],
    lang: given.Lang = None,
    as_json: given.AsJson = False,
) -> None:
    """Say for each place where a number is printed what it was read as, by which rule and words, or why it was not read.

    Exit code 1 where it is printed nowhere.

    Example: resgraph explain seeds/A_RES_71_244.zh.txt --symbol 33/134
    """
    from resgraph import pipeline

    found = [one for path in files for text in pipeline.read(path, lang=lang) for one in pipeline.explain(text, symbol)]
    cards(found, as_json)
    if not found:
        say(f"{symbol} is printed nowhere in {', '.join(files)}")
        sys.exit(1)
