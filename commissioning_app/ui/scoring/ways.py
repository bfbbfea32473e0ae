"""Laying parts out in two ways: side by side while there is room, else one under the other."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from commissioning_app.ui.lib.theme import theme


class TwoWays(QWidget):
    """Subclasses fill `wide` and `narrow`, and put their parts into the one that `place` names."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        """Side by side from `least` px on, at 100 % text."""
        super().__init__(parent)
        self._least = least
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.wide, self.narrow = QWidget(), QWidget()
        self._stack.addWidget(self.wide)
        self._stack.addWidget(self.narrow)
        self.is_stacked: bool | None = None
        theme().changed.connect(self.arrange)

    def place(self, stacked: bool) -> None:
        """Put the parts where they belong."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between the two ways."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Choose the way that there is room for; the keyboard stays where it was."""
        stacked = self.width() < theme().px(self._least)
        if stacked == self.is_stacked:
            return
        self.is_stacked = stacked
        here = QApplication.focusWidget()
        self.place(stacked)
        self._stack.setCurrentWidget(self.narrow if stacked else self.wide)
        if here is not None and self.isAncestorOf(here):
            here.setFocus()


class LeastHeight(QObject):
    """Keeps a widget at least so high, growing with the text."""

    def __init__(self, widget: QWidget, pixels: int) -> None:
        super().__init__(widget)
        self._widget, self._pixels = widget, pixels
        theme().changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        self._widget.setMinimumHeight(theme().px(self._pixels))
