"""What stands at the top: the published rule, then what is recommended and who decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import Actor, can_approve, can_recommend
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.queries.allocation import AllocationPage
from commissioning_app.services.queries.recommendations import RecommendationView
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.allocation.words import rule_detail, rule_sentence
from commissioning_app.ui.lib.layouts import FlowLayout, column
from commissioning_app.ui.lib.theme import Tone
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Label, Prose


@dataclass(frozen=True)
class HeadActs:
    """What the buttons do."""

    recommend: Callable[[], object]
    approve: Callable[[], object]
    send_back: Callable[[], object]
    see_findings: Callable[[], object]


class RuleHead(QFrame):
    """The rule; under it the recommendation's state, what to look at before deciding, and the buttons."""

    def __init__(self, acts: HeadActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "soft")
        outer = column(self, gap="m")
        outer.setContentsMargins(18, 16, 18, 16)
        both = ResponsiveRow(least=400, gap=SPACE["xxl"])
        both.add(self._make_rule())
        both.add(self._make_standing(acts))
        outer.addWidget(both)
        self.departure = InlineMessage()
        self.moved = InlineMessage()
        self.blocked = InlineMessage()
        for message in (self.departure, self.moved, self.blocked):
            outer.addWidget(message)

    def _make_rule(self) -> QWidget:
        part = QWidget()
        inner = column(part, gap="s")
        self.sentence = Label("", "banner")
        self.detail = Prose("", "muted")
        inner.addWidget(self.sentence)
        inner.addWidget(self.detail)
        inner.addStretch(1)
        return part

    def _make_standing(self, acts: HeadActs) -> QWidget:
        self.standing = QWidget()
        inner = column(self.standing, gap="s")
        self.chip = StatusChip()
        inner.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.state = Prose("", "strong")
        self.reason = Prose("")
        inner.addWidget(self.state)
        inner.addWidget(self.reason)
        inner.addWidget(self._make_foot(acts))
        inner.addStretch(1)
        return self.standing

    def _make_foot(self, acts: HeadActs) -> QWidget:
        self.foot = QWidget()
        flow = FlowLayout(self.foot, gap="m", line_gap="s")
        self.recommend_button = PrimaryButton(tr("&Recommend to the approver"), acts.recommend, icon="scales")
        self.approve_button = PrimaryButton(tr("&Approve…"), acts.approve, icon="check")
        self.send_back_button = SecondaryButton(tr("Send it &back…"), acts.send_back, icon="back")
        self.findings_button = LinkButton(tr("See the checks in the overview"), acts.see_findings)
        self._buttons = (
            self.recommend_button, self.approve_button, self.send_back_button, self.findings_button,
        )  # fmt: skip
        for button in self._buttons:
            flow.addWidget(button)
        return self.foot

    def set_page(self, page: AllocationPage, actor: Actor) -> None:
        """Say how another round stands, with what this person can do about it."""
        self.sentence.setText(rule_sentence(page))
        self.detail.setText(rule_detail(page))
        found = page.recommendation
        self._set_state(page, found)
        waits = found is not None and found.state is RecommendationState.RECOMMENDED
        self.departure.show_message(_departure_words(found), "warn")
        self.moved.show_message(_moved_words(found, actor), "warn")
        stand = page.in_the_way if waits or can_recommend(actor) else ()
        self.blocked.show_message(_blocked_words(page) if stand else "", "warn")
        self.findings_button.setVisible(bool(stand))
        self._set_buttons(page, actor, waits=waits)

    def _set_state(self, page: AllocationPage, found: RecommendationView | None) -> None:
        for part in (self.chip, self.state):
            part.setVisible(page.shows_amounts)
        if found is None:
            self.chip.set(tr("Not recommended yet"), "neutral", "clock")
            self.state.setText(_before_words(page))
            self.reason.hide()
            return
        self.chip.set(*_chip(found.state))
        self.state.setText(_state_words(page, found))
        self.reason.setText(_reason_words(found))
        self.reason.setVisible(bool(self.reason.text()))

    def _set_buttons(self, page: AllocationPage, actor: Actor, *, waits: bool) -> None:
        at_work = page.is_trial or page.state is RoundState.MODERATION
        self.recommend_button.setVisible(at_work and can_recommend(actor))
        self.recommend_button.setText(_recommend_words(page))
        self.recommend_button.refuse(why_not_recommend(page))
        for button in (self.approve_button, self.send_back_button):
            button.setVisible(at_work and waits and can_approve(actor))
            button.refuse(why_not_decide(page))
        if waits and page.recommendation is not None and page.recommendation.moved:
            stale = tr("EOIs or scores changed since this was recorded. Send it back.")
            self.approve_button.refuse(why_not_decide(page) or stale)
        self.foot.setVisible(any(not button.isHidden() for button in self._buttons))
        self.standing.setVisible(page.shows_amounts or not self.foot.isHidden())


