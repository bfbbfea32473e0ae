"""The form of one EOI, made from the round's questions: typing a new one in, or mending one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.eois import FundingKind
from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.forms import Question
from commissioning_app.domain.money import pounds
from commissioning_app.domain.rounds import Round
from commissioning_app.services.context import LONDON
from commissioning_app.services.eois import ContactDetails, EoiDetails, add_eoi, edit_eoi
from commissioning_app.services.queries.eois import EoiPage
from commissioning_app.services.queries.organisation_names import organisation_names
from commissioning_app.translation import tr
from commissioning_app.ui.eois.acting import shared
from commissioning_app.ui.eois.answers import AnswerEditor, make_answer_editor
from commissioning_app.ui.eois.organisation_picker import OrganisationPicker
from commissioning_app.ui.eois.words import funding_word
from commissioning_app.ui.lib.dialogs import confirm, resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.organisations.fields import OrganisationFields
from commissioning_app.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit, TextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.number import NumberEdit
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
        self.fields: dict[str, FormField] = {}
        outer = column(self)
        self.sheet = ScrollPage()
        outer.addWidget(self.sheet, 1)
        title = tr("Type an EOI in") if page is None else tr("Edit {reference}", reference=page.reference)
        head = row(gap="m")
        head.addWidget(Label(title, "banner"), 1)
        head.addWidget(QuietButton(tr("Leave the form"), self.leave, icon="cross"))
        self.sheet.content.addLayout(head)
        both = ResponsiveRow(least=330)
        both.add(self._who(), 1)
        both.add(self._what(), 1)
        self.sheet.add(both)
        self.answers = self._answers()
        self.message = InlineMessage()
        self.sheet.add(self.message)
        self.sheet.content.addLayout(self._foot())
        self.sheet.content.addStretch(1)
        self._first_values = self.values()

    # What is asked

    def _who(self) -> Card:
        """The organisation, its contact, and who holds the money."""
        card = Card(tr("Who"))
        names = organisation_names(self.shell.context)
        page = self.page
        self.organisation = OrganisationPicker(
            names, chosen=page.organisation_id if page else None, new_allowed=True
        )
        self._put(card, "name", tr("&Organisation"), self.organisation)
        self.new_organisation = OrganisationFields(with_name=False)
        card.add(self.new_organisation)
        self.organisation.changed.connect(self._organisation_changed)
        if page is not None:
            said = tr(
                "An EOI stays with its organisation; its details are changed on the organisation’s page."
            )
            self.organisation.setEnabled(False)
            card.add(Label(said, "muted"))
        contact = page.contact if page else ContactDetails()
        self.contact_name, self.contact_email = TextEdit(contact.name), TextEdit(contact.email)
        self.contact_phone = TextEdit(contact.phone)
        self._put(card, "contact_name", tr("&Contact’s name"), self.contact_name, optional=True)
        self._put(card, "contact_email", tr("Contact’s &e-mail"), self.contact_email, optional=True)
        self._put(card, "contact_phone", tr("Contact’s p&hone"), self.contact_phone, optional=True)
        details = self._details()
        self.host = OrganisationPicker(names, chosen=details.host_organisation_id)
        words = tr("Only where another organisation would hold the money for them.")
        self._put(card, "host", tr("Host or&ganisation"), self.host, help=words, optional=True)
        self.partners = GrowingTextEdit(details.partners, lines=2)
        self._put(card, "partners", tr("Partne&rs"), self.partners, optional=True)
        if page is None:
            self._how_it_came(card)
        card.body.addStretch(1)
        self._organisation_changed()
        return card

    def _how_it_came(self, card: Card) -> None:
        """Only asked of a new one: the day it came, and a reference if it has one."""
        self.received = DateField(self.shell.context.clock.today(), required=True)
        words = tr("After the closing day it counts as late.")
        self._put(card, "received_at", tr("&Day on which it came"), self.received, help=words)
        self.reference = TextEdit(characters=20)
        words = tr("Leave it empty and it gets the next free one.")
        self._put(card, "reference", tr("Re&ference"), self.reference, help=words, optional=True)

    def _what(self) -> Card:
        """What they ask for."""
        card, details = Card(tr("What they ask for")), self._details()
        self.title = TextEdit(details.title)
        self._put(card, "title", tr("&Title"), self.title, optional=True)
        self.summary = GrowingTextEdit(details.summary, lines=3)
        self._put(card, "summary", tr("In &short"), self.summary, optional=True)
        self.asked = MoneyEdit(details.requested_pence if self.page else None, required=True, least=1)
        self._put(card, "requested_pence", tr("&Amount they ask for"), self.asked)
        self.minimum = MoneyEdit(details.minimum_pence, least=0)
        words = tr("The least that they could start with, if they said so.")
        self._put(card, "minimum_pence", tr("&Minimum"), self.minimum, help=words, optional=True)
        self.minimum_reason = TextEdit(details.minimum_reason)
        words = tr("Needed when the minimum is most of what they ask for.")
        self._put(card, "minimum_reason", tr("Wh&y no less"), self.minimum_reason, help=words, optional=True)
        self.funding = QComboBox()
        self.funding.addItem(tr("Not said"), None)
        for kind in FundingKind:
            self.funding.addItem(funding_word(kind), kind)
        self.funding.setCurrentIndex(max(self.funding.findData(details.funding_kind), 0))
        self._put(card, "funding_kind", tr("Core or pro&ject"), self.funding)
        self.start, self.end = DateField(details.start_date), DateField(details.end_date)
        self._put(card, "start_date", tr("&Begins on"), self.start, optional=True)
        self._put(card, "end_date", tr("E&nds on"), self.end, optional=True)
        self.months = NumberEdit(details.duration_months, least=1, most=600)
        self._put(card, "duration_months", tr("&Lasts so many months"), self.months, optional=True)
        self.area = TextEdit(details.area)
        self._put(card, "area", tr("&Where"), self.area, optional=True)
        card.body.addStretch(1)
        return card

    def _answers(self) -> list[AnswerEditor]:
        """A field for each question of the round."""
        kept = self._details().answers
        editors = [make_answer_editor(one, kept.get(one.id, "")) for one in self.questions]
        if editors:
            card = Card(tr("Their answers"))
            for editor in editors:
                card.add(editor.field)
                self.fields[f"answer:{editor.question.id}"] = editor.field
            self.sheet.add(card)
        return editors

    def _foot(self) -> Any:
        foot = row(gap="m")
        words = tr("&Keep this EOI") if self.page is None else tr("&Keep the changes")
        self.save_button = PrimaryButton(words, self.save, icon="check")
        self.leave_button = SecondaryButton(tr("Leave without keeping"), self.leave)
        foot.addWidget(self.save_button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        return foot

    def _put(self, card: Card, name: str, label: str, editor: QWidget, **rest: Any) -> None:
        self.fields[name] = FormField(label, editor, **rest)
        card.add(self.fields[name])

    def _details(self) -> EoiDetails:
        return self.page.details if self.page is not None else EoiDetails(requested_pence=0)

    def _organisation_changed(self) -> None:
        """A new name asks for the organisation's details."""
        self.new_organisation.setVisible(self.page is None and self.organisation.is_new)

    # What was typed

    def values(self) -> tuple[Any, ...]:
        """All that stands in the form, to tell whether something was changed."""
        return (
            self.organisation.text,
            self.new_organisation.details(),
            self.contact(),
            self.host.text,
            self._texts(),
            self.asked.text(),
            self.minimum.text(),
            self.funding.currentData(),
            self.start.edit.text(),
            self.end.edit.text(),
            tuple(editor.text() for editor in self.answers),
            None if self.page is not None else (self.received.edit.text(), self.reference.text()),
        )

    def _texts(self) -> tuple[str, ...]:
        return (
            self.title.text(),
            self.summary.toPlainText(),
            self.minimum_reason.text(),
            self.months.text(),
            self.area.text(),
            self.partners.toPlainText(),
        )

    def is_changed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.values() != self._first_values

    def contact(self) -> ContactDetails:
        """The contact as typed."""
        return ContactDetails(self.contact_name.text(), self.contact_email.text(), self.contact_phone.text())

    def details(self) -> EoiDetails:
        """The EOI as typed; call `check` first."""
        # Answers to questions that left the form are kept as they are.
        asked = {editor.question.id for editor in self.answers}
        others = {key: text for key, text in self._details().answers.items() if key not in asked}
        return EoiDetails(
            requested_pence=self.asked.pence or 0,
            title=self.title.text(),
            summary=self.summary.toPlainText(),
            minimum_pence=self.minimum.pence,
            minimum_reason=self.minimum_reason.text(),
            funding_kind=self.funding.currentData(),
            start_date=self.start.day,
            end_date=self.end.day,
            duration_months=self.months.number,
            area=self.area.text(),
            partners=self.partners.toPlainText(),
            host_organisation_id=self.host.chosen,
            answers={**others, **{editor.question.id: editor.text() for editor in self.answers}},
        )

    def check(self) -> bool:
        """Say beside each field what can't be read; True when all can."""
        for field in self.fields.values():
            field.clear_error()
        if not self.organisation.text:
            self.fields["name"].set_error(tr("Name the organisation that applies."))
        if self.host.is_new:
            self.fields["host"].set_error(
                tr("Choose the host from the list, or add it under Organisations first.")
            )
        editors: list[Any] = [
            self.asked,
            self.minimum,
            self.start,
            self.end,
            self.months,
            self.new_organisation,
        ]
        if self.page is None:
            editors.append(self.received)
        for editor in (*editors, *self.answers):
            editor.check()
        return self._go_to_first_error()

    def _go_to_first_error(self) -> bool:
        every = {**self.fields, **self.new_organisation.fields}
        wrong = next((field for field in every.values() if field.error), None)
        if wrong is None:
            return True
        wrong.editor.setFocus()
        self.sheet.ensureWidgetVisible(wrong)
        return False

    # Saving and leaving

    def save(self) -> None:
        """Keep it; stay, with the sentence beside its field, when the service refuses."""
        self.message.clear()
        if not self.check():
            return
        version = self.page.version if self.page is not None else None
        self._try(version)

    def _try(self, version: int | None) -> None:
        try:
            reference = self._keep(version)
        except StaleVersion as error:
            self._meet(error)
        except CommissioningError as error:
            show_error(error, self.message, {**self.fields, **self.new_organisation.fields})
            self._go_to_first_error()
        else:
            self._first_values = self.values()
            self.saved.emit(reference)

    def _keep(self, version: int | None) -> str:
        context = self.shell.context
        if self.page is not None:
            edit_eoi(
                context,
                round_code=self.round_code,
                reference=self.page.reference,
                version=version,
                details=self.details(),
                contact=self.contact(),
            )
            return self.page.reference
        known = self.organisation.chosen
        return add_eoi(
            context,
            round_code=self.round_code,
            organisation=known or self.new_organisation.details(self.organisation.text),
            details=self.details(),
            reference=self.reference.text(),
            contact=self.contact(),
            received_at=received_moment(self.received.day, context.clock.now()),
        )

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


def received_moment(day: date | None, now: datetime) -> datetime | None:
    """When an EOI of that day came: now for today's, noon for an earlier day's, None for no day."""
    if day is None or day == now.astimezone(LONDON).date():
        return None
    return datetime.combine(day, time(12), LONDON)
