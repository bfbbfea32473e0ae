"""One award: its steps, its instalments, and finance's codes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.awards import AwardState, InstalmentState
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import Actor
from commissioning_app.services.queries.awards import AwardLine, AwardsPage, InstalmentLine
from commissioning_app.translation import tr
from commissioning_app.ui.awards.codes import CodesCard
from commissioning_app.ui.awards.listing import why_not_pay_at_all
from commissioning_app.ui.awards.reconciling import stacked
from commissioning_app.ui.awards.words import (
    LIFE,
    WITH_REASON,
    award_chip,
    award_word,
    instalment_chip,
    step_button,
    why_not_step,
)
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import (
    Button,
    DangerButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Label, Prose, Rule
from commissioning_app.ui.widgets.timeline import Stage, Timeline


class AwardView(ScrollPage):
    """The detail of one award. Its signals say what the person wants; the tab does it."""

    back_wanted = Signal()
    step_wanted = Signal(int)
    move_wanted = Signal(object)
    pay_wanted = Signal(object)
    hold_wanted = Signal(object)
    release_wanted = Signal(object)
    saved = Signal()
    eoi_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.shell = shell
        self.award: AwardLine | None = None
        self.add(self._make_head())
        self.message = InlineMessage()
        self.add(self.message)
        self.steps = self._make_steps()
        self.add(self.steps)
        self.payments = Card(tr("Instalments"))
        self._payment_box = column(gap="s")
        self.payments.body.addLayout(self._payment_box)
        self.facts = Card(tr("The award"))
        self.fact_list = KeyValueList()
        self.facts.add(self.fact_list)
        self.eoi_button = LinkButton(tr("Open its EOI"), self.eoi_wanted.emit)
        self.facts.add(self.eoi_button)
        self.codes = CodesCard(shell, self.saved.emit)
        both = ResponsiveRow(least=320)
        both.add(stacked(self.payments, self.facts), 3)
        both.add(stacked(self.codes), 2)
        self.add(both)
        self.content.addStretch(1)

    def _make_head(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap="s")
        way = QWidget()
        flow = FlowLayout(way, gap="m", line_gap="xs")
        self.back_button = LinkButton(tr("All awards"), self.back_wanted.emit, icon="back")
        self.previous_button = QuietButton(tr("&Previous"), lambda: self._step(-1), icon="previous")
        self.place = Label("", "muted", wrap=False)
        self.next_button = QuietButton(tr("&Next"), lambda: self._step(1), icon="next")
        for part in (self.back_button, self.previous_button, self.place, self.next_button):
            flow.addWidget(part)
        inner.addWidget(way)
        names = QWidget()
        line = FlowLayout(names, gap="m", line_gap="xs")
        self.title = Label("", "card_title")
        self.amount = Label("", "figure", wrap=False)
        self.chip = StatusChip()
        for item in (self.title, self.amount, self.chip):
            line.addWidget(item)
        inner.addWidget(names)
        return holder

    def _make_steps(self) -> Card:
        card = Card(tr("Where it stands"))
        self.line = Timeline()
        card.add(self.line)
        self.ended = Prose("")
        card.add(self.ended)
        self._step_holder = QWidget()
        self._step_box = FlowLayout(self._step_holder, gap="m", line_gap="s")
        card.add(self._step_holder)
        self.step_buttons: dict[AwardState, Button] = {}
        return card

    def show_award(self, page: AwardsPage, award: AwardLine, order: Sequence[str], actor: Actor) -> None:
        """Show another award."""
        is_same = self.award is not None and self.award.award_id == award.award_id
        if not is_same:
            self.verticalScrollBar().setValue(0)
        self.award = award
        self.message.clear()
        self._show_place(award.reference, order)
        self.title.setText(f"{award.reference} {award.organisation}")
        self.amount.setText(pounds(award.amount_pence))
        chip = award_chip(award.state)
        self.chip.set(chip.text, chip.tone, chip.icon)
        self._show_steps(page, award, actor)
        self._show_payments(page, award, actor)
        self.fact_list.set(_facts(award))
        self.codes.show_award(award, keep_typed=is_same and self.codes.is_changed)

    def may_leave(self) -> bool:
        """Ask before typed codes are lost; True when they were saved or may go."""
        if self.award is None or not self.codes.is_changed:
            return True
        keeps = confirm(
            self,
            tr("Save the codes of {reference}?", reference=self.award.reference),
            tr(
                "You typed codes that are not saved. They are saved before you go on, or you go back to them."
            ),
            yes=tr("Save them and go on"),
            no=tr("Go back to them"),
        )
        return keeps and self.codes.save()

    def _step(self, by: int) -> None:
        self.step_wanted.emit(by)

    def _show_place(self, reference: str, order: Sequence[str]) -> None:
        place = order.index(reference) if reference in order else -1
        self.place.setText(tr("{place} of {count}", place=place + 1, count=len(order)) if place >= 0 else "")
        self.previous_button.refuse("" if place > 0 else tr("This is the first one."))
        more = 0 <= place < len(order) - 1
        self.next_button.refuse("" if more else tr("This is the last one."))

    def _show_steps(self, page: AwardsPage, award: AwardLine, actor: Actor) -> None:
        went_well = award.state in LIFE
        self.line.setVisible(went_well)
        self.line.set(_stages(award.state) if went_well else ())
        self.line.setAccessibleName(tr("Steps of the award"))
        self.ended.setVisible(not went_well)
        self.ended.setText(
            tr("{state}: what was not paid is back in the pot.", state=award_word(award.state))
        )
        empty(self._step_box)
        self.step_buttons.clear()
        for state in award.steps:
            first = not self.step_buttons
            kind = DangerButton if state in WITH_REASON else (PrimaryButton if first else SecondaryButton)
            button = kind(step_button(state))
            button.clicked.connect(lambda _on=False, state=state: self.move_wanted.emit(state))
            button.refuse(why_not_step(page, state, actor))
            self.step_buttons[state] = button
            self._step_box.addWidget(button)
        self._step_holder.setVisible(bool(award.steps))

    def _show_payments(self, page: AwardsPage, award: AwardLine, actor: Actor) -> None:
        refusal = why_not_pay_at_all(page, actor)
        empty(self._payment_box)
        self.rows: list[InstalmentRow] = []
        for place, line in enumerate(award.instalments):
            if place:
                self._payment_box.addWidget(Rule())
            row = InstalmentRow(line, refusal)
            for button, signal in (
                (row.pay_button, self.pay_wanted),
                (row.hold_button, self.hold_wanted),
                (row.release_button, self.release_wanted),
            ):
                button.clicked.connect(lambda _on=False, signal=signal, line=line: signal.emit(line))
            self.rows.append(row)
            self._payment_box.addWidget(row)
        paid = tr("{paid} of {all} paid", paid=pounds(award.paid_pence), all=pounds(award.amount_pence))
        self.payments.set_note(paid)


class InstalmentRow(QWidget):
    """One payment with its buttons."""

    def __init__(self, line: InstalmentLine, refusal: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = column(self, gap="xs")
        top = QWidget()
        flow = FlowLayout(top, gap="m", line_gap="xs")
        chip = instalment_chip(line.state)
        words = tr(
            "{number} of {of}: {amount}", number=line.number, of=line.of, amount=pounds(line.amount_pence)
        )
        flow.addWidget(Label(words, "strong", wrap=False))
        flow.addWidget(StatusChip(chip.text, chip.tone, chip.icon))
        inner.addWidget(top)
        inner.addWidget(Prose(_when(line), "muted"))
        foot = QWidget()
        buttons = FlowLayout(foot, gap="m", line_gap="xs")
        name = tr("instalment {number}", number=line.number)
        self.pay_button = SecondaryButton(tr("Mark as paid…"), name=tr("Mark {name} as paid", name=name))
        self.hold_button = QuietButton(tr("Hold back…"), name=tr("Hold {name} back", name=name))
        self.release_button = SecondaryButton(tr("Release"), name=tr("Release {name}", name=name))
        for button in (self.pay_button, self.hold_button, self.release_button):
            buttons.addWidget(button)
        self.pay_button.refuse(refusal or line.why_not_paid)
        self.hold_button.refuse(refusal)
        self.release_button.refuse(refusal)
        self.pay_button.setVisible(line.state is InstalmentState.PLANNED)
        self.hold_button.setVisible(line.state is InstalmentState.PLANNED)
        self.release_button.setVisible(line.state is InstalmentState.HELD)
        foot.setVisible(line.state is not InstalmentState.PAID)
        inner.addWidget(foot)


def _when(line: InstalmentLine) -> str:
    if line.state is InstalmentState.PAID and line.paid_on is not None:
        said = tr("Paid on {day}, from {year}.", day=long_date(line.paid_on), year=line.financial_year)
        if line.payment_reference:
            said = f"{said} {tr('Reference {reference}.', reference=line.payment_reference)}"
        return said
    return tr("Due on {day}, from {year}.", day=long_date(line.due_on), year=line.financial_year)


def _stages(state: AwardState) -> list[Stage]:
    here = LIFE.index(state)
    return [
        Stage(award_word(one), "", "done" if place < here else "now" if place == here else "later")
        for place, one in enumerate(LIFE)
    ]


def _facts(award: AwardLine) -> list[tuple[str, str]]:
    facts = [(tr("Title"), award.title), (tr("Asked for"), pounds(award.requested_pence))]
    facts.append((tr("Paid to"), award.payee))
    if award.org_id:
        facts.append((tr("Org-id"), award.org_id))
    if award.starts_on is not None:
        facts.append((tr("Starts on"), long_date(award.starts_on)))
    facts.append((tr("Months"), f"{award.months}"))
    return facts
