"""Manners towards a server: how long to wait before a request, after a failure, and when asked to wait.

Time is a parameter, so that hours of waiting can be tested in no time.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

from resgraph.errors import FetchError

__all__ = ["LIBRARY_PAUSE", "PAUSE", "Clock", "Pace", "SystemClock", "asked_to_wait", "is_loopback"]

PAUSE = 1.5
"""Seconds from an answer of the document server to the next request, at least."""
LIBRARY_PAUSE = 5.0
"""The same for the Digital Library; its robots.txt asks for it."""
_FIRST_WAIT = 5.0
"""Seconds to wait after the first failure; twice as long after each further one."""


class Clock(Protocol):
    """Time as it is needed here."""

    def now(self) -> float:
        """Seconds since some moment, never running back."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def jitter(self) -> float:
        """A number from 0 to 1, another one each time."""

    def date(self) -> datetime:
        """Today's date and time, UTC."""


class SystemClock:
    """The time of this computer."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def jitter(self) -> float:
        return random.random()

    def date(self) -> datetime:
        return datetime.now(UTC)


def is_loopback(host: str) -> bool:
    """Whether a host is this computer itself.

    >>> [is_loopback(h) for h in ("localhost", "127.0.0.1", "::1", "documents.un.org", "127.0.0.1.example.org")]
    [True, True, True, False, False]
    """
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _host(address: str) -> str:
    """The host of an address, nothing where it is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


@dataclass
class Pace:
    """One request after the other, with a pause between an answer and the next request."""

    clock: Clock
    pause: float = PAUSE
    """Seconds between requests."""
    last: float | None = None
    """When the last answer had come."""

    @classmethod
    def of(cls, clock: Clock, pause: float | None, addresses: Sequence[str], least: float = PAUSE) -> Pace:
        """A pace for some addresses: a shorter pause than `least` is for servers on this computer alone.

        Raises:
            FetchError: too short a pause for a server elsewhere.
        """
        hosts = filter(None, map(_host, addresses))
        if pause is not None and pause < least and not all(map(is_loopback, hosts)):
            raise FetchError(
                f"{pause:g} seconds between requests are too few for a server that others use",
                remedy=f"leave --pause out, or give {least:g} and more",
            )
        return cls(clock, least if pause is None else pause)

    def before_request(self, pause: float) -> None:
        """Wait until so many seconds, or the pause of this pace if longer, have passed since the last answer."""
        if self.last is not None:
            wait = self.last + max(pause, self.pause) - self.clock.now()
            if wait > 0:
                self.clock.sleep(wait)

    def answered(self) -> None:
        """An answer has come, or the attempt has ended."""
        self.last = self.clock.now()

    def back_off(self, failures: int, asked: float = 0.0) -> None:
        """Wait after so many failures in a row, at least as long as the server asked."""
        first = _FIRST_WAIT * min(1.0, self.pause / PAUSE)
        self.clock.sleep(max(asked, first * 2 ** (failures - 1) * (1 + self.clock.jitter() / 2)))


def asked_to_wait(header: str | None, clock: Clock) -> float:
    """Seconds that a `Retry-After` header asks for: a number of seconds or a date (RFC 9110, 10.2.3); 0 for neither."""
    value = (header or "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return 0.0
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - clock.date()).total_seconds())
