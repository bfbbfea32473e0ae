"""The two cards of an EOI's form that every round has: who applies, and what they ask for."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.eois import FundingKind
from commissioning_app.services.context import LONDON, ServiceContext
from commissioning_app.services.eois import ContactDetails, EoiDetails
from commissioning_app.services.organisations import NewOrganisation
from commissioning_app.services.queries.eois import EoiPage
from commissioning_app.services.queries.organisation_names import organisation_names
from commissioning_app.translation import tr
from commissioning_app.ui.eois.organisation_picker import OrganisationPicker
from commissioning_app.ui.eois.words import funding_word
from commissioning_app.ui.organisations.fields import OrganisationFields
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit, TextEdit
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.text import Label


class FieldCard(Card):
    """A card of fields. `fields` are keyed as the services name them in BadValue."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.fields: dict[str, FormField] = {}

    def put(self, name: str, label: str, editor: QWidget, **rest: Any) -> None:
        """Put a field under the others."""
        self.fields[name] = FormField(label, editor, **rest)
        self.add(self.fields[name])


class WhoCard(FieldCard):
    """The organisation, its contact, who holds the money; of a new EOI also how it came."""

    def __init__(self, context: ServiceContext, page: EoiPage | None) -> None:
        super().__init__(tr("Who"))
        self._context, self._is_new = context, page is None
        details = page.details if page else EoiDetails(requested_pence=0)
        names = organisation_names(context)
        chosen = page.organisation_id if page else None
        self.organisation = OrganisationPicker(names, chosen=chosen, new_allowed=True)
        self.put("name", tr("&Organisation"), self.organisation)
        self.new_organisation = OrganisationFields(with_name=False)
        self.add(self.new_organisation)
        self.organisation.changed.connect(self._organisation_changed)
        if page is not None:
            said = tr("An EOI stays with its organisation; its details are changed on that one’s own page.")
            self.organisation.setEnabled(False)
            self.add(Label(said, "muted"))
        self._ask_contact(page.contact if page else ContactDetails())
        self.host = OrganisationPicker(names, chosen=details.host_organisation_id)
        words = tr("Only where another organisation would hold the money for them.")
        self.put("host", tr("Host or&ganisation"), self.host, help=words, optional=True)
        self.partners = GrowingTextEdit(details.partners, lines=2)
        self.put("partners", tr("Partne&rs"), self.partners, optional=True)
        self.received = DateField(context.clock.today(), required=True)
        self.reference = TextEdit(characters=20)
        if page is None:
            self._ask_how_it_came()
        self.body.addStretch(1)
        self._organisation_changed()

    def _ask_contact(self, contact: ContactDetails) -> None:
        self.contact_name, self.contact_email = TextEdit(contact.name), TextEdit(contact.email)
        self.contact_phone = TextEdit(contact.phone)
        self.put("contact_name", tr("&Contact’s name"), self.contact_name, optional=True)
        self.put("contact_email", tr("Contact’s &e-mail"), self.contact_email, optional=True)
        self.put("contact_phone", tr("Contact’s p&hone"), self.contact_phone, optional=True)

    def _ask_how_it_came(self) -> None:
        """The day it came, and a reference if it has one."""
        words = tr("After the closing day it counts as late.")
        self.put("received_at", tr("&Day on which it came"), self.received, help=words)
        words = tr("Leave it empty and it gets the next free one.")
        self.put("reference", tr("Re&ference"), self.reference, help=words, optional=True)

    def _organisation_changed(self) -> None:
        """A new name asks for the organisation's details."""
        self.new_organisation.setVisible(self._is_new and self.organisation.is_new)

    def contact(self) -> ContactDetails:
        """The contact as typed."""
        return ContactDetails(self.contact_name.text(), self.contact_email.text(), self.contact_phone.text())

    def new_details(self) -> NewOrganisation:
        """The organisation as typed, for one that isn't known here yet."""
        return self.new_organisation.details(self.organisation.text)

    def received_at(self) -> datetime | None:
        """When it came, as far as the day tells."""
        return received_moment(self.received.day, self._context.clock.now())

    def values(self) -> tuple[object, ...]:
        """All that stands here, to tell whether something was changed."""
        return (
            self.new_details(),
            self.contact(),
            self.host.text,
            self.partners.toPlainText(),
            self.received.edit.text(),
            self.reference.text(),
        )

    def check(self) -> None:
        """Say beside each field what can't be read."""
        if not self.organisation.text:
            self.fields["name"].set_error(tr("Name the organisation that applies."))
        if self.host.is_new:
            self.fields["host"].set_error(
                tr("Choose the host from the list, or add it under Organisations first.")
            )
        self.new_organisation.check()
        self.received.check()


