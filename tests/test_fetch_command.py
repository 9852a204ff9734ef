"""`resgraph fetch` as a user runs it: what it says, its exit codes, Ctrl-C, and what becomes of the folder."""

from __future__ import annotations

import contextlib
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resgraph.fetching import start
from tests.command_line import run
from tests.server import Served, serving
from tests.server.documents import docx, pdf, resolution

FILES = {
    "A_RES_45_1.en.docx": docx(resolution("A/RES/45/1", cites=["44/1", "44/2"])),
    "A_RES_44_1.en.pdf": pdf(resolution("A/RES/44/1", cites=["43/1"])),
    "A_RES_45_1.fr.docx": docx(resolution("A/RES/45/1", "fr", cites=["44/1"])),
    "A_RES_45_7.en.docx": docx(resolution("A/RES/45/7")),
    "A_RES_45_3.en.docx": docx(resolution("A/RES/45/3")),
    "A_RES_45_4.en.docx": docx(resolution("A/RES/45/5")),
    **{f"A_RES_46_{n}.en.docx": docx(resolution(f"A/RES/46/{n}")) for n in range(1, 31)},
}
RECORD = (
    '<record><controlfield tag="001">{number}</controlfield><datafield tag="191" ind1=" " ind2=" "><subfield code="a">{symbol}'
    '</subfield></datafield><datafield tag="245" ind1=" " ind2=" "><subfield code="a">Coopération Sud-Sud :</subfield>'
    '</datafield><datafield tag="992" ind1=" " ind2=" "><subfield code="a">1990-12-0{day}</subfield></datafield></record>'
)
RECORDS = {
    "10": RECORD.format(number="10", symbol="A/RES/45/10", day=1),
    "11": RECORD.format(number="11", symbol="A/RES/45/1", day=2),
    "12": RECORD.format(number="12", symbol="A/RES/45/19", day=3),
}


