"""A contact with an organisation: written down, changed, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.contacts import ContactWay
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import StaleVersion
from commissioning_app.services.contacts import edit_contact, note_contact, remove_contact
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.queries.contacts import ContactLine, ContactsPage
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog, shared
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit


def way_word(way: ContactWay) -> str:
    """How the two met."""
    return {
        ContactWay.VISIT: tr("Visit"),
        ContactWay.MEETING: tr("Meeting"),
        ContactWay.TELEPHONE: tr("Telephone call"),
        ContactWay.EMAIL: tr("E-mail"),
        ContactWay.LETTER: tr("Letter"),
        ContactWay.EVENT: tr("Event"),
        ContactWay.OTHER: tr("Another way"),
    }[way]


class ContactDialog(ActDialog):
    """Writes a contact down, or changes the one that is given."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        page: ContactsPage,
        contact: ContactLine | None = None,
        *,
        round_code: str = "",
    ) -> None:
        title = tr("Write a contact down") if contact is None else tr("Change what was written down")
        super().__init__(parent, context, title)
        self.page, self.contact = page, contact
        self.on = DateField(contact.on if contact else context.clock.today(), required=True)
        self.how = QComboBox()
        for way in ContactWay:
            self.how.addItem(way_word(way), way)
        self.about = GrowingTextEdit(contact.about if contact else "", lines=3)
        self.promised = GrowingTextEdit(contact.promised if contact else "", lines=2)
        self.round = QComboBox()
        self.round.addItem(tr("No one round"), "")
        for code, name in page.rounds:
            self.round.addItem(name, code)
        self._choose(contact, round_code)
        self._add_fields()
        self.finish(tr("&Write it down") if contact is None else tr("&Keep the change"))
        (self.about if contact is None else self.on).setFocus()

    def _choose(self, contact: ContactLine | None, round_code: str) -> None:
        if contact is not None:
            self.how.setCurrentIndex(self.how.findData(contact.how))
            round_code = contact.round_code
        self.round.setCurrentIndex(max(self.round.findData(round_code), 0))

    def _add_fields(self) -> None:
        about = tr("What they told you and what you told them. Write only what they may read.")
        promised = tr("Theirs and yours, with the day: “We send the form in large print by Friday.”")
        self.add_field("on", FormField(tr("&Day"), self.on))
        self.add_field("how", FormField(tr("&How"), self.how))
        self.add_field("about", FormField(tr("What it was &about"), self.about, help=about))
        self.add_field(
            "promised", FormField(tr("Who &promised what?"), self.promised, help=promised, optional=True)
        )
        self.add_field("round", FormField(tr("&Round"), self.round))

    def check(self) -> bool:
        """Whether there is a day."""
        return self.on.check()

    def act(self, *, fresh: bool) -> None:
        """Keep it."""
        assert self.on.day is not None
        values: dict[str, Any] = {
            "on": self.on.day,
            "how": ContactWay(self.how.currentData()),
            "about": self.about.toPlainText(),
            "promised": self.promised.toPlainText(),
            "round_code": self.round.currentData(),
        }
        if self.contact is None:
            note_contact(self.context, organisation_id=self.page.organisation_id, **values)
            return
        version = None if fresh else self.contact.version
        edit_contact(self.context, contact_id=self.contact.contact_id, version=version, **values)

    def in_words(self, error: StaleVersion) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Both versions as a person reads them."""
        theirs, yours = (_said(values) for values in shared(error))
        return theirs, yours


class RemoveContactDialog(ActDialog):
    """Takes a contact out that was not with them, or stands there twice."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, contact: ContactLine) -> None:
        said = tr("{way}, {day}", way=way_word(contact.how), day=long_date(contact.on))
        super().__init__(parent, context, tr("Take this contact out?"), said)
        self.contact = contact
        self.reason = GrowingTextEdit(lines=2)
        help = tr("It goes into the trail, where others can read it.")
        self.add_field("reason", FormField(tr("&Why?"), self.reason, help=help))
        self.finish(tr("&Take it out"), danger=True)
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Take it out."""
        version = None if fresh else self.contact.version
        remove_contact(
            self.context,
            contact_id=self.contact.contact_id,
            version=version,
            reason=self.reason.toPlainText(),
        )


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        tr("Day"): long_date(date.fromisoformat(values["on"])),
        tr("How"): way_word(ContactWay(values["how"])),
        tr("About"): values["about"],
        tr("Promised"): values["promised"],
    }
