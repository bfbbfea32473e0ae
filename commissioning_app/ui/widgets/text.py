"""Words on a page: labels by role, prose no wider than 75 characters."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from commissioning_app.ui.lib.theme import theme

LabelRole = Literal[
    "body",
    "page_title",
    "card_title",
    "section",
    "banner",
    "figure",
    "strong",
    "muted",
    "small",
    "error",
    "accent",
    "good",
    "bad",
]
LINE_LENGTH = 75


class Label(QLabel):
    """Plain text in one of the theme's roles; wraps, and its text can be selected when asked."""

    def __init__(
        self,
        text: str = "",
        role: LabelRole = "body",
        *,
        wrap: bool = True,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            flags = Qt.TextInteractionFlag.TextSelectableByMouse
            self.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)


class Prose(Label):
    """Something to be read: lines of at most 75 characters at any text size."""

    def __init__(self, text: str = "", role: LabelRole = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        self._limit()
        theme().changed.connect(self._limit)

    def _limit(self) -> None:
        """Take the width of 75 average characters as the most."""
        self.ensurePolished()
        average = QFontMetrics(self.font()).averageCharWidth()
        self.setMaximumWidth(average * LINE_LENGTH)


class Rule(QFrame):
    """A faint line between two parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rule")
        self.setFixedHeight(1)
