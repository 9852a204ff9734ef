"""The identifier of a UN document: read in every spelling, written in one canonical form.

A symbol names a resolution or decision of some body (`A/RES/33/134`, `S/RES/1325(2000)`, `FCCC/DEC/1/CP.21`), a
document (`A/71/208`, `FCCC/CP/2015/10/Add.1`), a publication by its sales number (`SALES/E.78.II.A.11`) or a treaty
(`UNTS/1771/30822`). `parse` accepts what libraries, official texts in six languages, addresses and users write, and
raises `SymbolError`, saying what would be right, for what cannot be. Canonical symbols parse to themselves.

Sources: the editorial manual, "System of identification" (un.org/dgacm/en/content/editorial-manual/res-dec-sys-ident);
the research guides of the Dag Hammarskjold Library (un.org/depts/dhl/resguide/gares.htm and
research.un.org/en/docs/symbols); roots and numbering of all bodies in `tables/bodies.toml`, sessions of the Assembly
in `tables/sessions.json`. Around this module: `spelling` (characters), `patterns` (what is written), `forms` (what can
be and how it is written), `document_symbols`, `bodies` and `sessions` (the tables).

>>> [parse(text).text for text in ("80/156", "57/270 B", "217 A (III)", "S-10/2", "1325 (2000)", "resolution 33/134")]
['A/RES/80/156', 'A/RES/57/270B', 'A/RES/217A(III)', 'A/RES/S-10/2', 'S/RES/1325(2000)', 'A/RES/33/134']
>>> parse("A/77/6 (Sect. 26)").text, parse("Sales No. C.78.II.A.11").text
('A/77/6(Sect.26)', 'SALES/E.78.II.A.11')
>>> parse("75/254 A to C").members
('A/RES/75/254A', 'A/RES/75/254B', 'A/RES/75/254C')
>>> fits("A/RES/33/134", "1978-12-19"), fits("A/RES/33/134", "2003-06-23"), fits("A/71/39", "2016-06-01")
(True, False, None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from resgraph import bodies, document_symbols, forms, patterns, sessions
from resgraph.errors import SymbolError
from resgraph.sessions import assembly_session_at, from_roman, roman, session_of_number, session_years
from resgraph.spelling import plain

__all__ = [
    "Symbol", "assembly_session_at", "compose", "fits", "from_roman", "label", "node_id", "parse", "roman",
    "session_of_number", "session_years", "sort_key",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol taken apart. `parse` makes it; `str` gives the canonical text."""

    text: str
    """Canonical form, the key of every table."""
    kind: str
    """resolution, decision, document, publication or treaty."""
    body: str
    """Key of `tables/bodies.toml`."""
    session: str | None = None
    """As the canonical form has it: 33, XXV, S-10, S-VI, ES-10, 1, or the year; None where there is none."""
    number: int | None = None
    """Number of the resolution or decision; None for all others."""
    part: str = ""
    """Letter or range of letters, "B", "A-C", or in brackets what else a library adds: "[II]"."""

    def __str__(self) -> str:
        return self.text

    @property
    def whole(self) -> str:
        """Canonical symbol without the part: A/RES/57/270 for A/RES/57/270B; else the symbol itself."""
        return self._with_part("") if self.part else self.text

    @property
    def members(self) -> tuple[str, ...]:
        """Canonical symbols of a range or list of parts, in order; else the symbol itself alone."""
        letters = forms.letters(self.part)
        return tuple(map(self._with_part, letters)) if len(letters) > 1 else (self.text,)

    @property
    def halves(self) -> tuple[str, ...]:
        """Aliases of a joint document, A/48/486 and S/26560 of A/48/486-S/26560; else the symbol itself alone."""
        return document_symbols.halves(self.text) if self.kind == "document" else (self.text,)

    def _with_part(self, part: str) -> str:
        """The same resolution or decision with another part."""
        return compose(self.body, self.kind, self.session or "", self.number or 0, part)


def compose(body: str, kind: str, session: str, number: int | str, part: str = "") -> str:
    """Write the canonical symbol of a resolution or decision from pieces already in normal form.

    `kind` is resolution or decision, `session` as printed in either numerals ("33", "XXV", "S-X", "2011"), `number` a
    whole number without leading zeros, `part` letters ("B", "A-C"). An empty session is found from the number where
    bodies number through, as the Assembly did to 3541 and the Security Council does.

    >>> compose("GA", "resolution", "25", 2625), compose("HRC", "resolution", "S-35", "1")
    ('A/RES/2625(XXV)', 'A/HRC/RES/S-35/1')

    Raises:
        SymbolError: no such body, session or number; the message names what would be right.
    """
    form = forms.form_of(body, kind, session or forms.session_from_number(body, int(number)))
    if form.first <= int(number) <= form.last:
        return form.text(number, part)
    raise forms.not_of_session(body, kind, form, int(number))


# ---------------------------------------------------------------- reading

