"""What the document server is known to do, habit by habit: the right state, the right next step, a tidy folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from resgraph.errors import FetchError
from resgraph.fetching.ancestry import Frontier
from resgraph.fetching.holdings import Holdings
from resgraph.fetching.run import Outcome, Run
from resgraph.sources.answers import FORMS, RefusedError, UnreachableError
from resgraph.sources.manners import Pace
from resgraph.sources.transport import AGENT, Transport
from resgraph.sources.undocs import UnDocs
from tests.server import Served, serving
from tests.server.clock import VirtualClock
from tests.server.documents import docx, pdf, resolution

HABITS = {
    # habit: state, words of the detail, questions put to the server ("" for any number)
    "": ("held", "", 1),
    "capitals": ("held", "", 1),
    "words": ("held", "", 1),
    "direct": ("held", "", 1),
    "gzip": ("held", "", 1),
    "slow": ("held", "", 1),
    "absent": ("absent", "no such document", 2),
    "empty": ("not yet published", "no text yet", 2),
    "page 1": ("held", "", 2),
    "page": ("failed", "something else than a document", 9),
    "busy 2": ("held", "", 3),
    "busy": ("failed", "503", 9),
    "later 1": ("held", "", 2),
    "502 1": ("held", "", 2),
    "404": ("failed", "404", 3),
    "400": ("failed", "400", 3),
    "418": ("failed", "418", 3),
    "circle": ("failed", "circle", 3),
    "lost": ("failed", "something else than a document", 9),
    "elsewhere": ("failed", "not listed", 3),
    "reset 1": ("held", "", 2),
    "reset": ("failed", "connection broke", 9),
    "torn 1": ("held", "", 2),
    "torn": ("failed", "cut off", 3),
    "quietly 1": ("held", "", 2),
    "quietly": ("failed", "cut off on the way", 3),
    "endless": ("failed", "a document larger than 3 MB", 3),
    "endless-page": ("failed", "a page larger than 1 MB", 3),
    "bomb": ("failed", "a document larger than 3 MB", 3),
    "not-gzip": ("failed", "cut off or damaged", 3),
    "stalled": ("failed", "no answer in time", 3),
}
SYMBOLS = {habit: f"A/RES/40/{number}" for number, habit in enumerate(HABITS, 1)}
STOPS = {"403": "A/RES/41/1", "202": "A/RES/41/2", "405": "A/RES/41/3", "never": "A/RES/41/4"}
ODD = {
    "A_RES_42_1.en.docx": docx(resolution("A/RES/42/2")),
    "A_RES_42_3.fr.docx": docx(resolution("A/RES/42/3", "en")),
    "A_RES_42_4.en.pdf": b"%PDF-1.4\nnothing that a reader knows\n%%EOF",
    "A_RES_42_5.en.wpd": b"\xffWPC" + bytes(200),
    "A_RES_42_5.en.pdf": pdf(resolution("A/RES/42/5")),
    "A_RES_42_6.en.docx": b"PK\x03\x04 no archive PK\x05\x06",
    "A_RES_57_270 B.en.docx": docx(resolution("A/RES/57/270 B")),
    "A_RES_217(III).en.pdf": pdf(resolution("A/RES/217 (III)")),
    "A_71_208.en.docx": docx(
        ["A/71/208", "General Assembly", "State of the work and of its means", "Report of the Secretary-General"]
    ),
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    files = dict(ODD)
    for symbol in (*SYMBOLS.values(), *STOPS.values(), "A/RES/43/1"):
        files[f"{symbol.replace('/', '_')}.en.pdf"] = pdf(resolution(symbol))
        files[f"{symbol.replace('/', '_')}.en.docx"] = docx(resolution(symbol))
    habits = {symbol: habit for habit, symbol in (*SYMBOLS.items(), *STOPS.items())}
    with serving(tmp_path_factory.mktemp("server"), files, symbols=habits) as running:
        yield running


def ready(
    served: Served,
    folder: Path,
    *symbols: str,
    lang: str = "en",
    forms: tuple[str, ...] = FORMS,
    refresh: bool = False,
    patience: float = 10.0,
) -> Run:
    """A run over a folder with a virtual clock."""
    clock = VirtualClock()
    transport = Transport([served.url], Pace(clock), timeout=(patience, patience), largest=3_000_000)
    frontier = Frontier(symbols)
    return Run(
        Holdings(folder),
        [UnDocs(transport, served.url)],
        frontier,
        langs=[lang],
        forms=forms,
        clock=clock,
        refresh=refresh,
    )


def outcome_of(run: Run) -> Outcome:
    """The last outcome of a run."""
    with_last = [outcome for outcome in run if outcome.is_last]
    run.holdings.close()
    return with_last[-1]


def visible(folder: Path) -> list[str]:
    """What a user, and `resgraph build`, sees in a folder."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def asked(served: Served, symbol: str) -> int:
    """How often the server was asked for a symbol."""
    return sum(line.get("symbol") == symbol for line in served.log())


