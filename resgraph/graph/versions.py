"""Which version of a document speaks for it: language first (en fr es ru zh ar), then format (akn docx pdf, others).

A resolution held in six languages and two formats is one document. Its mentions are counted in one version only, and
the other versions are named beside it, so that nothing is counted six times and nothing is lost.

>>> sorted(["pdf", "docx", "akn", "plain"], key=format_rank)
['akn', 'docx', 'pdf', 'plain']
>>> join_langs({"zh", "en"})
'en;zh'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from resgraph.models import Citation, Document
from resgraph.schema import VERSION_LANGS

__all__ = ["NOT_READ", "document_rank", "format_rank", "join_langs", "lang_rank", "spoken"]

NOT_READ = frozenset({"record", "published", "quoted"})
"""Formats of documents that are known only from records or from the words of others: they are not held.

`record` is a library record with the date of adoption, `published` one with the date of distribution only, `quoted` a
title that another document quotes.
"""

_FORMATS = {name: rank for rank, name in enumerate(("akn", "docx", "pdf"))}
_LANGS = {name: rank for rank, name in enumerate(VERSION_LANGS)}


def format_rank(name: str) -> int:
    """Order of preference among formats, smallest first."""
    return _FORMATS.get(name, len(_FORMATS))


def lang_rank(lang: str) -> int:
    """Order of preference among languages, smallest first."""
    return _LANGS.get(lang, len(_LANGS))


def join_langs(langs: Iterable[str]) -> str:
    """Language codes in order of preference, joined by `;`."""
    return ";".join(sorted(langs, key=lambda lang: (lang_rank(lang), lang)))


def document_rank(document: Document) -> tuple[int, int, str]:
    """Sort key that puts the version that speaks for a document first."""
    return lang_rank(document.lang), format_rank(document.format), document.file


def spoken(
    citations: Iterable[Citation], formats: Mapping[str, str]
) -> dict[str, dict[str, dict[str, list[Citation]]]]:
    """Sort mentions into citing → cited → language, one file a language, in the order of the text.

    `formats` says of each file which reader gave it. Languages come in order of preference, so that the first one
    under a cited document is the version that speaks for this citation. Mentions without a citing or cited symbol are
    left out.
    """
    by_version: dict[str, dict[str, dict[str, list[Citation]]]] = defaultdict(lambda: defaultdict(dict))
    for citation in citations:
        if citation.citing is not None:
            by_version[citation.citing][citation.lang].setdefault(citation.file, []).append(citation)
    result: dict[str, dict[str, dict[str, list[Citation]]]] = {}
    for citing, versions in by_version.items():
        pairs: dict[str, dict[str, list[Citation]]] = {}
        for lang in sorted(versions, key=lambda name: (lang_rank(name), name)):
            files = versions[lang]
            best = min(files, key=lambda file: (format_rank(formats.get(file, "")), file))
            for citation in sorted(files[best], key=lambda c: (c.span_start, c.span_end)):
                if citation.cited is not None:
                    pairs.setdefault(citation.cited, {}).setdefault(lang, []).append(citation)
        result[citing] = pairs
    return result
