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
        said = [
            f"{s.title}, {s.when}: {words[s.state]}" if s.when else f"{s.title}: {words[s.state]}"
            for s in stages
        ]
        self.describe(tr("Timetable"), ". ".join(said))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A list is higher than a line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines, or as the list when not even three stages fit side by side."""
        small, body = self._line_heights()
        across = self._across(width)
        if across:
            return -(-len(self.stages) // across) * (theme().px(34) + body + small + 6)
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
        across = self._across(self.width())
        if across:
            high = self.height() / -(-len(self.stages) // across)
            for line, first in enumerate(range(0, len(self.stages), across)):
                self._paint_line(painter, first, across, line * high)
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
        small = QFontMetrics(theme().font("small"))
        widths = [small.horizontalAdvance(s.when) for s in self.stages]
        for bold in (False, True):
            body = QFontMetrics(theme().font("body", bold=bold))
            widths += [body.horizontalAdvance(s.title) for s in self.stages if (s.state == "now") == bold]
        return max(widths, default=40) + 12

    def _across(self, width: int) -> int:
        """How many stages stand side by side: all, or half of them on each of two lines; 0 makes a list."""
        fitting = max(width, 1) // self._widest()
        count = len(self.stages)
        if fitting >= count:
            return count
        return -(-count // 2) if fitting >= -(-count // 2) and count > 3 else 0

    def _paint_line(self, painter: QPainter, first: int, across: int, top: float) -> None:
        """One line of stages; the stroke is strong as far as the round has come."""
        step = self.width() / across
        y = top + theme().px(16)
        small, body = self._line_heights()
        stages = self.stages[first : first + across]
        centres = [QPointF(step * (i + 0.5), y) for i in range(len(stages))]
        edge = 12.0
        more = first + across < len(self.stages)
        end = QPointF(self.width() - edge, y) if more or len(stages) == across else centres[-1]
        self._stroke(painter, QPointF(edge, y), end, "line")
        reached = self._reached() - first
        if reached >= 0:
            past = reached >= len(stages) or (reached == len(stages) - 1 and stages[-1].state == "done")
            self._stroke(painter, QPointF(edge, y), end if past else centres[reached], "accent")
        self._paint_today(painter, centres, first)
        for stage, centre in zip(stages, centres, strict=True):
            self._dot(painter, centre, stage.state)
            box = QRectF(centre.x() - step / 2, y + theme().px(14), step, body)
            painter.setFont(theme().font("body", bold=stage.state == "now"))
            painter.setPen(theme().colour("text"))
            painter.drawText(box, _CENTRE, stage.title)
            painter.setFont(theme().font("small"))
            painter.setPen(theme().colour("muted"))
            painter.drawText(QRectF(box.left(), box.bottom() + 2, step, small), _CENTRE, stage.when)

    def _reached(self) -> int:
        """The stage that the round has come to, -1 before the first."""
        now = next((i for i, s in enumerate(self.stages) if s.state == "now"), None)
        return now if now is not None else sum(1 for s in self.stages if s.state == "done") - 1

    def _paint_today(self, painter: QPainter, centres: list[QPointF], first: int) -> None:
        """A small mark where today stands between two stages of this line."""
        if self.today is None or len(centres) < 2 or not first <= self.today <= first + len(centres) - 1:
            return
        x = centres[0].x() + (centres[1].x() - centres[0].x()) * (self.today - first)
        y = centres[0].y()
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
