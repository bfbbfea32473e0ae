"""Small painted pictures with a sentence that says the same: bars, pot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissioning_app.domain.money import percent, pounds
from commissioning_app.translation import tr
from commissioning_app.ui.lib.theme import theme


class Picture(QWidget):
    """A painted widget that redraws itself when the theme changes, and says in words what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme().changed.connect(self._restyle)

    def describe(self, name: str, sentence: str) -> None:
        """What a screen reader and a tool tip say."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(sentence)
        self.setToolTip(sentence)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


@dataclass(frozen=True)
class Segment:
    """A part of a bar: how much, in which token's colour, and its word."""

    amount: int
    token: str
    word: str = ""
    hatched: bool = False


def paint_bar(
    painter: QPainter, rect: QRectF, segments: Sequence[Segment], total: int, *, gap: float = 2
) -> None:
    """Draw segments of a whole from left to right, on a track with round ends."""
    radius = min(rect.height() / 2, 8)
    outline = QPainterPath()
    outline.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setClipPath(outline)
    painter.fillRect(rect, theme().colour("track"))
    left = rect.left()
    for segment in segments:
        if segment.amount <= 0 or total <= 0:
            continue
        width = rect.width() * segment.amount / total
        box = QRectF(left, rect.top(), max(width, 2), rect.height())
        painter.fillRect(box, theme().colour("soft") if segment.hatched else theme().colour(segment.token))
        if segment.hatched:
            painter.fillRect(box, QBrush(_hatch_colour(segment.token), Qt.BrushStyle.BDiagPattern))
        if gap and box.right() < rect.right() - 1:
            painter.fillRect(
                QRectF(box.right() - gap, rect.top(), gap, rect.height()), theme().colour("card")
            )
        left += width
    painter.restore()


def _hatch_colour(token: str) -> QColor:
    """The hatching's colour."""
    return theme().colour(token)


class StackedBar(Picture):
    """Parts of a whole in one thin bar, such as the findings of a family."""

    def __init__(
        self,
        name: str = "",
        segments: Sequence[Segment] = (),
        *,
        height: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(name, segments)

    def set(self, name: str, segments: Sequence[Segment], total: int | None = None) -> None:
        """Show other parts; `total` is more than their sum when some of the whole is open."""
        self.segments = tuple(segments)
        self.total = total if total is not None else sum(s.amount for s in segments)
        self.describe(name, ", ".join(f"{s.amount} {s.word}" for s in segments if s.amount and s.word))
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line that takes what width there is."""
        return QSize(theme().px(210), theme().px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(60, theme().px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, QRectF(self.rect()), self.segments, self.total)
        painter.end()


class PotBar(Picture):
    """The pot: what is recommended (solid), held back (hatched), and left (the track)."""

    def __init__(
        self, pot: int = 0, recommended: int = 0, held: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(pot, recommended, held)

    def set(self, pot: int, recommended: int, held: int = 0, *, held_word: str = "") -> None:
        """Show other amounts, in pence."""
        self.pot, self.recommended, self.held = pot, recommended, held
        parts = [
            tr("{amount} of {pot} recommended ({share} %)", amount=pounds(recommended), pot=pounds(pot),
               share=percent(recommended, pot)),
        ]  # fmt: skip
        if held:
            parts.append(tr("{amount} {word}", amount=pounds(held), word=held_word or tr("held back")))
        parts.append(tr("{amount} left", amount=pounds(pot - recommended - held)))
        self.sentence = ", ".join(parts)
        self.describe(tr("The pot"), self.sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """A thick bar."""
        return QSize(theme().px(260), theme().px(30))

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(80, theme().px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        segments = (Segment(self.recommended, "accent"), Segment(self.held, "accent", hatched=True))
        paint_bar(painter, QRectF(self.rect()), segments, self.pot, gap=0)
        painter.end()
