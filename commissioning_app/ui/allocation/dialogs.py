"""Recording what the panel recommends, and agreeing to it or sending it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.services.allocation import record_recommendation
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.queries.allocation import AllocationPage
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.allocation.words import count_words, shared_words
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.rounds.findings_card import finding_row
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, Prose, Rule


class RecommendDialog(ActDialog):
    """Records the amounts that are shown; another method than the rule asks for a reason."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, page: AllocationPage) -> None:
        title = tr("Record this sharing?") if page.is_trial else tr("Recommend this to the approver?")
        super().__init__(parent, context, title, _what_is_recorded(page), width=600)
        self.page = page
        self.body.addWidget(Label(count_words(page), "strong"))
        self.body.addWidget(Prose(shared_words(page)))
        self.reason = GrowingTextEdit(lines=3)
        self.departs = not page.is_the_rule and not page.is_trial
        if self.departs:
            self._ask_why(page)
        button = tr("Record it") if page.is_trial else tr("Recommend it")
        self.finish(button)
        (self.reason if self.departs else self.go_button).setFocus()

    def act(self, *, fresh: bool) -> None:
        """Record it."""
        record_recommendation(
            self.context,
            round_code=self.page.round_code,
            method=None if self.page.is_the_rule else self.page.method,
            reason=self.reason.toPlainText(),
        )

    def _ask_why(self, page: AllocationPage) -> None:
        figures = next(card.figures for card in page.methods if card.name == page.method)
        words = tr_count(
            "This departs from the published rule: one EOI gets another amount than under {rule}.",
            "This departs from the published rule: {count} EOIs get another amount than under {rule}.",
            len(figures.differs),
            rule=page.rule_title.lower(),
        )
        self.body.addWidget(InlineMessage(words, "warn"))
        help = tr("The approver reads it, it goes into the trail, and it is published with the outcome.")
        self.add_field("reason", FormField(tr("&Why depart from the rule?"), self.reason, help=help))


class ApproveDialog(ActDialog):
    """Agrees to the recommendation. What stands in the way, or should be looked at, is listed first."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, page: AllocationPage) -> None:
        awards = sum(line.amount_pence > 0 for line in page.lines)
        said = tr_count(
            "You agree, as the second person, to {count} award of {amount}. The round is decided with it.",
            "You agree, as the second person, to {count} awards, {amount} together. The round is decided "
            "with it.",
            awards,
            amount=pounds(page.allocated_pence),
        )
        super().__init__(parent, context, tr("Approve the recommendation?"), said, width=640)
        self.page = page
        found = page.recommendation
        if found is not None and found.departure_reason:
            departs = tr("It departs from the published rule: {reason}", reason=found.departure_reason)
            self.body.addWidget(InlineMessage(departs, "warn"))
        if page.in_the_way or page.to_note:
            self.body.addWidget(_findings(page.in_the_way, page.to_note))
        self.minute = GrowingTextEdit(lines=2)
        help = tr("A line for the record, such as the minute of the meeting.")
        self.add_field("reason", FormField(tr("&For the record"), self.minute, help=help, optional=True))
        self.finish(tr("Approve"))
        if page.in_the_way:
            words = tr_count(
                "One check stands in the way: it is mended, or explained and agreed, before the round is "
                "decided.",
                "{count} checks stand in the way: they are mended, or explained and agreed, before the round "
                "is decided.",
                len(page.in_the_way),
            )
            self.message.show_message(words, "warn")
            self.go_button.refuse(words)
        self.minute.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Decide the round."""
        found = self.page.recommendation
        decide_round(
            self.context,
            round_code=self.page.round_code,
            approve=True,
            reason=self.minute.toPlainText(),
            version=None if fresh or found is None else found.version,
        )


class SendBackDialog(ActDialog):
    """Sends the recommendation back, with a reason that the officer reads."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, page: AllocationPage) -> None:
        said = tr("The officer reads your reason, and records another recommendation.")
        super().__init__(parent, context, tr("Send the recommendation back?"), said)
        self.page = page
        self.reason = GrowingTextEdit(lines=3)
        help = tr("It goes into the trail, where others can read it.")
        self.add_field("reason", FormField(tr("&Why?"), self.reason, help=help))
        self.finish(tr("Send it back"))
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Send it back."""
        found = self.page.recommendation
        decide_round(
            self.context,
            round_code=self.page.round_code,
            approve=False,
            reason=self.reason.toPlainText(),
            version=None if fresh or found is None else found.version,
        )


def _what_is_recorded(page: AllocationPage) -> str:
    if page.is_trial:
        return tr("This is a trial: the awards are made at once. Earlier ones of this trial are replaced.")
    found = page.recommendation
    if found is not None and page.is_recorded:
        return tr(
            "It takes the place of what {who} recorded, which the approver has not decided on.",
            who=found.recorded_by,
        )
    return tr("A second person approves it or sends it back. Until then nothing is decided.")


def _findings(stand: Sequence[Finding], noted: Sequence[Finding]) -> QWidget:
    """Checks in the way, then those to take note of."""
    holder = QWidget()
    inner = column(holder, gap="s")
    for heading, findings in ((tr("In the way"), stand), (tr("To take note of"), noted)):
        if findings:
            inner.addWidget(Label(heading, "section"))
        for finding in findings:
            inner.addWidget(finding_row(finding))
            inner.addWidget(Rule())
    return holder
