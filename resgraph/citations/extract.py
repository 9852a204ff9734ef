"""From a Text to its citations: find, bind dates, name owners, decide, and say in which clause each stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from resgraph import symbols
from resgraph.citations import known
from resgraph.citations.bodies import WIDE, find_owners, needs_words
from resgraph.citations.dates import bind, follows_in_list
from resgraph.citations.find import find
from resgraph.citations.links import agrees, linked_symbols
from resgraph.citations.memory import Memory
from resgraph.citations.mention import Mention
from resgraph.citations.resolve import Reference, resolve
from resgraph.citations.words import tokens
from resgraph.languages import Language, load
from resgraph.models import Block, Citation, Text, new_citation

__all__ = ["SILENT", "Clause", "clauses", "decisions", "extract", "head", "opening"]

SILENT = frozenset({"masthead", "title", "closing"})
"""Places that hold no citations: the document's own symbol, its title, the meeting that adopted it."""

_LONGEST_OPENING = 160
"""Characters in which a verb is looked for."""


class Clause:
    """The mentions of one clause with what its words say of each."""

    block: Block
    mentions: list[Mention]
    memory: Memory
    """Of the resolution in which the clause stands, up to this clause."""
    look_back: Callable[[Mention], None] | None
    """Tells of a mention what was named before it; None where no words say whose a mention is."""

    def __init__(
        self, block: Block, mentions: list[Mention], memory: Memory, look_back: Callable[[Mention], None] | None
    ) -> None:
        self.block = block
        self.mentions = mentions
        self.memory = memory
        self.look_back = look_back


def extract(text: Text, *, citing: str | None = None) -> Iterator[Citation]:
    """Yield every mention in a text, in its order.

    `citing` names the resolution where the text itself does not.

    Raises:
        SymbolError: `citing` is no symbol.
        LanguageError: the text is in no language with a file here.
    """
    language = load(text.lang)
    given = symbols.parse(citing).text if citing else None
    links = linked_symbols(text)
    openings: dict[int, tuple[str, str]] = {}
    for clause in clauses(text, find(text.content, language), language):
        yield from _citations(text, clause, language, given, links, openings)


def clauses(text: Text, found: Sequence[Mention], language: Language) -> Iterator[Clause]:
    """The clauses that hold mentions, in the order of the text; mentions are decided before the next clause is asked for."""
    memories: dict[int, Memory] = {}
    content = text.content

    def listen(start: int, end: int) -> list[str]:
        return [kind for _, _, kind in tokens(content, start, end, language)]

    for number, mentions in _by_block(text, found):
        block = text.blocks[number]
        if block.place in SILENT:
            continue
        memory = memories.get(block.document)
        if memory is None:
            memory = memories[block.document] = Memory(_organ(text, block), listen)
        stop = min(block.end, mentions[-1].end + WIDE)
        bind(mentions, content, block.start, block.end, language)
        look_back = None
        if needs_words(mentions):
            look_back = find_owners(
                mentions, tokens(content, block.start, stop, language), content, block.start, language
            )
        memory.said.append((block.start, stop))
        yield Clause(block, mentions, memory, look_back)


def decisions(clause: Clause, content: str, language: Language) -> Iterator[Sequence[Reference]]:
    """What each mention of a clause refers to, in their order; empty where it is no citation."""
    taken = False
    before: Mention | None = None
    for mention in clause.mentions:
        if taken and before is not None and (mention.noun != "resolution" or mention.loose):
            mention.chained = follows_in_list(content, before.last, mention.first, language)
        references = resolve(mention, clause.memory, clause.look_back)
        taken = bool(references) and mention.form != "symbol"
        before = mention
        yield references


def _by_block(text: Text, mentions: Sequence[Mention]) -> Iterator[tuple[int, list[Mention]]]:
    """The mentions of each block that holds any, with its index."""
    starts = [block.start for block in text.blocks]
    starts.append(len(text.content) + 1)
    current, following, group = -1, 0, list[Mention]()
    for mention in mentions:
        if mention.start >= following:
            if group:
                yield current, group
            current, group = bisect_right(starts, mention.start) - 1, []
            following = starts[current + 1]
        group.append(mention)
    if group:
        yield current, group


def _organ(text: Text, block: Block) -> str:
    symbol = text.documents[block.document].symbol if block.document >= 0 else None
    return symbols.parse(symbol).body if symbol else "GA"


def _citations(
    text: Text,
    clause: Clause,
    language: Language,
    given: str | None,
    links: dict[int, str],
    openings: dict[int, tuple[str, str]],
) -> list[Citation]:
    """The citations of a clause; `openings` keeps what paragraphs have said that several clauses belong to."""
    content, block = text.content, clause.block
    first = head(text, block)
    verb, relation = openings.get(first.start) or openings.setdefault(first.start, opening(text, first, language))
    document = text.documents[block.document] if block.document >= 0 else None
    own = given or (document.symbol if document else None)
    adopted = document.date if document else None
    previous = -1
    found: list[Citation] = []
    decided = decisions(clause, content, language)
    for mention, references in zip(clause.mentions, decided, strict=True):
        number, start, end = mention.start, mention.first, mention.last
        linked = links.get(number) if number != previous else None
        previous = number
        disagrees = linked is not None and not _named_by(linked, references)
        for reference in references:
            cited, flags = reference.cited, reference.flags
            if cited is not None:
                if cited == own:
                    flags = (*flags, "self")
                elif own is not None and adopted and reference.numbered and _later(reference, own, adopted):
                    flags = (*flags, "forward")
                if disagrees:
                    flags = (*flags, "link_disagrees")
            found.append(
                new_citation(
                    text.file,
                    own,
                    adopted,
                    text.lang,
                    cited,
                    reference.kind,
                    reference.body,
                    reference.date,
                    verb,
                    relation,
                    block.place,
                    block.paragraph,
                    block.anchor,
                    content[start:end],
                    start,
                    end,
                    flags,
                )
            )
    return found


def _named_by(link: str, references: Sequence[Reference]) -> bool:
    """Whether a link names what one of the references of a mention does."""
    for reference in references:
        cited = reference.cited
        if cited and (cited == link or agrees(link, cited)):
            return True
    return False


def head(text: Text, block: Block) -> Block:
    """The paragraph that a clause belongs to or annotates, or the clause itself."""
    while block.parent >= 0:
        block = text.blocks[block.parent]
    return block


def opening(text: Text, paragraph: Block, language: Language) -> tuple[str, str]:
    """Verb and relation of a paragraph; ("", "cites") for headings and the like."""
    if paragraph.place not in ("preamble", "operative", "body"):
        return "", "cites"
    return language.opening(text.content[paragraph.start : min(paragraph.end, paragraph.start + _LONGEST_OPENING)])


def _later(reference: Reference, own: str, adopted: str) -> bool:
    """Whether the cited was adopted after the citing: by the printed date, else by session and number."""
    return reference.date > adopted if reference.date else known.later(reference.cited or "", own)
