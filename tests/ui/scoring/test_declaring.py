"""Ties come first: ticking organisations, loose and close ties, leaving the round, saying it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from commissioning_app.domain.panels import Interest
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declarations import declare_interest, state_none_for_the_rest
from commissioning_app.services.queries.declarations import declaration_sheet
from commissioning_app.services.queries.my_scoring import my_assignments, my_rounds
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.scoring.declare_view import DeclareView
from commissioning_app.ui.scoring.member import MyScoringPage
from tests.desks import Desk, a_desk
from tests.ui.desk import go, in_dialog, press

Opener = Callable[[Desk, ServiceContext], MainWindow]


def view_of(window: MainWindow) -> DeclareView:
    page = window.stack.currentWidget()
    assert isinstance(page, MyScoringPage)
    assert page.stack.currentWidget() is page.declare
    return page.declare


def said(desk: Desk) -> dict[str, tuple[Interest | None, str]]:
    """What the first member declared, by organisation."""
    sheet = declaration_sheet(desk.at(0), round_code="R1")
    return {one.name: (one.interest, one.note) for one in sheet.organisations}


def test_ties_are_asked_before_anything_is_shown(qtbot: QtBot, desk: Desk, window_of: Opener) -> None:
    window = window_of(desk, desk.at(0))
    view = view_of(window)
    assert [row.name for row in view.rows] == ["Circle 1", "Circle 2", "Circle 3"]
    assert view.done_button.text() == "I have &no tie to any of them"
    assert not view.later_button.isVisible()
    press(qtbot, view.done_button)
    assert not my_rounds(desk.at(0))[0].needs_declaration
    assert said(desk) == dict.fromkeys(("Circle 1", "Circle 2", "Circle 3"), (None, ""))
    page = window.stack.currentWidget()
    assert isinstance(page, MyScoringPage)
    assert page.stack.currentWidget() is page.list
    assert window.message.text == "Thank you. Your ties are written down."


def test_a_loose_tie_hides_that_eoi(qtbot: QtBot, desk: Desk, window_of: Opener) -> None:
    view = view_of(window_of(desk, desk.at(0)))
    row = view.rows[1]
    row.tick.click()
    assert view.done_button.text() == "I have &no tie to the other 2"
    press(qtbot, view.done_button)
    assert view.message.text == "Say what kind of tie you have to Circle 2."
    assert said(desk)["Circle 2"] == (None, "")
    assert row.choices is not None and row.note is not None
    row.choices.buttons[Interest.INDIRECT].click()
    qtbot.keyClicks(row.note, "A friend cooks there")
    press(qtbot, view.done_button)
    assert said(desk)["Circle 2"] == (Interest.INDIRECT, "A friend cooks there")
    given = [one.reference for one in my_assignments(desk.at(0), round_code="R1")]
    assert given == ["EOI-001", "EOI-003"]


def test_a_close_tie_is_asked_about_and_takes_one_out_of_the_round(
    qtbot: QtBot, desk: Desk, window_of: Opener
) -> None:
    window = window_of(desk, desk.at(0))
    view = view_of(window)
    view.rows[0].tick.click()
    assert view.rows[0].choices is not None
    view.rows[0].choices.buttons[Interest.DIRECT].click()

    def answer(words: str) -> Callable[[Dialog], None]:
        return lambda dialog: next(
            button for button in dialog.findChildren(QAbstractButton) if button.text() == words
        ).click()

    in_dialog(Dialog, answer("Go back"), view.done_button.click)
    assert said(desk)["Circle 1"] == (None, "")
    in_dialog(Dialog, answer("Yes, it is a close tie"), view.done_button.click)
    assert said(desk)["Circle 1"] == (Interest.DIRECT, "")
    assert desk.member(0).stepped_down_because == "a direct interest"
    page = window.stack.currentWidget()
    assert isinstance(page, MyScoringPage)
    assert page.rounds.empty_state.isVisible()
    assert window.message.text.startswith("Thank you for saying so. You have left this round")


def test_what_was_said_can_be_looked_at_and_changed(qtbot: QtBot, desk: Desk, window_of: Opener) -> None:
    me = desk.at(0)
    declare_interest(
        me,
        round_code="R1",
        organisation_id=desk.organisations[1].id,
        interest=Interest.INDIRECT,
        note="A friend",
    )
    state_none_for_the_rest(me, round_code="R1")
    window = window_of(desk, me)
    page = window.stack.currentWidget()
    assert isinstance(page, MyScoringPage)
    press(qtbot, page.list.declaration_button)
    view = view_of(window)
    assert [row.tick.isChecked() for row in view.rows] == [False, True, False]
    assert [row.is_changed for row in view.rows] == [False, False, False]
    press(qtbot, view.later_button)
    go(window, "my-scoring", "R1", "ties")
    view.rows[1].tick.click()
    press(qtbot, view.done_button)
    assert said(desk)["Circle 2"] == (Interest.NONE, "")


def test_a_long_list_is_made_while_its_beginning_is_read(
    qtbot: QtBot, tmp_path: Path, window_of: Opener
) -> None:
    desk = a_desk(f"sqlite:///{tmp_path / 'long.db'}", eois=100)
    view = view_of(window_of(desk, desk.at(0)))
    assert view.done_button.text() == "I have &no tie to any of them"
    qtbot.waitUntil(lambda: len(view.rows) == 100 and view.rows[99].y() > 3000)
    view.rows[0].tick.setFocus()
    qtbot.keyClick(view.rows[0].tick, Qt.Key.Key_Up)
    assert view.rows[0].tick.hasFocus()
    for place in range(99):
        qtbot.keyClick(view.rows[place].tick, Qt.Key.Key_Down)
    assert view.rows[99].tick.hasFocus()
    assert not view.rows[99].visibleRegion().isEmpty()
    qtbot.mouseClick(view.rows[99], Qt.MouseButton.LeftButton)
    view.rows[99].tick.click()
    assert view.done_button.text() == "I have &no tie to the other 99"


def test_all_is_declared_even_when_the_list_is_not_made_yet(tmp_path: Path, window_of: Opener) -> None:
    desk = a_desk(f"sqlite:///{tmp_path / 'long.db'}", eois=90)
    window = window_of(desk, desk.at(0))
    view = view_of(window)
    view.show_sheet("R1", declaration_sheet(desk.at(0), round_code="R1"))
    assert len(view.rows) == 40
    assert view.finish()
    assert len(view.rows) == 90
    assert not my_rounds(desk.at(0))[0].needs_declaration
