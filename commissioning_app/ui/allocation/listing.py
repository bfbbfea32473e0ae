"""The table of amounts, each with the sentence that explains it, and the chosen EOI in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.eois import Decision
from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.allocation import AllocationPage
from commissioning_app.services.queries.recommendations import AllocationLine
from commissioning_app.translation import tr
from commissioning_app.ui.allocation.words import count_words, decision_word
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.table_model import Bar, Column, Row, show_value
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.text import Label, Prose, Rule

ORGANISATION, WHY, DECISION = 1, 6, 7
"""Where these stand in a row."""
MOST_FITTED = 2000
"""Up to so many rows each is as high as its own sentence; more get the same height, which costs nothing."""
_SHOWN = (Decision.FULL, Decision.PART, Decision.RESERVE, Decision.DECLINE)


class AmountsTable(DataTable):
    """Rows as high as their sentences: nothing of a reason is cut off."""

    _heights: dict[tuple[str, int], int] | None = None

    def __init__(self) -> None:
        super().__init__("allocation", _columns(), title=tr("Amounts"), tall=True, empty=EmptyState(
            tr("No amounts yet"), tr("EOIs with a panel score stand here, each with its amount and why."),
            icon="scales",
        ))  # fmt: skip
        self._heights = {}
        self.model.modelReset.connect(self._fit_rows)

    def fit(self) -> None:
        """Share the width, then give each row the height that its words take."""
        super().fit()
        self._fit_rows()

    def _restyle(self) -> None:
        if self._heights is not None:
            self._heights.clear()
        super()._restyle()

    def _fit_rows(self) -> None:
        count = self.model.rowCount()
        if self._heights is None or not 0 < count <= MOST_FITTED:
            return
        places = [place for place in (ORGANISATION, WHY) if not self.view.isColumnHidden(place)]
        widths = {place: self.view.columnWidth(place) - 18 for place in places}
        least = theme().px(40)
        for row in range(count):
            values = self.model.values_at(row)
            tallest = max(
                (self._height(str(values[p]), widths[p], bold=p == ORGANISATION) for p in places), default=0
            )
            self.view.setRowHeight(row, max(tallest + theme().px(16), least))

    def _height(self, text: str, width: int, *, bold: bool) -> int:
        assert self._heights is not None
        key = (text, -width if bold else width)
        if key not in self._heights:
            metrics = QFontMetrics(theme().font("body", bold=bold))
            box = metrics.boundingRect(
                QRect(0, 0, max(width, 40), 100_000), int(Qt.TextFlag.TextWordWrap), text
            )
            self._heights[key] = box.height()
        return self._heights[key]


class AmountsCard(Card):
    """The table with its choice of decisions; below it the chosen EOI. `opened` comes with a reference."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Who gets what, and why"), parent=parent)
        self._lines: dict[str, AllocationLine] = {}
        self.table = AmountsTable()
        self.decision_box = QComboBox()
        self.decision_box.setAccessibleName(tr("Show EOIs with this decision"))
        self.decision_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.decision_box.currentIndexChanged.connect(self._decision_chosen)
        self.table.tools.addWidget(self.decision_box)
        self.table.selection_changed.connect(self._show_chosen)
        self.table.activated.connect(lambda reference: self.opened.emit(str(reference)))
        self.add(self.table, 1)
        self.counts = Label("", "muted")
        self.add(self.counts)
        self.chosen = ChosenEoi()
        self.chosen.open_button.clicked.connect(lambda: self.opened.emit(self.chosen.reference))
        self.add(self.chosen)
        theme().changed.connect(self._size)
        self._size()

    def set_page(self, page: AllocationPage) -> None:
        """Show other amounts; the chosen EOI stays chosen."""
        self._lines = {line.reference: line for line in page.lines}
        self._fill_decisions(page.lines)
        self.table.set_rows([_row(line) for line in page.lines], ids=list(self._lines))
        self.counts.setText(count_words(page))
        self.counts.setVisible(bool(page.lines))
        self._show_chosen(self.table.selected_ids())

    def show_decision(self, decision: Decision | None) -> None:
        """Show only EOIs with this decision; None shows all."""
        self.decision_box.setCurrentIndex(max(self.decision_box.findData(decision), 0))

    def choose(self, reference: str) -> bool:
        """Go to one EOI; False when it isn't in the table."""
        return self.table.select(reference)

    def _fill_decisions(self, lines: Sequence[AllocationLine]) -> None:
        before = self.decision_box.currentData()
        self.decision_box.blockSignals(True)
        self.decision_box.clear()
        self.decision_box.addItem(tr("All decisions"), None)
        for decision in _SHOWN:
            count = sum(line.decision is decision for line in lines)
            if count:
                words = tr("{word} ({count})", word=decision_word(decision), count=f"{count:,}")
                self.decision_box.addItem(words, decision)
        self.decision_box.setCurrentIndex(max(self.decision_box.findData(before), 0))
        self.decision_box.blockSignals(False)
        self._decision_chosen()

    def _decision_chosen(self, _place: int = 0) -> None:
        wanted = self.decision_box.currentData()
        self.table.set_keep(None if wanted is None else lambda row: row[DECISION] == decision_word(wanted))

    def _show_chosen(self, ids: object) -> None:
        reference = str(ids[0]) if isinstance(ids, list) and ids else ""
        self.chosen.show_line(self._lines.get(reference))

    def _size(self) -> None:
        """High enough for a handful of rows at any text size; more scroll."""
        self.table.setMinimumHeight(min(theme().px(430), 600))


