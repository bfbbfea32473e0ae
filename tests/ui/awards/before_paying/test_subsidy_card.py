"""Subsidy control in the window: the question, the figures, what is left, many at once, two savers."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import FunderKind
from commissioning_app.services.subsidy import record_subsidy
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.widgets.text import Label
from tests.decided import Decided
from tests.ui.awards.before_paying.looking import (
    TODAY,
    choose,
    detail,
    one,
    part_of,
    row,
    shown,
    still,
)
from tests.ui.desk import in_dialog, press
from tests.ui.rounds.hands import type_over


def test_what_is_left_is_said_while_it_is_typed(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    card = detail(window, decided).subsidy
    assert not card.figures.isVisible()
    card.choice.buttons["yes"].click()
    assert (
        card.left.text
        == "This award is £8,400. Under the limit of £315,000, it may have had £306,600 before."
    )
    qtbot.keyClicks(card.received, "306,600")
    assert card.left.text == "With this award it has £315,000 of £315,000. £0 is left."
    qtbot.keyClicks(card.received, ".01")
    assert card.left.text.startswith("With this award it has £315,000.01: £0.01 over the limit of £315,000.")
    label = card.fields["received_pence"].label.text()
    assert label.replace("&", "") == "What it had in 2024-25, 2025-26 and 2026-27"
    assert not card.fields["on_database_on"].isVisible()


def test_an_enterprise_from_the_question_to_the_confirmed_figure(
    qtbot: QtBot, decided: Decided, window: MainWindow
) -> None:
    view = detail(window, decided)
    card = view.subsidy
    assert card.save_button.toolTip() == "Nothing new is typed."
    card.choice.buttons["yes"].click()
    qtbot.keyClicks(card.received, "lots")
    press(qtbot, card.save_button)
    assert card.fields["received_pence"].error
    type_over(qtbot, card.received, "3,200")
    type_over(qtbot, card.days["notified_on"], "2 Sep 2026")
    press(qtbot, card.save_button)
    assert (
        card.fields["notified_on"].error == "This day is still to come. Write it down once it has happened."
    )
    type_over(qtbot, card.days["notified_on"], "20 Aug 2026")
    type_over(qtbot, card.days["confirmed_on"], "21 Aug 2026")
    qtbot.keyClicks(card.note, "A cafe")
    press(qtbot, card.save_button)
    line = row(decided).subsidy
    assert (line.is_enterprise, line.received_pence, line.left_pence, line.note) == (
        True, 320_000, 31_500_000 - 320_000 - 840_000, "A cafe",
    )  # fmt: skip
    assert (line.notified_on, line.confirmed_on) == (date(2026, 8, 20), date(2026, 8, 21))
    assert len(still(view)) == 1 and still(view)[0].startswith("Still to be looked at")
    card.choice.buttons["no"].click()
    press(qtbot, card.save_button)
    line = row(decided).subsidy
    assert (line.is_enterprise, line.received_pence, line.notified_on, line.note) == (
        False, None, None, "A cafe",
    )  # fmt: skip


def test_many_are_marked_as_no_enterprise_at_once(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    record_subsidy(decided.office.officer, **one(decided), is_enterprise=True)
    part = part_of(window)
    part.list.table.view.clearSelection()
    assert part.list.none_button.toolTip() == "Choose organisations in the table first."
    part.list.table.view.selectAll()
    assert part.list.chosen_label.text() == "2 organisations are chosen"
    press(qtbot, part.list.none_button)
    assert [line[4] for line in shown(part)] == ["yes", "no"]
    assert window.message.text == ("1 organisation is marked as no enterprise. Answers that were there stay.")


def test_two_who_answer_at_once_see_both(qtbot: QtBot, decided: Decided, window: MainWindow) -> None:
    card = detail(window, decided).subsidy
    record_subsidy(
        decided.office.officer, **one(decided), is_enterprise=True, received_pence=500, notified_on=TODAY
    )
    card.choice.buttons["no"].click()

    def look(conflict: ConflictDialog) -> None:
        said = [label.text() for label in conflict.findChildren(Label)]
        assert {"Is an enterprise", "yes", "no", "£5", "Tuesday 1 September 2026"} <= set(said)
        choose(conflict, "Keep theirs")

    in_dialog(ConflictDialog, look, lambda: press(qtbot, card.save_button))
    assert (card.choice.chosen, card.received.pence) == ("yes", 500)


def test_a_charitable_funder_gives_no_subsidies(decided: Decided, window: MainWindow) -> None:
    with decided.office.officer.unit_of_work() as uow:
        workspace = uow.workspaces.find()
        assert workspace is not None
        workspace.funder_kind = FunderKind.CHARITABLE_FUNDER
        uow.commit()
    card = detail(window, decided).subsidy
    assert (card.not_bound.isVisible(), card.inputs.isVisible(), card.save_button.isVisible()) == (
        True, False, False,
    )  # fmt: skip
    part = part_of(window)
    part.list.table.view.selectAll()
    assert part.list.none_button.toolTip().startswith("Subsidy control binds public bodies")
