"""Settings: who I am, how it looks, where my data is, the funder."""

from __future__ import annotations

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.services.people import list_people
from commissioning_app.services.workspace import sit_down_as
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.navigation import Page, Shell
from commissioning_app.ui.settings.data import DataCard
from commissioning_app.ui.settings.desk import DeskCard, LookCard
from commissioning_app.ui.settings.funder import FunderCard
from commissioning_app.ui.settings.rules import RulesCard
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import PageHeader, ResponsiveRow, ScrollPage


class SettingsPage(Page):
    """Cards, each of which saves by itself."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.sheet = ScrollPage()
        column(self).addWidget(self.sheet)
        self.sheet.add(PageHeader(tr("Settings")))
        self.message = InlineMessage()
        self.sheet.add(self.message)
        first = ResponsiveRow(least=340)
        self.desk = DeskCard(self.sit_down)
        self.look = LookCard(shell.settings, shell.apply_look)
        first.add(self.desk)
        first.add(self.look)
        self.sheet.add(first)
        self.rules = RulesCard(shell)
        self.data = DataCard(shell)
        self.funder = FunderCard(shell)
        self.sheet.add(self.rules)
        self.sheet.add(self.data)
        self.sheet.add(self.funder)
        self.sheet.content.addStretch(1)
        theme().changed.connect(self.look.show_settings)

    def refresh(self) -> None:
        """Show who is at the desk and what they may change."""
        actor = self.shell.app.actor
        try:
            people = [one for one in list_people(self.shell.context) if one.is_active]
            self.funder.refresh()
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self.message.clear()
        self.desk.set_people(people, actor.person_id)
        self.look.show_settings()
        self.data.refresh()
        reads = can_read_rounds(actor)
        self.rules.setVisible(reads)
        self.data.setVisible(reads)
        self.funder.setVisible(reads and not self.funder.isHidden())

    def sit_down(self, person: Person) -> None:
        """Somebody else is at the desk from now on."""
        if not self.may_leave():
            return
        try:
            actor = sit_down_as(self.shell.context, person_id=person.id)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        self.shell.app.act_as(actor)
        self.shell.sat_down()
        self.shell.say(tr("You are at the desk as {name}.", name=actor.name))

    def may_leave(self) -> bool:
        """Ask before details of the funder that were typed are lost."""
        if not self.funder.changes():
            return True
        leave = confirm(
            self,
            tr("Leave without saving?"),
            tr("The funder's details are changed and not saved."),
            yes=tr("Leave without saving"),
            no=tr("Stay here"),
            danger=True,
        )
        if leave:
            self.funder.refresh()
        return leave
