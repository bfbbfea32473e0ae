"""Editors for the answers to a round's questions, one for each kind of question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.forms import Question, QuestionKind
from commissioning_app.domain.money import parse_pounds, pounds
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.widgets.dates import DateField, parse_day
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit, TextEdit
from commissioning_app.ui.widgets.text import Label

BETWEEN = "; "
"""What stands between several choices in one answer."""


@dataclass(frozen=True)
class AnswerEditor:
    """The field of one question: `text()` is the answer as it is kept, `check()` says what is wrong."""

    question: Question
    field: FormField
    text: Callable[[], str]
    check: Callable[[], bool]


def _right() -> bool:
    """Free text is never wrong."""
    return True


def make_answer_editor(question: Question, answer: str = "") -> AnswerEditor:
    """The editor that fits the question; an answer that its kind can't hold stays editable as text."""
    makers = {
        QuestionKind.LONG: _long,
        QuestionKind.MONEY: _money,
        QuestionKind.DATE: _date,
        QuestionKind.CHOICE: _choice,
        QuestionKind.YES_NO: _choice,
        QuestionKind.CHOICES: _choices,
    }
    return makers.get(question.kind, _short)(question, answer)


def shown_answer(question: Question, answer: str) -> str:
    """An answer as it is read: days in full, however they were written."""
    if question.kind is QuestionKind.DATE:
        try:
            return long_date(parse_day(answer))
        except BadValue:
            return answer
    return answer


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def _field(question: Question, editor: QWidget, extra: str = "") -> FormField:
    help_words = " ".join(part for part in (question.help, extra) if part)
    label = question.text.replace("&", "&&")
    return FormField(label, editor, help=help_words, optional=not question.required)


def _short(question: Question, answer: str) -> AnswerEditor:
    number = question.kind is QuestionKind.NUMBER
    edit = TextEdit(answer, characters=14 if number else 0)
    said = ""
    if question.kind is QuestionKind.ATTACHMENT:
        said = tr("Write down the file’s name. The file itself is added under Files, beside the EOI.")
    return AnswerEditor(question, _field(question, edit, said), lambda: edit.text().strip(), _right)


def _long(question: Question, answer: str) -> AnswerEditor:
    box = LongAnswer(answer, question.word_limit)
    return AnswerEditor(question, _field(question, box), box.text, _right)


def _money(question: Question, answer: str) -> AnswerEditor:
    try:
        pence = parse_pounds(answer) if answer.strip() else None
    except BadValue:
        return _short(question, answer)
    edit = MoneyEdit(pence)

    def text() -> str:
        return "" if edit.pence is None else pounds(edit.pence)

    return AnswerEditor(question, _field(question, edit), text, edit.check)


def _date(question: Question, answer: str) -> AnswerEditor:
    try:
        day = parse_day(answer) if answer.strip() else None
    except BadValue:
        return _short(question, answer)
    edit = DateField(day)

    def text() -> str:
        return "" if edit.day is None else edit.day.isoformat()

    return AnswerEditor(question, _field(question, edit), text, edit.check)


def _choice(question: Question, answer: str) -> AnswerEditor:
    box = QComboBox()
    yes_no = question.kind is QuestionKind.YES_NO
    options = [tr("Yes"), tr("No")] if yes_no else list(question.options)
    known = {option.casefold(): option for option in options}
    kept = known.get(answer.strip().casefold(), answer)
    box.addItems(["", *options, *([kept] if kept and kept not in options else [])])
    box.setEditable(question.something_else and not yes_no)
    box.setCurrentText(kept)
    return AnswerEditor(question, _field(question, box), lambda: box.currentText().strip(), _right)


def _choices(question: Question, answer: str) -> AnswerEditor:
    box = ManyChoices(question, answer)
    return AnswerEditor(question, _field(question, box), box.text, _right)


class LongAnswer(QWidget):
    """A text that grows, with how many words it has of how many it may have."""

    def __init__(self, text: str, word_limit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = word_limit
        outer = column(self, gap="xs")
        self.edit = GrowingTextEdit(text, lines=4, most=18)
        self.count_label = Label("", "small")
        outer.addWidget(self.edit)
        outer.addWidget(self.count_label)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._count)
        self._count()

    def setAccessibleName(self, name: str) -> None:
        """Name the box that is typed into."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the box that is typed into."""
        super().setAccessibleDescription(description)
        self.edit.setAccessibleDescription(description)

    def text(self) -> str:
        """What was written."""
        return self.edit.toPlainText().strip()

    def _count(self) -> None:
        words = count_words(self.edit.toPlainText())
        if not self._limit:
            said = tr_count("{count} word", "{count:,} words", words)
        elif words > self._limit:
            over = words - self._limit
            said = tr_count(
                "{words:,} words: {count} more than the form allows",
                "{words:,} words: {count:,} more than the form allows",
                over,
                words=words,
            )
        else:
            said = tr("{words:,} of {limit:,} words", words=words, limit=self._limit)
        self.count_label.setText(said)


class ManyChoices(QWidget):
    """Boxes to tick, and a line for something else where the question allows it."""

    def __init__(self, question: Question, answer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self, gap="xs")
        given = [part.strip() for part in re.split(r"[;\n]", answer) if part.strip()]
        folded = {part.casefold() for part in given}
        known = {option.casefold() for option in question.options}
        self.boxes: dict[str, QCheckBox] = {}
        for option in question.options:
            box = QCheckBox(option.replace("&", "&&"))
            box.setAccessibleName(f"{question.text}: {option}")
            box.setChecked(option.casefold() in folded)
            self.boxes[option] = box
            outer.addWidget(box)
        other = BETWEEN.join(part for part in given if part.casefold() not in known)
        self.other = TextEdit(other, placeholder=tr("Something else"))
        self.other.setAccessibleName(f"{question.text}: {tr('Something else')}")
        self.other.setVisible(bool(other) or question.something_else)
        outer.addWidget(self.other)

    def text(self) -> str:
        """What is ticked, and what is written beside it."""
        ticked = [option for option, box in self.boxes.items() if box.isChecked()]
        return BETWEEN.join([*ticked, *([self.other.text().strip()] if self.other.text().strip() else [])])
