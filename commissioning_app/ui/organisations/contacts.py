"""Contacts with an organisation: when, how, what about, and who promised what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.services.queries.contacts import ContactLine, ContactsPage, contacts_page
from commissioning_app.translation import tr
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.organisations.contact_dialogs import (
    ContactDialog,
    RemoveContactDialog,
    way_word,
)
from commissioning_app.ui.widgets.buttons import LinkButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, Prose, Rule

FIRST = 5
"""Contacts shown before somebody asks for all."""


class ContactsCard(Card):
    """The newest first; officers write down, change and take out, others read."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(tr("Contacts"), parent=parent)
        self.shell = shell
        self.page: ContactsPage | None = None
        self._round_code = ""
        self.message = InlineMessage()
        self.add(self.message)
        self.add_button = SecondaryButton(tr("&Write a contact down…"), self.note, icon="chat")
        holder = QWidget()
        flow = FlowLayout(holder, gap="m", line_gap="s")
        flow.addWidget(self.add_button)
        self.add(holder)
        lines = QWidget()
        self._lines = column(lines, gap="s")
        self.add(lines)
        self.rows: list[ContactRow] = []
        self.more_button = LinkButton(tr("Show all"), self._show_all)
        self.add(self.more_button)

    def show_page(self, page: ContactsPage, *, round_code: str = "") -> None:
        """Show another organisation's; a new one is about ``round_code`` unless the person says otherwise."""
        self.page, self._round_code = page, round_code
        self.message.clear()
        self.set_note(f"{len(page.contacts):,}" if page.contacts else "")
        officers = tr("Officers do this. Choose another person in Settings, or ask one.")
        self.add_button.refuse("" if page.may_edit else officers)
        self._fill(page.contacts[:FIRST])
        self.more_button.setText(tr("Show all {count}", count=f"{len(page.contacts):,}"))
        self.more_button.setVisible(len(page.contacts) > FIRST)

    def note(self) -> None:
        """Write a new one down."""
        assert self.page is not None
        dialog = ContactDialog(self, self.shell.context, self.page, round_code=self._round_code)
        self._ask(dialog, tr("The contact is written down."))

    def change(self, contact: ContactLine) -> None:
        """Change one."""
        assert self.page is not None
        dialog = ContactDialog(self, self.shell.context, self.page, contact)
        self._ask(dialog, tr("The change is kept."))

    def take_out(self, contact: ContactLine) -> None:
        """Take one out, with a reason."""
        dialog = RemoveContactDialog(self, self.shell.context, contact)
        self._ask(dialog, tr("It is taken out. The reason is in the trail."))

    def _ask(self, dialog: QDialog, said: str) -> None:
        """Show a dialog; when it did something, the contacts are asked for again."""
        assert self.page is not None
        if dialog.exec() == QDialog.DialogCode.Accepted:
            try:
                page = contacts_page(self.shell.context, organisation_id=self.page.organisation_id)
            except CommissioningError as error:
                show_error(error, self.message)
            else:
                self.show_page(page, round_code=self._round_code)
                self.shell.say(said)
                self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        dialog.deleteLater()

    def _show_all(self) -> None:
        assert self.page is not None
        self._fill(self.page.contacts)
        self.more_button.hide()

    def _fill(self, contacts: tuple[ContactLine, ...]) -> None:
        assert self.page is not None
        empty(self._lines)
        self.rows = []
        if not contacts:
            words = tr("No call, visit or meeting is written down yet.")
            self._lines.addWidget(Prose(words, "muted"))
        for place, contact in enumerate(contacts):
            if place:
                self._lines.addWidget(Rule())
            acts = (self.change, self.take_out) if self.page.may_edit else None
            self.rows.append(ContactRow(contact, acts))
            self._lines.addWidget(self.rows[-1])


class ContactRow(QWidget):
    """One contact, and what can be done with it."""

    def __init__(
        self,
        contact: ContactLine,
        acts: tuple[Callable[[ContactLine], object], Callable[[ContactLine], object]] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        words = column(self, gap="xs")
        title = tr("{way}, {day}", way=way_word(contact.how), day=long_date(contact.on))
        words.addWidget(Label(title, "strong"))
        words.addWidget(Prose(contact.about))
        if contact.promised:
            words.addWidget(Prose(tr("Promised: {what}", what=contact.promised)))
        by = tr("Written down by {who}", who=contact.noted_by)
        words.addWidget(Label(f"{contact.round_name} · {by}" if contact.round_name else by, "muted"))
        self.links: dict[str, LinkButton] = {}
        if acts is not None:
            holder = QWidget()
            flow = FlowLayout(holder, gap="m", line_gap="xs")
            for key, said, act in (
                ("change", tr("Change it"), acts[0]),
                ("take_out", tr("Take it out"), acts[1]),
            ):
                self.links[key] = LinkButton(said, partial(act, contact), name=f"{said}: {title}")
                flow.addWidget(self.links[key])
            words.addWidget(holder)
        self.setAccessibleName(title)
