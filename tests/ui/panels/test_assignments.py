"""Who scores what: the plan before it is given out, single EOIs by hand, too few scorers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from commissioning_app.domain.panels import Interest
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.declarations import declare_interest
from commissioning_app.services.queries.panel import assignment_rows
from commissioning_app.services.scoring import save_draft
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.panels.assign_dialogs import GiveDialog, TakeDialog
from commissioning_app.ui.panels.plan_dialog import PlanDialog
from tests.desks import Desk
from tests.ui.desk import in_dialog, press
from tests.ui.panels.conftest import Opener, shown, window_of


def scorers(desk: Desk) -> dict[str, list[str]]:
    """Who scores what, as the services tell it."""
    rows = assignment_rows(desk.officer, round_code="R1")
    return {row.reference: sorted(mark.name for mark in row.scorers) for row in rows}


def answer(words: str) -> Callable[[Dialog], None]:
    """Press the button with these words."""
    return lambda dialog: next(
        button for button in dialog.findChildren(QAbstractButton) if button.text() == words
    ).click()


def test_nothing_is_given_before_the_plan_is_seen(qtbot: QtBot, desk: Desk, open_tab: Opener) -> None:
    tab = open_tab(desk, "assignments")
    section = tab.assignments
    assert section.sentence.text() == "3 of 3 EOIs have too few scorers."
    assert section.detail.text() == (
        "Each EOI needs 3 scorers from both groups, 50 % of them community members."
    )

    def look(dialog: PlanDialog) -> None:
        assert dialog.sentence.text() == "9 more would be given out."
        assert sum(dialog.table.model.values_at(row)[3] for row in range(5)) == 9
        assert "Not everybody has declared their interests yet" in dialog.problems.text
        assert set(map(tuple, scorers(desk).values())) == {()}
        dialog.scorers.selectAll()
        qtbot.keyClicks(dialog.scorers, "4")
        assert dialog.sentence.text() == "12 more would be given out."
        dialog.scorers.selectAll()
        qtbot.keyClick(dialog.scorers, Qt.Key.Key_Delete)
        assert dialog.go_button.toolTip() == "Type both numbers first."
        qtbot.keyClicks(dialog.scorers, "3")
        press(qtbot, dialog.go_button)

    in_dialog(PlanDialog, look, section.fair_button.click)
    assert [len(names) for names in scorers(desk).values()] == [3, 3, 3]
    assert section.sentence.text() == "All 3 EOIs have enough scorers."
    assert {line[4] for line in shown(section.table)} == {"Enough"}
    assert window_of(tab).message.text == "The EOIs are given out."


def test_one_eoi_is_given_and_taken_by_hand(qtbot: QtBot, desk: Desk, open_tab: Opener) -> None:
    declare_interest(
        desk.at(0), round_code="R1", organisation_id=desk.organisations[0].id, interest=Interest.INDIRECT
    )
    section = open_tab(desk, "assignments").assignments
    assert section.give_button.toolTip() == "Choose an EOI in the list."
    section.table.select("EOI-001")
    assert section.take_button.toolTip() == "Nobody has it yet."

    def give(dialog: GiveDialog) -> None:
        names = [dialog.member.itemText(place) for place in range(dialog.member.count())]
        assert names[0] == "Commissioner 1, commissioner: has 0"
        dialog.member.setCurrentIndex(names.index("Community 1, community member: has 0"))
        press(qtbot, dialog.go_button)
        assert dialog.message.text == (
            "This member declared an interest in the organisation, so can't score its EOI."
        )
        dialog.member.setCurrentIndex(names.index("Community 2, community member: has 0"))
        press(qtbot, dialog.go_button)

    in_dialog(GiveDialog, give, section.give_button.click)
    assert scorers(desk)["EOI-001"] == ["Community 2"]
    section.table.select("EOI-001")
    in_dialog(TakeDialog, lambda dialog: press(qtbot, dialog.go_button), section.take_button.click)
    assert scorers(desk)["EOI-001"] == []


def test_what_is_begun_stays(qtbot: QtBot, desk: Desk, open_tab: Opener) -> None:
    desk.give(0, 0, 1)
    desk.move(RoundState.SCORING)
    save_draft(desk.at(0), round_code="R1", reference="EOI-001", scores={"rooted": 3})
    section = open_tab(desk, "assignments").assignments
    section.table.select("EOI-001")
    assert section.take_button.toolTip() == "Everybody who has it has begun to score it."
    in_dialog(Dialog, answer("Go back"), section.clear_button.click)
    assert scorers(desk)["EOI-002"] == ["Community 1"]
    in_dialog(Dialog, answer("Take them back"), section.clear_button.click)
    assert (scorers(desk)["EOI-001"], scorers(desk)["EOI-002"]) == (["Community 1"], [])
    assert section.clear_button.toolTip() == "There is nothing to take back."


def test_buttons_say_why_they_are_off(desk: Desk, open_tab: Opener) -> None:
    read = open_tab(desk, "assignments", desk.approver).assignments
    assert read.fair_button.toolTip() == "Officers do this. Choose another person in Settings, or ask one."
    desk.move(RoundState.MODERATION)
    late = open_tab(desk, "assignments").assignments
    assert late.fair_button.toolTip() == "EOIs are given to members from opening until moderation."


def test_the_keyboard_goes_from_section_to_section(qtbot: QtBot, desk: Desk, open_tab: Opener) -> None:
    tab = open_tab(desk)
    qtbot.keyClick(tab.nav.buttons["members"], Qt.Key.Key_Right)
    qtbot.keyClick(tab.nav.buttons["interests"], Qt.Key.Key_Right)
    assert tab.stack.currentWidget() is tab.assignments
    route = window_of(tab).shell.navigator.current
    assert route is not None and route.item == "assignments"
    again = open_tab(desk, "payment")
    assert again.stack.currentWidget() is again.members
