"""The Allocation tab on the sample round at moderation."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office
from tests.samples import sample_office
from tests.ui.desk import open_window


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The sample round at moderation."""
    return sample_office(tmp_path, RoundState.MODERATION)


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> MainWindow:
    """The window with the officer at the desk."""
    return open_window(qtbot, office.app)
