"""Everyone in this workspace, what they may do, and which panels they are on."""

from __future__ import annotations

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.roles import can_add_panel_people, can_manage_people
from commissioning_app.services.queries.people import PersonRow, people_rows
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.table_model import Chip, Column
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Page, Shell
from commissioning_app.ui.people.dialogs import PersonDialog
from commissioning_app.ui.people.words import roles_words
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import PageHeader


class PeoplePage(Page):
    """The list of people; Enter edits one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._rows: dict[object, PersonRow] = {}
        outer = column(self, gap="l")
        outer.setContentsMargins(SPACE["xxl"], SPACE["xl"], SPACE["xxl"], SPACE["xl"])
        self.header = PageHeader(tr("People"))
        outer.addWidget(self.header)
        self.edit_button = SecondaryButton(tr("&Edit"), self.edit_chosen, icon="edit")
        self.add_button = PrimaryButton(tr("&Add a person"), self.add_person, icon="plus")
        self.header.right.addWidget(self.edit_button)
        self.header.right.addWidget(self.add_button)
        self.message = InlineMessage()
        outer.addWidget(self.message)
        self.table = DataTable("people", _columns(), title=tr("People"), many=False)
        self.table.activated.connect(self.edit_person)
        self.table.selection_changed.connect(lambda _ids: self._say_what_may_be_done())
        outer.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Ask for everyone again."""
        try:
            rows = people_rows(self.shell.context)
        except CommissioningError as error:
            self.table.set_rows([], [])
            show_error(error, self.message)
            return
        self.message.clear()
        self._rows = {row.person_id: row for row in rows}
        self.table.set_rows([_values(row) for row in rows], ids=[row.person_id for row in rows])
        here = sum(1 for row in rows if row.is_active)
        self.header.set_title(
            tr("People"), tr_count("{count} person works here", "{count} people work here", here)
        )
        self._say_what_may_be_done()

    def add_person(self) -> None:
        """Somebody new."""
        self._ask(PersonDialog(self, self.shell.context, None))

    def edit_chosen(self) -> None:
        """The person who is marked in the list."""
        self.edit_person(self.table.current_id())

    def edit_person(self, person_id: object) -> None:
        """One person; only administrators may."""
        row = self._rows.get(person_id)
        if row is None:
            return
        if not can_manage_people(self.shell.app.actor):
            self.shell.say(_only_administrators(), "info")
            return
        self._ask(PersonDialog(self, self.shell.context, row))

    def _ask(self, dialog: PersonDialog) -> None:
        if dialog.exec():
            self.refresh()
            if dialog.said:
                self.shell.say(dialog.said)
        dialog.deleteLater()

    def _say_what_may_be_done(self) -> None:
        """Each button works, or says why it doesn't."""
        actor = self.shell.app.actor
        self.add_button.refuse("" if can_add_panel_people(actor) else _only_administrators())
        chosen = self.table.current_id() in self._rows
        missing = "" if chosen else tr("Choose a person in the list.")
        self.edit_button.refuse(missing if can_manage_people(actor) else _only_administrators())


def _only_administrators() -> str:
    return tr("Administrators keep the list of people. Ask one of them.")


def _columns() -> list[Column]:
    return [
        Column("name", tr("Name"), bold=True),
        Column("roles", tr("Roles")),
        Column("email", tr("E-mail"), width=220, drop=2),
        Column("panels", tr("On the panels of"), width=170, drop=3),
        Column("state", tr("State"), "chip", width=110, drop=1),
    ]


def _values(row: PersonRow) -> tuple[object, ...]:
    state = None if row.is_active else Chip(tr("Has left"), "neutral")
    return (row.name, roles_words(row.roles), row.email, ", ".join(row.panels), state)