@pytest.mark.parametrize("habit", HABITS)
def test_each_habit_gives_the_right_state_and_the_right_next_step(served: Served, tmp_path: Path, habit: str) -> None:
    state, words, questions = HABITS[habit]
    symbol = SYMBOLS[habit]
    run = ready(served, tmp_path, symbol, patience=0.2 if habit == "stalled" else 10.0)
    outcome = outcome_of(run)
    assert outcome.state.value == state, outcome.detail
    assert words in outcome.detail
    assert asked(served, symbol) == questions
    assert visible(tmp_path) == ([outcome.file] if state == "held" else [])
    apart = tmp_path / ".resgraph" / "apart"
    assert any(apart.glob("*")) == (habit == "quietly")
    assert not (tmp_path / ".resgraph" / "incoming").is_dir() or not any(
        (tmp_path / ".resgraph" / "incoming").iterdir()
    )


@pytest.mark.parametrize("habit", STOPS)
def test_a_refusal_ends_the_run_and_is_never_tried_around(served: Served, tmp_path: Path, habit: str) -> None:
    run = ready(served, tmp_path, STOPS[habit], "A/RES/43/1")
    before = len(served.log())
    with pytest.raises(RefusedError) as refused:
        list(run)
    assert (
        "wait 1440 minutes" in str(refused.value)
        if habit == "never"
        else "refuses" in str(refused.value) or "browser" in str(refused.value)
    )
    assert [line["path"].split("?")[0] for line in served.log()[before:]] == ["/robots.txt", "/api/symbol/access"]
    (record,) = run.holdings.manifest.all()
    run.holdings.close()
    assert record.state == "refused"
    assert visible(tmp_path) == []


@pytest.mark.parametrize(
    ("symbol", "lang", "state", "words"),
    [
        ("A/RES/42/1", "en", "kept apart", "it carries the symbol A/RES/42/2, not A/RES/42/1"),
        ("A/RES/42/3", "fr", "kept apart", "it is in en, not in fr"),
        ("A/RES/42/4", "en", "kept apart", "PDF"),
        ("A/RES/42/5", "en", "held", ""),
        ("A/RES/42/6", "en", "kept apart", "Word"),
        ("A/RES/57/270B", "en", "held", ""),
        ("A/RES/217A(III)", "en", "held", ""),
        ("A/RES/217(III)[A]", "en", "held", ""),
        ("A/71/208", "en", "held", ""),
        ("A/RES/42/7", "en", "absent", ""),
    ],
)  # fmt: skip
def test_what_came_is_checked(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, symbol: str, lang: str, state: str, words: str
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)  # nothing reads WordPerfect: the PDF is taken
    outcome = outcome_of(ready(served, tmp_path, symbol, lang=lang))
    assert (outcome.state.value, words in outcome.detail) == (state, True), outcome.detail
    if state == "kept apart":
        assert visible(tmp_path) == []
        assert (tmp_path / outcome.file).is_file()
        before = len(served.log())
        assert outcome_of(ready(served, tmp_path, symbol, lang=lang)).state.value == state
        paths = served.paths()[before:]
        assert not [path for path in paths if "t=doc" in path and outcome.file.endswith("docx")], "asked for it twice"


