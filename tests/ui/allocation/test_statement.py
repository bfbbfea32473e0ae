"""The equality impact statement on the page where the approver decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytestqt.qtbot import QtBot

from commissioning_app.domain.duties import EqualityReading, EqualityStatement
from commissioning_app.services.rounds import read_round
from commissioning_app.ui.allocation.page import AllocationTab
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office
from tests.samples import CODE
from tests.ui.allocation.allocating import allocation, settle
from tests.ui.desk import press, sit_down


def _statement(office: Office) -> EqualityStatement:
    return read_round(office.officer, round_code=CODE).records.equality_statement


def _keep(office: Office, **records: object) -> None:
    """Write records past the services, as a test's starting point."""
    with office.officer.unit_of_work() as uow:
        round_ = uow.rounds.find(code=CODE)
        assert round_ is not None
        round_.records = replace(round_.records, **records)  # type: ignore[arg-type]
        uow.commit()


def _open(qtbot: QtBot, office: Office, window: MainWindow) -> AllocationTab:
    sit_down(window, office.approver)
    return allocation(qtbot, window)


def test_the_approver_reads_the_statement_and_says_so(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab = _open(qtbot, office, window)
    card, statement = tab.statement, _statement(office)
    assert card.isVisible() and not card.was_read.isVisible()
    assert card.summary.text() == statement.summary
    assert statement.by_role in card.about.text() and statement.reference in card.reference.text()
    press(qtbot, card.read_button)
    settle(qtbot, tab)
    name, today = office.approver.actor.name, office.clock.today()
    assert read_round(office.officer, round_code=CODE).records.equality_reading == EqualityReading(
        name, today
    )
    assert card.was_read.text == f"{name} read it on Thursday 2 April 2026."
    assert not card.read_button.isVisible() and not card.summary.isVisible()
    press(qtbot, card.again_button)
    assert card.summary.isVisible() and card.reference.isVisible() and not card.again_button.isVisible()
    assert tab.page is not None and "A6" not in [one.id for one in tab.page.in_the_way]
    assert window.message.text == "It is written down that you read the equality statement."


def test_another_approver_says_it_for_themself(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    _keep(office, equality_reading=EqualityReading("Another Approver", date(2026, 4, 1)))
    card = _open(qtbot, office, window).statement
    assert card.was_read.text == "Another Approver read it on Wednesday 1 April 2026."
    press(qtbot, card.read_button)
    qtbot.waitUntil(lambda: not card.read_button.isVisible())
    reading = read_round(office.officer, round_code=CODE).records.equality_reading
    assert reading.read_by == office.approver.actor.name


def test_without_a_statement_there_is_nothing_to_read(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    _keep(office, equality_statement=EqualityStatement())
    tab = _open(qtbot, office, window)
    assert not tab.statement.isVisible()


def test_those_who_do_not_decide_are_not_asked(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    assert not allocation(qtbot, window).statement.isVisible()


def test_a_statement_that_went_meanwhile_is_said(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab = _open(qtbot, office, window)
    _keep(office, equality_statement=EqualityStatement())
    press(qtbot, tab.statement.read_button)
    assert tab.message.text == "The officer has not written the equality statement yet, so it can't be read."
