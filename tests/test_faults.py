"""What a machine does to a program: full disks, locked folders, kills, pipes that close, clocks that jump, odd locales.

Whatever happens, one line says so, the old file stays, and no file is half-written. Kills are set at random calls of the
program itself (`sys.setprofile`), not at times of the clock, so that the same moments are tried on every machine.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from resgraph.export import RENDERERS, WRITERS
from resgraph.graph.store import Store
from tests.conftest import ROOT

CLAUSE = "The General Assembly,\n\nRecalling its resolution {} of 19 December 1978 and 第33/134号,\n\n1. Decides to continue.\n"
TEXTS = sorted(set(RENDERERS) - {".cypher"})
"""Suffixes of exports that are one file of text."""


def run(
    *arguments: str, cwd: Path, before: Callable[[], object] | None = None, code: str = "", **names: str
) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own; `code` runs in it first, `before` between fork and start."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **names}
    environment.pop("RESGRAPH_CORPUS", None)
    start = f"import sys\n{code}\nfrom resgraph.cli import main\nmain()"
    return subprocess.run(
        [sys.executable, "-c", start, *arguments],
        cwd=cwd, env={k: v for k, v in environment.items() if v != "\0"}, capture_output=True, text=True, encoding="utf-8",
        errors="strict", check=False, preexec_fn=before,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few resolutions, and a citation file of them."""
    for number in range(1, 9):
        (tmp_path / f"A_RES_77_{number}.en.txt").write_text(CLAUSE.format(f"33/{number}"), encoding="utf-8")
    (tmp_path / "old.jsonl").write_text("old\n", encoding="utf-8")
    return tmp_path


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It failed in words, without a traceback."""
    assert done.returncode in (1, 2), done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def leftovers(place: Path) -> list[str]:
    """Temporary files that were left behind."""
    return [path.name for path in place.rglob("*.tmp")]


# ---------------------------------------------------------------- disks and folders


def full() -> None:
    """No file may grow beyond 2,000 bytes: as on a disk that is full, writing fails half-way."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_a_full_disk_leaves_the_old_citations(folder: Path, suffix: str) -> None:
    target = folder / f"old{suffix}"
    target.write_text("old\n", encoding="utf-8")
    done = run("extract", *map(str, sorted(folder.glob("A_*.txt"))), "-o", str(target), cwd=folder, before=full)
    one_line(done, "cannot be written", target.name)
    assert target.read_text("utf-8") == "old\n"
    assert not leftovers(folder)


FULL = """
import json, resource, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from resgraph import pipeline
from resgraph.errors import ExportError
from resgraph.export import RENDERERS, WRITERS
graph, _ = pipeline.load(around="80/156", targets=["33/134"])
lineage = pipeline.trace(graph, "80/156", "33/134")
place, said = Path(sys.argv[1]), {{}}
for suffix in (*RENDERERS, *WRITERS):  # once with room, so that everything is imported
    pipeline.write(lineage, place / f"roomy{{suffix}}")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
for suffix in (*RENDERERS, *WRITERS):
    try:
        pipeline.write(lineage, place / f"old{{suffix}}")
    except ExportError as error:
        said[suffix] = str(error)
print(json.dumps(said))
"""


