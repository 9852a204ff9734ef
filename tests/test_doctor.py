"""`resgraph doctor` tells what is there, and what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from resgraph import data, doctor


def findings() -> dict[str, doctor.Finding]:
    return {finding.what: finding for finding in doctor.examine()}


def test_all_that_resgraph_needs_is_there() -> None:
    found = findings()
    assert {what for what, finding in found.items() if finding.state == "fault"} == set()
    assert found["self-test"].told.startswith("16 of 16")
    assert "versions of documents" in found["packaged data"].told


def test_a_program_that_is_missing_is_named_with_its_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    found = findings()
    assert found["tesseract"].state == "absent"
    assert "--ocr" in found["tesseract"].told


def test_missing_data_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(data, "folder", lambda: tmp_path / "data")
    found = findings()
    assert found["packaged data"].state == "fault"
    assert found["self-test"].state == "fault"
