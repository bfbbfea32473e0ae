"""The fields of a form as an applicant meets them: to be tried out, and kept nowhere."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QWidget

from commissioning_app.domain.application_forms.fields import FormField as AskedField
from commissioning_app.domain.application_forms.hints import hint_of, is_optional
from commissioning_app.domain.application_forms.words import count_words, most_words
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit, TextEdit
from commissioning_app.ui.widgets.text import Label, Prose

_LISTS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO})


def preview_field(asked: AskedField) -> FormField:
    """A field with its words and an editor that fits its kind."""
    label = asked.label.replace("&", "&&")
    return FormField(label, _editor(asked), help=hint_of(asked), optional=is_optional(asked))


def _editor(asked: AskedField) -> QWidget:
    if asked.kind is QuestionKind.LONG:
        return CountedText(asked)
    if asked.kind is QuestionKind.DATE:
        return DayParts(asked)
    if asked.kind is QuestionKind.CHOICES or (asked.kind in _LISTS and asked.options):
        return Options(asked)
    if asked.kind is QuestionKind.MONEY:
        return MoneyEdit()
    return TextEdit(characters=14 if asked.kind is QuestionKind.NUMBER else 0)


class CountedText(QWidget):
    """A text that says how long it is while it is typed, where there is a limit; the limit is a soft one."""

    def __init__(self, asked: AskedField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = asked.word_limit
        outer = column(self, gap="xs")
        self.edit = GrowingTextEdit(lines=4 if asked.is_answer else 3, most=18)
        self.edit.setAccessibleName(asked.label)
        self.edit.setAccessibleDescription(hint_of(asked))
        outer.addWidget(self.edit)
        self.count_label = Label("", "small", wrap=True)
        outer.addWidget(self.count_label)
        self.count_label.setVisible(bool(self._limit))
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._count)
        self._count()

    def _count(self) -> None:
        """The same sentences as on the web page."""
        if not self._limit:
            return
        words, most = count_words(self.edit.toPlainText()), most_words(self._limit)
        said = tr("{words:,} of {limit:,} words", words=words, limit=self._limit)
        if words > most:
            said = tr("{said}: please bring it down to {most:,}", said=said, most=most)
        elif words > self._limit:
            said = tr("{said}: a little over is fine", said=said)
        self.count_label.setText(said)


class DayParts(QWidget):
    """Day, month and year, each in a box of its own."""

    def __init__(self, asked: AskedField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = row(self, gap="m")
        self.parts: list[TextEdit] = []
        for words, characters in ((tr("Day"), 4), (tr("Month"), 4), (tr("Year"), 6)):
            edit = TextEdit(characters=characters)
            edit.setMaxLength(characters if characters > 4 else 2)
            edit.setAccessibleName(f"{asked.label}: {words}")
            part = column(gap="xs")
            part.addWidget(Label(words, "small"))
            part.addWidget(edit)
            outer.addLayout(part)
            self.parts.append(edit)
        outer.addStretch(1)
        self.setFocusProxy(self.parts[0])


class Options(QWidget):
    """One of a list, or any of it, under headings where it has some, with a line for something else."""

    def __init__(self, asked: AskedField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = asked
        outer = column(self, gap="xs")
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.buttons: list[QAbstractButton] = []
        for number, option in enumerate(asked.options, start=1):
            if heading := asked.heading_before(number):
                outer.addWidget(Label(heading, "section"))
            outer.addWidget(self._button(option))
        self.other = TextEdit()
        other_words = Prose(asked.else_words, "muted")
        outer.addWidget(other_words)
        outer.addWidget(self.other)
        self.other.setAccessibleName(f"{asked.label}: {asked.else_words}")
        for part in (other_words, self.other):
            part.setVisible(asked.something_else)
        self.clear_button = LinkButton(tr("Clear this answer"), self.clear)
        self.clear_button.setAccessibleName(tr("Clear this answer: {question}", question=asked.label))
        self.clear_button.setAutoDefault(False)  # Enter in a line of text presses nothing
        outer.addWidget(self.clear_button)
        self.clear_button.hide()
        self.setFocusProxy(self.buttons[0] if self.buttons else self.other)

    def chosen(self) -> list[str]:
        """The options that are marked."""
        pairs = zip(self._asked.options, self.buttons, strict=True)
        return [option for option, button in pairs if button.isChecked()]

    def clear(self) -> None:
        """Mark none."""
        self._group.setExclusive(False)
        for button in self.buttons:
            button.setChecked(False)
        self.buttons[0].setFocus()

    def _button(self, option: str) -> QAbstractButton:
        one_of = self._asked.is_one_of
        button = (QRadioButton if one_of else QCheckBox)(option.replace("&", "&&"))
        button.setAccessibleName(f"{self._asked.label}: {option}")
        self.buttons.append(button)
        if one_of:
            self._group.addButton(button)
            button.toggled.connect(self._marked)
        return button

    def _marked(self, _on: bool) -> None:
        some = bool(self.chosen())
        self._group.setExclusive(some)
        self.clear_button.setVisible(some)
