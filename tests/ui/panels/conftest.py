"""A closed round with a panel and EOIs, in a workspace of each test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.panels.page import PanelTab
from tests.desks import Desk, a_desk
from tests.ui.desk import go, open_window

Opener = Callable[..., PanelTab]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three eligible EOIs, three community members and two commissioners; nothing is given out yet."""
    return a_desk(f"sqlite:///{tmp_path / 'workspace.db'}", state=RoundState.CLOSED)


@pytest.fixture
def open_tab(qtbot: QtBot) -> Opener:
    """The Panel tab with somebody at the desk, at one of its sections."""

    def open_it(desk: Desk, section: str = "members", context: ServiceContext | None = None) -> PanelTab:
        desk.office.app.act_as((context or desk.officer).actor)
        tab = go(open_window(qtbot, desk.office.app), "round", "R1", "panel", section)
        assert isinstance(tab, PanelTab)
        return tab

    return open_it


def window_of(tab: PanelTab) -> MainWindow:
    """The window that the tab is in."""
    window = tab.window()
    assert isinstance(window, MainWindow)
    return window


def shown(table: Any) -> list[list[str]]:
    """What a table shows."""
    model = table.model
    columns = range(model.columnCount())
    return [[model.index(row, c).data() for c in columns] for row in range(model.rowCount())]
