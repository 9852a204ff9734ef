"""`resgraph doctor` tells what is there, and what is missing."""

from __future__ import annotations

import os
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


def test_a_seed_that_cannot_be_read_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / doctor.SEED[0]).write_bytes(b"")
    monkeypatch.setattr(data, "folder", lambda: tmp_path)
    told = findings()["self-test"]
    assert (told.state, "the file is empty" in told.told) == ("fault", True)
    (tmp_path / doctor.SEED[0]).write_text("大会，\n\n回顾其1978年12月19日第33/134号决议，\n", "utf-8")
    told = findings()["self-test"]
    assert (told.state, told.told) == ("fault", f"1 of 16 Assembly resolutions found in {doctor.SEED[0]}")


def test_a_package_that_is_missing_is_named_with_what_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doctor.EXTRAS, "no-such-package", "nothing that is known")
    told = findings()["no-such-package"]
    assert (told.state, told.told) == ("absent", "for nothing that is known: pip install no-such-package")


def test_models_that_tesseract_lacks_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    for models, state in (("eng\nfra\n", "absent"), ("\n".join(doctor.MODELS), "ok")):
        program.write_text(f"#!/bin/sh\nprintf '%s\\n' '{models}'\n")
        program.chmod(0o755)
        told = findings()["tesseract"]
        assert told.state == state
        assert ("lacks the models ara, chi_sim, rus, spa" in told.told) is (state == "absent")