_MODERN = re.compile(r"A/RES/([3-9][0-9])/([1-9][0-9]{0,2})([A-Z]?)")  # A/RES/57/270B
_DOCUMENT = re.compile(r"[AES]/[1-9][0-9]{1,3}/[1-9][0-9]{0,3}(?:/(?:Add|Corr|Rev)\.[1-9][0-9]?){0,4}")  # A/66/53/Add.1


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Symbol:
    """Read a symbol in any spelling that occurs.

    A number alone is the Assembly's (80/156, 2625 (XXV)), with a year in brackets the Security Council's; words may
    name the body by key or English name ("Human Rights Council resolution 16/18", "ECOSOC 2011/7").

    >>> parse("A/hrc/RES/49/1"), parse("217 ألف (د-3)").session
    (Symbol(text='A/HRC/RES/49/1', kind='resolution', body='HRC', session='49', number=1, part=''), 'III')

    Raises:
        SymbolError: no such document can be; the message names the text, what is wrong, and what would be right.
    """
    try:
        if m := _MODERN.fullmatch(text):
            return _numbered(patterns.Written("GA", "resolution", m[1], int(m[2]), m[3], behind=False))
        if _DOCUMENT.fullmatch(text):
            return Symbol(text, "document", bodies.body_of_document(text))
        symbol = _read(plain(text))
    except SymbolError as error:
        raise SymbolError(error.what, where=text[:300], remedy=error.remedy) from None
    if symbol is None:
        if text.count("(") != text.count(")"):
            raise SymbolError("brackets do not pair", where=text, remedy="close them, as in A/80/49(Vol.II)")
        right = "write one such as A/RES/33/134, 2625 (XXV) or A/71/208"
        raise SymbolError("not the symbol of a UN document", where=text, remedy=right)
    return symbol


_KIND = re.compile(r"(?<!/)\b(?:RESOLUTION|DECISION)\b")


def _read(text: str) -> Symbol | None:
    """A symbol from its plain spelling; None where it is none of any kind."""
    kinds = {word.lower() for word in _KIND.findall(text)}
    kind = kinds.pop() if len(kinds) == 1 else ""
    text = " ".join(_KIND.sub(" ", text).split())
    tight = text.replace(" ", "")
    if sales := document_symbols.sales(tight):
        return Symbol(sales, "publication", "SECRETARIAT")
    if treaty := document_symbols.treaty(tight):
        return Symbol(treaty, "treaty", "SECRETARIAT")
    return _adopted(tight) or _bare(tight, "", kind) or _document(text) or _in_words(text, kind)


def _numbered(written: patterns.Written) -> Symbol:
    """The resolution or decision that is written, if it can be."""
    key, kind, session, number, letters, behind = written
    session = session or forms.session_from_number(key, number)
    part = forms.part(letters)
    form = forms.form_of(key, kind, session)
    if behind is not None and behind is not form.behind:
        raise forms.written_otherwise(key, form, session, number)
    return Symbol(compose(key, kind, session, number, part), kind, key, form.session or None, number, part)


def _adopted(tight: str) -> Symbol | None:
    """A resolution or decision under the root of its body, or in a form that only one body has (1/CP.21)."""
    if written := patterns.written(tight):
        return _numbered(written)
    root = patterns.adopting_root(tight)
    if root and not document_symbols.is_annexed(tight):
        raise SymbolError(f"not a {root[1]} of the {bodies.body(root[0]).name}", remedy="give its session and number")
    return None


def _bare(tight: str, key: str, kind: str) -> Symbol | None:
    """A number without a root: of the body and kind that words gave, else the Assembly's or the Security Council's."""
    written = patterns.bare(tight)
    if written is None:
        return None
    session, behind = written.session, written.behind
    if not key and (behind is None or (session.isalpha() and bodies.body_of_document(tight) != "OTHER")):
        return None  # CD/1064 is a document of the Conference on Disarmament
    year = len(session) == 4 and session.isdigit()
    if not key and year and not behind:
        root = "DEC" if kind == "decision" else "RES"
        raise SymbolError("several organs number by year", remedy=f"name the organ, as in E/{root}/{tight} for ECOSOC")
    key = key or ("SC" if year else "GA")
    if not kind:
        numbered = {k for era in bodies.body(key).eras for k in ("resolution", "decision") if era.template(k)}
        decided = key == "GA" and not behind and written.number > forms.form_of(key, "resolution", session).last
        kind = "decision" if decided or numbered == {"decision"} else "resolution"
    return _numbered(written._replace(body=key, kind=kind))


def _document(text: str) -> Symbol | None:
    """A document, or the resolution of a body that the table of bodies does not have."""
    symbol = document_symbols.document(text)
    if symbol is None or document_symbols.document(plain(symbol)) != symbol:  # ES/CORR1 would be read as CORR1
        return None
    return Symbol(symbol, document_symbols.adopted_kind(symbol), bodies.body_of_document(symbol))


