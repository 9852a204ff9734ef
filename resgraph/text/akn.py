"""AKN4UN: the Akoma Ntoso XML in which the United Nations publishes the Assembly's resolutions.

The adoption date is `FRBRWork/FRBRdate[@name="adoption"]`; the symbol comes from `docNumber`, since `FRBRuri` drops
part letters. Footnotes stand at their marks (`authorialNote`); links (`a/@href`) are kept as evidence only.
Schema: http://docs.oasis-open.org/legaldocml/ns/akn/3.0 and https://www.unsystem.org (AKN4UN guidelines).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from lxml import etree

from resgraph import symbols
from resgraph.errors import ReadError, SymbolError
from resgraph.languages import Language, detect, load
from resgraph.models import Document, Text
from resgraph.text.normalise import clean
from resgraph.text.pieces import Piece
from resgraph.text.running import Running
from resgraph.text.structure import assemble

__all__ = ["read"]

_LANGUAGES = {"ara": "ar", "eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "rus": "ru", "zho": "zh", "chi": "zh"}
_SPACE = re.compile(r"\s+")
_LEAVES = {"p", "intro", "listIntroduction", "crossHeading", "subheading", "heading", "td", "th"}
_HINT_OF = {"coverPage": "masthead", "preface": "title", "conclusions": "closing"}
_PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_comments": True}


def read(data: bytes, *, file: str, lang: str | None = None) -> Text:
    """Read one AKN4UN document.

    Raises:
        ReadError: the XML is not well formed (with line and column), or holds no Akoma Ntoso document.
    """
    root = _parse(data, file)
    if _name(root) != "akomaNtoso":
        raise ReadError(f"the root element is <{_name(root)}>, not <akomaNtoso>", where=file, remedy="give AKN4UN XML")
    pieces: list[Piece] = []
    notes: list[Piece] = []
    first = Document(symbol=None)
    for statement in _statements(root):
        document = _metadata(statement, file, first)
        first = document if first.symbol is None else first
        own, own_notes = _pieces(statement)
        if not own:
            continue
        own[0].document = document
        pieces += [*own, *own_notes]
    if not any(piece.text for piece in pieces):
        raise ReadError("the document holds no text", where=file, remedy="give another copy of it")
    code = lang or _language(root, " ".join(p.text for p in pieces if p.hint == "body")[:4000], file)
    language = load(code)
    pieces = [piece for piece in pieces if piece.text]
    _mark_layout(pieces, language)
    for piece in pieces:
        if piece.document is not None:
            item = piece.document.agenda_item
            piece.document = replace(
                piece.document, lang=language.code, agenda_item=language.agenda_item(item) if item else None
            )
    return assemble([*pieces, *notes], file=file, language=language)


def _parse(data: bytes, file: str) -> etree._Element:
    try:
        return etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))  # type: ignore[arg-type]
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise ReadError(
            f"not well-formed XML: {error.msg}", where=f"{file}:{line}:{column}", remedy="fetch the file again"
        ) from None


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _statements(root: etree._Element) -> list[etree._Element]:
    """The statements of a file: one, or a collection's cover followed by its parts."""
    return list(root.iter("{*}statement", "{*}documentCollection"))


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _first(element: etree._Element, path: str) -> etree._Element | None:
    return next(iter(element.iterfind(path, namespaces={"": etree.QName(element).namespace or ""})), None)


def _metadata(statement: etree._Element, file: str, cover: Document) -> Document:
    """What the head of one statement says; parts of a collection take from its cover what they lack."""
    date = _first(statement, "meta/identification/FRBRWork/FRBRdate[@name='adoption']")
    steps = list(statement.iterfind("{*}meta/{*}workflow/{*}step"))
    voting = _first(statement, "meta/analysis/parliamentary/voting")
    session = _first(statement, "coverPage/p/session")
    keywords = list(statement.iterfind("{*}meta/{*}classification/{*}keyword"))
    agenda = next((k.get("value") for k in keywords if k.get("refersTo") == "agenda"), None)
    return Document(
        symbol=_symbol(statement, cover.symbol),
        date=(date.get("date") if date is not None else None) or cover.date,
        title=_title(statement) or cover.title,
        format="akn",
        file=file,
        session=(session.get("value") if session is not None else None) or cover.session,
        agenda_item=_cover(statement, "agenda item") or agenda or cover.agenda_item,
        agenda_title=_cover(statement, "agenda item name") or cover.agenda_title,
        report=next((s.get("as") for s in steps if s.get("outcome") == "recommendedForAdoption"), None) or cover.report,
        meeting=next((s.get("as") for s in steps if s.get("outcome") == "adopted"), None) or cover.meeting,
        vote=_vote(voting) if voting is not None else cover.vote,
        drafts=tuple(sorted({a for s in steps if s.get("outcome") == "draftResolution" and (a := s.get("as"))})),
        subjects=tuple(
            sorted({t for k in keywords if k.get("dictionary") == "UNBIS Thesaurus" and (t := k.get("value"))})
        ),
    )


def _symbol(statement: etree._Element, of_cover: str | None) -> str | None:
    for number in statement.iter("{*}docNumber"):
        text = clean(_words(number)).strip().rstrip(".")
        if re.fullmatch(r"[A-Z]", text) and of_cover:
            whole = symbols.parse(of_cover)
            return symbols.compose(whole.body, whole.kind, whole.session or "", whole.number or 0, text)
        try:
            return symbols.parse(text).text
        except SymbolError:
            continue
    return None


