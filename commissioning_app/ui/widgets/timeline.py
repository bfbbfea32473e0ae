"""A round's timetable drawn as a line of stages, with the present one marked; a list when it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.charts import Picture

StageState = Literal["done", "now", "later"]
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Stage:
    """A step of the timetable: its name, its day in words, and whether it is past, now or to come."""

    title: str
    when: str
    state: StageState = "later"


class Timeline(Picture):
    """Painted stages; `today` is where today stands between two stages (2.5 = halfway from the third on)."""

    def __init__(
        self, stages: Sequence[Stage] = (), *, today: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set(stages, today=today)

    def set(self, stages: Sequence[Stage], *, today: float | None = None) -> None:
        """Show other stages."""
        self.stages, self.today = tuple(stages), today
        words = {"done": tr("done"), "now": tr("now"), "later": tr("to come")}
        said = [f"{s.title}, {s.when}: {words[s.state]}" if s.when else f"{s.title}: {words[s.state]}" for s in stages]
        self.describe(tr("Timetable"), ". ".join(said))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A list is higher than a line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """High enough for the line, or for the list when the line doesn't fit."""
        small, body = self._line_heights()
        if self._fits(width):
            return theme().px(34) + body + small + 6
        return len(self.stages) * self._step()

    def sizeHint(self) -> QSize:
        """The line's size."""
        width = self._widest() * max(len(self.stages), 1)
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        """One stage wide, since it can be a list."""
        return QSize(self._widest(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height depends on the width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line or the list."""
        if not self.stages:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._fits(self.width()):
            self._paint_line(painter)
        else:
            self._paint_list(painter)
        painter.end()

    def _line_heights(self) -> tuple[int, int]:
        small = QFontMetrics(theme().font("small")).lineSpacing()
        return small, QFontMetrics(theme().font("body")).lineSpacing()

    def _step(self) -> int:
        """The height of one stage in the list."""
        return sum(self._line_heights()) + theme().pad(10)

    def _widest(self) -> int:
        body = QFontMetrics(theme().font("body", bold=True))
        small = QFontMetrics(theme().font("small"))
        widths = [max(body.horizontalAdvance(s.title), small.horizontalAdvance(s.when)) for s in self.stages]
        return max(widths, default=40) + 16

    def _fits(self, width: int) -> bool:
        return self._widest() * len(self.stages) <= max(width, 1)

    def _paint_line(self, painter: QPainter) -> None:
        step = self.width() / len(self.stages)
        y = theme().px(16)
        small, body = self._line_heights()
        centres = [QPointF(step * (i + 0.5), y) for i in range(len(self.stages))]
        now = next((i for i, s in enumerate(self.stages) if s.state == "now"), None)
        done = now if now is not None else sum(1 for s in self.stages if s.state == "done") - 1
        edge = 12.0
        self._stroke(painter, QPointF(edge, y), QPointF(self.width() - edge, y), "line")
        if done >= 0:
            end = QPointF(self.width() - edge, y) if done == len(self.stages) - 1 and now is None else centres[done]
            self._stroke(painter, QPointF(edge, y), end, "accent")
        self._paint_today(painter, centres, y)
        for stage, centre in zip(self.stages, centres, strict=True):
            self._dot(painter, centre, stage.state)
            top = y + theme().px(14)
            box = QRectF(centre.x() - step / 2, top, step, body)
            painter.setFont(theme().font("body", bold=stage.state == "now"))
            painter.setPen(theme().colour("text"))
            painter.drawText(box, _CENTRE, stage.title)
            painter.setFont(theme().font("small"))
            painter.setPen(theme().colour("muted"))
            painter.drawText(QRectF(box.left(), box.bottom() + 2, step, small), _CENTRE, stage.when)

    def _paint_today(self, painter: QPainter, centres: list[QPointF], y: float) -> None:
        """A small mark where today stands between two stages."""
        if self.today is None or len(centres) < 2:
            return
        place = min(max(self.today, 0), len(centres) - 1)
        x = centres[0].x() + (centres[1].x() - centres[0].x()) * place
        painter.setPen(QPen(theme().colour("warn"), 2))
        painter.drawLine(QPointF(x, y - theme().px(13)), QPointF(x, y + theme().px(10)))

    def _paint_list(self, painter: QPainter) -> None:
        step, x = self._step(), float(theme().px(14))
        small, body = self._line_heights()
        for place, stage in enumerate(self.stages):
            y = place * step + body / 2 + 2
            if place + 1 < len(self.stages):
                token = "accent" if stage.state == "done" else "line"
                self._stroke(painter, QPointF(x, y), QPointF(x, y + step), token)
        for place, stage in enumerate(self.stages):
            top = place * step + 2
            self._dot(painter, QPointF(x, top + body / 2), stage.state)
            left, width = x + theme().px(22), self.width() - x - theme().px(22)
            painter.setFont(theme().font("body", bold=stage.state == "now"))
            painter.setPen(theme().colour("text"))
            painter.drawText(QRectF(left, top, width, body), _LEFT, stage.title)
            painter.setFont(theme().font("small"))
            painter.setPen(theme().colour("muted"))
            painter.drawText(QRectF(left, top + body, width, small), _LEFT, stage.when)

    def _stroke(self, painter: QPainter, start: QPointF, end: QPointF, token: str) -> None:
        pen = QPen(theme().colour(token), theme().px(3))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(start, end)

    def _dot(self, painter: QPainter, centre: QPointF, state: StageState) -> None:
        """Filled when done, ringed with a halo when now, empty when to come."""
        radius = theme().px(9)
        if state == "now":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("soft"))
            painter.drawEllipse(centre, radius * 1.6, radius * 1.6)
        painter.setPen(QPen(theme().colour("control" if state == "later" else "accent"), theme().px(3)))
        painter.setBrush(theme().colour("accent" if state == "done" else "card"))
        painter.drawEllipse(centre, radius, radius)
