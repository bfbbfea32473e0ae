"""Tabs of a workspace: on one line while they fit, on more lines when the text is large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from commissioning_app.ui.lib.layouts import FlowLayout
from commissioning_app.ui.lib.theme import theme


class _Tab(QPushButton):
    """A tab as wide as its bold text, so that nothing moves when it is chosen."""

    def sizeHint(self) -> QSize:
        """Room for the text in bold."""
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setBold(True)
        width = QFontMetrics(bold).horizontalAdvance(self.text().replace("&&", "&")) + 2 * theme().pad(10) + 8
        return QSize(max(hint.width(), width), hint.height())


class FlowTabs(QWidget):
    """A row of tabs; `chosen` comes with the key of the tab that the person went to. Arrow keys move.

    `pressed_again` comes with the key of the tab that was open already.
    """

    chosen = Signal(str)
    pressed_again = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._layout = FlowLayout(self, gap="xs", line_gap="xs")
        self._tabs: dict[str, _Tab] = {}
        self.current = ""
        for key, title in tabs:
            self.add(key, title)
        theme().changed.connect(self.updateGeometry)

    def add(self, key: str, title: str) -> None:
        """Put a tab at the end; the first one is chosen."""
        tab = _Tab(title.replace("&", "&&"))
        tab.setProperty("kind", "tab")
        tab.setCheckable(True)
        tab.setAccessibleName(title)
        tab.clicked.connect(lambda _checked=False, key=key: self._choose(key))
        tab.installEventFilter(self)
        self._tabs[key] = tab
        self._layout.addWidget(tab)
        if len(self._tabs) == 1:
            self.set_current(key)
        else:
            tab.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def keys(self) -> tuple[str, ...]:
        """The tabs' keys in order."""
        return tuple(self._tabs)

    def set_current(self, key: str) -> None:
        """Show another tab as the chosen one; tells nobody."""
        self.current = key
        for name, tab in self._tabs.items():
            tab.setChecked(name == key)
            # One stop in the tab order; the arrows go on from there, as in every tab bar.
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus)

    def tab(self, key: str) -> QPushButton:
        """The button of a tab."""
        return self._tabs[key]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left, right, Home and End go from tab to tab."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        keys = self.keys()
        place = next((i for i, key in enumerate(keys) if self._tabs[key] is watched), None)
        targets = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if place is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if event.key() in targets:
            goal = keys[(place + targets[Qt.Key(event.key())]) % len(keys)]
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            goal = keys[0] if event.key() == Qt.Key.Key_Home else keys[-1]
        else:
            return False
        self._choose(goal)
        self._tabs[goal].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A faint line under the tabs."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line"))
        painter.end()

    def _choose(self, key: str) -> None:
        changed = key != self.current
        self.set_current(key)
        (self.chosen if changed else self.pressed_again).emit(key)
