"""The numbers that Word counts itself, and prints before paragraphs without writing them into the text.

A paragraph names a list and a level (`w:numPr`, its own or its style's); `numbering.xml` says how each level is
written ("%1.", "(%2)"). ECMA-376 part 1, section 17.9.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

__all__ = ["Numbering"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LETTERS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    abstract: str = ""


class Numbering:
    """Counts the paragraphs of one document."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._of_style = _numbered_styles(styles) if styles is not None else {}
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: etree._Element) -> str:
        """The printed number of a paragraph, "" for one without or with a bullet."""
        found = self._place(paragraph)
        if found is None:
            return ""
        number, depth = found
        own = self._lists.get(number)
        level = own.levels.get(depth) if own is not None else None
        if own is None or level is None:
            return ""
        counts = self._counts.setdefault(own.abstract, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.form in ("bullet", "none"):
            return ""
        text = level.text
        for above in range(depth + 1):
            shape = own.levels.get(above, level)
            text = text.replace(f"%{above + 1}", _written(counts.get(above, shape.start), shape.form))
        return text.strip()

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """List and level of a paragraph."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        style = _value(properties.find(f"{_W}pStyle"))
        number, depth = _numbers(properties)
        of_style = self._of_style.get(style or "")
        if number is None and of_style is not None:
            number, depth = of_style[0], of_style[1] if depth is None else depth
        return None if number in (None, "0") else (number or "", depth or 0)


def _value(element: etree._Element | None) -> str | None:
    return element.get(f"{_W}val") if element is not None else None


def _numbers(properties: etree._Element) -> tuple[str | None, int | None]:
    """List and level that some properties name, None for what they do not."""
    own = properties.find(f"{_W}numPr")
    if own is None:
        return None, None
    return _value(own.find(f"{_W}numId")), _whole(_value(own.find(f"{_W}ilvl")), 1)


def _whole(text: str | None, digits: int) -> int | None:
    """A whole number of so many digits at most, None for anything else: no document counts to a million."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= digits else None


def _lists(numbering: etree._Element) -> dict[str, _List]:
    shapes = {a.get(f"{_W}abstractNumId"): _levels(a) for a in numbering.iterfind(f"{_W}abstractNum")}
    found: dict[str, _List] = {}
    for number in numbering.iterfind(f"{_W}num"):
        abstract = _value(number.find(f"{_W}abstractNumId")) or ""
        name = number.get(f"{_W}numId") or ""
        found[name] = _List(dict(shapes.get(abstract, {})), abstract)
        for override in number.iterfind(f"{_W}lvlOverride"):
            found[name].levels.update(_levels(override))
            depth = _whole(override.get(f"{_W}ilvl") or "0", 1)
            start = _whole(_value(override.find(f"{_W}startOverride")), 4)
            level = found[name].levels.get(depth) if depth is not None else None
            if start is not None and depth is not None and level is not None:
                # a list that starts anew counts for itself
                found[name].levels[depth] = _Level(level.form, level.text, start)
                found[name].abstract = f"{abstract}/{name}"
    return found


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in abstract.iterfind(f"{_W}lvl"):
        depth, start = _whole(level.get(f"{_W}ilvl"), 1), _whole(_value(level.find(f"{_W}start")), 4)
        if depth is not None:
            found[depth] = _Level(
                _value(level.find(f"{_W}numFmt")) or "decimal",
                _value(level.find(f"{_W}lvlText")) or "",
                1 if start is None else start,
            )
    return found


def _numbered_styles(styles: etree._Element) -> dict[str, tuple[str, int]]:
    """Style to list and level, inherited ones too."""
    own: dict[str, tuple[str | None, int | None]] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(f"{_W}style"):
        name = style.get(f"{_W}styleId") or ""
        properties = style.find(f"{_W}pPr")
        own[name] = _numbers(properties) if properties is not None else (None, None)
        based[name] = _value(style.find(f"{_W}basedOn")) or ""
    found: dict[str, tuple[str, int]] = {}
    for name in own:
        at, seen = name, set[str]()
        number: str | None = None
        depth: int | None = None
        while at in own and at not in seen and number is None:
            seen.add(at)
            number = own[at][0]
            depth = own[at][1] if depth is None else depth
            at = based[at]
        if number not in (None, "0"):
            found[name] = (number or "", depth or 0)
    return found


def _written(count: int, form: str) -> str:
    """A count in the letters or numerals of its form; figures for a form that is not known.

    >>> _written(2, "lowerLetter"), _written(4, "upperRoman"), _written(12, "decimal")
    ('b', 'IV', '12')
    """
    letters = _LETTERS.get(form)
    if letters and count > 0:
        return letters[(count - 1) % len(letters)] * ((count - 1) // len(letters) + 1)
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for value, numeral in _ROMAN:
            roman += numeral * (count // value)
            count %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(count)
