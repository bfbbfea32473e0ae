"""The list of EOIs: what it shows, filtering, sorting, many at once, and that it never asks the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import EoiState, FundingKind
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.queries.eois import eoi_rows
from commissioning_app.ui.eois.listing import table_rows
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from tests.factories import Office, a_round, an_eoi, an_organisation, store
from tests.ui.desk import go, in_dialog, press, sit_down


def a_small_round(office: Office, state: RoundState = RoundState.CLOSED) -> Round:
    """A round with one EOI of three groups, in different states."""
    round_ = a_round(state=state)
    carers, kites = an_organisation("Sunrise Carers"), an_organisation("Kites", yearly_income_pence=None)
    store(
        office.officer,
        round_,
        carers,
        kites,
        an_eoi(round_.id, carers.id, "EOI-001", state=EoiState.RECEIVED, minimum_pence=500_000),
        an_eoi(round_.id, kites.id, "EOI-002", state=EoiState.RECEIVED, requested_pence=1_200_050),
        an_eoi(round_.id, kites.id, "EOI-003", state=EoiState.LATE, title="Kites at night",
               funding_kind=FundingKind.PROJECT),
    )  # fmt: skip
    return round_


def shown(tab: Any) -> list[str]:
    """The references that the table shows, from the top."""
    return list(tab.listing.references())


def states(office: Office) -> dict[str, EoiState]:
    """Each EOI's state, as the services tell it."""
    return {row[1]: row[7] for row in eoi_rows(office.officer, round_code="R1")}


def test_a_row_says_all_of_an_eoi(office: Office, window: MainWindow) -> None:
    a_small_round(office)
    tab = go(window, "round", "R1", "eois")
    model = tab.listing.table.model
    assert [model.index(0, place).data() for place in range(model.columnCount())] == [
        "EOI-001", "Sunrise Carers", "Walking mornings for carers", "£8,400", "£5,000", "Core", "Small",
        "Received", "1 Sep 2026", "", "£40,000",
    ]  # fmt: skip
    assert [model.index(2, place).data() for place in (2, 5, 6, 7)] == [
        "Kites at night", "Project", "Not known", "Late",
    ]  # fmt: skip
    assert tab.listing.total_label.text() == "3 EOIs ask for £28,800.50 together."


def test_an_instant_is_shown_as_the_day_in_london() -> None:
    late_evening = datetime(2026, 8, 31, 23, 30, tzinfo=UTC)
    row = (
        uuid4(), "EOI-001", "Kites", "", 100, None, None, EoiState.RECEIVED, None, None, late_evening, None,
    )  # fmt: skip
    assert table_rows([row])[0][8] == date(2026, 9, 1)


