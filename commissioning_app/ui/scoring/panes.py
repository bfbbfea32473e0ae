"""Two panes side by side, each with its own scroll; one page, one under the other, when room is short."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedLayout, QVBoxLayout, QWidget

from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.page import ScrollPage

_LEAST = 1060
_ANSWERS = 530


class TwoPanes(QWidget):
    """`left` is read, `right` is answered, `foot` stays in sight under the answers."""

    def __init__(
        self, left: QWidget, right: QWidget, foot: QWidget, *, reading: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._left, self._right, self._foot = left, right, foot
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.wide = QWidget()
        across = row(self.wide)
        across.setSpacing(0)
        self.left_scroll = ScrollPage(reading=reading)
        across.addWidget(self.left_scroll, 54)
        self._pane, inner = _pane()
        self.right_scroll = ScrollPage()
        inner.addWidget(self.right_scroll, 1)
        self._wide_foot = column()
        inner.addLayout(self._wide_foot)
        across.addWidget(self._pane, 46)
        self._stack.addWidget(self.wide)
        self.narrow = QWidget()
        down = column(self.narrow)
        down.setSpacing(0)
        self.one_scroll = ScrollPage(reading=reading)
        down.addWidget(self.one_scroll, 1)
        low, self._narrow_foot = _pane()
        down.addWidget(low)
        self._stack.addWidget(self.narrow)
        self.is_stacked: bool | None = None
        theme().changed.connect(self._arrange)
        self._arrange()

    def to_top(self) -> None:
        """Begin at the top again, with the keyboard on the text."""
        for scroll in (self.left_scroll, self.right_scroll, self.one_scroll):
            scroll.verticalScrollBar().setValue(0)
        self.reading_scroll().setFocus()

    def reading_scroll(self) -> ScrollPage:
        """The scroll that holds the text now."""
        return self.one_scroll if self.is_stacked else self.left_scroll

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between side by side and stacked."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._pane.setMinimumWidth(theme().px(_ANSWERS))
        stacked = self.width() < theme().px(_LEAST)
        if stacked == self.is_stacked:
            return
        self.is_stacked = stacked
        here = QApplication.focusWidget()
        texts = self.one_scroll.content if stacked else self.left_scroll.content
        answers = self.one_scroll.content if stacked else self.right_scroll.content
        texts.addWidget(self._left)
        answers.addWidget(self._right)
        (self._narrow_foot if stacked else self._wide_foot).addWidget(self._foot)
        self._stack.setCurrentWidget(self.narrow if stacked else self.wide)
        if here is not None and self.isAncestorOf(here):
            here.setFocus()


def _pane() -> tuple[QFrame, QVBoxLayout]:
    pane = QFrame()
    pane.setProperty("surface", "pane")
    inner = column(pane)
    inner.setSpacing(0)
    return pane, inner
