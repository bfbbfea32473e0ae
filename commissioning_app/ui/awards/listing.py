"""The two lists: awards, and every instalment by the day it is due."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from commissioning_app.domain.awards import InstalmentState
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import Actor, can_mark_paid
from commissioning_app.services.queries.awards import AwardLine, AwardsPage, InstalmentLine
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.awards.words import award_chip, instalment_chip, instalment_word
from commissioning_app.ui.lib.layouts import FlowLayout, column
from commissioning_app.ui.lib.table_model import Column, Row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.tabs import FlowTabs
from commissioning_app.ui.widgets.text import Label

AWARDS, INSTALMENTS = "awards", "instalments"


class AwardLists(Card):
    """Awards or instalments; `opened` comes with an award's reference, the others with instalment ids."""

    opened = Signal(str)
    pay_wanted = Signal(object)
    hold_wanted = Signal(object)
    release_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._instalments: dict[UUID, InstalmentLine] = {}
        self._refusal = ""
        self.tabs = FlowTabs([(AWARDS, tr("Awards")), (INSTALMENTS, tr("Instalments"))])
        self.tabs.setAccessibleName(tr("Awards or instalments"))
        self.tabs.chosen.connect(self.show_list)
        self.add(self.tabs)
        self.stack = QStackedWidget()
        self.awards = DataTable("awards", _award_columns(), title=tr("Awards of this round"))
        self.awards.activated.connect(lambda reference: self.opened.emit(str(reference)))
        self.stack.addWidget(self.awards)
        self.stack.addWidget(self._make_instalments())
        self.add(self.stack, 1)
        theme().changed.connect(self._size)
        self._size()

    def _make_instalments(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap="m")
        self.instalments = DataTable(
            "instalments", _instalment_columns(), title=tr("Instalments of this round"), many=True
        )
        self.state_box = QComboBox()
        self.state_box.setAccessibleName(tr("Show instalments in this state"))
        self.state_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.state_box.addItem(tr("All states"), None)
        for state in InstalmentState:
            self.state_box.addItem(instalment_word(state), state)
        self.state_box.currentIndexChanged.connect(self._filter)
        self.instalments.tools.addWidget(self.state_box)
        self.instalments.selection_changed.connect(self._chosen)
        self.instalments.activated.connect(self._open_award)
        inner.addWidget(self.instalments, 1)
        foot = QWidget()
        flow = FlowLayout(foot, gap="m", line_gap="s")
        self.pay_button = SecondaryButton(tr("&Mark as paid…"), self._pay, icon="pound")
        self.hold_button = SecondaryButton(tr("&Hold back…"), self._hold, icon="lock")
        self.release_button = SecondaryButton(tr("Re&lease"), self._release, icon="unlock")
        self.sum_label = Label("", "muted", wrap=False)
        for part in (self.pay_button, self.hold_button, self.release_button, self.sum_label):
            flow.addWidget(part)
        inner.addWidget(foot)
        return holder

    def set_page(self, page: AwardsPage, actor: Actor) -> None:
        """Show another round's awards."""
        self.awards.set_rows([_award_row(one) for one in page.awards], ids=[a.reference for a in page.awards])
        lines = page.instalments
        self._instalments = {line.instalment_id: line for line in lines}
        self._refusal = why_not_pay_at_all(page, actor)
        self.instalments.set_rows([_instalment_row(line) for line in lines], ids=list(self._instalments))
        self._chosen(self.instalments.selected_ids())

    def show_list(self, key: str) -> None:
        """Awards or instalments."""
        self.tabs.set_current(key)
        self.stack.setCurrentIndex(0 if key == AWARDS else 1)

    def references(self) -> list[str]:
        """The references of the awards in the order in which they are shown."""
        model = self.awards.model
        return [str(model.id_at(place)) for place in range(model.rowCount())]

    def _selected(self) -> list[InstalmentLine]:
        return [self._instalments[one] for one in self.instalments.selected_ids() if isinstance(one, UUID)]

    def _chosen(self, _ids: object) -> None:
        picked = self._selected()
        nothing = "" if picked else tr("Choose instalments in the table first.")
        unpayable = next((line.why_not_paid for line in picked if line.why_not_paid), "")
        self.pay_button.refuse(self._refusal or nothing or unpayable)
        one = "" if len(picked) == 1 else tr("Choose one instalment in the table first.")
        state = picked[0].state if len(picked) == 1 else None
        held = (
            tr("This instalment is {state} already.", state=instalment_word(state).lower()) if state else ""
        )
        self.hold_button.refuse(self._refusal or one or ("" if state is InstalmentState.PLANNED else held))
        free = tr("Only an instalment that is held back can be released.")
        self.release_button.refuse(self._refusal or one or ("" if state is InstalmentState.HELD else free))
        self.sum_label.setText(_sum_words(picked))

    def _filter(self, _place: int = 0) -> None:
        state = self.state_box.currentData()
        word = "" if state is None else instalment_word(state)
        self.instalments.set_keep(None if state is None else lambda row: row[_STATE].text == word)

    def _pay(self) -> None:
        self.pay_wanted.emit(self._selected())

    def _hold(self) -> None:
        self.hold_wanted.emit(self._selected()[0])

    def _release(self) -> None:
        self.release_wanted.emit(self._selected()[0])

    def _open_award(self, instalment_id: object) -> None:
        if isinstance(instalment_id, UUID):
            self.opened.emit(self._instalments[instalment_id].reference)

    def _size(self) -> None:
        """A handful of rows at any text size; the page scrolls when there is no room for them."""
        self.stack.setMinimumHeight(min(theme().px(360), 520))


