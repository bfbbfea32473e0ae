"""Words on a page: labels by role, prose no wider than 75 characters."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
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
_SAMPLE = "Carers on our estate told us that they have not had an hour to themselves in"


def line_width(metrics: QFontMetrics) -> int:
    """The width of 75 characters of English; the font's own average letter is wider than that of a text."""
    return metrics.horizontalAdvance(_SAMPLE) * LINE_LENGTH // len(_SAMPLE)


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

    def sizeHint(self) -> QSize:
        """On one line while that is no longer than a line should be; Qt's own hint would be a square."""
        if not self.wordWrap():
            return super().sizeHint()
        self.ensurePolished()
        metrics = self.fontMetrics()
        margins = self.contentsMargins()
        lines = self.text().split("\n")
        widest = max((metrics.horizontalAdvance(line) for line in lines), default=0) + 2
        width = min(widest, line_width(metrics)) + margins.left() + margins.right()
        return QSize(width, max(self.heightForWidth(width), 0))


class Prose(Label):
    """Something to be read: lines of at most 75 characters at any text size."""

    def __init__(self, text: str = "", role: LabelRole = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        theme().changed.connect(self.updateGeometry)

    def heightForWidth(self, width: int) -> int:
        """The height of lines that stop at 75 characters, however wide the label is."""
        return super().heightForWidth(min(width, self._limit()) + self.contentsMargins().right())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rest of a wide label empty, so that what stands around it keeps its place."""
        super().resizeEvent(event)
        rest = max(self.width() - self._limit(), 0)
        if rest != self.contentsMargins().right():
            self.setContentsMargins(0, 0, rest, 0)

    def sizeHint(self) -> QSize:
        """Without the empty rest."""
        hint = super().sizeHint()
        return QSize(hint.width() - self.contentsMargins().right(), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Without the empty rest."""
        hint = super().minimumSizeHint()
        return QSize(hint.width() - self.contentsMargins().right(), hint.height())

    def _limit(self) -> int:
        """The width of 75 average characters."""
        self.ensurePolished()
        return line_width(QFontMetrics(self.font()))


class Rule(QFrame):
    """A faint line between two parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rule")
        self.setFixedHeight(1)
