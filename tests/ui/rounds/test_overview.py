"""A round's workspace and its overview: what is next, the steps, comply or explain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.roles import Actor, Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.principles import review_round
from commissioning_app.services.rounds import create_quick_round, read_round
from commissioning_app.services.rounds_steps import advance_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.rounds.explain import DecideExplanationDialog, ExplainDialog
from commissioning_app.ui.rounds.steps import AdvanceDialog, CancelDialog, ExtendDialog, StepBackDialog
from commissioning_app.ui.rounds.workspace import RoundPage, tabs_for
from commissioning_app.ui.widgets.buttons import LinkButton
from tests.factories import Office, a_round, store
from tests.ui.desk import go, in_dialog, press, sit_down


def _state(office: Office) -> RoundState:
    return read_round(office.officer, round_code="R1").state


def _press_link(row: Any, words: str) -> None:

    next(link for link in row.findChildren(LinkButton) if link.text() == words).click()


def test_a_round_is_opened_from_its_banner(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    tab = go(window, "round", "R1")
    page = window.shell.navigator.page("round")
    assert isinstance(page, RoundPage)
    assert (tab.banner.sentence_label.text(), page.chip.text) == (
        "Next: the round is ready to open.",
        "Draft",
    )
    in_dialog(AdvanceDialog, lambda dialog: press(qtbot, dialog.ok), lambda: press(qtbot, tab.banner.button))
    assert (_state(office), page.chip.text) == (RoundState.OPEN, "Open")
    assert window.message.text == "The round is open."


def test_what_stands_in_the_way_is_listed_with_the_way_to_mend_it(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round(questions=()))
    tab = go(window, "round", "R1")
    assert tab.banner.sentence_label.text() == "Next: 1 check stands in the way of opening the round."

    def look(dialog: AdvanceDialog) -> None:
        assert not dialog.ok.isEnabled()
        assert dialog.message.text.startswith("One check stands in the way")
        _press_link(dialog, "Go and mend it")

    in_dialog(AdvanceDialog, look, lambda: press(qtbot, tab.steps.advance_button))
    assert window.shell.navigator.current == Route("round", "R1", "form", "questions")
    assert _state(office) is RoundState.DRAFT


def test_what_stands_in_the_way_can_be_explained_from_the_step_itself(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round(core_open_percent=20))
    tab = go(window, "round", "R1")

    def explain(dialog: ExplainDialog) -> None:
        qtbot.keyClicks(dialog.why, "The money is for one building.")
        press(qtbot, dialog.ok)

    def leave(dialog: AdvanceDialog) -> None:
        in_dialog(ExplainDialog, explain, lambda: _press_link(dialog, "Explain it"))

    in_dialog(AdvanceDialog, leave, lambda: press(qtbot, tab.steps.advance_button))
    assert tab.banner.sentence_label.text() == "Next: 1 explanation waits for an approver to agree."

    def look_again(dialog: AdvanceDialog) -> None:
        links = [link.text() for link in dialog.findChildren(LinkButton)]
        assert links[0] == "Go and mend it" and "Explain it" not in links
        dialog.reject()

    in_dialog(AdvanceDialog, look_again, lambda: press(qtbot, tab.steps.advance_button))
    assert _state(office) is RoundState.DRAFT


def test_a_refusal_stays_in_the_dialog(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    advance_round(office.officer, round_code="R1")
    tab = go(window, "round", "R1")

    def try_it(dialog: AdvanceDialog) -> None:
        press(qtbot, dialog.ok)
        assert dialog.message.text.startswith("EOIs can come in until the end of Friday 2 October 2026.")
        dialog.reject()

    in_dialog(AdvanceDialog, try_it, lambda: press(qtbot, tab.steps.advance_button))
    assert _state(office) is RoundState.OPEN


def test_comply_or_explain_by_two_people(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(core_open_percent=20))
    tab = go(window, "round", "R1")

    def explain(dialog: ExplainDialog) -> None:
        press(qtbot, dialog.ok)
        assert dialog.fields["why"].error == "Say why check C1 is not met."
        qtbot.keyClicks(dialog.why, "The money is for one building.")
        qtbot.keyClicks(dialog.by_when.edit, "1 Dec 2026")
        press(qtbot, dialog.ok)

    in_dialog(ExplainDialog, explain, lambda: _press_link(tab.findings.rows["C1"], "Explain it"))
    assert tab.findings.rows["C1"].isAncestorOf(window.focusWidget())
    assert tab.banner.sentence_label.text() == "Next: 1 explanation waits for an approver to agree."

    sit_down(window, office.approver)
    tab = go(window, "round", "R1")
    assert tab.banner.sentence_label.text() == "One explanation waits for you."

    def send_back(dialog: DecideExplanationDialog) -> None:
        press(qtbot, dialog.ok)
        assert dialog.fields["reason"].error == "Say why the explanation is sent back."
        qtbot.keyClicks(dialog.reason, "Say what happens next year.")
        press(qtbot, dialog.ok)

    in_dialog(
        DecideExplanationDialog, send_back, lambda: _press_link(tab.findings.rows["C1"], "Send it back")
    )
    assert tab.banner.sentence_label.text() == "Nothing waits for you in this round."

    office.clock.instant += timedelta(hours=1)
    sit_down(window, office.officer)
    tab = go(window, "round", "R1")

    def again(dialog: ExplainDialog) -> None:
        qtbot.keyClicks(dialog.why, "Next year half of it is for running costs.")
        press(qtbot, dialog.ok)

    in_dialog(ExplainDialog, again, lambda: _press_link(tab.findings.rows["C1"], "Explain it"))
    sit_down(window, office.approver)
    tab = go(window, "round", "R1")
    in_dialog(
        DecideExplanationDialog,
        lambda dialog: press(qtbot, dialog.ok),
        lambda: _press_link(tab.findings.rows["C1"], "Agree"),
    )
    advance_round(office.officer, round_code="R1")
    assert _state(office) is RoundState.OPEN


def test_back_extend_and_cancel_ask_for_what_they_need(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round())
    tab = go(window, "round", "R1")
    assert tab.steps.back_button.toolTip() == "There is no step to go back to."
    assert tab.steps.extend_button.isVisible() is False
    advance_round(office.officer, round_code="R1")
    tab = go(window, "round", "R1")

    def extend(dialog: ExtendDialog) -> None:
        dialog.day.edit.setText("9 Oct 2026")
        dialog.day.check()
        press(qtbot, dialog.ok)

    in_dialog(ExtendDialog, extend, lambda: press(qtbot, tab.steps.extend_button))
    assert read_round(office.officer, round_code="R1").timetable.closes_on == date(2026, 10, 9)

    def back(dialog: StepBackDialog) -> None:
        press(qtbot, dialog.ok)
        assert dialog.fields["reason"].error == "Say why the round goes back a step."
        qtbot.keyClicks(dialog.reason, "A wrong day.")
        press(qtbot, dialog.ok)

    in_dialog(StepBackDialog, back, lambda: press(qtbot, tab.steps.back_button))
    assert _state(office) is RoundState.DRAFT

    def cancel(dialog: CancelDialog) -> None:
        qtbot.keyClicks(dialog.reason, "The money is gone.")
        press(qtbot, dialog.ok)

    in_dialog(CancelDialog, cancel, lambda: press(qtbot, tab.steps.cancel_button))
    assert _state(office) is RoundState.CANCELLED
    assert tab.banner.sentence_label.text().startswith("This round was cancelled.")
    assert tab.steps.cancel_button.toolTip() == "It is cancelled already."


def test_findings_by_family_and_what_is_settled_on_demand(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(questions=()))
    tab = go(window, "round", "R1")
    said = {f.id: f.state.value for f in review_round(office.officer, round_code="R1").findings}
    open_ones = {key for key, state in said.items() if state not in ("met", "not_applicable", "explained")}
    assert set(tab.findings.rows) == open_ones
    tab.findings.settled_button.click()
    assert set(tab.findings.rows) == set(said)
    tab.principles.links["simple"].click()
    assert set(tab.findings.rows) == {f"S{number}" for number in range(1, 11)}
    assert tab.findings.family_label.text() == "Only: Simple, flexible, transparent"
    tab.findings.all_button.click()
    assert set(tab.findings.rows) == set(said)


def test_a_trial_round_has_no_guards(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    create_quick_round(office.officer, code="TRY", pot_pence=100_000)
    tab = go(window, "round", "TRY")
    page = window.shell.navigator.page("round")
    assert isinstance(page, RoundPage)
    assert page.trial_chip.isVisible()
    in_dialog(AdvanceDialog, lambda d: press(qtbot, d.ok), lambda: press(qtbot, tab.steps.advance_button))
    assert read_round(office.officer, round_code="TRY").state is RoundState.CLOSED


def test_others_read_but_do_not_move(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    sit_down(window, office.auditor)
    tab = go(window, "round", "R1")
    assert tab.banner.button.isVisible() is False
    assert tab.steps.advance_button.toolTip() == "Officers take a round through its steps."
    assert "scoring" in window.shell.navigator.page("round").tabs.keys()  # type: ignore[attr-defined]  # noqa: SIM118
    finance = Actor(office.finance.actor.person_id, "Fin", frozenset({Role.FINANCE}))
    assert "scoring" not in [key for key, _title in tabs_for(finance)]


def test_an_unknown_round_says_which_there_are(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    window.shell.navigator.go(Route("round", "R9"))
    page = window.shell.navigator.page("round")
    assert isinstance(page, RoundPage)
    assert page.message.text == "There is no round “R9” in this workspace. Rounds here: R1."
    assert not page.stack.isVisible()
    go(window, "round", "R1")
    assert page.stack.isVisible() and not page.message.isVisible()


def test_arrows_go_from_tab_to_tab(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    go(window, "round", "R1")
    page = window.shell.navigator.page("round")
    assert isinstance(page, RoundPage)
    qtbot.keyClick(page.tabs.tab("overview"), Qt.Key.Key_Right)
    assert window.shell.navigator.current == Route("round", "R1", "form")
    assert window.shell.navigator.back()
    assert window.shell.navigator.current == Route("round", "R1", "overview")


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(office: Office, window: MainWindow, percent: int) -> None:
    store(office.officer, a_round(questions=()))
    office.clock.instant = datetime(2026, 9, 20, 9, tzinfo=UTC)
    window.shell.settings.text_percent = percent
    window.shell.apply_look()
    tab = go(window, "round", "R1")
    assert tab.sheet.overflow() == 0


def test_today_stands_between_two_days() -> None:
    from commissioning_app.ui.rounds.timetable import drawn_timetable, place_of

    round_ = a_round(state=RoundState.OPEN)
    stages, today = drawn_timetable(round_, date(2026, 9, 17))
    assert [(s.title, s.when, s.state) for s in stages] == [
        ("Opened", "2 Sep", "now"),
        ("Closes", "2 Oct", "later"),
        ("Scoring", "by 23 Oct", "later"),
        ("Moderation", "29 Oct", "later"),
        ("Decision", "by 5 Nov", "later"),
        ("Told to all", "by 10 Nov", "later"),
        ("Paid", "from 1 Dec", "later"),
    ]
    assert today == 0.5
    assert place_of(date(2026, 1, 1), [date(2026, 2, 1), None]) is None
    none = replace(round_.timetable, closes_on=None)
    assert drawn_timetable(a_round(timetable=none), date(2026, 9, 2))[0][1].when == "no day yet"