class ChosenEoi(QWidget):
    """The chosen row in full: what the table has no room for, and what only officers read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reference = ""
        inner = column(self, gap="s")
        inner.addWidget(Rule())
        self.title = Label("", "strong")
        self.why = Prose("")
        self.facts = Prose("", "muted")
        self.note = InlineMessage()
        self.open_button = LinkButton(tr("Open this EOI"))
        for part in (self.title, self.why, self.facts, self.note, self.open_button):
            inner.addWidget(part)
        self.hide()

    def show_line(self, line: AllocationLine | None) -> None:
        """Show another EOI, or none."""
        self.setVisible(line is not None)
        if line is None:
            self.reference = ""
            return
        self.reference = line.reference
        self.title.setText(
            tr("{reference} {title}, {organisation}", reference=line.reference, title=line.title,
               organisation=line.organisation)
        )  # fmt: skip
        self.why.setText(line.why)
        self.facts.setText(_fact_words(line))
        self.note.show_message(
            tr("For officers, never in a letter: {note}", note=line.officer_note)
            if line.officer_note
            else "",
            "warn",
        )


def _fact_words(line: AllocationLine) -> str:
    parts = [
        tr("Asked for {asked}; the least that makes the work possible is {minimum}.",
           asked=pounds(line.requested_pence), minimum=pounds(line.minimum_pence)),
    ]  # fmt: skip
    if line.score is not None:
        parts.append(tr("Panel score {score}.", score=_score_words(line)))
    if line.reserve_position is not None:
        parts.append(tr("Number {place} on the reserve list.", place=line.reserve_position))
    parts.append(tr("A small organisation.") if line.is_small else tr("Not a small organisation."))
    return " ".join(parts)


def _score_words(line: AllocationLine) -> str:
    return "" if line.score is None else show_value(Column("score", "", "number"), float(line.score))


def _amount_words(pence: int) -> str:
    return pounds(pence) if pence else "–"


def _row(line: AllocationLine) -> Row:
    said = tr("{amount} of {asked}", amount=pounds(line.amount_pence), asked=pounds(line.requested_pence))
    return (
        line.reference,
        line.organisation,
        None if line.score is None else float(line.score),
        line.requested_pence,
        line.amount_pence,
        Bar(line.amount_pence, line.requested_pence, said),
        line.why,
        decision_word(line.decision),
        line.title,
    )


def _columns() -> list[Column]:
    return [
        Column("reference", tr("EOI"), width=88),
        Column("organisation", tr("Organisation"), width=150, bold=True),
        Column("score", tr("Score"), "number", width=66),
        Column("asked", tr("Asked"), "money", width=92, drop=2),
        Column("amount", tr("Amount"), "money", width=92, bold=True, show=_amount_words),
        Column("part", tr("Of the ask"), "bar", width=92, drop=4),
        Column("why", tr("Why this amount")),
        Column("decision", tr("Decision"), width=140, hidden=True, drop=6),
        Column("title", tr("Title"), width=180, hidden=True, drop=5),
    ]