def why_not_recommend(page: AllocationPage) -> str:
    """Why nothing can be recommended now; "" when it can."""
    if not page.lines:
        return tr("There is no EOI with a panel score.")
    if page.unscored and not page.is_trial:
        return tr("Some EOIs have no panel score yet: members of both groups have to score them.")
    return ""


def why_not_decide(page: AllocationPage) -> str:
    """Why this person can't decide on the recommendation; "" when they can."""
    if page.recommendation is not None and page.recommendation.is_mine:
        return tr("You recorded this recommendation, so a second person decides on it.")
    if page.has_scored:
        return tr("You are on this round’s panel, so somebody else decides.")
    return ""


def _recommend_words(page: AllocationPage) -> str:
    if page.is_trial:
        return tr("&Record this sharing")
    return tr("&Recommend to the approver") if page.is_the_rule else tr("&Recommend this instead of the rule")


def _before_words(page: AllocationPage) -> str:
    if page.is_trial:
        return tr("This is a trial: nothing holds it up, and what is recorded makes its awards at once.")
    return tr("When the panel has talked about where it differs, an officer records what it recommends.")


def _chip(state: RecommendationState) -> tuple[str, Tone, str]:
    chips: dict[RecommendationState, tuple[str, Tone, str]] = {
        RecommendationState.RECOMMENDED: (tr("Waits for the approver"), "info", "clock"),
        RecommendationState.SENT_BACK: (tr("Sent back"), "bad", "back"),
        RecommendationState.APPROVED: (tr("Approved"), "good", "check"),
        RecommendationState.REPLACED: (tr("Replaced"), "neutral", "refresh"),
    }
    return chips[state]


def _state_words(page: AllocationPage, found: RecommendationView) -> str:
    recorded = tr(
        "{who} recorded {amount} on {day}, by the method “{method}”.",
        who=found.recorded_by,
        amount=pounds(found.allocated_pence),
        day=long_date(found.recorded_on),
        method=found.method_title,
    )
    if found.decided_on is None:
        return recorded
    decided = tr("{who} sent it back on {day}.") if found.state is RecommendationState.SENT_BACK else ""
    decided = decided or tr("{who} approved it on {day}.")
    return f"{recorded} {decided.format(who=found.decided_by, day=long_date(found.decided_on))}"


def _reason_words(found: RecommendationView) -> str:
    if not found.decision_reason:
        return ""
    return tr("The approver says: {reason}", reason=found.decision_reason)


def _departure_words(found: RecommendationView | None) -> str:
    if found is None or not found.departure_reason:
        return ""
    count = tr_count(
        "One EOI gets another amount than under the rule.",
        "{count} EOIs get another amount than under the rule.",
        len(found.differs_from_rule),
    )
    return tr(
        "It departs from the published rule, by the method “{method}”. {count} The reason: {reason}",
        method=found.method_title,
        count=count,
        reason=found.departure_reason,
    )


def _moved_words(found: RecommendationView | None, actor: Actor) -> str:
    if found is None or not found.moved:
        return ""
    count = tr_count(
        "Since this was recorded, scores or EOIs changed: one EOI would get another amount now.",
        "Since this was recorded, scores or EOIs changed: {count} EOIs would get another amount now.",
        len(found.moved),
    )
    do = (
        tr("Recommend again.")
        if can_recommend(actor)
        else tr("Send it back, so that the pot is shared again.")
    )
    return f"{count} {do}"


def _blocked_words(page: AllocationPage) -> str:
    names = ", ".join(f"{finding.id} {finding.title.lower()}" for finding in page.in_the_way)
    return tr_count(
        "One check stands in the way of deciding: {names}.",
        "{count} checks stand in the way of deciding: {names}.",
        len(page.in_the_way),
        names=names,
    )
