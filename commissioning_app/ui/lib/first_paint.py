"""Doing something as soon as a window can be seen, so that slow beginnings happen behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

LATEST_MS = 250
"""A window that begins minimised is not painted, and still has to begin."""


class _FirstPaint(QObject):
    """Acts once, after everything of the window is painted."""

    def __init__(self, window: QWidget, act: Callable[[], object]) -> None:
        super().__init__(window)
        self._act: Callable[[], object] | None = act
        window.installEventFilter(self)
        QTimer.singleShot(LATEST_MS, self, self._do)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window's children are painted in the same turn: act in the next."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._do)
        return False

    def _do(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()


def after_first_paint(window: QWidget, act: Callable[[], object]) -> None:
    """Act once when the window has been painted, or could not be for a while."""
    _FirstPaint(window, act)
