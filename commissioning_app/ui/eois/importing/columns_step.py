"""Third step: what each column is, with a few of its values beside it."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.importing import Basis, ColumnMatch, Table, monitored
from commissioning_app.domain.importing.notes import quoted
from commissioning_app.translation import tr
from commissioning_app.ui.eois.importing.state import (
    KEPT,
    ImportState,
    basis_words,
    field_choices,
    may_be_about_people,
    remark_words,
)
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip, chip_font, chip_size
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Label, Prose, Rule

AT_FIRST = 60
"""Columns shown before somebody asks for all: a table that a person made has fewer."""

CHARACTERS = 31
"""As much of a question as a choice has room for; the whole of it is its tool tip."""

EXAMPLES = 3
USER = int(Qt.ItemDataRole.UserRole)


class ColumnsStep(QWidget):
    """`column_chosen` comes with (column, field name)."""

    column_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self, gap="m")
        self.message = InlineMessage()
        outer.addWidget(self.message)
        self.count_label = Prose("", "muted")
        outer.addWidget(self.count_label)
        self.sheet = ScrollPage(margin=False)
        outer.addWidget(self.sheet, 1)
        self.remarks_message = InlineMessage()
        self.sheet.add(self.remarks_message)
        self.card = Card()
        self.card.body.setSpacing(SPACE["s"])
        self.sheet.add(self.card)
        self.sheet.content.addStretch(1)
        self.lines: dict[str, ColumnLine] = {}
        self._fields = QStandardItemModel(self)
        self._table: Table | None = None
        self._state = ImportState()

    def fill(self, state: ImportState) -> None:
        """Show each column with what it is now; the lines stay where the table is the same."""
        self._state = state
        preview = state.preview
        if preview is None:
            return
        if preview.table is not self._table and not self._same_columns(preview.table):
            self._make_lines(preview.table, state)
        self._table = preview.table
        matches = {match.column: match for match in preview.matching.columns}
        for name, line in self.lines.items():
            line.show_match(matches[name])
        self.message.show_message(state.missing, "warn")
        self.remarks_message.show_message(remark_words(state), "warn")
        used = sum(bool(match.field) for match in preview.matching.columns)
        words = tr("{used} of {total} columns are imported.", used=used, total=len(preview.matching.columns))
        self.count_label.setText(words)

    def start_focus(self) -> None:
        """Where the keyboard begins: at the first column."""
        for line in self.lines.values():
            line.box.setFocus()
            return

    def problem(self) -> str:
        """Why one can't go on from here."""
        return self._state.missing

    def _same_columns(self, table: Table) -> bool:
        return self._table is not None and (
            (table.sheet, table.header_row, table.headers)
            == (self._table.sheet, self._table.header_row, self._table.headers)
        )

    def _make_lines(self, table: Table, state: ImportState, most: int = AT_FIRST) -> None:
        self._fields.clear()
        for name, words in field_choices(state.questions, table.fields):
            item = QStandardItem(shorten(words, CHARACTERS, placeholder="…"))
            item.setData(name, USER)
            item.setToolTip(words)
            item.setAccessibleText(words)
            self._fields.appendRow(item)
        empty(self.card.body)
        self.lines = {}
        for place, header in enumerate(table.headers[:most]):
            if place:
                self.card.add(Rule())
            line = ColumnLine(header, _examples(table, place), self._fields)
            line.chosen.connect(self.column_chosen)
            self.lines[header] = line
            self.card.add(line)
        rest = len(table.headers) - most
        if rest > 0:
            words = tr("Show {count} more columns", count=f"{rest:,}")
            self.card.add(LinkButton(words, lambda: self._show_all(table)))

    def _show_all(self, table: Table) -> None:
        self._make_lines(table, self._state, most=len(table.headers))
        self.fill(self._state)


class ColumnLine(QWidget):
    """One column: its title and values on the left, what it is on the right."""

    chosen = Signal(str, str)

    def __init__(
        self, name: str, examples: str, fields: QStandardItemModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        words = QWidget()
        left = column(words, gap="xs")
        left.addWidget(Label(name, "strong"))
        self._examples = examples or tr("No values")
        self.examples_label = Label("", "muted")
        left.addWidget(self.examples_label)
        left.addStretch(1)
        choice = QWidget()
        right = row(choice, gap="m")
        self.box = FieldBox(fields)
        self.box.setAccessibleName(tr("What the column {name} is", name=name))
        self.box.activated.connect(self._activated)
        self.chip = StatusChip()
        right.addWidget(self.box, 1)
        # As wide for each word, so that the choices above each other end in one line.
        self._chip_room = QWidget()
        row(self._chip_room).addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._chip_room)
        theme().changed.connect(self._size)
        self._size()
        both = ResponsiveRow(least=330)
        both.add(words, 1)
        both.add(choice, 1)
        column(self).addWidget(both)

    def _size(self) -> None:
        widths = [chip_size(basis_words(basis)[0], chip_font()).width() for basis in Basis]
        self._chip_room.setFixedWidth(max(widths))

    def show_match(self, match: ColumnMatch) -> None:
        """What the column is now, and how that was found."""
        field = KEPT if match.basis is Basis.KEPT else match.field
        self.box.setCurrentIndex(max(self.box.findData(field, USER), 0))
        self.box.setToolTip(str(self.box.currentData(Qt.ItemDataRole.ToolTipRole)))
        self.examples_label.setText(self._what_is_shown(match))
        words, tone = basis_words(match.basis)
        self.chip.set(words, tone)
        self.box.setAccessibleDescription(words)

    def _what_is_shown(self, match: ColumnMatch) -> str:
        """The column's values, but for those that are about people themselves."""
        if monitored(match.field):
            return tr("Kept apart from the EOIs. What people say is not shown here.")
        if match.field or not may_be_about_people(self.name):
            return self._examples
        return tr("Not shown: it may be about people themselves. If so, choose “About people” for it.")

    def _activated(self, place: int) -> None:
        self.chosen.emit(self.name, str(self.box.itemData(place, USER)))


class FieldBox(QComboBox):
    """A choice that the mouse wheel does not change while the page is scrolled."""

    def __init__(self, fields: QStandardItemModel) -> None:
        super().__init__()
        self.setModel(fields)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not the choice."""
        event.ignore()


def _examples(table: Table, place: int) -> str:
    """The first few different values of a column."""
    shown: list[str] = []
    for cell in table.columns[place]:
        text = " ".join(quoted(cell).split())
        if text and text not in shown:
            shown.append(text if len(text) <= 60 else text[:59] + "…")
        if len(shown) == EXAMPLES:
            break
    return " · ".join(shown)
