"""The Awards & payments tab: does it add up, who is paid what and when, and what finance does about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QStackedWidget

from commissioning_app.domain.awards import AwardState
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.awards import move_award, release_instalment
from commissioning_app.services.queries.awards import AwardsPage, InstalmentLine, awards_page
from commissioning_app.services.queries.before_paying import before_paying_page
from commissioning_app.services.schedule import ScheduleExport
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.awards.before_paying.listing import BeforePayingCard
from commissioning_app.ui.awards.before_paying.part import (
    BEFORE_PAYING,
    BeforePayingPart,
    is_before_paying,
)
from commissioning_app.ui.awards.dialogs import (
    AgreePlanDialog,
    AwardStepDialog,
    ExportDialog,
    HoldDialog,
    MarkPaidDialog,
)
from commissioning_app.ui.awards.listing import AWARDS, INSTALMENTS, AwardLists
from commissioning_app.ui.awards.reconciling import PlanCard, ReconciliationCard
from commissioning_app.ui.awards.view import AwardView
from commissioning_app.ui.awards.words import WITH_REASON, award_word
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage

PLAN = "payment_plan"
LISTS = frozenset({AWARDS, INSTALMENTS})


class AwardsTab(Page):
    """One round's awards. `item` is "awards", "instalments", "payment_plan" or the reference of an award.

    At "before_paying" it is those to be funded, and what is looked at before; with "/" and an id, one.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.page: AwardsPage | None = None
        self._order: list[str] = []
        self.stack = QStackedWidget()
        column(self).addWidget(self.stack)
        self.overview = self._make_overview()
        self.view = AwardView(shell)
        for signal, act in (
            (self.view.back_wanted, self._back),
            (self.view.step_wanted, self._step),
            (self.view.move_wanted, self.take_step),
            (self.view.pay_wanted, lambda line: self.mark_paid([line])),
            (self.view.hold_wanted, self.hold),
            (self.view.release_wanted, self.release),
            (self.view.saved, self._codes_saved),
            (self.view.eoi_wanted, self._open_eoi),
        ):
            signal.connect(act)
        self.checks = BeforePayingPart(shell)
        self.checks.back_wanted.connect(self._back)
        self.stack.addWidget(self.overview)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.checks)

    def _make_overview(self) -> ScrollPage:
        sheet = ScrollPage()
        self.message = InlineMessage()
        self.exported = InlineMessage()
        self.reconciliation = ReconciliationCard(self.export)
        self.plan = PlanCard(self.agree_plan)
        self.sums = ResponsiveRow(least=300)
        self.sums.add(self.reconciliation, 3)
        self.sums.add(self.plan, 2)
        self.lists = AwardLists()
        self.lists.opened.connect(self._open_award)
        self.lists.pay_wanted.connect(self.mark_paid)
        self.lists.hold_wanted.connect(self.hold)
        self.lists.release_wanted.connect(self.release)
        self.before = Card()
        self.before_state = EmptyState(tr("Awards and payments stand here"), icon="pound")
        self.before.add(self.before_state)
        self.checks_card = BeforePayingCard(lambda: self._go("awards", BEFORE_PAYING))
        for part in (self.message, self.exported, self.sums, self.checks_card):
            sheet.add(part)
        sheet.add(self.lists, 1)
        sheet.add(self.before)
        return sheet

    def open(self, route: Route) -> None:
        """Show the lists or one award."""
        if self.page is not None and self.page.round_code != route.round_code:
            self.exported.clear()
            self._order = []
        if route.item in LISTS:
            self.lists.show_list(route.item or AWARDS)
        self.overview.verticalScrollBar().setValue(0)
        super().open(route)
        if route.item == PLAN:
            self.overview.ensureWidgetVisible(self.plan)
            if self.plan.agree_button.isEnabled():
                self.plan.agree_button.setFocus()

    def refresh(self) -> None:
        """Ask for the awards again."""
        if self.route is None or self.route.round_code is None:
            return
        if is_before_paying(self.route.item):
            self.stack.setCurrentWidget(self.checks)
            self.checks.show_round(self.route.round_code, self.route.item or BEFORE_PAYING)
            return
        try:
            page = awards_page(self.shell.context, round_code=self.route.round_code)
            checks = before_paying_page(self.shell.context, round_code=self.route.round_code)
        except CommissioningError as error:
            self.page = None
            self.stack.setCurrentWidget(self.overview)
            for part in (self.sums, self.checks_card, self.lists, self.before):
                part.hide()
            show_error(error, self.message)
            return
        self.page = page
        self.message.clear()
        self.checks_card.set_page(checks)
        self.checks_card.setVisible(bool(checks.rows))
        self._fill(page)
        self._show_named(page)

    def may_leave(self) -> bool:
        """Ask about what was typed and not saved."""
        if self.stack.currentWidget() is self.checks:
            return self.checks.may_leave()
        return self.stack.currentWidget() is not self.view or self.view.may_leave()

    # What the person does

    def mark_paid(self, lines: Sequence[InstalmentLine]) -> None:
        """Record one payment or a whole run."""
        said = tr_count(
            "{count} instalment is marked as paid.", "{count} instalments are marked as paid.", len(lines)
        )
        self._ask(MarkPaidDialog(self, self.shell.context, lines), said)

    def hold(self, line: InstalmentLine) -> None:
        """Keep a payment back."""
        self._ask(HoldDialog(self, self.shell.context, line), tr("The payment is held back."))

    def release(self, line: InstalmentLine) -> None:
        """Put a held payment back into the plan."""

        def act() -> None:
            release_instalment(self.shell.context, instalment_id=line.instalment_id, version=line.version)

        self._do(act, tr("The payment is back in the plan."))

    def take_step(self, state: AwardState) -> None:
        """Take the open award a step on."""
        award = self.view.award
        assert award is not None
        said = tr(
            "{reference} is marked: {state}.", reference=award.reference, state=award_word(state).lower()
        )
        if state in WITH_REASON:
            self._ask(AwardStepDialog(self, self.shell.context, award, state), said)
            return

        def act() -> None:
            move_award(self.shell.context, award_id=award.award_id, version=award.version, state=state)

        self._do(act, said)

    def agree_plan(self) -> None:
        """Finance's word on the payment plan."""
        assert self.page is not None
        self._ask(AgreePlanDialog(self, self.shell.context, self.page), tr("Finance agreed to the plan."))

    def export(self) -> None:
        """Write the schedule for finance."""
        assert self.page is not None
        dialog = ExportDialog(self, self.shell.context, self.shell.app.schedule_files(), self.page)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.export
        dialog.deleteLater()
        if done and found is not None:
            self.exported.show_message(_export_words(found), "good" if found.reconciles else "warn")
            self.overview.verticalScrollBar().setValue(0)

    # How it is done

    def _fill(self, page: AwardsPage) -> None:
        actor = self.shell.app.actor
        has_awards = bool(page.awards)
        self.sums.show()
        self.reconciliation.set_page(page, actor)
        self.plan.set_page(page, actor)
        self.lists.setVisible(has_awards)
        self.before.setVisible(not has_awards)
        self.before_state.set_text(*_before_words(page))
        self.lists.set_page(page, actor)

    def _show_named(self, page: AwardsPage) -> None:
        item = self.route.item if self.route is not None else None
        award = next((one for one in page.awards if one.reference == item), None)
        if award is None:
            self.view.award = None
            self.stack.setCurrentWidget(self.overview)
            return
        if award.reference not in self._order:
            self._order = self.lists.references()
        self.view.show_award(page, award, self._order, self.shell.app.actor)
        self.stack.setCurrentWidget(self.view)

    def _ask(self, dialog: QDialog, said: str) -> None:
        """Show a dialog; when it did something, everything here is asked for again."""
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.refresh()
            self.shell.say(said)
        dialog.deleteLater()

    def _do(self, act: Callable[[], None], said: str) -> None:
        """Call a service; the page shows what is true now, and why it refused."""
        try:
            act()
        except CommissioningError as error:
            self.refresh()
            one = self.stack.currentWidget() is self.view
            show_error(error, self.view.message if one else self.message)
            return
        self.refresh()
        self.shell.say(said)

    def _codes_saved(self) -> None:
        self.refresh()
        self.shell.say(tr("The codes are saved."))

    def _open_award(self, reference: str) -> None:
        """Open one from the lists; going on follows the list as it is now, whatever is done meanwhile."""
        self._order = self.lists.references()
        self._go("awards", reference)

    def _open_eoi(self) -> None:
        assert self.view.award is not None
        self._go("eois", self.view.award.reference)

    def _back(self) -> None:
        self._go("awards", self.lists.tabs.current)

    def _step(self, by: int) -> None:
        order = self._order
        here = self.view.award.reference if self.view.award is not None else None
        if here in order and 0 <= order.index(here) + by < len(order):
            self._go("awards", order[order.index(here) + by])

    def _go(self, tab: str, item: str | None) -> None:
        assert self.route is not None
        self.shell.navigator.go(Route("round", self.route.round_code, tab, item))


def _export_words(found: ScheduleExport) -> str:
    names = ", ".join(str(path) for path in found.files)
    return tr(
        "Written: {names}. {sentence} SHA-256 of {first}: {digest}",
        names=names,
        sentence=found.sentence,
        first=found.files[0].name,
        digest=found.sha256,
    )


def _before_words(page: AwardsPage) -> tuple[str, str]:
    """What will be here, before there are awards."""
    if page.state is RoundState.CANCELLED:
        return tr("This round was cancelled"), tr("Nothing was awarded.")
    return tr("Awards and payments stand here"), tr(
        "When an approver has agreed to the recommendation, each award stands here with its instalments, and "
        "finance exports the award schedule."
    )
