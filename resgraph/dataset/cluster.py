"""Partitions on a Dask cluster: the one module that imports Dask. https://distributed.dask.org

Any cluster will do: processes of this machine where no scheduler is named, machines reached by SSH, Kubernetes, SLURM.
Workers need the same resgraph, the input under the same paths, and the output folder; addresses of an object store
(`s3://…`) are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

from resgraph.dataset.part import Part, write_part
from resgraph.dataset.partitions import Partition
from resgraph.errors import ResgraphError

__all__ = ["by_dask"]

ANSWER = "20s"
"""How long a scheduler may take to answer."""
RETRIES = 3
"""Times that a partition is tried again after an error; a lost worker costs none of them."""


def by_dask(partitions: Sequence[Partition], jobs: int, scheduler: str | None = None) -> Iterator[Part]:
    """Yield what comes of each partition as it is done, by the workers of a Dask cluster.

    Without a `scheduler` (`tcp://host:8786`), `jobs` workers of this machine. A partition whose workers die again and
    again is written by this process, each document by one of its own, so that the one at fault is known.

    Raises:
        ResgraphError: Dask is not installed, or the scheduler does not answer.
    """
    try:
        from distributed import Client, KilledWorker, LocalCluster, as_completed
    except ImportError as error:
        remedy = "pip install 'resgraph[dask]', or leave out --engine dask"
        raise ResgraphError("Dask is not installed", where="--engine dask", remedy=remedy) from error
    if not partitions:
        return
    with ExitStack() as stack:
        address: Any = scheduler
        if scheduler is None:
            address = stack.enter_context(
                LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address="127.0.0.1:0",
                    memory_limit=0,
                )
            )
        try:
            client = stack.enter_context(Client(address, timeout=ANSWER))
        except (OSError, ValueError) as error:  # a time-out is an OSError
            remedy = "check the address: dask scheduler prints it when it starts"
            raise ResgraphError(f"no scheduler answers ({error})", where=scheduler, remedy=remedy) from error
        futures = client.map(write_part, partitions, retries=RETRIES, pure=False)
        waiting = dict(zip(futures, partitions, strict=True))
        for future in as_completed(futures):
            partition = waiting.pop(future)
            try:
                part = future.result()
            except KilledWorker:
                part = write_part(partition, alone=True)
            future.release()
            yield part
