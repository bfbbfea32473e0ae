"""Plain questions from the library: found by topic or by words, seen before they are taken."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QListWidget, QListWidgetItem, QWidget

from commissioning_app.domain.application_forms.fields import field_of
from commissioning_app.domain.applying_cost import ApplyingTable, minutes_for
from commissioning_app.domain.forms import Question
from commissioning_app.domain.question_library import LibraryQuestion, Topic, with_free_ids
from commissioning_app.services.question_library import load_question_library
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.rounds.design.preview_fields import preview_field
from commissioning_app.ui.rounds.design.words import kind_word, purpose_word
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.fields import FormField, TextEdit
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Label, Prose

_ID = Qt.ItemDataRole.UserRole
_WIDTH = 940


class LibraryDialog(Dialog):
    """The library with a tick for each question; `questions()` are those that were ticked, in its order."""

    def __init__(
        self, parent: QWidget | None, there: Collection[Question], table: ApplyingTable | None = None
    ) -> None:
        words = tr("Tick what fits, and reword it afterwards. Most good forms ask six to eight questions.")
        super().__init__(parent, tr("Questions to start from"), words, width=_WIDTH)
        self._there, self._table = tuple(there), table
        self._texts_there = {one.text for one in there}
        self._library = {one.question.id: one for one in load_question_library()}
        self._ticked: set[str] = set()
        both = ResponsiveRow(least=300)
        both.add(self._make_choice(), 1)
        both.add(self._make_look(), 1)
        self.body.addWidget(both, 1)
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        self.ok = self.add_button(PrimaryButton("", self.accept), default=True)
        self._show_matching()
        self._say_count()
        self.words.setFocus()

    def questions(self) -> tuple[Question, ...]:
        """What was ticked, each with an id that no question of the form has."""
        chosen = [one.question for key, one in self._library.items() if key in self._ticked]
        return with_free_ids(chosen, (one.id for one in self._there))

    # What can be chosen

    def _make_choice(self) -> QWidget:
        side = QWidget()
        inner = column(side, gap="m")
        self.topic = QComboBox()
        self.topic.addItem(tr("Every topic"), "")
        for topic in Topic:
            self.topic.addItem(topic_word(topic), topic.value)
        self.words = TextEdit(placeholder=tr("Words to look for"))
        inner.addWidget(FormField(tr("&Topic"), self.topic))
        inner.addWidget(FormField(tr("&Find"), self.words))
        self.list = TickList()
        self.list.setAccessibleName(tr("Questions of the library"))
        self.list.setWordWrap(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.addWidget(self.list, 1)
        self.nothing = Prose(tr("No question has these words. Try fewer, or another topic."), "muted")
        inner.addWidget(self.nothing)
        self.topic.currentIndexChanged.connect(self._show_matching)
        self.words.textChanged.connect(self._show_matching)
        self.list.itemChanged.connect(self._note_tick)
        self.list.currentItemChanged.connect(self._look_at)
        self.list.itemDoubleClicked.connect(turn_tick)
        theme().changed.connect(self._fit)
        self._fit()
        return side

    def _fit(self) -> None:
        self.list.setMinimumHeight(theme().pad(290))

    def _make_look(self) -> QWidget:
        side = QWidget()
        inner = column(side, gap="m")
        inner.addWidget(Label(tr("As an applicant sees it"), "section"))
        self.look = Card()
        inner.addWidget(self.look)
        self.about = Prose("", "muted")
        inner.addWidget(self.about)
        inner.addStretch(1)
        return side

    def _show_matching(self, _changed: object = None) -> None:
        """Only the questions of the topic that have the words; what is ticked stays so out of sight."""
        topic, words = self.topic.currentData(), self.words.text()
        self.list.blockSignals(True)
        self.list.clear()
        for key, one in self._library.items():
            if one.says(words) and topic in ("", one.topic.value):
                self.list.addItem(self._item(key, one))
        self.list.blockSignals(False)
        self.nothing.setVisible(not self.list.count())
        self.list.setCurrentRow(0)
        self._look_at(self.list.currentItem())

    def _item(self, key: str, one: LibraryQuestion) -> QListWidgetItem:
        words = one.question.text
        if words in self._texts_there:
            words = tr("{question} (on the form already)", question=words)
        item = QListWidgetItem(words)
        item.setData(_ID, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_state(key in self._ticked))
        return item

    def _note_tick(self, item: QListWidgetItem) -> None:
        key = item.data(_ID)
        if item.checkState() == Qt.CheckState.Checked:
            self._ticked.add(key)
        else:
            self._ticked.discard(key)
        self._say_count()

    def _say_count(self) -> None:
        count = len(self._ticked)
        self.ok.setText(tr_count("&Add {count} question", "&Add {count} questions", count))
        self.ok.refuse("" if count else tr("Tick a question first."))

    # What one looks like

    def _look_at(self, item: QListWidgetItem | None, _before: object = None) -> None:
        empty(self.look.body)
        one = self._library[item.data(_ID)] if item is not None else None
        self.look.setVisible(one is not None)
        self.about.setText(self._about(one.question) if one is not None else "")
        if one is not None:
            self.look.add(preview_field(field_of(one.question)))

    def _about(self, question: Question) -> str:
        """How it is answered, what it counts as, and what it asks of people."""
        said = tr(
            "Answered with {kind}, {purpose}.",
            kind=kind_word(question.kind),
            purpose=purpose_word(question.counts_as),
        )
        if self._table is None:
            return said
        return f"{said} {minutes_words(minutes_for(question, self._table))}"


class TickList(QListWidget):
    """A list in which Enter ticks, as the space bar does, and doesn't press the dialog's button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a question ticks it."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            turn_tick(item)
            return
        super().keyPressEvent(event)


def topic_word(topic: Topic) -> str:
    """A topic as people read it."""
    return {
        Topic.NEED: tr("What matters to people"),
        Topic.PEOPLE: tr("Who you are, and who it is for"),
        Topic.WORK: tr("What you would do"),
        Topic.CHANGE: tr("What would be different"),
        Topic.MONEY: tr("Money"),
        Topic.CARE: tr("Care and safety"),
        Topic.PRACTICAL: tr("Practical things"),
    }[topic]


def minutes_words(minutes: int) -> str:
    """How long a question takes, in a sentence."""
    one, many = "It takes about {count} minute.", "It takes about {count} minutes."
    return tr_count(one, many, minutes)


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


def turn_tick(item: QListWidgetItem) -> None:
    """Tick a question, or take the tick away."""
    item.setCheckState(_state(item.checkState() != Qt.CheckState.Checked))
