"""The people of a workspace: adding, roles, leaving, two savers."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from commissioning_app.domain.roles import Role
from commissioning_app.services.people import edit_person, list_people
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.people.dialogs import PersonDialog
from tests.factories import Office
from tests.ui.desk import Hands, go, in_dialog, press, sit_down


def _people(office: Office) -> dict[str, tuple[frozenset[Role], bool]]:
    return {one.name: (one.roles, one.is_active) for one in list_people(office.officer)}


def _choose(page: Any, office: Office, name: str) -> None:
    person = next(one for one in list_people(office.officer) if one.name == name)
    assert page.table.select(person.id)


def test_somebody_is_added_by_keyboard(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "people")

    def fill(dialog: PersonDialog) -> None:
        press(qtbot, dialog.ok)
        assert dialog.fields["name"].error == "Give the person's name."
        qtbot.keyClicks(dialog.name_edit, "Mo Member")
        qtbot.keyClick(dialog.boxes[Role.FINANCE], Qt.Key.Key_Space)
        qtbot.keyClick(dialog.name_edit, Qt.Key.Key_Return)

    in_dialog(PersonDialog, fill, lambda: press(qtbot, page.add_button))
    assert _people(office)["Mo Member"] == (frozenset({Role.PANEL_MEMBER, Role.FINANCE}), True)
    assert window.message.text == "Mo Member is here now."


def test_roles_change_and_somebody_leaves_and_comes_back(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    page = go(window, "people")
    assert page.edit_button.toolTip() == "Choose a person in the list."
    _choose(page, office, "Aud Auditor")

    def change(dialog: PersonDialog) -> None:
        dialog.boxes[Role.APPROVER].click()
        press(qtbot, dialog.ok)

    in_dialog(PersonDialog, change, lambda: press(qtbot, page.edit_button))
    assert _people(office)["Aud Auditor"] == (frozenset({Role.AUDITOR, Role.APPROVER}), True)

    def leave(dialog: PersonDialog) -> None:
        sure = Hands(Dialog, lambda d: _button(d, "They have left").click())
        press(qtbot, dialog.leave_button)
        sure.check()

    _choose(page, office, "Aud Auditor")
    in_dialog(PersonDialog, leave, lambda: press(qtbot, page.edit_button))
    assert _people(office)["Aud Auditor"][1] is False
    _choose(page, office, "Aud Auditor")
    in_dialog(PersonDialog, lambda d: press(qtbot, d.back_button), lambda: press(qtbot, page.edit_button))
    assert _people(office)["Aud Auditor"][1] is True


def test_a_refusal_stands_in_the_dialog(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "people")
    _choose(page, office, "Olu Officer")

    def give_oneself(dialog: PersonDialog) -> None:
        dialog.boxes[Role.APPROVER].click()
        press(qtbot, dialog.ok)
        assert dialog.message.text == "Nobody gives themselves a role. Ask another administrator."
        dialog.reject()

    in_dialog(PersonDialog, give_oneself, lambda: press(qtbot, page.edit_button))


@pytest.mark.parametrize(("choice", "name"), [(1, "Theirs"), (2, "Mine")])
def test_two_savers(qtbot: QtBot, office: Office, window: MainWindow, choice: int, name: str) -> None:
    page = go(window, "people")
    _choose(page, office, "Fin Finance")
    person = next(one for one in list_people(office.officer) if one.name == "Fin Finance")

    def change(dialog: PersonDialog) -> None:
        edit_person(
            office.officer, person_id=person.id, version=person.version, name="Theirs", email="",
            roles={Role.FINANCE},
        )  # fmt: skip
        dialog.name_edit.setText("Mine")
        both = Hands(ConflictDialog, lambda d: d.foot.itemAt(choice + 1).widget().click())
        press(qtbot, dialog.ok)
        both.check()

    in_dialog(PersonDialog, change, lambda: press(qtbot, page.edit_button))
    assert name in _people(office)


def test_others_only_read(office: Office, window: MainWindow) -> None:
    sit_down(window, office.auditor)
    page = go(window, "people")
    only = "Administrators keep the list of people. Ask one of them."
    assert (page.add_button.toolTip(), page.edit_button.toolTip()) == (only, only)
    _choose(page, office, "Fin Finance")
    page.edit_chosen()
    assert window.message.text == only


def _button(dialog: Dialog, words: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == words)