def test_filter_and_state_narrow_the_list_and_its_total(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    a_small_round(office)
    tab = go(window, "round", "R1", "eois")
    qtbot.keyClicks(tab.listing.table.filter_box, "kites")
    assert (shown(tab), tab.listing.total_label.text()) == (
        ["EOI-002", "EOI-003"],
        "2 EOIs ask for £20,400.50 together.",
    )
    box = tab.listing.state_box
    words = [box.itemText(place) for place in range(box.count())]
    assert words == ["All states", "Received (2)", "Late (1)"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    assert (shown(tab), tab.listing.total_label.text()) == (["EOI-003"], "1 EOI asks for £8,400.")


def test_a_route_can_ask_for_a_state(office: Office, window: MainWindow) -> None:
    a_small_round(office)
    tab = go(window, "round", "R1", "eois", "late")
    assert (shown(tab), tab.listing.state_box.currentText()) == (["EOI-003"], "Late (1)")


def test_enter_opens_an_eoi_and_the_way_back_leads_to_its_row(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    a_small_round(office)
    tab = go(window, "round", "R1", "eois")
    view = tab.listing.table.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert tab.view.page.reference == "EOI-002"
    press(qtbot, tab.view.back_button)
    assert (tab.stack.currentWidget(), tab.listing.table.current_id()) == (tab.list_page, "EOI-002")


def test_all_received_ones_are_found_eligible_after_one_question(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    a_small_round(office)
    tab = go(window, "round", "R1", "eois")

    def say_yes(dialog: Dialog) -> None:
        assert "Are these 2 EOIs eligible?" in dialog.windowTitle()
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    in_dialog(Dialog, say_yes, lambda: press(qtbot, tab.listing.eligible_button))
    qtbot.waitUntil(lambda: not running_tasks())
    assert states(office) == {
        "EOI-001": EoiState.ELIGIBLE,
        "EOI-002": EoiState.ELIGIBLE,
        "EOI-003": EoiState.LATE,
    }
    assert window.message.text == "2 EOIs are eligible now."
    assert not tab.listing.eligible_button.isEnabled()
    assert tab.listing.eligible_button.toolTip() == "No EOI waits for a first look: none is just received."


def test_only_chosen_ones_when_several_are_chosen(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    round_ = a_small_round(office)
    group = an_organisation("Third")
    store(office.officer, group, an_eoi(round_.id, group.id, "EOI-004", state=EoiState.RECEIVED))
    tab = go(window, "round", "R1", "eois")
    view = tab.listing.table.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert tab.listing.eligible_button.text() == "Find 2 selected &eligible"
    in_dialog(
        Dialog,
        lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return),
        lambda: press(qtbot, tab.listing.eligible_button),
    )
    qtbot.waitUntil(lambda: not running_tasks())
    assert [one for one, state in states(office).items() if state is EoiState.ELIGIBLE] == [
        "EOI-001",
        "EOI-002",
    ]


def test_going_back_from_the_question_changes_nothing(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    a_small_round(office)
    tab = go(window, "round", "R1", "eois")
    before = states(office)
    in_dialog(
        Dialog,
        lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape),
        lambda: press(qtbot, tab.listing.eligible_button),
    )
    assert states(office) == before


def test_what_cant_be_done_now_is_not_shown_but_for_why(office: Office, window: MainWindow) -> None:
    a_small_round(office, RoundState.DECIDED)
    tab = go(window, "round", "R1", "eois")
    buttons = (tab.listing.import_button, tab.listing.type_button, tab.listing.eligible_button)
    assert [(button.isEnabled(), button.toolTip()) for button in buttons] == [
        (False, "The round takes no EOIs any more."),
        (False, "The round takes no EOIs any more."),
        (False, "Eligibility is decided from opening until everybody has scored."),
    ]
    assert not tab.listing.bar.isVisible()
    assert tab.listing.why_not.text() == (
        "The round takes no EOIs any more. Eligibility is decided from opening until everybody has scored."
    )
    sit_down(window, office.finance)
    tab = go(window, "round", "R1", "eois")
    officers = "Officers do this. Choose another person in Settings, or ask one."
    assert {button.toolTip() for button in buttons} == {officers}
    assert [button.isVisible() for button in buttons] == [False, False, False]
    assert tab.listing.why_not.text() == officers


def test_who_sits_down_finds_no_filter_of_the_one_before(office: Office, window: MainWindow) -> None:
    a_small_round(office)
    tab = go(window, "round", "R1", "eois")
    tab.listing.table.filter_box.setText("kites")
    assert len(tab.listing.references()) == 2
    sit_down(window, office.finance)
    assert go(window, "round", "R1", "eois") is tab
    assert (tab.listing.table.filter_box.text(), len(tab.listing.references())) == ("", 3)


def test_the_open_tab_pressed_again_leads_back_to_the_list(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    a_small_round(office)
    tab = go(window, "round", "R1", "eois", "EOI-002")
    assert tab.stack.currentWidget() is tab.view
    press(qtbot, window.shell.navigator.page("round").tabs.tab("eois"))
    assert tab.stack.currentWidget() is tab.list_page
    assert window.shell.navigator.current == Route("round", "R1", "eois")
    window.shell.navigator.back()
    assert tab.stack.currentWidget() is tab.view


def test_an_empty_round_offers_the_import(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    tab = go(window, "round", "R1", "eois")
    assert tab.listing.empty.isVisible()
    assert (tab.listing.empty.button.text(), tab.listing.empty.button.isEnabled()) == ("Import EOIs", True)


def fill(office: Office, count: int) -> None:
    """A round with so many EOIs, each of an organisation of its own."""
    round_ = a_round(state=RoundState.CLOSED)
    store(office.officer, round_)
    groups = [an_organisation(f"Group {number}") for number in range(count)]
    eois = [
        an_eoi(round_.id, one.id, f"EOI-{number:05d}", requested_pence=100_000 + number)
        for number, one in enumerate(groups)
    ]
    with office.officer.unit_of_work() as uow:
        for store_, entities in ((uow.organisations, groups), (uow.eois, eois)):
            store_.insert_many(  # type: ignore[attr-defined]
                [{f.name: getattr(one, f.name) for f in fields(one)} for one in entities]
            )
        uow.commit()


@contextmanager
def statements(engine: sa.Engine) -> Iterator[list[str]]:
    """The SQL statements that are sent while inside."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(engine, "before_cursor_execute", note)


def test_opening_costs_the_same_statements_for_ten_and_for_two_thousand(tmp_path: Any, qtbot: QtBot) -> None:
    from tests.ui.desk import office_in, open_window

    counts = []
    for number, many in enumerate((10, 2_000)):
        folder = tmp_path / str(number)
        folder.mkdir()
        office = office_in(folder)
        fill(office, many)
        window = open_window(qtbot, office.app)
        with statements(office.app.engine) as sent:
            tab = go(window, "round", "R1", "eois")
        assert len(shown(tab)) == many
        counts.append(len(sent))
        office.app.close()
    assert counts[0] == counts[1]


def test_sorting_filtering_and_scrolling_never_ask_the_database(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    fill(office, 2_000)
    tab = go(window, "round", "R1", "eois")
    table = tab.listing.table
    with statements(office.app.engine) as sent:
        for spec in table.model.columns:
            table.sort(spec.key)
            table.sort(spec.key, descending=True)
        table.sort("asked", descending=True)
        assert shown(tab)[0] == "EOI-01999"
        qtbot.keyClicks(table.filter_box, "eoi-0199")
        assert len(shown(tab)) == 10
        table.filter_box.clear()
        table.view.scrollToBottom()
        every = [
            table.model.index(row, place).data()
            for row in range(table.model.rowCount())
            for place in range(table.model.columnCount())
        ]
        tab.listing.show_state(EoiState.ELIGIBLE)
    assert (len(every), sent) == (2_000 * 11, [])


def test_the_model_keeps_qt_s_rules(office: Office, window: MainWindow, qtmodeltester: ModelTester) -> None:
    a_small_round(office)
    tab = go(window, "round", "R1", "eois")
    qtmodeltester.check(tab.listing.table.model)
