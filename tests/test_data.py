"""The packaged data: complete, and rebuilt to the byte from the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from resgraph import data


def test_the_packaged_data_holds_the_series_and_no_sentences() -> None:
    graph = data.graph()
    assert graph.nodes["A/RES/80/156"]["held"]
    assert graph.nodes["A/RES/33/134"]["cited_by"] == 7
    assert max(len(c.quote) for c in graph.graph["mentions"]) < 120


@pytest.mark.corpus
def test_the_data_is_rebuilt_to_the_byte(tmp_path: Path, corpus: Path, seed: Path) -> None:
    data.rebuild(corpus, seed, tmp_path)
    for name in ("documents.csv", "citations.csv"):
        assert (tmp_path / name).read_bytes() == (data.folder() / name).read_bytes(), (
            f"run python -m resgraph.data for {name}"
        )
