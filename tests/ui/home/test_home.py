"""Home: what needs each person today, the year's figures, the rounds under way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.explanations import explain
from commissioning_app.ui.home.page import greeting
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.widgets.messages import EmptyState, TaskRow
from commissioning_app.ui.widgets.text import Label
from tests.factories import Office, a_round, store
from tests.ui.desk import go, press, sit_down


def _said(task: TaskRow) -> list[str]:
    return [label.text() for label in task.findChildren(Label)]


def test_an_empty_workspace_leads_to_the_rounds(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    home = go(window, "home")
    assert home.header.subtitle_label.text() == "Tuesday 1 September 2026 · nothing needs you today"
    state = home.findChild(EmptyState)
    assert state.title_label.text() == "No round is under way"
    press(qtbot, state.button)
    assert window.shell.navigator.current == Route("rounds")


def test_the_officer_sees_the_next_step_and_goes_there(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round(questions=()))
    home = go(window, "home")
    assert home.header.subtitle_label.text() == "Tuesday 1 September 2026 · one thing needs you today"
    assert [_said(task) for task in home.tasks] == [
        [
            "1 check stands in the way of opening the round",
            "Grassroots wellbeing · due Wednesday 2 September 2026",
        ]
    ]
    press(qtbot, home.tasks[0].button)
    assert window.shell.navigator.current == Route("round", "R1", "form", "questions")


def test_the_approver_sees_what_waits_for_them(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(core_open_percent=10))
    explain(office.officer, round_code="R1", check_id="C1", why="One building.")
    sit_down(window, office.approver)
    home = go(window, "home")
    assert [_said(task)[0] for task in home.tasks] == ["1 explanation waits for you"]
    press(qtbot, home.tasks[0].button)
    assert window.shell.navigator.current == Route("round", "R1", "overview", "findings")


def test_rounds_under_way_are_links(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(), a_round(code="R0", name="Old", state=RoundState.FINISHED))
    home = go(window, "home")
    assert set(home.round_links) == {"R1"}
    assert home.round_links["R1"].accessibleName() == "Open Grassroots wellbeing, Draft"
    press(qtbot, home.round_links["R1"])
    assert window.shell.navigator.current == Route("round", "R1", "overview")


def test_figures_are_a_dash_while_there_is_nothing_to_share(office: Office, window: MainWindow) -> None:
    home = go(window, "home")
    assert home.year.note_label.text() == "2026-27"
    assert home.figures.pairs == (
        ("Awarded", "£0"),
        ("to small organisations", "–"),
        ("as core funding", "–"),
        ("days from closing to the answer (middle)", "–"),
    )


@pytest.mark.parametrize(
    ("hour", "said"),
    [(7, "Good morning"), (12, "Good afternoon"), (16, "Good evening"), (21, "Good evening")],
)
def test_the_greeting_goes_by_londons_clock(hour: int, said: str) -> None:
    assert greeting(datetime(2026, 7, 1, hour, tzinfo=UTC)) == said


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(office: Office, window: MainWindow, percent: int) -> None:
    store(office.officer, a_round())
    window.shell.settings.text_percent = percent
    window.shell.apply_look()
    home: Any = go(window, "home")
    assert home.sheet.overflow() == 0
