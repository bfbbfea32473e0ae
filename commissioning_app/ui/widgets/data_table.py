"""A table with filter box, count, empty state, column choice, copying, and the keyboard all the way."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QWidget,
)

from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import FlowLayout, column, row
from commissioning_app.ui.lib.settings import settings
from commissioning_app.ui.lib.table_copy import cells_text
from commissioning_app.ui.lib.table_model import Column, Row, TableModel
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import QuietButton
from commissioning_app.ui.widgets.cell_delegate import CellDelegate
from commissioning_app.ui.widgets.column_fit import fit_columns
from commissioning_app.ui.widgets.messages import EmptyState
from commissioning_app.ui.widgets.table_view import FilterBox, Keeping, RowsView
from commissioning_app.ui.widgets.text import Label

_WARM_EVERY = 1000


class DataTable(QWidget):
    """Rows of plain tuples; `activated(id)` on Enter or double click, `selection_changed(ids)`."""

    activated = Signal(object)
    selection_changed = Signal(object)
    filtered = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        title: str = "",
        many: bool = False,
        tall: bool = False,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the key of its settings; `many` selects several rows; `tall` rows hold two lines."""
        super().__init__(parent)
        self.name, self.tall = name, tall
        self.model = TableModel(columns, self)
        self._hidden = settings().hidden_columns(name, frozenset(c.key for c in columns if c.hidden))
        self._dropped: frozenset[str] = frozenset()
        self._left_out: frozenset[str] = frozenset()
        self._fitting = False
        outer = column(self, gap="s")
        self.filter_box = FilterBox(self)
        self.count_label = Label("", "muted", wrap=False)
        self.tools: QHBoxLayout = row(gap="s")
        outer.addWidget(self._make_bar())
        self.view = RowsView(self)
        self._set_up_view(title or name, many)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._none = EmptyState(
            tr("Nothing here matches"), tr("Try fewer words in the filter."), icon="search"
        )
        self._empty = empty if empty is not None else EmptyState(tr("Nothing here yet"))
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._empty)
        outer.addWidget(self._stack, 1)
        self._warm_from = 0
        self._warmer = QTimer(self)
        self._warmer.setInterval(0)
        self._warmer.timeout.connect(self._warm)
        self._keep: Callable[[Row], bool] | None = None
        theme().changed.connect(self._restyle)
        self._restyle()
        self._show_state()

    # What callers use

    def set_rows(self, rows: Iterable[Row], ids: Iterable[Hashable] | None = None) -> None:
        """Show these rows; keeps filter, sort order and selection."""
        with Keeping(self):
            self.model.set_rows(rows, ids)
        self._warm_from = 0
        self._warmer.start()
        self._show_state()

    def set_keep(self, keep: Callable[[Row], bool] | None) -> None:
        """Show only rows that `keep(row)` accepts, besides the words in the filter box."""
        self._keep = keep
        self.filter(self.filter_box.text())

    def filter(self, text: str) -> None:
        """Show only rows in which every word occurs."""
        with Keeping(self):
            self.model.set_filter(text, self._keep)
        self._show_state()
        self.filtered.emit()

    def sort(self, key: str, *, descending: bool = False) -> None:
        """Sort by a column."""
        place = next(i for i, c in enumerate(self.model.columns) if c.key == key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(place, order)

    def selected_ids(self) -> list[Hashable]:
        """The ids of the selected rows, from the top."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return [row_id for row_id in (self.model.id_at(r) for r in rows) if row_id is not None]

    def current_id(self) -> Hashable | None:
        """The id of the row that the keyboard is on."""
        return self.model.id_at(self.view.currentIndex().row())

    def select(self, row_id: Hashable) -> bool:
        """Go to the row with this id; False when it isn't shown."""
        place = self.model.row_of(row_id)
        if place < 0:
            return False
        self.view.selectRow(place)
        self.view.scrollTo(self.model.index(place, 0))
        return True

    def hidden_columns(self) -> frozenset[str]:
        """The keys of the columns that the person hid."""
        return self._hidden

    def set_column_hidden(self, key: str, hidden: bool) -> None:
        """Hide or show a column, and remember it."""
        self._hidden = self._hidden | {key} if hidden else self._hidden - {key}
        settings().set_hidden_columns(self.name, self._hidden)
        self.fit()

    def leave_out(self, keys: frozenset[str]) -> None:
        """Columns that have nothing to say now; whoever hid or showed them before finds them so again."""
        if keys != self._left_out:
            self._left_out = keys
            self.fit()

    def copy(self, *, header: bool = False) -> None:
        """The selected rows (all when none is) to the clipboard, in the columns that are shown."""
        picked = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        places = picked or range(self.model.rowCount())
        shown = [i for i in range(len(self.model.columns)) if not self.view.isColumnHidden(i)]
        columns = [self.model.columns[i] for i in shown]
        rows = (tuple(self.model.values_at(p)[i] for i in shown) for p in places)
        QGuiApplication.clipboard().setText(cells_text(columns, rows, header=header))

    # How it is made

    def _make_bar(self) -> QWidget:
        """Filter, count, the caller's own tools, and the columns' menu; wraps when narrow."""
        bar = QWidget()
        flow = FlowLayout(bar, gap="m", line_gap="s")
        flow.addWidget(self.filter_box)
        flow.addWidget(self.count_label)
        holder = QWidget()
        holder.setLayout(self.tools)
        flow.addWidget(holder)
        self.columns_button = QuietButton(tr("Columns"), self._open_columns, icon="columns")
        self.columns_button.setAccessibleDescription(tr("Choose columns, sort, copy"))
        flow.addWidget(self.columns_button)
        return bar

    def _set_up_view(self, title: str, many: bool) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName(title)
        modes = QAbstractItemView.SelectionMode
        view.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        for place, spec in enumerate(self.model.columns):
            view.setItemDelegateForColumn(place, CellDelegate(spec, view))
        view.selectionModel().selectionChanged.connect(self.tell_selection)
        view.doubleClicked.connect(self._double_clicked)
        view.horizontalHeader().sectionResized.connect(self._resized)
        view.horizontalHeader().setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.horizontalHeader().customContextMenuRequested.connect(self._open_columns)
        self.filter_box.textChanged.connect(self.filter)

    def tell_selection(self) -> None:
        """Say which rows are selected now."""
        self.selection_changed.emit(self.selected_ids())

    def _double_clicked(self, index: QModelIndex) -> None:
        self.activate(index.row())

    def activate(self, place: int) -> None:
        """Open the row that is shown at this place."""
        row_id = self.model.id_at(place)
        if row_id is not None:
            self.activated.emit(row_id)

    def _show_state(self) -> None:
        """Table or empty state, and how many rows there are."""
        shown, total = self.model.rowCount(), self.model.total
        page: QWidget = self.view if shown else (self._none if total else self._empty)
        self._stack.setCurrentWidget(page)
        if shown == total:
            text = tr_count("{count} row", "{count} rows", total)
        else:
            text = tr("{shown} of {total}", shown=f"{shown:,}", total=f"{total:,}")
        self.count_label.setText(text)
        self.count_label.updateGeometry()

    def _warm(self) -> None:
        """Prepare a few thousand rows at a time for the filter while nothing else is to do."""
        self._warm_from = self.model.warm(self._warm_from, _WARM_EVERY)
        if self._warm_from >= self.model.total:
            self._warmer.stop()

    def _restyle(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(theme().px(52 if self.tall else 34))
        self.fit()

    def fit(self) -> None:
        """Share the width among the columns; those of least importance leave when there is too little."""
        self._fitting = True
        widths = settings().column_widths(self.name)
        room = self.view.viewport().width() or self.width()
        fitted = fit_columns(self.model.columns, self._hidden | self._left_out, widths, room, theme().scale)
        for place, width in enumerate(fitted):
            self.view.setColumnHidden(place, width == 0)
            if width:
                self.view.setColumnWidth(place, width)
        shown = (c.key for c, width in zip(self.model.columns, fitted, strict=True) if not width)
        self._dropped = frozenset(shown) - self._hidden - self._left_out
        self._fitting = False

    def _resized(self, place: int, _old: int, new: int) -> None:
        """Remember a width that the person drew."""
        if self._fitting or new == 0:
            return
        widths = settings().column_widths(self.name)
        widths[self.model.columns[place].key] = round(new / theme().scale)
        settings().set_column_widths(self.name, widths)

    def _open_columns(self, *_where: object) -> None:
        """The menu of columns, and copying."""
        menu = self.columns_menu()
        menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    def _sort_menu(self, parent: QMenu) -> QMenu:
        """Sorting without a mouse: the column that it is sorted by already turns round."""
        menu = QMenu(tr("Sort by"), parent)
        header = self.view.horizontalHeader()
        for place, spec in enumerate(self.model.columns):
            if self.view.isColumnHidden(place):
                continue
            current = header.sortIndicatorSection() == place
            descending = current and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            title = spec.title.replace("&", "&&")
            action = QAction(tr("{title}, downwards", title=title) if descending else title, menu)
            action.triggered.connect(
                lambda _on=False, key=spec.key, down=descending: self.sort(key, descending=down)
            )
            menu.addAction(action)
        return menu

    def columns_menu(self) -> QMenu:
        """Which columns are shown; copying with titles."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec in self.model.columns:
            if spec.key in self._left_out:
                continue
            words = spec.title
            if spec.key in self._dropped:
                words = tr("{title} (no room now)", title=spec.title)
            action = QAction(words.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(spec.key not in self._hidden)
            action.setEnabled(spec.key in self._hidden or len(self._hidden) < len(self.model.columns) - 1)
            action.triggered.connect(lambda on, key=spec.key: self.set_column_hidden(key, not on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addMenu(self._sort_menu(menu))
        with_titles = QAction(tr("Copy with column titles"), menu)
        with_titles.setShortcut(QKeySequence("Ctrl+Shift+C"))
        with_titles.triggered.connect(lambda _checked=False: self.copy(header=True))
        menu.addAction(with_titles)
        return menu
