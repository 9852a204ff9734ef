"""What a folder keeps: documents of other versions and of killed runs, answers that got worse, steps back in time."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from resgraph import files
from resgraph.errors import FetchError
from resgraph.fetching import start
from resgraph.fetching.ancestry import Frontier, cited_resolutions
from resgraph.fetching.holdings import Holdings
from resgraph.sources.answers import State
from resgraph.text import read
from tests.command_line import run as command
from tests.server import serving
from tests.server.clock import VirtualClock
from tests.server.documents import docx, resolution

ONE = docx(resolution("A/RES/45/1", cites=["44/1"]))
FILES = {"A_RES_45_1.en.docx": ONE, "A_RES_44_1.en.docx": docx(resolution("A/RES/44/1"))}


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A folder of documents that is asked as a source."""
    (tmp_path / "there").mkdir()
    for name, data in FILES.items():
        (tmp_path / "there" / name).write_bytes(data)
    return tmp_path / "there"


def fetched(there: Path, out: Path, **options: object) -> list[tuple[str, str, str]]:
    with start.opened(["A/RES/45/1"], out, mirrors=[str(there)], clock=VirtualClock(), **options) as run:  # type: ignore[arg-type]
        return [(outcome.symbol, outcome.state.value, outcome.detail) for outcome in run]


@contextlib.contextmanager
def database(out: Path) -> Iterator[sqlite3.Connection]:
    """The manifest of a folder that nobody fetches into."""
    with contextlib.closing(sqlite3.connect(out / ".resgraph" / "manifest.sqlite")) as opened:
        yield opened
        opened.commit()


