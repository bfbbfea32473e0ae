"""The list of rounds, and the dialogs that begin one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import PotYear, RoundState
from commissioning_app.services.queries.rounds import RoundRow, round_rows
from commissioning_app.services.rounds import read_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.rounds.new_round import (
    CopyRoundDialog,
    NewRoundDialog,
    TrialRoundDialog,
    code_from,
)
from tests.factories import Office, a_round, an_eoi, an_organisation, store
from tests.ui.desk import go, in_dialog, press, sit_down


def test_a_code_is_made_from_the_name() -> None:
    assert code_from("Grassroots wellbeing, autumn 2026") == "GRASSROOTS-2026"
    assert code_from("  ") == ""


def test_the_list_shows_what_came_in(office: Office, window: MainWindow) -> None:
    round_, group = a_round(), an_organisation()
    gone = an_eoi(round_.id, group.id, "EOI-002")
    gone.withdraw("moved away")
    store(office.officer, round_, group, an_eoi(round_.id, group.id), gone)
    go(window, "rounds")
    assert round_rows(office.officer) == (
        RoundRow("R1", "Grassroots wellbeing", "", RoundState.DRAFT, False, 15_000_000, 1, 840_000,
                 date(2026, 10, 2)),
    )  # fmt: skip


def test_a_new_round_begins_with_the_suggested_design(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    page = go(window, "rounds")

    def fill(dialog: NewRoundDialog) -> None:
        qtbot.keyClicks(dialog.name_edit, "Youth voice 2027")
        assert dialog.code_edit.text() == "YOUTH-2027"
        qtbot.keyClicks(dialog.programme, "Young people")
        qtbot.keyClicks(dialog.pot, "120k")
        qtbot.keyClick(dialog.pot, Qt.Key.Key_Return)

    in_dialog(NewRoundDialog, fill, lambda: press(qtbot, page.new_button))
    made = read_round(office.officer, round_code="YOUTH-2027")
    assert (made.name, made.pot_years, made.largest_award_pence) == (
        "Youth voice 2027",
        (PotYear("2026-27", 12_000_000),),
        1_000_000,
    )
    assert (len(made.questions), len(made.criteria), made.timetable.opens_on) == (6, 4, date(2026, 9, 14))
    assert window.shell.navigator.current == Route("round", "YOUTH-2027", "form")


def test_a_mistake_stands_beside_its_field(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    page = go(window, "rounds")

    def fill(dialog: NewRoundDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["pot"].error == "Type an amount, like £12,500."
        qtbot.keyClicks(dialog.name_edit, "Again")
        dialog.code_edit.clear()
        qtbot.keyClicks(dialog.code_edit, "R1")
        qtbot.keyClicks(dialog.pot, "5000")
        press(qtbot, dialog.go_button)
        assert dialog.fields["code"].error == "There is a round “R1” already. Choose another code."
        dialog.reject()

    in_dialog(NewRoundDialog, fill, lambda: press(qtbot, page.new_button))
    assert [row.code for row in round_rows(office.officer)] == ["R1"]


def test_a_trial_round_is_open_at_once(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "rounds")

    def fill(dialog: TrialRoundDialog) -> None:
        qtbot.keyClicks(dialog.code_edit, "TRY")
        qtbot.keyClicks(dialog.pot, "£500,000")
        dialog.threshold.clear()
        qtbot.keyClicks(dialog.threshold, "x")
        dialog.make()
        assert dialog.fields["threshold"].error == "Type a whole number from 0 to 100."
        dialog.threshold.setText("40")
        dialog.first_tab = "overview"
        dialog.make()

    in_dialog(TrialRoundDialog, fill, lambda: press(qtbot, page.trial_button))
    made = read_round(office.officer, round_code="TRY")
    assert (made.state, made.is_trial, made.effective_rule.threshold) == (RoundState.OPEN, True, 40)


def test_a_copy_has_the_design_without_the_days(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    page = go(window, "rounds")
    assert page.copy_button.toolTip() == "Choose the round to copy in the list."
    assert page.table.select("R1")

    def fill(dialog: CopyRoundDialog) -> None:
        qtbot.keyClicks(dialog.name_edit, "Second go 2027")
        press(qtbot, dialog.go_button)

    in_dialog(CopyRoundDialog, fill, lambda: press(qtbot, page.copy_button))
    first, copy = (read_round(office.officer, round_code=code) for code in ("R1", "SECOND-2027"))
    assert (copy.questions, copy.timetable.opens_on) == (first.questions, None)


def test_enter_opens_a_round_and_others_may_not_make_one(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round())
    sit_down(window, office.auditor)
    page = go(window, "rounds")
    assert page.new_button.isEnabled() is False
    assert page.table.select("R1")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert window.shell.navigator.current == Route("round", "R1", "overview")
