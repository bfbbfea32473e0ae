"""Dialogs: the safe answer is the default, reasons aren't empty, both versions are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.dialogs import (
    ConflictDialog,
    Difference,
    ReasonDialog,
    confirm_dialog,
    differences,
)


def default_button(dialog: QDialog) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.isDefault())


def test_enter_gives_the_safe_answer_when_something_would_be_destroyed(qtbot: QtBot) -> None:
    dialog = confirm_dialog(
        None, "Cancel the round?", "All applicants are told.", yes="Cancel it", danger=True
    )
    qtbot.addWidget(dialog)
    dialog.show()
    assert default_button(dialog).text() == "Go back"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert (dialog.isVisible(), dialog.result()) == (False, QDialog.DialogCode.Rejected)


def test_enter_goes_on_when_nothing_is_destroyed(qtbot: QtBot) -> None:
    dialog = confirm_dialog(None, "Open the round?", "It is published.", yes="Open it")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_escape_goes_back(qtbot: QtBot) -> None:
    dialog = confirm_dialog(None, "Open the round?", "It is published.", yes="Open it")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_a_reason_must_be_written(qtbot: QtBot, qapp: QApplication) -> None:
    dialog = ReasonDialog(None, "Why go back to scoring?")
    qtbot.addWidget(dialog)
    dialog.show()
    assert (dialog.ok.isEnabled(), dialog.ok.toolTip()) == (False, "Write a reason first.")
    qtbot.keyClicks(dialog.edit, "   ")
    assert not dialog.ok.isEnabled()
    qtbot.keyClicks(dialog.edit, "Two members were ill. ")
    assert dialog.ok.isEnabled()
    dialog.ok.click()
    assert (dialog.result(), dialog.reason) == (QDialog.DialogCode.Accepted, "Two members were ill.")


def test_differences_name_what_both_changed() -> None:
    theirs = {"contact_name": "Asha", "phone": "1", "note": "same", "web": ""}
    yours = {"contact_name": "Bea", "phone": None, "note": "same", "web": None, "email": "b@example.org"}
    assert differences(theirs, yours, {"phone": "Telephone"}) == [
        Difference("Contact name", "Asha", "Bea"),
        Difference("Telephone", "1", "(empty)"),
        Difference("Web", "(empty)", "(empty)"),
        Difference("Email", "(empty)", "b@example.org"),
    ]


def test_both_versions_are_shown_and_neither_is_thrown_away_by_enter(qtbot: QtBot) -> None:
    dialog = ConflictDialog(None, [Difference("Contact name", "Asha", "Bea")], who="Cem Yilmaz")
    qtbot.addWidget(dialog)
    dialog.show()
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Cem Yilmaz saved this before you.", "Contact name", "Asha", "Bea"} <= texts
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert (dialog.result(), dialog.keep_yours) == (QDialog.DialogCode.Rejected, False)


def test_ones_own_version_is_kept_only_when_chosen(qtbot: QtBot) -> None:
    dialog = ConflictDialog(None, [Difference("Contact name", "Asha", "Bea")])
    qtbot.addWidget(dialog)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Save mine over it").click()
    assert (dialog.result(), dialog.keep_yours) == (QDialog.DialogCode.Accepted, True)
