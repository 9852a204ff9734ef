"""The notes of DOCX: their marks, signs in place of numbers, footnotes and endnotes side by side."""

from __future__ import annotations

import pytest

from resgraph.models import Text
from resgraph.text import read
from tests.readers_word_writer import FORMULA, NAMES, docx, lines, p, t


def test_a_raised_figure_is_a_mark_and_a_raised_word_is_text() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    text = read(
        docx(
            FORMULA
            + p(t("Recalling the Agenda,"), t("1", raised), t(" of the 70"), t("th", raised), t(" session,"))
            + p(t("Shown again,", '<w:vanish w:val="false"/>'), t("2", '<w:vertAlign w:val="baseline"/>'))
        ),
        file="a.docx",
    )
    assert lines(text)[1:] == ["Recalling the Agenda, of the 70th session,", "Shown again,2"]
    assert [(mark.label, text.content[: mark.position][-7:]) for mark in text.marks] == [("1", "Agenda,")]


def _noted(*runs: str, **notes: str) -> Text:
    """A clause with calls of notes, and these by their ids: `footnote3="words"`."""
    parts = {
        f"{kind}s": f"<w:{kind}s {NAMES}>"
        + "".join(
            f'<w:{kind} w:id="{name[-1]}">{p(t(note))}</w:{kind}>' for name, note in notes.items() if kind in name
        )
        + f"</w:{kind}s>"
        for kind in ("footnote", "endnote")
    }
    return read(docx(FORMULA + p(*runs), **parts), file="a.docx", lang="en")


def _call(kind: str, name: int, sign: str | None = None, properties: str = "") -> str:
    """The call of a note; `sign` is what its author wrote in place of a number."""
    own = ' w:customMarkFollows="1"' if sign is not None else ""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{kind}Reference{own} w:id="{name}"/>{sign or ""}</w:r>'


@pytest.mark.parametrize(
    "properties", ["", '<w:vertAlign w:val="superscript"/>', '<w:rStyle w:val="FootnoteReference"/>']
)
@pytest.mark.parametrize("sign", ["<w:t>*</w:t>", '<w:sym w:font="Symbol" w:char="F02A"/>', ""])
def test_a_note_may_have_a_sign_in_place_of_a_number(sign: str, properties: str) -> None:
    text = _noted(
        t("Recalling the report"),
        _call("footnote", 5, sign, properties),
        t(" on the Agenda"),
        _call("footnote", 2),
        t(" of the Assembly,"),
        footnote5="Reissued.",
        footnote2="Resolution 70/1.",
    )
    assert lines(text)[1:] == [
        "Recalling the report on the Agenda of the Assembly,",
        "* Reissued.",
        "1 Resolution 70/1.",
    ]
    assert [(mark.label, text.content[: mark.position][-6:]) for mark in text.marks] == [
        ("*", "report"),
        ("1", "Agenda"),
    ]
    assert [block.anchor for block in text.blocks[2:]] == ["PP1", "PP1"]


def test_footnotes_and_endnotes_are_counted_apart() -> None:
    text = _noted(
        t("Recalling the report"),
        _call("footnote", 5),
        t(" and the Agenda,"),
        _call("endnote", 5),
        t(" and a note that is missing,"),
        _call("endnote", 9),
        footnote5="A/71/208.",
        endnote5="Resolution 70/1.",
    )
    assert lines(text)[2:] == ["1 A/71/208.", "e1 Resolution 70/1.", "e2"]
    assert [block.paragraph for block in text.blocks[2:]] == ["fn1", "fne1", "fne2"]


def test_endnotes_alone_are_numbered_as_footnotes_are() -> None:
    text = _noted(t("Recalling the Agenda,"), _call("endnote", 3), endnote3="Resolution 70/1.")
    assert lines(text)[2:] == ["1 Resolution 70/1."]


@pytest.mark.parametrize(
    "words",
    [
        (t("*", '<w:vertAlign w:val="superscript"/>'), t(" Reissued.")),
        (t("*"), t(" Reissued.")),
        (t("* Reissued."),),
        (t("Reissued."),),
    ],
)
def test_a_sign_that_its_author_wrote_before_the_note_too_is_not_doubled(words: tuple[str, ...]) -> None:
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="2">{p(*words)}</w:footnote></w:footnotes>'
    call = _call("footnote", 2, "<w:t>*</w:t>")
    text = read(docx(FORMULA + p(t("Recalling the report"), call, t(",")), footnotes=notes), file="a.docx", lang="en")
    assert lines(text)[1:] == ["Recalling the report,", "* Reissued."]
    assert [mark.label for mark in text.marks] == ["*"]
