"""Addresses of object stores and web servers (`s3://`, `gs://`, `https://`, `memory://`, `file://`) by way of fsspec.

Each kind of address needs its own package beside fsspec: s3fs, gcsfs, aiohttp. Credentials and endpoints are those of
that package. https://filesystem-spec.readthedocs.io
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from resgraph.errors import ReadError

__all__ = ["copied", "files_at", "is_address", "open_address", "put"]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_INSTALL = {"s3": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "http": "aiohttp", "https": "aiohttp", "abfs": "adlfs"}


def is_address(path: str) -> bool:
    """Whether a path names a place by a scheme.

    >>> is_address("s3://texts/77.zip"), is_address("texts/77.zip"), is_address("C:/texts")
    (True, False, False)
    """
    return _ADDRESS.match(path) is not None


def files_at(address: str) -> list[tuple[str, int, str]]:
    """Address, size and stamp of the files at an address: itself, all below it sorted, or what its pattern matches.

    The stamp changes when the file does, as far as its server tells (date, ETag); a web server may tell the size only.

    Raises:
        ReadError: there is none, or the place does not answer.
    """
    system, path = _system(address)
    try:
        if address.startswith(("http:", "https:")):
            found = [path]
        elif "*" in path or "?" in path:
            found = sorted(name for name in system.glob(path) if system.isfile(name))
        else:
            found = [path] if system.isfile(path) else sorted(system.find(path))
        listed = [(system.unstrip_protocol(name), system.info(name), system.ukey(name)) for name in found]
    except (OSError, ValueError, RuntimeError) as error:
        raise _unopened(address, error) from error
    if not listed:
        raise ReadError("there is no file", where=address, remedy="check the address")
    return [(name, info.get("size") or 0, f"{stamp} {info.get('ETag', '')}") for name, info, stamp in listed]


@contextmanager
def open_address(address: str) -> Iterator[IO[bytes]]:
    """A file at an address, opened to be read.

    Raises:
        ReadError: it cannot be opened.
    """
    system, path = _system(address)
    try:
        stream = system.open(path, "rb")
    except (OSError, ValueError, RuntimeError) as error:
        raise _unopened(address, error) from error
    with stream:
        yield stream


def copied(address: str, target: Path) -> Path:
    """Copy the file at an address to a path of this machine.

    Raises:
        ReadError: it cannot be read.
    """
    with open_address(address) as stream, target.open("wb") as copy:
        shutil.copyfileobj(stream, copy, 1 << 20)
    return target


def put(source: Path, address: str) -> None:
    """Copy a file of this machine to an address, where it appears whole.

    Raises:
        ReadError: the place does not take it.
    """
    system, path = _system(address)
    try:
        system.makedirs(system._parent(path), exist_ok=True)
        system.put_file(str(source), path)
    except (OSError, ValueError, RuntimeError) as error:
        raise _unopened(address, error) from error


def _system(address: str) -> tuple[Any, str]:
    scheme = address.partition("://")[0].lower()
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(address)
    except ImportError as error:
        wanted = _INSTALL.get(scheme, f"the package for {scheme}://")
        remedy = f"pip install fsspec {wanted}" if scheme in _INSTALL else "pip install 'resgraph[dask]'"
        raise ReadError(f"{scheme}:// needs a package that is not installed", where=address, remedy=remedy) from error
    except ValueError as error:
        raise ReadError(f"{scheme}:// is no kind of address that is known", where=address, remedy="check it") from error
    return system, path


def _unopened(address: str, error: Exception) -> ReadError:
    if isinstance(error, FileNotFoundError) and isinstance(error.__cause__, OSError):
        error = error.__cause__  # of a web server that does not answer fsspec says that there is no file
    if isinstance(error, FileNotFoundError):
        return ReadError("there is no file", where=address, remedy="check the address")
    what = (
        f"cannot be opened ({type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no reason given'})"
    )
    return ReadError(what, where=address, remedy="check the address and the rights to it")