def why_not_pay_at_all(page: AwardsPage, actor: Actor) -> str:
    """Why this person can't touch payments of the round; "" when they can."""
    if not can_mark_paid(actor):
        return tr("Finance does this. Choose another person in Settings, or ask one.")
    if page.had_part:
        return tr("You had a part in the approval, so somebody else in finance does this.")
    return ""


def _sum_words(lines: Sequence[InstalmentLine]) -> str:
    if not lines:
        return ""
    total = pounds(sum(line.amount_pence for line in lines))
    return tr_count("{count} instalment, {total}", "{count} instalments, {total}", len(lines), total=total)


def _award_row(award: AwardLine) -> Row:
    return (
        award.reference,
        award.organisation,
        award.payee if award.payee != award.organisation else tr("itself"),
        award.amount_pence,
        award.paid_pence,
        award_chip(award.state),
        award.next_due_on,
        award.title,
        award.supplier_number or None,
    )


def _award_columns() -> list[Column]:
    return [
        Column("reference", tr("EOI"), width=92),
        Column("organisation", tr("Organisation"), least=220, bold=True),
        Column("payee", tr("Paid to"), drop=3),
        Column("amount", tr("Award"), "money", width=100),
        Column("paid", tr("Paid"), "money", width=100, drop=1),
        Column("state", tr("State"), "chip", width=136),
        Column("due", tr("Next due"), "date", width=116, drop=2),
        Column("title", tr("Title"), hidden=True, drop=5),
        Column("supplier", tr("Supplier number"), width=140, hidden=True, drop=4),
    ]


_STATE = 6


def _instalment_row(line: InstalmentLine) -> Row:
    return (
        line.due_on,
        line.reference,
        line.payee,
        tr("{number} of {of}", number=line.number, of=line.of),
        line.financial_year,
        line.amount_pence,
        instalment_chip(line.state),
        line.paid_on,
        line.payment_reference or None,
        line.organisation,
    )


def _instalment_columns() -> list[Column]:
    return [
        Column("due", tr("Due"), "date", width=112),
        Column("reference", tr("EOI"), width=92),
        Column("payee", tr("Paid to"), bold=True),
        Column("number", tr("Number"), width=76, drop=5),
        Column("year", tr("Year"), width=84, drop=4),
        Column("amount", tr("Amount"), "money", width=100),
        Column("state", tr("State"), "chip", width=124),
        Column("paid", tr("Paid on"), "date", width=112, drop=2),
        Column("payment", tr("Payment reference"), width=150, drop=3),
        Column("organisation", tr("Organisation"), hidden=True, drop=6),
    ]
