"""The document server of the United Nations, and any that behaves alike.

`GET /api/symbol/access?s=SYMBOL&l=LANG&t=pdf|doc` answers with a redirect to the file (`/doc/…`, in capitals that its own
paths no longer know), with the words "Found. Redirecting to …" instead of one, with a redirect to `/error` where there is
no such document, with nothing at all where it is not yet published, and now and then with a web page. A space has to be
`%20`: `+` reads as "absent". Codes of other languages silently give English.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit, urlunsplit

from resgraph.languages import code_of
from resgraph.sources.answers import Answer, State, kind_of
from resgraph.sources.manners import Clock, Pace
from resgraph.sources.names import spellings
from resgraph.sources.transport import TRIES, Reply, Transport

__all__ = ["HOSTS", "SERVER", "UnDocs"]

SERVER = "https://documents.un.org"
HOSTS = (SERVER, "https://docs.un.org", "https://undocs.org", "https://www.undocs.org")
"""Hosts of the document server, to which it may redirect."""
_HOPS = 5
_ACCEPT = {
    "pdf": "application/pdf, */*;q=0.1",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document, application/msword, */*;q=0.1",
}
_TYPE = {"pdf": "pdf", "docx": "doc"}
"""Form → value of `t`; `doc` gives the native file of its era."""


class UnDocs:
    """The document server as a source (see `resgraph.sources.answers.Source`)."""

    def __init__(self, transport: Transport, server: str = SERVER) -> None:
        self.transport = transport
        self.name = server.rstrip("/")

    @classmethod
    def open(cls, address: str, clock: Clock, pause: float | None) -> UnDocs:
        """The document server at an address, with a transport of its own."""
        hosts = HOSTS if address.rstrip("/") == SERVER else (address,)
        return cls(Transport(hosts, Pace.of(clock, pause, hosts)), address)

    def forms(self, wanted: Sequence[str]) -> Sequence[str]:
        """All of them: each is asked for by itself."""
        return wanted

    def fetch(self, symbol: str, lang: str, form: str) -> Answer:
        """Ask for a document in each spelling that its symbol may have, until one is there.

        Raises:
            LanguageError: no official language, for which the server would send English.
            RefusedError, UnreachableError: the run must end.
            FetchError: no answer came.
        """
        lang = code_of(lang)
        answer = Answer(State.failed)
        for spelling in spellings(symbol):
            answer = self._ask(
                f"{self.name}/api/symbol/access?s={quote(spelling, safe='/()')}&l={lang}&t={_TYPE[form]}", form
            )
            if answer.state is not State.absent:
                break
        return answer

    def _ask(self, url: str, form: str) -> Answer:
        """One spelling; a page in the place of an answer is asked for again, and never counts as "absent"."""
        for failures in range(1, TRIES + 1):
            answer = self._read(self.transport.get(url, accept=_ACCEPT[form]), form)
            if answer is not None:
                return answer
            if failures < TRIES:
                self.transport.pace.back_off(failures)
        return Answer(State.failed, url, detail="the server sent something else than a document, every time")

    def _read(self, reply: Reply, form: str) -> Answer | None:
        """What an answer means; None where it means nothing."""
        for _ in range(_HOPS):
            if kind_of(reply.body):
                return Answer(State.held, reply.url, reply.body)
            target = reply.target
            if target is None:
                if reply.status == 200 and not reply.body:
                    return Answer(State.unpublished, reply.url, detail="the server knows it and has no text yet")
                if reply.status != 200:
                    return Answer(State.failed, reply.url, detail=f"the server answered {reply.status}")
                return None
            if _is_error(target):
                return Answer(State.absent, reply.url, detail="the server has no such document")
            if "/doc/" in urlsplit(target).path.lower():
                return self._file(target, form)
            reply = self.transport.get(target, accept=_ACCEPT[form])
        return Answer(State.failed, reply.url, detail="the server redirects in a circle")

    def _file(self, target: str, form: str) -> Answer | None:
        """The file behind a redirect: its path in small letters, then as given, then where these lead."""
        parts = urlsplit(target)
        waiting = [urlunsplit(parts._replace(path=parts.path.lower())), target]
        tried: list[str] = []
        while waiting and len(tried) < _HOPS:
            url = waiting.pop(0)
            if url in tried:
                continue
            tried.append(url)
            reply = self.transport.get(url, accept=_ACCEPT[form])
            if kind_of(reply.body):
                return Answer(State.held, url, reply.body)
            if (further := reply.target) and not _is_error(further):
                waiting.append(further)
        return None


def _is_error(target: str) -> bool:
    """Whether an address is the page that says "no such document"."""
    return urlsplit(target).path.rstrip("/").rpartition("/")[2] == "error"