def test_requests_say_who_asks_and_for_what(served: Served, tmp_path: Path) -> None:
    before = len(served.log())
    outcome_of(ready(served, tmp_path, "A/RES/57/270B", forms=("pdf",)))
    asked_for = served.log()[before:]
    assert asked_for[0]["path"] == "/robots.txt"
    assert all(line["agent"] == AGENT and "https://" in AGENT for line in asked_for)
    assert {line["accept"] for line in asked_for[1:]} == {"application/pdf, */*;q=0.1"}
    assert [line["path"] for line in asked_for[1:]] == [
        "/api/symbol/access?s=A/RES/57/270B&l=en&t=pdf",
        "/api/symbol/access?s=A/RES/57/270%20B&l=en&t=pdf",
        "/api/symbol/access?s=A/RES/57/270&l=en&t=pdf",
    ]


def test_the_path_is_asked_for_in_small_letters_first(served: Served, tmp_path: Path) -> None:
    before = len(served.log())
    outcome_of(ready(served, tmp_path, SYMBOLS["capitals"]))
    files = [path for path in served.paths()[before:] if path.startswith("/doc/")]
    assert files[0] == files[0].lower().replace("habit=capitals", "Habit=capitals")
    assert files[1] == "/doc/UNDOC/GEN/" + files[0].removeprefix("/doc/undoc/gen/").upper().replace(
        "HABIT=C", "Habit=c"
    ).replace("APITALS", "apitals")


def test_there_is_a_pause_before_every_request_and_a_longer_one_after_each_failure(
    served: Served, tmp_path: Path
) -> None:
    before = len(served.log())
    run = ready(served, tmp_path, SYMBOLS["busy"], SYMBOLS["absent"])
    outcomes = list(run)
    run.holdings.close()
    assert [outcome.state.value for outcome in outcomes] == ["failed", "absent", "failed"]
    assert isinstance(run.clock, VirtualClock)
    waits = run.clock.slept
    assert 5 * 1.25 in waits and 10 * 1.25 in waits
    assert min(waits) == 1.5
    assert len(waits) == len(served.log()) - before - 1


def test_a_server_that_asks_to_wait_is_given_the_time(tmp_path: Path) -> None:
    with serving(
        tmp_path / "one", {"A_RES_43_1.en.docx": docx(resolution("A/RES/43/1"))}, symbols={"*": "later 1"}
    ) as served:
        run = ready(served, tmp_path / "out", "A/RES/43/1")
        assert [outcome.state.value for outcome in run] == ["held"]
        run.holdings.close()
        assert isinstance(run.clock, VirtualClock)
        assert run.clock.slept == [1.5, 40.0, 1.5]


def test_what_is_held_or_absent_is_not_asked_for_again(served: Served, tmp_path: Path) -> None:
    symbols = ("A/RES/43/1", SYMBOLS["absent"])
    first = ready(served, tmp_path, *symbols)
    assert [outcome.state.value for outcome in first] == ["held", "absent"]
    first.holdings.close()
    before = len(served.log())
    again = ready(served, tmp_path, *symbols)
    assert [(outcome.state.value, outcome.is_new) for outcome in again] == [("held", False), ("absent", False)]
    assert len(served.log()) == before
    assert isinstance(again.clock, VirtualClock)
    again.clock.time += 8 * 24 * 3600
    again.frontier = Frontier(symbols)
    assert [outcome.is_new for outcome in again] == [False, True]
    again.holdings.close()
    fresh = ready(served, tmp_path, *symbols, refresh=True)
    assert [outcome.is_new for outcome in fresh] == [True, True]
    fresh.holdings.close()


