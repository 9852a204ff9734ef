"""The characters of a text file: UTF-8, UTF-16, and the old encodings of the six languages.

Any eight bits make letters of some kind in an old encoding, so that none is believed for its letters: the one is taken in
which the text has the commonest words of a language that was written in it.
Tables: https://encoding.spec.whatwg.org

>>> decode("Rappelant sa résolution 33/134 du 19 décembre 1978".encode("windows-1252"), "a.txt")
'Rappelant sa résolution 33/134 du 19 décembre 1978'
>>> decode("إذ تشير إلى قرارها 33/134 المؤرخ 19 كانون الأول/ديسمبر 1978".encode("windows-1256"), "a.txt")
'إذ تشير إلى قرارها 33/134 المؤرخ 19 كانون الأول/ديسمبر 1978'
"""

from __future__ import annotations

import re

from resgraph.errors import ReadError
from resgraph.languages import detect

__all__ = ["decode"]

_ARABIC = re.compile(
    r"(?<!\w)(?:في|من|على|إلى|أن|التي|و?إذ|المؤرخ|قراره?ا?|القرار|الجمعية|العامة|الأمم|المتحدة|الدورة)(?!\w)"
)
_RUSSIAN = re.compile(
    r"(?<!\w)(?:и|в|на|по|с|о|от|что|для|свою?|резолюци\w+|генеральн\w+|ассамбле\w+|объединенн\w+|наци[ий])(?!\w)",
    re.IGNORECASE,
)
_LATIN = re.compile(
    r"(?<!\w)(?:the|of|and|its|general|assembly|des?|du|la|les?|et|sa|ses|los?|del|las|el|y|su|que|en)(?!\w)",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"决议|大会|国际|联合国|的|年\d|第\d|回顾|重申|注意")
_OLD = {
    "gb18030": ("zh", _CHINESE),
    "windows-1251": ("ru", _RUSSIAN),
    "koi8-r": ("ru", _RUSSIAN),
    "windows-1256": ("ar", _ARABIC),
    "iso8859-6": ("ar", _ARABIC),
    "windows-1252": ("en es fr", _LATIN),
}
"""Encoding → the languages that were written in it, and their commonest words."""
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST = 0.01
"""Common words a letter: prose has four times as many, chance a tenth."""
_SAMPLE = 20_000
"""Characters that are looked at."""


def decode(data: bytes, file: str) -> str:
    """The characters of a file, without the mark that names its encoding.

    Raises:
        ReadError: the file is empty, binary, or none of the encodings gives text.
    """
    if not data.strip():
        raise ReadError("the file is empty", where=file, remedy="give a file with text")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf_16(data, "utf-16", file)
    if b"\0" in data[:4096]:
        return _utf_16(data, "utf-16-le" if data[:4096:2].count(0) < data[1:4096:2].count(0) else "utf-16-be", file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    found: dict[str, float] = {}
    texts: dict[str, str] = {}
    for encoding, (languages, words) in _OLD.items():
        try:
            texts[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = texts[encoding][:_SAMPLE]
        if detect(texts[encoding]) in languages.split():
            found[encoding] = _share(words, sample)
    best = max(found, key=lambda encoding: found[encoding], default="")
    if found.get(best, 0.0) < _FEWEST:
        raise ReadError("no encoding gives readable text", where=file, remedy="save it as UTF-8")
    return texts[best]


def _share(words: re.Pattern[str], sample: str) -> float:
    """Common words a letter."""
    return len(words.findall(sample)) / (len(_LETTER.findall(sample)) or 1)


def _utf_16(data: bytes, encoding: str, file: str) -> str:
    """UTF-16; where no mark names it, common words have to show it, for two bytes of anything make a Chinese character."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = ""
    sample = text[:_SAMPLE]
    shown = encoding == "utf-16" or any(_share(words, sample) >= _FEWEST for _, words in _OLD.values())
    if "\0" in text or not shown or detect(text) is None:
        raise ReadError("binary data, not text", where=file, remedy="give a text file or AKN4UN XML")
    return text
