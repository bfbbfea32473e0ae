"""Answers to questions that are not asked now: kept unless somebody says otherwise, shown with the EOI."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.application_forms.versions import FormVersion, WentOut
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.services.importing import open_forms, preview_import
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from commissioning_app.ui.eois.importing.columns_step import ColumnsStep
from commissioning_app.ui.eois.importing.state import KEPT, ImportState, field_choices
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.widgets.text import Prose
from tests.factories import NOW, Office, a_question, a_round, an_eoi, an_organisation, store
from tests.forms import QUESTIONS, a_form, a_form_round, filled_in
from tests.integration.forms.filling import fill_pdf
from tests.ui.desk import go

NEED = a_question()
BEGAN = a_question(id="began", text="When did you begin?", kind=QuestionKind.DATE, word_limit=0)
CALL = "What do you call it?"


def test_they_stand_with_the_eoi_in_the_words_of_their_version(office: Office, window: MainWindow) -> None:
    round_ = a_round(questions=(NEED,), form_version=2)
    group = an_organisation()
    said = {"need": "Rest", "began": date(2019, 3, 1).isoformat(), "How long?": "A year"}
    store(office.officer, round_, group, an_eoi(round_.id, group.id, answers=said))
    with office.officer.unit_of_work() as uow:
        uow.form_versions.add(FormVersion(uuid4(), round_.id, 1, (NEED, BEGAN), WentOut.HANDED_OUT, NOW))
        uow.commit()
    page = go(window, "round", "R1", "eois", "EOI-001")
    texts = [one.text() for one in page.view.application.findChildren(Prose)]
    start = texts.index("Answered on a form that asked something else:")
    assert texts[start + 1 :] == ["When did you begin?", "Friday 1 March 2019", "How long?", "A year"]
    assert texts[:start][-2:] == [NEED.text, "Rest"]


def test_the_columns_of_an_import_say_that_they_are_kept(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    questions = tuple(one for one in QUESTIONS if one.id != "call")
    store(office.officer, a_form_round(id=UUID(int=7), questions=questions))
    filled = filled_in(4)
    filled = replace(filled, values={**filled.values, "answer:call": "Circle"})
    path = fill_pdf(form_pdf(a_form()), filled, tmp_path / "a.pdf")
    reader = SpreadsheetReader()
    workbook = open_forms(office.officer, paths=[path], spreadsheets=reader)
    state, step = ImportState(questions, workbook), ColumnsStep()
    qtbot.addWidget(step)

    def look() -> tuple[str, str]:
        state.preview = preview_import(
            office.officer, round_code="R1", workbook=workbook, spreadsheets=reader, chosen=state.chosen
        )
        step.fill(state)
        line = step.lines[CALL]
        return line.box.currentText(), line.box.accessibleDescription()

    step.column_chosen.connect(state.choose)
    assert look() == ("Kept beside the answers", "Not asked now")
    box = step.lines[CALL].box
    for name, shown in (
        ("", ("Not imported", "Left out")),
        (KEPT, ("Kept beside the answers", "Not asked now")),
    ):
        place = box.findData(name, Qt.ItemDataRole.UserRole)
        box.setCurrentIndex(place)
        box.activated.emit(place)
        assert look() == shown


def test_others_workbooks_are_offered_no_such_choice() -> None:
    assert KEPT not in dict(field_choices(QUESTIONS))
    own = [f"answer:{question.id}" for question in QUESTIONS]
    assert KEPT not in dict(field_choices(QUESTIONS, own))
    assert dict(field_choices(QUESTIONS[1:], own))[KEPT] == "Kept beside the answers"
