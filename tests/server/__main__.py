"""A document server and a digital library on this computer, with every habit that the real ones are known for.

    python -m tests.server FOLDER

serves `FOLDER/files` (`A_RES_33_134.en.docx`), behaves as `FOLDER/habits.json` says, logs every request to
`FOLDER/log.jsonl`, and prints its port.

Habits are looked up by symbol, else by `*`; some end after so many requests ("busy 2").
"""

from __future__ import annotations

import gzip
import json
import random
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

FOLDER = Path(sys.argv[1])
HABITS = json.loads((FOLDER / "habits.json").read_text("utf-8"))
"""`symbols`: symbol → habit; `faults`: share of requests that go wrong; `robots`: text; `records`: number → MARCXML;
`moved`: path of the mirror → where it points to."""
PAGE = b"<!DOCTYPE html><html><head><title>ODS</title></head><body><app-root></app-root></body></html>".ljust(1303)
LANGUAGES = {"ar": "ar", "en": "en", "es": "es", "fr": "fr", "ru": "ru", "zh": "zh"}
FAULTS = ("503", "502", "torn", "page", "reset", "busy")
LOCK = threading.Lock()
COUNTS: dict[str, int] = {}
CHANCE = random.Random(HABITS.get("seed", 1))


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing on the terminal."""
        del format, arguments

    def log(self, **more: object) -> None:
        line = {"time": time.time(), "path": self.path, "agent": self.headers.get("User-Agent"), **more}
        line["accept"] = self.headers.get("Accept")
        with LOCK, (FOLDER / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        sent = {"Content-Length": str(len(body)), "Content-Type": "text/html"}
        for name, value in {**sent, **{n.replace("_", "-"): v for n, v in headers.items()}}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        try:
            self.get()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def get(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/robots.txt":
            self.log()
            robots = HABITS.get("robots")
            return self.answer(200, robots.encode(), Content_Type="text/plain") if robots else self.answer(200, PAGE)
        if parts.path == "/api/symbol/access":
            return self.resolve(parts.query)
        if parts.path.lower().startswith("/doc/"):
            return self.document(unquote(parts.path))
        if parts.path in ("/search", *(f"/record/{number}" for number in HABITS.get("records", {}))):
            return self.library(parts.path, parts.query)
        self.log()
        if parts.path.startswith("/mirror/"):
            if to := HABITS.get("moved", {}).get(parts.path):
                return self.answer(302, Location=to)
            file = FOLDER / "files" / parts.path.rpartition("/")[2]
            return self.answer(200, file.read_bytes()) if file.is_file() else self.answer(404, PAGE)
        if parts.path == "/circle":
            return self.answer(302, Location="/circle")
        return self.answer(200, PAGE) if parts.path == "/error" else self.answer(404, PAGE)

    def habit(self, symbol: str) -> str:
        """How to behave now."""
        habit, _, times = HABITS.get("symbols", {}).get(symbol, HABITS.get("symbols", {}).get("*", "")).partition(" ")
        with LOCK:
            count = COUNTS[symbol] = COUNTS.get(symbol, 0) + 1
            if CHANCE.random() < HABITS.get("faults", 0):
                return CHANCE.choice(FAULTS)
        return "" if times and count > int(times) else habit

    def resolve(self, query: str) -> None:
        """`/api/symbol/access?s=…&l=…&t=…`"""
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        raw = next(pair for pair in query.split("&") if pair.startswith("s="))
        symbol = unquote(raw.removeprefix("s="))
        habit = self.habit(symbol)
        self.log(symbol=symbol, habit=habit)
        lang = LANGUAGES.get(asked["l"], "en")
        stem = symbol.replace("/", "_")
        suffixes = ("pdf",) if asked["t"] == "pdf" else ("docx", "doc", "wpd")
        file = next((f for s in suffixes if (f := FOLDER / "files" / f"{stem}.{lang}.{s}").is_file()), None)
        if habit in ("empty", "404", "400", "418", "403", "503", "502", "busy", "later", "never", "202", "405"):
            return self.status(habit)
        if habit == "page":
            return self.answer(200, PAGE, Content_Type="application/pdf")
        if habit == "circle":
            return self.answer(302, Location="/circle")
        if habit == "elsewhere":
            return self.answer(302, Location="http://127.0.0.2:9/doc/A.PDF")
        if habit == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.close_connection = True
            return self.connection.close()
        if habit == "absent" or file is None or "+" in raw or "[" in raw:
            return self.answer(302, b"Found. Redirecting to /error", Location="/error")
        target = f"/doc/UNDOC/GEN/{file.name.upper()}?{'Habit=' + habit if habit else ''}"
        if habit == "words":
            return self.answer(200, f"Found. Redirecting to {target}".encode(), Content_Type="text/plain")
        if habit == "direct":
            return self.answer(200, file.read_bytes())
        return self.answer(302, f"Found. Redirecting to {target}".encode(), Location=target)

    def status(self, habit: str) -> None:
        """Answers that are not documents."""
        if habit == "empty":
            self.answer(200)
        elif habit == "busy":
            self.answer(503, b"busy", Retry_After="0")
        elif habit == "later":
            self.answer(429, b"later", Retry_After="40")
        elif habit == "never":
            self.answer(503, b"never", Retry_After="86400")
        elif habit in ("202", "405"):
            self.answer(int(habit), x_amzn_waf_action="challenge" if habit == "202" else "captcha")
        else:
            self.answer(int(habit), PAGE)

    def document(self, path: str) -> None:
        """`/doc/…`: the file, in one of the two spellings of its path."""
        name = path.rpartition("/")[2]
        habit = urlsplit(self.path).query.removeprefix("Habit=")
        file = next((f for f in (FOLDER / "files").iterdir() if f.name.upper() == name.upper()), None)
        self.log(file=file.name if file else "", habit=habit)
        if habit == "lost":
            return self.answer(301, b"moved", Location=self.path)
        if file is None or (path != path.lower()) != (habit == "capitals"):
            return (
                self.answer(302, Location="/error")
                if habit == "capitals"
                else self.answer(301, b"moved", Location=path)
            )
        data = file.read_bytes()
        if habit in ("torn", "quietly"):
            length = {"Content-Length": str(len(data))} if habit == "torn" else {}
            return self.stream([data[: len(data) // 2]], **length)
        if habit == "slow":
            return self.stream([data[n : n + 200] for n in range(0, len(data), 200)], wait=0.02)
        if habit == "stalled":
            return self.stream([data[:100], data[100:]], wait=30.0)
        if habit in ("endless", "endless-page"):
            first = b"%PDF-1.7\n" if habit == "endless" else PAGE
            return self.stream(first if n == 0 else b"\0" * 65536 for n in range(2 << 15))
        if habit == "gzip":
            return self.answer(200, gzip.compress(data), Content_Encoding="gzip")
        if habit == "bomb":
            return self.answer(200, gzip.compress(b"%PDF-1.7\n" + bytes(20_000_000)), Content_Encoding="gzip")
        if habit == "not-gzip":
            return self.answer(200, data, Content_Encoding="gzip")
        return self.answer(200, data, Content_Type="text/html; charset=utf-8")

    def stream(self, pieces: object, wait: float = 0.0, **headers: str) -> None:
        """A body in pieces, its end marked by the end of the connection."""
        self.send_response(200)
        for name, value in {"Content-Type": "application/pdf", "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        for piece in pieces:  # type: ignore[attr-defined]
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(wait)

    def library(self, path: str, query: str) -> None:
        """`/search?p=…&of=xm` finds longer symbols too; `/record/N?of=xm`."""
        self.log()
        if HABITS.get("library"):
            return self.status(HABITS["library"])
        records: dict[str, str] = HABITS["records"]
        if path == "/search":
            wanted = unquote(query).partition('"')[2].partition('"')[0]
            found = "".join(record for record in records.values() if wanted in record)
        else:
            found = records[path.rpartition("/")[2]]
        body = f'<?xml version="1.0"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">{found}</collection>'
        return self.answer(200, body.encode(), Content_Type="text/xml")


class Server(ThreadingHTTPServer):
    """As many connections as come."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no news."""
        del request, client_address


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