def _title(statement: etree._Element) -> str | None:
    title = next((t for t in statement.iterfind("{*}preface//{*}docTitle")), None)
    if title is None:
        return None
    words = _SPACE.sub(" ", clean("".join(_own_text(title)))).strip(" -–—")
    return words or None


def _own_text(element: etree._Element) -> Iterator[str]:
    """Text of an element without the notes in it; a line end parts words."""
    if _name(element) == "eol":
        yield " "
    if element.text:
        yield element.text
    for child in element:
        if _name(child) != "authorialNote":
            yield from _own_text(child)
        if child.tail:
            yield child.tail


def _cover(statement: etree._Element, name: str) -> str | None:
    inline = next((e for e in statement.iterfind("{*}coverPage//{*}inline") if e.get("name") == name), None)
    if inline is None:
        return None
    return (inline.get("title") or _SPACE.sub(" ", clean(_words(inline)))).strip() or None


def _vote(voting: etree._Element) -> str | None:
    outcome = voting.get("outcome") or ""
    if outcome == "adoptedWithoutVote":
        return "without vote"
    counts = {}
    for count in voting.iter("{*}count"):
        counts[(count.get("refersTo") or "").lstrip("#")] = count.get("value") or ""
    named = [counts.get(k, "") for k in ("inFavour", "against", "abstaining")]
    return "-".join(named) if all(named) else None


def _pieces(statement: etree._Element) -> tuple[list[Piece], list[Piece]]:
    """The pieces of one statement in reading order, and its notes."""
    pieces: list[Piece] = []
    notes: list[Piece] = []
    _walk(statement, "body", "", pieces, notes)
    return pieces, notes


def _walk(element: etree._Element, hint: str, number: str, pieces: list[Piece], notes: list[Piece]) -> str:
    """Collect the leaves below an element; `number` waits for the paragraph that it stands before."""
    for child in element:
        name = _name(child)
        if name in ("meta", "statement", "component", "components", "collectionBody", "img"):
            continue
        if name == "num":
            number = _SPACE.sub(" ", clean(_words(child))).strip()
            continue
        inner = _HINT_OF.get(name, hint)
        if name in _LEAVES and not _has_leaves(child):
            kind = {"td": "table", "th": "table"}.get(name, inner)
            piece = _piece(child, kind, number, notes)
            if name == "crossHeading" and child.get("refersTo") != "#preamble" and not number:
                piece.hint = "section" if kind == "body" else kind
            elif name in ("subheading", "heading") and kind == "body":
                piece.hint = "section"
            number = ""
            pieces.append(piece)
        elif name == "formula":
            pieces.append(_piece(child, "formula", "", notes))
        elif name == "attachment":
            first = len(pieces)
            number = _walk(child, "body", number, pieces, notes)
            if len(pieces) > first:
                # its first line is the heading; what follows counts its paragraphs, as an annex in plain text does
                pieces[first].hint = "annex"
        else:
            number = _walk(child, inner, number, pieces, notes)
    return number


def _has_leaves(element: etree._Element) -> bool:
    return any(_name(e) in _LEAVES and not _inside_note(e, element) for e in element.iterdescendants())


def _inside_note(element: etree._Element, root: etree._Element) -> bool:
    inner = takewhile(lambda ancestor: ancestor is not root, element.iterancestors())
    return any(_name(ancestor) == "authorialNote" for ancestor in inner)


def _piece(element: etree._Element, hint: str, number: str, notes: list[Piece]) -> Piece:
    """The text of a leaf with its marks and links; the notes inside it become pieces of their own."""
    run = Running()
    if number:
        run.add(number + " ")
    _fill(run, element, notes)
    return run.piece(hint)


def _fill(run: Running, element: etree._Element, notes: list[Piece]) -> None:
    """Add what stands in an element; its notes become pieces, and their marks stay behind."""
    if element.text:
        run.add(element.text)
    for child in element:
        name = _name(child)
        if name == "authorialNote":
            label = (child.get("marker") or "").strip() or str(len(notes) + 1)
            run.mark(label)
            notes.append(_note(child, label, notes))
        elif name == "eol":
            run.add(" ")
        elif name == "a":
            start = run.length
            _fill(run, child, notes)
            run.link(start, child.get("href") or "")
        elif name:
            _fill(run, child, notes)
        if child.tail:
            run.add(child.tail)


def _note(element: etree._Element, label: str, notes: list[Piece]) -> Piece:
    run = Running()
    run.add(label + " ")
    _fill(run, element, notes)
    return run.piece("note", label)


def _language(root: etree._Element, sample: str, file: str) -> str:
    """The language of the words themselves; the file's own word for it is sometimes wrong (75_274_F among English)."""
    seen = detect(sample)
    if seen:
        return seen
    stated = next((e.get("language") for e in root.iter("{*}FRBRlanguage")), None)
    if stated in _LANGUAGES:
        return _LANGUAGES[stated]
    raise ReadError("no known language", where=file, remedy="name it: --lang ar|en|es|fr|ru|zh")


def _mark_layout(pieces: list[Piece], language: Language) -> None:
    """The committee's line in the masthead is a heading; annexes are also told by their own title."""
    for piece in pieces:
        if piece.hint == "masthead" and piece.text.startswith("["):
            piece.hint = "heading"
        elif piece.hint in ("body", "section") and language.is_annex(piece.text):
            piece.hint = "annex"
