"""The parts of a table that take keys: the filter box and the rows; and keeping the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView

from commissioning_app.translation import tr
from commissioning_app.ui.lib.table_model import FIGURES
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.cell_delegate import apart

if TYPE_CHECKING:
    from commissioning_app.ui.widgets.data_table import DataTable


class FilterBox(QLineEdit):
    """Filters as you type; Down goes to the rows, Esc empties it."""

    def __init__(self, table: DataTable) -> None:
        super().__init__()
        self._table = table
        self.setPlaceholderText(tr("Filter…"))
        self.setAccessibleName(tr("Filter the rows"))
        self.setToolTip(tr("Filter the rows (Ctrl+F)"))
        theme().changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        self.setFixedWidth(theme().px(220))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down to the table, Esc to nothing."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._table.view.setFocus()
            if not self._table.view.currentIndex().isValid() and self._table.model.rowCount():
                self._table.view.selectRow(0)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class TitleBar(QHeaderView):
    """The columns' titles; those of figures stand as far from the next column as the figures do."""

    def __init__(self, table: DataTable) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        """One title."""
        if self._table.model.columns[place].kind not in FIGURES:
            super().paintSection(painter, rect, place)
            return
        for strip, box in apart(rect):
            painter.save()
            painter.setClipRect(strip, Qt.ClipOperation.IntersectClip)
            super().paintSection(painter, box, place)
            painter.restore()


class RowsView(QTableView):
    """The rows; Enter opens, Ctrl+C copies, Ctrl+F filters, Tab leaves."""

    def __init__(self, table: DataTable) -> None:
        super().__init__()
        self._table = table
        self.setProperty("bare", "true")
        self.setShowGrid(False)
        self.setWordWrap(table.tall)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = TitleBar(table)
        self.setHorizontalHeader(header)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the new width."""
        super().resizeEvent(event)
        self._table.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the table; all others as Qt does them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._table.activate(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._table.copy()
        elif QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Shift+C"):
            self._table.copy(header=True)
        elif event.matches(QKeySequence.StandardKey.Find):
            self._table.filter_box.setFocus()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard stands on a row at once."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def sortByColumn(self, column: int, order: Qt.SortOrder) -> None:
        """Sort, keeping the selection."""
        with Keeping(self._table):
            super().sortByColumn(column, order)


class Keeping:
    """Keeps the selected rows selected through a reset of the model, by their ids."""

    def __init__(self, table: DataTable) -> None:
        self._table = table

    def __enter__(self) -> None:
        self._ids = set(self._table.selected_ids())
        self._current = self._table.current_id()

    def __exit__(self, *_error: object) -> None:
        if not self._ids and self._current is None:
            return
        table, model = self._table, self._table.model
        selection = table.view.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        selection.blockSignals(True)
        for place in range(model.rowCount()):
            row_id = model.id_at(place)
            if row_id in self._ids:
                selection.select(model.index(place, 0), flags.Select | flags.Rows)
            if row_id == self._current:
                selection.setCurrentIndex(model.index(place, 0), flags.NoUpdate)
        selection.blockSignals(False)
        if set(table.selected_ids()) != self._ids:
            table.tell_selection()
