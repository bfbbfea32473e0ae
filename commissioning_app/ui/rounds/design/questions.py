"""The questions of the form: each with how it is answered, how long, and why it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QWidget

from commissioning_app.domain.forms import WRITTEN, Question, QuestionKind, QuestionPurpose
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.rounds import Round
from commissioning_app.services.form_figures import FIGURES
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.rounds.design.figures_card import FiguresCard
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog, short_id
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.section import Design, Section, lines_of
from commissioning_app.ui.rounds.design.words import kind_word, purpose_word
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.number import NumberEdit

_LISTS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})


class QuestionsSection(Section):
    """The form, in order."""

    follows = FIGURES

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = tr(
            "Name, address and contact are asked by themselves: they need no question here. "
            "Each question says why it is asked."
        )
        self.card = self.add_card(tr("Questions"), words)
        self.list: ItemList[Question] = ItemList(
            tr("Questions"),
            question_words,
            self._ask,
            add=tr("Add a &question"),
            nothing=tr("No questions yet. Six good ones are often enough."),
        )
        self.list.changed.connect(self._list_changed)
        self.card.add(self.list)
        self.figures = FiguresCard()
        self._outer.addWidget(self.figures)

    def load(self, round_: Round) -> None:
        """Show a round's questions."""
        self.list.set_items(round_.questions)
        self._say()

    def collect(self, design: Design) -> None:
        """Fill the design."""
        design["questions"] = self.list.items

    def follow(self, findings: Sequence[Finding]) -> None:
        """What the form asks of applicants as it stands here."""
        self.figures.show_findings(findings)

    def lock(self, locked: bool) -> None:
        """Only show them."""
        super().lock(locked)
        self.list.set_locked(locked)

    def _ask(self, question: Question | None) -> Question | None:
        taken = {one.id for one in self.list.items}
        dialog = QuestionDialog(self, question, taken)
        if self.is_locked:
            dialog.lock()
        done = dialog.exec() == QDialog.DialogCode.Accepted
        made = dialog.question() if done else None
        dialog.deleteLater()
        return made

    def _list_changed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        written = sum(1 for one in self.list.items if one.is_answered_in_writing)
        one, many = "{count} to answer in writing", "{count} to answer in writing"
        self.card.set_note(tr_count(one, many, written))


class QuestionDialog(ItemDialog):
    """One question."""

    def __init__(self, parent: QWidget | None, question: Question | None, taken: set[str]) -> None:
        super().__init__(parent, tr("Edit the question") if question else tr("New question"))
        self._before, self._taken = question, taken
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
        self.add_field("text", FormField(tr("&Question"), self.text))
        why_help = tr("Applicants read this. If there is no good reason, leave the question out.")
        self.add_field("why", FormField(tr("&Why we ask"), self.why, help=why_help))
        self.add_field("help", FormField(tr("H&elp with the answer"), self.help, optional=True))
        self.add_field("kind", FormField(tr("&Answered with"), self.kind))
        self.add_field("limit", FormField(tr("&Most words"), self.limit, optional=True))
        self.add_field(
            "options", FormField(tr("&List to choose from"), self.options, help=tr("One on each line."))
        )
        self.body.addWidget(self.something_else)
        self.add_field("counts_as", FormField(tr("What it is &for"), self.counts_as))
        self.body.addWidget(self.required)

    def _fit(self) -> None:
        """Only what belongs to this kind of answer."""
        kind = QuestionKind(self.kind.currentData())
        self.fields["limit"].setVisible(kind in WRITTEN)
        self.fields["options"].setVisible(kind in _LISTS)
        self.something_else.setVisible(kind in _LISTS)


def question_words(question: Question) -> tuple[str, str]:
    """How a question reads in the list."""
    parts = [kind_word(question.kind)]
    if question.word_limit:
        parts.append(tr("at most {count} words", count=question.word_limit))
    if question.options:
        parts.append(" / ".join(question.options))
    if not question.required:
        parts.append(tr("may be left out"))
    if question.counts_as is not QuestionPurpose.ASSESSMENT:
        parts.append(purpose_word(question.counts_as))
    detail = _capital(", ".join(parts)) + "."
    return question.text, f"{detail} {tr('Why: {why}', why=question.why)}" if question.why else detail


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
