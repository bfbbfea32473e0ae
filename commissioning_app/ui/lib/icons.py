"""Line icons, tinted by the theme when they are drawn, so that a change of theme needs no new icon."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from commissioning_app.paths import resources_folder
from commissioning_app.ui.lib.theme import theme

TONE_ICONS = {"good": "check", "warn": "warning", "bad": "cross", "info": "clock", "neutral": "dot"}


class _TokenIconEngine(QIconEngine):
    """Draws an icon in a token's colour as it is now."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into the rectangle; muted when disabled."""
        token = "muted" if mode == QIcon.Mode.Disabled else self._token
        # A button makes room between icon and word by asking for an icon that is wider than high.
        side = min(rect.width(), rect.height())
        draw_icon(painter, self._name, QRectF(rect.x(), rect.y(), side, side), theme().colour(token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon on a transparent ground; nothing while a button has no room for it."""
        if size.isEmpty():
            return QPixmap()
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return QPixmap.fromImage(image)

    def clone(self) -> QIconEngine:
        """Another of the same."""
        return _TokenIconEngine(self._name, self._token)


def icon(name: str, token: str = "text") -> QIcon:
    """The icon `resources/icons/<name>.svg` in a token's colour."""
    return QIcon(_TokenIconEngine(name, token))


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon inside the rectangle in this colour."""
    _renderer(name, colour.name()).render(painter, rect)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """A renderer for one icon in one colour."""
    path = resources_folder() / "icons" / f"{name}.svg"
    drawn = path.read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawn.encode("utf-8")))
