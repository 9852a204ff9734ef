"""Whose resolutions a report prints: a number cited behind the report is that body's."""

from __future__ import annotations

import re
from functools import lru_cache

from resgraph.bodies import body_of_document

__all__ = ["reporting_body"]

_SUPPLEMENT = re.compile(r"A/(\d{2})/(\d{1,3})(?=/|\Z)")
_SUPPLEMENTS = {"53": "HRC", "25": "UNEA", "12": "UNHCR-EXCOM", "15": "UNCTAD-TDB", "39": "SSC-HLC"}
_COMMISSION = re.compile(r"E/(\d{4})/(\d{2})(?=/|\Z)")
_COMMISSIONS = {"23": "CHR", "24": "STATCOM", "25": "CPD", "26": "CSOCD", "27": "CSW", "28": "CND", "29": "CSD"}
_COMMISSIONS |= {"30": "CCPCJ", "31": "CSTD", "39": "ESCAP"}
_FIRST_OF_COMMISSIONS = 1999
"""Before this year the supplements to the Council's records were numbered otherwise."""
_FIRST_OF_UNEA = 69
"""Up to the 68th session of the Assembly Supplement No. 25 was the report of the Governing Council before it."""


@lru_cache(maxsize=1 << 15)
def reporting_body(symbol: str) -> str:
    """The body whose resolutions a document prints: its own series, or its supplement to an organ's records.

    Supplement No. 53 is the report of the Human Rights Council, No. 25 that of the Environment Assembly, before 2014
    of UNEP's Governing Council; E/2013/24 is that of the Statistical Commission (Official Records, lists of supplements).

    >>> reporting_body("A/69/53/Add.1"), reporting_body("A/69/25"), reporting_body("A/52/25"), reporting_body("A/71/208")
    ('HRC', 'UNEA', 'UNEP-GC', '')
    >>> reporting_body("E/2013/24"), reporting_body("CAC/COSP/2021/17")
    ('STATCOM', 'UNCAC-COSP')
    """
    if m := _SUPPLEMENT.match(symbol):
        body = _SUPPLEMENTS.get(m[2], "")
        return "UNEP-GC" if body == "UNEA" and int(m[1]) < _FIRST_OF_UNEA else body
    if m := _COMMISSION.match(symbol):
        return _COMMISSIONS.get(m[2], "") if int(m[1]) >= _FIRST_OF_COMMISSIONS else ""
    body = body_of_document(symbol)
    return "" if body in ("GA", "SC", "ECOSOC", "OTHER") else body
