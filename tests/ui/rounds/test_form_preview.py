"""The form as an applicant sees it: every kind of question, live counts, large print; nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.forms import Question, QuestionKind
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.form_preview import preview_form
from commissioning_app.services.rounds import read_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.rounds.design.preview import PreviewDialog
from commissioning_app.ui.rounds.design.preview_fields import CountedText, DayParts, Options
from commissioning_app.ui.widgets.fields import MoneyEdit, TextEdit
from tests.factories import Office, a_panel, a_question, a_round, store
from tests.forms import QUESTIONS, a_form_round
from tests.ui.desk import go, in_dialog, press, sit_down
from tests.ui.keys import letters_given_twice

KINDS = {
    "need": CountedText, "story": CountedText, "call": TextEdit, "people": TextEdit, "rent": MoneyEdit,
    "when": DayParts, "place": Options, "ok.area": Options, "who": Options, "rules": TextEdit,
}  # fmt: skip


def a_dialog(qtbot: QtBot, office: Office, **changes: object) -> PreviewDialog:
    store(office.officer, a_form_round(state=RoundState.DRAFT, **changes))
    dialog = PreviewDialog(None, preview_form(office.officer, round_code="R1", design={}))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def words_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_every_kind_has_its_editor_in_the_order_of_the_form(qtbot: QtBot, office: Office) -> None:
    fields = a_dialog(qtbot, office).sheets[0].fields
    own = {name.removeprefix("answer:"): field for name, field in fields.items() if name[:7] == "answer:"}
    assert {key: type(field.editor) for key, field in own.items()} == KINDS
    assert list(own) == [question.id for question in QUESTIONS]
    assert own["need"].label.text() == "What do people in your community need?"
    assert own["need"].help_label.text() == (
        "We want to hear it in your words. There is no list to choose from. Up to 200 words."
    )
    assert own["story"].label.text() == "Tell us about your group (optional)"
    assert own["rules"].help_label.text() == (
        "Send the file in the same e-mail, and write its name here. "
        "A PDF, a Word or text file, a picture or a recording, up to 25 MB."
    )
    assert fields["contact_email"].label.text() == "E-mail address", "one of two, so not optional"


def test_words_are_counted_as_one_types_and_the_limit_is_soft(qtbot: QtBot, office: Office) -> None:
    dialog = a_dialog(qtbot, office, questions=(a_question(word_limit=10),))
    box = dialog.sheets[0].fields["answer:need"].editor
    assert isinstance(box, CountedText)
    said = []
    for words in ("one ", "two three four five six seven eight nine ten ", "eleven ", "twelve"):
        qtbot.keyClicks(box.edit, words)
        said.append(box.count_label.text())
    assert said == [
        "1 of 10 words",
        "10 of 10 words",
        "11 of 10 words: a little over is fine",
        "12 of 10 words: please bring it down to 11",
    ]


def test_one_of_a_list_can_be_cleared_and_something_else_be_written(qtbot: QtBot, office: Office) -> None:
    dialog = a_dialog(qtbot, office)
    place = dialog.sheets[0].fields["answer:place"].editor
    assert isinstance(place, Options) and not place.other.isHidden() and place.clear_button.isHidden()
    for button in place.buttons[:2]:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        button.click() if not button.isChecked() else None
    assert place.chosen() == ["In a place of worship"]
    place.clear_button.click()
    assert (place.chosen(), place.clear_button.isHidden()) == ([], True)
    yes_no = dialog.sheets[0].fields["answer:ok.area"].editor
    assert isinstance(yes_no, Options)
    assert [button.text() for button in yes_no.buttons] == ["Yes", "No"] and yes_no.other.isHidden()
    several = dialog.sheets[0].fields["answer:who"].editor
    assert isinstance(several, Options)
    for button in several.buttons[1:3]:
        button.click()
    assert several.chosen() == ["Young people", "Adults, all ages"] and several.clear_button.isHidden()


def test_large_print_is_larger_and_can_be_taken_back(qtbot: QtBot, office: Office) -> None:
    dialog = a_dialog(qtbot, office)
    label = dialog.sheets[0].fields["answer:need"].label
    before = label.fontMetrics().height()
    dialog.large_print.click()
    assert label.fontMetrics().height() >= before * 1.4
    dialog.large_print.click()
    assert label.fontMetrics().height() == before


def test_it_says_what_the_form_says(qtbot: QtBot, office: Office) -> None:
    dialog = a_dialog(qtbot, office)
    words = words_of(dialog.sheets[0])
    assert words[:3] == ["Sample Integrated Care Board", "Grassroots wellbeing", "Application form"]
    assert "DRAFT. The round is not open yet, and the questions may still change." in words
    assert "Send it to olu@example.org, by the end of Friday 2 October 2026." in words
    assert words[-1] == "Form version 1"
    assert letters_given_twice(dialog) == {}


def test_the_sheet_about_you_is_shown_apart(qtbot: QtBot, office: Office) -> None:
    dialog = a_dialog(qtbot, office)
    assert [dialog.which.itemText(n) for n in range(dialog.which.count())] == [
        "Application form", "About you (optional)",
    ]  # fmt: skip
    dialog.which.setCurrentIndex(1)
    assert [sheet.isVisible() for sheet in dialog.sheets] == [False, True]


def test_enter_in_a_line_closes_nothing(qtbot: QtBot, office: Office) -> None:
    dialog = a_dialog(qtbot, office)
    line = dialog.sheets[0].fields["answer:call"].editor
    line.setFocus()
    qtbot.keyClicks(line, "Circle")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_unsaved_questions_are_shown_and_nothing_is_kept(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round())
    tab = go(window, "round", "R1", "form", "questions")
    section = tab.sections["questions"]
    with office.officer.reading() as uow:
        entries = len(list(uow.trail.entries()))
    section.list.add_items([Question("new", "Is it new?", QuestionKind.YES_NO)])
    section.list.move_item(3, -3)

    def look(dialog: PreviewDialog) -> None:
        own = [name for name in dialog.sheets[0].fields if name.startswith("answer:")]
        assert own == ["answer:new", "answer:need", "answer:money", "answer:when"]
        qtbot.keyClicks(dialog.sheets[0].fields["title"].editor, "Mine")
        press(qtbot, dialog.close_button)

    in_dialog(PreviewDialog, look, lambda: press(qtbot, section.preview_button))
    with office.officer.reading() as uow:
        assert (len(list(uow.trail.entries())), uow.eois.count()) == (entries, 0)
    assert len(read_round(office.officer, round_code="R1").questions) == 3


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.DECIDED])
def test_it_is_reached_from_handing_out_in_any_state(
    qtbot: QtBot, office: Office, window: MainWindow, state: RoundState
) -> None:
    store(office.officer, a_round(state=state))
    sit_down(window, office.auditor)
    section = go(window, "round", "R1", "form", "handing_out").sections["handing_out"]
    seen = []

    def look(dialog: PreviewDialog) -> None:
        seen.append("DRAFT" in " ".join(words_of(dialog)))
        dialog.accept()

    in_dialog(PreviewDialog, look, lambda: press(qtbot, section.preview_button))
    assert seen == [False]


def test_members_do_not_preview(office: Office) -> None:
    round_ = a_round()
    store(office.officer, round_)
    a_panel(office.officer, round_.id)
    with pytest.raises(NotAllowed):
        preview_form(office.member("Community 1"), round_code="R1", design={})


def test_a_design_in_the_making_is_only_shown(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_round())
    changed = (replace(a_question(), text="Another?"),)
    form, *_ = preview_form(office.officer, round_code="R1", design={"questions": changed, "purpose": "New."})
    assert (form.purpose, form.sections[-1].fields[0].label) == ("New.", "Another?")
    assert read_round(office.officer, round_code="R1").purpose == "Keep small groups going."


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_the_screen(
    qtbot: QtBot, office: Office, window: MainWindow, percent: int
) -> None:
    window.shell.settings.text_percent = percent
    window.shell.apply_look()
    dialog = a_dialog(qtbot, office)
    from commissioning_app.ui.widgets.page import ScrollPage

    [page] = dialog.findChildren(ScrollPage)
    found = [page.overflow()]
    dialog.large_print.click()
    found.append(page.overflow())
    assert (found, dialog.width() <= 1366) == ([0, 0], True)
