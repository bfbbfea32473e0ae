"""The Allocation tab: the rule that was published, what it gives to whom and why, and who approves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.eois import Decision
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.roles import can_see_all_assessments
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.equality import read_equality_statement
from commissioning_app.services.queries.allocation import AllocationPage, allocation_page
from commissioning_app.services.queries.moderation import ModerationRow, moderation_rows
from commissioning_app.services.queries.recommendations import STANDING
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.allocation.dialogs import ApproveDialog, RecommendDialog, SendBackDialog
from commissioning_app.ui.allocation.head import HeadActs, RuleHead
from commissioning_app.ui.allocation.listing import AmountsCard
from commissioning_app.ui.allocation.methods import MethodsRow
from commissioning_app.ui.allocation.reserve import DifferedCard, ReserveCard
from commissioning_app.ui.allocation.rule import RuleCard
from commissioning_app.ui.allocation.statement import StatementCard
from commissioning_app.ui.allocation.words import unscored_words
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.tasks import CancelToken, Progress, Task, run_task
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.rounds.workspace import show_round_anew
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Label

RECOMMENDATION = "recommendation"
SHOW_WAIT_AFTER = 300
Loaded = tuple[AllocationPage, tuple[ModerationRow, ...]]


class AllocationTab(Page):
    """One round's sharing of its pot. `item` may be "recommendation" or an EOI's reference."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.page: AllocationPage | None = None
        self._method: str | None = None
        self._task: Task[Loaded] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOW_WAIT_AFTER)
        column(self).addWidget(self._make_page())
        self._wait.timeout.connect(self.waiting.show)

    def _make_page(self) -> ScrollPage:
        self.sheet = page = ScrollPage()
        self.message = InlineMessage()
        self.waiting = Label(tr("Sharing the pot…"), "muted")
        self.waiting.hide()
        self.head = RuleHead(HeadActs(self.recommend, self.approve, self.send_back, self._see_findings))
        self.statement = StatementCard(self.read_statement)
        self.comparing = InlineMessage()
        self.back_button = LinkButton(tr("Back to the recorded amounts"), self.show_own)
        self.unscored = InlineMessage()
        self.methods = MethodsRow()
        self.methods.chosen.connect(self.compare)
        self.body = self._make_body()
        self.before = Card()
        self.before_state = EmptyState(tr("The pot is shared here"), icon="scales")
        self.before.add(self.before_state)
        for part in (
            self.message, self.waiting, self.head, self.statement, self.unscored, self.methods,
            self.comparing, self.back_button, self.body, self.before,
        ):  # fmt: skip
            page.add(part)
        page.content.addStretch(1)
        for part in (
            self.head,
            self.statement,
            self.comparing,
            self.back_button,
            self.methods,
            self.body,
            self.before,
        ):
            part.hide()
        return page

    def _make_body(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap="l")
        self.rule_card = RuleCard()
        self.amounts = AmountsCard()
        self.amounts.opened.connect(self._open_eoi)
        upper = ResponsiveRow(least=240)
        upper.add(self.rule_card, 2)
        upper.add(self.amounts, 7)
        self.reserve = ReserveCard(lambda: self.amounts.show_decision(Decision.RESERVE))
        self.differed = DifferedCard(lambda: self._go("scoring"))
        lower = ResponsiveRow(least=320)
        lower.add(self.reserve)
        lower.add(self.differed)
        inner.addWidget(upper)
        inner.addWidget(lower)
        return holder

    def open(self, route: Route) -> None:
        """Show the round's own amounts; an EOI's reference as `item` is gone to."""
        if self.page is None or route.round_code != self.page.round_code:
            self.page = None
            self._method = None
        self.sheet.verticalScrollBar().setValue(0)
        super().open(route)

    def refresh(self) -> None:
        """Ask again, off the window's thread: a large round takes a moment."""
        if self.route is None or self.route.round_code is None:
            return
        context, code, method = self.shell.context, self.route.round_code, self._method

        def work(_progress: Progress, _token: CancelToken) -> Loaded:
            page = allocation_page(context, round_code=code, method=method)
            sees = page.shows_amounts and can_see_all_assessments(context.actor)
            return page, moderation_rows(context, round_code=code) if sees else ()

        if self._task is not None:
            self._task.abandon()
        self._wait.start()
        self._task = run_task(work, self._show, self._failed, parent=self)

    # What the person does

    def compare(self, method: str) -> None:
        """See another method's amounts, or those of the rule, worked out now."""
        self._method = method
        self.refresh()

    def show_own(self) -> None:
        """Back to what is recorded, or to the rule."""
        self._method = None
        self.refresh()

    def recommend(self) -> None:
        """Record the amounts that are shown."""
        page = self._shown()
        self._ask(
            RecommendDialog(self, self.shell.context, page),
            tr("The sharing is recorded.") if page.is_trial else tr("Recorded. An approver decides on it."),
        )

    def approve(self) -> None:
        """Agree to the recommendation, which decides the round."""
        dialog = ApproveDialog(self, self.shell.context, self._shown())
        self._ask(dialog, tr("Approved: the round is decided, and its awards are made."))

    def send_back(self) -> None:
        """Ask for another look, with a reason."""
        dialog = SendBackDialog(self, self.shell.context, self._shown())
        self._ask(dialog, tr("The recommendation went back, with your reason."))

    def read_statement(self) -> None:
        """Say that the person at the desk read the equality statement."""
        try:
            read_equality_statement(self.shell.context, round_code=self._shown().round_code)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        show_round_anew(self.shell)
        self.shell.say(tr("It is written down that you read the equality statement."))

    # How it is shown

    def _show(self, loaded: Loaded) -> None:
        page, differing = loaded
        self._stop_waiting()
        self.page = page
        self.message.clear()
        self.head.show()
        self.head.set_page(page, self.shell.app.actor)
        self.statement.set_page(page, self.shell.app.actor)
        has_amounts = page.shows_amounts and bool(page.methods)
        self.before.setVisible(not page.shows_amounts)
        for part in (self.methods, self.body):
            part.setVisible(has_amounts)
        self.unscored.show_message(unscored_words(page.unscored) if page.unscored else "", "warn")
        self._say_comparison(page)
        if not has_amounts:
            self.before_state.set_text(*_before_words(page))
            return
        found = page.recommendation
        standing = found.method if found is not None and found.state in STANDING else ""
        self.methods.set_methods(page.methods, page.method, standing)
        self.rule_card.set_page(page)
        self.amounts.set_page(page)
        self.reserve.set_lines(page.lines)
        self.differed.setVisible(can_see_all_assessments(self.shell.app.actor))
        self.differed.set_rows(differing)
        self._go_to_item()

    def _say_comparison(self, page: AllocationPage) -> None:
        compared = self._method is not None and (not page.is_the_rule or page.recommendation is not None)
        standing = page.recommendation is not None
        words = tr("These amounts are for comparison: the method “{method}”.", method=page.method_title)
        if page.is_the_rule:
            words = tr("These amounts are worked out now by the published rule.")
        if page.hidden:
            words = _hidden_words(page.hidden)
        self.comparing.show_message(words if compared or page.hidden else "", "info")
        self.back_button.setText(
            tr("Back to the recorded amounts") if standing else tr("Back to the amounts of the rule")
        )
        self.back_button.setVisible(compared)

    def _go_to_item(self) -> None:
        item = self.route.item if self.route is not None else None
        if item and item != RECOMMENDATION:
            self.amounts.choose(item)

    def _failed(self, error: Exception) -> None:
        self._stop_waiting()
        for part in (self.head, self.statement, self.methods, self.body, self.before):
            part.hide()
        show_error(error, self.message)

    def _stop_waiting(self) -> None:
        self._wait.stop()
        self.waiting.hide()

    def _shown(self) -> AllocationPage:
        assert self.page is not None
        return self.page

    def _ask(self, dialog: QDialog, said: str) -> None:
        """Show a dialog; when it did something, header and page are asked for again."""
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._method = None
            show_round_anew(self.shell)
            self.shell.say(said)
        dialog.deleteLater()

    def _open_eoi(self, reference: str) -> None:
        self._go("eois", reference)

    def _see_findings(self) -> None:
        self._go("overview", "findings")

    def _go(self, tab: str, item: str | None = None) -> None:
        assert self.route is not None
        self.shell.navigator.go(Route("round", self.route.round_code, tab, item))


def _hidden_words(count: int) -> str:
    return tr_count(
        "One EOI is not shown to you, because you declared an interest in it.",
        "{count} EOIs are not shown to you, because you declared an interest in them.",
        count,
    )


def _before_words(page: AllocationPage) -> Sequence[str]:
    """What will be here, before there is anything to share."""
    if page.state is RoundState.CANCELLED:
        return tr("This round was cancelled"), tr("Its pot was not shared.")
    if page.state is RoundState.DRAFT:
        text = tr("Until the round opens, its rule can be changed under Form. After that it is fixed.")
    else:
        text = tr(
            "When all have scored and moderation has begun, each EOI’s amount stands here, with the sentence "
            "that explains it. Before that half a panel’s scores would steer whoever looks."
        )
    return tr("The pot is shared here"), text
