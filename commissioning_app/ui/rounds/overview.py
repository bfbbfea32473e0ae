"""A round at a glance: what is next, its days, its principles, its pot; and the steps it can take."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.services.principles import RoundReview, load_catalogue, review_round
from commissioning_app.services.queries.actions import (
    ActionLine,
    ActionsPage,
    FindingToActOn,
    actions_page,
)
from commissioning_app.services.queries.rounds import round_money
from commissioning_app.translation import tr
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.pages import ROUND_TABS
from commissioning_app.ui.rounds.action_dialogs import (
    AddActionDialog,
    EditActionDialog,
    FinishActionDialog,
    RemoveActionDialog,
)
from commissioning_app.ui.rounds.actions_card import ActionActs, ActionsCard
from commissioning_app.ui.rounds.banner import FINDINGS, Banner, banner_for
from commissioning_app.ui.rounds.explain import DecideExplanationDialog, ExplainDialog
from commissioning_app.ui.rounds.findings_card import FindingActs, FindingsCard
from commissioning_app.ui.rounds.frameworks.view import FrameworksView
from commissioning_app.ui.rounds.pot_card import CountsCard, PotCard
from commissioning_app.ui.rounds.principles_card import PrinciplesCard
from commissioning_app.ui.rounds.steps import (
    AdvanceDialog,
    CancelDialog,
    ExtendDialog,
    StepBackDialog,
    next_step_of_life,
    step_done,
)
from commissioning_app.ui.rounds.steps_card import StepsCard
from commissioning_app.ui.rounds.timetable import drawn_timetable
from commissioning_app.ui.rounds.workspace import show_round_anew
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage, NextBanner
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.timeline import Timeline

FRAMEWORKS, ACTIONS = "frameworks", "actions"


class OverviewTab(Page):
    """The first tab of a round. `item` is "findings", "actions", or "frameworks": findings through those."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.review: RoundReview | None = None
        self.plan: ActionsPage | None = None
        self.stack = QStackedWidget()
        column(self).addWidget(self.stack)
        self.stack.addWidget(self._make_page())
        self.frameworks = FrameworksView(shell, self._mend)
        self.frameworks.back_wanted.connect(lambda: self._go_to_item(None))
        self.stack.addWidget(self.frameworks)

    def _make_page(self) -> ScrollPage:
        self.sheet = page = ScrollPage()
        self.message = InlineMessage()
        page.add(self.message)
        self.banner = NextBanner()
        page.add(self.banner)
        self.timetable = Card(tr("Timetable"))
        self.timeline = Timeline()
        self.timetable.add(self.timeline)
        page.add(self.timetable)
        page.add(self._make_cards())
        acts = FindingActs(self._mend, self.explain, self.agree, self.send_back, self.act_on)
        self.findings = FindingsCard(acts)
        page.add(self.findings)
        self.actions_card = ActionsCard(
            ActionActs(self.add_action, self.edit_action, self.finish_action, self.remove_action)
        )
        page.add(self.actions_card)
        self.steps = StepsCard(self.advance, self.extend, self.take_back, self.cancel)
        page.add(self.steps)
        page.content.addStretch(1)
        return page

    def _make_cards(self) -> ResponsiveRow:
        """Principles and counts on the left, the pot on the right."""
        left = QWidget()
        inner = column(left, gap="l")
        self.principles = PrinciplesCard()
        self.principles.family_chosen.connect(self._show_family)
        self.principles.frameworks_wanted.connect(lambda: self._go_to_item(FRAMEWORKS))
        self.counts = CountsCard()
        self.pot = PotCard()
        inner.addWidget(self.principles)
        inner.addWidget(self.counts, 1)
        both = ResponsiveRow(least=320)
        both.add(left, 5)
        both.add(self.pot, 3)
        return both

    def open(self, route: Route) -> None:
        """Show the round; `item` "findings" or "actions" goes down to those."""
        super().open(route)
        self.sheet.verticalScrollBar().setValue(0)
        self.frameworks.verticalScrollBar().setValue(0)
        if route.item == FINDINGS:
            self.sheet.show_part(self.findings)
        elif route.item == ACTIONS:
            self._show_actions()

    def refresh(self) -> None:
        """Ask for the round, its findings and its money again."""
        if self.route is None:
            return
        code = self.route.round_code or ""
        if self.route.item == FRAMEWORKS:
            self.stack.setCurrentWidget(self.frameworks)
            self.frameworks.show_round(code)
            return
        self.stack.setCurrentWidget(self.sheet)
        try:
            review = review_round(self.shell.context, round_code=code)
            money = round_money(self.shell.context, round_code=code)
            plan = actions_page(self.shell.context, round_code=code, findings=review.findings)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self.message.clear()
        self.review, self.plan = review, plan
        actor = self.shell.app.actor
        self._show_banner(banner_for(actor, review))
        stages, today = drawn_timetable(review.round, review.facts.today)
        self.timeline.set(stages, today=today)
        self.timetable.set_note(tr("Today is {day}", day=long_date(review.facts.today)))
        self.principles.set_findings(load_catalogue().families, review.findings)
        step = next_step_of_life(review.round)
        self.findings.set_findings(review.findings, step, actor, actions_by_check(plan))
        self.actions_card.set_page(plan)
        self.pot.set_money(review.round, money)
        self.counts.set_facts(review.facts)
        self.steps.set_round(review, actor)

    def advance(self) -> None:
        """Take the next step, in a dialog that lists what stands in the way."""
        assert self.review is not None
        step = next_step_of_life(self.review.round)
        if step is None:
            return
        dialog = AdvanceDialog(self, self.shell.context, self.review, step, self._mend, self.explain)
        self._ask(dialog, step_done(step))

    def extend(self) -> None:
        """Move the closing day later."""
        assert self.review is not None
        self._ask(ExtendDialog(self, self.shell.context, self.review.round), tr("The closing day is moved."))

    def take_back(self) -> None:
        """One step back, with a reason."""
        assert self.review is not None
        said = tr("The round went back a step. The reason is in the trail.")
        self._ask(StepBackDialog(self, self.shell.context, self.review.round), said)

    def cancel(self) -> None:
        """Cancel the round, with a reason for every applicant."""
        assert self.review is not None
        said = tr("The round is cancelled. Make the letters to applicants under Letters.")
        self._ask(CancelDialog(self, self.shell.context, self.review.round), said)

    def explain(self, finding: Finding) -> None:
        """Explain a check that does not hold."""
        said = tr("Explained. An approver agrees or sends it back.")
        self._ask(ExplainDialog(self, self.shell.context, self._code(), finding), said, finding)

    def agree(self, finding: Finding) -> None:
        """Agree to an explanation."""
        dialog = DecideExplanationDialog(self, self.shell.context, self._code(), finding, agree=True)
        self._ask(dialog, tr("You agreed to the explanation."), finding)

    def send_back(self, finding: Finding) -> None:
        """Send an explanation back."""
        dialog = DecideExplanationDialog(self, self.shell.context, self._code(), finding, agree=False)
        self._ask(dialog, tr("The explanation went back, with your reason."), finding)

    def act_on(self, finding: Finding) -> None:
        """Say what will be done about a finding, from its row; the check is filled in."""
        assert self.plan is not None
        wanted = next(one for one in self.plan.findings if one.check_id == finding.id)
        self._ask(self._adding(wanted), tr("It is written down what will be done."), finding)

    def add_action(self, finding: FindingToActOn) -> None:
        """Say what will be done about a finding, from the list of those without an action."""
        said = tr("It is written down what will be done.")
        self._ask(self._adding(finding), said, back_to=self.actions_card.focus_first)

    def edit_action(self, action: ActionLine) -> None:
        """Change what will be done, by whom or by when."""
        dialog = EditActionDialog(self, self.shell.context, action)
        self._ask(dialog, tr("The change is kept."), back_to=self.actions_card.focus_first)

    def finish_action(self, action: ActionLine) -> None:
        """Say that it is done, and what came of it."""
        dialog = FinishActionDialog(self, self.shell.context, action)
        self._ask(dialog, tr("It is written down as done."), back_to=self.actions_card.focus_first)

    def remove_action(self, action: ActionLine) -> None:
        """Take one out, with a reason."""
        dialog = RemoveActionDialog(self, self.shell.context, action)
        self._ask(
            dialog, tr("It is taken out. The reason is in the trail."), back_to=self.actions_card.focus_first
        )

    def _adding(self, finding: FindingToActOn) -> AddActionDialog:
        return AddActionDialog(self, self.shell.context, self._code(), finding)

    def _code(self) -> str:
        assert self.route is not None
        return self.route.round_code or ""

    def _ask(
        self,
        dialog: QDialog,
        said: str,
        about: Finding | None = None,
        back_to: Callable[[], bool] | None = None,
    ) -> None:
        """Show a dialog; when it did something, everything is asked for again and the focus stays near."""
        if dialog.exec() == QDialog.DialogCode.Accepted:
            show_round_anew(self.shell)
            self.shell.say(said)
            is_near = back_to() if back_to else about is not None and self.findings.focus_on(about.id)
            if not is_near:
                self.banner.button.setFocus()
        dialog.deleteLater()

    def _show_banner(self, banner: Banner) -> None:
        act = self.advance if banner.place is None else lambda: self._go(banner.place)
        self.banner.set(banner.sentence, banner.detail, banner.button, act)

    def _mend(self, finding: Finding) -> None:
        self._go(finding.place)

    def _go(self, place: Place | None) -> None:
        """Go to where something is seen or mended."""
        if place is None or place.tab.value not in ROUND_TABS:
            return
        if place.tab is Tab.OVERVIEW and self.stack.currentWidget() is self.sheet:
            if place.anchor == ACTIONS:
                self._show_actions()
            else:
                self.sheet.show_part(self.findings)
            return
        route = Route("round", self._code(), place.tab.value, place.anchor or None)
        self.shell.navigator.go(route)

    def _go_to_item(self, item: str | None) -> None:
        self.shell.navigator.go(Route("round", self._code(), Tab.OVERVIEW.value, item))

    def _show_family(self, family: str) -> None:
        self.findings.show_family(family, load_catalogue().family(family).title)
        self.sheet.show_part(self.findings)

    def _show_actions(self) -> None:
        self.sheet.show_part(self.actions_card)
        self.actions_card.focus_first()


def actions_by_check(plan: ActionsPage) -> dict[str, tuple[ActionLine, ...]]:
    """The actions about each finding that does not hold."""
    return {one.check_id: one.actions for one in plan.findings if one.actions}
