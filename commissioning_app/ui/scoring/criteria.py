"""The right side of a member's scoring: every criterion, a comment on the whole, and what is left to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.services.queries.my_scoring import EoiToScore
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.scoring.criterion import CriterionCard
from commissioning_app.ui.scoring.draft import Draft
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.text import Prose, Rule


class Criteria(QWidget):
    """`scored` comes with each new answer, `typed` while something is typed."""

    scored = Signal()
    typed = Signal()
    others_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, CriterionCard] = {}
        outer = column(self, gap="m")
        self.alone_label = Prose("")
        outer.addWidget(self.alone_label)
        self.others_button = SecondaryButton(
            tr("See what &others said"), self.others_wanted.emit, icon="people"
        )
        outer.addWidget(self.others_button)
        self._list = column(gap="m")
        outer.addLayout(self._list)
        outer.addWidget(Rule())
        words = tr("What is strong? What would make it stronger?")
        self.comment = GrowingTextEdit(lines=2)
        help_words = tr("It helps us to write to the group.")
        self.comment_field = FormField(words, self.comment, help=help_words)
        self.comment.textChanged.connect(self.typed)
        outer.addWidget(self.comment_field)
        outer.addStretch(1)

    def show_eoi(self, eoi: EoiToScore) -> None:
        """Show what the member has for this EOI so far."""
        self._make_cards(eoi)
        for card in self.cards.values():
            key = card.criterion.id
            card.set_answer(key in eoi.scores, eoi.scores.get(key), eoi.comments.get(key, ""))
            card.set_fixed(not eoi.can_score)
        self.comment.blockSignals(True)
        self.comment.setPlainText(eoi.comment)
        self.comment.blockSignals(False)
        self.comment.setReadOnly(not eoi.can_score)
        self.alone_label.setText(_standing(eoi))

    def set_others(self, offered: bool) -> None:
        """Whether the others' assessments can be looked at."""
        self.others_button.setVisible(offered)

    def draft(self) -> Draft:
        """What stands here now."""
        scores = {key: card.buttons.score for key, card in self.cards.items() if card.is_answered}
        comments = {key: card.note.toPlainText() for key, card in self.cards.items()}
        return Draft(scores, comments, self.comment.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Up go from one criterion to the next."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        cards = list(self.cards.values())
        here = next((i for i, card in enumerate(cards) if watched in card.buttons.buttons.values()), None)
        if step is None or here is None:
            return False
        there = here + step
        if 0 <= there < len(cards):
            cards[there].buttons.first_button().setFocus(Qt.FocusReason.TabFocusReason)
        elif there == len(cards):
            self.comment.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _make_cards(self, eoi: EoiToScore) -> None:
        """The cards stay while the criteria are the same, so that the eye finds them where they were."""
        if [card.criterion for card in self.cards.values()] == list(eoi.criteria):
            return
        empty(self._list)
        self.cards = {}
        for criterion in eoi.criteria:
            card = self.cards[criterion.id] = CriterionCard(criterion)
            card.scored.connect(self.scored)
            card.noted.connect(self.typed)
            for button in card.buttons.buttons.values():
                button.installEventFilter(self)
            self._list.addWidget(Rule())
            self._list.addWidget(card)


def _standing(eoi: EoiToScore) -> str:
    """What stands over the criteria."""
    if eoi.can_score:
        return tr("Score alone. Nobody here sees this until you send it.")
    if eoi.state == AssessmentState.SUBMITTED:
        return tr("You sent this. At the panel’s meeting a score can still change, with a reason.")
    return tr("Scoring is not open now, so this can be read and not changed.")
