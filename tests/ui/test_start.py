"""From the start to the first page: the window first, then the workspace in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib import first_paint
from commissioning_app.ui.lib.first_paint import after_first_paint
from commissioning_app.ui.lib.settings import MemoryStore, Settings
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.pages import PAGES, ROUND_TABS
from commissioning_app.ui.start import LAST, Beginning, warm_up
from commissioning_app.ui.welcome import WelcomePage
from tests.factories import make_office


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Callable[..., Beginning]:
    """Starts in a folder of this test's own; whatever window is left is let go."""

    def start(place: str = "", last: str = "") -> Beginning:
        settings = Settings(MemoryStore({LAST: last} if last else {}))
        beginning = Beginning(settings, default=tmp_path / "workspace.db")
        beginning.begin(place, then=lambda: qtbot.addWidget(beginning.window))
        return beginning

    return start


def welcome_of(beginning: Beginning) -> WelcomePage:
    assert beginning.window is not None
    page = beginning.window.centralWidget()
    assert isinstance(page, WelcomePage)
    return page


def test_the_window_is_seen_before_the_workspace_is_open(
    qtbot: QtBot, tmp_path: Path, begin: Callable[..., Beginning]
) -> None:
    office = make_office(f"sqlite:///{tmp_path / 'workspace.db'}")
    office.app.close()
    beginning = begin()
    window = beginning.window
    assert isinstance(window, MainWindow)
    assert (window.isVisible(), window.opening.isVisible(), beginning.app) == (True, True, None)
    qtbot.waitUntil(lambda: beginning.app is not None)
    assert beginning.window is window
    assert not window.opening.isVisible()
    assert window.shell.navigator.current == Route("home" if window.shell.app.actor.roles else "settings")
    assert beginning.settings.store.value(LAST) == str(tmp_path / "workspace.db")


def test_without_a_workspace_there_is_the_welcome(begin: Callable[..., Beginning]) -> None:
    assert not welcome_of(begin()).message.isVisible()


def test_what_cant_be_opened_is_said_in_the_welcome(
    qtbot: QtBot, tmp_path: Path, begin: Callable[..., Beginning]
) -> None:
    gone = tmp_path / "gone.db"
    beginning = begin(last=str(gone))
    qtbot.waitUntil(lambda: not isinstance(beginning.window, MainWindow))
    assert str(gone) in welcome_of(beginning).message.text


def test_what_comes_after_the_first_paint_comes_once(qtbot: QtBot) -> None:
    done: list[int] = []
    widget = QWidget()
    qtbot.addWidget(widget)
    after_first_paint(widget, lambda: done.append(1))
    widget.show()
    assert done == []
    qtbot.waitUntil(lambda: bool(done))
    widget.render(widget.grab(), QPoint(), QRect(0, 0, 4, 4))
    qtbot.wait(1)
    assert done == [1]


def test_a_window_that_is_never_painted_begins_all_the_same(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "LATEST_MS", 1)
    done: list[int] = []
    widget = QWidget()
    qtbot.addWidget(widget)
    after_first_paint(widget, lambda: done.append(1))
    qtbot.waitUntil(lambda: done == [1])


def test_the_pages_that_are_opened_next_are_brought_in(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[str] = []
    monkeypatch.setattr("commissioning_app.ui.start.import_module", brought.append)
    window = QMainWindow()
    qtbot.addWidget(window)
    warm_up(window)
    qtbot.waitUntil(lambda: len(brought) == len(ROUND_TABS) + len(PAGES))
    assert "commissioning_app.ui.eois.page" in brought
