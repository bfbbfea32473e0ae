"""A workspace of each test's own, and the window on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office
from tests.ui.desk import office_in, open_window


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace with an officer, an approver, finance and an auditor."""
    return office_in(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> MainWindow:
    """The window with the officer at the desk."""
    return open_window(qtbot, office.app)