def test_asking_again_never_takes_away_what_is_held(tmp_path: Path) -> None:
    file = {"A_RES_43_1.en.docx": docx(resolution("A/RES/43/1"))}
    with serving(tmp_path / "one", file) as served:
        outcome_of(ready(served, tmp_path / "out", "A/RES/43/1"))
        (served.folder / "files" / "A_RES_43_1.en.docx").unlink()
        outcome = outcome_of(ready(served, tmp_path / "out", "A/RES/43/1", forms=("docx",), refresh=True))
        assert outcome.state.value == "held"
        assert "kept" in outcome.detail
        assert (tmp_path / "out" / outcome.file).read_bytes() == file["A_RES_43_1.en.docx"]
        (tmp_path / "out" / outcome.file).unlink()
        assert outcome_of(ready(served, tmp_path / "out", "A/RES/43/1", refresh=True)).state.value == "absent"


def test_one_failure_after_the_other_ends_the_run(tmp_path: Path) -> None:
    with serving(tmp_path / "one", {}, symbols={"*": "503"}) as served:
        run = ready(served, tmp_path / "out", *(f"A/RES/44/{n}" for n in range(1, 20)))
        with pytest.raises(UnreachableError, match="5 documents in a row"):
            list(run)
        run.holdings.close()
        assert sum("symbol" in line for line in served.log()) == 5 * 3


def test_what_failed_is_asked_for_once_more_at_the_end(tmp_path: Path) -> None:
    exist = {
        f"A_RES_43_{n}.{lang}.docx": docx(resolution(f"A/RES/43/{n}", lang)) for n in (1, 2) for lang in ("en", "fr")
    }
    with serving(tmp_path / "one", exist, symbols={"A/RES/43/1": "503 3"}) as served:
        run = ready(served, tmp_path / "out", "A/RES/43/1", "A/RES/43/2")
        run.langs = ["en", "fr"]
        seen = [(o.symbol, o.lang, o.state.value, o.is_last) for o in run]
        run.holdings.close()
    assert seen == [
        ("A/RES/43/1", "en", "failed", False),
        ("A/RES/43/1", "fr", "held", True),
        ("A/RES/43/2", "en", "held", True),
        ("A/RES/43/2", "fr", "held", True),
        ("A/RES/43/1", "en", "held", True),
    ]


@pytest.mark.parametrize(
    ("robots", "allowed", "pause"),
    [
        ("User-agent: *\nDisallow: /api/\n", False, 1.5),
        ("User-agent: resgraph\nDisallow: /\n\nUser-agent: *\nDisallow:\n", False, 1.5),
        ("User-agent: *\nCrawl-Delay: 7\nDisallow: /search\n", True, 7.0),
        ("User-agent: *\nCrawl-Delay: 1\n", True, 1.5),
    ],
)
def test_robots_txt_is_obeyed(tmp_path: Path, robots: str, allowed: bool, pause: float) -> None:
    with serving(tmp_path / "one", {"A_RES_43_1.en.docx": docx(resolution("A/RES/43/1"))}, robots=robots) as served:
        run = ready(served, tmp_path / "out", "A/RES/43/1")
        if allowed:
            assert [outcome.state.value for outcome in run] == ["held"]
            assert isinstance(run.clock, VirtualClock)
            assert set(run.clock.slept) == {pause}
        else:
            with pytest.raises(RefusedError, match=r"robots\.txt forbids"):
                list(run)
            assert served.paths() == ["/robots.txt"]
        run.holdings.close()


@pytest.mark.parametrize(
    "url", ["http://documents.un.org/doc/a.pdf", "https://example.org/doc/a.pdf", "https://u:p@documents.un.org/"]
)
def test_nothing_is_asked_of_other_hosts_or_without_encryption(url: str) -> None:
    transport = Transport(["https://documents.un.org"], Pace(VirtualClock()))
    with pytest.raises(FetchError, match=r"https|not listed"):
        transport.get(url)
    assert transport.requests == 0
