"""The steps that a round can take by hand: on, back, a later closing day, cancelling."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.roles import Actor, can_move_rounds
from commissioning_app.domain.rounds import Round, RoundState, Step
from commissioning_app.services.context import LONDON
from commissioning_app.services.principles import RoundReview
from commissioning_app.services.rounds_steps import HOW_TO_DECIDE
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout
from commissioning_app.ui.rounds.steps import next_step_of_life, step_title
from commissioning_app.ui.rounds.words import state_word
from commissioning_app.ui.widgets.buttons import QuietButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.text import Prose

Act = Callable[[], object]
_LAST_CHANGES = 4


class StepsCard(Card):
    """Where the round came from, and the buttons that move it; each says why when it can't be pressed."""

    def __init__(
        self, advance: Act, extend: Act, take_back: Act, cancel: Act, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Steps of the round"), parent=parent)
        self.history = KeyValueList()
        self.nothing = Prose(tr("No step was taken yet."), "muted")
        self.add(self.history)
        self.add(self.nothing)
        self.body.addStretch(1)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap="s", line_gap="s")
        self.advance_button = SecondaryButton("", advance)
        self.extend_button = QuietButton(tr("Move the closing &day"), extend, icon="calendar")
        self.back_button = QuietButton(tr("Go &back a step"), take_back, icon="back")
        self.cancel_button = QuietButton(tr("Cancel the round"), cancel, icon="cross")
        for button in (self.advance_button, self.extend_button, self.back_button, self.cancel_button):
            flow.addWidget(button)
        self.add(buttons)

    def set_round(self, review: RoundReview, actor: Actor) -> None:
        """Show another round's steps."""
        round_ = review.round
        changes = [
            (state_word(change.state), tr("{day}, {who}", day=long_date(change.at.astimezone(LONDON).date()),
                                          who=change.by))
            for change in round_.history[-_LAST_CHANGES:]
        ]  # fmt: skip
        self.history.set(changes)
        self.history.setVisible(bool(changes))
        self.nothing.setVisible(not changes)
        step = next_step_of_life(round_)
        self.advance_button.setText(step_title(step) if step is not None else "")
        self.advance_button.setVisible(step is not None)
        who = "" if can_move_rounds(actor) else tr("Officers take a round through its steps.")
        self.advance_button.refuse(who or _why_not_on(round_, step))
        self.extend_button.setVisible(round_.state is RoundState.OPEN and not round_.is_trial)
        self.extend_button.refuse(who or _why_not_later(review))
        self.back_button.refuse(who or _why_not_back(round_))
        self.cancel_button.refuse(who or _why_not_cancelled(round_))


def _why_not_on(round_: Round, step: Step | None) -> str:
    return HOW_TO_DECIDE if step is Step.DECIDE and not round_.is_trial else ""


def _why_not_later(review: RoundReview) -> str:
    closes = review.round.timetable.closes_on
    if closes is None:
        return tr("The round has no closing day.")
    return tr("The closing day has passed.") if review.facts.today > closes else ""


def _why_not_back(round_: Round) -> str:
    if round_.state in (RoundState.DRAFT, RoundState.CANCELLED):
        return tr("There is no step to go back to.")
    if round_.is_past(RoundState.ANNOUNCED):
        return tr("Applicants have been told. A round never goes back past the announcement.")
    return ""


def _why_not_cancelled(round_: Round) -> str:
    if round_.state is RoundState.CANCELLED:
        return tr("It is cancelled already.")
    return (
        tr("Applicants have been told, so it can't be cancelled.")
        if round_.is_past(RoundState.ANNOUNCED)
        else ""
    )
