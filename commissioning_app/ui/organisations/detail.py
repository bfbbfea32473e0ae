"""One organisation: its details to change, its EOIs of all rounds, and which others it may be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.duplicates import LikelyDuplicate
from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import can_keep_organisations
from commissioning_app.services.organisations import edit_organisation
from commissioning_app.services.queries.contacts import contacts_page
from commissioning_app.services.queries.organisations import OrganisationPage, PastEoi, organisation_page
from commissioning_app.translation import tr
from commissioning_app.ui.eois.words import size_word
from commissioning_app.ui.lib.acting import shared
from commissioning_app.ui.lib.dialogs import confirm, resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.navigation import Route, Shell
from commissioning_app.ui.organisations.contacts import ContactsCard
from commissioning_app.ui.organisations.fields import OrganisationFields, organisation_labels
from commissioning_app.ui.organisations.history import HistoryCard
from commissioning_app.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import PageHeader, ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.text import Prose


class OrganisationView(ScrollPage):
    """`back_wanted` leads to the list, `changed` tells that something was saved."""

    back_wanted = Signal()
    changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.shell = shell
        self.page: OrganisationPage | None = None
        self.header = PageHeader("")
        back = (tr("Organisations"), self.back_wanted.emit)
        self.header.set_crumbs([back, (tr("One organisation"), None)])
        self.add(self.header)
        self.message = InlineMessage()
        self.add(self.message)
        self.body = ResponsiveRow(least=330)
        self.body.add(self._make_details(), 1)
        self.body.add(self._make_side(), 1)
        self.add(self.body)
        self.content.addStretch(1)

    @property
    def shown_id(self) -> UUID | None:
        """The organisation that is shown."""
        return self.page.id if self.page is not None else None

    def show_organisation(self, organisation_id: UUID, *, about_round: str = "") -> None:
        """Ask for one and show it; what is being typed about the same one stays.

        A contact that is written down here is about that round, unless the person says otherwise.
        """
        if self.page is not None and self.page.id == organisation_id and self.is_changed():
            return
        try:
            page = organisation_page(self.shell.context, organisation_id=organisation_id)
            contacts = contacts_page(self.shell.context, organisation_id=organisation_id)
        except CommissioningError as error:
            self.page = None
            self.body.hide()
            self.header.set_title(tr("Organisation"))
            show_error(error, self.message)
            return
        self.message.clear()
        self.body.show()
        self._fill(page)
        self.contacts.show_page(contacts, round_code=about_round)

    def show_contacts(self) -> None:
        """Down to the contacts."""
        self.show_part(self.contacts)
        self.contacts.add_button.setFocus()

    def is_changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.page is not None and (
            self.inputs.details() != self.page.details or bool(self.inputs.income.problem)
        )

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the person agrees to losing it."""
        if not self.is_changed():
            return True
        leave = confirm(
            self,
            tr("Leave without keeping?"),
            tr("What you changed about this organisation would be lost."),
            yes=tr("Leave without keeping"),
            no=tr("Go on"),
            danger=True,
        )
        if leave:
            self.undo()
        return leave

    # What can be done

    def save(self) -> None:
        """Keep the changes; stay, with the sentence beside its field, when the service refuses."""
        assert self.page is not None
        for field in self.inputs.fields.values():
            field.clear_error()
        if self.inputs.check():
            self._try(self.page.version)

    def undo(self) -> None:
        """Show again what is kept."""
        if self.page is not None:
            self.inputs.set_details(self.page.details)
            self._say_what_may_be_done()

    def _try(self, version: int) -> None:
        assert self.page is not None
        try:
            edit_organisation(
                self.shell.context,
                organisation_id=self.page.id,
                version=version,
                details=self.inputs.details(),
            )
        except StaleVersion as error:
            self._meet(error)
        except CommissioningError as error:
            show_error(error, self.message, self.inputs.fields)
        else:
            self._refill()
            self.shell.say(tr("The changes are kept."))
            self.changed.emit()

    def _meet(self, error: StaleVersion) -> None:
        """Somebody saved this organisation first: both versions are shown."""
        theirs, yours = shared(error)
        choice = resolve_conflict(self, _in_words(theirs), _in_words(yours), labels=organisation_labels())
        if choice == "yours":
            self._try(error.theirs["version"])
        elif choice == "theirs":
            self._refill()

    def _refill(self) -> None:
        assert self.page is not None
        self._fill(organisation_page(self.shell.context, organisation_id=self.page.id))

    # How it is made

    def _make_details(self) -> Card:
        card = Card(tr("Details"))
        self.inputs = OrganisationFields()
        card.add(self.inputs)
        foot = row(gap="m")
        self.save_button = PrimaryButton(tr("&Keep the changes"), self.save, icon="check")
        self.undo_button = SecondaryButton(tr("&Undo"), self.undo)
        foot.addWidget(self.save_button)
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        card.body.addLayout(foot)
        card.body.addStretch(1)
        inputs = self.inputs
        for edit in (inputs.name, inputs.org_id, inputs.charity_number, inputs.company_number):
            edit.textChanged.connect(self._say_what_may_be_done)
        inputs.postcode.textChanged.connect(self._say_what_may_be_done)
        inputs.income.textChanged.connect(self._say_what_may_be_done)
        inputs.address.textChanged.connect(self._say_what_may_be_done)
        return card

    def _make_side(self) -> QWidget:
        side = QWidget()
        inner = column(side, gap="l")
        self.facts_card = Card(tr("At a glance"))
        self.facts = KeyValueList()
        self.facts_card.add(self.facts)
        inner.addWidget(self.facts_card)
        self.history = HistoryCard()
        self.history.chosen.connect(self._open_eoi)
        inner.addWidget(self.history)
        self.contacts = ContactsCard(self.shell)
        inner.addWidget(self.contacts)
        self.pairs_card = Card(tr("May be the same as"))
        holder = QWidget()
        self._pairs = column(holder, gap="s")
        self.pairs_card.add(holder)
        inner.addWidget(self.pairs_card)
        inner.addStretch(1)
        return side

    def _fill(self, page: OrganisationPage) -> None:
        self.page = page
        self.header.set_title(page.details.name)
        self.inputs.set_details(page.details)
        may = can_keep_organisations(self.shell.app.actor)
        self.inputs.setEnabled(may)
        history = page.history
        asked, awarded = sum(one.requested_pence for one in history), sum(o.awarded_pence for o in history)
        rounds = len({one.round_code for one in history})
        self.facts.set(
            [
                (tr("Size"), size_word(page.is_small)),
                (tr("Rounds that it applied to"), f"{rounds:,}"),
                (tr("Asked for so far"), pounds(asked)),
                (tr("Awarded so far"), pounds(awarded)),
                (tr("Supplier number"), page.supplier_number or tr("none yet")),
            ]
        )
        self._fill_pairs(page)
        self.history.show_history(history)
        self._say_what_may_be_done()

    def _fill_pairs(self, page: OrganisationPage) -> None:
        empty(self._pairs)
        if not page.likely_duplicates:
            self._pairs.addWidget(Prose(tr("No other organisation looks like this one."), "muted"))
        for pair in page.likely_duplicates:
            other_id, name = _other(pair, page.id)
            self._pairs.addWidget(LinkButton(name, partial(self._open_other, other_id)))
            self._pairs.addWidget(Prose(tr("They have {why}.", why=pair.why), "muted"))

    def _say_what_may_be_done(self, _text: object = None) -> None:
        if self.page is None:
            return
        may = can_keep_organisations(self.shell.app.actor)
        changed = self.inputs.details() != self.page.details
        nothing = "" if changed else tr("Nothing is changed yet.")
        officers = tr("Officers do this. Choose another person in Settings, or ask one.")
        for button in (self.save_button, self.undo_button):
            button.refuse(nothing if may else officers)

    def _open_other(self, organisation_id: UUID) -> None:
        self.shell.navigator.go(Route("organisations", item=str(organisation_id)))

    def _open_eoi(self, past: PastEoi) -> None:
        self.shell.navigator.go(Route("round", past.round_code, "eois", past.reference))


def _other(pair: LikelyDuplicate, own_id: UUID) -> tuple[UUID, str]:
    if pair.first_id == own_id:
        return pair.second_id, pair.second_name
    return pair.first_id, pair.first_name


def _in_words(values: Mapping[str, Any]) -> dict[str, object]:
    """One version of an organisation as a person reads it."""
    said = dict(values)
    income = said.get("yearly_income_pence")
    if isinstance(income, int):
        said["yearly_income_pence"] = pounds(income)
    return said
