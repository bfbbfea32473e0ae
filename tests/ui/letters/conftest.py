"""The Letters tab on a decided round."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.ui.main_window import MainWindow
from tests.decided import Decided, a_decided_round
from tests.ui.desk import open_window


@pytest.fixture
def decided(tmp_path: Path) -> Decided:
    """A decided round in which every kind of letter is due."""
    return a_decided_round(f"sqlite:///{tmp_path / 'workspace.db'}")


@pytest.fixture
def window(qtbot: QtBot, decided: Decided) -> MainWindow:
    """The window with the officer at the desk."""
    return open_window(qtbot, decided.office.app)
