"""From a Text to its citations: find, bind dates, name owners, decide, and say in which clause each stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from resgraph import symbols
from resgraph.citations.bodies import owners, tokens
from resgraph.citations.dates import bind, follows_in_list
from resgraph.citations.find import find
from resgraph.citations.links import linked_symbols
from resgraph.citations.memory import Memory
from resgraph.citations.mention import Mention
from resgraph.citations.resolve import Reference, resolve
from resgraph.errors import SymbolError
from resgraph.languages import Language, load
from resgraph.models import Block, Citation, Text

__all__ = ["extract"]

_SILENT = frozenset({"masthead", "title", "closing"})
"""Places that hold no citations: the document's own symbol, its title, the meeting that adopted it."""
_WIDE = 160
"""Words of ownership are looked for up to so many characters after the last number of a clause."""


def extract(text: Text, *, citing: str | None = None) -> Iterator[Citation]:
    """Yield every mention in a text, in its order.

    `citing` names the resolution where the text itself does not.

    Raises:
        SymbolError: `citing` is no symbol.
        LanguageError: the text is in no language with a file here.
    """
    language = load(text.lang)
    given = symbols.parse(citing).text if citing else None
    memories: dict[int, Memory] = {}
    links = linked_symbols(text)
    for number, mentions in _by_block(text, find(text.content, language)):
        block = text.blocks[number]
        if block.place in _SILENT:
            continue
        memory = memories.get(block.document)
        if memory is None:
            memory = memories[block.document] = Memory(_organ(text, block))
        yield from _clause(text, block, mentions, language, memory, given, links)


def _by_block(text: Text, mentions: Sequence[Mention]) -> Iterator[tuple[int, list[Mention]]]:
    starts = [block.start for block in text.blocks]
    current, group = -1, list[Mention]()
    for mention in mentions:
        block = bisect_right(starts, mention.start) - 1
        if block != current and group:
            yield current, group
            group = []
        current = block
        group.append(mention)
    if group:
        yield current, group


def _organ(text: Text, block: Block) -> str:
    symbol = text.documents[block.document].symbol if block.document >= 0 else None
    return symbols.parse(symbol).body if symbol else "GA"


def _clause(
    text: Text,
    block: Block,
    mentions: Sequence[Mention],
    language: Language,
    memory: Memory,
    given: str | None,
    links: dict[int, str],
) -> Iterator[Citation]:
    content = text.content
    dated = bind(mentions, content, block.start, block.end, language)
    words = tokens(content, block.start, min(block.end, mentions[-1].end + _WIDE), language)
    owned = owners(mentions, dated, words, content, block.start, language)
    for word in words:
        memory.hear(word.kind)
    verb, relation = _head(text, block, language)
    document = text.documents[block.document] if block.document >= 0 else None
    own = given or (document.symbol if document else None)
    taken = False
    for i, (mention, owner, date) in enumerate(zip(mentions, owned, dated, strict=True)):
        chained = taken and i > 0 and follows_in_list(content, dated[i - 1].end, date.start, language)
        references = resolve(mention, owner, date, memory, chained=chained)
        taken = bool(references) and mention.form != "symbol"
        for reference in references:
            yield Citation(
                file=text.file,
                citing=own,
                citing_date=document.date if document else None,
                lang=text.lang,
                cited=reference.cited,
                kind=reference.kind,
                body=reference.body,
                cited_date=reference.date,
                verb=verb,
                relation=relation,
                place=block.place,
                paragraph=block.paragraph,
                anchor=block.anchor,
                quote=content[date.start : date.end],
                span_start=date.start,
                span_end=date.end,
                flags=_flags(reference, own, document.date if document else None, links.get(mention.start)),
            )


def _head(text: Text, block: Block, language: Language) -> tuple[str, str]:
    """Verb and relation of a clause: its own, or those of the paragraph that it belongs to or annotates."""
    head = block
    while head.parent >= 0:
        head = text.blocks[head.parent]
    if head.place not in ("preamble", "operative", "body"):
        return "", "cites"
    return language.opening(text.content[head.start : min(head.end, head.start + 160)])


def _flags(reference: Reference, own: str | None, adopted: str | None, linked: str | None) -> tuple[str, ...]:
    flags = list(reference.flags)
    if own and reference.cited:
        if reference.cited == own:
            flags.append("self")
        elif adopted and reference.kind in ("resolution", "decision") and _later(reference, own, adopted):
            flags.append("forward")
    if linked and reference.cited and linked != reference.cited:
        flags.append("link_disagrees")
    return tuple(flags)


def _later(reference: Reference, own: str, adopted: str) -> bool:
    """Whether the cited was adopted after the citing: by the printed date, else by session and number."""
    if reference.date:
        return reference.date > adopted
    try:
        cited, citing = symbols.parse(reference.cited or ""), symbols.parse(own)
    except SymbolError:
        return False
    if cited.body != citing.body or not (cited.session or "").isdigit() or not (citing.session or "").isdigit():
        return False
    return (int(cited.session or 0), cited.number or 0) > (int(citing.session or 0), citing.number or 0)
