"""The parts of a long page to choose from: a column beside it, or lines above it when room is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from commissioning_app.ui.lib.icons import icon
from commissioning_app.ui.lib.layouts import FlowLayout
from commissioning_app.ui.lib.theme import theme

_COLUMN = 280


class _Part(QPushButton):
    """A button as wide as its bold text, so that nothing moves when it is chosen."""

    def sizeHint(self) -> QSize:
        """Room for the icon and the text in bold."""
        hint = super().sizeHint()
        plain, bold = QFont(self.font()), QFont(self.font())
        plain.setBold(False)
        bold.setBold(True)
        extra = QFontMetrics(bold).horizontalAdvance(self.text())
        extra -= QFontMetrics(plain).horizontalAdvance(self.text())
        return QSize(hint.width() + max(extra, 0) + 4, hint.height())


class SectionNav(QWidget):
    """Buttons, one of which is chosen; `chosen` comes with its key. The arrow keys move."""

    chosen = Signal(str)

    def __init__(self, name: str, sections: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, gap="xs", line_gap="xs")
        group = QButtonGroup(self)
        self.current = ""
        self.buttons: dict[str, QPushButton] = {}
        for key, title in sections:
            button = _Part(title)
            button.setProperty("kind", "section")
            button.setCheckable(True)
            button.setAccessibleName(title)
            button.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            button.installEventFilter(self)
            group.addButton(button)
            self.buttons[key] = button
            flow.addWidget(button)
        self.set_current(sections[0][0])
        theme().changed.connect(self._fit)

    def set_current(self, key: str) -> None:
        """Mark another one; tells nobody."""
        self.current = key
        self.buttons[key].setChecked(True)
        for name, button in self.buttons.items():
            on = name == key
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def mark(self, key: str, said: str, *, is_settled: bool = False) -> None:
        """Mark a part that needs something, with what; with "" it is settled, or has nothing to settle."""
        button = self.buttons[key]
        calm = icon("check", "good") if is_settled else icon("dot", "muted")
        button.setIcon(icon("warning", "warn") if said else calm)
        side = theme().px(15)
        button.setIconSize(QSize(side, side))
        button.setToolTip(said)
        button.setAccessibleDescription(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other while it is a narrow column."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys go to the one before or after."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        keys = list(self.buttons)
        goal = keys[(keys.index(self.current) + step) % len(keys)]
        self._choose(goal)
        self.buttons[self.current].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _choose(self, key: str) -> None:
        if key != self.current:
            self.set_current(key)
            self.chosen.emit(key)

    def _fit(self) -> None:
        column = self.width() <= theme().px(_COLUMN)
        for button in self.buttons.values():
            button.setMinimumWidth(self.width() if column else 0)
