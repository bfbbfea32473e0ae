"""The organisations that money goes to: what was looked at, what is missing, who can be paid."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.services.queries.before_paying import BeforePayingPage, PayeeRow
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.awards.before_paying.words import (
    enterprise_word,
    looked_at,
    only_officers,
    state_chip,
    summary_words,
)
from commissioning_app.ui.lib.layouts import FlowLayout, row
from commissioning_app.ui.lib.table_model import Column, Row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import LinkButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Label, Prose

_LEAST_ROWS = 8


class BeforePayingCard(Card):
    """On the first page of Awards & payments: how many can be paid, and the way to the list."""

    def __init__(self, go: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Before paying"), parent=parent)
        self.chip = StatusChip()
        self.header.addWidget(self.chip)
        line = row(gap="l")
        self.sentence = Prose("")
        self.button = SecondaryButton(tr("&Look into them"), go, icon="search")
        line.addWidget(self.sentence, 1)
        line.addWidget(self.button)
        self.body.addLayout(line)

    def set_page(self, page: BeforePayingPage) -> None:
        """Show another round's."""
        self.sentence.setText(summary_words(page))
        left = len(page.rows) - page.ready
        self.chip.setVisible(bool(page.rows))
        if left:
            self.chip.set(tr_count("{count} to look into", "{count:,} to look into", left), "warn")
        else:
            self.chip.set(tr("Complete"), "good")
        self.button.setVisible(bool(page.rows))


class BeforePayingList(ScrollPage):
    """All of them in one table. `opened` comes with an id, `no_enterprises` with the chosen ids."""

    opened = Signal(object)
    no_enterprises = Signal(object)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._page: BeforePayingPage | None = None
        self.add(LinkButton(tr("Awards and payments"), self.back_wanted.emit, icon="back"))
        self.title = Label(tr("Before paying"), "card_title")
        self.sentence = Prose("")
        self.add(self.title)
        self.add(self.sentence)
        self.message = InlineMessage()
        self.add(self.message)
        self.table = DataTable(
            "before_paying",
            _columns(),
            title=tr("Organisations to be funded"),
            many=True,
            empty=EmptyState(
                tr("Nobody is to be funded yet"),
                tr("Only those that money goes to are looked into, so that nobody else is asked for papers."),
                icon="pound",
            ),
        )
        self.table.activated.connect(self._open)
        self.table.selection_changed.connect(self._chosen)
        self._add_filter()
        self.add(self.table, 1)
        self.add(self._make_foot())
        theme().changed.connect(self._size)
        self._size()

    def set_page(self, page: BeforePayingPage) -> None:
        """Show another round's."""
        self._page = page
        self.sentence.setText(summary_words(page))
        rows = page.rows
        self.table.set_rows([_row(one) for one in rows], ids=[one.organisation_id for one in rows])
        self._chosen()

    def order(self) -> list[UUID]:
        """The organisations in the order in which they are shown."""
        model = self.table.model
        return [key for key in map(model.id_at, range(model.rowCount())) if isinstance(key, UUID)]

    def _add_filter(self) -> None:
        self.state_box = QComboBox()
        self.state_box.setAccessibleName(tr("Show organisations in this state"))
        self.state_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for words, tones in (
            (tr("All"), None),
            (tr("Something in the way"), ("warn", "bad", "info")),
            (tr("Waits for an approver"), ("info",)),
            (tr("Nothing in the way"), ("good",)),
        ):
            self.state_box.addItem(words, tones)
        self.state_box.currentIndexChanged.connect(self._filter)
        self.table.tools.addWidget(self.state_box)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        flow = FlowLayout(foot, gap="m", line_gap="s")
        self.open_button = SecondaryButton(tr("Look &into it"), self._open_current, icon="search")
        self.none_button = SecondaryButton(tr("None of these is an &enterprise"), self._none, icon="check")
        self.chosen_label = Label("", "muted", wrap=False)
        for part in (self.open_button, self.none_button, self.chosen_label):
            flow.addWidget(part)
        return foot

    def _chosen(self, _ids: object = None) -> None:
        count = len(self.table.selected_ids())
        none = tr("Choose organisations in the table first.")
        self.open_button.refuse("" if count == 1 else tr("Choose one organisation in the table first."))
        self.none_button.refuse(self._why_not_none() or ("" if count else none))
        words = tr_count("{count} organisation is chosen", "{count:,} organisations are chosen", count)
        self.chosen_label.setText(words if count else "")

    def _why_not_none(self) -> str:
        page = self._page
        if page is not None and not page.subsidy_applies:
            return tr("Subsidy control binds public bodies, and this funder is not one.")
        return "" if page is not None and page.may_check else only_officers()

    def _filter(self, _place: int = 0) -> None:
        tones = self.state_box.currentData()
        self.table.set_keep(None if tones is None else lambda found: found[_STATE].tone in tones)

    def _open_current(self) -> None:
        self._open(self.table.selected_ids()[0])

    def _open(self, key: object) -> None:
        self.opened.emit(key)

    def _none(self) -> None:
        self.no_enterprises.emit(self.table.selected_ids())

    def _size(self) -> None:
        """Some rows are seen at any text size; the page scrolls when there is no room for them."""
        self.table.setMinimumHeight(min(theme().px(34) * _LEAST_ROWS, 520))


_STATE = 5


def _row(one: PayeeRow) -> Row:
    return (
        one.organisation,
        ", ".join(one.holds_for) or None,
        one.pence,
        looked_at(one.diligence),
        enterprise_word(one.subsidy.is_enterprise),
        state_chip(one),
        ", ".join(one.references),
        " ".join(one.in_the_way) or None,
    )


def _columns() -> list[Column]:
    return [
        Column("organisation", tr("Organisation"), least=220, bold=True),
        Column("holds_for", tr("Holds money for"), width=170, drop=3),
        Column("pence", tr("Is to get"), "money", width=104),
        Column("looked_at", tr("Looked at"), width=96, drop=1),
        Column("enterprise", tr("Enterprise"), width=100, drop=2),
        Column("state", tr("State"), "chip", width=204),
        Column("references", tr("EOIs"), width=110, drop=4),
        Column("in_the_way", tr("What is still to be done"), hidden=True, drop=5),
    ]
