"""Draws the cells that are more than words: chips and bars; strong columns in bold."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commissioning_app.ui.lib.table_model import BAR_ROLE, CHIP_ROLE, FIGURES, Bar, Chip, Column
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.charts import Segment, paint_bar
from commissioning_app.ui.widgets.chip import chip_font, chip_size, paint_chip
from commissioning_app.ui.widgets.column_fit import FIGURE_GAP

Index = QModelIndex | QPersistentModelIndex


def apart(rect: QRect) -> tuple[tuple[QRect, QRect], ...]:
    """How a figure is painted: (what is seen, the box it is painted in).

    The last px of a whole cell are its padding, so the gap shows the ground alone.
    """
    body = rect.adjusted(0, 0, -FIGURE_GAP, 0)
    return (body, body), (rect.adjusted(rect.width() - FIGURE_GAP, 0, 0, 0), rect)


class CellDelegate(QStyledItemDelegate):
    """For one column of a table."""

    def __init__(self, column: Column, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._column = column

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Bold where the column asks for it; figures of one width, so that they stand under each other."""
        super().initStyleOption(option, index)
        figures = self._column.kind in FIGURES
        if self._column.bold or figures:
            option.font = theme().font("body", bold=self._column.bold, tabular=figures)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Chips and bars by hand, the rest by the style."""
        chip, bar = index.data(CHIP_ROLE), index.data(BAR_ROLE)
        if chip is None and bar is None:
            self._paint_words(painter, option, index)
            return
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        view = option.widget
        style: QStyle = view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if isinstance(chip, Chip):
            self._paint_chip(painter, rect, chip)
        elif isinstance(bar, Bar):
            height = theme().px(8)
            box = QRectF(rect.left() + 8, rect.center().y() - height / 2, rect.width() - 16, height)
            paint_bar(painter, box, (Segment(bar.part, "accent"),), bar.whole, gap=0)
        painter.restore()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Words as the style has them; figures stand a little from the next column."""
        if self._column.kind not in FIGURES:
            super().paint(painter, option, index)
            return
        for strip, box in apart(option.rect):
            part = QStyleOptionViewItem(option)
            part.rect = box
            painter.save()
            painter.setClipRect(strip, Qt.ClipOperation.IntersectClip)
            super().paint(painter, part, index)
            painter.restore()

    def _paint_chip(self, painter: QPainter, rect: QRectF, chip: Chip) -> None:
        font = chip_font()
        size = chip_size(chip.text, font)
        width = min(size.width(), int(rect.width()) - 8)
        height = min(size.height(), int(rect.height()) - 4)
        box = QRectF(rect.left() + 6, rect.center().y() - height / 2, width, height)
        paint_chip(painter, box, chip.text, chip.tone, chip.icon, font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A chip's own size where there is one."""
        chip = index.data(CHIP_ROLE)
        if isinstance(chip, Chip):
            return chip_size(chip.text, chip_font()) + QSize(14, 6)
        gap = FIGURE_GAP if self._column.kind in FIGURES else 0
        return super().sizeHint(option, index) + QSize(gap, 0)
