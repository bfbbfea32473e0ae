"""One organisation to be funded: what is still to be done, due diligence, subsidy control."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.before_paying import BeforePayingPage, PayeeRow
from commissioning_app.translation import tr
from commissioning_app.ui.awards.before_paying.diligence import DiligenceCard
from commissioning_app.ui.awards.before_paying.subsidy import SubsidyCard
from commissioning_app.ui.awards.before_paying.words import state_chip
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import LinkButton, QuietButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Label, Prose


class PayeeView(ScrollPage):
    """The detail. `back_wanted` leads to the list, `step_wanted` to the one before or after."""

    back_wanted = Signal()
    step_wanted = Signal(int)
    organisation_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.row: PayeeRow | None = None
        self.add(self._make_head())
        self.message = InlineMessage()
        self.add(self.message)
        self.still = Card(tr("What is still to be done"))
        self.still_lines = column(gap="xs")
        self.still.body.addLayout(self.still_lines)
        self.add(self.still)
        both = ResponsiveRow(least=330)
        self.diligence = DiligenceCard(shell)
        self.subsidy = SubsidyCard(shell)
        both.add(self.diligence, 1)
        both.add(self.subsidy, 1)
        self.add(both)
        self.content.addStretch(1)

    def _make_head(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap="s")
        way = QWidget()
        flow = FlowLayout(way, gap="m", line_gap="xs")
        self.back_button = LinkButton(tr("All to be funded"), self.back_wanted.emit, icon="back")
        self.previous_button = QuietButton(
            tr("&Previous"), lambda: self.step_wanted.emit(-1), icon="previous"
        )
        self.place = Label("", "muted", wrap=False)
        self.next_button = QuietButton(tr("&Next"), lambda: self.step_wanted.emit(1), icon="next")
        for part in (self.back_button, self.previous_button, self.place, self.next_button):
            flow.addWidget(part)
        inner.addWidget(way)
        names = QWidget()
        line = FlowLayout(names, gap="m", line_gap="xs")
        self.title = Label("", "card_title")
        self.amount = Label("", "figure", wrap=False)
        self.chip = StatusChip()
        self.organisation_button = LinkButton(tr("See the organisation"), self.organisation_wanted.emit)
        for item in (self.title, self.amount, self.chip, self.organisation_button):
            line.addWidget(item)
        inner.addWidget(names)
        self.facts = Prose("", "muted")
        inner.addWidget(self.facts)
        return holder

    def show_row(self, page: BeforePayingPage, one: PayeeRow, order: Sequence[UUID]) -> None:
        """Show another organisation; what is ticked or typed about the same one stays."""
        is_same = self.row is not None and self.row.organisation_id == one.organisation_id
        if not is_same:
            self.verticalScrollBar().setValue(0)
        keeps = (is_same and self.diligence.is_changed, is_same and self.subsidy.is_changed)
        self.row = one
        self.message.clear()
        self._show_place(one, order)
        self.title.setText(one.organisation)
        self.amount.setText(pounds(one.pence))
        chip = state_chip(one)
        self.chip.set(chip.text, chip.tone, chip.icon)
        self.facts.setText(_facts(one))
        empty(self.still_lines)
        for sentence in one.in_the_way:
            self.still_lines.addWidget(Prose(sentence))
        if not one.in_the_way:
            self.still_lines.addWidget(Prose(tr("Nothing stands in the way of paying it."), "good"))
        if not page.may_check:
            readers = tr("Officers look into it. You read here what they wrote down.")
            self.still_lines.addWidget(Prose(readers, "muted"))
        self.diligence.show_row(page, one, keep_typed=keeps[0])
        self.subsidy.show_row(page, one, keep_typed=keeps[1])

    def may_leave(self) -> bool:
        """Ask before what is ticked or typed is lost; True when it was kept or may go."""
        if self.row is None or not (self.diligence.is_changed or self.subsidy.is_changed):
            return True
        keeps = confirm(
            self,
            tr("Keep what you entered?"),
            tr("What you ticked or typed about {name} is not kept yet.", name=self.row.organisation),
            yes=tr("Keep it"),
            no=tr("Leave without keeping"),
        )
        if not keeps:
            self.diligence.forget()
            self.subsidy.forget()
            return True
        return self._keep_all()

    def _keep_all(self) -> bool:
        if self.diligence.is_changed and not self.diligence.save():
            return False
        return not self.subsidy.is_changed or self.subsidy.save()

    def _show_place(self, one: PayeeRow, order: Sequence[UUID]) -> None:
        place = order.index(one.organisation_id) + 1 if one.organisation_id in order else 0
        self.place.setText(tr("{place} of {count}", place=place, count=f"{len(order):,}") if place else "")
        self.previous_button.refuse("" if place > 1 else tr("This is the first."))
        self.next_button.refuse("" if 0 < place < len(order) else tr("This is the last."))


def _facts(one: PayeeRow) -> str:
    """Its identifier, its EOIs, and for whom it holds the money."""
    parts = [one.org_id] if one.org_id else []
    parts.append(", ".join(one.references))
    if one.holds_for:
        parts.append(tr("holds the money for {groups}", groups=", ".join(one.holds_for)))
    return " · ".join(parts)