class AskCard(FieldCard):
    """What they ask for, when and where."""

    def __init__(self, details: EoiDetails | None) -> None:
        super().__init__(tr("What they ask for"))
        kept = details or EoiDetails(requested_pence=0)
        self.title = TextEdit(kept.title)
        self.put("title", tr("&Title"), self.title, optional=True)
        self.summary = GrowingTextEdit(kept.summary, lines=3)
        self.put("summary", tr("In &short"), self.summary, optional=True)
        self.asked = MoneyEdit(kept.requested_pence if details else None, required=True, least=1)
        self.put("requested_pence", tr("&Amount they ask for"), self.asked)
        self.minimum = MoneyEdit(kept.minimum_pence, least=0)
        words = tr("The least that they could start with, if they said so.")
        self.put("minimum_pence", tr("&Minimum"), self.minimum, help=words, optional=True)
        self.minimum_reason = TextEdit(kept.minimum_reason)
        words = tr("Needed when the minimum is most of what they ask for.")
        self.put("minimum_reason", tr("Wh&y no less"), self.minimum_reason, help=words, optional=True)
        self.funding = QComboBox()
        self.funding.addItem(tr("Not said"), None)
        for kind in FundingKind:
            self.funding.addItem(funding_word(kind), kind)
        self.funding.setCurrentIndex(max(self.funding.findData(kept.funding_kind), 0))
        self.put("funding_kind", tr("Core or pro&ject"), self.funding)
        self.start, self.end = DateField(kept.start_date), DateField(kept.end_date)
        self.put("start_date", tr("&Begins on"), self.start, optional=True)
        self.put("end_date", tr("E&nds on"), self.end, optional=True)
        self.months = NumberEdit(kept.duration_months, least=1, most=600)
        self.put("duration_months", tr("&Lasts so many months"), self.months, optional=True)
        self.area = TextEdit(kept.area)
        self.put("area", tr("&Where"), self.area, optional=True)
        self.body.addStretch(1)

    def typed(self) -> dict[str, Any]:
        """The part of `EoiDetails` that is asked here."""
        return {
            "requested_pence": self.asked.pence or 0,
            "title": self.title.text(),
            "summary": self.summary.toPlainText(),
            "minimum_pence": self.minimum.pence,
            "minimum_reason": self.minimum_reason.text(),
            "funding_kind": self.funding.currentData(),
            "start_date": self.start.day,
            "end_date": self.end.day,
            "duration_months": self.months.number,
            "area": self.area.text(),
        }

    def values(self) -> tuple[object, ...]:
        """All that stands here, read or not, to tell whether something was changed."""
        edits = (self.asked, self.minimum, self.months, self.start.edit, self.end.edit)
        return (*self.typed().values(), *(edit.text() for edit in edits))

    def check(self) -> None:
        """Say beside each field what can't be read."""
        for editor in (self.asked, self.minimum, self.start, self.end, self.months):
            editor.check()


def received_moment(day: date | None, now: datetime) -> datetime | None:
    """When an EOI of that day came: now for today's (None), noon for an earlier day's."""
    if day is None or day == now.astimezone(LONDON).date():
        return None
    return datetime.combine(day, time(12), LONDON)
