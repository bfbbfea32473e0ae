"""The section “Asked of applicants”: off unless chosen, for large awards, and what the line means for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.domain.together import Demand, DemandKind, Demands
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, a_round, store
from tests.ui.desk import go, press
from tests.ui.rounds.hands import records_of, restarted, type_over

MATCH, ACCOUNTS, CAP, STATUS = (
    DemandKind.MATCH_FUNDING,
    DemandKind.YEARS_OF_ACCOUNTS,
    DemandKind.TURNOVER_CAP,
    DemandKind.CONSTITUTED_STATUS,
)


def _open(office: Office, window: MainWindow, demands: Demands, **changes: Any) -> tuple[Any, Any]:
    store(office.officer, a_round(records=replace(a_round().records, demands=demands), **changes))
    tab = go(window, "round", "R1", "form", "demands")
    return tab, tab.sections["demands"].demands


def test_nothing_is_asked_unless_somebody_chooses_it(office: Office, window: MainWindow) -> None:
    tab, part = _open(office, window, Demands())
    assert [block.box.isChecked() for block in part.blocks.values()] == [False] * 4
    assert not any(block.more.isVisible() for block in part.blocks.values())
    assert part.line_words.text() == (
        "Your policy spares awards up to £25,000 from all of these. The largest award here is £20,000, so "
        "none of them fits this round."
    )
    assert tab.finding_message.text.startswith("Nobody has said yet what is asked of applicants")
    assert tab.changes() == {}


def test_demands_are_saved_as_typed_and_open_again(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, part = _open(office, window, Demands(), largest_award_pence=6_000_000)
    assert part.line_words.text().endswith("Of larger ones, up to £60,000, they can be asked.")
    match, accounts = part.blocks[MATCH], part.blocks[ACCOUNTS]
    match.box.click()
    type_over(qtbot, match.above, "25k")
    type_over(qtbot, match.amount, "10")
    type_over(qtbot, match.note, "In kind counts")
    accounts.box.click()
    type_over(qtbot, accounts.amount, "2")
    part.blocks[STATUS].box.click()
    part.host.buttons["yes"].click()
    part.settled.click()
    press(qtbot, tab.save_button)
    asked = (Demand(MATCH, 2_500_000, 10, "In kind counts"), Demand(ACCOUNTS, 0, 2), Demand(STATUS))
    assert records_of(office).demands == Demands(True, True, asked)
    again = go(restarted(qtbot, office), "round", "R1", "form", "demands")
    assert again.changes() == {}
    shown = again.sections["demands"].demands.blocks[MATCH]
    assert (shown.above.text(), shown.amount.text(), shown.note.toPlainText()) == (
        "£25,000",
        "10",
        "In kind counts",
    )


def test_the_line_is_said_beside_each_demand_as_it_is_typed(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, part = _open(office, window, Demands(settled=True), largest_award_pence=6_000_000)
    cap, accounts, status = part.blocks[CAP], part.blocks[ACCOUNTS], part.blocks[STATUS]
    cap.box.click()
    assert cap.said.text() == "It doesn’t spare awards up to £25,000. Ask for it only above that."
    qtbot.waitUntil(lambda: "a cap by income" in tab.finding_message.text)
    type_over(qtbot, cap.above, "£25,000")
    assert cap.said.text() == "It spares awards up to £25,000, as your policy asks."
    qtbot.waitUntil(lambda: not tab.finding_message.isVisible())
    accounts.box.click()
    type_over(qtbot, accounts.amount, "1")
    assert accounts.said.text() == "One year of accounts is what small groups can give."
    status.box.click()
    assert status.said.text().startswith("It doesn’t spare")
    part.host.buttons["yes"].click()
    assert status.said.text() == "Groups without one may apply with a host, so it keeps nobody out."


def test_what_cant_be_read_is_said_beside_the_field(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, part = _open(office, window, Demands())
    match = part.blocks[MATCH]
    match.box.click()
    type_over(qtbot, match.above, "much")
    press(qtbot, tab.save_button)
    fields = tab.sections["demands"].fields
    assert fields["match_funding_above"].error.startswith("“much” is not an amount of money.")
    assert fields["match_funding_amount"].error == "Type a whole number."
    assert tab.message.text == "Something in this section can't be read yet."
    type_over(qtbot, match.above, "")
    type_over(qtbot, match.amount, "101")
    press(qtbot, tab.save_button)
    assert fields["match_funding_amount"].error == "This is a number from 1 to 100."
    match.box.click()
    part.settled.click()
    press(qtbot, tab.save_button)
    assert records_of(office).demands == Demands(settled=True)


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.SCORING])
def test_once_open_the_demands_are_only_read(office: Office, window: MainWindow, state: RoundState) -> None:
    asked = (Demand(CAP, 5_000_000, 25),)
    tab, part = _open(office, window, Demands(True, False, asked), state=state)
    assert not any(block.box.isEnabled() for block in part.blocks.values())
    assert part.blocks[CAP].above.isReadOnly() and not part.settled.isEnabled()
    assert tab.changes() == {}
