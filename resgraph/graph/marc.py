"""Library records: MARCXML of the UN Digital Library as documents that were not read.

Fields, after the library's reference manual (UNBIS): 191 $a symbol, 245 title, 239 and 249 other titles, 992 $a date
of adoption, 269 $a date of distribution (often weeks later), 991 agenda item, 996 how it was adopted and at which
meeting, 993 drafts and report (first indicator 2) and meeting (4), 65x subjects. In records of votes 791 $a has the
symbol and 996 $b $c $d the counts. The library sends UTF-8 without saying so, with or without the namespace of MARC21
slim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

from resgraph import symbols
from resgraph.errors import GraphError, SymbolError
from resgraph.models import Document

__all__ = ["read_marc"]

Field = defaultdict[str, list[str]]
"""Values of one field by subfield code; the indicators under `ind`."""

ADOPTED = re.compile(
    r"""
    Adopted
    (?:\s+(?P<how>without\ (?:a\ )?vote|unanimously|\d+-\d+-\d+))?  # "Adopted 122-55-1", "Adopted without vote"
    (?:,\s*(?P<meeting>\d+(?:st|nd|rd|th))\s+(?:plenary\s+)?meeting)?  # ", 77th plenary meeting"
    """,
    re.VERBOSE | re.IGNORECASE,
)
DAY = re.compile(r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})")  # "20021218", "2002-12-18"
ITEM = re.compile(r"(?P<number>\d+)(?P<letter>[a-z]?)")  # "71b"
KIND_OF_TEXT = re.compile(r"(?:draft )?(?:resolution|decision)\b", re.IGNORECASE)  # "resolution /"
COUNT = re.compile(r"0{0,9}(0|[1-9][0-9]{0,3})")  # "055"
SPECIAL = re.compile(r"(?P<number>\d+)(?P<kind>emsp|sp)")  # "10emsp", "27sp"


def read_marc(path: str | Path) -> Iterator[Document]:
    """Yield a document for each symbol of each record of a MARCXML file, in the order of the file.

    Its format is `record` where the record has the date of adoption, and `published` where it has only that of
    distribution. A symbol that cannot be parsed gives a document without symbol, its title kept.

    Raises:
        GraphError: the file cannot be read, or is not MARCXML.
    """
    where, found = str(path), False
    try:
        with Path(path).open("rb") as stream:
            utf8 = ElementTree.XMLParser(encoding="utf-8")
            for _, element in ElementTree.iterparse(stream, ("end",), utf8):
                if _name(element) == "record":
                    found = True
                    yield from _documents(_fields(element), where)
                    element.clear()
    except OSError as error:
        raise GraphError(f"cannot be read ({error.strerror})", where=where, remedy="check the path") from error
    except ElementTree.ParseError as error:
        raise GraphError(f"is not well-formed XML ({error})", where=where, remedy="save the record again") from error
    if not found:
        raise GraphError("holds no MARC record", where=where, remedy="give MARCXML, as `?of=xm` of a record gives it")


def _name(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _fields(record: ElementTree.Element) -> dict[str, list[Field]]:
    """The data fields of a record by tag."""
    fields: dict[str, list[Field]] = defaultdict(list)
    for element in record:
        if _name(element) == "datafield":
            field: Field = defaultdict(list, {"ind": [element.get("ind1", " ")]})
            for part in element:
                if part.text and part.text.strip():
                    field[part.get("code", "")].append(" ".join(part.text.split()))
            fields[element.get("tag", "")].append(field)
    return fields


def _documents(fields: Mapping[str, list[Field]], where: str) -> Iterator[Document]:
    """A document for each symbol of a record."""
    named = [field for tag in ("191", "791") for field in fields.get(tag, ()) if field["a"]]
    adopted, published = (_day(_first(fields, tag)) for tag in ("992", "269"))
    item = (fields.get("991") or [defaultdict(list)])[0]
    how = ADOPTED.search(_first(fields, "996"))
    related = [(field["ind"][0], _symbol(value)) for field in fields.get("993", ()) for value in field["a"]]
    drafts = tuple(symbol for kind, symbol in related if kind == "2" and symbol and "/L." in symbol)
    reports = [symbol for kind, symbol in related if kind in "23" and symbol and "/L." not in symbol]
    meetings = [symbol for kind, symbol in related if kind == "4" and symbol]
    for field in named:
        yield Document(
            symbol=_symbol(field["a"][0]),
            date=adopted or published,
            title=_title(fields),
            lang="en",
            format="record" if adopted or not published else "published",
            file=where,
            session=_session("".join(field["c"][:1])),
            agenda_item=_item("".join(item["b"][:1])),
            agenda_title="".join(item["c"][:1]) or None,
            report=reports[0] if reports else None,
            meeting=meetings[0] if meetings else (how and how["meeting"]) or None,
            vote=_vote(fields, how),
            drafts=drafts,
            subjects=tuple(v for tag in ("650", "651", "610") for field in fields.get(tag, ()) for v in field["a"]),
        )


def _first(fields: Mapping[str, list[Field]], tag: str) -> str:
    """The first value of subfield $a of a field, or nothing."""
    return next((value for field in fields.get(tag, ()) for value in field["a"]), "")


def _symbol(text: str) -> str | None:
    with suppress(SymbolError):
        return symbols.parse(text).text
    return None


def _title(fields: Mapping[str, list[Field]]) -> str | None:
    """The title proper, without the marks that library rules put behind it.

    The remainder (245 $b) belongs to it, unless it only says what kind of text it is ("resolution /").
    """
    for tag in ("245", "239", "249"):
        for field in fields.get(tag, ()):
            rest = [part for part in field["b"] if not KIND_OF_TEXT.match(part)]
            words = " ".join([*field["a"], *rest]).rstrip(" :/.")
            if words:
                return words
    return None


def _day(text: str) -> str | None:
    """ISO date of a value: of several dates the first, nothing where it has no day."""
    m = DAY.match(text)
    return f"{m['year']}-{m['month']}-{m['day']}" if m else None


def _session(text: str) -> str | None:
    """Session as the symbols have it: "78", ES-10 for "10emsp", S-27 for "27sp"."""
    m = SPECIAL.fullmatch(text)
    return f"{'ES' if m['kind'] == 'emsp' else 'S'}-{m['number']}" if m else text or None


def _item(text: str) -> str | None:
    """Agenda item as texts print it: "71 (b)" for "71b"; brackets of the cataloguer are taken off."""
    bare = text.strip("[] ")
    m = ITEM.fullmatch(bare)
    return f"{m['number']} ({m['letter']})" if m and m["letter"] else bare or None


def _vote(fields: Mapping[str, list[Field]], how: re.Match[str] | None) -> str | None:
    """The vote in one form: "without vote", or for-against-abstaining."""
    for field in fields.get("996", ()):
        if field["b"]:
            counts = [COUNT.fullmatch("".join(field[code][:1]) or "0") for code in "bcd"]
            return "-".join(m[1] for m in counts if m) if all(counts) else None
    if how is None or not how["how"]:
        return None
    words: str = how["how"].lower()
    return "without vote" if words.startswith("without") else words
