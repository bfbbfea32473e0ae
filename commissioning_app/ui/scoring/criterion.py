"""One criterion to score: large buttons, what each number means, and a note when there is one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from commissioning_app.domain.forms import Criterion
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout, column
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.fields import GrowingTextEdit
from commissioning_app.ui.widgets.score_buttons import ScoreButtons
from commissioning_app.ui.widgets.text import Label, Prose


class CriterionCard(QWidget):
    """`scored` comes with each new answer, `noted` while the note is typed."""

    scored = Signal()
    noted = Signal()

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self._fixed = False
        outer = column(self, gap="s")
        anchors = dict(enumerate(criterion.anchors))
        self.buttons = ScoreButtons(criterion.name, anchors, highest=criterion.top)
        self.buttons.changed.connect(self.scored)
        outer.addWidget(self.buttons)
        links = FlowLayout(gap="l", line_gap="xs")
        self.meaning_button = LinkButton(tr("What the numbers mean"), self._toggle_meaning)
        self.meaning_button.setAccessibleName(
            tr("What the numbers mean: {criterion}", criterion=criterion.name)
        )
        self.note_button = LinkButton(tr("Add a note"), self.add_note)
        self.note_button.setAccessibleName(tr("Add a note: {criterion}", criterion=criterion.name))
        links.addWidget(self.meaning_button)
        links.addWidget(self.note_button)
        outer.addLayout(links)
        self.meaning_button.setVisible(bool(criterion.question or any(criterion.anchors)))
        self.meaning = _meaning(criterion)
        self.meaning.hide()
        outer.addWidget(self.meaning)
        self.note = GrowingTextEdit(placeholder=tr("Your note on this"), lines=2)
        self.note.setAccessibleName(tr("Note: {criterion}", criterion=criterion.name))
        self.note.textChanged.connect(self.noted)
        self.note.hide()
        outer.addWidget(self.note)

    @property
    def is_answered(self) -> bool:
        """Whether there is a number or "can't say"."""
        return self.buttons.answered

    def set_answer(self, answered: bool, score: int | None, note: str) -> None:
        """Show what is stored; tells nobody."""
        self.buttons.set_answer(score, cant_say=answered and score is None)
        self.note.blockSignals(True)
        self.note.setPlainText(note)
        self.note.blockSignals(False)
        self.note.setVisible(bool(note))
        self._offer_note()

    def set_fixed(self, fixed: bool) -> None:
        """An assessment that was sent can be read, not changed."""
        for button in self.buttons.buttons.values():
            button.setEnabled(not fixed)
        self.note.setReadOnly(fixed)
        self._fixed = fixed
        self._offer_note()

    def add_note(self) -> None:
        """Open the box for a note and go there."""
        self.note.show()
        self._offer_note()
        self.note.setFocus()

    def _offer_note(self) -> None:
        self.note_button.setVisible(not self._fixed and self.note.isHidden())

    def _toggle_meaning(self) -> None:
        shown = self.meaning.isHidden()
        self.meaning.setVisible(shown)
        self.meaning_button.setText(
            tr("Hide what the numbers mean") if shown else tr("What the numbers mean")
        )


def _meaning(criterion: Criterion) -> QWidget:
    """The criterion's question and the words for each number."""
    holder = QWidget()
    outer = column(holder, gap="xs")
    if criterion.question:
        outer.addWidget(Prose(criterion.question))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().space("m"))
    grid.setVerticalSpacing(theme().space("xs"))
    grid.setColumnStretch(1, 1)
    for number, words in enumerate(criterion.anchors):
        grid.addWidget(Label(str(number), "strong", wrap=False), number, 0)
        grid.addWidget(Prose(words), number, 1)
    outer.addLayout(grid)
    return holder
