"""A dataset made or brought up to date: list, cut, leave out what is done, run the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from resgraph.dataset.cluster import by_dask as dask
from resgraph.dataset.engines import by_processes
from resgraph.dataset.part import COLUMNS, DONE, Part, written
from resgraph.dataset.partitions import PARTITION, Partition, partitions
from resgraph.dataset.pieces import list_pieces
from resgraph.dataset.remote import is_address
from resgraph.errors import ExportError
from resgraph.files import exists
from resgraph.sources.local import Skip

__all__ = ["extract_dataset"]


def extract_dataset(
    paths: Iterable[str | Path],
    folder: str | Path,
    *,
    jobs: int = 1,
    by_dask: bool = False,
    scheduler: str | None = None,
    lang: str | None = None,
    ocr: bool = False,
    size: int = PARTITION,
    skip: Skip | None = None,
) -> Iterator[tuple[Part, bool]]:
    """Extract the citations of files, archives, addresses and Parquet texts into a folder of Parquet files.

    Yields what came of each partition, as it is done, and whether it was made now; one that an earlier run made from the
    same input is not made again. Rows and files depend on the input and `size` (bytes a partition) alone, not on who
    does the work: `jobs` processes of this machine or, `by_dask`, as many workers, or those of a `scheduler`. `skip` is told of each file that is passed over while the input is listed.

    Raises:
        ResgraphError: Dask is not installed or does not answer, or the folder cannot be written.
    """
    place = str(folder)
    _check(place)
    planned = list(partitions(list_pieces(paths, size, skip=skip), place, size=size, lang=lang, ocr=ocr))
    missing: list[Partition] = []
    for partition in planned:
        part = written(partition)
        if part is None:
            missing.append(partition)
        else:
            yield part, False
    made = dask(missing, jobs, scheduler) if by_dask else by_processes(missing, jobs)
    for part in made:
        yield part, True
    if not is_address(place):
        _clear(Path(place), {partition.name for partition in planned})


def _check(place: str) -> None:
    """Refuse a folder that holds something else, in which files would be written and old ones removed."""
    folder = Path(place)
    if folder.suffix.lower() != ".parquet":
        remedy = f"give {place.rstrip('/')}.parquet/, by which build knows it"
        raise ExportError("the name of a dataset ends in .parquet", where=place, remedy=remedy)
    if is_address(place) or not exists(folder):
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / DONE).is_dir()):
        raise ExportError("is there, and is no dataset of resgraph", where=place, remedy="give another folder")


def _clear(folder: Path, names: set[str]) -> None:
    """Remove the partitions of earlier runs that are none now, and what killed workers left half-written."""
    for table in (DONE, *COLUMNS):
        for path in (folder / table).glob("*"):
            if path.name.startswith(".part-") or (path.name.startswith("part-") and path.stem not in names):
                path.unlink(missing_ok=True)
