"""A member's own answers: given, corrected and taken back by them alone, by real buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.monitoring.questions import PREFER_NOT_TO_SAY, GivenAnswer
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.together import MonitoringPlan
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.monitoring.answers import see_own_answers
from commissioning_app.services.queries.about_me import about_me
from commissioning_app.ui.equity.answers_editor import NO_ANSWER
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from tests.desks import Desk
from tests.ui.desk import go, in_dialog, press

Opener = Callable[[Desk, ServiceContext], MainWindow]


@pytest.fixture
def view(declared: Desk, window_of: Opener) -> Any:
    """The page of the first member, opened from their list."""
    window = window_of(declared, declared.at(0))
    page = window.stack.currentWidget()
    page.list.about_me_button.click()
    assert page.stack.currentWidget() is page.about_me
    return page.about_me


def mine(desk: Desk) -> tuple[GivenAnswer, ...]:
    return see_own_answers(desk.at(0), round_code="R1").answers


def sure(dialog: Dialog) -> None:
    dialog.accept()


def test_it_says_first_that_nothing_has_to_be_said(view: Any) -> None:
    assert view.standing.text() == "You have said nothing here so far, and that is fine."
    assert view.save_button.toolTip() == "Nothing is changed since it was last saved."
    assert view.back_button.toolTip() == "There is nothing to take back."
    assert view.editor.answers() == ()


def test_given_corrected_and_taken_back(qtbot: QtBot, declared: Desk, view: Any) -> None:
    cards = view.editor.questions
    cards["ethnicity"].buttons["african"].click()
    cards["ethnicity"].buttons["arab"].click()
    cards["ethnicity"].words.setText("Somali")
    cards["disability"].buttons["not_disabled"].click()
    cards["age"].buttons["age_25_to_34"].click()
    cards["age"].buttons[NO_ANSWER].click()
    press(qtbot, view.save_button)
    assert mine(declared) == (
        GivenAnswer("disability", "not_disabled"),
        GivenAnswer("ethnicity", "african", "Somali"),
        GivenAnswer("ethnicity", "arab"),
    )
    assert view.standing.text().startswith("You said this on ")
    cards["ethnicity"].buttons[PREFER_NOT_TO_SAY].click()
    assert not cards["ethnicity"].buttons["african"].isChecked()
    assert cards["ethnicity"].words.text() == ""
    press(qtbot, view.save_button)
    assert mine(declared)[1:] == (GivenAnswer("ethnicity", PREFER_NOT_TO_SAY),)
    asked: list[str] = []

    def read_and_agree(dialog: Dialog) -> None:
        asked.append(dialog.text_label.text())
        sure(dialog)

    in_dialog(Dialog, read_and_agree, lambda: press(qtbot, view.back_button))
    assert mine(declared) == ()
    assert asked == [
        "They are erased. Any backup made before still holds them. Totals that were counted before then stay "
        "as they are."
    ]
    assert view.standing.text() == (
        "You took your answers back. Nothing of them is kept here. Any backup made before still holds them."
    )
    assert view.editor.answers() == ()


def test_nobody_leaves_unsaved_answers_unasked(qtbot: QtBot, declared: Desk, view: Any) -> None:
    view.editor.questions["religion"].buttons["sikh"].click()
    in_dialog(Dialog, lambda dialog: dialog.reject(), lambda: press(qtbot, view.leave_button))
    assert view.isVisible() and view.editor.answers() == (GivenAnswer("religion", "sikh"),)
    in_dialog(Dialog, sure, lambda: press(qtbot, view.leave_button))
    assert not view.isVisible()
    assert mine(declared) == ()


def test_others_can_not_ask(declared: Desk) -> None:
    with pytest.raises(NotAllowed):
        about_me(declared.office.officer, round_code="R1")
    with pytest.raises(NotAllowed):
        about_me(declared.office.auditor, round_code="R1")


def test_a_round_that_does_not_ask_members_shows_no_way_there(declared: Desk, window_of: Opener) -> None:
    with declared.office.officer.unit_of_work() as uow:
        (round_,) = uow.rounds.where()
        round_.records = RoundRecords(monitoring=MonitoringPlan(asked_of_members=False))
        uow.commit()
    assert not about_me(declared.at(0), round_code="R1").is_asked
    window = window_of(declared, declared.at(0))
    page = window.stack.currentWidget()
    assert page.list.about_me_button.isHidden()
    assert window.shell.navigator.go(Route("my-scoring", "R1", "about-me"))


def test_what_stands_is_shown_again(declared: Desk, window_of: Opener, view: Any, qtbot: QtBot) -> None:
    view.editor.questions["language"].buttons["somali_language"].click()
    view.editor.questions["language"].words.setText("Maay")
    press(qtbot, view.save_button)
    again = window_of(declared, declared.at(0))
    page = go(again, "my-scoring", "R1", "about-me")
    assert page.about_me.editor.answers() == (
        GivenAnswer("language", "somali_language"),
        GivenAnswer("language", "", "Maay"),
    )
