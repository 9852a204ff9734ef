"""DOC and WordPerfect, the formats of the document server before 2015: read by programs that the reader may have.

LibreOffice turns both into DOCX, notes and all; antiword reads .doc alone. No library reads either, so that without a
program the file is refused with the names of both.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from resgraph.errors import ReadError
from resgraph.models import Text
from resgraph.text import docx, plain

__all__ = ["read"]

_SECONDS = 180
"""Time that a program may take for one file."""
_WORDPERFECT = b"\xffWPC"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, *, file: str, lang: str | None = None) -> Text:
    """Read one .doc or WordPerfect file.

    Raises:
        ReadError: no program for it is installed, the program fails, or the text is in none of the six languages.
    """
    wordperfect = data.startswith(_WORDPERFECT)
    if _ENCRYPTED in data:
        raise ReadError("encrypted", where=file, remedy="save a copy without a password")
    if office := shutil.which("soffice") or shutil.which("libreoffice"):
        text = docx.read(_by_libreoffice(office, data, file, ".wpd" if wordperfect else ".doc"), file=file, lang=lang)
        documents = tuple(replace(document, format="wpd" if wordperfect else "doc") for document in text.documents)
        return replace(text, documents=documents)
    if not wordperfect and (antiword := shutil.which("antiword")):
        text = plain.read(_by_antiword(antiword, data, file), file=file, lang=lang)
        return replace(text, documents=tuple(replace(document, format="doc") for document in text.documents))
    kind, programs = ("WordPerfect", "LibreOffice") if wordperfect else ("Word (.doc)", "LibreOffice or antiword")
    raise ReadError(
        f"{kind} is read by way of {programs}, and none is installed", where=file,
        remedy=f"install {programs}, or give the PDF or .docx of it",
    )  # fmt: skip


def _by_libreoffice(program: str, data: bytes, file: str, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="resgraph-") as folder:
        source, target = Path(folder) / f"document{suffix}", Path(folder) / "document.docx"
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)]
        for _ in range(2):  # the first start in a fresh profile may do no more than make it (exit code 81)
            _run(command, file, "LibreOffice")
            if target.exists():
                return target.read_bytes()
    raise ReadError("LibreOffice cannot read it", where=file, remedy="give the PDF or .docx of it")


def _by_antiword(program: str, data: bytes, file: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="resgraph-") as folder:
        source = Path(folder) / "document.doc"
        source.write_bytes(data)
        found = _run([program, "-m", "UTF-8.txt", "-w", "0", str(source)], file, "antiword")
    if not found.strip():
        raise ReadError("antiword cannot read it", where=file, remedy="install LibreOffice, or give the PDF of it")
    return found


def _run(command: list[str], file: str, name: str) -> bytes:
    """What a program prints; one that takes too long is ended with all that it started.

    Raises:
        ReadError: it takes longer than `_SECONDS`.
    """
    none = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=none, stdout=subprocess.PIPE, stderr=none, start_new_session=True) as process:
        try:
            return process.communicate(timeout=_SECONDS)[0]
        except subprocess.TimeoutExpired:
            what = f"{name} took more than {_SECONDS} seconds"
            raise ReadError(what, where=file, remedy="give the PDF of it") from None
        finally:
            if process.returncode is None:
                # soffice only starts the program that works, which would go on without it; Windows knows no groups
                getattr(os, "killpg", os.kill)(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
