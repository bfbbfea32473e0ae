"""A form filled in on an older version: matched where it can be, and what has no place is kept and shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.eois import Eoi, EoiState
from commissioning_app.domain.importing import Basis
from commissioning_app.domain.panels import Assignment
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.forms import make_form
from commissioning_app.services.import_report import ImportReport
from commissioning_app.services.importing import ImportPreview, import_eois, open_forms, preview_import
from commissioning_app.services.queries.eois import eoi_page
from commissioning_app.services.queries.my_scoring import read_eoi_for_scoring
from commissioning_app.services.rounds import edit_round, read_round
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import Office, a_panel, a_question, make_office, store
from tests.forms import QUESTIONS, a_form, a_form_round, filled_in
from tests.integration.forms.filling import fill_pdf

HERE = UUID(int=7)
READER = SpreadsheetReader()
CALL = next(one for one in QUESTIONS if one.id == "call")
WITHOUT = tuple(one for one in QUESTIONS if one.id != "call")
CHANGE = a_question(id="change", text="What would be different?", required=False)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def filled_for(round_: Round, path: Path, called: str = "Circle of friends") -> Path:
    filled = filled_in(4)
    filled = replace(filled, values={**filled.values, "answer:need": "Rest", "answer:call": called})
    return fill_pdf(form_pdf(a_form(round_)), filled, path)


def on_version_one(office: Office, folder: Path) -> Path:
    """Hand out a form and have it filled in; meanwhile one of its questions is left out, and one is new."""
    round_ = a_form_round(id=HERE, state=RoundState.DRAFT)
    filled = filled_for(round_, folder / "a.pdf")
    store(office.officer, round_)
    make_form(
        office.officer,
        round_code="R1",
        kind=FormKind.HTML,
        files=office.app.form_files(),
        path=folder / "form.html",
    )
    edit_round(office.officer, round_code="R1", version=None, questions=(*WITHOUT, CHANGE))
    return filled


def bring(office: Office, path: Path, chosen: dict[str, str] | None = None) -> ImportReport:
    return import_eois(office.officer, round_code="R1", source=path, spreadsheets=READER, chosen=chosen)


def look(office: Office, path: Path, chosen: dict[str, str] | None = None) -> ImportPreview:
    workbook = open_forms(office.officer, paths=[path], spreadsheets=READER)
    return preview_import(
        office.officer, round_code="R1", workbook=workbook, spreadsheets=READER, chosen=chosen
    )


def the_eoi(office: Office) -> Eoi:
    with office.officer.reading() as uow:
        [eoi] = uow.eois.where()
    return eoi


def as_scored(office: Office, eoi: Eoi) -> tuple[tuple[str, str], ...]:
    """The answers as a member reads them who is given the EOI."""
    [(person, member), *_] = a_panel(office.officer, HERE)
    with office.officer.unit_of_work() as uow:
        uow.eois.get(eoi.id).state = EoiState.ELIGIBLE
        uow.rounds.get(HERE).state = RoundState.SCORING
        uow.assignments.add(Assignment(uuid4(), HERE, eoi.id, member.id))
        uow.commit()
    seen = read_eoi_for_scoring(office.member(person.name), round_code="R1", reference=eoi.reference)
    return seen.answers


def test_what_is_not_asked_any_more_is_kept_under_its_own_question(office: Office, tmp_path: Path) -> None:
    path = on_version_one(office, tmp_path)
    report = bring(office, path)
    assert report.remarks == (
        "a.pdf: It is version 1 of the form; the round has version 2 now. "
        "Its answers were matched where they could be.",
        "a.pdf: The answer to “What do you call it?” was kept with the EOI, though it is not asked now.",
        "a.pdf: This form does not ask “What would be different?”.",
    )
    assert report.mapping[CALL.text] == "answer:call"
    eoi = the_eoi(office)
    assert (eoi.answers["need"], eoi.answers["call"]) == ("Rest", "Circle of friends")
    page = eoi_page(office.officer, round_code="R1", reference=eoi.reference)
    assert (page.earlier_questions, page.questions) == ((CALL,), (*WITHOUT, CHANGE))
    again = bring(office, path)
    assert (again.imported, again.updated, again.unchanged) == (0, 0, 1)


def test_the_panel_reads_it_after_the_others(office: Office, tmp_path: Path) -> None:
    bring(office, on_version_one(office, tmp_path))
    shown = as_scored(office, the_eoi(office))
    assert shown[0] == (QUESTIONS[0].text, "Rest")
    assert shown[-1] == (CALL.text, "Circle of friends")


def test_another_rounds_question_is_kept_under_its_words_and_nobody_scores_it(
    office: Office, tmp_path: Path
) -> None:
    store(office.officer, a_form_round(id=HERE, questions=WITHOUT))
    bring(office, filled_for(a_form_round(id=UUID(int=8), code="OTHER"), tmp_path / "a.pdf"))
    eoi = the_eoi(office)
    assert eoi.answers[CALL.text] == "Circle of friends" and "call" not in eoi.answers
    page = eoi_page(office.officer, round_code="R1", reference=eoi.reference)
    assert [question.text for question in page.earlier_questions] == [CALL.text]
    assert CALL.text not in dict(as_scored(office, eoi))


def test_a_person_can_leave_it_out_or_give_it_to_a_question(office: Office, tmp_path: Path) -> None:
    path = on_version_one(office, tmp_path)
    kept = look(office, path)
    assert {match.column: match.basis for match in kept.matching.columns}[CALL.text] is Basis.KEPT
    assert look(office, path, {CALL.text: "answer:call"}).matching == kept.matching
    left_out = look(office, path, {CALL.text: ""})
    assert CALL.text not in left_out.matching.as_mapping()
    said = "a.pdf: The answer to “What do you call it?” was left out: this round has no such question."
    assert said in [one.sentence for one in left_out.remarks]
    bring(office, path, {CALL.text: "answer:change"})
    assert (the_eoi(office).answers["change"], "call" in the_eoi(office).answers) == (
        "Circle of friends",
        False,
    )


def test_nothing_is_said_of_an_empty_answer_that_has_no_place(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE, questions=WITHOUT))
    report = bring(office, filled_for(a_form_round(id=HERE), tmp_path / "a.pdf", called=""))
    assert report.remarks == (
        "a.pdf: The questions were changed after it was made. Its answers were matched where they could be.",
    )
    assert "call" not in the_eoi(office).answers


def test_a_copy_with_a_later_version_than_the_rounds_own(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_form_round(id=HERE, questions=WITHOUT))
    report = bring(office, filled_for(a_form_round(id=HERE, form_version=5), tmp_path / "a.pdf"))
    assert report.remarks[0] == (
        "a.pdf: It is version 5 of the form; the round has version 1 now. "
        "Its answers were matched where they could be."
    )


def test_two_versions_in_one_go(office: Office, tmp_path: Path) -> None:
    old = on_version_one(office, tmp_path)
    now = read_round(office.officer, round_code="R1")
    filled = filled_in(5)
    values = {key: value for key, value in filled.values.items() if key != "answer:call"}
    values |= {"answer:need": "Company", "answer:change": "Calm", "organisation": "Square"}
    new = fill_pdf(form_pdf(a_form(now)), replace(filled, values=values), tmp_path / "b.pdf")
    report = import_eois(office.officer, round_code="R1", source=[old, new], spreadsheets=READER)
    assert (report.imported, [one.partition(":")[0] for one in report.remarks]) == (2, ["a.pdf"] * 3)
    with office.officer.reading() as uow:
        kept = {eoi.source: dict(eoi.answers) for eoi in uow.eois.where()}
    assert (kept["a.pdf"]["call"], "change" in kept["a.pdf"]) == ("Circle of friends", False)
    assert (kept["b.pdf"]["change"], "call" in kept["b.pdf"]) == ("Calm", False)
