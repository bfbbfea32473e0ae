"""Settings: who is at the desk, the look, the data, the funder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from commissioning_app.domain.people import Workspace
from commissioning_app.domain.rounds import FunderKind
from commissioning_app.services.people import add_person
from commissioning_app.services.workspace import edit_workspace, read_workspace
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.settings.data import file_of, shown_place
from tests.factories import Office
from tests.ui.desk import go, in_dialog, press, sit_down


def _workspace(office: Office) -> Workspace:
    found = read_workspace(office.officer)
    assert found is not None
    return found


def test_somebody_else_sits_down_by_keyboard(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "settings")
    assert page.desk.button.toolTip() == "This is who is at the desk now."
    qtbot.keyClicks(page.desk.people, "Fin")
    qtbot.keyClick(page.desk.button, Qt.Key.Key_Return)
    assert window.shell.app.actor.name == "Fin Finance"
    assert _workspace(office).current_person_id == office.finance.actor.person_id
    assert window.message.text == "You are at the desk as Fin Finance."
    assert window.shell.navigator.current == Route("home")


def test_the_look_changes_at_once_and_follows_the_keys(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    page = go(window, "settings")
    page.look.text_size.buttons["150"].click()
    page.look.theme.buttons["dark"].click()
    assert (theme().text_percent, theme().mode) == (150, "dark")
    window.step_text_size(1)
    assert (page.look.text_size.chosen, window.shell.settings.theme_mode) == ("175", "dark")


def test_a_backup_is_written_and_the_trail_proved(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = go(window, "settings")
    target = tmp_path / "copy.db"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press(qtbot, page.data.backup_button)
    qtbot.waitUntil(lambda: page.data.message.text == f"The backup is in {target}.")
    assert target.stat().st_size > 0
    press(qtbot, page.data.backup_button)
    again = f"There is a file at {target} already. Choose another name for the backup."
    qtbot.waitUntil(lambda: page.data.message.text == again)
    press(qtbot, page.data.verify_button)
    qtbot.waitUntil(lambda: page.data.message.text == "The trail holds: 4 entries. The sums hold too.")


def test_the_folder_is_opened_where_there_is_one(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page = go(window, "settings")
    press(qtbot, page.data.folder_button)
    assert opened == [QUrl.fromLocalFile(str(tmp_path.resolve()))]
    assert file_of("postgresql+psycopg://ann:secret@db.example/rounds") is None
    shown = shown_place("postgresql+psycopg://ann:secret@db.example:5432/rounds")
    assert shown == "postgresql+psycopg://ann@db.example:5432/rounds"


def test_the_funder_is_kept_by_administrators(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "settings")
    assert page.funder.save_button.toolTip() == "Nothing is changed."
    page.funder.name_edit.clear()
    qtbot.keyClick(page.funder.name_edit, Qt.Key.Key_Space)
    page.funder.save()
    assert page.funder.fields["funder_name"].error == "Give the funder's name."
    qtbot.keyClicks(page.funder.name_edit, "Eastshire Council")
    page.funder.kind.setCurrentIndex(list(FunderKind).index(FunderKind.COUNCIL))
    press(qtbot, page.funder.save_button)
    saved = _workspace(office)
    assert (saved.funder_name, saved.funder_kind) == ("Eastshire Council", FunderKind.COUNCIL)
    assert page.funder.message.text == "The details are saved."
    sit_down(window, office.auditor)
    page = go(window, "settings")
    assert page.funder.save_button.toolTip() == "Administrators keep the funder's details."
    assert page.data.backup_button.toolTip() == "Officers and administrators make backups."


@pytest.mark.parametrize(("choice", "name"), [(1, "Theirs"), (2, "Mine")])
def test_two_savers(qtbot: QtBot, office: Office, window: MainWindow, choice: int, name: str) -> None:
    page = go(window, "settings")
    page.funder.name_edit.clear()
    qtbot.keyClicks(page.funder.name_edit, "Mine")
    edit_workspace(office.officer, version=_workspace(office).version, funder_name="Theirs")
    in_dialog(
        ConflictDialog,
        lambda dialog: dialog.foot.itemAt(choice + 1).widget().click(),
        lambda: press(qtbot, page.funder.save_button),
    )
    assert _workspace(office).funder_name == name


def test_unsaved_details_are_asked_about(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "settings")
    qtbot.keyClicks(page.funder.website, "https://x.example")

    def stay(dialog: Dialog) -> None:
        _press(dialog, "Stay here")

    in_dialog(Dialog, stay, lambda: window.shell.navigator.go(Route("home")))
    assert window.shell.navigator.current == Route("settings")

    def leave(dialog: Dialog) -> None:
        _press(dialog, "Leave without saving")

    in_dialog(Dialog, leave, lambda: window.shell.navigator.go(Route("home")))
    assert window.shell.navigator.current == Route("home")


def test_a_panel_member_sees_who_they_are_and_the_look_only(office: Office, window: MainWindow) -> None:
    from commissioning_app.domain.roles import Role

    add_person(office.officer, name="Mo Member", roles={Role.PANEL_MEMBER})
    sit_down(window, office.member("Mo Member"))
    page: Any = go(window, "settings")
    assert (page.desk.isVisible(), page.look.isVisible()) == (True, True)
    assert (page.data.isVisible(), page.funder.isVisible()) == (False, False)


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(office: Office, window: MainWindow, percent: int) -> None:
    window.shell.settings.text_percent = percent
    window.shell.apply_look()
    page = go(window, "settings")
    page.data.path_label.setText("/home/" + "a-rather-long-folder/\u200b" * 12 + "workspace.db")
    assert page.sheet.overflow() == 0


def _press(dialog: Dialog, words: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == words).click()
