"""Layout helpers: boxes on the spacing grid, a layout that wraps, and emptying one."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from commissioning_app.ui.lib.theme import SpaceName
from commissioning_app.ui.lib.tokens import SPACE

Box = TypeVar("Box", bound=QBoxLayout)


def column(
    parent: QWidget | None = None, *, gap: SpaceName = "m", margin: SpaceName | None = None
) -> QVBoxLayout:
    """A vertical box with a gap from the grid and the same margin on every side (none unless named)."""
    return _box(QVBoxLayout(parent) if parent is not None else QVBoxLayout(), gap, margin)


def row(
    parent: QWidget | None = None, *, gap: SpaceName = "m", margin: SpaceName | None = None
) -> QHBoxLayout:
    """A horizontal box with a gap from the grid and the same margin on every side (none unless named)."""
    return _box(QHBoxLayout(parent) if parent is not None else QHBoxLayout(), gap, margin)


def _box(box: Box, gap: SpaceName, margin: SpaceName | None) -> Box:
    side = SPACE[margin] if margin is not None else 0
    box.setContentsMargins(side, side, side, side)
    box.setSpacing(SPACE[gap])
    return box


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let go of its widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


class FlowLayout(QLayout):
    """Items side by side, on as many lines as the width asks for."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: SpaceName = "s", line_gap: SpaceName = "s"
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = SPACE[gap]
        self._line_gap = SPACE[line_gap]
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at this place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Fewer items on a line make more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All items on one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(len(shown) - 1, 0)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """The widest single item."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Go through the lines; returns the height that they take."""
        y = rect.y()
        for number, line in enumerate(self._lines(rect.width())):
            y += self._line_gap if number else 0
            x, high = rect.x(), max(size.height() for _item, size in line)
            for item, size in line:
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self._gap
            y += high
        return y - rect.y()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items of each line with the size that they get."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint, least = item.sizeHint(), item.minimumSize()
            wide = max(min(hint.width(), width), least.width())
            high = item.heightForWidth(wide) if item.hasHeightForWidth() else hint.height()
            size = QSize(wide, max(high, least.height()))
            if not lines or used + self._gap + wide > width:
                lines.append([(item, size)])
                used = wide
            else:
                lines[-1].append((item, size))
                used += self._gap + wide
        return lines
