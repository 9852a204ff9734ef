"""Inputs of the readers and importers: small true files, their parts mutated before they are packed, or their bytes after."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from random import Random
from typing import Any

import resgraph
from resgraph.languages import LANGUAGES
from resgraph.models import CITATION_FIELDS, Text
from resgraph.text.plain import read_str
from tests.fuzz.generate import CASES, NOISE, clause, examples, mutated, mutated_bytes, part, symbol
from tests.readers_pdf_writer import Sheet
from tests.readers_pdf_writer import write as write_pdf
from tests.readers_typesetting import as_docx, as_html

Make = Callable[[Random], bytes]

TAGS = (
    "<p>", "</p>", "<p/>", "<num>1.</num>", "<num>", "</num>", "<authorialNote marker='1'>", "</authorialNote>", "<statement>",
    "<docNumber>", "<docNumber>A</docNumber>", "</docNumber>", "<td>", "<table>", "<heading>", "<eol/>", "<a href='x'>", "</a>", "<!--", "-->",
    "<![CDATA[", "]]>", "&x;", "&#0;", "&#xd800;", "&#1114112;", "<?x?>", "<!DOCTYPE a [<!ENTITY x 'y'>]>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "<sup>1</sup>", "<sup>", "<li id='fn1'>", "<hr>", "<br>", "<script>", "<style>", "<div>" * 30, "<b>" * 300, "</div>", "<meta charset=utf-7>",
    "<meta charset=hex>", "<meta charset='punycode'>", "<w:p>", "</w:p>", "<w:r>", "<w:t>", "<w:numPr>", "<w:ilvl w:val='-1'/>", "<w:ilvl w:val='x'/>",
    "<w:numId w:val='1'/>", "<w:footnoteReference w:id='1'/>", "<w:footnoteReference/>", "<w:fldChar w:fldCharType='end'/>", "<w:vanish/>",
    "<w:hyperlink r:id='r9'>", "<w:instrText>HYPERLINK \"x\"</w:instrText>", "w:val='99999999999999999999'", "value=''", "date='x'", "name='adoption'",
)  # fmt: skip
"""Markup at the seams of the formats."""
_PLAIN_NOISE = tuple(
    noise for noise in NOISE if not {"<", "&"}.intersection(noise) and (noise.isprintable() or noise == "\n")
)


WHOLE = (
    "<p/>", "<num>1.</num>", "<authorialNote marker='1'><p>x</p></authorialNote>", "<docNumber>A</docNumber>", "<td>57/270</td>", "<eol/>",
    "<heading>II</heading>", "<statement/>", "<a href='x'>y</a>", "<!-- -->", "<![CDATA[33/134]]>", "<?x?>", "<sup>1</sup>", "<hr/>", "&#x2028;",
    "<w:p/>", "<w:p><w:r><w:t>33/134</w:t></w:r></w:p>", "<w:r><w:tab/></w:r>", "<w:numPr><w:ilvl w:val='-1'/><w:numId w:val='1'/></w:numPr>",
    "<w:ilvl w:val='x'/>", "<w:lvlText w:val='%9%1%'/>", "<w:start w:val='-3'/>", "<w:footnoteReference w:id='1'/>", "<w:footnoteReference/>",
    "<w:fldChar w:fldCharType='end'/>", "<w:r><w:instrText>HYPERLINK \"x\"</w:instrText></w:r>", "<w:start w:val='99999999999999999999'/>",
    "<datafield tag='191'><subfield code='a'>A/RES/1/1</subfield></datafield>", "<datafield/>", "<subfield code='b'>x</subfield>", "<record/>",
)  # fmt: skip
"""Elements that leave a document well formed, wherever they are set."""


def _markup(random: Random, text: str) -> str:
    """Markup with whole elements set into it, which leaves it well formed, or with anything anywhere."""
    if random.random() < 0.4:
        return mutated(random, text, (*TAGS, *NOISE))
    pieces = text.split(">")
    for _ in range(random.randint(1, 6)):
        at = random.randrange(1, len(pieces))
        pieces[at] = random.choice((*WHOLE, *_PLAIN_NOISE)) + pieces[at]
    return ">".join(pieces)


def _sometimes_broken(random: Random, data: bytes, share: float = 0.3) -> bytes:
    return mutated_bytes(random, data) if random.random() < share else data


@cache
def texts() -> tuple[Text, ...]:
    """Short texts to set as documents: two clauses of each language below a formula."""
    formula = {
        "en": "The General Assembly,",
        "fr": "L’Assemblée générale,",
        "es": "La Asamblea General,",
        "ru": "Генеральная Ассамблея,",
    }
    return tuple(read_str("\n".join((formula.get(code, ""), *examples(code)[:3])), lang=code) for code in LANGUAGES)


def plain(random: Random) -> bytes:
    """A text file: clauses of a language, in UTF-8 or an older encoding."""
    code = random.choice(LANGUAGES)
    text = "\n".join(clause(code)(random) for _ in range(random.randint(1, 6)))
    encoding = random.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030", "windows-1251", "windows-1252"))
    return _sometimes_broken(random, text.encode(encoding, "replace"))


def akn(random: Random) -> bytes:
    """AKN4UN: the small resolution of the tests, mutated."""
    text = (CASES / "text" / "resolution.xml").read_text("utf-8")
    text = _markup(random, text.replace("Reaffirms", part(random, random.choice(examples(random.choice(LANGUAGES))))))
    return _sometimes_broken(random, text.encode(), 0.1)


def html(random: Random) -> bytes:
    """A web page with notes, mutated."""
    return _sometimes_broken(random, _markup(random, as_html(random.choice(texts()))).encode(), 0.2)


@cache
def _word_parts(number: int) -> dict[str, str]:
    parts: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(as_docx(texts()[number]))) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name).decode()
    parts["word/numbering.xml"] = _NUMBERING
    body = parts["word/document.xml"]
    parts["word/document.xml"] = body.replace(
        "<w:pPr>", "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>", 2
    )
    return parts


_NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def docx(random: Random) -> bytes:
    """A Word file with one or two of its parts mutated, or a part left out."""
    parts = dict(_word_parts(random.randrange(len(LANGUAGES))))
    for name in random.sample(sorted(parts), random.randint(1, 2)):
        if random.random() < 0.05:
            del parts[name]
        else:
            parts[name] = _markup(random, parts[name])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, words in parts.items():
            archive.writestr(name, words.encode("utf-8", "replace"))
    return _sometimes_broken(random, buffer.getvalue(), 0.2)


def pdf(random: Random) -> bytes:
    """A PDF of one or two pages with text, a note and a link, its bytes mutated."""
    words = clause(random.choice(("en", "fr", "es")))(random).encode("cp1252", "ignore").decode("cp1252")
    lines = [words[n : n + 90].replace("\n", " ") for n in range(0, min(len(words), 1200), 90)] or ["x"]
    top, size = random.choice((760, 700, 5, -10)), random.choice((10, 8, 0.1, 300))
    sheet = Sheet(links=[(72, 650, 200, 712, "https://undocs.org/A/71/208")]).lines(
        random.choice((72, 300, 0)), top, size, 12, *lines
    )
    sheet.lines(72, 60, 7, 9, "1 Resolution 70/1.")
    data = write_pdf([sheet] * random.randint(1, 2), encrypted=random.random() < 0.02)
    if random.random() < 0.5:  # only what is drawn: the objects stay in their places
        start, end = data.index(b"stream") + 7, data.index(b"endstream")
        drawn = mutated_bytes(random, data[start:end])[: end - start]
        return data[:start] + drawn.ljust(end - start) + data[end:]
    return _sometimes_broken(random, data, 0.7)


# ---------------------------------------------------------------- importers, graphs, citation files

_MARC = """<collection xmlns="http://www.loc.gov/MARC21/slim"><record><datafield tag="191" ind1=" " ind2=" ">
<subfield code="a">A/RES/57/270B</subfield><subfield code="c">10emsp</subfield></datafield>
<datafield tag="245" ind1=" "><subfield code="a">Title :</subfield><subfield code="b">resolution /</subfield></datafield>
<datafield tag="992" ind1=" "><subfield code="a">2003-06-23</subfield></datafield>
<datafield tag="269" ind1=" "><subfield code="a">20030703</subfield></datafield>
<datafield tag="991" ind1=" "><subfield code="b">[71b]</subfield><subfield code="c">ITEM</subfield></datafield>
<datafield tag="996" ind1=" "><subfield code="a">Adopted 122-55-1, 77th plenary meeting</subfield>
<subfield code="b">122</subfield><subfield code="c">055</subfield><subfield code="d">1</subfield></datafield>
<datafield tag="993" ind1="2"><subfield code="a">A/57/L.80</subfield></datafield></record></collection>"""


def marc(random: Random) -> bytes:
    """A library record, mutated."""
    text = _MARC.replace("A/RES/57/270B", symbol(random)) if random.random() < 0.3 else _MARC
    return _sometimes_broken(random, _markup(random, text).encode("utf-8", "replace"), 0.2)


_COLUMNS = (
    "symbol",
    "resolution",
    "date",
    "title",
    "lang",
    "vote",
    "total_yes",
    "total_no",
    "total_abstentions",
    "draft",
    "subject",
    "agenda",
    "x",
)
_CELLS = (
    "A/RES/33/134", "57/270 B", "", "2003-06-23", "2003-06-23", "20030623", "20030623", "2003", "12", "7", "0", "0000-00-00", "122", "1.5", "nan", "inf", "-1", "x", "a|b;c", "=1", '"', "\n", "\0",
    "\u2028", "1e999", "٣", "²", "9" * 5000,
)  # fmt: skip


def _rows(random: Random) -> list[dict[str, str]]:
    names = ["symbol", *some_columns(random)]
    return [
        {name: random.choice(_CELLS) if name != "symbol" or random.random() < 0.3 else "A/RES/33/134" for name in names}
        for _ in range(3)
    ]


def some_columns(random: Random) -> list[str]:
    """Some of the columns that lists have, in any order."""
    return random.sample(_COLUMNS, random.randint(1, 8))


def list_csv(random: Random) -> bytes:
    """A list of documents as CSV."""
    rows = _rows(random)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return _sometimes_broken(
        random,
        mutated(random, out.getvalue()).encode("utf-8", "replace")
        if random.random() < 0.5
        else out.getvalue().encode(),
    )


VALUES: tuple[Any, ...] = (
    None,
    0,
    -1,
    1e308,
    True,
    "",
    "x",
    [],
    ["a"],
    [[1]],
    {},
    {"a": 1},
    "A/RES/33/134",
    "1978-12-19",
    "1978-13-40",
    10**30,
    "\ud800",
)


def _spoilt(random: Random, record: dict[str, Any]) -> dict[str, Any]:
    """A record with a few of its values exchanged or dropped."""
    record = dict(record)
    for name in random.sample(sorted(record), random.randint(0, min(3, len(record)))):
        if random.random() < 0.3:
            del record[name]
        else:
            record[name] = random.choice(VALUES)
    return record


def _json(random: Random, text: str) -> bytes:
    text = (
        mutated(
            random,
            text,
            (
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "null",
                "NaN",
                "Infinity",
                "-",
                "1e999",
                '"',
                "\\ud800",
                "[" * 3000,
                "\0",
                "9" * 5000,
            ),
        )
        if random.random() < 0.3
        else text
    )
    return _sometimes_broken(random, text.encode("utf-8", "replace"), 0.2)


def list_jsonl(random: Random) -> bytes:
    """A list of documents as JSON Lines."""
    return _json(random, "\n".join(json.dumps(_spoilt(random, row)) for row in _rows(random)))


@cache
def _records() -> tuple[dict[str, Any], ...]:
    return tuple(
        asdict(c)
        for code in LANGUAGES
        for text in examples(code)[:5]
        for c in resgraph.extract(text, lang=code, citing="A/RES/71/244")
    )


def citations_jsonl(random: Random) -> bytes:
    """Citation records as JSON Lines."""
    return _json(
        random, "\n".join(json.dumps(_spoilt(random, random.choice(_records()))) for _ in range(random.randint(1, 4)))
    )


def citations_csv(random: Random) -> bytes:
    """Citation records as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=random.choice(("\n", "\r\n")))
    writer.writerow(CITATION_FIELDS)
    for _ in range(random.randint(1, 4)):
        row = {**dict.fromkeys(CITATION_FIELDS), **_spoilt(random, random.choice(_records()))}
        writer.writerow(
            ";".join(map(str, v)) if isinstance(v, tuple) else str(v or "").encode("utf-8", "replace").decode()
            for v in row.values()
        )
    return _sometimes_broken(
        random,
        mutated(random, out.getvalue()).encode("utf-8", "replace")
        if random.random() < 0.4
        else out.getvalue().encode(),
    )


@cache
def _graph() -> dict[str, Any]:
    from resgraph.export import render

    graph = resgraph.build(resgraph.extract(examples("en")[0], lang="en", citing="A/RES/71/244"))
    found: dict[str, Any] = json.loads("".join(render(graph, ".json")))
    return found


def graph_json(random: Random) -> bytes:
    """A graph as node-link JSON, some of its rows and keys spoilt."""
    data = _graph()
    for name in ("nodes", "edges", "mentions"):
        if random.random() < 0.5:
            data = {
                **data,
                name: [_spoilt(random, row) for row in data[name]] if random.random() < 0.9 else random.choice(VALUES),
            }
    data = _spoilt(random, data) if random.random() < 0.2 else data
    return _json(random, json.dumps(data))
