"""The Trail tab: newest first, what was before and after, older entries, and the proof."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.services import workspace
from commissioning_app.services.queries.trail import trail_rows
from commissioning_app.services.workspace import TrailCheck, verify_trail
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.trail import page as trail_page
from commissioning_app.ui.trail.page import TrailTab
from commissioning_app.ui.widgets.text import Label
from tests.factories import Office, a_round, store
from tests.samples import CODE, sample_office
from tests.ui.desk import go, office_in, open_window, press


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The sample round, decided."""
    return sample_office(tmp_path, RoundState.DECIDED)


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> MainWindow:
    """The window with the officer at the desk."""
    return open_window(qtbot, office.app)


def trail(window: MainWindow, item: str = "") -> TrailTab:
    """The tab of the sample round."""
    tab = go(window, "round", CODE, "trail", item)
    assert isinstance(tab, TrailTab)
    return tab


def ids(tab: TrailTab) -> list[object]:
    """The numbers of the entries that are shown, from the top."""
    return [tab.table.model.id_at(place) for place in range(tab.table.model.rowCount())]


def test_the_newest_entry_stands_first(office: Office, window: MainWindow) -> None:
    rows = trail_rows(office.officer, round_code=CODE)
    tab = trail(window)
    assert ids(tab) == [row.id for row in rows]
    model = tab.table.model
    assert [model.index(0, column).data() for column in range(4)] == [
        "8 Apr 2026, 11:00",
        rows[0].who,
        rows[0].what,
        rows[0].reason,
    ]


def test_words_find_entries(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    rows = trail_rows(office.officer, round_code=CODE)
    tab = trail(window)
    qtbot.keyClicks(tab.table.filter_box, "withdrawn EOI-044")
    assert ids(tab) == [row.id for row in rows if "EOI-044" in row.what and "withdrawn" in row.what]
    assert len(ids(tab)) == 1


def test_before_and_after_stand_beside(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    rows = trail_rows(office.officer, round_code=CODE)
    entry = next(row for row in rows if row.what.startswith("Recommendation approved"))
    tab = trail(window, str(entry.id))
    card = tab.entry
    assert card.title_label.text() == f"Entry {entry.id}"
    assert card.what.text() == entry.what
    assert card.who.text() == "Alex Sample (approver) (approver), Wednesday 8 April 2026 at 11:00"
    assert card.why.text() == f"Why: {entry.reason}"
    said = [label.text() for label in card.holder.findChildren(Label)]
    assert said[:3] == ["", "Before", "After"]
    for what, before, after in entry.details:
        place = said.index(what)
        assert said[place + 1 : place + 3] == [before or "–", after or "–"]


def test_an_entry_is_chosen_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    tab = trail(window)
    assert tab.entry.nothing.text() == "Choose an entry to see what was before and after."
    tab.table.view.setFocus()
    qtbot.keyClick(tab.table.view, Qt.Key.Key_Down)
    assert tab.entry.title_label.text() == f"Entry {ids(tab)[1]}"


def test_a_value_that_was_not_there_before_stands_alone(office: Office, window: MainWindow) -> None:
    rows = trail_rows(office.officer, round_code=CODE)
    entry = next(row for row in rows if row.details and not any(before for _, before, _ in row.details))
    tab = trail(window, str(entry.id))
    said = [label.text() for label in tab.entry.holder.findChildren(Label)]
    assert said[:2] == ["", "Value"]


def test_older_entries_come_when_asked_for(
    qtbot: QtBot, office: Office, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail_page, "AT_A_TIME", 20)
    rows = [row.id for row in trail_rows(office.officer, round_code=CODE)]
    tab = trail(window)
    assert ids(tab) == rows[:20]
    press(qtbot, tab.older_button)
    assert ids(tab) == rows[:40]
    tab.refresh()
    assert ids(tab) == rows[:40]
    while tab.older_button.isVisible():
        press(qtbot, tab.older_button)
    assert ids(tab) == rows


def test_the_whole_trail_is_verified(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab = trail(window)
    press(qtbot, tab.verify_button)
    qtbot.waitUntil(lambda: bool(tab.proof.text) and not running_tasks())
    entries = verify_trail(office.officer).entries
    assert tab.proof.text == f"The trail holds: {entries} entries, each sealed by the one before."


def test_a_trail_that_does_not_hold_is_said(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = TrailCheck(9, ("Entry 4 was changed.",))
    monkeypatch.setattr(trail_page, "verify_trail", lambda _context: found)
    assert workspace.TrailCheck is TrailCheck
    tab = trail(window)
    press(qtbot, tab.verify_button)
    qtbot.waitUntil(lambda: bool(tab.proof.text))
    assert tab.proof.text == (
        "The trail does not hold. Keep this workspace as it is and ask for help.\nEntry 4 was changed."
    )


def test_a_new_round_says_that_nothing_was_done(qtbot: QtBot, tmp_path: Path) -> None:
    office = office_in(tmp_path)
    store(office.officer, a_round())
    tab = go(open_window(qtbot, office.app), "round", "R1", "trail")
    assert ids(tab) == []
    assert not tab.older_button.isVisible()


def test_a_round_that_is_not_there_is_said(qtbot: QtBot, window: MainWindow) -> None:
    tab = TrailTab(window.shell)
    qtbot.addWidget(tab)
    tab.open(Route("round", "NONE", "trail"))
    assert tab.message.text.startswith("There is no round “NONE” in this workspace.")
