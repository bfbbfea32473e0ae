"""Ties to applicants: one's own sheet, somebody else's, exceptions, and who sees what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from commissioning_app.domain.panels import Interest
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.declarations import declare_interest
from commissioning_app.services.queries.declarations import declaration_rows, declaration_sheet
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.panels.exceptions import ExceptionDialog
from commissioning_app.ui.panels.sheet import SheetDialog
from tests.desks import Desk
from tests.ui.desk import in_dialog, press
from tests.ui.panels.conftest import Opener, shown


def answer(words: str) -> Callable[[Dialog], None]:
    """Press the button with these words."""
    return lambda dialog: next(
        button for button in dialog.findChildren(QAbstractButton) if button.text() == words
    ).click()


def ties(desk: Desk, number: int) -> dict[str, tuple[Interest | None, str]]:
    """What a member's sheet says."""
    sheet = declaration_sheet(desk.officer, round_code="R1", person_id=desk.people[number].id)
    return {one.name: (one.interest, one.note) for one in sheet.organisations}


def test_everybody_with_a_part_is_listed(desk: Desk, open_tab: Opener) -> None:
    section = open_tab(desk, "interests").interests
    assert section.sentence.text() == "8 of 8 people have not said which ties they have."
    assert [line[:3] for line in shown(section.table)] == [
        ["Ava Approver", "approver", "Not said yet"],
        ["Commissioner 1", "commissioner", "Not said yet"],
        ["Commissioner 2", "commissioner", "Not said yet"],
        ["Community 1", "community member", "Not said yet"],
        ["Community 2", "community member", "Not said yet"],
        ["Community 3", "community member", "Not said yet"],
        ["Fin Finance", "finance", "Not said yet"],
        ["Olu Officer", "officer", "Not said yet"],
    ]


def test_an_officer_writes_a_members_ties_down(qtbot: QtBot, desk: Desk, open_tab: Opener) -> None:
    section = open_tab(desk, "interests").interests
    section.table.select(desk.people[0].id)

    def fill(dialog: SheetDialog) -> None:
        assert dialog.buttons[Interest.INDIRECT].toolTip() == "Choose an organisation in the list."
        dialog.table.select(desk.organisations[1].id)
        qtbot.keyClicks(dialog.note, "A friend cooks there")
        press(qtbot, dialog.buttons[Interest.INDIRECT])
        dialog.table.select(desk.organisations[0].id)
        press(qtbot, dialog.buttons[Interest.NONE])
        assert [line[1] for line in shown(dialog.table)] == ["No tie", "Indirect", "Not said"]
        press(qtbot, dialog.go_button)

    in_dialog(SheetDialog, fill, section.sheet_button.click)
    assert ties(desk, 0) == {
        "Circle 1": (Interest.NONE, ""),
        "Circle 2": (Interest.INDIRECT, "A friend cooks there"),
        "Circle 3": (None, ""),
    }
    line = next(line for line in shown(section.table) if line[0] == "Community 1")
    assert line[2:] == ["Said", "1 Sep 2026", "Circle 2: indirect"]


def test_a_direct_tie_is_asked_about_and_an_approver_may_let_them_stay(
    qtbot: QtBot, desk: Desk, open_tab: Opener
) -> None:
    section = open_tab(desk, "interests").interests
    section.table.select(desk.people[0].id)

    def fill(dialog: SheetDialog) -> None:
        dialog.table.select(desk.organisations[0].id)
        direct = dialog.buttons[Interest.DIRECT]
        in_dialog(Dialog, answer("Go back"), direct.click)
        assert ties(desk, 0)["Circle 1"] == (None, "")
        in_dialog(Dialog, answer("Yes, it is direct"), direct.click)
        press(qtbot, dialog.go_button)

    in_dialog(SheetDialog, fill, section.sheet_button.click)
    assert desk.member(0).stepped_down_because == "a direct interest"
    approver = open_tab(desk, "interests", desk.approver).interests
    approver.table.select(desk.people[0].id)

    def agree(dialog: ExceptionDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say why they may stay in the round."
        qtbot.keyClicks(dialog.reason, "They take no part in it")
        press(qtbot, dialog.go_button)

    in_dialog(ExceptionDialog, agree, approver.exception_button.click)
    assert desk.member(0).stepped_down_because == ""
    line = next(line for line in shown(approver.table) if line[0] == "Community 1")
    assert line[4] == "Circle 1: direct, stays"


def test_officers_approvers_and_finance_declare_for_themselves(
    qtbot: QtBot, desk: Desk, open_tab: Opener
) -> None:
    for context in (desk.officer, desk.approver):
        section = open_tab(desk, "interests", context).interests
        in_dialog(SheetDialog, lambda dialog: press(qtbot, dialog.go_button), section.own_button.click)
    tab = open_tab(desk, "interests", desk.office.finance)
    assert tab.stack.currentWidget() is tab.closed
    assert not tab.nav.isVisible()
    in_dialog(SheetDialog, lambda dialog: press(qtbot, dialog.go_button), tab.closed.button.click)
    done = {row.name for row in declaration_rows(desk.officer, round_code="R1") if row.is_complete}
    assert done == {"Olu Officer", "Ava Approver", "Fin Finance"}


def test_buttons_say_why_they_are_off(desk: Desk, open_tab: Opener) -> None:
    section = open_tab(desk, "interests").interests
    assert section.sheet_button.toolTip() == "Choose a person in the list."
    section.table.select(desk.people[0].id)
    assert section.exception_button.toolTip() == (
        "Approvers agree to this. Choose another person in Settings, or ask one."
    )
    auditor = open_tab(desk, "interests", desk.office.auditor).interests
    assert auditor.own_button.toolTip() == "You have no part in this round."
    desk.move(RoundState.ANNOUNCED)
    over = open_tab(desk, "interests").interests
    assert over.own_button.toolTip() == "Ties are said from opening until the decisions are announced."


@pytest.mark.parametrize("role", ["officer", "approver"])
def test_nobody_writes_down_what_they_may_not(desk: Desk, open_tab: Opener, role: str) -> None:
    context = getattr(desk, role)
    section: Any = open_tab(desk, "interests", context).interests
    section.table.select(desk.people[0].id)
    assert section.sheet_button.isEnabled() is (role == "officer")


def test_an_approver_does_not_agree_about_themself(desk: Desk, open_tab: Opener) -> None:
    me = desk.approver.actor.person_id
    declare_interest(
        desk.approver, round_code="R1", organisation_id=desk.organisations[0].id, interest=Interest.DIRECT
    )
    section = open_tab(desk, "interests", desk.approver).interests
    section.table.select(me)
    assert section.exception_button.toolTip() == "This is your own tie, so another approver has to agree."
