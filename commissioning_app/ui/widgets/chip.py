"""A state as icon and word on its own soft ground; never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissioning_app.ui.lib.icons import TONE_ICONS, draw_icon
from commissioning_app.ui.lib.theme import Tone, theme


class StatusChip(QWidget):
    """A pill with an icon and a word."""

    def __init__(
        self, text: str = "", tone: Tone = "neutral", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, tone, icon)
        theme().changed.connect(self._restyle)

    def set(self, text: str, tone: Tone = "neutral", icon: str = "") -> None:
        """Show another state."""
        self.text, self.tone, self.icon = text, tone, icon
        self.setAccessibleName(text)
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as icon and word."""
        return chip_size(self.text, chip_font())

    def minimumSizeHint(self) -> QSize:
        """Never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, QRectF(self.rect()), self.text, self.tone, self.icon, chip_font())
        painter.end()


def chip_font() -> QFont:
    """The chip's font at the present text size."""
    return theme().font("small", bold=True)


def chip_size(text: str, font: QFont) -> QSize:
    """The room that a chip with this word takes."""
    metrics = QFontMetrics(font)
    return QSize(metrics.horizontalAdvance(text) + round(metrics.height() * 1.0) + 26, metrics.height() + 8)


def paint_chip(painter: QPainter, rect: QRectF, text: str, tone: Tone, icon: str, font: QFont) -> None:
    """Draw a chip that fills the rectangle; the word is shortened when there is no room."""
    colour, ground = theme().tone(tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    metrics = QFontMetrics(font)
    side = metrics.height() * 0.86
    left = rect.left() + 9
    box = QRectF(
        QPointF(left, rect.center().y() - side / 2), QPointF(left + side, rect.center().y() + side / 2)
    )
    draw_icon(painter, icon or TONE_ICONS[tone], box, colour)
    painter.setPen(colour)
    painter.setFont(font)
    words = QRectF(box.right() + 5, rect.top(), rect.right() - box.right() - 10, rect.height())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
