"""The section “With communities”: occasions are added, edited, moved, removed, kept, and fixed at opening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.domain.together import CoDesign
from commissioning_app.services.rounds import edit_round
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.rounds.design.communities import OccasionDialog
from tests.factories import Office, a_round, store
from tests.ui.desk import go, in_dialog, press
from tests.ui.rounds.hands import records_of, restarted, type_all, type_over

LUNCH = CoDesign(date(2026, 6, 4), "Somali elders' lunch club", "Rent can be paid.\nTwo questions went.")
WALK = CoDesign(date(2026, 6, 20), "Families on the Ashby estate", "")


def _open(office: Office, window: MainWindow, *occasions: CoDesign, **changes: Any) -> tuple[Any, Any]:
    store(office.officer, a_round(records=replace(a_round().records, co_design=occasions), **changes))
    tab = go(window, "round", "R1", "form", "communities")
    return tab, tab.sections["communities"].occasions


def test_an_occasion_is_written_down_and_opens_again(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, part = _open(office, window)
    assert part.list.nothing_label.isVisible()

    def write(dialog: OccasionDialog) -> None:
        press(qtbot, dialog.ok)
        assert (
            dialog.fields["on"].error
            and dialog.fields["who"].error == "Say with which groups or communities."
        )
        type_over(qtbot, dialog.on, "in June")
        press(qtbot, dialog.ok)
        assert dialog.fields["on"].error.startswith("“in June” is not a date.")
        type_all(qtbot, dialog, {"on": "4 Jun 2026", "who": LUNCH.who, "changed": LUNCH.what_changed})
        press(qtbot, dialog.ok)

    in_dialog(OccasionDialog, write, lambda: press(qtbot, part.list.add_button))
    press(qtbot, tab.save_button)
    assert records_of(office).co_design == (LUNCH,)
    again = go(restarted(qtbot, office), "round", "R1", "form", "communities")
    assert again.changes() == {}
    assert (
        again.sections["communities"]
        .occasions.list.rows[0]
        .accessibleName()
        .endswith("1. Thursday 4 June 2026: Somali elders' lunch club")
    )


def test_occasions_are_moved_edited_and_removed(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, part = _open(office, window, LUNCH, WALK)
    qtbot.keyClick(part.list.rows[1], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    def edit(dialog: OccasionDialog) -> None:
        type_over(qtbot, dialog.changed, "Children may come.")
        press(qtbot, dialog.ok)

    in_dialog(OccasionDialog, edit, lambda: qtbot.keyClick(part.list.rows[0], Qt.Key.Key_Return))
    press(qtbot, tab.save_button)
    assert records_of(office).co_design == (replace(WALK, what_changed="Children may come."), LUNCH)
    qtbot.keyClick(part.list.rows[1], Qt.Key.Key_Delete)
    press(qtbot, tab.save_button)
    assert len(records_of(office).co_design) == 1


def test_the_check_follows_what_is_written_before_it_is_saved(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, part = _open(office, window, WALK)
    assert "1 record does not say who, when, and what changed" in tab.finding_message.text

    def edit(dialog: OccasionDialog) -> None:
        type_over(qtbot, dialog.changed, "Children may come.")
        press(qtbot, dialog.ok)

    in_dialog(OccasionDialog, edit, lambda: qtbot.keyClick(part.list.rows[0], Qt.Key.Key_Return))
    qtbot.waitUntil(lambda: not tab.finding_message.isVisible())
    assert records_of(office).co_design == (WALK,)


def test_after_opening_what_stands_is_only_read(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, part = _open(office, window, LUNCH, state=RoundState.OPEN)
    assert not part.list.add_button.isVisible()
    assert part.card.note_label.text() == "Fixed"

    def read(dialog: OccasionDialog) -> None:
        assert (dialog.who.toPlainText(), dialog.ok.isVisible()) == (LUNCH.who, False)
        dialog.reject()

    in_dialog(OccasionDialog, read, lambda: press(qtbot, part.list.rows[0].buttons["look"]))
    assert tab.changes() == {}


def test_after_opening_what_was_missing_can_still_be_written(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, part = _open(office, window, state=RoundState.OPEN)

    def write(dialog: OccasionDialog) -> None:
        type_all(qtbot, dialog, {"on": "20 Jun 2026", "who": WALK.who})
        press(qtbot, dialog.ok)

    in_dialog(OccasionDialog, write, lambda: press(qtbot, part.list.add_button))
    press(qtbot, tab.save_button)
    assert records_of(office).co_design == (WALK,)
    assert not part.list.add_button.isVisible()


def test_the_later_of_two_savers_sees_both_versions(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, part = _open(office, window, LUNCH, WALK)
    qtbot.keyClick(part.list.rows[1], Qt.Key.Key_Delete)
    theirs = replace(records_of(office), co_design=(WALK,))
    edit_round(office.officer, round_code="R1", version=None, records=theirs)
    said: list[str] = []

    def choose(dialog: ConflictDialog) -> None:
        from commissioning_app.ui.widgets.text import Label

        said.extend(label.text() for label in dialog.findChildren(Label))
        dialog.foot.itemAt(2).widget().click()

    in_dialog(ConflictDialog, choose, lambda: press(qtbot, tab.save_button))
    assert any("Somali elders' lunch club" in text for text in said)
    assert records_of(office).co_design == (WALK,)
    assert part.list.items == (WALK,)


def test_who_changed_another_record_is_not_overwritten(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, part = _open(office, window, LUNCH, WALK)
    qtbot.keyClick(part.list.rows[1], Qt.Key.Key_Delete)
    theirs = replace(records_of(office), minutes_an_eoi=14)
    edit_round(office.officer, round_code="R1", version=None, records=theirs)
    press(qtbot, tab.save_button)
    assert records_of(office) == replace(theirs, co_design=(LUNCH,))


def test_yours_takes_the_place_of_theirs_only_where_you_wrote(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, part = _open(office, window, LUNCH, WALK)
    qtbot.keyClick(part.list.rows[1], Qt.Key.Key_Delete)
    theirs = replace(records_of(office), minutes_an_eoi=14, co_design=(WALK,))
    edit_round(office.officer, round_code="R1", version=None, records=theirs)
    in_dialog(
        ConflictDialog,
        lambda dialog: dialog.foot.itemAt(3).widget().click(),
        lambda: press(qtbot, tab.save_button),
    )
    assert records_of(office) == replace(theirs, co_design=(LUNCH,))
