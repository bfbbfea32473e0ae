"""The list of EOIs: one table with what can be done with many of them at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.eois import EoiState, FundingKind
from commissioning_app.domain.money import pounds
from commissioning_app.services.context import LONDON
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.eois.words import eoi_state_chip, eoi_state_word, funding_word, size_word
from commissioning_app.ui.lib.layouts import FlowLayout
from commissioning_app.ui.lib.table_model import Column, Row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState
from commissioning_app.ui.widgets.text import Label

_LEAST_ROWS = 5
ASKED_COLUMN, STATE_COLUMN = 3, 7
"""Where the amount and the chip stand in a row of the table."""


class EoiList(Card):
    """The table. `chosen` comes with the reference of the EOI to open."""

    chosen = Signal(str)
    import_wanted = Signal()
    typing_wanted = Signal()
    talk_wanted = Signal()
    spoken_wanted = Signal()
    eligible_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._states: dict[str, EoiState] = {}
        self._asked = 0
        self._shown_state: EoiState | None = None
        self._round_code = ""
        self._make_tools()
        empty = EmptyState(
            tr("No EOIs yet"),
            tr("They come from workbooks and forms, or one by one: typed in, told, or recorded."),
            tr("Import EOIs"),
            self.import_wanted.emit,
            icon="file",
        )
        self.empty = empty
        self.table = DataTable("eois", _columns(), title=tr("EOIs of this round"), many=True, empty=empty)
        self.state_box = QComboBox()
        self.state_box.setAccessibleName(tr("Show EOIs in this state"))
        self.state_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.state_box.currentIndexChanged.connect(self._state_chosen)
        self.table.tools.addWidget(self.state_box)
        self.table.activated.connect(self._open)
        self.table.selection_changed.connect(self._say_what_may_be_done)
        self.add(self.table, 1)
        theme().changed.connect(self._keep_some_rows)
        self._keep_some_rows()
        self.total_label = Label("", "muted")
        self.add(self.total_label)
        self._refusals = ("", "", "")
        self.table.filtered.connect(self._say_totals)

    def _make_tools(self) -> None:
        self.bar = QWidget()
        flow = FlowLayout(self.bar, gap="m", line_gap="s")
        self.import_button = PrimaryButton(tr("&Import EOIs"), self.import_wanted.emit, icon="upload")
        self.type_button = SecondaryButton(tr("&Type one in"), self.typing_wanted.emit, icon="plus")
        self.eligible_button = SecondaryButton(tr("Find all &eligible"), self._want_eligible, icon="check")
        self.talk_button = SecondaryButton(tr("By &conversation"), self.talk_wanted.emit, icon="chat")
        self.spoken_button = SecondaryButton(tr("&Spoken or video"), self.spoken_wanted.emit, icon="upload")
        for button in (
            self.import_button,
            self.type_button,
            self.talk_button,
            self.spoken_button,
            self.eligible_button,
        ):
            flow.addWidget(button)
        self.add(self.bar)
        self.why_not = Label("", "muted")
        self.add(self.why_not)

    def set_rows(self, rows: Sequence[tuple[Any, ...]], round_code: str) -> None:
        """Show the tuples of `services.queries.eois.eoi_rows`."""
        if round_code != self._round_code:
            self._round_code = round_code
            self.table.filter_box.clear()
            self._choose_state(None)
        self._states = {row[1]: row[7] for row in rows}
        self._asked = sum(row[4] for row in rows)
        self._fill_state_box()
        self.table.set_rows(table_rows(rows), ids=[row[1] for row in rows])
        self._say_totals()
        self._say_what_may_be_done()

    def refuse(self, importing: str, typing: str, deciding: str) -> None:
        """Why EOIs can't be imported, typed in, or found eligible; "" where they can.

        What can't be done in this state, or by this person, is not shown; one line says why.
        """
        self._refusals = (importing, typing, deciding)
        self.import_button.refuse(importing)
        self.empty.button.refuse(importing)
        one_by_one = (self.type_button, self.talk_button, self.spoken_button)
        for one in one_by_one:
            one.refuse(typing)
        shown = (
            (self.import_button, importing),
            *((one, typing) for one in one_by_one),
            (self.eligible_button, deciding),
        )
        for button, reason in shown:
            button.setVisible(not reason)
        self.empty.button.setVisible(not importing)
        self.bar.setVisible(not (importing and typing and deciding))
        words = " ".join(dict.fromkeys(reason for reason in self._refusals if reason))
        self.why_not.setText(words)
        self.why_not.setVisible(bool(words))
        self._say_what_may_be_done()

    def references(self) -> list[str]:
        """The references in the order in which they are shown."""
        model = self.table.model
        return [str(model.id_at(place)) for place in range(model.rowCount())]

    def shows(self, round_code: str) -> bool:
        """Whether the list is that of this round."""
        return self._round_code == round_code

    def count_in(self, state: EoiState) -> int:
        """How many EOIs of the round are in a state."""
        return sum(one is state for one in self._states.values())

    def show_state(self, state: EoiState | None) -> None:
        """Show only EOIs in this state, whatever was filtered before; None shows all."""
        self.table.filter_box.clear()
        self._choose_state(state)
        place = self.state_box.findData(state)
        self.state_box.setCurrentIndex(max(place, 0))

    def _keep_some_rows(self) -> None:
        """However large the text, some rows are seen; the page scrolls when the window is too low."""
        self.table.setMinimumHeight(theme().px(34) * _LEAST_ROWS + theme().pad(90))

    def _open(self, reference: object) -> None:
        self.chosen.emit(str(reference))

    def _want_eligible(self) -> None:
        self.eligible_wanted.emit(self._selected_received() or None)

    def _selected_received(self) -> list[str]:
        picked = [str(one) for one in self.table.selected_ids()]
        if len(picked) < 2:
            return []
        return [one for one in picked if self._states.get(one) is EoiState.RECEIVED]

    def _say_what_may_be_done(self, _ids: object = None) -> None:
        """The button names what it does: the selected EOIs when several are, else all that wait."""
        picked = self._selected_received()
        waiting = self.count_in(EoiState.RECEIVED)
        if picked:
            words = tr_count(
                "Find {count} selected &eligible", "Find {count} selected &eligible", len(picked)
            )
        else:
            words = tr("Find all &eligible")
        if self.eligible_button.text() != words:
            self.eligible_button.setText(words)
            self.eligible_button.updateGeometry()
        nothing = "" if waiting else tr("No EOI waits for a first look: none is just received.")
        self.eligible_button.refuse(self._refusals[2] or nothing)

    def _fill_state_box(self) -> None:
        """All states that there are, with how many EOIs are in each."""
        counts = Counter(self._states.values())
        self.state_box.blockSignals(True)
        self.state_box.clear()
        self.state_box.addItem(tr("All states"), None)
        for state in EoiState:
            if counts[state] or state is self._shown_state:
                words = tr("{state} ({count})", state=eoi_state_word(state), count=f"{counts[state]:,}")
                self.state_box.addItem(words, state)
        self.state_box.setCurrentIndex(max(self.state_box.findData(self._shown_state), 0))
        self.state_box.blockSignals(False)

    def _state_chosen(self, place: int) -> None:
        self._choose_state(self.state_box.itemData(place))

    def _choose_state(self, state: EoiState | None) -> None:
        if state is self._shown_state:
            return
        self._shown_state = state
        if state is None:
            self.table.set_keep(None)
        else:
            word = eoi_state_word(state)
            self.table.set_keep(lambda row: row[STATE_COLUMN].text == word)

    def _say_totals(self) -> None:
        """What the EOIs that are shown ask for together."""
        model = self.table.model
        count = model.rowCount()
        if count == model.total:
            asked = self._asked
        else:
            asked = sum(model.values_at(place)[ASKED_COLUMN] for place in range(count))
        words = tr_count(
            "{count} EOI asks for {sum}.", "{count:,} EOIs ask for {sum} together.", count, sum=pounds(asked)
        )
        self.total_label.setText(words)
        self.total_label.setVisible(bool(count))


def table_rows(rows: Sequence[tuple[Any, ...]]) -> list[Row]:
    """The read model's tuples as the table shows them; words and chips are made once, not once a row."""
    chips = {state: eoi_state_chip(state) for state in EoiState}
    kinds = {kind: funding_word(kind) for kind in (None, *FundingKind)}
    sizes = {size: size_word(size) for size in (None, True, False)}
    return [
        (
            reference,
            organisation,
            title,
            asked,
            minimum,
            kinds[kind],
            sizes[small],
            chips[state],
            received and received.astimezone(LONDON).date(),
            score,
            income,
        )
        for (
            _,
            reference,
            organisation,
            title,
            asked,
            minimum,
            kind,
            state,
            small,
            income,
            received,
            score,
        ) in rows
    ]


def _columns() -> list[Column]:
    return [
        Column("reference", tr("EOI"), width=92),
        Column("organisation", tr("Organisation"), least=220, bold=True),
        Column("title", tr("Title"), least=200, drop=4),
        Column("asked", tr("Asked"), "money", width=94),
        Column("minimum", tr("Minimum"), "money", width=94, drop=7),
        Column("funding", tr("For"), width=76, drop=6, help=tr("Core costs, or one project")),
        Column("small", tr("Size"), width=76, drop=5),
        Column("state", tr("State"), "chip", width=134),
        Column("received", tr("Received"), "date", width=108, drop=2),
        Column("score", tr("Score"), "number", width=66, drop=1, help=tr("The panel’s score, 0 to 100")),
        Column("income", tr("Yearly income"), "money", width=128, hidden=True, drop=8),
    ]
