"""Filled forms as EOIs: another round's or an older version's is said, and matched where it can be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.errors import Cancelled, NotAllowed
from commissioning_app.domain.importing import Basis, CannotRead
from commissioning_app.domain.rounds import Round
from commissioning_app.services.import_report import ImportReport
from commissioning_app.services.importing import import_eois, open_forms, preview_import
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import Office, a_question, make_office, store
from tests.forms import QUESTIONS, FilledIn, a_form, a_form_round, filled_in
from tests.integration.forms.filling import fill_pdf, fill_xlsx

HERE = UUID(int=7)
READER = SpreadsheetReader()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def bring(office: Office, *paths: Path, **options: Any) -> ImportReport:
    source = paths[0] if len(paths) == 1 else list(paths)
    return import_eois(office.officer, round_code="R1", source=source, spreadsheets=READER, **options)


def filled_for(round_: Round, path: Path, filled: FilledIn) -> Path:
    return fill_pdf(form_pdf(a_form(round_)), filled, path)


def with_text(seed: int, **values: str) -> FilledIn:
    filled = filled_in(seed)
    return replace(filled, values={**filled.values, **values})


def answers(office: Office) -> list[dict[str, str]]:
    with office.officer.reading() as uow:
        return [dict(eoi.answers) for eoi in sorted(uow.eois.where(), key=lambda one: one.reference)]


def test_a_form_of_another_round_is_said_and_matched(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    other = a_form_round(id=UUID(int=8), code="OTHER")
    path = filled_for(other, tmp_path / "a.pdf", filled_in(1))
    report = bring(office, path)
    said = "It is a form of the round OTHER, not of this one. Its answers were matched where they could be."
    assert report.remarks == (f"a.pdf: {said}",)
    assert (report.imported, report.rejected) == (1, 0)
    note = next(one for one in report.interpretations if one.column == "Form")
    assert (note.sheet, note.value, note.became, note.why) == (
        "a.pdf", "OTHER, version 1", "R1, version 1", said,
    )  # fmt: skip
    assert answers(office)[0]["need"] == filled_in(1).values["answer:need"]


def test_another_round_with_the_same_code_is_told_apart(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    path = filled_for(a_form_round(id=UUID(int=8)), tmp_path / "a.pdf", filled_in(1))
    assert bring(office, path).remarks[0].startswith("a.pdf: It is a form of another round, not of this one.")


def test_an_older_version_is_matched_by_name_then_by_words(office: Office, tmp_path: Path) -> None:
    need, story, *rest = QUESTIONS
    new = (
        replace(need, text="What does your community need most?"),
        replace(story, id="about_you"),
        *(one for one in rest if one.id != "call"),
        a_question(id="extra", text="One thing more?"),
    )
    store(office.officer, a_form_round(id=HERE, form_version=2, questions=new))
    filled = with_text(4, **{"answer:story": "We began\nin 2019.", "answer:call": "Circle of friends"})
    path = filled_for(a_form_round(id=HERE), tmp_path / "old.pdf", filled)
    report = bring(office, path)
    assert report.remarks == (
        "old.pdf: It is version 1 of the form; the round has version 2 now. "
        "Its answers were matched where they could be.",
        "old.pdf: “What do people in your community need?” was taken as the answer to "
        "“What does your community need most?”.",
        "old.pdf: The answer to “What do you call it?” was kept with the EOI, though it is not asked now.",
        "old.pdf: This form does not ask “One thing more?”.",
    )
    note = next(one for one in report.interpretations if one.column == "What do you call it?")
    assert (note.value, note.became) == ("Circle of friends", "kept, under a question that is not asked now")
    [kept] = answers(office)
    assert (kept["need"], kept["about_you"]) == (filled.values["answer:need"], "We began\nin 2019.")
    assert kept["What do you call it?"] == "Circle of friends", "its id is not known: version 1 was not kept"
    assert "call" not in kept and "story" not in kept


def test_questions_changed_under_the_same_version(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE, questions=QUESTIONS[1:]))
    path = filled_for(a_form_round(id=HERE), tmp_path / "a.pdf", filled_in(1))
    assert bring(office, path).remarks[0] == (
        "a.pdf: The questions were changed after it was made. Its answers were matched where they could be."
    )


def test_a_reason_that_was_reworded_makes_no_new_form(office: Office, tmp_path: Path) -> None:
    reworded = tuple(replace(one, why="Because") for one in QUESTIONS)
    store(office.officer, a_form_round(id=HERE, questions=reworded, form_version=3))
    path = filled_for(a_form_round(id=HERE), tmp_path / "a.pdf", filled_in(1))
    assert bring(office, path).remarks == ()


def test_a_long_answer_is_kept_in_full_and_told(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    within = filled_for(
        a_form_round(id=HERE), tmp_path / "a.pdf", with_text(1, **{"answer:need": "w " * 219 + "w"})
    )
    assert bring(office, within).remarks == ()
    long = "word " * 220 + "end"
    path = filled_for(a_form_round(id=HERE), tmp_path / "b.pdf", with_text(2, **{"answer:need": long}))
    report = bring(office, path)
    assert report.remarks == (
        "b.pdf, What do people in your community need?: The answer has 221 words; the form asks for 200 at "
        "most. It was kept in full.",
    )
    assert long in [one["need"] for one in answers(office)]


def test_a_mended_form_brings_its_eoi_up_to_date(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    round_ = a_form_round(id=HERE)
    bring(office, filled_for(round_, tmp_path / "a.pdf", with_text(1, **{"answer:need": "Before"})))
    report = bring(office, filled_for(round_, tmp_path / "b.pdf", with_text(1, **{"answer:need": "After"})))
    assert (report.imported, report.updated, report.remarks) == (0, 1, ())
    assert [one["need"] for one in answers(office)] == ["After"]


def test_a_second_eoi_of_one_group_is_taken_and_said(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    round_ = a_form_round(id=HERE)
    circle = {"organisation": "Circle", "org_id": "", "charity_number": "", "company_number": ""}
    first = bring(office, filled_for(round_, tmp_path / "a.pdf", with_text(1, **circle)))
    other = with_text(1, **circle, title="Other")
    second = bring(office, filled_for(round_, tmp_path / "b.pdf", other))
    with office.officer.reading() as uow:
        references = {eoi.source: eoi.reference for eoi in uow.eois.where()}
    assert (first.remarks, second.imported) == ((), 1)
    assert second.remarks == (
        f"b.pdf: Circle has the EOI {references['a.pdf']} in this round too. "
        "If this is the same one, mended, withdraw the other.",
    )


def test_a_group_with_an_org_id_has_one_eoi_which_the_form_mends(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    round_ = a_form_round(id=HERE)
    known = {"organisation": "Circle", "org_id": "GB-CHC-1100001"}
    bring(office, filled_for(round_, tmp_path / "a.pdf", with_text(1, **known)))
    second = bring(office, filled_for(round_, tmp_path / "b.pdf", with_text(1, **known, title="Other")))
    assert (second.imported, second.updated) == (0, 1)
    note = next(one for one in second.interpretations if one.column == "Reference")
    assert note.why == "this organisation has one EOI in the round: it is that one, and keeps its reference"


def test_several_forms_in_one_go_and_what_is_no_form(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    round_ = a_form_round(id=HERE)
    one = filled_for(round_, tmp_path / "one.pdf", filled_in(1))
    two = fill_xlsx(form_xlsx(a_form(round_)), filled_in(2), tmp_path / "two.xlsx")
    bad = filled_for(round_, tmp_path / "bad.pdf", with_text(3, organisation=""))
    table = tmp_path / "table.csv"
    table.write_text("Organisation,Amount requested\nSquare,500\n")
    report = bring(office, one, two, bad, table)
    assert (report.rows, report.imported, report.rejected) == (4, 2, 2)
    assert report.forms == ("one.pdf", "two.xlsx", "bad.pdf")
    assert [(note.sheet, note.row, note.problem) for note in report.problems] == [
        (
            "table.csv",
            0,
            "table.csv can't be read. This is not a filled copy of our form. Import it by itself.",
        ),
        ("bad.pdf", 4, "The organisation's name is missing. Type it in this cell."),
    ]
    with office.officer.reading() as uow:
        assert {eoi.source for eoi in uow.eois.where()} == {"one.pdf", "two.xlsx"}
        entry = list(uow.trail.entries())[-1]
    assert entry.after is not None
    forms = entry.after["forms"].items()
    assert {name: (form["kind"], form["made_for"]["round_code"]) for name, form in forms} == {
        "one.pdf": ("pdf", "R1"), "two.xlsx": ("xlsx", "R1"), "bad.pdf": ("pdf", "R1"),
    }  # fmt: skip


def test_no_form_among_several_files(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    with pytest.raises(CannotRead) as refused:
        bring(office, tmp_path / "a.pdf", tmp_path / "b.pdf")
    assert "There is no file a.pdf" in str(refused.value) and "There is no file b.pdf" in str(refused.value)


def test_stopping_while_forms_are_read_keeps_nothing(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    paths = [filled_for(a_form_round(id=HERE), tmp_path / f"{n}.pdf", filled_in(n)) for n in range(2)]

    def stop(done: int, total: int = 0, message: str = "") -> None:
        if message == "Reading 1.pdf":
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        bring(office, *paths, progress=stop)
    assert answers(office) == []


def test_a_preview_names_the_fields_and_says_what_is_to_be_said(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE))
    path = filled_for(a_form_round(id=UUID(int=8), code="OTHER"), tmp_path / "a.pdf", filled_in(1))
    workbook = open_forms(office.officer, paths=[path], spreadsheets=READER)
    seen = preview_import(office.officer, round_code="R1", workbook=workbook, spreadsheets=READER)
    assert {match.basis for match in seen.matching.columns} == {Basis.NAME}
    assert seen.table.headers[:2] == ("Reference", "Name of your group or organisation")
    assert [one.sentence[:12] for one in seen.remarks if one.sentence] == ["a.pdf: It is"]
    assert answers(office) == []
    chosen = preview_import(
        office.officer, round_code="R1", workbook=workbook, spreadsheets=READER,
        chosen={"Tell us about your group": ""},
    )  # fmt: skip
    assert "answer:story" not in chosen.matching.as_mapping().values()


def test_only_officers_take_forms(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        open_forms(office.auditor, paths=[tmp_path / "a.pdf"], spreadsheets=READER)