def _in_words(text: str, kind: str) -> Symbol | None:
    """A number with the English name or the key of its body before or behind it."""
    found = patterns.named(text)
    if found is None:
        return None
    number, name = found
    key = bodies.called(name) if name else ""
    if key is None:
        raise SymbolError(f'no body is called "{name}"', remedy="give the symbol, or the body's full English name")
    return _adopted(number) or _bare(number, key, kind)


# ---------------------------------------------------------------- dates, names and order

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def fits(symbol: str | Symbol, date: str) -> bool | None:
    """Whether a resolution or decision can have been adopted on an ISO date; None where no rule is known.

    Of the Assembly by the dates of its session, with some days of tolerance; of bodies that number by year by that
    year, ECOSOC's cycles since 2014 from the July before; of others by the year of the session, give or take one.
    It is evidence beside the words: a few of the dates printed in official texts are wrong.

    >>> fits("A/RES/ES-10/14", "2003-12-08"), fits("E/RES/2021/4", "2020-09-14"), fits("A/HRC/RES/16/18", "2011-03-24")
    (True, True, True)

    Raises:
        SymbolError: the symbol or the date cannot be.
    """
    symbol = parse(symbol) if isinstance(symbol, str) else symbol
    if not _DATE.fullmatch(date):
        raise SymbolError("not an ISO date", where=date, remedy="write it as 2016-12-21")
    if symbol.session is None:
        return None
    if symbol.body == "GA":
        window = sessions.window(symbol.session)
        return window and window[0] <= date <= window[1]
    body, year = bodies.body(symbol.body), int(date[:4])
    expected = body.year_of(symbol.session)
    if expected is None:
        return None
    if body.by_year(symbol.session):
        early = body.cycle is not None and expected >= body.cycle and date[5:7] >= "07"
        return year == expected or (early and year == expected - 1)
    return abs(year - expected) <= 1


def label(symbol: str | Symbol) -> str:
    """Short name for pictures; `parse` reads it back.

    >>> [label(s) for s in ("A/RES/57/270B", "A/RES/2625(XXV)", "S/RES/1325(2000)", "A/HRC/RES/16/18", "A/DEC/74/537B")]
    ['57/270 B', '2625 (XXV)', '1325 (2000)', 'HRC 16/18', 'decision 74/537 B']
    """
    symbol = parse(symbol) if isinstance(symbol, str) else symbol
    if symbol.number is None:
        return symbol.text
    printed = dict(bodies.body(symbol.body).printed).get(symbol.kind, "")
    template = printed or "{session}/{number}"
    if not printed and symbol.session is None:
        template = "{number}"
    elif not printed and forms.form_of(symbol.body, symbol.kind, symbol.session or "").behind:
        template = "{number} ({session})"
    part = f" {symbol.part}" if symbol.part else ""
    letters, supplied = ("", part) if "[" in part else (part, "")
    name = template.format(session=symbol.session, number=f"{symbol.number}{letters}") + supplied
    organ = "" if printed or symbol.body in ("GA", "SC") else f"{symbol.body} "
    return f"{organ}{'decision ' if symbol.kind == 'decision' else ''}{name}"


_NMTOKEN = str.maketrans({"/": "_", "(": ":", ")": ":", "[": "..", "]": "..", ",": "--"})


def node_id(symbol: str | Symbol) -> str:
    """An XML NMTOKEN for a canonical symbol, for the ids of GraphML; different symbols have different ones.

    >>> node_id("A/RES/33/134"), node_id("A/RES/2625(XXV)")
    ('A_RES_33_134', 'A_RES_2625:XXV:')
    """
    return str(symbol).translate(_NMTOKEN)


_DIGITS = re.compile("([0-9]+)")
_KIND_ORDER = ("resolution", "decision", "document", "publication", "treaty")


def sort_key(symbol: str | Symbol) -> tuple[int, str, str, int, int, str, tuple[tuple[int, str], ...]]:
    """A key that sorts by kind, body, time of the session, number and part, and documents by the numbers in them.

    >>> sorted(["A/RES/60/10", "A/RES/60/2", "A/RES/3201(S-VI)", "A/RES/3203(XXIX)", "A/RES/217(III)"], key=sort_key)
    ['A/RES/217(III)', 'A/RES/3201(S-VI)', 'A/RES/3203(XXIX)', 'A/RES/60/2', 'A/RES/60/10']
    """
    symbol = parse(symbol) if isinstance(symbol, str) else symbol
    session = symbol.session or ""
    if symbol.body == "GA" and session:
        opened = (sessions.window(session) or (sessions.OPEN_END,))[0]
    else:
        opened = str(bodies.body(symbol.body).year_of(session) or "")
    order = bodies.session_number(session) or 0
    natural = tuple((int(piece), "") if piece.isdigit() else (-1, piece) for piece in _DIGITS.split(symbol.text))
    kind = _KIND_ORDER.index(symbol.kind)
    return kind, symbol.body, opened, order, symbol.number or 0, symbol.part, natural
