"""Whom applicants can ask, and which help they are offered: records, editable at any time."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.records import Contact, HelpOffer
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, TextEdit
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.wording_hint import worded


class HelpSection(Section):
    """The named contact, offers of help, and how long a review can be asked for."""

    locks_at_opening = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = self.add_card(tr("Someone to ask"), tr("A person with a name. They stand in every letter."))
        self.name_edit, self.email, self.phone = TextEdit(), TextEdit(), TextEdit()
        self.add_field(card, "contact", FormField(tr("&Name"), self.name_edit))
        both = ResponsiveRow(least=240)
        both.add(self.add_field(None, "email", FormField(tr("&E-mail"), self.email)))
        both.add(self.add_field(None, "phone", FormField(tr("&Telephone"), self.phone)))
        card.add(both)
        offers = self.add_card(
            tr("Help to apply"), tr("A drop-in, a call, somebody who writes it down with them.")
        )
        self.list: ItemList[HelpOffer] = ItemList(
            tr("Offers of help"),
            _words,
            self._ask,
            add=tr("Add an &offer"),
            nothing=tr("No offers yet."),
            moves=False,
        )
        self.list.changed.connect(self.changed)
        offers.add(self.list)
        after = self.add_card(tr("After the decision"))
        self.review_days = NumberEdit(required=True, least=1, most=365)
        said = tr("Days that an applicant has to ask for a review of the decision.")
        self.add_field(
            after, "review", FormField(tr("&Days to ask for a review"), self.review_days, help=said)
        )

    def load(self, round_: Round) -> None:
        """Show a round's contact and offers."""
        contact = round_.records.contact
        self.name_edit.setText(contact.name)
        self.email.setText(contact.email)
        self.phone.setText(contact.phone)
        self.list.set_items(round_.records.help_offers)
        self.review_days.set_number(round_.records.review_request_days)

    def collect(self, design: Design) -> None:
        """Fill the records."""
        contact = Contact(self.name_edit.text().strip(), self.email.text().strip(), self.phone.text().strip())
        design["records"] = replace(
            design["records"],
            contact=contact,
            help_offers=self.list.items,
            review_request_days=self.review_days.number or design["records"].review_request_days,
        )

    def lock(self, locked: bool) -> None:
        """Only show them."""
        super().lock(locked)
        self.list.set_locked(locked)

    def _ask(self, offer: HelpOffer | None) -> HelpOffer | None:
        dialog = OfferDialog(self, offer)
        if self.is_locked:
            dialog.lock()
        made = dialog.offer() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return made


class OfferDialog(ItemDialog):
    """One offer of help."""

    def __init__(self, parent: QWidget | None, offer: HelpOffer | None) -> None:
        super().__init__(parent, tr("Edit the offer") if offer else tr("New offer of help"))
        self.what = TextEdit(offer.what if offer else "")
        self.on = DateField(offer.on if offer else None)
        self.where = TextEdit(offer.where if offer else "")
        self.add_field("what", worded(FormField(tr("&What"), self.what, help=tr("Like “Drop-in with tea”."))))
        self.add_field("on", FormField(tr("&Day"), self.on, optional=True))
        self.add_field("where", FormField(tr("Whe&re"), self.where, optional=True))
        self.finish(self.what)

    def offer(self) -> HelpOffer:
        """What was typed."""
        return HelpOffer(self.what.text().strip(), self.on.day, self.where.text().strip())

    def problems(self) -> dict[str, str]:
        """Something is offered, and the day can be read."""
        found = {} if self.what.text().strip() else {"what": tr("Say what is offered.")}
        if not self.on.check():
            found["on"] = self.on.problem
        return found


def _words(offer: HelpOffer) -> tuple[str, str]:
    when = long_date(offer.on) if offer.on else ""
    return offer.what, ", ".join(part for part in (when, offer.where) if part)
