"""A criterion's score: 0 to 5 as large buttons that also take the keys, and "Can't say"."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout, column
from commissioning_app.ui.widgets.text import Label

CANT_SAY = -1


class ScoreButtons(QWidget):
    """One score of a scale, or "can't say"; under the buttons stands what the chosen number means.

    `changed` comes with each choice of the person. Keys: the numbers, C for "can't say", arrows to move,
    Backspace or Delete to take the answer back.
    """

    changed = Signal()

    def __init__(
        self,
        question: str,
        anchors: Mapping[int, str],
        *,
        highest: int = 5,
        can_say_nothing: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.question = question
        self._anchors = dict(anchors)
        self._answer: int | None = None
        outer = column(self, gap="s")
        self.title_label = Label(question, "section")
        outer.addWidget(self.title_label)
        line = FlowLayout(gap="s", line_gap="s")
        outer.addLayout(line)
        self.buttons: dict[int, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for score in range(highest + 1):
            line.addWidget(self._button(score, str(score)))
        if can_say_nothing:
            line.addWidget(self._button(CANT_SAY, tr("Can’t say")))
        self.anchor_label = Label("", "muted")
        outer.addWidget(self.anchor_label)
        self.setAccessibleName(question)
        self._mark(None)

    @property
    def score(self) -> int | None:
        """The chosen number; None when there is none yet or the person can't say."""
        return None if self._answer in (None, CANT_SAY) else self._answer

    @property
    def cant_say(self) -> bool:
        """Whether the person said that they can't say."""
        return self._answer == CANT_SAY

    @property
    def answered(self) -> bool:
        """Whether there is an answer of either kind."""
        return self._answer is not None

    def set_answer(self, score: int | None, *, cant_say: bool = False) -> None:
        """Show an answer; tells nobody."""
        self._mark(CANT_SAY if cant_say else score)

    def first_button(self) -> QPushButton:
        """Where the focus goes when the person comes here: the chosen button, or the first."""
        return self.buttons[self._answer if self._answer is not None else 0]

    def _button(self, score: int, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "score")
        button.setCheckable(True)
        if score == CANT_SAY:
            button.setProperty("word", "true")
        highest = max((s for s in self._anchors), default=5)
        anchor = self._anchors.get(score, "")
        if score == CANT_SAY:
            name = tr("{question}: can’t say", question=self.question)
        else:
            name = tr(
                "{question}: {score} of {highest}", question=self.question, score=score, highest=highest
            )
        button.setAccessibleName(f"{name}. {anchor}" if anchor else name)
        button.setToolTip(anchor)
        button.clicked.connect(lambda _checked=False, score=score: self._choose(score))
        button.installEventFilter(self)
        self._group.addButton(button, score if score >= 0 else 1000)
        self.buttons[score] = button
        return button

    def _choose(self, answer: int | None) -> None:
        if answer == self._answer:
            self._mark(answer)
            return
        self._mark(answer)
        self.changed.emit()

    def _mark(self, answer: int | None) -> None:
        self._answer = answer
        self._group.setExclusive(False)
        for score, button in self.buttons.items():
            button.setChecked(score == answer)
        self._group.setExclusive(True)
        # One stop for Tab in each question: the answer, or the first number; arrows go on from there.
        for button in self.buttons.values():
            stop = button is self.first_button()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        self._say(answer)

    def _say(self, score: int | None) -> None:
        """Show under the buttons what this number means."""
        if score is None:
            self.anchor_label.setProperty("role", "muted")
            highest = max(s for s in self.buttons)
            text = tr("Press a number, 0 to {highest}, or choose one", highest=highest)
        elif score == CANT_SAY:
            self.anchor_label.setProperty("role", "accent")
            text = tr("Can’t say: left out of the average, never counted as nought")
        else:
            self.anchor_label.setProperty("role", "accent")
            text = f"{score} {self._anchors.get(score, '')}".strip()
        self.anchor_label.setText(text)
        self.anchor_label.style().unpolish(self.anchor_label)
        self.anchor_label.style().polish(self.anchor_label)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Number keys choose, arrows move, pointing or stepping at a button shows what it means."""
        score = next((s for s, b in self.buttons.items() if b is watched), None)
        if score is None:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(score, event)
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.FocusIn) and self._anchors.get(score):
            self._say(score) if self._answer is None else None
        if event.type() in (QEvent.Type.HoverLeave, QEvent.Type.FocusOut):
            self._say(self._answer)
        return False

    def _key(self, score: int, event: QKeyEvent) -> bool:
        """What a key does on one of the buttons; True when it was taken."""
        scores = list(self.buttons)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in steps:
            place = (scores.index(score) + steps[Qt.Key(event.key())]) % len(scores)
            self.buttons[scores[place]].setFocus()
            return True
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._choose(None)
            return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        wanted = self._answer_of_key(event.text()) if plain else None
        if wanted is None:
            return False
        self._choose(wanted)
        self.buttons[wanted].setFocus()
        return True

    def _answer_of_key(self, text: str) -> int | None:
        """The answer that a typed character stands for, if any."""
        if text.isdecimal() and int(text) in self.buttons:
            return int(text)
        if text.lower() == "c" and CANT_SAY in self.buttons:
            return CANT_SAY
        return None
