"""Engines: what runs the work on partitions. Processes of this machine here, a Dask cluster in `cluster`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from resgraph.dataset.part import Part, write_part
from resgraph.dataset.partitions import Partition

__all__ = ["by_processes"]


def by_processes(partitions: Sequence[Partition], jobs: int) -> Iterator[Part]:
    """Yield what comes of each partition as it is done, by one process or several.

    A document that ends its worker breaks the pool: the partitions under way are then written again, each document by a
    process of its own, so that the one at fault is known and the others are read.
    """
    if jobs <= 1 or len(partitions) <= 1:
        yield from map(write_part, partitions)
        return
    left = list(partitions)
    while left:
        waiting: dict[Future[Part], Partition] = {}
        with ProcessPoolExecutor(min(jobs, len(left))) as pool:
            try:
                while left or waiting:
                    while left and len(waiting) < 2 * jobs:
                        waiting[pool.submit(write_part, left[0])] = left[0]
                        left.pop(0)
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        part = future.result()
                        del waiting[future]
                        yield part
            except BrokenProcessPool:
                pass
        for partition in waiting.values():
            yield write_part(partition, alone=True)
