"""The contract of graph attributes and of exported columns: scalars only, one meaning each, in one order.

A graph is a `networkx.DiGraph`: a node is one document, its key the canonical symbol; an edge runs from the citing to
the cited document, one a pair. The mentions behind the edges are the `Citation` records in `graph.graph["mentions"]`.
An attribute that is not known is absent from the node or edge, never None, so that no reader has to guess.

>>> [f.name for f in NODE_FIELDS][:4]
['label', 'symbol', 'title', 'title_share']
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass
from textwrap import dedent
from typing import Literal

__all__ = [
    "EDGE_FIELDS",
    "KINDS",
    "NODE_FIELDS",
    "RELATIONS",
    "RELATION_STRENGTH",
    "SCHEMA_VERSION",
    "VERSION_LANGS",
    "Field",
    "record_fields",
]

SCHEMA_VERSION = "1"
"""Version of the node-link JSON, raised when a field changes its meaning."""

RELATIONS = (
    "decides", "requests", "endorses", "reaffirms", "recalls", "welcomes", "deplores", "recognizes", "notes",
    "considers", "cites",
)  # fmt: skip
"""Relations, strongest first: the order in which an edge takes its own from those of its mentions."""

RELATION_STRENGTH = {name: rank for rank, name in enumerate(RELATIONS)}

KINDS = ("resolution", "decision", "document", "publication", "treaty")

VERSION_LANGS = ("en", "fr", "es", "ru", "zh", "ar")
"""Which language version of a document speaks for it, first choice first."""


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute of nodes or edges."""

    name: str
    type: Literal["string", "int", "double", "boolean"]
    meaning: str


NODE_FIELDS: tuple[Field, ...] = (
    Field("label", "string", "short name for pictures: 33/134, 57/270 B, 1325 (2000), or the symbol"),
    Field("symbol", "string", "canonical symbol, the join key of all tables"),
    Field("title", "string", "title, from the first version held of en fr es ru zh ar"),
    Field("title_share", "double", "share of the texts quoting a title that quote this one; only where it is quoted"),
    Field("date", "string", "adoption date, ISO"),
    Field("date_basis", "string", "official (own or recorded), printed (by citing texts) or published (distributed)"),
    Field("date_share", "double", "share of dated citing documents that print it, 0 to 1; only where basis is printed"),
    Field("year", "int", "year of the date"),
    Field("session", "string", "session of the organ: 33, XXV, S-10, or the year"),
    Field("kind", "string", "resolution, decision, document, publication or treaty"),
    Field("body", "string", "the organ: GA, SC, ECOSOC, HRC, …"),
    Field("held", "boolean", "true where the document was read, false where it is only cited (a stub)"),
    Field("langs", "string", "language versions held, joined by ;"),
    Field("agenda_item", "string", "agenda item as printed"),
    Field("meeting", "string", "plenary meeting of adoption"),
    Field("vote", "string", "without vote, or for-against-abstaining"),
    Field("series", "string", "symbol of the first member of the series it belongs to"),
    Field("part_of", "string", "symbol of the whole where this is a part with a letter"),
    Field("cited_by", "int", "number of documents that cite it"),
    Field("cites", "int", "number of documents it cites"),
    Field("flags", "string", "what to know about it, joined by ;"),
)

EDGE_FIELDS: tuple[Field, ...] = (
    Field("relation", "string", "strongest relation among the mentions"),
    Field("relations", "string", "all relations of the mentions, strongest first, joined by ;"),
    Field("weight", "int", "number of mentions in one language version"),
    Field("verb", "string", "opening words of the clause with the strongest relation"),
    Field("first_paragraph", "string", "paragraph of the first mention: PP2, OP28, fn8"),
    Field("paragraphs", "string", "paragraphs of all mentions in the order of the text, joined by ;"),
    Field("place", "string", "place of the first mention: preamble, operative, footnote, annex, body"),
    Field("date", "string", "adoption date of the citing document, ISO"),
    Field("cited_date", "string", "date printed for the cited document, ISO"),
    Field("cited_adopted", "string", "adoption date of the cited document, ISO"),
    Field("lag_years", "double", "years between the two adoption dates, two decimals"),
    Field("quote", "string", "the mention that gives the relation: 33/134 of 19 December 1978"),
    Field("langs", "string", "language versions that hold this citation, joined by ;"),
    Field("flags", "string", "flags of its mentions, joined by ;"),
)


def record_fields(record: type) -> tuple[Field, ...]:
    """The columns of a table of records: names and docstrings of the fields, so that both say the same as the code.

    Positions (`span_…`) are numbers, all else is text; what a field holds several of is joined by `;`.
    """
    body = ast.parse(dedent(inspect.getsource(record))).body[0]
    assert isinstance(body, ast.ClassDef)
    found: list[Field] = []
    name = ""
    for statement in body.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            name = statement.target.id
        elif name and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            kind: Literal["int", "string"] = "int" if name.startswith("span_") else "string"
            found.append(Field(name, kind, " ".join(str(statement.value.value).split())))
            name = ""
    return tuple(found)
