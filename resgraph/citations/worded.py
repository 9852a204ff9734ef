"""Numbers that the words of the language around them tell: sales numbers, treaties, and what print has turned about.

>>> from resgraph.languages import load
>>> [(m.form, m.session, m.number) for m in worded("Treaty Series, vol. 2898, No. 50525; Ibid., vol. 660, No. 9464", load("en"))]
[('treaty', '2898', '50525'), ('treaty', '660', '9464')]
"""

from __future__ import annotations

import re

from resgraph.citations.mention import Mention
from resgraph.languages import Language

__all__ = ["worded"]

_TURNED = re.compile(r"\)\d{4}\(")
"""A year between turned brackets: few texts have one, and `re` finds a bracket faster than a digit."""


def worded(text: str, language: Language) -> list[Mention]:
    """The mentions that the patterns `forms` of a language find; those of one pattern in text order."""
    forms = language.forms
    found: list[Mention] = []
    for m in forms["sales"].finditer(text):
        found.append(Mention(m.start("number"), m.end("number"), "sales", m["number"]))
    for form in ("treaty", "ibid"):
        for m in forms[form].finditer(text):
            found.append(Mention(m.start(), m.end(), "treaty", m["number"], m["volume"]))
    if "turned" in forms and _TURNED.search(text):
        for m in forms["turned"].finditer(text):
            # ٨١٩ )٤٩٩١( is 918 (1994): digits and brackets in the order of the page
            number, year = m["number"][::-1], m["year"][::-1]
            found.append(Mention(m.start(), m.end(), "year", number, year, flags=["ocr_repaired"]))
    return found
