"""A real workspace with the real window on it, and hands for dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.bootstrap import AppContext
from commissioning_app.services.context import ServiceContext
from commissioning_app.ui.app import create_window
from commissioning_app.ui.lib.settings import settings
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Page, Route
from tests.factories import Office, make_office


def office_in(folder: Path) -> Office:
    """A new workspace in this folder."""
    return make_office(f"sqlite:///{folder / 'workspace.db'}")


def open_window(qtbot: QtBot, app: AppContext) -> MainWindow:
    """The main window, shown."""
    window = create_window(app, settings())
    qtbot.addWidget(window, before_close_func=_leave_everything)
    with qtbot.waitExposed(window):
        window.show()
    return window


def _leave_everything(window: MainWindow) -> None:
    """A test that failed half-way asks nobody whether its work may be lost."""
    for page in window.shell.navigator.made_pages():
        page.may_leave = lambda: True  # type: ignore[method-assign]


def go(window: MainWindow, name: str, code: str = "", tab: str = "", item: str = "") -> Any:
    """Go to a page of the window; of a round, the tab that is open."""
    assert window.shell.navigator.go(Route(name, code or None, tab or None, item or None))
    page = window.shell.navigator.page(name)
    if name == "round":
        inner = cast(Any, page).stack.currentWidget()
        assert isinstance(inner, Page)
        return inner
    return page


def sit_down(window: MainWindow, context: ServiceContext) -> None:
    """Somebody else is at the desk."""
    window.shell.app.act_as(context.actor)
    window.shell.sat_down()


def press(qtbot: QtBot, button: QWidget) -> None:
    """Press a button that can be seen and pressed."""
    qtbot.waitUntil(button.isVisible)
    assert button.isEnabled(), f"the button is off: {button.toolTip()}"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


class Hands:
    """Acts in the dialog that opens next; `check` fails when none opened or what was done went wrong."""

    def __init__(self, kind: type[Any], act: Callable[[Any], object]) -> None:
        self._kind, self._act = kind, act
        self.problem = "No dialog was opened."
        self._waits = True
        QTimer.singleShot(0, self._begin)

    def check(self) -> None:
        """Say what went wrong."""
        self._waits = False
        assert not self.problem, self.problem

    def _begin(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None and self._waits:
            # The start may wait for its button to be seen before it opens anything.
            QTimer.singleShot(5, self._begin)
            return
        if not isinstance(dialog, self._kind):
            self.problem = f"A {type(dialog).__name__} opened, not a {self._kind.__name__}."
            if isinstance(dialog, QDialog):
                dialog.reject()
            return
        self.problem = ""
        try:
            self._act(dialog)
        except BaseException as error:
            self.problem = f"{type(error).__name__}: {error}"
        if dialog.isVisible():
            self.problem = self.problem or "The dialog stayed open."
            dialog.reject()


def in_dialog(kind: type[Any], act: Callable[[Any], object], start: Callable[[], object]) -> None:
    """Start what opens a dialog of this kind, act in it, and see that it closes."""
    hands = Hands(kind, act)
    start()
    hands.check()
