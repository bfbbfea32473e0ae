"""How likely groups are to be funded beside all others: a dot each, and a line for how far it may be off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.charts import Picture

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
WIDEST = 4.0
"""The scale reaches from a quarter to four times as likely, and the same way on both sides of one."""


@dataclass(frozen=True)
class LikelihoodRow:
    """One group: how many times as likely, and the interval; without a ratio, a note says why."""

    title: str
    sentence: str
    ratio: float | None = None
    note: str = ""
    low: float | None = None
    high: float | None = None


class LikelihoodPlot(Picture):
    """A line for each group on a scale on which twice and half as likely are as far from one."""

    def __init__(self, rows: Sequence[LikelihoodRow] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.set(rows)

    def set(self, rows: Sequence[LikelihoodRow]) -> None:
        """Show other groups."""
        self.rows = tuple(rows)
        self.describe(tr("How likely groups were to be funded"), " ".join(row.sentence for row in self.rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line a group, and the scale."""
        return QSize(theme().px(560), self._step() * max(len(self.rows), 1) + theme().px(46))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for titles and scale."""
        return QSize(theme().px(280), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scale, then each group."""
        if not self.rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self._step() * len(self.rows)
        self._paint_scale(painter, bottom)
        for place, row in enumerate(self.rows):
            self._paint_row(painter, place * self._step(), row)
        painter.end()

    def _paint_scale(self, painter: QPainter, bottom: float) -> None:
        for ratio, words in ((0.5, tr("half")), (1.0, tr("as likely")), (2.0, tr("twice"))):
            x = self._x(ratio)
            painter.setPen(QPen(theme().colour("muted" if ratio == 1 else "line"), 2 if ratio == 1 else 1))
            painter.drawLine(QPointF(x, 4), QPointF(x, bottom + 4))
            painter.setPen(theme().colour("muted"))
            painter.setFont(theme().font("small"))
            width = QFontMetrics(painter.font()).horizontalAdvance(words) + 12
            painter.drawText(QRectF(x - width / 2, bottom + 8, width, theme().px(24)), _CENTRE, words)

    def _paint_row(self, painter: QPainter, top: float, row: LikelihoodRow) -> None:
        height = self._step()
        painter.setFont(theme().font("small", bold=True))
        painter.setPen(theme().colour("text"))
        painter.drawText(QRectF(0, top, self._title_width() - theme().px(10), height), _LEFT, row.title)
        y = top + height / 2
        if row.ratio is None:
            self._paint_note(painter, y, row.note)
            return
        if row.low is not None and row.high is not None:
            pen = QPen(theme().colour("accent"), theme().px(3))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(self._x(row.low), y), QPointF(self._x(row.high), y))
        painter.setPen(QPen(theme().colour("card"), 2))
        painter.setBrush(theme().colour("accent"))
        painter.drawEllipse(QPointF(self._x(row.ratio), y), theme().px(7), theme().px(7))

    def _paint_note(self, painter: QPainter, y: float, note: str) -> None:
        """Words over the middle of the scale, on a ground of their own."""
        painter.setFont(theme().font("small"))
        width = QFontMetrics(painter.font()).horizontalAdvance(note) + theme().px(16)
        box = QRectF(self._x(1) - width / 2, y - theme().px(13), width, theme().px(26))
        painter.fillRect(box, theme().colour("card"))
        painter.setPen(theme().colour("muted"))
        painter.drawText(box, _CENTRE, note)

    def _step(self) -> int:
        return theme().px(46)

    def _title_width(self) -> int:
        """The room for the titles: what the longest needs, a third of the picture at most."""
        metrics = QFontMetrics(theme().font("small", bold=True))
        widest = max((metrics.horizontalAdvance(row.title) for row in self.rows), default=0)
        return min(widest + theme().px(16), max(self.width() // 3, theme().px(110)))

    def _x(self, ratio: float) -> float:
        """Where a ratio stands; what is beyond the scale stands at its end."""
        left = self._title_width() + theme().px(14)
        right = self.width() - theme().px(14)
        held = min(max(ratio, 1 / WIDEST), WIDEST)
        return left + (right - left) * (math.log(held) + math.log(WIDEST)) / (2 * math.log(WIDEST))
