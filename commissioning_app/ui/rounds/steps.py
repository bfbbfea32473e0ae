"""Dialogs that take a round a step on or back, move its closing day, or cancel it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.principles.engine import blocking, warning
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.rounds import STEP_INTO, Round, RoundState, Step
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.principles import RoundReview
from commissioning_app.services.rounds_steps import advance_round, cancel_round, extend_closing, step_back
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.rounds.findings_card import finding_row, waiting
from commissioning_app.ui.rounds.words import state_word
from commissioning_app.ui.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, Rule


def step_title(step: Step) -> str:
    """The step as a button says it."""
    return {
        Step.OPEN: tr("Open the round"),
        Step.CLOSE: tr("Close the round"),
        Step.SCORING: tr("Start scoring"),
        Step.MODERATION: tr("Start moderation"),
        Step.DECIDE: tr("Record the decision"),
        Step.ANNOUNCE: tr("Announce the decisions"),
        Step.PAY: tr("Start paying"),
        Step.FINISH: tr("Finish the round"),
    }[step]


def step_words(step: Step) -> str:
    """What the step does, before it is taken."""
    return {
        Step.OPEN: tr(
            "From now on the form, the days, the criteria and the rule for sharing the pot are public and "
            "fixed. EOIs can come in."
        ),
        Step.CLOSE: tr("From now on an EOI that comes in is late."),
        Step.SCORING: tr("Panel members can read and score the EOIs that were given to them."),
        Step.MODERATION: tr("Scores are in. The panel meets and talks about where they differ."),
        Step.DECIDE: tr("The recorded sharing of the pot becomes the decision of this trial."),
        Step.ANNOUNCE: tr(
            "Every applicant counts as told, with the letters that were made. From here there is no way back."
        ),
        Step.PAY: tr("Finance can mark instalments as paid."),
        Step.FINISH: tr("The round is over. Everything in it can still be read."),
    }[step]


def step_done(step: Step) -> str:
    """What is so, once the step is taken."""
    return {
        Step.OPEN: tr("The round is open."),
        Step.CLOSE: tr("The round is closed."),
        Step.SCORING: tr("Scoring has begun."),
        Step.MODERATION: tr("Moderation has begun."),
        Step.DECIDE: tr("The decision is recorded."),
        Step.ANNOUNCE: tr("The decisions are announced."),
        Step.PAY: tr("Paying has begun."),
        Step.FINISH: tr("The round is finished."),
    }[step]


def next_step_of_life(round_: Round) -> Step | None:
    """The step that comes next in the round's life, if there is one."""
    if round_.state in (RoundState.FINISHED, RoundState.CANCELLED):
        return None
    return STEP_INTO[round_.next_state()]


