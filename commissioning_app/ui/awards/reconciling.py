"""Does it add up: the reconciliation in a sentence and by financial year; the payment plan; the schedule."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import Actor, can_export_schedule, can_mark_paid
from commissioning_app.domain.rounds import RoundState
from commissioning_app.domain.schedule import Reconciliation
from commissioning_app.services.queries.awards import AwardsPage
from commissioning_app.translation import tr
from commissioning_app.ui.awards.words import agreement_words, plan_words, totals_words
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.text import Label, Prose, Rule


class ReconciliationCard(Card):
    """Pot, awards and instalments held against each other, and the way to finance's schedule."""

    def __init__(self, export: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("To the penny"), parent=parent)
        self.chip = StatusChip()
        self.header.addWidget(self.chip)
        self.sentence = Prose("")
        self.add(self.sentence)
        self.years = QWidget()
        self._grid = QGridLayout(self.years)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(22)
        self.add(self.years)
        self.totals = Prose("", "strong")
        self.add(self.totals)
        self.export_button = PrimaryButton(tr("&Export the schedule…"), export, icon="download")
        self.add(self.export_button)
        self.body.addStretch(1)

    def set_page(self, page: AwardsPage, actor: Actor) -> None:
        """Show another round's sums."""
        found = page.reconciliation
        self.setVisible(bool(page.awards))
        if found is None:
            self.chip.set(tr("Nothing is paid"), "neutral")
            self.sentence.setText(tr("Every offer was refused or lapsed: the money is back in the pot."))
            self.years.hide()
            self.totals.hide()
            self.export_button.refuse(tr("There is nothing to schedule."))
            return
        if found.differences:
            self.chip.set(tr("Does not reconcile"), "bad")
        else:
            self.chip.set(tr("Reconciles"), "good")
        self.sentence.setText(found.sentence)
        self.years.show()
        self._fill(found)
        self.totals.show()
        self.totals.setText(totals_words(page))
        may = can_export_schedule(actor)
        self.export_button.refuse("" if may else tr("Finance, officers and auditors export the schedule."))

    def _fill(self, found: Reconciliation) -> None:
        empty(self._grid)
        titles = (tr("Year"), tr("Pot"), tr("Payments"), tr("Planned"), tr("Left"))
        lines = [
            (year.year, pounds(year.pot), f"{year.lines:,}", pounds(year.instalments), pounds(year.left))
            for year in found.years
        ]
        count = sum(year.lines for year in found.years)
        lines.append(
            (tr("All"), pounds(found.pot), f"{count:,}", pounds(found.instalments),
             pounds(found.pot - found.instalments))
        )  # fmt: skip
        for place, title in enumerate(titles):
            self._put(Label(title, "small", wrap=False), 0, place)
        for number, line in enumerate(lines, start=1):
            self._grid.addWidget(Rule(), 2 * number - 1, 0, 1, len(titles))
            for place, text in enumerate(line):
                role = "strong" if number == len(lines) or place == 0 else "body"
                cell = Label(text, role, wrap=False)  # type: ignore[arg-type]
                cell.setAccessibleName(f"{line[0]}, {titles[place]}: {text}")
                self._put(cell, 2 * number, place)
        self._grid.setColumnStretch(0, 1)

    def _put(self, label: Label, line: int, place: int) -> None:
        side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, line, place)


class PlanCard(Card):
    """How the awards are paid, and finance's word that it can be done."""

    def __init__(self, agree: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Payment plan"), parent=parent)
        self.chip = StatusChip()
        self.header.addWidget(self.chip)
        self.plan = Prose("")
        self.agreement = Prose("", "muted")
        self.add(self.plan)
        self.add(self.agreement)
        holder = QWidget()
        line = row(holder, gap="m")
        self.agree_button = SecondaryButton(tr("&Agree the payment plan…"), agree, icon="check")
        line.addWidget(self.agree_button)
        line.addStretch(1)
        self.foot = holder
        self.add(holder)
        self.body.addStretch(1)

    def set_page(self, page: AwardsPage, actor: Actor) -> None:
        """Show another round's plan."""
        agreed = page.agreement.is_recorded
        self.chip.set(tr("Agreed") if agreed else tr("Not agreed yet"), "good" if agreed else "warn")
        self.plan.setText(plan_words(page.plan))
        self.agreement.setText(agreement_words(page.agreement))
        self.foot.setVisible(not agreed and page.state is not RoundState.CANCELLED)
        self.agree_button.refuse(_why_not_agree(page, actor))


def _why_not_agree(page: AwardsPage, actor: Actor) -> str:
    if not can_mark_paid(actor):
        return tr("Finance agrees to the payment plan. Choose another person in Settings, or ask one.")
    if page.plan.small_first_percent is None:
        return tr("The officer writes the payment plan first, under Form.")
    return ""


def stacked(*parts: QWidget) -> QWidget:
    """Widgets under each other, at the top of their holder."""
    holder = QWidget()
    inner = column(holder, gap="l")
    for part in parts:
        inner.addWidget(part)
    inner.addStretch(1)
    return holder
