"""The one module that talks to a network: one request at a time, by the rules of the server, within bounds.

Only to listed hosts, by https outside of this computer; robots.txt is read first and obeyed (RFC 9309); redirects are
handed back and never followed here; an answer is read piece by piece and dropped where it grows too large. What may pass
is tried again, later each time; a refusal ends the run.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import requests

from resgraph import __version__
from resgraph.errors import FetchError
from resgraph.limits import limit, raised
from resgraph.sources.answers import RefusedError, UnreachableError, kind_of
from resgraph.sources.manners import Pace, asked_to_wait, is_loopback

__all__ = ["AGENT", "Reply", "Transport"]

AGENT = f"resgraph/{__version__} (+https://github.com/resgraph/resgraph)"
LARGEST_PAGE = 1_000_000
"""Bytes that anything else may have."""
TRIES = 3
"""Requests for one address before it counts as failed."""
_TIMEOUT = (60.0, 120.0)
"""Seconds to connect, and between two pieces of an answer: the document server takes 6 to 31 seconds for a symbol."""
_LONGEST = 1800.0
"""Seconds that one answer may take."""
_LONGEST_WAIT = 600.0
"""Seconds that a server may ask to wait before the run ends."""
_PIECE = 1 << 16
_PASSING = {408, 429, 500, 502, 503, 504}
_REFUSALS = {202, 401, 403, 405}
_CHALLENGE = "x-amzn-waf-action"
_POINTER = b"Found. Redirecting to "
"""What the document server writes under a redirect, and sometimes instead of one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, whole."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def target(self) -> str | None:
        """The address that it points to, by its header or in words; None where it points nowhere, or to what is none."""
        location = self.headers.get("location") if 300 <= self.status < 400 else None
        if not location and self.body.startswith(_POINTER):
            location = self.body.removeprefix(_POINTER)[:2000].decode("utf-8", "replace").strip()
        try:
            return urljoin(self.url, location) if location else None
        except ValueError:
            return None


