"""Many documents, faults and interruptions: in the end exactly what exists is held, and nothing came twice."""

from __future__ import annotations

import multiprocessing
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from resgraph import files
from resgraph.errors import FetchError
from resgraph.fetching import start
from resgraph.fetching.ancestry import Frontier
from resgraph.fetching.holdings import Holdings
from resgraph.fetching.run import Run
from resgraph.sources.answers import FORMS, State
from resgraph.sources.manners import Pace
from resgraph.sources.transport import Transport
from resgraph.sources.undocs import UnDocs
from tests.server import Served, serving
from tests.server.clock import VirtualClock
from tests.server.documents import docx, pdf, resolution


def hashes(folder: Path) -> dict[str, str]:
    """The visible files of a folder and their hashes."""
    return {path.name: files.sha256(path) for path in folder.iterdir() if path.is_file()}


def run_of(served: Served, folder: Path, symbols: list[str], clock: VirtualClock) -> Run:
    transport = Transport([served.url], Pace(clock), timeout=(20.0, 20.0))
    source = UnDocs(transport, served.url)
    return Run(Holdings(folder), [source], Frontier(symbols), langs=["en"], forms=FORMS, clock=clock)


def fetch_all(symbols: list[str], folder: Path, url: str) -> None:
    """What a process that is killed does."""
    with start.opened(symbols, folder, server=url, pause=0.02) as run:
        list(run)


def test_three_hundred_documents_with_a_fifth_of_the_answers_at_fault(tmp_path: Path) -> None:
    symbols = [f"A/RES/40/{n}" for n in range(1, 301)]
    random.Random(7).shuffle(symbols)
    exist: dict[str, bytes] = {}
    for n, symbol in enumerate(symbols):
        name = symbol.replace("/", "_")
        if n % 3 == 0:
            exist[f"{name}.en.docx"] = docx(resolution(symbol, cites=["33/134"]))
        elif n % 3 == 1:
            exist[f"{name}.en.pdf"] = pdf(resolution(symbol))
    out = tmp_path / "out"
    with serving(tmp_path / "server", exist, faults=0.2, seed=3) as served:
        clock = VirtualClock()
        states = Counter[State]()
        runs = 0
        while runs == 0 or states[State.failed]:
            runs += 1
            assert runs <= 3
            run = run_of(served, out, symbols, clock)
            states = Counter(outcome.state for outcome in run if outcome.is_last)
            run.holdings.close()
        log = served.log()
    assert hashes(out) == {name: files.sha256(data) for name, data in exist.items()}
    assert states == {State.held: 200, State.absent: 100}
    came = Counter(line["file"] for line in log if line.get("file") and line["habit"] == "")
    assert came == dict.fromkeys(exist, 1), "a file came twice"
    last_asked = {line["symbol"]: n for n, line in enumerate(log) if "symbol" in line}
    for n, line in enumerate(log):
        if line.get("file") and line["habit"] == "":
            symbol = line["file"].removesuffix(".docx").removesuffix(".pdf").removesuffix(".en").replace("_", "/")
            assert last_asked[symbol] < n, "what is held was asked for again"
    first = list(dict.fromkeys(line["symbol"] for line in log if "symbol" in line))
    assert first == symbols, "in the order given"
    assert len(clock.slept) >= len(log) - runs
    assert min(clock.slept) >= 1.5


def test_a_run_killed_twenty_times_ends_as_one_that_was_not(tmp_path: Path) -> None:
    symbols = [f"A/RES/41/{n}" for n in range(1, 41)]
    exist = {f"{s.replace('/', '_')}.en.{'pdf' if n % 4 else 'docx'}": b"" for n, s in enumerate(symbols)}
    for name, symbol in zip(exist, symbols, strict=True):
        lines = resolution(symbol, cites=["33/134"])
        exist[name] = pdf(lines) if name.endswith("pdf") else docx(lines)
    out, chance = tmp_path / "out", random.Random(11)
    kills = 0
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["resgraph.fetching.start", "resgraph.sources.undocs", "resgraph.text.docx"])
    with serving(tmp_path / "server", exist) as served:
        while kills < 20:
            begun, process = len(served.log()), processes.Process(target=fetch_all, args=(symbols, out, served.url))
            process.start()
            while process.is_alive() and len(served.log()) == begun:
                process.join(0.01)
            process.join(chance.random() * 0.3)
            process.kill()
            process.join()
            assert process.exitcode == -signal.SIGKILL, "it was done before it was killed"
            kills += 1
            for name, digest in hashes(out).items():
                assert digest == files.sha256(exist[name]), "half a file stands in the folder"
        command = [sys.executable, "-m", "resgraph.cli", "fetch", *symbols, "-d", str(out), "--server", served.url]
        command += ["--pause", "0", "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        came = Counter(line["file"] for line in served.log() if line.get("file"))
        asked = len(served.log())
        assert subprocess.run(command).returncode == 0
        assert len(served.log()) == asked, "a run over all that is held asks for nothing"
    assert hashes(out) == {name: files.sha256(data) for name, data in exist.items()}
    assert sum(came.values()) <= len(exist) + kills
    assert not list((out / ".resgraph").rglob("*.tmp"))


def test_what_a_killed_run_had_entered_is_moved_to_its_place(tmp_path: Path) -> None:
    lines = resolution("A/RES/41/1")
    with serving(tmp_path / "server", {"A_RES_41_1.en.docx": docx(lines)}) as served:
        run = run_of(served, tmp_path / "out", ["A/RES/41/1"], VirtualClock())
        (outcome,) = run
        run.holdings.close()
        asked = len(served.log())
        place = tmp_path / "out" / outcome.file
        incoming = tmp_path / "out" / ".resgraph" / "incoming"
        incoming.mkdir(exist_ok=True)
        place.rename(incoming / files.sha256(place))
        (incoming / "0f0f").write_bytes(b"half a file")
        again = run_of(served, tmp_path / "out", ["A/RES/41/1"], VirtualClock())
        assert [outcome.state for outcome in again] == [State.held]
        again.holdings.close()
        assert len(served.log()) == asked
    assert place.is_file()
    assert not incoming.exists()


def test_files_that_were_in_the_folder_before_are_taken_up(tmp_path: Path) -> None:
    (tmp_path / "A_RES_41_1.en.docx").write_bytes(docx(resolution("A/RES/41/1")))
    (tmp_path / "A_RES_41_2.en.pdf").write_bytes(pdf(resolution("A/RES/41/9")))
    run = run_of(Served("http://127.0.0.1:9", tmp_path), tmp_path, ["A/RES/41/1", "A/RES/41/2"], VirtualClock())
    held, apart = run
    run.holdings.close()
    assert (held.state, held.file) == (State.held, "A_RES_41_1.en.docx")
    assert apart.state is State.apart
    assert "move it away" in apart.detail
    assert (tmp_path / "A_RES_41_2.en.pdf").is_file()


def test_two_runs_at_once_in_one_folder_are_refused(tmp_path: Path) -> None:
    first = Holdings(tmp_path)
    try:
        with pytest.raises(FetchError, match="another resgraph fetch is at work"):
            Holdings(tmp_path)
    finally:
        first.close()
    Holdings(tmp_path).close()


def test_a_damaged_manifest_is_said_and_the_files_are_taken_up_without_it(tmp_path: Path) -> None:
    (tmp_path / ".resgraph").mkdir()
    (tmp_path / ".resgraph" / "manifest.sqlite").write_bytes(b"no database at all, but longer than its header is" * 40)
    with pytest.raises(FetchError, match=r"damaged.*move it away"):
        Holdings(tmp_path)
