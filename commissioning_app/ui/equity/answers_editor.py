"""Fields for what somebody says of themself: every question optional, own words beside every list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QWidget

from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.questions import (
    OWN_WORDS_LABEL,
    PREFER_NOT_TO_SAY,
    PREFER_NOT_TO_SAY_LABEL,
    QUESTIONS,
    GivenAnswer,
    Question,
)
from commissioning_app.domain.monitoring.sheets import LONGEST_WORDS, answers_with_words
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.fields import FormField, TextEdit
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Label, Prose

NO_ANSWER = "no answer"
LETTER = 9
"""Pixels of a letter, roughly: an option does not break into lines, so it needs all of its room."""


class AnswersEditor(QWidget):
    """A card for each question; `changed` comes when the person changes something."""

    changed = Signal()

    def __init__(self, kind: SubjectKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions = {asked.id: QuestionCard(asked, kind) for asked in QUESTIONS}
        outer = column(self, gap="l")
        for card in self.questions.values():
            card.changed.connect(self.changed)
            outer.addWidget(card)

    def set_answers(self, answers: Iterable[GivenAnswer]) -> None:
        """Show answers; tells nobody."""
        given = list(answers)
        for question_id, card in self.questions.items():
            card.set_answers([one for one in given if one.question == question_id])

    def answers(self) -> tuple[GivenAnswer, ...]:
        """What stands here, in the order of the questions."""
        return tuple(answer for card in self.questions.values() for answer in card.answers())


class QuestionCard(Card):
    """One question: radio buttons where it takes one answer, boxes where several; own words below."""

    changed = Signal()

    def __init__(self, asked: Question, kind: SubjectKind) -> None:
        super().__init__(tr(asked.title))
        self._asked, self._several = asked, asked.takes_several(kind)
        self._group: QButtonGroup | None = None if self._several else QButtonGroup(self)
        self.add(Prose(tr(asked.text_for(kind))))
        self.buttons: dict[str, QAbstractButton] = {}
        options = [(group.heading, group.code, tr(group.label_for(kind))) for group in asked.groups]
        for heading, found in groupby(options, key=lambda one: one[0]):
            if heading:
                self.add(Label(tr(heading), "strong"))
            self.add(self._options([(code, words) for _heading, code, words in found]))
        last = [(PREFER_NOT_TO_SAY, tr(PREFER_NOT_TO_SAY_LABEL))]
        if not self._several:
            last.append((NO_ANSWER, tr("No answer")))
        self.add(self._options(last))
        self.words = TextEdit()
        self.words.setMaxLength(LONGEST_WORDS)
        self.words.textEdited.connect(lambda _text: self.changed.emit())
        field = FormField(tr(OWN_WORDS_LABEL), self.words, optional=True)
        self.words.setAccessibleName(f"{tr(asked.title)}: {tr(OWN_WORDS_LABEL)}")
        self.add(field)
        self.set_answers(())

    def set_answers(self, answers: Sequence[GivenAnswer]) -> None:
        """Mark what was answered."""
        codes = {one.code for one in answers if one.code}
        for code, button in self.buttons.items():
            button.setChecked(code in codes)
        if not self._several and not codes:
            self.buttons[NO_ANSWER].setChecked(True)
        self.words.setText("; ".join(one.own_words for one in answers if one.own_words))

    def answers(self) -> tuple[GivenAnswer, ...]:
        """What is marked and written."""
        codes = [code for code, button in self.buttons.items() if button.isChecked() and code != NO_ANSWER]
        words = " ".join(self.words.text().split())
        return tuple(answers_with_words(self._asked, codes, words))

    def _options(self, options: Sequence[tuple[str, str]]) -> QWidget:
        """Buttons in two columns where there is room."""
        longest = max(len(words) for _code, words in options)
        both = ResponsiveRow(least=longest * LETTER + 50, gap=SPACE["s"])
        half = -(-len(options) // 2)
        for part in (options[:half], options[half:]):
            side = QWidget()
            grid = QGridLayout(side)
            grid.setContentsMargins(0, 0, 0, 0)
            for code, words in part:
                grid.addWidget(self._button(code, words))
            grid.setRowStretch(grid.rowCount(), 1)
            if part:
                both.add(side)
        return both

    def _button(self, code: str, words: str) -> QAbstractButton:
        button = QCheckBox(words) if self._several else QRadioButton(words)
        button.setAccessibleName(f"{tr(self._asked.title)}: {words}")
        button.clicked.connect(lambda _checked: self._clicked(code))
        if self._group is not None:
            self._group.addButton(button)
        self.buttons[code] = button
        return button

    def _clicked(self, code: str) -> None:
        """Somebody who prefers not to say gives no other answer beside it."""
        if self._several and self.buttons[code].isChecked():
            for other, button in self.buttons.items():
                if other != code and PREFER_NOT_TO_SAY in (other, code):
                    button.setChecked(False)
        if code == PREFER_NOT_TO_SAY:
            self.words.clear()
        self.changed.emit()
