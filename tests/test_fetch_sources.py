"""Sources that are no document server: mirrors, folders, the library; and connections that do not come about."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from resgraph.errors import FetchError
from resgraph.fetching.holdings import Holdings
from resgraph.fetching.records import fetch_records
from resgraph.sources import source
from resgraph.sources.answers import State, UnreachableError
from resgraph.sources.folder import Folder
from resgraph.sources.library import Library
from resgraph.sources.manners import Pace, SystemClock
from resgraph.sources.mirror import Mirror
from resgraph.sources.names import file_stem
from resgraph.sources.transport import Transport
from tests.server import Served, serving
from tests.server.clock import VirtualClock
from tests.server.documents import docx, pdf, resolution

WORD = docx(resolution("A/RES/45/1"))
RECORD = (
    '<record><controlfield tag="001">{number}</controlfield><datafield tag="191" ind1=" " ind2=" ">'
    '<subfield code="b">A/</subfield><subfield code="a">no symbol at all</subfield><subfield code="a">{symbol}</subfield>'
    "</datafield></record>"
)
MOVED = {
    "/mirror/A_RES_45_2.en.docx": "/mirror/A_RES_45_1.en.docx",
    "/mirror/A_RES_45_3.en.docx": "/mirror/A_RES_45_3.en.docx",
    "/mirror/A_RES_45_4.en.docx": "/error",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    records = {"10": RECORD.format(number="10", symbol="A/RES/45/1"), "11": ""}
    files = {"A_RES_45_1.en.docx": WORD, "A_RES_45_6.en.pdf": pdf(resolution("A/RES/45/6"))}
    habits = {"A/RES/45/6": "slow"}
    with serving(tmp_path_factory.mktemp("server"), files, records=records, moved=MOVED, symbols=habits) as running:
        yield running


def transport(served: Served, clock: Any = None) -> Transport:
    return Transport([served.url], Pace(clock or VirtualClock()))


# ---------------------------------------------------------------- mirrors


@pytest.mark.parametrize(
    ("symbol", "state", "detail"),
    [
        ("A/RES/45/1", State.held, ""),
        ("A/RES/45/2", State.held, ""),
        ("A/RES/45/3", State.failed, "the mirror sent no document (status 302)"),
        ("A/RES/45/4", State.failed, "the mirror sent no document (status 200)"),
        ("A/RES/45/5", State.absent, "the mirror has no such document"),
    ],
    ids=["there", "moved", "in a circle", "a page", "not there"],
)
def test_a_mirror_may_lead_elsewhere_but_not_round_in_a_circle(
    served: Served, symbol: str, state: State, detail: str
) -> None:
    mirror = Mirror(transport(served), f"{served.url}/mirror/{{name}}.{{lang}}.docx")
    answer = mirror.fetch(symbol, "en", "docx")
    assert (answer.state, answer.detail) == (state, detail)
    assert answer.data == (WORD if state is State.held else b"")


# ---------------------------------------------------------------- folders


def test_a_folder_gives_the_files_that_are_named_after_symbols(tmp_path: Path) -> None:
    for name in ("A_RES_45_1-EN.docx", "A_RES_45_2.DOCX", "notes.docx", "A_RES_45_3.en.txt"):
        (tmp_path / name).write_bytes(WORD)
    (tmp_path / "A_RES_45_4.en.pdf").mkdir()
    folder = Folder(str(tmp_path))
    states = [folder.fetch(f"A/RES/45/{n}", "en", "docx").state for n in (1, 2, 3, 4)]
    assert states == [State.held, State.held, State.absent, State.absent]
    assert folder.fetch("A/RES/45/1", "fr", "docx").state is State.absent
    assert folder.fetch("A/RES/45/1", "en", "pdf").state is State.absent


def test_what_stands_in_a_folder_and_is_no_document_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "A_RES_45_1.en.pdf").write_text("a page that was saved under the name of a document")
    (tmp_path / "A_RES_45_2.en.docx").write_bytes(WORD)
    (tmp_path / "A_RES_45_3.en.docx").write_bytes(WORD)
    folder = Folder(str(tmp_path))
    answer = folder.fetch("A/RES/45/1", "en", "pdf")
    assert (answer.state, answer.detail) == (State.failed, "A_RES_45_1.en.pdf is neither PDF nor Word")
    (tmp_path / "A_RES_45_2.en.docx").unlink()
    with pytest.raises(FetchError, match=r"A_RES_45_2\.en\.docx: cannot be opened: No such file"):
        folder.fetch("A/RES/45/2", "en", "docx")
    monkeypatch.setenv("RESGRAPH_LIMITS", "download=100")
    with pytest.raises(FetchError, match=r"larger than 0\.0001 MB.*RESGRAPH_LIMITS=download=1MB"):
        folder.fetch("A/RES/45/3", "en", "docx")


# ---------------------------------------------------------------- the library


def test_the_library_is_asked_for_the_record_of_one_symbol_exactly(served: Served) -> None:
    library = Library(transport(served), served.url)
    assert library.find("A/RES/45/1") == "10"
    assert library.find("A/RES/45/2") is None
    assert library.record("10", "A/RES/45/1").state is State.held
    other = library.record("10", "A/RES/45/2")
    assert (other.state, other.detail) == (State.apart, "record 10 is not of A/RES/45/2")
    none = library.record("11")
    assert (none.state, none.detail) == (State.absent, "the library has no record 11")


def test_a_record_that_is_held_stays_where_the_library_is_gone(tmp_path: Path) -> None:
    wanted = ["A/RES/45/1", "A/RES/45/2"]
    with serving(tmp_path / "server", {}, records={"10": RECORD.format(number="10", symbol="A/RES/45/1")}) as served:
        holdings = Holdings(tmp_path / "out")
        said = list(fetch_records(holdings, Library(transport(served), served.url), wanted, clock=VirtualClock()))
    held, absent = said
    assert (held.state, held.file) == (State.held, ".resgraph/records/A_RES_45_1.xml")
    assert (absent.state, absent.detail) == (State.absent, "the library has no record of this symbol")
    gone = Library(transport(served), served.url)
    again = fetch_records(holdings, gone, wanted, clock=VirtualClock(), refresh=True)
    with pytest.raises(UnreachableError, match="the connection is refused"):
        list(again)
    assert {row.symbol: row.state for row in holdings.manifest.all()} == {"A/RES/45/1": "held", "A/RES/45/2": "absent"}
    assert (tmp_path / "out" / held.file).read_text("utf-8").count("A/RES/45/1") == 1
    holdings.close()


# ---------------------------------------------------------------- connections


def test_an_answer_that_takes_half_an_hour_is_given_up(served: Served) -> None:
    class Asleep(VirtualClock):
        """A computer that was put to sleep while it waited."""

        def now(self) -> float:
            self.time += 2000.0
            return self.time

    with pytest.raises(FetchError, match="the answer took more than 30 minutes, 3 times"):
        transport(served, Asleep()).get(f"{served.url}/robots.txt")


@pytest.mark.parametrize(
    ("address", "pause"),
    [
        ("https://example.org:99999", None),
        ("http://:80", 0.0),
        ("nowhere://host", None),
        ("https://[::1", None),
        ("https://[::1", 0.0),
        ("https://[{symbol}", None),
    ],
)
def test_what_is_no_web_address_is_refused_before_anything_is_asked(address: str, pause: float | None) -> None:
    with pytest.raises(FetchError, match="not a web address"):
        source(address, VirtualClock(), pause)


def test_a_server_that_speaks_no_tls_is_named(served: Served) -> None:
    address = served.url.replace("http:", "https:")
    with pytest.raises(UnreachableError, match="cannot be reached: no encrypted connection comes about"):
        Transport([address], Pace(VirtualClock())).get(f"{address}/doc/A.PDF")


def test_a_name_that_is_not_found_is_told_from_a_server_that_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # no name service is at hand wherever tests run
    address = "https://documents.un.org"
    with pytest.raises(
        UnreachableError, match=r"documents\.un\.org: cannot be reached: no address is found for its name"
    ):
        Transport([address], Pace(VirtualClock())).get(f"{address}/doc/A.PDF")


def test_the_clock_of_this_computer_runs_in_utc_and_never_back() -> None:
    clock = SystemClock()
    first = clock.now()
    clock.sleep(0)
    assert clock.now() >= first
    assert clock.date().tzinfo is UTC
    chances = {clock.jitter() for _ in range(9)}
    assert len(chances) > 1
    assert all(0 <= chance <= 1 for chance in chances)


def test_a_name_longer_than_any_symbol_is_refused() -> None:
    with pytest.raises(FetchError, match=r"A/RES/1+…: too long for a symbol"):
        file_stem(f"A/RES/{'1' * 200}")