class _PassingError(Exception):
    """What may pass: no connection, an answer cut off, a server that is busy."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


class Transport:
    """Polite requests to some hosts."""

    def __init__(
        self,
        addresses: Iterable[str],
        pace: Pace,
        *,
        timeout: tuple[float, float] = _TIMEOUT,
        largest: int | None = None,
    ) -> None:
        self.pace, self.timeout, self.largest = pace, timeout, largest or limit("download")
        self.hosts = {_host(address) for address in addresses}
        self.requests = 0
        """Requests made so far."""
        self._session = requests.Session()
        self._session.headers["User-Agent"] = AGENT
        self._rules: dict[str, RobotFileParser] = {}
        self._answered = False

    def get(self, url: str, *, accept: str = "*/*") -> Reply:
        """The answer to a request, after as many tries as it takes; redirects come back as they are.

        Raises:
            RefusedError: robots.txt forbids the address, or the server refuses.
            UnreachableError: the server was not reached even once.
            FetchError: the address is not listed, or no answer came that is one.
        """
        self._permit(url)
        rules = self._rules_of(url)
        if not rules.can_fetch(AGENT, url):
            raise RefusedError("robots.txt forbids this address", where=url, remedy="get the document by hand")
        delay = rules.crawl_delay(AGENT)
        return self._ask(url, accept, float(delay or 0))

    def _permit(self, url: str) -> None:
        """Refuse what leads elsewhere than to the listed hosts, or there without encryption."""
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
            raise FetchError("only https is used outside of this computer", where=url, remedy="give an https address")
        if parts.username is not None or _host(url) not in self.hosts:
            raise FetchError("a host that is not listed", where=url, remedy="give it with --server or --mirror")

    def _rules_of(self, url: str) -> RobotFileParser:
        """robots.txt of a server, read once a run; what is no robots.txt forbids nothing."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            reply = self._ask(f"{origin}/robots.txt", "text/plain", 0.0)
            plain = reply.status == 200 and b"\0" not in reply.body and not reply.body.lstrip().startswith(b"<")
            rules = RobotFileParser()
            rules.parse(reply.body.decode("utf-8-sig", "replace").splitlines() if plain else [])
            self._rules[origin] = rules
        return self._rules[origin]

    def _ask(self, url: str, accept: str, pause: float) -> Reply:
        for failures in range(1, TRIES + 1):
            self.pace.before_request(pause)
            self.requests += 1
            try:
                reply = _in_background(lambda: self._once(url, accept))
            except requests.ConnectionError as error:
                why = _why(error)
                if not self._answered and _is_closed(error):
                    raise UnreachableError(
                        f"cannot be reached: {why}",
                        where=_shown(url),
                        remedy="look after the network, then run it again",
                    ) from None
                trouble = _PassingError(why)
            except requests.RequestException as error:
                trouble = _PassingError(_why(error))
            except _PassingError as error:
                trouble = error
            else:
                return reply
            finally:
                self.pace.answered()
            if trouble.wait > _LONGEST_WAIT:
                minutes = round(trouble.wait / 60)
                raise RefusedError(
                    f"the server asks to wait {minutes} minutes", where=_shown(url), remedy="run it again then"
                )
            if failures < TRIES:
                self.pace.back_off(failures, trouble.wait)
        raise FetchError(f"{trouble}, {TRIES} times", where=url, remedy="run it again later")

    def _once(self, url: str, accept: str) -> Reply:
        own = {"http": "", "https": ""} if is_loopback(urlsplit(url).hostname or "") else None
        with self._session.get(
            url, headers={"Accept": accept}, stream=True, allow_redirects=False, timeout=self.timeout, proxies=own
        ) as response:
            self._answered = True
            headers = {name.lower(): value for name, value in response.headers.items()}
            if _CHALLENGE in headers or response.status_code in _REFUSALS:
                what = "asks for a browser" if _CHALLENGE in headers else f"refuses (status {response.status_code})"
                raise RefusedError(
                    f"the server {what}; nothing is tried around it", where=_shown(url),
                    remedy="wait a day, or get the documents by hand",
                )  # fmt: skip
            if response.status_code in _PASSING:
                wait = asked_to_wait(headers.get("retry-after"), self.pace.clock)
                raise _PassingError(f"the server answered {response.status_code}", wait)
            return Reply(url, response.status_code, headers, self._body(response, url))

    def _body(self, response: requests.Response, url: str) -> bytes:
        """The body, whole, unpacked, and within bounds."""
        stated = response.headers.get("content-length", "")
        length = int(stated) if stated.isascii() and stated.isdigit() else None
        body = bytearray()
        until = self.pace.clock.now() + _LONGEST
        for piece in response.iter_content(_PIECE):
            body += piece
            kind = "document" if kind_of(bytes(body[:8])) else "page"
            bound = self.largest if kind == "document" else LARGEST_PAGE
            if len(body) > bound:
                remedy = "get it by hand" if kind == "page" else f"get it by hand, or {raised('download')}"
                raise FetchError(f"a {kind} larger than {bound // 1_000_000} MB", where=url, remedy=remedy)
            if self.pace.clock.now() > until:
                raise _PassingError(f"the answer took more than {_LONGEST / 60:.0f} minutes")
        if length is not None and response.raw.tell() < length:
            raise _PassingError("the answer was cut off")
        return bytes(body)


def _in_background(work: Callable[[], Reply]) -> Reply:
    """The result of some work, during which Ctrl-C is heard: while a name is looked up, this thread would be deaf."""
    result: Future[Reply] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except BaseException as error:
            result.set_exception(error)

    Thread(target=run, daemon=True).start()
    return result.result()


def _host(url: str) -> tuple[str, int]:
    """Host and port of an address.

    Raises:
        FetchError: it is no web address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        port = None
    if port is None or not parts.hostname:
        raise FetchError("not a web address", where=url, remedy="give one such as https://documents.un.org")
    return parts.hostname.lower(), port


def _shown(url: str) -> str:
    return urlsplit(url).netloc


def _chain(error: BaseException) -> Iterable[BaseException]:
    """An error and all that it wraps."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return seen


def _is_closed(error: BaseException) -> bool:
    """Whether there was no connection at all: no such name, or nobody who listens."""
    names = ("NewConnectionError", "NameResolutionError", "ProxyError", "SSLError")
    return any(
        isinstance(e, (socket.gaierror, ConnectionRefusedError)) or type(e).__name__ in names for e in _chain(error)
    )


def _why(error: BaseException) -> str:
    """A failure in a few words."""
    chain = list(_chain(error))
    if any(isinstance(e, socket.gaierror) or type(e).__name__ == "NameResolutionError" for e in chain):
        return "no address is found for its name"
    if any(isinstance(e, ConnectionRefusedError) for e in chain):
        return "the connection is refused"
    if isinstance(error, requests.exceptions.SSLError):
        untrusted = "CERTIFICATE_VERIFY_FAILED" in str(error)
        return "its certificate is not trusted" if untrusted else "no encrypted connection comes about"
    if isinstance(error, requests.Timeout) or any("timed out" in str(e) for e in chain):
        return "no answer in time"
    if isinstance(error, (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)):
        return "the answer was cut off or damaged"
    return "the connection broke"
