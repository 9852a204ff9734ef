"""Each citation can be asked why it was read, and each number why it was not: rule, slot and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from resgraph.pipeline import explain, extract, read
from tests.command_line import run

CLAUSE = "The General Assembly,\n\nRecalling its resolution 33/134 of 19 December 1978,\n\n1. Decides to continue.\n"


def test_every_citation_of_the_seed_is_explained(seed: Path) -> None:
    (text,) = read(seed)
    found = [c for c in extract(text) if c.cited and c.kind in ("resolution", "decision")]
    assert len(found) >= 20
    for citation in found:
        told = [one for one in explain(text, str(citation.cited)) if citation.cited in one.read_as.split("; ")]
        (one,) = [one for one in told if one.where == (citation.paragraph or citation.place)]
        assert one.because == "read as asked"
        assert one.form in ("pair", "session", "year", "body")
        assert one.noun.startswith(citation.kind)
        assert one.date == (citation.cited_date or "")
        assert one.verb.endswith(citation.relation)
        assert one.rules
        assert "⟦" in one.words


def test_the_decision_of_the_seed_that_looks_like_a_resolution(seed: Path) -> None:
    (text,) = read(seed)
    (one,) = explain(text, "19/1")
    assert (one.read_as, one.where) == ("SSC/DEC/19/1", "OP27")
    assert one.noun == "decision: 决定"
    assert one.owner == "SSC-HLC: 南南合作高级别委员会"
    assert "before its 31st session the General Assembly numbered otherwise" in one.because
    assert any(rule.startswith("not_assembly: ") for rule in one.rules)


@pytest.mark.parametrize(
    ("words", "number", "because"),
    [
        ("Noting the ratio of 60/40 in the budget,", "60/40", "no noun such as resolution"),
        ("Recalling article 35/3 of the Convention,", "35/3", "names something else"),
        ("Recalling the target of 33/134.5 units,", "33/134", "in no form that names a document"),
        ("Recalling the sum of 1325 (and more) units,", "1325 (2000)", "in no form that names a document"),
        ("Recalling rule 2/2018 of its rules of procedure,", "2/2018", "names something else"),
        ("Recalling its resolution on the budget of the year before, and noting with concern what the Secretary-General says of arrears, of which 2/3 was paid,", "2/3", "prose stands between"),
    ],
)  # fmt: skip
def test_what_is_no_citation_is_told_why(words: str, number: str, because: str) -> None:
    (one,) = explain(f"The General Assembly,\n\n{words}\n", number, lang="en")
    assert one.read_as == ""
    assert because in one.because


def test_what_is_read_otherwise_than_asked_is_told_why() -> None:
    (one,) = explain("Recalling Human Rights Council resolution 45/5 of 6 October 2020,", "45/5", lang="en")
    assert one.read_as == "A/HRC/RES/45/5"
    assert one.because == "read otherwise than A/RES/45/5: noun, owner and date say so"


def test_the_number_of_the_document_itself_is_no_citation() -> None:
    text = f"United Nations A/RES/77/185\n\nResolution adopted by the General Assembly on 14 December 2022\n\n77/185. South-South cooperation\n\n{CLAUSE}"
    told = explain(text, "77/185", lang="en")
    assert told
    assert not any(one.read_as for one in told)


def test_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLAUSE, "utf-8")
    done = run("explain", "a.txt", "--symbol", "33/134", cwd=tmp_path)
    assert done.returncode == 0
    for line in (
        "read as  A/RES/33/134",
        "noun     resolution: resolution",
        "owner    its: its",
        "date     1978-12-19",
    ):
        assert line in done.stdout
    done = run("explain", "a.txt", "--symbol", "70/1", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "70/1 is printed nowhere in a.txt" in done.stderr
