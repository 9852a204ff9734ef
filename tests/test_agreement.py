"""One resolution in six languages gives one set of citations; every exception is listed with its reason.

Read are the six South-South resolutions of sessions 75 to 80 in the corpus, which stays outside the project.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import resgraph
from resgraph import symbols
from resgraph.languages import LANGUAGES
from resgraph.models import Citation

pytestmark = pytest.mark.corpus

RESOLUTIONS = ("A/RES/75/234", "A/RES/76/221", "A/RES/77/185", "A/RES/78/167", "A/RES/79/236", "A/RES/80/156")
EXCEPTIONS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "agreement.toml").read_text("utf-8")
)["exception"]

Versions = dict[tuple[str, str], list[Citation]]
"""Citations by resolution and language."""


@pytest.fixture(scope="module")
def versions(corpus: Path) -> Versions:
    texts = resgraph.read(corpus / "south-south-75-80.zip")
    return {(text.documents[0].symbol or "", text.lang): list(resgraph.extract(text)) for text in texts}


@pytest.fixture(scope="module")
def gold(corpus: Path) -> dict[str, dict[str, Any]]:
    lines = (corpus / "gold" / "south-south-75-80.jsonl").read_text("utf-8").splitlines()
    return {row["doc"]: row for row in map(json.loads, lines)}


def listed(resolution: str, lang: str, key: str) -> list[str]:
    """What the exceptions say of one version."""
    rows = (e for e in EXCEPTIONS if resolution in e["resolutions"] and e["lang"] == lang)
    return [value for row in rows for value in row.get(key, ())]


def of_all(versions: Versions, resolution: str, key: Any) -> set[Any]:
    """What any version of a resolution gives."""
    return {key(c) for lang in LANGUAGES for c in versions[resolution, lang] if c.cited}


each_version = [(resolution, lang) for resolution in RESOLUTIONS for lang in LANGUAGES]


def test_all_versions_are_there(versions: Versions) -> None:
    assert set(versions) == set(each_version)


@pytest.mark.parametrize(("resolution", "lang"), each_version)
def test_six_versions_give_one_set_of_symbols(versions: Versions, resolution: str, lang: str) -> None:
    found = versions[resolution, lang]
    everywhere = of_all(versions, resolution, lambda c: c.cited)
    assert sorted(everywhere - {c.cited for c in found}) == sorted(listed(resolution, lang, "missing"))
    unparsed = sum(e.get("unparsed", 0) for e in EXCEPTIONS if resolution in e["resolutions"] and e["lang"] == lang)
    assert sum(c.cited is None for c in found) == unparsed


@pytest.mark.parametrize(("resolution", "lang"), each_version)
def test_six_versions_give_one_relation_a_clause(versions: Versions, resolution: str, lang: str) -> None:
    def clause(c: Citation) -> tuple[str | None, ...]:
        return c.cited, c.place, c.paragraph if c.place != "footnote" else c.anchor, c.relation

    missing = of_all(versions, resolution, clause) - {clause(c) for c in versions[resolution, lang]}
    assert {cited for cited, *_ in missing} <= set(listed(resolution, lang, "missing")), missing


@pytest.mark.parametrize(("resolution", "lang"), each_version)
def test_six_versions_print_one_date_a_symbol(versions: Versions, resolution: str, lang: str) -> None:
    def dated(language: str) -> set[str]:
        return {f"{c.cited} {c.cited_date}" for c in versions[resolution, language] if c.cited and c.cited_date}

    own = set(listed(resolution, lang, "dates"))
    others = {date for language in LANGUAGES for date in dated(language) - set(listed(resolution, language, "dates"))}
    assert dated(lang) - others == own
    corrected = {date.split(" ")[0] for date in own}
    skipped = corrected | set(listed(resolution, lang, "missing"))
    assert {date for date in others - dated(lang) if date.split(" ")[0] not in skipped} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_the_resolutions_of_the_assembly_are_those_of_the_gold(
    versions: Versions, gold: dict[str, dict[str, Any]], resolution: str, lang: str
) -> None:
    """Precision and recall are 1.00 in every language, what an exception explains set aside."""
    row = gold[resolution]
    assembly = [c.cited for c in versions[resolution, lang] if c.cited and (c.kind, c.body) == ("resolution", "GA")]
    found = {symbols.parse(cited).whole for cited in assembly} - {resolution}
    expected = {symbol for symbol in row["gold"] if symbol.startswith("A/RES/")}
    assert found - expected <= set(row["maybe"])
    assert sorted(expected - found) == [s for s in listed(resolution, lang, "missing") if s.startswith("A/RES/")]
    for whole, part in row["parts"].items():
        assert f"{whole}{part}" in assembly


def test_english_and_chinese_need_no_exception() -> None:
    assert not {e["lang"] for e in EXCEPTIONS} & {"en", "zh"}


def test_every_exception_has_its_reason() -> None:
    for exception in EXCEPTIONS:
        assert set(exception) <= {"resolutions", "lang", "missing", "unparsed", "dates", "why"}
        assert exception["why"] and set(exception["resolutions"]) <= set(RESOLUTIONS)