def fetch(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(*arguments, cwd=cwd)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    habits = {"A/RES/45/6": "418", "A/RES/45/8": "403", "A/RES/45/9": "empty", "A/RES/46/30": "stalled"}
    with serving(tmp_path_factory.mktemp("server"), FILES, symbols=habits, records=RECORDS) as running:
        yield running


def test_documents_are_fetched_and_built(served: Served, tmp_path: Path) -> None:
    done = fetch(tmp_path, "fetch", "45/1", "45/2", "-l", "en,fr", "-d", "x", "--server", served.url, "--pause", "0")
    assert done.returncode == 1
    assert [line.split("\t") for line in done.stdout.splitlines()] == [
        ["document", "language", "state", "file", "detail"],
        ["A/RES/45/1", "en", "held", "A_RES_45_1.en.docx", ""],
        ["A/RES/45/1", "fr", "held", "A_RES_45_1.fr.docx", ""],
        ["A/RES/45/2", "en", "absent", "", "the server has no such document"],
        ["A/RES/45/2", "fr", "absent", "", "the server has no such document"],
    ]
    assert done.stderr.splitlines()[0] == "2 documents in 2 languages, 2 to ask for: about 1 minute"
    assert done.stderr.splitlines()[-1] == "x: 2 held, 2 absent; 2 new"
    built = fetch(tmp_path, "build", "x", "-o", "corpus.duckdb")
    assert built.returncode == 0, built.stderr


def test_an_ancestry_goes_on_to_the_depth(served: Served, tmp_path: Path) -> None:
    options = ("-d", "x", "--server", served.url, "--pause", "0")
    done = fetch(tmp_path, "fetch", "45/1", "--ancestry", "1", *options)
    assert [line.split("\t")[0::2] for line in done.stdout.splitlines()[1:]] == [
        ["A/RES/45/1", "held", ""],
        ["A/RES/44/1", "held", ""],
        ["A/RES/44/2", "absent", "the server has no such document"],
    ]
    assert done.returncode == 0, "what is cited and was never published is no failure"
    deeper = fetch(tmp_path, "fetch", "45/1", "--ancestry", "5", "--limit", "2", *options)
    assert "the limit of 2 is reached, 2 more are known: raise --limit to go on" in deeper.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["80/999/7"], 2, ["80/999/7", "not the symbol"]),
        (["A/RES/19/1"], 2, ["A/RES/19/1"]),
        (["A/DEC/74/537B"], 2, ["decisions are printed in volumes alone"]),
        (["Sales No. E.78.II.A.11"], 2, ["a publication"]),
        (["45/3", "nonsense"], 1, ["nonsense", "not the symbol"]),
        (["45/3", "-l", "ja"], 2, ["'ja' is no official language", "ar en es fr ru zh"]),
        (["45/3", "--format", "odt"], 2, ["'odt'", "auto docx pdf"]),
        (["45/3", "--to", "nowhere"], 2, ["nowhere"]),
        (["45/3", "--server", "http://example.org"], 2, ["only https is used outside of this computer"]),
        (["45/3", "--server", "https://example.org", "--pause", "0.1"], 2, ["too few", "1.5"]),
        (["45/3", "--mirror", "https://example.org/{number}.pdf"], 2, ["not a pattern", "{symbol}"]),
        (["45/3", "--mirror", "no-such-folder"], 2, ["no such folder"]),
        (["45/3", "--server", "http://127.0.0.1:9"], 2, ["127.0.0.1:9: cannot be reached: the connection is refused"]),
        (["45/4"], 2, ["A/RES/45/4 en: kept apart; it carries the symbol A/RES/45/5"]),
        (["45/6"], 2, ["A/RES/45/6 en: failed; the server answered 418"]),
        (["45/9"], 2, ["A/RES/45/9 en: not yet published"]),
        (["45/3", "45/8", "45/1"], 1, ["the server refuses (status 403); nothing is tried around it"]),
        (["80/156"], 2, ["absent"]),
        (["45/3"], 0, []),
        (["45/7"], 2, ["A_RES_45_7.en.docx: a document cannot be put there", "make room"]),
        (["45/3", "-d", "taken"], 2, ["taken", "the folder cannot be made or written"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) and value and isinstance(value[0], str) else None,
)  # fmt: skip
def test_what_goes_wrong_is_said_in_one_line(
    served: Served, tmp_path: Path, arguments: list[str], code: int, words: list[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "x" / "A_RES_45_7.en.docx").mkdir(parents=True)
    given = [*arguments, "--quiet"]
    for option, value in (("-d", "x"), ("--server", served.url), ("--pause", "0")):
        if option not in given and not (
            option in ("--server", "--pause") and {"--mirror", "--server"} & set(arguments)
        ):
            given += [option, value]
    done = fetch(tmp_path, "fetch", *given)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == bool(words)
    for word in words:
        assert word in lines[0]


def test_a_folder_has_to_be_given(tmp_path: Path) -> None:
    done = fetch(tmp_path, "fetch", "80/156")
    assert done.returncode == 2
    assert "-d" in done.stderr


@pytest.mark.parametrize(
    ("first", "pause"), [("46/1", "60"), ("46/30", "0")], ids=["in a pause", "while an answer stalls"]
)
def test_ctrl_c_ends_at_once_and_says_how_to_go_on(served: Served, tmp_path: Path, first: str, pause: str) -> None:
    arguments = ["fetch", first, "46/2", "-d", "x", "--server", served.url, "--pause", pause]
    before = len(served.log())
    with subprocess.Popen(
        [sys.executable, "-m", "resgraph.cli", *arguments],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a run in the background inherits its refusal
    ) as process:
        try:
            while len(served.log()) < before + (1 if pause == "60" else 3):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(0.05)
                    pytest.fail("it ended by itself")
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=10)  # far less than the pause, and than the answer takes
        finally:
            process.kill()
    assert process.returncode == 1
    assert said.splitlines()[1:] == [
        f"stopped with 0 held, nothing is lost; to go on: resgraph {shlex.join(arguments)}"
    ]
    done = fetch(tmp_path, "fetch", "46/2", *arguments[3:-1], "0")
    assert done.returncode == 0, done.stderr


