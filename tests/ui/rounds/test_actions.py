"""What will be done about findings: from a finding's row, changed, done, taken out; who may."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from commissioning_app.services.actions import add_action, edit_action, finish_action
from commissioning_app.services.explanations import decide_explanation, explain
from commissioning_app.services.queries.actions import ActionLine, actions_page
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.rounds.action_dialogs import (
    AddActionDialog,
    EditActionDialog,
    FinishActionDialog,
    RemoveActionDialog,
)
from commissioning_app.ui.widgets.buttons import Button, LinkButton
from tests.factories import Office, a_round, store
from tests.ui.desk import go, in_dialog, press, sit_down
from tests.ui.rounds.hands import restarted, type_over

DUE = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def round_(office: Office) -> None:
    """In the sound round S2 alone does not hold."""
    store(office.officer, a_round())


def planned(office: Office) -> tuple[ActionLine, ...]:
    return actions_page(office.officer, round_code="R1").actions


def added(office: Office, **changes: Any) -> UUID:
    wanted = {"what": "Drop a question", "owner": "Grants team", "due_on": DUE, **changes}
    return add_action(office.officer, round_code="R1", check_id="S2", **wanted)


def links(row: Any) -> dict[str, LinkButton]:
    return {link.text(): link for link in row.findChildren(LinkButton)}


def test_written_down_from_the_row_of_its_finding_by_keyboard(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab = go(window, "round", "R1")

    def fill(dialog: AddActionDialog) -> None:
        assert dialog.text_label.text() == "S2 Applying costs little"
        assert dialog.focusWidget() is dialog.what
        press(qtbot, dialog.go_button)
        assert dialog.fields["due_on"].error == "Type a date, like 4 December 2026."
        qtbot.keyClicks(dialog.due_on.edit, "31 Aug 2026")
        press(qtbot, dialog.go_button)
        assert dialog.fields["due_on"].error == "The day by which it will be done is in the past."
        type_over(qtbot, dialog.due_on, "31 Oct 2026")
        press(qtbot, dialog.go_button)
        assert dialog.fields["what"].error == "Say what will be done."
        qtbot.keyClicks(dialog.what, "Drop a question")
        press(qtbot, dialog.go_button)
        assert dialog.fields["owner"].error == "Say who will do it: a name or an office."
        qtbot.keyClicks(dialog.owner, "Grants team")
        qtbot.keyClick(dialog.owner, Qt.Key.Key_Return)

    in_dialog(AddActionDialog, fill, lambda: links(tab.findings.rows["S2"])["Say what will be done"].click())
    [line] = planned(office)
    assert (line.check_id, line.what, line.owner, line.due_on) == (
        "S2", "Drop a question", "Grants team", DUE,
    )  # fmt: skip
    assert window.message.text == "It is written down what will be done."
    assert tab.findings.rows["S2"].isAncestorOf(window.focusWidget())
    assert "Add another action" in links(tab.findings.rows["S2"])
    [row] = tab.actions_card.rows
    assert row.accessibleName() == "To do: Drop a question"
    assert tab.actions_card.note_label.text() == "1 to do · 0 done"
    assert tab.actions_card.missing_title.isHidden()


def test_what_an_explanation_promised_is_filled_in(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    explain(
        office.officer, round_code="R1", check_id="S2", why="The board asks for it.",
        what_will_be_done="Ask less next time", by_when=DUE,
    )  # fmt: skip
    decide_explanation(office.approver, round_code="R1", check_id="S2", agree=True)
    tab = go(window, "round", "R1")

    def fill(dialog: AddActionDialog) -> None:
        assert (dialog.what.toPlainText(), dialog.due_on.day) == ("Ask less next time", DUE)
        assert dialog.focusWidget() is dialog.owner
        qtbot.keyClicks(dialog.owner, "Rosa")
        press(qtbot, dialog.go_button)

    in_dialog(AddActionDialog, fill, lambda: press(qtbot, tab.actions_card.add_links["S2"]))
    assert [(one.what, one.owner, one.due_on) for one in planned(office)] == [
        ("Ask less next time", "Rosa", DUE)
    ]
    assert tab.actions_card.isAncestorOf(window.focusWidget())


def test_changed_done_and_taken_out(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    added(office)
    added(office, what="Ring three groups", due_on=date(2026, 11, 5))
    tab = go(window, "round", "R1", "overview", "actions")

    def change(dialog: EditActionDialog) -> None:
        type_over(qtbot, dialog.owner, "Rosa")
        press(qtbot, dialog.go_button)

    def done(dialog: FinishActionDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["outcome"].error == "Say what came of it, so that others can learn from it."
        qtbot.keyClicks(dialog.outcome, "It takes an hour less")
        dialog.done_on.set_day(date(2026, 9, 2))
        press(qtbot, dialog.go_button)
        said = "An action can't be done on a day that is still to come."
        assert dialog.fields["done_on"].error == said
        dialog.done_on.set_day(date(2026, 9, 1))
        press(qtbot, dialog.go_button)

    def take_out(dialog: RemoveActionDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say why the action is taken out."
        qtbot.keyClicks(dialog.reason, "Nobody answers")
        press(qtbot, dialog.go_button)

    card = tab.actions_card
    in_dialog(EditActionDialog, change, lambda: press(qtbot, card.rows[0].links["edit"]))
    assert [one.owner for one in planned(office)] == ["Rosa", "Grants team"]
    in_dialog(FinishActionDialog, done, lambda: press(qtbot, card.rows[0].links["finish"]))
    in_dialog(RemoveActionDialog, take_out, lambda: press(qtbot, card.rows[0].links["remove"]))
    [line] = planned(office)
    assert (line.what, line.done_on, line.outcome) == (
        "Drop a question", date(2026, 9, 1), "It takes an hour less",
    )  # fmt: skip
    assert (card.rows, card.note_label.text()) == ([], "0 to do · 1 done")
    press(qtbot, card.done_button)
    [row] = card.rows
    assert (row.chip.text, row.links) == ("Done", {})


def test_what_somebody_changed_first_is_shown_beside_it(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    key = added(office)
    tab = go(window, "round", "R1")

    def change(dialog: EditActionDialog) -> None:
        edit_action(
            office.officer, action_id=key, version=1, what="Drop two", owner="Grants team", due_on=DUE
        )
        type_over(qtbot, dialog.what, "Drop three")
        words = "Save mine over it"

        def mine(conflict: ConflictDialog) -> None:
            next(one for one in conflict.findChildren(Button) if one.text() == words).click()

        in_dialog(ConflictDialog, mine, lambda: press(qtbot, dialog.go_button))

    in_dialog(EditActionDialog, change, lambda: press(qtbot, tab.actions_card.rows[0].links["edit"]))
    assert [one.what for one in planned(office)] == ["Drop three"]


def test_one_that_somebody_finished_first_says_so(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    key = added(office)
    tab = go(window, "round", "R1")

    def change(dialog: EditActionDialog) -> None:
        finish_action(office.officer, action_id=key, version=1, outcome="Good")
        press(qtbot, dialog.go_button)
        assert dialog.message.text.startswith("This action is done, so it stays as it is.")
        dialog.reject()

    in_dialog(EditActionDialog, change, lambda: press(qtbot, tab.actions_card.rows[0].links["edit"]))


def test_others_read(office: Office, window: MainWindow) -> None:
    added(office)
    for context in (office.approver, office.finance, office.auditor):
        sit_down(window, context)
        tab = go(window, "round", "R1", "overview", "actions")
        assert [row.links for row in tab.actions_card.rows] == [{}]
        assert tab.actions_card.readers.isVisibleTo(tab)
        assert not {"Say what will be done", "Add another action"} & set(links(tab.findings.rows["S2"]))


def test_overdue_is_said_here_and_at_home_and_home_leads_here(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    added(office, due_on=date(2026, 9, 1))
    added(office, what="Ask the panel", due_on=date(2026, 9, 20))
    assert not [one for one in go(window, "home").tasks if "overdue" in one.button.accessibleDescription()]
    office.clock.instant += timedelta(days=1)
    home = go(window, "home")
    task = next(one for one in home.tasks if one.button.accessibleDescription() == "1 action is overdue")
    press(qtbot, task.button)
    assert window.shell.navigator.current == Route("round", "R1", "overview", "actions")
    tab = go(window, "round", "R1", "overview", "actions")
    assert [row.chip.text for row in tab.actions_card.rows] == ["Overdue", "To do"]
    assert tab.actions_card.note_label.text() == "2 to do, 1 of them overdue · 0 done"
    assert tab.actions_card.isAncestorOf(window.focusWidget())
    sit_down(window, office.approver)
    assert not [one for one in go(window, "home").tasks if "overdue" in one.button.accessibleDescription()]


def test_it_stands_there_after_a_restart(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    added(office)
    again = restarted(qtbot, office)
    tab = go(again, "round", "R1")
    assert [row.accessibleName() for row in tab.actions_card.rows] == ["To do: Drop a question"]


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(office: Office, window: MainWindow, percent: int) -> None:
    added(office, what="Ask " + "people " * 30, owner="The office for " + "partners " * 9)
    window.shell.settings.text_percent = percent
    window.shell.apply_look()
    tab = go(window, "round", "R1", "overview", "actions")
    assert tab.sheet.overflow() == 0


def test_the_way_there_ends_at_the_card(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    for number in range(6):
        added(office, what=f"Step {number}")
    tab = go(window, "round", "R1", "overview", "actions")
    view = tab.sheet.viewport()

    def stands_in_sight() -> bool:
        return 0 <= tab.actions_card.mapTo(view, QPoint(0, 0)).y() < view.height() / 4

    qtbot.waitUntil(stands_in_sight)
