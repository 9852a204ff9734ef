"""What a node says of one document: its own facts where it was read, what others say of it where it was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from resgraph import symbols
from resgraph.errors import SymbolError
from resgraph.graph.dates import agreed
from resgraph.graph.versions import NOT_READ, document_rank, join_langs
from resgraph.models import Document

__all__ = ["Attributes", "node", "parsed"]

Attributes = dict[str, str | int | float | bool]
"""Attributes of one node or edge: scalars only, what is not known is absent."""

_COPIED = ("agenda_item", "agenda_title", "report", "meeting", "vote", "drafts", "subjects")


def node(
    symbol: str,
    documents: Sequence[Document],
    *,
    printed: Mapping[str, int],
    citing_dates: Sequence[str] = (),
    langs: Sequence[str] = (),
    kind: str | None = None,
    body: str | None = None,
) -> Attributes:
    """Attributes of one document from all that is known of it; a title that others quote where no text or record has one.

    `documents` are its versions and records, `printed` counts the dates that citing texts print for it, `citing_dates`
    and `langs` are what its own mentions say of it where only citations were given, `kind` and `body` what the mentions
    of it say, for a symbol that cannot be parsed.
    """
    ordered = sorted(documents, key=document_rank)
    read = [document for document in ordered if document.format not in NOT_READ]
    held_langs = {document.lang for document in read if document.lang} | set(langs)
    name = parsed(symbol)
    attributes: Attributes = {"label": symbols.label(name) if name else symbol, "symbol": symbol}
    flags: list[str] = []
    titles = {
        document.lang: document.title for document in reversed(ordered) if document.title and not _quotes(document)
    }
    first = next((document.title for document in ordered if document.title and not _quotes(document)), None)
    if first:
        attributes["title"] = first
    elif quoted := _quoted(ordered):
        titles = {lang: title for lang, (title, _) in quoted.items()}
        attributes["title"], attributes["title_share"] = next(iter(quoted.values()))
    attributes |= _dated(symbol, ordered, read, printed, citing_dates, flags)
    session = (name and name.session) or next((document.session for document in ordered if document.session), None)
    if session:
        attributes["session"] = session
    attributes["kind"] = name.kind if name else kind or "document"
    attributes["body"] = name.body if name else body or "OTHER"
    attributes["held"] = bool(read or langs)
    if held_langs:
        attributes["langs"] = join_langs(held_langs)
    for field in _COPIED:
        value = next((getattr(document, field) for document in ordered if getattr(document, field)), None)
        if value:
            attributes[field] = value if isinstance(value, str) else ";".join(value)
    attributes |= {f"title_{lang}": title for lang, title in sorted(titles.items()) if lang}
    if flags:
        attributes["flags"] = ";".join(flags)
    return attributes


def _quotes(document: Document) -> bool:
    """Whether this is only what another document quotes of it."""
    return document.format == "quoted"


def _quoted(ordered: Sequence[Document]) -> dict[str, tuple[str, float]]:
    """The title that most texts of each language quote, of equals the first in the alphabet, and its share of them."""
    counts: dict[str, Counter[str]] = {}
    for document in ordered:
        if document.title and _quotes(document):
            counts.setdefault(document.lang, Counter())[document.title] += 1
    best = {lang: min(titles, key=lambda title: (-titles[title], title)) for lang, titles in counts.items()}
    return {lang: (title, round(counts[lang][title] / counts[lang].total(), 4)) for lang, title in best.items()}


def _dated(
    symbol: str,
    ordered: Sequence[Document],
    read: Sequence[Document],
    printed: Mapping[str, int],
    citing_dates: Sequence[str],
    flags: list[str],
) -> Attributes:
    """The date, where it comes from, and flags for what disagrees."""
    own = [document.date for document in read if document.date] or sorted(citing_dates)
    recorded = [document.date for document in ordered if document.format == "record" and document.date]
    published = [document.date for document in ordered if document.format == "published" and document.date]
    if len(set(own + recorded)) > 1:
        flags.append("dates_disagree")
    official = own + recorded
    if official:
        return {"date": official[0], "date_basis": "official", "year": int(official[0][:4])}
    day, share = agreed(symbol, printed)
    if day is not None:
        return {"date": day, "date_basis": "printed", "date_share": share, "year": int(day[:4])}
    if printed:
        flags.append("session_mismatch")
    if published:
        return {"date": published[0], "date_basis": "published", "year": int(published[0][:4])}
    return {}


def parsed(symbol: str) -> symbols.Symbol | None:
    """The symbol taken apart; None where a citation file from elsewhere names something that is none."""
    try:
        return symbols.parse(symbol)
    except SymbolError:
        return None
