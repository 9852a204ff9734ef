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
    found: list[Mention] = []
    for form, pattern in language.forms.items():
        if language.needed[form] not in text or (form == "turned" and not _TURNED.search(text)):
            continue
        for m in pattern.finditer(text):
            if form == "sales":
                found.append(Mention(m.start("number"), m.end("number"), "sales", m["number"]))
            elif form == "turned":
                # ٨١٩ )٤٩٩١( is 918 (1994): digits and brackets in the order of the page
                number, year = m["number"][::-1], m["year"][::-1]
                found.append(Mention(m.start(), m.end(), "year", number, year, flags=["ocr_repaired"]))
            else:
                found.append(Mention(m.start(), m.end(), "treaty", m["number"], m["volume"]))
    return found
