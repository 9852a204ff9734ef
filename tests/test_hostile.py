"""One hostile document goes the whole way: read, extracted, built, traced, written in every format, and opened again.

Its title, its quotes, its links and the name of its file hold markup, scripts, formulas, escapes of terminals, marks that
turn lines round, separators and controls. Every export is opened by a reader of its format; what can run is opened in a
browser without a network; and no terminal ever gets an escape that is not the program's own.
"""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

import resgraph
import resgraph.errors
from resgraph import export, pipeline
from resgraph.export import RENDERERS, WRITERS
from resgraph.terminal import json_visible, visible
from tests.browsing import running
from tests.conftest import ROOT
from tests.test_export_graphs import needs

ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;owned\x07 \x9b31m \x08\x08 \u202egnp.exe\u202c \u2066x\u2069 \u2028 \u2029 \x85"
SCRIPT = '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1"><svg onload=window.hacked=1>'
FORMULA = '=HYPERLINK("http://x.invalid/?"&A1,"y")'
OTHERS = ']]> & <!-- --> " \' ` ${window.hacked=1} {{ 7*7 }} {% raw %} \\" %0a ; DROP TABLE files; -- // /* */ #{x} $(touch hacked)'
NAME = "=cmd|' \x1b[31m<img src=x onerror=hacked=1> \u202egnp &amp; {{7*7}} ;touch hacked;.en.xml"
TITLE = f"{FORMULA} {SCRIPT} {OTHERS} {ESCAPES}"
TERMINAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What may not reach a terminal, but for the program's own colours."""
OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[hl]|\x1b\[[0-9]*[AK]|\r\n?")


def legal(text: str) -> str:
    """What XML can hold of a text, escaped."""
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def document(symbol: str, body: str) -> str:
    """A resolution in AKN4UN with a hostile title, link and words."""
    return f"""<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta><identification source="#x"><FRBRWork><FRBRdate date="2016-12-21" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
<classification><keyword value="{legal(SCRIPT)}" dictionary="UNBIS Thesaurus"/></classification></meta>
<coverPage><p><docNumber>{symbol}</docNumber></p><p><inline title="{legal(TITLE)}" name="agenda item">{legal(TITLE)}</inline></p></coverPage>
<preface><p><docTitle>{legal(TITLE)}</docTitle></p></preface>
<preamble><formula><p>The General Assembly,</p></formula>{body}</preamble>
<mainBody><paragraph><num>1.</num><content><p>Requests the Secretary-General to report to the General Assembly at its next session on the progress made.</p></content></paragraph></mainBody>
</statement></akomaNtoso>"""


def clause(cited: str) -> str:
    return (
        f'<p>Recalling its resolution <a href="javascript:window.hacked=1">{cited}</a> of 19 December 1978, entitled “{legal(SCRIPT)}”, '
        f"{legal(ESCAPES)} its decision 57/270 {legal(FORMULA)} and 64/222 of 21 December 2009,</p>"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile")
    (place / NAME.replace("/", "_")).write_text(document("A/RES/71/244", clause("33/134")), encoding="utf-8")
    (place / "second.xml").write_text(
        document("A/RES/70/200", clause("33/134")).replace("2016", "2015"), encoding="utf-8"
    )
    (place / "later.xml").write_text(
        document("A/RES/72/237", clause("71/244")).replace("2016", "2017"), encoding="utf-8"
    )
    return place


@pytest.fixture(scope="module")
def lineage(folder: Path) -> Any:
    pipeline.build_store([folder], folder / "corpus.duckdb")
    graph, _ = pipeline.load(folder / "corpus.duckdb")
    found = pipeline.trace(graph, "72/237", "33/134")
    assert TITLE.split(" ")[0] in found.nodes["A/RES/71/244"]["title"]
    assert SCRIPT[:20] in found.nodes["A/RES/71/244"]["title"]
    return found


@pytest.fixture(scope="module")
def written(lineage: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An export in every format, by suffix."""
    place = tmp_path_factory.mktemp("exports")
    return {suffix: pipeline.write(lineage, place / f"map{suffix}") for suffix in (*RENDERERS, *WRITERS)}


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_citations_of_it_are_read_back(folder: Path, tmp_path: Path, suffix: str) -> None:
    found = [c for text in resgraph.read(folder / "later.xml") for c in resgraph.extract(text)]
    assert {"A/RES/71/244", "A/RES/64/222"} <= {c.cited for c in found}
    path = pipeline.write(found, tmp_path / f"c{suffix}")
    assert list(export.read_citations(path)) == found


def test_xml_is_well_formed_and_holds_the_title_as_text(written: dict[str, Path]) -> None:
    for suffix in (".graphml", ".gexf", ".svg"):
        root = etree.parse(written[suffix]).getroot()
        assert not list(root.iter("{*}script", "{*}img", "{*}iframe")), suffix
        for element in root.iter():
            for name, value in element.attrib.items():
                assert not str(name).lower().startswith("on"), suffix
                assert not str(value).strip().lower().startswith("javascript:"), suffix
    graph = nx.read_graphml(written[".graphml"])
    assert any(str(data.get("title", "")).startswith("=HYPERLINK") for _, data in graph.nodes(data=True))


def test_json_is_read_back_as_it_was(written: dict[str, Path], lineage: Any) -> None:
    again = export.read_graph(written[".json"])
    assert dict(again.nodes(data=True)) == dict(lineage.nodes(data=True))
    assert nx.node_link_graph(json.loads(written[".json"].read_text("utf-8")), edges="edges").size() == lineage.size()


def test_tables_hold_no_formula_and_no_row_too_many(written: dict[str, Path], lineage: Any) -> None:
    rows = list(csv.DictReader(io.StringIO((written[".csv"] / "nodes.csv").read_text("utf-8"), newline="")))
    assert len(rows) == len(lineage)
    for row in rows:
        assert None not in row
        assert not [value for value in row.values() if re.match(r"[=+@\t\r]", value or "")], row
    openpyxl = pytest.importorskip("openpyxl")
    for sheet in openpyxl.load_workbook(written[".xlsx"]):
        for cells in sheet.iter_rows():
            assert not [cell for cell in cells if cell.data_type == "f"]


def test_parquet_keeps_every_character(written: dict[str, Path], lineage: Any) -> None:
    pandas = pytest.importorskip("pandas")
    import duckdb

    frame = duckdb.sql(f"select * from '{written['.parquet'] / 'nodes.parquet'}'").df()
    titles = dict(zip(frame["symbol"], frame["title"], strict=True))
    assert titles["A/RES/71/244"] == lineage.nodes["A/RES/71/244"]["title"]
    assert pandas is not None


def test_graphviz_draws_it(written: dict[str, Path], tmp_path: Path) -> None:
    dot = shutil.which("dot")
    needs(dot, "no graphviz")
    done = subprocess.run([str(dot), "-Tsvg", str(written[".dot"])], capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    root = etree.fromstring(done.stdout, etree.XMLParser(huge_tree=False, resolve_entities=False))
    assert not list(root.iter("{*}script", "{*}img"))
    assert list(tmp_path.iterdir()) == []


def test_cypher_holds_its_words_inside_literals(written: dict[str, Path]) -> None:
    text = written[".cypher"].read_text("utf-8") if written[".cypher"].is_file() else ""
    literals = re.sub(r"\\.", "", text)
    outside = re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`|//[^\n]*", "", literals)
    for word in ("script", "DROP", "HYPERLINK", "touch", "hacked"):
        assert word not in outside


def test_mermaid_holds_no_markup(written: dict[str, Path]) -> None:
    text = written[".mmd"].read_text("utf-8")
    assert "<script" not in text
    assert "<img" not in text


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from running()


@pytest.mark.browser
@pytest.mark.parametrize("suffix", [".html", ".svg"])
def test_a_browser_runs_nothing_of_it_and_asks_for_nothing(browser: Any, written: dict[str, Path], suffix: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    alerts: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: alerts.append(dialog.message))
    context.route(re.compile("^(?!file:|data:|blob:)"), lambda route: route.abort())
    page.goto(written[suffix].as_uri())
    page.wait_for_load_state("load")
    assert page.evaluate("window.hacked") is None
    assert not alerts
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [written[suffix].as_uri()]
    assert page.evaluate("document.querySelectorAll('[onerror], [onload], img[src=x]').length") == 0
    assert page.evaluate("[...document.querySelectorAll('a')].filter(a => /^javascript/i.test(a.href)).length") == 0
    context.close()


# ---------------------------------------------------------------- terminals

COMMANDS = (
    ("extract", "."), ("trace", "72/237", "--corpus", "corpus.duckdb"), ("trace", "72/237", "--explain", "--corpus", "corpus.duckdb"),
    ("trace", "72/237", "--json", "--corpus", "corpus.duckdb"), ("top", "--corpus", "corpus.duckdb"), ("check", "missing", "--corpus", "corpus.duckdb"),
    ("sql", "select title, file from documents", "--corpus", "corpus.duckdb"), ("sql", "select title from documents", "--json", "--corpus", "corpus.duckdb"),
    ("extract", "\x1b[31m\u202enothing"), ("trace", "\x1b[31m\u202enothing", "--corpus", "corpus.duckdb"), ("series", "71/244", "--corpus", "corpus.duckdb"),
)  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(map(visible, arguments[:3])))
def test_no_escape_reaches_a_pipe(folder: Path, lineage: Any, arguments: tuple[str, ...]) -> None:
    assert lineage
    done = subprocess.run(
        [sys.executable, "-m", "resgraph.cli", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    said = (done.stdout + done.stderr).decode("utf-8")
    assert said.strip()
    assert "Traceback" not in said
    assert not TERMINAL.search(said.replace("\r\n", "\n")), ascii(TERMINAL.search(said))


@pytest.mark.parametrize(
    "arguments", [COMMANDS[n] for n in (0, 1, 6, 8)], ids=lambda arguments: " ".join(map(visible, arguments[:2]))
)
def test_no_escape_reaches_a_terminal(folder: Path, lineage: Any, arguments: tuple[str, ...]) -> None:
    assert lineage
    said = OWN.sub("", on_terminal([sys.executable, "-m", "resgraph.cli", *arguments], folder))
    assert said.strip()
    assert not TERMINAL.search(said), ascii(TERMINAL.search(said))


def on_terminal(command: list[str], folder: Path) -> str:
    """What a program prints where its output is a terminal."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        command,
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "200"},
    )
    os.close(theirs)
    said = b""
    while True:
        ready, _, _ = select.select([ours], [], [], 0.2)
        if not ready and program.poll() is not None:
            break
        if ready:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            said += piece
    os.close(ours)
    program.wait()
    return said.decode("utf-8", "replace")


def test_what_is_shown_of_a_control_says_which_it_was() -> None:
    assert visible("a\x1bb\u202ec\nd\te第33/134号قرار") == "a\\x1bb\\u202ec\nd\te第33/134号قرار"
    assert json.loads(json_visible(json.dumps(ESCAPES, ensure_ascii=False))) == ESCAPES
    assert not TERMINAL.search(json_visible(json.dumps(ESCAPES, ensure_ascii=False)))


def test_lists_of_errors_hold_no_formula(tmp_path: Path) -> None:
    (tmp_path / "=cmd|'x'.txt").write_bytes(b"")
    subprocess.run(
        [sys.executable, "-m", "resgraph.cli", "extract", "=cmd|'x'.txt", "--errors", "e.csv"],
        cwd=tmp_path, check=False, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[1][0] == "'=cmd|'x'.txt"


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_text('/etc/passwd')",
        "select * from 'corpus.csv'",
        "select * from read_csv('http://x.invalid/a.csv')",
    ],
)
def test_sql_reads_nothing_but_the_store(folder: Path, lineage: Any, query: str) -> None:
    assert lineage
    with pytest.raises(resgraph.errors.GraphError):
        pipeline.query(folder / "corpus.duckdb", query)
    assert pipeline.query(folder / "corpus.duckdb", "select count(*) from files")[1] == [(3,)]
