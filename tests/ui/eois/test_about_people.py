"""What organisations say of their people: in the import, and opened on their word on the EOI's page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.monitoring.questions import GivenAnswer
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.monitoring.answers import see_organisation_answers
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from commissioning_app.ui.eois.importing.wizard import CHECK, COLUMNS, RESULT, SHEET, ImportWizard
from commissioning_app.ui.equity.organisation_answers import OrganisationAnswersDialog
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, a_round, an_eoi, an_organisation, store
from tests.forms import a_form, a_form_round, filled_in
from tests.integration.forms.about_you import Said, a_sheet, fill_sheet_pdf, fill_sheet_xlsx
from tests.integration.forms.filling import fill_xlsx
from tests.ui.desk import Hands, go, in_dialog, press, sit_down

HERE = UUID(int=7)
SAID = Said("", "", {"ethnicity": (3,)}, {})


def in_wizard(qtbot: QtBot, window: MainWindow, act: Any) -> None:
    tab = go(window, "round", "R1", "eois")
    in_dialog(ImportWizard, act, lambda: press(qtbot, tab.listing.import_button))


def wait(qtbot: QtBot, wizard: ImportWizard) -> None:
    qtbot.waitUntil(lambda: not wizard.is_busy, timeout=30_000)


def words_of(wizard: QDialog) -> str:
    return "\n".join(label.text() for label in wizard.findChildren(QLabel))


def answers(office: Office, reference: str) -> tuple[GivenAnswer, ...]:
    return see_organisation_answers(office.officer, round_code="R1", reference=reference).answers


TABLE = "Ref,Organisation,Amount requested,Ethnicity of leaders\nE1,Circle,500,Pakistany\nE2,Arch,600,Asian\n"


def test_columns_about_people_are_kept_apart_and_their_labels_looked_at(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path
) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    path = tmp_path / "table.csv"
    path.write_text(TABLE)

    def act(wizard: ImportWizard) -> None:
        wizard.read(path)
        wait(qtbot, wizard)
        assert wizard.step == SHEET
        model = wizard.sheet_step.view.model()
        assert [model.index(row, 3).data() for row in range(3)] == [
            "Ethnicity of leaders", "not shown", "not shown",
        ]  # fmt: skip
        press(qtbot, wizard.next_button)
        line = wizard.columns_step.lines["Ethnicity of leaders"]
        assert line.examples_label.text().startswith("Not shown: it may be about people themselves.")
        place = next(n for n in range(line.box.count()) if "ethnic group" in line.box.itemText(n))
        line.box.activated.emit(place)
        wait(qtbot, wizard)
        assert wizard.step == COLUMNS
        assert line.examples_label.text() == "Kept apart from the EOIs. What people say is not shown here."
        assert "Pakistany" not in words_of(wizard)
        press(qtbot, wizard.next_button)
        wait(qtbot, wizard)
        assert wizard.step == CHECK
        card = wizard.check_step.about_people
        assert card.isVisible()
        boxes = {label: box.currentText() for (_q, label), box in card.boxes.items()}
        assert boxes == {"Asian": "Keep it in its own words", "Pakistany": "Pakistani"}
        box = card.boxes["ethnicity", "Pakistany"]
        assert box.accessibleDescription() == "Looks alike"
        press(qtbot, wizard.next_button)
        wait(qtbot, wizard)
        assert wizard.step == RESULT
        assert ("Organisations’ words about their people, put apart", "2") in wizard.result_step.facts.pairs
        press(qtbot, wizard.next_button)

    in_wizard(qtbot, window, act)
    assert answers(office, "E1") == (GivenAnswer("ethnicity", "pakistani", "Pakistany"),)
    assert answers(office, "E2") == (GivenAnswer("ethnicity", "", "Asian"),)


def test_another_group_is_chosen_for_a_label(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path
) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    path = tmp_path / "table.csv"
    path.write_text(TABLE)

    def act(wizard: ImportWizard) -> None:
        wizard.read(path)
        wait(qtbot, wizard)
        wizard.state.choose("Ethnicity of leaders", "monitoring:ethnicity")
        wizard._look(wizard.columns_step.fill)
        wait(qtbot, wizard)
        wizard.go(COLUMNS)
        press(qtbot, wizard.next_button)
        wait(qtbot, wizard)
        box = wizard.check_step.about_people.boxes["ethnicity", "Asian"]
        box.activated.emit(box.findText("Any other Asian background"))
        press(qtbot, wizard.next_button)
        wait(qtbot, wizard)
        press(qtbot, wizard.next_button)

    in_wizard(qtbot, window, act)
    assert answers(office, "E2") == (GivenAnswer("ethnicity", "other_asian", "Asian"),)


def test_sheets_come_with_forms_and_by_themselves(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path
) -> None:
    store(office.officer, a_form_round(id=HERE))
    form = a_form(a_form_round(id=HERE))
    template = form_xlsx(replace(form, has_sheet_apart=True), apart=a_sheet(FormKind.XLSX, form))
    book = fill_xlsx(fill_sheet_xlsx(template, SAID, tmp_path / "t.xlsx").read_bytes(), filled_in(1),
                     tmp_path / "one.xlsx")  # fmt: skip
    other = fill_xlsx(template, filled_in(2), tmp_path / "two.xlsx")

    def bring(wizard: ImportWizard) -> None:
        wizard.read_files((book, other))
        wait(qtbot, wizard)
        for _step in (COLUMNS, CHECK):
            press(qtbot, wizard.next_button)
            wait(qtbot, wizard)
        card = wizard.check_step.about_people
        assert card.said.text().startswith("One filled sheet “About you” is here.")
        assert "1 about people" in wizard.check_step.figures_label.text()
        assert "angladeshi" not in words_of(wizard)
        press(qtbot, wizard.next_button)
        wait(qtbot, wizard)
        press(qtbot, wizard.next_button)

    in_wizard(qtbot, window, bring)
    said = replace(SAID, organisation=filled_in(2).values["organisation"])
    alone = fill_sheet_pdf(form_pdf(a_sheet(FormKind.PDF, form)), said, tmp_path / "two-about-you.pdf")

    def bring_alone(wizard: ImportWizard) -> None:
        wizard.read(alone)
        wait(qtbot, wizard)
        assert wizard.step == CHECK
        sentence = "What one organisation says of the people who lead it is put apart."
        assert wizard.check_step.summary_label.text() == sentence
        assert not wizard.check_step.stack.isVisible()
        press(qtbot, wizard.next_button)
        wait(qtbot, wizard)
        assert wizard.result_step.sentence_label.text() == "What people say of themselves is put apart."
        press(qtbot, wizard.next_button)

    in_wizard(qtbot, window, bring_alone)

    def bring_again(wizard: ImportWizard) -> None:
        wizard.read(alone)
        wait(qtbot, wizard)
        assert wizard.check_step.summary_label.text() == "All of it is here already."
        assert wizard.next_button.toolTip() == "All of it is here already: there is nothing to import."
        wizard.reject()

    in_wizard(qtbot, window, bring_again)
    with office.officer.reading() as uow:
        references = [eoi.reference for eoi in uow.eois.where()]
    kept = {answers(office, reference) for reference in references}
    assert kept == {(GivenAnswer("ethnicity", "bangladeshi"),)}


@pytest.fixture
def with_eoi(office: Office) -> Office:
    round_, group = a_round(id=HERE, state=RoundState.CLOSED), an_organisation("Sunrise Carers")
    store(office.officer, round_, group, an_eoi(round_.id, group.id))
    return office


def openings(office: Office) -> list[str]:
    with office.officer.reading() as uow:
        return [one.action for one in uow.trail.entries() if one.action.startswith("monitoring")]


def test_answers_are_opened_on_their_word_corrected_and_taken_back(
    qtbot: QtBot, with_eoi: Office, window: MainWindow
) -> None:
    view = go(window, "round", "R1", "eois", "EOI-001").view
    assert openings(with_eoi) == []

    def write(dialog: OrganisationAnswersDialog) -> None:
        assert dialog.text_label.text().startswith("They have said nothing")
        dialog.editor.questions["ethnicity"].buttons["bangladeshi"].click()
        dialog.editor.questions["sex"].buttons["female"].click()
        dialog.editor.questions["sex"].buttons["male"].click()
        press(qtbot, dialog.save_button)

    def take_back(dialog: OrganisationAnswersDialog) -> None:
        assert dialog.editor.questions["ethnicity"].buttons["bangladeshi"].isChecked()

        def read_and_agree(sure: Dialog) -> None:
            asked.append(sure.text_label.text())
            sure.accept()

        hands = Hands(Dialog, read_and_agree)
        press(qtbot, dialog.back_button)
        hands.check()
        said.append(dialog.done_words)

    asked: list[str] = []
    said: list[str] = []
    open_and(qtbot, view, write)
    assert window.message.text == "What they say of their people is saved, apart from the EOI."
    assert [one.code for one in answers(with_eoi, "EOI-001")] == ["bangladeshi", "female", "male"]
    open_and(qtbot, view, take_back)
    assert asked == [
        "Their answers are erased. Any backup made before still holds them. Totals that were counted before "
        "then stay as they are."
    ]
    assert said == ["What they said of their people is erased. Any backup made before still holds it."]
    assert answers(with_eoi, "EOI-001") == ()
    assert openings(with_eoi) == [
        "monitoring answers looked at", "monitoring answers given", "monitoring answers looked at",
        "monitoring answers looked at", "monitoring answers withdrawn", "monitoring answers looked at",
    ]  # fmt: skip


def open_and(qtbot: QtBot, view: Any, act: Any) -> None:
    """Say that the organisation asks for it, then act in what opens."""

    def agree(dialog: Dialog) -> None:
        hands.append(Hands(OrganisationAnswersDialog, act))
        dialog.accept()

    hands: list[Hands] = [Hands(Dialog, agree)]
    press(qtbot, view.about_people.button)
    for one in hands:
        one.check()


def test_who_may_not_is_told_why(qtbot: QtBot, with_eoi: Office, window: MainWindow) -> None:
    sit_down(window, with_eoi.auditor)
    view = go(window, "round", "R1", "eois", "EOI-001").view
    assert not view.about_people.button.isEnabled()
    sit_down(window, with_eoi.officer)
    person_id = with_eoi.officer.actor.person_id
    store(with_eoi.officer, PanelMember(UUID(int=9), HERE, person_id, MemberGroup.COMMISSIONER))
    view = go(window, "round", "R1", "eois", "EOI-001").view
    hands = Hands(Dialog, lambda sure: sure.accept())
    press(qtbot, view.about_people.button)
    hands.check()
    assert view.message.text.startswith("Olu Officer has a vote on this round's panel.")
    assert openings(with_eoi) == []


def test_a_sheet_that_belongs_to_nobody_is_said_before_the_import_and_after(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path
) -> None:
    store(office.officer, a_form_round(id=HERE))
    form = a_form(a_form_round(id=HERE))
    template = fill_xlsx(form_xlsx(form), filled_in(1), tmp_path / "form.xlsx")
    sheet = fill_sheet_pdf(form_pdf(a_sheet(FormKind.PDF, form)), SAID, tmp_path / "sheet.pdf")
    said = "sheet.pdf: It does not say whose it is. Ask the sender for the name of their group."

    def act(wizard: ImportWizard) -> None:
        wizard.read_files((template, sheet))
        for step in (SHEET, COLUMNS, CHECK):
            wait(qtbot, wizard)
            assert wizard.step == step
            if step == CHECK:
                assert wizard.check_step.left_out_message.text == said
            press(qtbot, wizard.next_button)
        wait(qtbot, wizard)
        assert (wizard.step, wizard.result_step.left_out_message.text) == (RESULT, said)
        press(qtbot, wizard.next_button)

    in_wizard(qtbot, window, act)
