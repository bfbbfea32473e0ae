"""The Letters tab: what is due and missing, feedback with two savers, previews, the batch and its Cancel."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.feedback import feedback_rows
from commissioning_app.ui.letters.listing import ALL, FEEDBACK, LACKING, NOT_MADE
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.main_window import MainWindow
from tests.decided import Decided, a_decided_round
from tests.samples import CODE, sample_office
from tests.ui.desk import go, in_dialog, open_window, press, sit_down
from tests.ui.letters.lettering import cells, letters, second_saver, settled


def test_every_letter_stands_with_its_kind_amount_and_feedback(window: MainWindow) -> None:
    tab = letters(window)
    assert cells(tab, 0, 2, 3, 4) == [
        ("E-1", "Offer in full", "£8,400", ""),
        ("E-2", "Offer in part", "£7,000.01", "Written"),
        ("E-3", "Reserve list", "", "Written"),
        ("E-4", "Not funded", "", "Written"),
        ("E-5", "Ineligible", "", ""),
        ("E-6", "Withdrawn", "", ""),
    ]
    assert tab.banner.sentence_label.text() == "6 letters are due."
    assert tab.banner.detail_label.text() == (
        "1 offer in full, 1 offer in part, 1 on the reserve list, 1 not funded, 1 ineligible, 1 withdrawn."
    )
    assert tab.banner.button.isEnabled()


def test_what_is_missing_keeps_the_letters_from_being_made(qtbot: QtBot, tmp_path: Path) -> None:
    decided = a_decided_round(f"sqlite:///{tmp_path / 'workspace.db'}", feedback=False)
    tab = letters(open_window(qtbot, decided.office.app), "feedback")
    assert tab.banner.sentence_label.text() == "6 letters are due. 3 still lack something."
    assert (tab.banner.button.isEnabled(), tab.banner.button.toolTip()) == (
        False,
        "These letters still lack something: E-2, E-3, E-4.",
    )
    assert tab.list.show_box.currentData() == FEEDBACK
    assert cells(tab, 0, 4) == [("E-2", "Missing"), ("E-3", "Missing"), ("E-4", "Missing")]
    tab.list.show_only(LACKING)
    assert {row[0] for row in cells(tab, 5)} == {
        "The feedback needs one strength and one thing to change at least."
    }
    tab.list.show_only(NOT_MADE)
    assert len(cells(tab, 0)) == 6
    tab.list.show_only(ALL)
    assert len(cells(tab, 0)) == 6


def test_a_letter_is_opened_by_keyboard_and_gone_on_from(qtbot: QtBot, window: MainWindow) -> None:
    tab = letters(window)
    tab.list.table.view.setFocus()
    tab.list.table.select("E-2")
    qtbot.keyClick(tab.list.table.view, Qt.Key.Key_Return)
    assert tab.stack.currentWidget() is tab.view
    assert (tab.view.title.text(), tab.view.chip.text, tab.view.place.text()) == (
        "E-2 Circle E-2",
        "Offer in part",
        "2 of 6",
    )
    press(qtbot, tab.view.next_button)
    assert tab.view.title.text() == "E-3 Circle E-3"
    press(qtbot, tab.view.previous_button)
    press(qtbot, tab.view.previous_button)
    assert not tab.view.previous_button.isEnabled()
    press(qtbot, tab.view.back_button)
    assert tab.stack.currentWidget() is tab.overview
    settled(qtbot)


def test_the_letter_is_shown_as_pdf_large_print_and_text(qtbot: QtBot, window: MainWindow) -> None:
    tab = letters(window, "E-1")
    preview = tab.view.preview
    qtbot.waitUntil(lambda: preview.document.pageCount() == 1)
    assert preview.stack.currentWidget() is preview.pdf
    assert preview.pdf.accessibleName() == "Preview of the letter to E-1, 1 page"
    small = preview._bytes.size()
    press(qtbot, preview.tabs.tab("large"))
    qtbot.waitUntil(lambda: not running_tasks() and preview._bytes.size() != small)
    qtbot.keyClick(preview.tabs.tab("large"), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: preview.stack.currentWidget() is preview.text)
    assert "£8,400" in preview.text.toPlainText()
    assert "Circle E-1" in preview.text.toPlainText()
    letters(window, "E-3")
    qtbot.waitUntil(lambda: "Circle E-3" in preview.text.toPlainText())


def test_feedback_is_written_and_the_next_one_opened(
    qtbot: QtBot, decided: Decided, window: MainWindow
) -> None:
    tab = letters(window, "E-3")
    card = tab.view.feedback
    assert not card.only_save_button.isEnabled()
    card.strength.setFocus()
    card.strength.selectAll()
    qtbot.keyClicks(card.strength, "You know your street")
    qtbot.keyClick(card.strength, Qt.Key.Key_Tab)
    assert card.change.hasFocus()
    press(qtbot, card.save_button)
    row = next(
        one for one in feedback_rows(decided.office.officer, round_code="R1") if one.reference == "E-3"
    )
    assert (row.strength, row.change) == ("You know your street", "Change E-3")
    assert tab.view.title.text() == "E-4 Circle E-4"
    assert window.message.text == "The feedback is saved."
    settled(qtbot)


def test_going_on_follows_the_list_while_its_feedback_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    decided = a_decided_round(f"sqlite:///{tmp_path / 'workspace.db'}", feedback=False)
    tab = letters(open_window(qtbot, decided.office.app), "feedback")
    tab.list.table.select("E-2")
    tab.list.table.activate(0)
    seen = []
    while tab.stack.currentWidget() is tab.view:
        card = tab.view.feedback
        seen.append((tab.view.title.text(), tab.view.place.text()))
        qtbot.keyClicks(card.strength, "You listen")
        qtbot.keyClicks(card.change, "Say more")
        press(qtbot, card.save_button)
    assert seen == [
        ("E-2 Circle E-2", "1 of 3"),
        ("E-3 Circle E-3", "2 of 3"),
        ("E-4 Circle E-4", "3 of 3"),
    ]
    assert tab.banner.sentence_label.text() == "6 letters are due."
    settled(qtbot)


def test_what_members_said_stands_beside(qtbot: QtBot, tmp_path: Path) -> None:
    from commissioning_app.ui.widgets.text import Label

    office = sample_office(tmp_path, RoundState.DECIDED)
    rows = feedback_rows(office.officer, round_code=CODE)
    row = next(one for one in rows if len(one.comments) > 1)
    window = open_window(qtbot, office.app)
    tab = go(window, "round", CODE, "letters", row.reference)
    words = [label.text() for label in tab.view.feedback._comments.findChildren(Label)]
    assert words == [f"“{comment}”" for comment in row.comments]
    assert tab.view.feedback.said_title.text() == "What panel members wrote"
    settled(qtbot)


@pytest.mark.parametrize(
    ("choose", "kept", "shown"),
    [
        ("Save mine over it", "Mine", "Mine"),
        ("Keep theirs", "Theirs", "Theirs"),
        ("Go on editing", "Theirs", "Mine"),
    ],
)
def test_two_savers_see_both_versions(
    qtbot: QtBot, decided: Decided, window: MainWindow, choose: str, kept: str, shown: str
) -> None:
    tab = letters(window, "E-2")
    card = tab.view.feedback
    card.strength.setPlainText("Mine")
    second_saver(decided)

    def answer(dialog: ConflictDialog) -> None:
        from commissioning_app.ui.widgets.buttons import Button

        next(b for b in dialog.findChildren(Button) if b.text() == choose).click()

    in_dialog(ConflictDialog, answer, lambda: press(qtbot, card.only_save_button))
    row = next(
        one for one in feedback_rows(decided.office.officer, round_code="R1") if one.reference == "E-2"
    )
    assert (row.strength, card.strength.toPlainText()) == (kept, shown)
    settled(qtbot)
    card.strength.setPlainText(row.strength)


def test_typed_feedback_is_not_lost_by_going_elsewhere(
    qtbot: QtBot, decided: Decided, window: MainWindow
) -> None:
    tab = letters(window, "E-2")
    card = tab.view.feedback
    card.strength.setPlainText("Typed")
    in_dialog(Dialog, lambda dialog: dialog.reject(), lambda: press(qtbot, tab.view.next_button))
    assert tab.view.title.text() == "E-2 Circle E-2"
    assert card.strength.toPlainText() == "Typed"
    in_dialog(Dialog, lambda dialog: dialog.accept(), lambda: press(qtbot, tab.view.next_button))
    assert tab.view.title.text() == "E-3 Circle E-3"
    row = next(
        one for one in feedback_rows(decided.office.officer, round_code="R1") if one.reference == "E-2"
    )
    assert row.strength == "Typed"
    settled(qtbot)


def test_others_read_but_do_not_write(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    sit_down(window, decided.office.approver)
    tab = letters(window)
    assert not tab.banner.button.isVisible()
    tab = letters(window, "E-2")
    card = tab.view.feedback
    assert card.strength.isReadOnly()
    assert (card.save_button.isEnabled(), card.save_button.toolTip()) == (
        False,
        "Officers write feedback. Choose another person in Settings, or ask one.",
    )
    settled(qtbot)
