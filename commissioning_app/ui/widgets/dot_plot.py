"""Every score of one EOI by criterion: dots for community members, squares for commissioners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.charts import Picture

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class DotRow:
    """One criterion: the scores of both groups, and whether they lie too far apart."""

    title: str
    community: tuple[float, ...]
    commissioner: tuple[float, ...]
    flagged: bool = False


class DotPlot(Picture):
    """Scores on a scale from 0 to `highest`, one line a criterion; equal scores fan out so that all show."""

    def __init__(
        self, name: str = "", rows: Sequence[DotRow] = (), *, highest: int = 5, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.highest = highest
        self.set(name, rows)

    def set(self, name: str, rows: Sequence[DotRow]) -> None:
        """Show other scores."""
        self.rows = tuple(rows)
        self.describe(name, " ".join(self._sentence(row) for row in self.rows))
        self.updateGeometry()
        self.update()

    @staticmethod
    def _sentence(row: DotRow) -> str:
        def told(scores: tuple[float, ...]) -> str:
            return ", ".join(f"{score:g}" for score in sorted(scores)) or tr("none")

        text = tr(
            "{title}: community members {community}; commissioners {commissioner}.",
            title=row.title,
            community=told(row.community),
            commissioner=told(row.commissioner),
        )
        return text + (" " + tr("Far apart.") if row.flagged else "")

    def sizeHint(self) -> QSize:
        """One line a criterion, the scale, the legend."""
        return QSize(theme().px(460), self._row_height() * max(len(self.rows), 1) + theme().px(64))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the titles and the scale."""
        return QSize(theme().px(260), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw scale, rows, marks and legend."""
        if not self.rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font("small"))
        bottom = self._row_height() * len(self.rows)
        for score in range(self.highest + 1):
            x = self._x(score)
            painter.setPen(QPen(theme().colour("line"), 1))
            painter.drawLine(QPointF(x, 2), QPointF(x, bottom))
            painter.setPen(theme().colour("muted"))
            painter.drawText(QRectF(x - 20, bottom, 40, theme().px(24)), _CENTRE, str(score))
        for place, row in enumerate(self.rows):
            self._paint_row(painter, place * self._row_height(), row)
        self._paint_legend(painter, bottom + theme().px(30))
        painter.end()

    def _row_height(self) -> int:
        return theme().px(52)

    def _title_width(self) -> int:
        """The room for the titles: what the longest needs, a third of the picture at most."""
        metrics = QFontMetrics(theme().font("small", bold=True))
        widest = max((metrics.horizontalAdvance(row.title) for row in self.rows), default=0)
        return min(widest + 20, max(self.width() // 3, theme().px(70)))

    def _x(self, score: float) -> float:
        left = self._title_width() + theme().px(18)
        return left + (self.width() - left - theme().px(22)) * score / self.highest

    def _paint_row(self, painter: QPainter, top: float, row: DotRow) -> None:
        height = self._row_height()
        font = theme().font("small", bold=True)
        painter.setFont(font)
        painter.setPen(theme().colour("text"))
        words = QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, self._title_width())
        painter.drawText(QRectF(0, top, self._title_width(), height), _LEFT, words)
        marks = [(score, True) for score in row.community] + [(score, False) for score in row.commissioner]
        if row.flagged and marks:
            self._paint_flag(painter, top, [score for score, _community in marks])
        for score in sorted({score for score, _community in marks}):
            here = [community for value, community in marks if value == score]
            for place, community in enumerate(here):
                self._paint_mark(painter, self._spot(score, top, place, len(here)), community)

    def _spot(self, score: float, top: float, place: int, count: int) -> QPointF:
        """Where a mark goes among the equal ones: in columns of three, side by side."""
        size = theme().px(13)
        columns, lines = (count + 2) // 3, min(count, 3)
        x = self._x(score) + (place // 3 - (columns - 1) / 2) * size * 1.15
        y = top + self._row_height() / 2 + (place % 3 - (lines - 1) / 2) * size * 0.98
        return QPointF(x, y)

    def _paint_flag(self, painter: QPainter, top: float, scores: list[float]) -> None:
        """A dashed frame round scores that lie far apart."""
        pad = theme().px(22)
        left, right = self._x(min(scores)) - pad, self._x(max(scores)) + pad
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("warn"), 2, Qt.PenStyle.DashLine))
        box = QRectF(left, top + 2, min(right, self.width() - 2) - left, self._row_height() - 4)
        painter.drawRoundedRect(box, 8, 8)

    def _paint_mark(self, painter: QPainter, at: QPointF, community: bool) -> None:
        side = theme().px(14)
        box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
        if community:
            painter.setPen(QPen(theme().colour("card"), 1))
            painter.setBrush(theme().colour("community"))
            painter.drawEllipse(box)
        else:
            painter.setPen(QPen(theme().colour("commissioner"), max(theme().px(2.4), 2)))
            painter.setBrush(QColor(theme().colour("card")))
            painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5))

    def _paint_legend(self, painter: QPainter, top: float) -> None:
        font = theme().font("small")
        metrics = QFontMetrics(font)
        x = float(theme().px(8))
        for community, words in ((True, tr("community members")), (False, tr("commissioners"))):
            height = theme().px(22)
            self._paint_mark(painter, QPointF(x, top + height / 2), community)
            painter.setFont(font)
            painter.setPen(theme().colour("text"))
            width = metrics.horizontalAdvance(words) + 4
            painter.drawText(QRectF(x + theme().px(14), top, width, height), _LEFT, words)
            x += theme().px(14) + width + theme().px(22)
