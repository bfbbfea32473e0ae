"""The form of one EOI, made from the round's questions: typing a new one in, or editing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.forms import Question
from commissioning_app.domain.money import pounds
from commissioning_app.domain.rounds import Round
from commissioning_app.services.eois import EoiDetails, add_eoi, edit_eoi
from commissioning_app.services.queries.eois import EoiPage
from commissioning_app.translation import tr
from commissioning_app.ui.eois.answers import AnswerEditor, make_answer_editor
from commissioning_app.ui.eois.form_cards import AskCard, WhoCard
from commissioning_app.ui.lib.acting import shared
from commissioning_app.ui.lib.dialogs import confirm, resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Label


class EoiForm(QWidget):
    """One form for one EOI; made anew each time. `saved` comes with the reference, `left` without saving."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, shell: Shell, round_: Round, page: EoiPage | None = None) -> None:
        super().__init__()
        self.shell, self.round_code, self.page = shell, round_.code, page
        self.questions: tuple[Question, ...] = page.questions if page is not None else round_.questions
        outer = column(self)
        self.sheet = ScrollPage()
        outer.addWidget(self.sheet, 1)
        title = tr("Type an EOI in") if page is None else tr("Edit {reference}", reference=page.reference)
        head = row(gap="m")
        head.addWidget(Label(title, "banner"), 1)
        head.addWidget(QuietButton(tr("Leave the form"), self.leave, icon="cross"))
        self.sheet.content.addLayout(head)
        self.who = WhoCard(shell.context, page)
        self.ask = AskCard(page.details if page is not None else None)
        both = ResponsiveRow(least=330)
        both.add(self.who, 1)
        both.add(self.ask, 1)
        self.sheet.add(both)
        self.answers = self._make_answers()
        self.message = InlineMessage()
        self.sheet.add(self.message)
        self.sheet.content.addLayout(self._make_foot())
        self.sheet.content.addStretch(1)
        self._first_values = self.values()

    def start_focus(self) -> None:
        """Where the keyboard begins."""
        first: QWidget = self.who.organisation if self.page is None else self.ask.title
        first.setFocus()

    def _make_answers(self) -> list[AnswerEditor]:
        """A field for each question of the round."""
        kept = self.page.details.answers if self.page is not None else {}
        editors = [make_answer_editor(one, kept.get(one.id, "")) for one in self.questions]
        if editors:
            card = Card(tr("Their answers"))
            for editor in editors:
                card.add(editor.field)
            self.sheet.add(card)
        return editors

    def _make_foot(self) -> QHBoxLayout:
        foot = row(gap="m")
        words = tr("&Keep this EOI") if self.page is None else tr("&Keep the changes")
        self.save_button = PrimaryButton(words, self.save, icon="check")
        self.leave_button = SecondaryButton(tr("Leave without keeping"), self.leave)
        foot.addWidget(self.save_button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        return foot

    # What was typed

    @property
    def fields(self) -> dict[str, FormField]:
        """Every field by the name that the services call it."""
        answers = {f"answer:{editor.question.id}": editor.field for editor in self.answers}
        return {
            **self.who.fields,
            **self.who.new_organisation.fields_without_name,
            **self.ask.fields,
            **answers,
        }

    def values(self) -> tuple[object, ...]:
        """All that stands in the form, to tell whether something was changed."""
        return (self.who.values(), self.ask.values(), tuple(editor.text() for editor in self.answers))

    def is_changed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.values() != self._first_values

    def details(self) -> EoiDetails:
        """The EOI as typed; call `check` first."""
        kept = self.page.details.answers if self.page is not None else {}
        # Answers to questions that left the form are kept as they are.
        asked = {editor.question.id for editor in self.answers}
        others = {key: text for key, text in kept.items() if key not in asked}
        return EoiDetails(
            **self.ask.typed(),
            partners=self.who.partners.toPlainText(),
            host_organisation_id=self.who.host.chosen,
            answers={**others, **{editor.question.id: editor.text() for editor in self.answers}},
        )

    def check(self) -> bool:
        """Say beside each field what can't be read; True when all can."""
        for field in self.fields.values():
            field.clear_error()
        self.who.check()
        self.ask.check()
        for editor in self.answers:
            editor.check()
        return self._go_to_first_error()

    def _go_to_first_error(self) -> bool:
        wrong = next((field for field in self.fields.values() if field.error), None)
        if wrong is None:
            return True
        wrong.editor.setFocus()
        self.sheet.ensureWidgetVisible(wrong)
        return False

    # Saving and leaving

    def save(self) -> None:
        """Keep it; stay, with the sentence beside its field, when the service refuses."""
        self.message.clear()
        if self.check():
            self._try(self.page.version if self.page is not None else None)

    def _try(self, version: int | None) -> None:
        try:
            reference = self._keep(version)
        except StaleVersion as error:
            self._meet(error)
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
            self._go_to_first_error()
        else:
            self._first_values = self.values()
            self.saved.emit(reference)

    def _keep(self, version: int | None) -> str:
        context, who = self.shell.context, self.who
        if self.page is None:
            return add_eoi(
                context,
                round_code=self.round_code,
                organisation=who.organisation.chosen or who.new_details(),
                details=self.details(),
                reference=who.reference.text(),
                contact=who.contact(),
                received_at=who.received_at(),
            )
        edit_eoi(
            context,
            round_code=self.round_code,
            reference=self.page.reference,
            version=version,
            details=self.details(),
            contact=who.contact(),
        )
        return self.page.reference

    def _meet(self, error: StaleVersion) -> None:
        """Somebody saved this EOI first."""
        theirs, yours = shared(error)
        choice = resolve_conflict(self, self._in_words(theirs), self._in_words(yours))
        if choice == "theirs":
            assert self.page is not None
            self._first_values = self.values()
            self.saved.emit(self.page.reference)
        elif choice == "yours":
            self._try(error.theirs["version"])

    def _in_words(self, values: Mapping[str, Any]) -> dict[str, object]:
        """One version of an EOI as a person reads it, each answer by its question."""
        labels = {one.id: one.text for one in self.questions}
        said: dict[str, object] = {}
        for one in fields(EoiDetails):
            value = values.get(one.name)
            if one.name == "answers":
                said.update({labels.get(key, key): text for key, text in sorted((value or {}).items())})
                continue
            field = self.fields.get(one.name)
            label = field.label.text().replace("&", "") if field is not None else one.name.replace("_", " ")
            is_money = one.name.endswith("_pence") and isinstance(value, int)
            said[label] = pounds(value) if is_money and value is not None else value
        return said

    def leave(self) -> None:
        """Go back without keeping; asked first when something was changed."""
        if self.may_leave():
            self._first_values = self.values()
            self.left.emit()

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the person agrees to losing it."""
        return not self.is_changed() or confirm(
            self,
            tr("Leave without keeping?"),
            tr("What you changed in this form would be lost."),
            yes=tr("Leave without keeping"),
            no=tr("Go on with the form"),
            danger=True,
        )
