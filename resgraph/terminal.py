r"""What may be sent to a terminal: no foreign text can move its cursor, change its title, or turn its lines round.

Titles, quotes and names of files come from strangers. Control characters, and marks that reverse the direction of what
follows, are shown as escapes; letters of every script stay as they are.

>>> visible("a\x1b[31mred\u202egnp.exe"), json_visible('"\x9b31m"')
('a\\x1b[31mred\\u202egnp.exe', '"\\u009b31m"')
"""

from __future__ import annotations

import re
import sys

__all__ = ["json_visible", "utf8", "visible"]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0 and C1 without tab and line feed, separators, embedding, override and isolation of direction, lone surrogates."""


def visible(text: str) -> str:
    r"""A text with its control characters shown as escapes: \x1b, \u202e."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}" if ord(m[0]) < 256 else f"\\u{ord(m[0]):04x}", text)


def json_visible(text: str) -> str:
    """JSON with the same characters as escapes of JSON, so that it says the same."""
    return text if text.isascii() else _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def utf8() -> None:
    """Pipes and files are UTF-8, whatever the locale says; a terminal that cannot show a letter shows an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
