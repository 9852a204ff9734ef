"""The main job, whose bytes are the same everywhere: ``python -m tests.reproducible FOLDER [--jobs N] [--reverse]``.

Texts in several languages become citations, a store, and a lineage of the store and of the packaged data in every format
of text; the hash of each file is printed. `tests/python_versions.sh` runs it under other versions of Python and compares.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

from resgraph import files, pipeline
from resgraph.export import RENDERERS

ROOT = Path(__file__).parent.parent


def sources(folder: Path) -> list[str]:
    """Small texts in six languages, made of the examples of the language files, and the seed; their names, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "resgraph" / "languages").glob("*.toml")):
        texts = [case["text"] for case in tomllib.loads(path.read_text("utf-8"))["examples"] if "text" in case]
        for number in range(3):
            name = folder / f"A_RES_77_{number + 1}.{path.stem}.txt"
            name.write_text("\n".join(texts[number::3]) + "\n", encoding="utf-8")
    seed = ROOT / "seeds" / "A_RES_71_244.zh.txt"
    (folder / seed.name).write_bytes(seed.read_bytes())
    return sorted(map(str, folder.glob("*.txt")))


def work(folder: Path, *, jobs: int = 1, reverse: bool = False) -> dict[str, str]:
    """Write everything into a folder; hash by name of file."""
    found = sources(folder / "texts")
    out = folder / "out"
    citations = [c for one in pipeline.extract_files(found, jobs=jobs) for c in one.citations]
    citations = [c for c in citations if c.file]
    for suffix in (".jsonl", ".csv"):
        pipeline.write([_anywhere(c) for c in citations], out / f"citations{suffix}")
    store = folder / "corpus.duckdb"
    pipeline.build_store(found[::-1] if reverse else found, store, jobs=jobs)
    own, _ = pipeline.load(store)
    own.graph["mentions"] = tuple(map(_anywhere, own.graph["mentions"]))
    own.graph["about"]["corpus"] = "corpus.duckdb"
    packaged, _ = pipeline.load(around="80/156", targets=["33/134"])
    for name, graph in (
        ("own", pipeline.trace(own, "71/244")),
        ("packaged", pipeline.trace(packaged, "80/156", "33/134")),
    ):
        for suffix in (*RENDERERS, ".csv"):
            pipeline.write(graph, out / f"{name}{suffix}")
    return {str(path.relative_to(out)): files.sha256(path) for path in sorted(out.rglob("*")) if path.is_file()}


def _anywhere(citation: pipeline.Citation) -> pipeline.Citation:
    """A record that names its file without the folder, which is another on each run."""
    from dataclasses import replace

    return replace(citation, file=Path(citation.file).name)


def main() -> None:
    """Do the work and print the hashes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--reverse", action="store_true", help="build from the files in the other order")
    given = parser.parse_args()
    for name, digest in work(given.folder, jobs=given.jobs, reverse=given.reverse).items():
        print(digest, name)


if __name__ == "__main__":
    main()
