"""The list of letters: kind, amount, what is still missing, feedback, when it was made."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.services.context import LONDON
from commissioning_app.services.queries.letters import LetterLine, LettersPage
from commissioning_app.translation import tr
from commissioning_app.ui.letters.words import feedback_chip, kind_chip, missing_words
from commissioning_app.ui.lib.table_model import Column, Row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState

ALL, LACKING, FEEDBACK, NOT_MADE = "all", "lacking", "feedback", "not_made"


class LetterList(Card):
    """The table. `chosen` comes with the reference of the letter to open."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._lines: dict[str, LetterLine] = {}
        self.empty = EmptyState(tr("Letters to every applicant stand here"), icon="mail")
        self.table = DataTable("letters", _columns(), title=tr("Letters of this round"), empty=self.empty)
        self.show_box = QComboBox()
        self.show_box.setAccessibleName(tr("Which letters to show"))
        self.show_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for key, words in (
            (ALL, tr("All letters")),
            (LACKING, tr("Those that lack something")),
            (FEEDBACK, tr("Feedback to write")),
            (NOT_MADE, tr("Not made yet")),
        ):
            self.show_box.addItem(words, key)
        self.show_box.currentIndexChanged.connect(self._filter)
        self.table.tools.addWidget(self.show_box)
        self.table.activated.connect(lambda reference: self.chosen.emit(str(reference)))
        self.add(self.table, 1)
        theme().changed.connect(self._size)
        self._size()

    def set_page(self, page: LettersPage) -> None:
        """Show another round's letters."""
        self._lines = {line.reference: line for line in page.lines}
        self.table.set_rows([_row(line) for line in page.lines], ids=list(self._lines))
        lacking = any(line.problems for line in page.lines)
        self.table.leave_out(frozenset() if lacking else frozenset({"missing"}))
        self._filter()

    def show_only(self, key: str) -> None:
        """Show all letters, or those that something is still to be done for, whatever was filtered before."""
        self.table.filter_box.clear()
        self.show_box.setCurrentIndex(self.show_box.findData(key))

    def references(self) -> list[str]:
        """The references in the order in which they are shown."""
        model = self.table.model
        return [str(model.id_at(place)) for place in range(model.rowCount())]

    def _size(self) -> None:
        """A handful of rows at any text size; the page scrolls when there is no room for them."""
        self.table.setMinimumHeight(min(theme().px(300), 480))

    def _filter(self, _place: int = 0) -> None:
        key = self.show_box.currentData()

        def keep(row: Row) -> bool:
            line = self._lines.get(row[0])
            if line is None:
                return False
            if key == LACKING:
                return bool(line.problems)
            if key == FEEDBACK:
                return (line.owes_feedback or line.kind is None) and not line.has_feedback
            return line.kind is not None and line.made_at is None

        self.table.set_keep(None if key == ALL else keep)


def _row(line: LetterLine) -> Row:
    return (
        line.reference,
        line.organisation,
        kind_chip(line.kind),
        line.amount_pence or None,
        feedback_chip(line),
        missing_words(line) or None,
        line.made_at and line.made_at.astimezone(LONDON),
        line.title,
    )


def _columns() -> list[Column]:
    return [
        Column("reference", tr("EOI"), width=92),
        Column("organisation", tr("Organisation"), least=220, bold=True),
        Column("kind", tr("Letter"), "chip", width=154),
        Column("amount", tr("Amount"), "money", width=96, drop=3),
        Column("feedback", tr("Feedback"), "chip", width=132),
        Column("missing", tr("Still missing"), drop=2),
        Column("made", tr("Made on"), "date", width=116, drop=1),
        Column("title", tr("Title"), hidden=True, drop=4),
    ]
