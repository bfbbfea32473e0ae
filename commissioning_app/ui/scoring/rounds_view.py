"""The rounds whose panel a member is on; most members have one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.queries.my_scoring import MyRound
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.rounds.words import STATE_ICONS, state_tone, state_word
from commissioning_app.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.page import PageHeader, ScrollPage
from commissioning_app.ui.widgets.text import Prose


class RoundsView(QWidget):
    """One card a round; `chosen` comes with its code."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, Button] = {}
        scroll = ScrollPage()
        column(self).addWidget(scroll)
        self.header = PageHeader(tr("Your rounds"))
        scroll.add(self.header)
        self.message = InlineMessage()
        scroll.add(self.message)
        self._list = column(gap="l")
        scroll.content.addLayout(self._list)
        self.empty_state = EmptyState(
            tr("You are not on a panel now"),
            tr("When an officer gives you a place on one, your EOIs will be here."),
            icon="scoring",
        )
        scroll.add(self.empty_state)
        scroll.content.addStretch(1)

    def show_rounds(self, rounds: Sequence[MyRound]) -> None:
        """Show these rounds, those to score now first."""
        empty(self._list)
        self.buttons.clear()
        self.empty_state.setVisible(not rounds)
        for place, one in enumerate(rounds):
            card = Card(one.name)
            chip = StatusChip(state_word(one.state), state_tone(one.state), STATE_ICONS[one.state])
            card.header.addWidget(chip)
            card.add(Prose(_standing(one)))
            kind = PrimaryButton if place == 0 and one.can_score else SecondaryButton
            button = self.buttons[one.code] = kind(_verb(one))
            button.clicked.connect(lambda _on=False, code=one.code: self.chosen.emit(code))
            button.setAccessibleName(f"{_verb(one)}: {one.name}")
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._list.addWidget(card)


def _verb(one: MyRound) -> str:
    if one.can_score and one.submitted < one.given:
        return tr("Go on scoring") if one.started else tr("Start scoring")
    return tr("Open it")


def _standing(one: MyRound) -> str:
    """How far the member is in a round."""
    if one.state in (RoundState.OPEN, RoundState.CLOSED):
        return tr("Scoring has not started.")
    said = tr("{sent} of {all} EOIs sent.", sent=one.submitted, all=one.given)
    if one.can_score and one.scoring_by is not None:
        said += " " + tr("Please send your scores by {day}.", day=long_date(one.scoring_by))
    return said
