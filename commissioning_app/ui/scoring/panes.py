"""A text and the answers to it: each with its own scroll, or one page, one under the other."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.scoring.ways import TwoWays
from commissioning_app.ui.widgets.page import ScrollPage

_LEAST = 1060
_ANSWERS = 530


class TextAndAnswers(TwoWays):
    """`left` is read, `right` is answered, `foot` stays in sight under the answers."""

    def __init__(
        self, left: QWidget, right: QWidget, foot: QWidget, *, reading: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_LEAST, parent)
        self._left, self._right, self._foot = left, right, foot
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
        down = column(self.narrow)
        down.setSpacing(0)
        self.one_scroll = ScrollPage(reading=reading)
        down.addWidget(self.one_scroll, 1)
        low, self._narrow_foot = _pane()
        down.addWidget(low)
        self.arrange()

    def to_top(self) -> None:
        """Begin at the top again, with the keyboard on the text."""
        for scroll in (self.left_scroll, self.right_scroll, self.one_scroll):
            scroll.verticalScrollBar().setValue(0)
        (self.one_scroll if self.is_stacked else self.left_scroll).setFocus()

    def place(self, stacked: bool) -> None:
        """Text, answers and foot go into the one scroll or into the two."""
        self._pane.setMinimumWidth(theme().px(_ANSWERS))
        (self.one_scroll if stacked else self.left_scroll).content.addWidget(self._left)
        (self.one_scroll if stacked else self.right_scroll).content.addWidget(self._right)
        (self._narrow_foot if stacked else self._wide_foot).addWidget(self._foot)


def _pane() -> tuple[QFrame, QVBoxLayout]:
    pane = QFrame()
    pane.setProperty("surface", "pane")
    inner = column(pane)
    inner.setSpacing(0)
    return pane, inner
