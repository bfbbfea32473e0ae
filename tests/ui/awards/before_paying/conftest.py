"""A decided round of which two organisations are to be funded, and the window on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.ui.main_window import MainWindow
from tests.decided import Decided, a_decided_round
from tests.ui.desk import open_window


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[Decided]:
    """Circle E-1 is funded itself; Circle E-2's money goes to The Host Trust."""
    return a_decided_round(f"sqlite:///{tmp_path / 'w.db'}")


@pytest.fixture
def window(qtbot: QtBot, decided: Decided) -> MainWindow:
    """The window with the officer at the desk."""
    return open_window(qtbot, decided.office.app)
