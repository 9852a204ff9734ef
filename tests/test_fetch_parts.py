"""The parts of fetching by themselves: names, waiting, bounds, checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from resgraph.errors import FetchError, SymbolError
from resgraph.fetching.check import MismatchError, check
from resgraph.sources import SOURCES, source
from resgraph.sources.answers import kind_of
from resgraph.sources.library import _records
from resgraph.sources.manners import LIBRARY_PAUSE, Pace, asked_to_wait
from resgraph.sources.mirror import address
from resgraph.sources.names import file_stem, spellings, wanted
from resgraph.sources.transport import Reply
from resgraph.sources.undocs import SERVER
from tests.command_line import on_terminal
from tests.server import serving
from tests.server.clock import VirtualClock
from tests.server.documents import docx, resolution


@pytest.mark.parametrize(
    "text", ["../../etc/passwd", "A/RES/../1", "/etc/passwd", "A\\RES\\1", "A/RES/33/134/..", "C:/x", "A/RES/33/134\0"]
)
def test_no_symbol_leads_out_of_the_folder(text: str) -> None:
    try:
        symbols = [symbol.text for symbol in wanted(text)]
    except (SymbolError, FetchError):
        symbols = [text]
    for symbol in symbols:
        name = file_stem(symbol)
        assert not set(name) & set('/\\:*?"<>|\0 ')
        assert not name.startswith(".")
        assert "//" not in address("https://h/{symbol}.pdf", symbol, "en", "pdf").removeprefix("https://h/").strip("/")


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("33/134", ["A/RES/33/134"]),
        ("75/254 A to C", ["A/RES/75/254A", "A/RES/75/254B", "A/RES/75/254C"]),
        ("1325 (2000)", ["S/RES/1325(2000)"]),
        ("https://undocs.org/ch/A/RES/64/222", ["A/RES/64/222"]),
    ],
)
def test_what_is_wanted_in_any_spelling(text: str, symbols: list[str]) -> None:
    assert [symbol.text for symbol in wanted(text)] == symbols


@pytest.mark.parametrize(
    ("symbol", "tried"),
    [
        ("A/RES/33/134", ["A/RES/33/134"]),
        ("S/RES/1325(2000)", ["S/RES/1325(2000)"]),
        ("A/RES/57/270B", ["A/RES/57/270B", "A/RES/57/270 B", "A/RES/57/270"]),
        ("A/RES/50/204[II]", ["A/RES/50/204"]),
        ("A/RES/217(III)[A]", ["A/RES/217A(III)", "A/RES/217(III)"]),
        ("A/71/208", ["A/71/208"]),
    ],
)
def test_spellings_that_the_server_may_have(symbol: str, tried: list[str]) -> None:
    assert list(spellings(symbol)) == tried
    assert not any("[" in spelling for spelling in tried)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("0", 0), ("Tue, 24 Nov 2026 00:02:00 GMT", 120), ("Mon, 23 Nov 2026 00:00:00 GMT", 0), ("soon", 0), (None, 0), ("-5", 0)],
)  # fmt: skip
def test_the_time_that_a_server_asks_for(header: str | None, seconds: float) -> None:
    assert asked_to_wait(header, VirtualClock()) == seconds


def test_waiting_doubles_and_a_short_pause_is_for_this_computer_alone() -> None:
    clock = VirtualClock()
    pace = Pace.of(clock, None, [SERVER])
    for failures in (1, 2, 3):
        pace.back_off(failures)
    assert clock.slept == [6.25, 12.5, 25.0]
    assert Pace.of(clock, 0.01, ["http://127.0.0.1:80", "http://[::1]/"]).pause == 0.01
    assert Pace.of(clock, 9, [SERVER]).pause == 9
    for addresses, pause, least in (
        ([SERVER], 1.0, 1.5),
        ([SERVER], 3.0, LIBRARY_PAUSE),
        (["http://127.0.0.1", SERVER], 0.0, 1.5),
    ):
        with pytest.raises(FetchError, match="too few"):
            Pace.of(clock, pause, addresses, least)


@pytest.mark.parametrize(
    ("status", "headers", "body", "target"),
    [
        (302, {"location": "/doc/A.PDF"}, b"", "https://h/doc/A.PDF"),
        (200, {}, b"Found. Redirecting to /doc/UNDOC/A.PDF\n", "https://h/doc/UNDOC/A.PDF"),
        (200, {"location": "/doc/A.PDF"}, b"x", None),
        (302, {"location": "//other.org/doc/A.PDF"}, b"", "https://other.org/doc/A.PDF"),
        (302, {}, b"", None),
        (302, {"location": "http://[x/doc/A.PDF"}, b"", None),
        (200, {}, b"Found. Redirecting to http://[x/doc/A.PDF", None),
        (200, {}, b"Found. Redirecting to ", None),
    ],
)
def test_where_an_answer_points_to(status: int, headers: dict[str, str], body: bytes, target: str | None) -> None:
    assert Reply("https://h/api", status, headers, body).target == target


def test_kinds_are_told_by_first_bytes() -> None:
    assert [kind_of(data) for data in (b"%PDF-1.4", b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1", b"\xffWPC", b"<html>", b"")] == [
        "pdf", "docx", "doc", "wpd", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("body", [b"<html></html", b"\xff\xfe", b'<!DOCTYPE x [<!ENTITY a "b">]><collection/>', b"x"])
def test_what_is_no_marcxml_is_refused(body: bytes) -> None:
    with pytest.raises(FetchError, match="no MARCXML"):
        _records(Reply("https://h/record/1", 200, {}, body))


def test_every_kind_of_source_is_in_the_registry(tmp_path: Path) -> None:
    clock = VirtualClock()
    opened = [source(a, clock) for a in (SERVER, "https://h/{symbol}.{lang}.pdf", str(tmp_path))]
    assert [f"{type(one).__module__}:{type(one).__name__}" for one in opened] == list(SOURCES.values())
    assert list(opened[1].forms(("docx", "pdf"))) == ["docx"]


@pytest.mark.corpus
def test_official_files_are_taken_for_their_own_symbol_alone(corpus: Path) -> None:
    files = sorted((corpus / "pdf-78-en").glob("*.pdf"), key=lambda file: file.stat().st_size)[:6]
    for file in files:
        data, symbol = file.read_bytes(), file.stem.replace("_", "/")
        assert check(data, symbol, "en").lang == "en"
        with pytest.raises(MismatchError, match="it carries the symbol"):
            check(data, "A/RES/78/1", "en")
        with pytest.raises(MismatchError, match="not in"):
            check(data, symbol, "ru")
    assert len(files) == 6


def test_a_terminal_shows_how_far_it_is_and_how_long_it_takes(tmp_path: Path) -> None:
    exist = {f"A_RES_45_{n}.en.docx": docx(resolution(f"A/RES/45/{n}")) for n in range(1, 6)}
    symbols = [f"45/{n}" for n in range(1, 6)]
    with serving(tmp_path / "server", exist) as served:
        code, words = on_terminal(
            "fetch", *symbols, "-d", str(tmp_path / "x"), "--server", served.url, "--pause", "0.15", cwd=tmp_path
        )
    assert code == 0
    assert "3/5" in words or "4/5" in words
    assert "to ask for, less than a minute" in words
    assert "5 held; 5 new" in words