def test_a_full_disk_leaves_the_old_exports(tmp_path: Path) -> None:
    for suffix in TEXTS:
        (tmp_path / f"old{suffix}").write_text("old\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", FULL.format(root=str(ROOT)), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert set(said) == {*RENDERERS, *WRITERS}
    assert all("written" in words and "old" in words for words in said.values()), said
    for suffix in TEXTS:
        assert (tmp_path / f"old{suffix}").read_text("utf-8") == "old\n", suffix
    assert not [
        path
        for path in tmp_path.rglob("*")
        if path.is_file() and not path.name.startswith("old") and "roomy" not in str(path)
    ]


def test_a_full_disk_while_building_says_so_and_the_next_build_completes(folder: Path) -> None:
    files = list(map(str, sorted(folder.glob("A_*.txt"))))
    done = run("build", *files, "-o", "corpus.duckdb", cwd=folder, before=full)
    one_line(done, "corpus.duckdb")
    (folder / "corpus.duckdb").unlink(missing_ok=True)
    assert run("build", *files, "-o", "corpus.duckdb", cwd=folder).returncode == 0


@pytest.mark.parametrize("place", ["/proc/resgraph", "/dev/null/x", "file.txt/x"])
def test_a_place_that_cannot_be_written_is_named(folder: Path, place: str) -> None:
    if place.startswith("/proc") and not Path("/proc/self").exists():
        place = "/dev/null/x"
    (folder / "file.txt").write_text("a file", encoding="utf-8")
    source = str(folder / "A_RES_77_1.en.txt")
    for arguments in (("extract", source, "-o", f"{place}.csv"), ("trace", "80/156", "-o", f"{place}.html")):
        one_line(run(*arguments, cwd=folder), "cannot be written", place)
    one_line(run("build", source, "-o", f"{place}.duckdb", cwd=folder), place)


POWERLESS = """
import ctypes
header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert ctypes.CDLL(None).capset(header, nothing) == 0
"""
"""Root without its power to write anywhere (Linux: capset of no capability at all)."""


def test_a_folder_that_may_only_be_read_is_named(folder: Path) -> None:
    locked = folder / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    code = POWERLESS if os.geteuid() == 0 else ""
    source = str(folder / "A_RES_77_1.en.txt")
    for name in ("a.csv", "a.duckdb"):
        verb = "build" if name.endswith("duckdb") else "extract"
        one_line(run(verb, source, "-o", str(locked / name), cwd=folder, code=code), f"locked/{name}")
    one_line(run("trace", "80/156", "-o", str(locked / "a.html"), cwd=folder, code=code), "cannot be written", "a.html")
    assert list(locked.iterdir()) == []


# ---------------------------------------------------------------- kills

KILLS = """
import os, random, signal, sys, traceback, zipfile
from pathlib import Path
sys.path.insert(0, {root!r})
import duckdb, pandas
from resgraph import pipeline
from resgraph.export import tables, citation_tables, graph_tables, write
from resgraph.graph import store as store_module
{prepare}

def calls(work):
    # how many calls the work makes, in a child
    reader, writer = os.pipe()
    if os.fork() == 0:
        count = 0
        def counting(frame, event, argument):
            nonlocal count
            count += 1
        sys.setprofile(counting)
        work()
        sys.setprofile(None)
        os.write(writer, str(count).encode())
        os._exit(0)
    os.wait()
    return int(os.read(reader, 100))

def killed(work, at):
    if (child := os.fork()) == 0:
        left = at
        def killing(frame, event, argument):
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        sys.setprofile(killing)
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL

def holds(check):
    if (child := os.fork()) == 0:
        try:
            check()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0

choose = random.Random(1)
{body}
"""

BUILD = """
store_module.BATCH = 3
place = Path(sys.argv[1])
files = sorted(map(str, place.glob("A_*.txt")))
new = lambda name: pipeline.build_store(files, place / name)
table = lambda name: store_module.Store.open(place / name, read_only=True)
"""

BUILD_BODY = """
def whole():
    with table(name) as store:
        for file, documents, citations in store.sql("select file, documents, citations from files")[1]:
            for counted, of in ((documents, "documents"), (citations, "citations")):
                assert store.sql(f"select count(*) from {of} where source = '{file}'")[1] == [(counted,)]
        kept = {file for (file,) in store.sql("select file from files")[1]}
        for of in ("documents", "citations"):
            assert {file for (file,) in store.sql(f"select distinct source from {of}")[1]} <= kept

def completed():
    new(name)
    with table(name) as store, table("reference.duckdb") as other:
        for of in ("files", "documents", "citations"):
            query = f"select * from {of} order by all"
            assert store.sql(query) == other.sql(query)

holds(lambda: new("reference.duckdb"))
total = calls(lambda: new("counted.duckdb"))
kills = 0
for number in range(60):
    name = f"{number}.duckdb"
    kills += killed(lambda: new(name), choose.randrange(total // 50, total))
    assert not (place / name).exists() or holds(whole), number
    assert holds(completed), number
print(kills)
"""

EXPORT_BODY = """
place = Path(sys.argv[1])
graph, _ = pipeline.load(around="80/156", targets=["33/134"])
lineage = pipeline.trace(graph, "80/156", "33/134")
kills = 0
for suffix in (".graphml", ".gexf", ".json", ".dot", ".svg", ".html", ".csv", ".xlsx"):
    folder = suffix == ".csv"
    target, reference = place / f"a{suffix}", place / f"reference{suffix}"
    holds(lambda: write(lineage, reference))
    total = calls(lambda: write(lineage, place / f"counted{suffix}"))
    inner = sorted(p.name for p in reference.iterdir()) if folder else [""]
    for number in range(10):
        if folder:
            target.mkdir(exist_ok=True)
        for name in inner:
            (target / name if name else target).write_bytes(b"old")
        late = number % 2  # half of the kills come at the end, where files are moved
        kills += killed(lambda: write(lineage, target), choose.randrange(total - 400 if late else 1, total))
        for name in inner:
            data, wanted = ((p / name if name else p).read_bytes() for p in (target, reference))
            if suffix == ".xlsx" and data != b"old":  # a zip holds the time
                assert zipfile.ZipFile(target).testzip() is None
            else:
                assert data in (b"old", wanted), (suffix, number, name)
print(kills)
"""


def kills(tmp_path: Path, prepare: str, body: str) -> int:
    """How many children were killed in mid-work; every one of them left what it should."""
    code = KILLS.format(root=str(ROOT), prepare=prepare, body=body)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_a_build_killed_at_fifty_moments_loses_nothing(folder: Path) -> None:
    assert kills(folder, BUILD, BUILD_BODY) >= 50


def test_an_export_killed_at_fifty_moments_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    assert kills(tmp_path, "", EXPORT_BODY) >= 50


def test_two_builds_on_one_store_the_second_says_so_and_leaves(folder: Path) -> None:
    files = list(map(str, sorted(folder.glob("A_*.txt"))))
    assert run("build", *files, "-o", "corpus.duckdb", cwd=folder).returncode == 0
    with Store.open(folder / "corpus.duckdb") as store:
        done = run("build", *files, "-o", "corpus.duckdb", cwd=folder)
        one_line(done, "corpus.duckdb", "another program has the store open; wait")
        assert done.returncode == 2
        assert len(store.sql("select * from files")[1]) == len(files)


# ---------------------------------------------------------------- surroundings

JUMPS = """
import itertools, time
real = time.time
jumps = itertools.cycle((0, 10**9, -10**9, 1, -1))
time.time = lambda: real() + next(jumps)
time.time_ns = lambda: int(time.time() * 10**9)
"""


WRITTEN = """
import sys
from pathlib import Path
{jumps}
sys.path.insert(0, {root!r})
import resgraph
from resgraph import pipeline
place = Path(sys.argv[1])
found = [c for text in resgraph.read({seed!r}) for c in resgraph.extract(text)]
for suffix in (".jsonl", ".csv"):
    pipeline.write(found, place / f"citations{{suffix}}")
graph, _ = pipeline.load(around="80/156", targets=["33/134"])
lineage = pipeline.trace(graph, "80/156", "33/134")
for suffix in {suffixes!r}:
    pipeline.write(lineage, place / f"map{{suffix}}")
"""


def test_no_clock_gets_into_a_file(tmp_path: Path) -> None:
    files = {}
    for name, jumps in (("quiet", ""), ("jumping", JUMPS)):
        place = tmp_path / name
        place.mkdir()
        seed = str(ROOT / "seeds" / "A_RES_71_244.zh.txt")
        code = WRITTEN.format(jumps=jumps, root=str(ROOT), seed=seed, suffixes=[*TEXTS, ".csv"])
        subprocess.run([sys.executable, "-c", code, str(place)], check=True)
        files[name] = {
            str(path.relative_to(place)): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()
        }
    assert files["quiet"] == files["jumping"]
    assert len(files["quiet"]) > 2 + len(TEXTS)


@pytest.mark.parametrize(
    "arguments", [("extract", "all.txt"), ("top", "--limit", "500"), ("trace", "80/156", "--json")]
)
def test_a_pipe_that_closes_ends_the_command_in_silence(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "all.txt").write_text(CLAUSE.format("33/134") * 3000, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "resgraph.cli", *arguments],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(10)
        program.stdout.close()
        said = program.stderr.read()
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@pytest.mark.parametrize(
    "names",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "\0"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"},
        {"HOME": "\0", "USER": "\0", "LOGNAME": "\0", "XDG_CACHE_HOME": "\0", "XDG_CONFIG_HOME": "\0"},
        {"HOME": "/nonexistent/home", "TZ": "Pacific/Kiritimati"},
    ],
    ids=["ASCII", "ascii-streams", "Turkish", "no-home", "no-such-home"],
)
def test_the_answers_are_the_same_in_any_surroundings(
    tmp_path: Path, names: dict[str, str], plain: tuple[str, str]
) -> None:
    assert answers(tmp_path, **names) == plain


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The answers on a machine like any other."""
    return answers(tmp_path_factory.mktemp("plain"))


def answers(place: Path, **names: str) -> tuple[str, str]:
    """What is printed of the seed, what is written of it, and what a trace says."""
    source = str(ROOT / "seeds" / "A_RES_71_244.zh.txt")
    printed = run("extract", source, cwd=place, **names)
    traced = run("trace", "80/156", "--to", "33/134", "-o", "map.json", cwd=place, **names)
    assert (printed.returncode, traced.returncode) == (0, 0), printed.stderr + traced.stderr
    return printed.stdout + printed.stderr + traced.stderr, (place / "map.json").read_text("utf-8")


def test_nothing_depends_on_the_locale() -> None:
    for module in (ROOT / "resgraph").rglob("*.py"):
        text = module.read_text("utf-8")
        assert "re.LOCALE" not in text, module
        assert "setlocale" not in text, module
        assert "strftime" not in text, module


NO_NETWORK = """
import socket
def refuse(*arguments, **names):
    raise OSError("no network")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
