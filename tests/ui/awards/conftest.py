"""The Awards & payments tab on the sample round at paying."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office
from tests.samples import sample_office
from tests.ui.desk import open_window, sit_down


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The sample round while it pays."""
    return sample_office(tmp_path, RoundState.PAYING)


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> MainWindow:
    """The window with finance at the desk."""
    window = open_window(qtbot, office.app)
    sit_down(window, office.finance)
    return window
