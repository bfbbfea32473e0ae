"""The first start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.welcome import WelcomePage
from commissioning_app.ui.widgets.page import ScrollPage


@pytest.mark.parametrize(
    ("key", "signal"),
    [(Qt.Key.Key_S, "sample_wanted"), (Qt.Key.Key_W, "own_wanted"), (Qt.Key.Key_O, "open_wanted")],
)
def test_each_way_has_its_key(qtbot: QtBot, key: Qt.Key, signal: str) -> None:
    page = WelcomePage()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.keyClick(page, key, Qt.KeyboardModifier.AltModifier)


def test_enter_looks_at_the_sample(qtbot: QtBot) -> None:
    page = WelcomePage()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.sample_button.hasFocus)
    with qtbot.waitSignal(page.sample_wanted):
        qtbot.keyClick(page.sample_button, Qt.Key.Key_Space)


def test_it_fits_at_200_percent(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, "light", 200)
    page = WelcomePage()
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    assert page.findChildren(ScrollPage)[0].overflow() == 0
    page.message.show_message("This file is not a workspace.", "bad")
    assert page.message.isVisible()