def test_what_another_version_has_read_is_read_again(there: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    both = [("A/RES/45/1", "held", ""), ("A/RES/44/1", "held", "")]
    assert fetched(there, out, ancestry=1) == both
    with database(out) as manifest:
        manifest.execute("UPDATE readings SET version = '0', cited = '[]'")
    assert fetched(there, out, ancestry=1) == both
    with database(out) as manifest:
        (cited,) = manifest.execute("SELECT cited FROM readings WHERE version <> '0' AND cited <> '[]'").fetchone()
    assert [symbol for symbol, _ in json.loads(cited)] == ["A/RES/44/1"]


def test_a_file_that_was_spoilt_in_the_folder_leads_nowhere(there: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fetched(there, out)
    (out / "A_RES_45_1.en.docx").write_bytes(bytes(len(ONE)))
    assert fetched(there, out, ancestry=1) == [("A/RES/45/1", "held", "")]


def test_asking_again_and_getting_something_else_keeps_what_is_held(there: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fetched(there, out)
    (there / "A_RES_45_1.en.docx").write_bytes(FILES["A_RES_44_1.en.docx"])
    ((_, state, detail),) = fetched(there, out, refresh=True, form="docx")
    assert (state, detail) == ("held", "kept; asked again: it carries the symbol A/RES/44/1, not A/RES/45/1")
    assert (out / "A_RES_45_1.en.docx").read_bytes() == ONE
    (there / "A_RES_45_1.en.docx").write_bytes(ONE[:-200])
    ((_, state, detail),) = fetched(there, out, refresh=True, form="docx")
    assert (state, detail) == ("held", "kept; asked again: cut off on the way")


def test_a_document_that_came_and_stands_in_its_place_is_not_moved_again(there: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fetched(there, out)
    incoming = out / ".resgraph" / "incoming"
    incoming.mkdir(exist_ok=True)
    (incoming / files.sha256(ONE)).write_bytes(ONE)
    before = (out / "A_RES_45_1.en.docx").stat().st_ino
    Holdings(out).close()
    assert (out / "A_RES_45_1.en.docx").stat().st_ino == before
    assert not incoming.exists()


def test_a_manifest_of_another_version_is_refused_and_left_as_it_is(there: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / ".resgraph").mkdir(parents=True)
    with database(out) as manifest:
        manifest.execute("CREATE TABLE documents (symbol TEXT, place TEXT)")
        manifest.execute("INSERT INTO documents VALUES ('A/RES/45/1', 'x')")
    with pytest.raises(FetchError, match=r"manifest\.sqlite: cannot be used \(no such column: source\)"):
        fetched(there, out)
    with database(out) as manifest:
        assert manifest.execute("SELECT * FROM documents").fetchall() == [("A/RES/45/1", "x")]


def test_a_folder_in_the_place_of_the_manifest_is_said(tmp_path: Path) -> None:
    (tmp_path / ".resgraph" / "manifest.sqlite").mkdir(parents=True)
    with pytest.raises(FetchError, match=r"cannot be used \(unable to open database file\)"):
        Holdings(tmp_path)


# ---------------------------------------------------------------- steps back in time


@pytest.mark.parametrize(
    ("cited", "date", "target", "wanted"),
    [
        ("A/RES/33/134", "1978-12-19", "A/RES/40/1", False),
        ("A/RES/33/134", "2005-12-19", "A/RES/40/1", False),  # a printed date that its session cannot have
        ("A/RES/33/134", None, "A/71/208", True),  # a report has no session to be held against
        ("A/71/208", None, "A/RES/40/1", True),
        ("A/RES/ES-99/1", None, "A/RES/40/1", True),  # a session that is too new for the table
        ("S/RES/1325(2000)", None, "A/RES/40/1", True),
        ("S/RES/242(1967)", None, "A/RES/40/1", False),
        ("E/RES/1984/3", None, "A/RES/39/1", True),
        ("E/RES/1983/3", None, "A/RES/41/1", False),
        ("T/RES/1(I)", None, "A/RES/40/1", True),  # a session whose year is not known
        ("S/RES/100(1953)", None, "S/RES/99(1953)", True),
        ("S/RES/98(1953)", None, "S/RES/99(1953)", False),
    ],
)
def test_what_was_certainly_adopted_before_the_target_is_not_fetched(
    cited: str, date: str | None, target: str, wanted: bool
) -> None:
    frontier = Frontier(["A/RES/80/156"], depth=3, targets=[target])
    frontier.next()
    frontier.cites("A/RES/80/156", [(cited, date)])
    assert (frontier.next() == cited) is wanted


def test_resolutions_of_organizations_with_servers_of_their_own_are_left_out() -> None:
    page = (
        "45/1. A title\n\nThe General Assembly,\n\nRecalling its resolution 44/1 of 4 December 1989, World Health Assembly "
        "resolution WHA42.1 of 15 May 1989 and its resolution 45/1 of 3 December 1990,\n\n1. Decides to continue.\n"
    )
    cited = cited_resolutions(read(page.encode(), file="page.txt"), "A/RES/45/1")
    assert [symbol for symbol, _ in cited] == ["A/RES/44/1"]


# ---------------------------------------------------------------- the command


def test_an_ancestry_says_how_long_it_may_take_before_it_begins(there: Path, tmp_path: Path) -> None:
    done = command(
        "fetch", "45/1", "--ancestry", "2", "--limit", "1000", "-d", "out", "--mirror", str(there), cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[0].startswith(
        "ancestry of A/RES/45/1: at most 1000 documents in 1 language, up to about 4 hours; Ctrl-C stops"
    )


def test_no_records_are_offered_where_the_library_has_none(tmp_path: Path) -> None:
    with serving(tmp_path / "server", FILES, records={}) as served:
        options = ("-d", "out", "--server", served.url, "--pause", "0", "--metadata")
        done = command("fetch", "45/1", *options, cwd=tmp_path)
    assert done.returncode == 1
    assert "to use them" not in done.stderr
    assert "A/RES/45/1\t\tabsent\t\tthe library has no record of this symbol" in done.stdout
    assert State.absent.value in done.stderr
