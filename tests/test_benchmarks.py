"""The measurements measure what they say; what speed rests on in the language files holds."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from resgraph.citations.find import find
from resgraph.languages import load
from resgraph.text.plain import read_str
from tests.benchmarks.extraction import renumbered
from tests.benchmarks.measure import Table, compared, exponent, markdown, saved, shown
from tests.benchmarks.spans import spans

TEXT = (
    "Recalling its resolutions 33/134 of 19 December 1978, 57/270 B of 23 June 2003 and 2625 (XXV), Security Council resolution "
    "1325 (2000), and the report in document A/71/208 and A/C.2/71/L.5 (see https://undocs.org/A/71/39)"
)
TABLE = Table("extraction", "What it is.", ("language", "MB/s", "citations"), (("en", 12.345, 8985),))


def test_a_table_is_printed_and_compared_with_a_saved_one() -> None:
    assert "| en | 12.3 | 8,985 |" in markdown(TABLE)
    faster = Table(TABLE.name, TABLE.about, TABLE.columns, (("en", 24.69, 8985), ("fr", 1.0, 1)))
    assert list(compared([faster], saved([TABLE]))) == [
        "extraction, en, MB/s: 12.3 → 24.7 (× 2.00)",
        "extraction, en, citations: 8,985 → 8,985 (× 1.00)",
    ]
    assert json.loads(saved([TABLE]))["tables"][0]["rows"] == [["en", 12.345, 8985]]


@pytest.mark.parametrize(
    ("cell", "text"), [(0.1234, "0.12"), (12.34, "12.3"), (1234.5, "1,234"), (8985, "8,985"), ("", "")]
)
def test_a_cell_shows_three_figures(cell: str | int | float, text: str) -> None:
    assert shown(cell) == text


@pytest.mark.parametrize("power", [1.0, 1.1, 2.0])
def test_the_exponent_is_that_of_the_growth(power: float) -> None:
    assert exponent([1, 10, 100], [3 * size**power for size in (1, 10, 100)]) == pytest.approx(power)


def test_renumbered_texts_have_other_numbers_at_the_same_places() -> None:
    text = read_str(TEXT, lang="en")
    other = renumbered(text, 7)
    assert other.content != text.content
    places = [[(m.start, m.end) for m in find(t.content, load("en"))] for t in (text, other)]
    assert places[0] == places[1]


def test_bare_spans_are_those_of_the_finder() -> None:
    assert [TEXT[a:b] for a, b in sorted(spans(TEXT))] == [
        "33/134", "57/270 B", "2625 (XXV)", "1325 (2000)", "A/71/208", "A/C.2/71/L.5",
    ]  # fmt: skip


def test_a_trace_of_the_packaged_data_loads_no_tables() -> None:
    code = (
        "import sys; sys.argv = ['resgraph', 'trace', '80/156', '--to', '33/134']\n"
        "from resgraph.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pandas', 'pyvis', 'requests', 'lxml', 'scipy', 'pypdfium2'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"
    assert "A/RES/33/134" in done.stdout or "33/134" in done.stdout
