"""One question: its words, how it is answered, and what it asks of those who answer it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from commissioning_app.domain.application_forms.files import TAKEN_IN_WORDS
from commissioning_app.domain.applying_cost import ApplyingTable, minutes_for
from commissioning_app.domain.forms import WRITTEN, Question, QuestionKind, QuestionPurpose
from commissioning_app.domain.readability import measure
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog, short_id
from commissioning_app.ui.rounds.design.library_dialog import minutes_words
from commissioning_app.ui.rounds.design.section import lines_of, watch
from commissioning_app.ui.rounds.design.words import kind_word, purpose_word
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.text import Prose
from commissioning_app.ui.widgets.wording_hint import worded

REST = 250
"""Milliseconds without a change after which the figures of the question are counted anew."""

_LISTS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})


class QuestionDialog(ItemDialog):
    """One question. With a `table` it says how long an answer takes, as the policy reckons it."""

    def __init__(
        self,
        parent: QWidget | None,
        question: Question | None,
        taken: set[str],
        table: ApplyingTable | None = None,
    ) -> None:
        super().__init__(parent, tr("Edit the question") if question else tr("New question"))
        self._before, self._taken, self._table = question, taken, table
        start = question or Question("", "")
        self.text = GrowingTextEdit(start.text, lines=2)
        self.why = GrowingTextEdit(start.why, lines=1)
        self.help = GrowingTextEdit(start.help, lines=1)
        self.kind, self.counts_as = QComboBox(), QComboBox()
        for kind in QuestionKind:
            self.kind.addItem(kind_word(kind), kind)
        for purpose in QuestionPurpose:
            self.counts_as.addItem(purpose_word(purpose), purpose)
        self.kind.setCurrentIndex(list(QuestionKind).index(start.kind))
        self.counts_as.setCurrentIndex(list(QuestionPurpose).index(start.counts_as))
        self.limit = NumberEdit(start.word_limit or None, most=5000)
        self.options = GrowingTextEdit("\n".join(start.options), lines=3)
        self.something_else = QCheckBox(tr("Applicants can also write &something else"))
        self.something_else.setChecked(start.something_else)
        self.required = QCheckBox(tr("It &has to be answered"))
        self.required.setChecked(start.required)
        self._place_fields()
        self.kind.currentIndexChanged.connect(self._fit)
        self._fit()
        self._follow()
        self.finish(self.text)

    def question(self) -> Question:
        """What was typed."""
        kind = QuestionKind(self.kind.currentData())
        text = self.text.toPlainText().strip()
        return Question(
            id=self._before.id if self._before else short_id(text, self._taken),
            text=text,
            kind=kind,
            word_limit=(self.limit.number or 0) if kind in WRITTEN else 0,
            why=self.why.toPlainText().strip(),
            help=self.help.toPlainText().strip(),
            options=lines_of(self.options) if kind in _LISTS else (),
            something_else=self.something_else.isChecked(),
            required=self.required.isChecked(),
            counts_as=QuestionPurpose(self.counts_as.currentData()),
        )

    def problems(self) -> dict[str, str]:
        """A text, a readable limit, and options where there is a list."""
        found = {}
        if not self.text.toPlainText().strip():
            found["text"] = tr("Write the question.")
        if not self.limit.check() and not self.fields["limit"].isHidden():
            found["limit"] = self.fields["limit"].error
        if QuestionKind(self.kind.currentData()) in _LISTS and len(lines_of(self.options)) < 2:
            found["options"] = tr("Give two or more, one on each line.")
        return found

    def _place_fields(self) -> None:
        self.add_field("text", worded(FormField(tr("&Question"), self.text)))
        why_help = tr("Applicants read this. If there is no good reason, leave the question out.")
        self.add_field("why", worded(FormField(tr("&Why we ask"), self.why, help=why_help)))
        self.add_field("help", worded(FormField(tr("H&elp with the answer"), self.help, optional=True)))
        self.add_field("kind", FormField(tr("&Answered with"), self.kind))
        self.file_note = Prose(file_words(), "muted")
        self.body.addWidget(self.file_note)
        self.add_field("limit", FormField(tr("&Most words"), self.limit, optional=True))
        self.add_field(
            "options", FormField(tr("&List to choose from"), self.options, help=tr("One on each line."))
        )
        self.body.addWidget(self.something_else)
        self.add_field("counts_as", FormField(tr("What it is &for"), self.counts_as))
        self.body.addWidget(self.required)
        self.figures = Prose("", "muted")
        self.body.addWidget(self.figures)

    def _fit(self) -> None:
        """Only what belongs to this kind of answer."""
        kind = QuestionKind(self.kind.currentData())
        self.fields["limit"].setVisible(kind in WRITTEN)
        self.fields["options"].setVisible(kind in _LISTS)
        self.something_else.setVisible(kind in _LISTS)
        self.file_note.setVisible(kind is QuestionKind.ATTACHMENT)

    def _follow(self) -> None:
        """Count anew when nobody has typed for a moment, so that typing never waits."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.say_figures)
        for editor in (self.text, self.why, self.help, self.options, self.limit, self.kind):
            watch(editor, self._rest.start)
        self.say_figures()

    def say_figures(self) -> None:
        """How old a reader has to be, and how long an answer takes."""
        question = self.question()
        texts = [text for text in (question.text, question.why, question.help) if text]
        found = measure(texts)
        said = []
        if found.words and found.is_in_latin_letters:
            said.append(tr("Reading age about {age}.", age=round(found.reading_age)))
        if self._table is not None:
            said.append(minutes_words(minutes_for(question, self._table)))
        self.figures.setText(" ".join(said))


def file_words() -> str:
    """What happens with a file that is asked for, for whoever asks for it."""
    return tr(
        "Applicants write the file’s name on the form and send the file with it; you add it to their EOI "
        "when it comes. No kind of form holds the file itself. {taken} Ask only for what a group is sure to "
        "have.",
        taken=TAKEN_IN_WORDS,
    )
