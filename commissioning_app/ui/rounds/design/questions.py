"""The questions of the form: each with how it is answered, how long, and why it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.applying_cost import ApplyingTable
from commissioning_app.domain.forms import Question, QuestionPurpose
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.rounds import Round
from commissioning_app.services.form_figures import FIGURES
from commissioning_app.services.form_versions import VersionLine
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.rounds.design.figures_card import FiguresCard
from commissioning_app.ui.rounds.design.form_versions_card import FormVersionsCard
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.library_dialog import LibraryDialog
from commissioning_app.ui.rounds.design.question_dialog import QuestionDialog as QuestionDialog
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.rounds.design.words import kind_word, purpose_word
from commissioning_app.ui.widgets.buttons import SecondaryButton


class QuestionsSection(Section):
    """The form, in order. `preview_wanted` comes when the person wants to see it as an applicant does."""

    preview_wanted = Signal()
    follows = FIGURES

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: ApplyingTable | None = None
        words = tr(
            "Name, address and contact are asked by themselves: they need no question here. "
            "Each question says why it is asked."
        )
        self.card = self.add_card(tr("Questions"), words)
        self.library_button = SecondaryButton(tr("From the &library"), self.choose_from_library)
        self.library_button.setProperty("design", True)
        self.preview_button = SecondaryButton(
            tr("As a&n applicant sees it"), self.preview_wanted.emit, icon="eye"
        )
        self.list: ItemList[Question] = ItemList(
            tr("Questions"),
            question_words,
            self._ask,
            add=tr("Add a &question"),
            nothing=tr("No questions yet. Six good ones are often enough."),
            more=(self.library_button, self.preview_button),
        )
        self.list.changed.connect(self._list_changed)
        self.card.add(self.list)
        self.figures = FiguresCard()
        self._outer.addWidget(self.figures)
        self.versions = FormVersionsCard()
        self._outer.addWidget(self.versions)

    def load(self, round_: Round) -> None:
        """Show a round's questions."""
        self.list.set_items(round_.questions)
        self._say()

    def show_versions(
        self, round_: Round, versions: Sequence[VersionLine], table: ApplyingTable | None
    ) -> None:
        """Show what went out before; ``table``: how long answers take."""
        self._table = table
        self.versions.show_versions(versions, round_.state)
        self.versions.compare(self.list.items)

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

    def choose_from_library(self) -> None:
        """Add questions that are there to start from."""
        dialog = LibraryDialog(self, self.list.items, self._table)
        chosen = dialog.questions() if dialog.exec() == QDialog.DialogCode.Accepted else ()
        dialog.deleteLater()
        self.list.add_items(chosen)

    def _ask(self, question: Question | None) -> Question | None:
        taken = {one.id for one in self.list.items}
        dialog = QuestionDialog(self, question, taken, self._table)
        if self.is_locked:
            dialog.lock()
        done = dialog.exec() == QDialog.DialogCode.Accepted
        made = dialog.question() if done else None
        dialog.deleteLater()
        return made

    def _list_changed(self) -> None:
        self._say()
        self.versions.compare(self.list.items)
        self.changed.emit()

    def _say(self) -> None:
        written = sum(1 for one in self.list.items if one.is_answered_in_writing)
        one, many = "{count} to answer in writing", "{count} to answer in writing"
        self.card.set_note(tr_count(one, many, written))


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
