"""A round that members score, in a workspace of each test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declarations import state_none_for_the_rest
from commissioning_app.ui.main_window import MainWindow
from tests.desks import Desk, a_desk
from tests.ui.desk import open_window


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three EOIs of two criteria in scoring; the first member has all three, the last one the first."""
    made = a_desk(f"sqlite:///{tmp_path / 'workspace.db'}")
    made.give(0, 0, 1, 2)
    made.give(4, 0)
    return made


@pytest.fixture
def declared(desk: Desk) -> Desk:
    """Everybody on the panel has said that they have no ties."""
    for number in range(len(desk.people)):
        state_none_for_the_rest(desk.at(number), round_code=desk.code)
    return desk


@pytest.fixture
def window_of(qtbot: QtBot) -> Callable[[Desk, ServiceContext], MainWindow]:
    """The window with somebody at the desk."""

    def open_it(desk: Desk, context: ServiceContext) -> MainWindow:
        desk.office.app.act_as(context.actor)
        return open_window(qtbot, desk.office.app)

    return open_it