socket.create_connection = refuse
"""


def test_everything_but_fetch_works_without_a_network(folder: Path) -> None:
    source = str(folder / "A_RES_77_1.en.txt")
    for arguments in (
        ("extract", source), ("build", source, "-o", "corpus.duckdb"), ("trace", "80/156", "-o", "map.html"), ("stats",), ("doctor",),
        ("sql", "select count(*) from citations"),
    ):  # fmt: skip
        done = run(*arguments, cwd=folder, code=NO_NETWORK)
        assert done.returncode == 0, done.stderr


WINDOWS = (
    "..\\..\\A_RES_77_1.en.txt",
    "C:\\texts\\A_RES_77_2.en.txt",
    "/etc/A_RES_77_3.en.txt",
    "../../A_RES_77_4.en.txt",
    "CON",
    "a:b.txt",
)


def test_names_of_another_system_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b" / "c"
    inside.mkdir(parents=True)
    with zipfile.ZipFile(inside / "all.zip", "w") as archive:
        for name in WINDOWS:
            archive.writestr(zipfile.ZipInfo(name), CLAUSE.format("33/134"))
    done = run("extract", "all.zip", "--texts", "texts", "-o", "c.jsonl", cwd=inside)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (inside / "c.jsonl").read_text("utf-8").splitlines()]
    assert len({row["file"] for row in rows}) == len(WINDOWS)
    assert len(list((inside / "texts").iterdir())) == len(WINDOWS)
    shutil.rmtree(inside)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
