"""How sure a ranking is: each EOI as a dot with a line for its spread, the funding line, the tie band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.charts import Picture

_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class RankRow:
    """One EOI: its name, its score, and from where to where its score could as well lie."""

    title: str
    score: float
    low: float
    high: float


class RankPlot(Picture):
    """EOIs from the highest score down; those whose spread reaches over the line are too close to call."""

    def __init__(
        self,
        name: str = "",
        rows: Sequence[RankRow] = (),
        line: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(name, rows, line)

    def set(self, name: str, rows: Sequence[RankRow], line: float | None) -> None:
        """Show other EOIs; `line` is the score at which the money ends."""
        self.rows = tuple(sorted(rows, key=lambda row: -row.score))
        self.line = line
        self.tied = tuple(r for r in self.rows if line is not None and r.low <= line <= r.high)
        told = [f"{r.title} {r.score:g} ({r.low:g}–{r.high:g})" for r in self.rows]
        words = [self.sentence, "; ".join(told)]
        self.describe(name, ". ".join(part for part in words if part))
        self.updateGeometry()
        self.update()

    @property
    def sentence(self) -> str:
        """What stands under the funding line."""
        if self.line is None:
            return ""
        if not self.tied:
            return tr("funding line: no EOI is too close to call")
        return tr_count(
            "funding line: {count} EOI too close to call",
            "funding line: {count} EOIs too close to call",
            len(self.tied),
        )

    def sizeHint(self) -> QSize:
        """One thin line an EOI, and the words."""
        return QSize(theme().px(460), self._step() * max(len(self.rows), 1) + theme().px(40))

    def minimumSizeHint(self) -> QSize:
        """Wide enough to tell lines apart."""
        return QSize(theme().px(220), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw band, lines, dots, words."""
        if not self.rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self._step() * len(self.rows) + theme().px(8)
        if self.line is not None:
            self._paint_band(painter, bottom)
        for place, row in enumerate(self.rows):
            y = theme().px(6) + (place + 0.5) * self._step()
            token = "warn" if row in self.tied else "accent"
            pen = QPen(theme().colour(token), theme().px(3))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(self._x(row.low), y), QPointF(self._x(row.high), y))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour(token))
            painter.drawEllipse(QPointF(self._x(row.score), y), theme().px(5), theme().px(5))
        painter.end()

    def _step(self) -> int:
        """The height of an EOI's line: less when there are many."""
        return theme().px(15 if len(self.rows) <= 30 else 8)

    def _x(self, score: float) -> float:
        """The highest score stands left, as in a list."""
        low = min(row.low for row in self.rows)
        high = max(row.high for row in self.rows)
        share = (high - score) / (high - low) if high > low else 0.5
        margin = theme().px(12)
        return margin + share * (self.width() - 2 * margin)

    def _paint_band(self, painter: QPainter, bottom: float) -> None:
        """The stretch in which a different mood of the panel would change who is funded."""
        assert self.line is not None
        x = self._x(self.line)
        if self.tied:
            left = self._x(max(row.score for row in self.tied)) - theme().px(8)
            right = self._x(min(row.score for row in self.tied)) + theme().px(8)
            band = QRectF(min(left, x), 0, max(right, x) - min(left, x), bottom)
            painter.fillRect(band, theme().colour("warn_soft"))
        painter.setPen(QPen(theme().colour("warn"), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
        font = theme().font("small", bold=True)
        width = QFontMetrics(font).horizontalAdvance(self.sentence) + 8
        left = min(max(x - width / 2, 0), max(self.width() - width, 0))
        painter.setFont(font)
        painter.drawText(QRectF(left, bottom + 2, width, theme().px(24)), _CENTRE, self.sentence)
