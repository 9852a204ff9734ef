"""The corpus that a command asks, and what it says about it."""

from __future__ import annotations

from typing import Any

__all__ = ["load"]


def load(corpus: str | None, **part: Any) -> tuple[Any, str]:
    """The graph of a corpus, or the part that is asked for, and a line that says what it holds."""
    from resgraph import pipeline

    graph, name = pipeline.load(corpus, **part)
    about = graph.graph.get("about", {})
    held, stubs = about.get("held", 0), about.get("stubs", 0)
    if "corpus_held" in about:
        return (
            graph,
            f"from {name} ({about['corpus_held']} documents read): searched {held} of them, {stubs} only cited",
        )
    return graph, f"from {name}: {held} documents read, {stubs} only cited"
