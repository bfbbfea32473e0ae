"""Before paying: who is to be funded, ticking, exceptions by two people, subsidy control, who reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.due_diligence import DiligenceItem as Item
from commissioning_app.domain.due_diligence import ExceptionState
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.services.due_diligence import check_items, propose_exception
from commissioning_app.services.subsidy import record_subsidy
from commissioning_app.ui.awards.before_paying.dialogs import (
    DecideExceptionDialog,
    LookAgainDialog,
    ProposeExceptionDialog,
    TakeBackDialog,
)
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.widgets.buttons import Button
from tests.decided import Decided
from tests.settling import look_into_everyone
from tests.ui.awards.before_paying.looking import (
    LEAST,
    TODAY,
    choose,
    detail,
    one,
    part_of,
    row,
    shown,
    still,
)
from tests.ui.desk import go, in_dialog, press, sit_down
from tests.ui.keys import letters_given_twice
from tests.ui.rounds.hands import restarted, type_over


def test_the_first_page_says_how_many_and_leads_to_all_of_them(
    qtbot: QtBot, decided: Decided, window: MainWindow
) -> None:
    tab = go(window, "round", "R1", "awards")
    assert tab.checks_card.sentence.text() == ("None of the 2 organisations to be funded can be paid yet.")
    assert tab.checks_card.chip.text == "2 to look into"
    press(qtbot, tab.checks_card.button)
    assert window.shell.navigator.current == Route("round", "R1", "awards", "before_paying")
    part = tab.checks
    assert shown(part) == [
        ["Circle E-1", "", "£8,400", "0 of 4", "not asked", "In the way", "E-1"],
        ["The Host Trust", "Circle E-2", "£7,000.01", "0 of 4", "not asked", "In the way", "E-2"],
    ]
    look_into_everyone(decided.office.officer, "R1")
    tab = go(window, "round", "R1", "awards")
    assert (tab.checks_card.chip.text, tab.checks_card.sentence.text()) == (
        "Complete",
        "Nothing stands in the way of paying the 2 organisations to be funded.",
    )


def test_one_after_the_other_by_keyboard(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    part = part_of(window)
    part.list.table.view.setFocus()
    qtbot.keyClick(part.list.table.view, Qt.Key.Key_Return)
    view = part.view
    assert (view.title.text(), view.amount.text(), view.place.text()) == ("Circle E-1", "£8,400", "1 of 2")
    assert still(view) == [
        "Still to be looked at: governing document, three unrelated people, bank evidence, sanctions.",
        "Nobody has asked yet whether it is an enterprise with this money.",
    ]
    for item in (Item.GOVERNING_DOCUMENT, Item.SANCTIONS):
        view.diligence.boxes[item].setFocus()
        qtbot.keyClick(view.diligence.boxes[item], Qt.Key.Key_Space)
    qtbot.keyClicks(view.diligence.note, "Grants folder")
    type_over(qtbot, view.diligence.on, "31 Aug 2026")
    qtbot.keyClick(view.diligence.save_button, Qt.Key.Key_Space)
    assert [(line.item, line.on, line.note) for line in row(decided).diligence.items if line.on] == [
        (Item.GOVERNING_DOCUMENT, date(2026, 8, 31), "Grants folder"),
        (Item.SANCTIONS, date(2026, 8, 31), "Grants folder"),
    ]
    assert set(view.diligence.boxes) == {Item.THREE_UNRELATED_PEOPLE, Item.BANK_EVIDENCE}
    assert (view.diligence.note_label.text(), view.diligence.note.text()) == ("2 of 4 looked at", "")
    assert window.message.text == "What was looked at is kept."
    press(qtbot, view.next_button)
    assert view.title.text() == "The Host Trust"
    assert view.facts.text() == "E-2 · holds the money for Circle E-2"
    assert view.next_button.toolTip() == "This is the last."
    press(qtbot, view.back_button)
    assert part.is_list


def test_a_day_that_can_not_be_is_said_beside_it(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    card = detail(window, decided).diligence
    assert card.save_button.toolTip() == "Tick what was looked at first."
    card.boxes[Item.SANCTIONS].click()
    type_over(qtbot, card.on, "yesterday")
    press(qtbot, card.save_button)
    assert card.fields["on"].error.startswith("“yesterday” is not a date.")
    type_over(qtbot, card.on, "2 Sep 2026")
    press(qtbot, card.save_button)
    assert card.fields["on"].error == "Nothing can be looked at on a day that is still to come."
    assert (card.ticked, row(decided).diligence.version) == ((Item.SANCTIONS,), 0)


def test_looked_at_again_and_taken_back(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    check_items(decided.office.officer, **one(decided), items=LEAST, note="Old folder")
    view = detail(window, decided)

    def again(dialog: LookAgainDialog) -> None:
        assert (dialog.on.day, dialog.note.text()) == (TODAY, "Old folder")
        type_over(qtbot, dialog.note, "New folder")
        qtbot.keyClick(dialog.note, Qt.Key.Key_Return)

    def back(dialog: TakeBackDialog) -> None:
        qtbot.keyClicks(dialog.reason, "Of another group")
        press(qtbot, dialog.go_button)

    links = view.diligence.links
    in_dialog(LookAgainDialog, again, lambda: press(qtbot, links[("again", Item.SANCTIONS)]))
    in_dialog(TakeBackDialog, back, lambda: press(qtbot, links[("back", Item.BANK_EVIDENCE)]))
    line = row(decided).diligence
    assert line.missing == (Item.BANK_EVIDENCE,)
    assert [item.note for item in line.items] == ["Old folder", "Old folder", "", "New folder"]


def test_an_exception_takes_two_people(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    office = decided.office
    record_subsidy(office.officer, **one(decided), is_enterprise=False)
    check_items(office.officer, **one(decided), items=LEAST[:3])
    card = detail(window, decided).diligence

    def ask(dialog: ProposeExceptionDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["exception"].error == "Say why the money can go out without it."
        qtbot.keyClicks(dialog.why, "The list is down")
        press(qtbot, dialog.go_button)

    in_dialog(ProposeExceptionDialog, ask, lambda: press(qtbot, card.ask_button))
    assert card.exception_chip.text == "Waits for an approver"
    assert (card.ask_button.isVisible(), card.agree_button.isVisible()) == (False, False)

    def send_back(dialog: DecideExceptionDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say why the exception is sent back."
        qtbot.keyClicks(dialog.reason, "Try on Friday")
        press(qtbot, dialog.go_button)

    sit_down(window, office.approver)
    view = detail(window, decided)
    in_dialog(DecideExceptionDialog, send_back, lambda: press(qtbot, view.diligence.send_back_button))
    assert view.diligence.exception_chip.text == "Sent back"
    assert still(view)[:2] == ["Still to be looked at: sanctions.", "The exception was sent back."]
    propose_exception(office.officer, **one(decided), why="Still down on Friday")
    view = detail(window, decided)
    in_dialog(
        DecideExceptionDialog,
        lambda dialog: press(qtbot, dialog.go_button),
        lambda: press(qtbot, view.diligence.agree_button),
    )
    assert row(decided).diligence.exception_state is ExceptionState.AGREED
    assert (still(view)[0], view.chip.text) == (
        "Nothing stands in the way of paying it.", "Nothing in the way",
    )  # fmt: skip


def test_nobody_answers_their_own_exception(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    office = decided.office
    me = office.officer.actor
    both = Actor(me.person_id, me.name, frozenset({Role.OFFICER, Role.APPROVER}))
    propose_exception(office.officer, **one(decided), why="No time")
    sit_down(window, office.officer.acting_as(both))
    card = detail(window, decided).diligence
    why = "You asked for it, so a second person answers."
    assert (card.agree_button.toolTip(), card.send_back_button.toolTip()) == (why, why)


def test_the_table_shows_those_with_something_in_the_way(decided: Decided, window: MainWindow) -> None:
    office = decided.office
    record_subsidy(office.officer, **one(decided), is_enterprise=False)
    check_items(office.officer, **one(decided), items=LEAST)
    part = part_of(window)
    names = []
    for place in range(part.list.state_box.count()):
        part.list.state_box.setCurrentIndex(place)
        names.append([line[0] for line in shown(part)])
    assert names == [["Circle E-1", "The Host Trust"], ["The Host Trust"], [], ["Circle E-1"]]


@pytest.mark.parametrize(
    ("words", "kept"),
    [("Save mine over it", set(LEAST[:2])), ("Keep theirs", {LEAST[0]})],
)
def test_two_who_tick_at_once_see_both(
    qtbot: QtBot, decided: Decided, window: MainWindow, words: str, kept: set[Item]
) -> None:
    card = detail(window, decided).diligence
    check_items(decided.office.officer, **one(decided), items=LEAST[:1])
    card.boxes[LEAST[1]].click()
    in_dialog(ConflictDialog, lambda found: choose(found, words), lambda: press(qtbot, card.save_button))
    assert {line.item for line in row(decided).diligence.items if line.on} == kept
    assert card.ticked == ()


def test_what_is_ticked_and_not_kept_is_asked_about(
    qtbot: QtBot, decided: Decided, window: MainWindow
) -> None:
    view = detail(window, decided)
    view.diligence.boxes[Item.SANCTIONS].click()
    view.subsidy.choice.buttons["no"].click()

    def answer(words: str) -> Any:
        return lambda dialog: next(b for b in dialog.findChildren(Button) if b.text() == words).click()

    in_dialog(Dialog, answer("Keep it"), lambda: window.shell.navigator.go(Route("home")))
    assert (len(row(decided).diligence.missing), row(decided).subsidy.is_enterprise) == (3, False)
    view = detail(window, decided)
    view.subsidy.choice.buttons["yes"].click()
    in_dialog(Dialog, answer("Leave without keeping"), lambda: window.shell.navigator.go(Route("home")))
    assert row(decided).subsidy.is_enterprise is False


def test_others_read_and_are_told_who_does_it(decided: Decided, window: MainWindow) -> None:
    office = decided.office
    record_subsidy(office.officer, **one(decided), is_enterprise=True, received_pence=500)
    check_items(office.officer, **one(decided), items=LEAST[:1], note="In the folder")
    for context in (office.finance, office.auditor, office.approver):
        sit_down(window, context)
        part = part_of(window)
        part.list.table.view.selectAll()
        why = "Officers do this. Choose another person in Settings, or ask one."
        assert part.list.none_button.toolTip() == why
        view = detail(window, decided)
        assert still(view)[-1] == "Officers look into it. You read here what they wrote down."
        assert (view.diligence.boxes, view.diligence.links) == ({}, {})
        assert not view.diligence.save_button.isVisible() and not view.diligence.ask_button.isVisible()
        assert not view.subsidy.save_button.isVisible()
        assert view.subsidy.facts.pairs == (
            ("Is an enterprise", "yes"),
            ("What it had before", "£5"),
            ("Left under the limit of £315,000", "£306,595"),
        )


def test_an_organisation_that_gets_no_money_is_said(decided: Decided, window: MainWindow) -> None:
    part = part_of(window, f"before_paying/{decided.organisations['E-4'].id}")
    assert part.is_list
    assert part.list.message.text.startswith("That organisation is not among those to be funded")


def test_it_stands_there_after_a_restart(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    check_items(decided.office.officer, **one(decided), items=LEAST[:1], note="In the folder")
    view = detail(restarted(qtbot, decided.office), decided)
    assert view.diligence.note_label.text() == "1 of 4 looked at"


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off_and_no_letter_stands_twice(
    decided: Decided, window: MainWindow, percent: int
) -> None:
    check_items(decided.office.officer, **one(decided), items=LEAST[:2], note="In the folder " * 6)
    window.shell.settings.text_percent = percent
    window.shell.apply_look()
    part = part_of(window)
    assert (part.list.overflow(), letters_given_twice(part.list)) == (0, {})
    view = detail(window, decided)
    view.subsidy.choice.buttons["yes"].click()
    assert (view.overflow(), letters_given_twice(view)) == (0, {})
