"""`resgraph doctor`: what is installed, and whether it works here."""

from __future__ import annotations

import sys

from resgraph import options as given
from resgraph.console import records

__all__ = ["doctor"]


def doctor(as_json: given.AsJson = False) -> None:
    """Look at versions, helper programs and the packaged data, and test the reading on one text; exit code 1 on a fault.

    Example: resgraph doctor
    """
    from resgraph.doctor import examine

    findings = list(examine())
    records(findings, as_json)
    if any(finding.state == "fault" for finding in findings):
        sys.exit(1)
