"""What the pages have in common: their parts are read from files, and their policy names the hashes of their scripts.

A content security policy that allows these scripts and nothing else keeps whatever stands in a title from running:
https://www.w3.org/TR/CSP3/#grammardef-hash-source
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

__all__ = ["TEMPLATES", "joined", "policy", "script", "text"]

TEMPLATES = Path(__file__).parent / "templates"


def text(path: Path) -> str:
    """A part of a page, with the line ends that the hash was made of."""
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def joined(names: Iterable[str]) -> str:
    """Several parts from the templates' folder, in this order."""
    return "\n".join(text(TEMPLATES / name) for name in names)


def script(names: Iterable[str]) -> str:
    """Several scripts as one, whose names are not seen outside of it."""
    return f"(async function () {{\n'use strict';\n{joined(names)}}})();\n"


def policy(scripts: Iterable[str], style: str) -> str:
    """The content security policy of a page with these scripts and this style."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode('utf-8')).digest()).decode('ascii')}'"
