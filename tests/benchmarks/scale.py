"""The page that computes from measured figures what the whole document server would take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.benchmarks.measure import Table, markdown

__all__ = ["page"]

CORPORA = (
    ("the Assembly's resolutions in six languages", 120_000, None),
    ("a million documents", 1_000_000, 10.0),
    ("ten million documents", 10_000_000, 10.0),
)
"""Corpora: language versions, and pages of each; None for as many as the resolutions measured have."""
CORES = (2, 32, 512)

_PAGE = """# Scale

Made by `python -m tests.benchmarks.engines --corpus-dir DIR --write docs/measured/scale.md`; not written by hand. {machine}.

{engines}
What was asked of Dask is 0.65 of the pool's throughput on 1 GB of text; the first line says how much was measured here.

## The whole document server

Measured, in this run: {documents:,.0f} texts of {text:,.0f} MB took {cpu:,.0f} s of processor by two processes, that is {per_mb:.2f} s a MB to
read plain text, extract, and write Parquet; {citations:,.0f} citations; {disk:,.0f} MB of dataset and {store:,.0f} MB of store; {build:,.0f} s of
processor to build the store, which one process does; at most {peak:,.0f} MB of memory in one process; Dask took {dask:.2f} times the
processor time of the pool.
Measured, in [speed](speed.md): a page of PDF takes {pdf:.1f} ms of processor to read ({pages} pages of {files} files).

{table}

Extrapolated, not measured:

- *How many documents there are, and how long they are.* The rows are assumptions: 20,000 resolutions in six languages, and rounds of a
  million and ten million language versions of ten pages, each a PDF with text. Scanned pages (`--ocr`) take
  far longer, and are not in the table.
- *More than two cores.* Partitions do not wait for each other, so hours are divided by cores; what a shared disk or an object store
  can deliver may end that earlier. Fetching is not in the table: the server's own pace is the limit there.
- *Text and citations a page* are those of resolutions, {text_page:.1f} KB and {citations_page:.1f}. Other documents may cite less.
- *Memory* is the largest seen of one worker times the cores, what forked processes share counted in each; it depends on the size of a partition, not on that of the corpus.
- *Building the store* is one process and grows with the citations. The dataset can be asked without it, by DuckDB or pandas.
"""


def page(table: Table, figures: Mapping[str, float], speed: Mapping[str, Any], machine: str) -> str:
    """The page, from the table of engines, this run's figures, those of the page of speed, and the machine's name."""
    (readers,) = (t["rows"] for t in speed["tables"] if t["name"] == "readers")
    _, files, pages, pdf_ms, _ = next(row for row in readers if row[0] == "PDF")
    pages_each = pages / files
    text_page = figures["text MB"] / figures["documents"] / pages_each
    citations_page = figures["citations"] / figures["documents"] / pages_each
    per_mb = figures["dask CPU s"] / figures["text MB"]
    return _PAGE.format(
        machine=f"On {machine}",
        engines=markdown(table),
        documents=figures["documents"],
        text=figures["text MB"],
        cpu=figures["CPU s"],
        per_mb=figures["CPU s"] / figures["text MB"],
        citations=figures["citations"],
        disk=figures["dataset MB"],
        store=figures["store MB"],
        build=figures["build s"],
        peak=figures["peak MB"],
        dask=figures["dask CPU s"] / figures["CPU s"],
        pdf=pdf_ms,
        pages=pages,
        files=files,
        text_page=1000 * text_page,
        citations_page=citations_page,
        table="\n".join(_rows(figures, pages_each, pdf_ms / 1000 + per_mb * text_page, citations_page)),
    )


def _rows(figures: Mapping[str, float], pages_each: float, page_s: float, citations_page: float) -> list[str]:
    """The table of corpora: hours by cores, memory, disk; `page_s` is what a page of PDF takes from file to Parquet."""
    heads = ["corpus", "pages", *(f"hours on {n} cores" for n in CORES), "dataset GB", "store GB", "hours to build"]
    lines = [heads, ["---"] * len(heads)]
    for name, documents, length in CORPORA:
        pages = documents * (length or pages_each)
        citations = pages * citations_page
        a_citation = 1 / figures["citations"]
        hours = [pages * page_s / n / 3600 for n in CORES]
        cells = [
            *hours,
            citations * figures["dataset MB"] * a_citation / 1000,
            citations * figures["store MB"] * a_citation / 1000,
            citations * figures["build s"] * a_citation / 3600,
        ]
        lines.append([name, f"{pages:,.0f}", *(f"{cell:,.2f}" if cell < 10 else f"{cell:,.0f}" for cell in cells)])
    memory = ", ".join(f"{n * figures['peak MB'] / 1000:,.1f} GB on {n} cores" for n in CORES)
    return [*(f"| {' | '.join(line)} |" for line in lines), "", f"Memory, one worker a core: {memory}."]