class _RoundDialog(Dialog):
    """A dialog that changes one round."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, title: str, text: str
    ) -> None:
        super().__init__(parent, title, text, width=600)
        self.context, self.round_code = context, round_code
        self.message = InlineMessage()
        self.body.addWidget(self.message)
        self.fields: dict[str, FormField] = {}

    def take(self) -> None:
        """Call the service; stay open with the sentence when it refuses."""
        for field in self.fields.values():
            field.clear_error()
        try:
            self.act()
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
            return
        self.accept()

    def act(self) -> None:
        """Call the service."""
        raise NotImplementedError

    def add_reason(self, label: str, help: str, *, optional: bool = False) -> GrowingTextEdit:
        """A field for the reason."""
        edit = GrowingTextEdit(lines=3)
        self.fields["reason"] = FormField(label, edit, help=help, optional=optional)
        self.body.addWidget(self.fields["reason"])
        return edit


class AdvanceDialog(_RoundDialog):
    """Take the next step. What stands in the way is listed, with the way to mend it."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        review: RoundReview,
        step: Step,
        go_to: Callable[[Finding], object],
        explain: Callable[[Finding], object] | None = None,
    ) -> None:
        title = step_title(step)
        super().__init__(parent, context, review.round.code, title, step_words(step))
        self._go_to, self._explain = go_to, explain
        trial = review.round.is_trial
        stand = [] if trial else blocking(review.findings, step)
        noted = [] if trial else warning(review.findings, step)
        if stand or noted:
            self._list(stand, noted)
        self.add_button(SecondaryButton(tr("Not yet"), self.reject), default=bool(stand))
        self.ok = self.add_button(PrimaryButton(title, self.take), default=not stand)
        if stand:
            words = tr_count(
                "One check stands in the way: mend it, or explain it and let an approver agree.",
                "{count} checks stand in the way: mend them, or explain them and let an approver agree.",
                len(stand),
            )
            self.message.show_message(words, "warn")
            self.ok.refuse(words)
        else:
            self.ok.setFocus()

    def act(self) -> None:
        """Take the step."""
        advance_round(self.context, round_code=self.round_code)

    def _list(self, stand: list[Finding], noted: list[Finding]) -> None:
        for heading, findings in ((tr("In the way"), stand), (tr("To take note of"), noted)):
            if findings:
                self.body.addWidget(Label(heading, "section"))
            for finding in findings:
                self.body.addWidget(finding_row(finding, self._links(finding, in_the_way=findings is stand)))
                self.body.addWidget(Rule())

    def _links(self, finding: Finding, *, in_the_way: bool) -> list[tuple[str, Callable[[], object]]]:
        """To where it is mended; what is in the way can be explained instead, once."""
        links: list[tuple[str, Callable[[], object]]] = [
            (tr("Go and mend it"), lambda: self._leave_for(finding, self._go_to))
        ]
        explain = self._explain
        if in_the_way and explain is not None and finding not in waiting([finding]):
            links.append((tr("Explain it"), lambda: self._leave_for(finding, explain)))
        return links

    def _leave_for(self, finding: Finding, way: Callable[[Finding], object]) -> None:
        self.reject()
        way(finding)


class StepBackDialog(_RoundDialog):
    """Take the round back a step, with a reason."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, round_: Round) -> None:
        super().__init__(
            parent,
            context,
            round_.code,
            tr("Take the round back a step?"),
            tr("It is {state} now. What this undoes is recorded.", state=state_word(round_.state).lower()),
        )
        self.reason = self.add_reason(tr("&Why?"), tr("It goes into the trail, where others can read it."))
        self.add_button(SecondaryButton(tr("Leave it as it is"), self.reject), default=True)
        self.ok = self.add_button(DangerButton(tr("Take it &back"), self.take))
        self.reason.setFocus()

    def act(self) -> None:
        """Take it back."""
        step_back(self.context, round_code=self.round_code, reason=self.reason.toPlainText())


class CancelDialog(_RoundDialog):
    """Cancel the round; every applicant is sent the reason."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, round_: Round) -> None:
        super().__init__(
            parent,
            context,
            round_.code,
            tr("Cancel “{name}”?", name=round_.name),
            tr("A cancelled round can't be taken up again. Nothing in it is lost."),
        )
        self.reason = self.add_reason(
            tr("&Why?"), tr("Every applicant is sent this reason, as you write it.")
        )
        self.add_button(SecondaryButton(tr("Keep the round"), self.reject), default=True)
        self.ok = self.add_button(DangerButton(tr("&Cancel the round"), self.take))
        self.reason.setFocus()

    def act(self) -> None:
        """Cancel it."""
        cancel_round(self.context, round_code=self.round_code, reason=self.reason.toPlainText())


class ExtendDialog(_RoundDialog):
    """A later closing day."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, round_: Round) -> None:
        closes = round_.timetable.closes_on
        now = (
            tr("It is {day} now. Everyone has to be told the new day.", day=long_date(closes))
            if closes
            else ""
        )
        super().__init__(parent, context, round_.code, tr("Move the closing day later"), now)
        self.day = DateField(closes, required=True)
        self.fields["closes_on"] = FormField(tr("&New closing day"), self.day)
        self.body.addWidget(self.fields["closes_on"])
        self.reason = self.add_reason(tr("&Why?"), tr("It goes into the trail."), optional=True)
        self.add_button(SecondaryButton(tr("Leave it as it is"), self.reject))
        self.ok = self.add_button(PrimaryButton(tr("&Move the day"), self.take), default=True)
        self.day.setFocus()

    def act(self) -> None:
        """Move it."""
        if self.day.check() and self.day.day is not None:
            reason = self.reason.toPlainText()
            extend_closing(self.context, round_code=self.round_code, closes_on=self.day.day, reason=reason)
