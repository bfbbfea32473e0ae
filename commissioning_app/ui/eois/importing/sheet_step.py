"""Second step: which sheet, and in which row the column titles stand."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView, QWidget

from commissioning_app.domain.importing import Sheet
from commissioning_app.domain.importing.notes import quoted
from commissioning_app.translation import tr
from commissioning_app.ui.eois.importing.state import (
    ImportState,
    may_be_about_people,
    remark_words,
    unread_words,
)
from commissioning_app.ui.lib.layouts import FlowLayout
from commissioning_app.ui.lib.table_model import Column, TableModel
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Prose

FIRST_ROWS = 40
FIRST_COLUMNS = 40


class SheetStep(ScrollPage):
    """`place_chosen` comes with (sheet, header row or None: to be found)."""

    place_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=False, parent=parent)
        self.unread_message, self.remarks_message = InlineMessage(), InlineMessage()
        self.add(self.unread_message)
        self.add(self.remarks_message)
        bar = QWidget()
        flow = FlowLayout(bar, gap="l", line_gap="s")
        self.sheet_box = QComboBox()
        self.sheet_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheet_box.activated.connect(self._sheet_chosen)
        flow.addWidget(FormField(tr("&Sheet"), self.sheet_box))
        self.row_edit = NumberEdit(required=True, least=1)
        self.row_edit.editingFinished.connect(self._row_typed)
        self.row_field = FormField(tr("&Titles in row"), self.row_edit)
        flow.addWidget(self.row_field)
        self.add(bar)
        self.described_label = Prose("", "muted")
        self.add(self.described_label)
        words = tr("The first rows, as they stand. Double-click the row of titles, or press Enter on it.")
        self.add(Prose(words, "muted"))
        self.view = _RawView()
        self.view.setAccessibleName(tr("The first rows of the sheet"))
        self.view.activated.connect(self._row_chosen)
        self.view.doubleClicked.connect(self._row_chosen)
        self.add(self.view, 1)
        self._state = ImportState()

    def fill(self, state: ImportState) -> None:
        """Show the sheets of the file and the rows of the chosen one."""
        self._state = state
        assert state.workbook is not None
        self.unread_message.show_message(unread_words(state), "bad")
        self.remarks_message.show_message(remark_words(state), "warn")
        self.sheet_box.clear()
        for sheet in state.workbook.sheets:
            self.sheet_box.addItem(_sheet_words(sheet), sheet.name)
        table = state.preview.table if state.preview is not None else None
        name = table.sheet if table is not None else state.sheet
        self.sheet_box.setCurrentIndex(max(self.sheet_box.findData(name), 0))
        row = table.header_row if table is not None else state.header_row
        self.row_edit.set_number(row)
        self.described_label.setText(state.workbook.described)
        self.described_label.setVisible(bool(state.workbook.described))
        sheet = next(one for one in state.workbook.sheets if one.name == self.sheet_box.currentData())
        self.view.show_sheet(sheet, row, state.titles_about_people)

    def start_focus(self) -> None:
        """Where the keyboard begins."""
        self.sheet_box.setFocus()

    def problem(self) -> str:
        """Why one can't go on from here."""
        if self._state.preview is None:
            return tr("No table was found here. Choose another sheet or another row of titles.")
        return ""

    def _sheet_chosen(self, _place: int) -> None:
        name = self.sheet_box.currentData()
        table = self._state.preview.table if self._state.preview is not None else None
        if table is None or name != table.sheet:
            self.place_chosen.emit(name, None)

    def _row_typed(self) -> None:
        row = self.row_edit.number
        table = self._state.preview.table if self._state.preview is not None else None
        if row is not None and (table is None or row != table.header_row):
            self.place_chosen.emit(self.sheet_box.currentData(), row)

    def _row_chosen(self, index: QModelIndex) -> None:
        self.row_edit.set_number(index.row() + 1)
        self._row_typed()


class _RawView(QTableView):
    """Cells as they are in the file, with the letters of the columns and the numbers of the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setProperty("wide", True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme().changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(28))
        self.horizontalHeader().setDefaultSectionSize(theme().px(130))
        self.setMinimumHeight(theme().px(28) * 7)

    def show_sheet(self, sheet: Sheet, header_row: int | None, titles: frozenset[str] = frozenset()) -> None:
        """The first rows and columns of a sheet, standing on the row of titles.

        What stands under a title that is about people, or sounds so, is not shown.
        """
        columns = sheet.columns[:FIRST_COLUMNS]
        model = TableModel([Column(str(i), _letter(i)) for i in range(len(columns))], self)
        rows = min(sheet.height, FIRST_ROWS)
        shown = [
            _shown([" ".join(quoted(cell).split()) for cell in cells[:rows]], titles) for cells in columns
        ]
        model.set_rows(tuple(cells[row] for cells in shown) for row in range(rows))
        before = self.model()
        self.setModel(model)
        if before is not None:
            before.deleteLater()
        if header_row is not None and 0 < header_row <= rows and columns:
            self.selectRow(header_row - 1)
            self.scrollTo(model.index(header_row - 1, 0))


def _shown(cells: list[str], titles: frozenset[str]) -> list[str]:
    """The cells of a column; those under a title that is about people are covered."""
    start = next((n for n, cell in enumerate(cells) if cell in titles or may_be_about_people(cell)), None)
    if start is None:
        return cells
    return [*cells[: start + 1], *(tr("not shown") if cell else "" for cell in cells[start + 1 :])]


def _letter(index: int) -> str:
    """A column's letter as spreadsheets show it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet_words(sheet: Sheet) -> str:
    if sheet.refused:
        return tr("{name} (can’t be read)", name=sheet.name)
    if not sheet.visible:
        return tr("{name} ({rows} rows, hidden)", name=sheet.name, rows=f"{sheet.height:,}")
    return tr("{name} ({rows} rows)", name=sheet.name, rows=f"{sheet.height:,}")