def test_a_mirror_and_a_folder_are_asked_instead(served: Served, tmp_path: Path) -> None:
    pattern = f"{served.url}/mirror/{{name}}.{{lang}}.{{format}}"
    done = fetch(tmp_path, "fetch", "45/1", "44/1", "45/2", "-d", "x", "--mirror", pattern, "--pause", "0", "-q")
    assert done.returncode == 1
    assert done.stderr == "A/RES/45/2 en: absent; the mirror has no such document\n"
    done = fetch(tmp_path, "fetch", "45/1", "44/1", "45/2", "-d", "y", "--mirror", "x", "-q")
    assert done.stderr == "A/RES/45/2 en: absent; the folder has no such file\n"
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / f).iterdir() if p.is_file()} for f in "xy")
    assert one == two == {name: FILES[name] for name in ("A_RES_45_1.en.docx", "A_RES_44_1.en.pdf")}


def test_library_records_are_fetched_and_imported(served: Served, tmp_path: Path) -> None:
    options = ("-d", "x", "--server", served.url, "--pause", "0", "--metadata")
    done = fetch(tmp_path, "fetch", "45/1", "https://digitallibrary.un.org/record/12?ln=en", *options)
    assert done.returncode == 0, done.stderr
    records = sorted((tmp_path / "x" / ".resgraph" / "records").iterdir())
    assert [path.name for path in records] == ["A_RES_45_1.xml", "record-12.xml"]
    assert "Coopération" in records[0].read_text("utf-8")
    assert "A/RES/45/10" not in records[0].read_text("utf-8"), "a longer symbol that the search finds too"
    (line,) = (line for line in done.stderr.splitlines() if "to use them" in line)
    assert line.endswith("resgraph import x/.resgraph/records/*.xml -o corpus.duckdb")
    imported = fetch(tmp_path, "import", *map(str, records), "-o", "corpus.duckdb")
    assert imported.stderr == "2 records in corpus.duckdb\n"
    asked = len(served.log())
    assert fetch(tmp_path, "fetch", "45/1", *options).returncode == 0
    assert len(served.log()) == asked


def test_a_library_that_asks_for_a_browser_is_left_alone(tmp_path: Path) -> None:
    with serving(
        tmp_path / "s", {"A_RES_45_3.en.docx": FILES["A_RES_45_3.en.docx"]}, records=RECORDS, library="202"
    ) as served:
        done = fetch(tmp_path, "fetch", "45/3", "-d", "x", "--server", served.url, "--pause", "0", "--metadata", "-q")
        assert done.returncode == 1
        assert "asks for a browser" in done.stderr
        assert "get the documents by hand" in done.stderr
        assert sum("/search" in path for path in served.paths()) == 1


def test_the_search_of_the_library_is_not_used_where_robots_txt_forbids_it(tmp_path: Path) -> None:
    robots = "User-agent: *\nCrawl-Delay: 0\nDisallow: /rss\nDisallow: /search\nDisallow: /record/*/export/*\n"
    with serving(tmp_path / "s", FILES, records=RECORDS, robots=robots) as served:
        options = ("-d", "x", "--server", served.url, "--pause", "0", "--metadata", "-q")
        done = fetch(tmp_path, "fetch", "45/3", *options)
        assert done.returncode == 1
        assert "robots.txt forbids" in done.stderr
        done = fetch(tmp_path, "fetch", "https://digitallibrary.un.org/record/12", *options)
        assert done.returncode == 0, done.stderr
        assert not any("/search" in path for path in served.paths())


@pytest.mark.parametrize(
    ("text", "codes"), [("en", ["en"]), ("en, ch,E", ["en", "zh"]), ("all", ["ar", "en", "es", "fr", "ru", "zh"])]
)
def test_languages_are_named_in_a_list(text: str, codes: list[str]) -> None:
    assert start.languages(text) == codes
