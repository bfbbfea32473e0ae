"""Every organisation of this workspace, one of them at a time, and the way to add another."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from commissioning_app.domain.errors import CommissioningError, NotFound
from commissioning_app.domain.roles import can_keep_organisations
from commissioning_app.services.queries.organisations import organisation_rows
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.eois.words import size_word
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.table_model import Column
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.organisations.add import AddOrganisationDialog
from commissioning_app.ui.organisations.detail import OrganisationView
from commissioning_app.ui.organisations.duplicates import DuplicatesDialog
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.page import PageHeader, ScrollPage

CONTACTS = "/contacts"
_LEAST_ROWS = 7


class OrganisationsPage(Page):
    """At `item` None the list, at an organisation's id that one; with "/contacts", down to its contacts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.stack = QStackedWidget()
        column(self).addWidget(self.stack)
        self.stack.addWidget(self._make_list())
        self.view = OrganisationView(shell)
        self.view.back_wanted.connect(self.show_list)
        self.view.changed.connect(self._fill_list)
        self.stack.addWidget(self.view)

    def _make_list(self) -> ScrollPage:
        self.list_page = ScrollPage()
        self.header = PageHeader(tr("Organisations"))
        self.pairs_button = SecondaryButton(tr("Likely &duplicates"), self.show_duplicates, icon="copy")
        self.add_button = PrimaryButton(tr("&Add an organisation"), self.add, icon="plus")
        for button in (self.pairs_button, self.add_button):
            self.header.right.addWidget(button)
        self.list_page.add(self.header)
        self.message = InlineMessage()
        self.list_page.add(self.message)
        self.empty = EmptyState(
            tr("No organisations yet"),
            tr("They come with the EOIs that are imported or typed in, or are added one by one."),
            tr("Add an organisation"),
            self.add,
            icon="organisations",
        )
        self.table = DataTable(
            "organisations", _columns(), title=tr("Organisations"), many=True, empty=self.empty
        )
        self.table.activated.connect(self.open_organisation)
        theme().changed.connect(self._keep_some_rows)
        self._keep_some_rows()
        self.list_page.add(self.table, 1)
        return self.list_page

    def _keep_some_rows(self) -> None:
        """However large the text, some rows are seen; the page scrolls when the window is too low."""
        self.table.setMinimumHeight(theme().px(34) * _LEAST_ROWS)

    def refresh(self) -> None:
        """Ask again for the list, or for the organisation that is shown."""
        item = self.route.item if self.route is not None else None
        if item is None:
            self.stack.setCurrentWidget(self.list_page)
            self._fill_list()
            return
        try:
            organisation_id = UUID(item.removesuffix(CONTACTS))
        except ValueError:
            self.stack.setCurrentWidget(self.list_page)
            self._fill_list()
            show_error(NotFound(tr("There is no such organisation here.")), self.message)
            return
        self.stack.setCurrentWidget(self.view)
        assert self.route is not None
        self.view.show_organisation(organisation_id, about_round=self.route.round_code or "")

    def open(self, route: Route) -> None:
        """Show the list or one organisation; its contacts when they are asked for."""
        super().open(route)
        if (route.item or "").endswith(CONTACTS) and self.stack.currentWidget() is self.view:
            self.view.show_contacts()

    def may_leave(self) -> bool:
        """Unsaved changes are asked about."""
        return self.stack.currentWidget() is not self.view or self.view.may_leave()

    def open_organisation(self, organisation_id: object) -> None:
        """Show one organisation."""
        self.shell.navigator.go(Route("organisations", item=str(organisation_id)))

    def show_list(self) -> None:
        """Show all, standing on the one that was open."""
        shown = self.view.shown_id
        if self.shell.navigator.go(Route("organisations")) and shown is not None:
            self.table.select(shown)
            self.table.view.setFocus()

    def add(self) -> None:
        """Write another one down."""
        dialog = AddOrganisationDialog(self, self.shell.context)
        if dialog.exec():
            self.open_organisation(dialog.organisation_id)
            self.shell.say(tr("The organisation is added."))
        dialog.deleteLater()

    def show_duplicates(self) -> None:
        """The pairs that may be one, in a window of their own."""
        dialog = DuplicatesDialog(self, self.shell.context)
        if dialog.exec() and dialog.wanted is not None:
            self.open_organisation(dialog.wanted)
        dialog.deleteLater()

    def _fill_list(self) -> None:
        try:
            rows = organisation_rows(self.shell.context)
        except CommissioningError as error:
            self.table.set_rows([], [])
            show_error(error, self.message)
            return
        self.message.clear()
        sizes = {size: size_word(size) for size in (None, True, False)}
        self.table.set_rows(
            [(*row[1:7], sizes[row[7]], *row[8:]) for row in rows], ids=[row[0] for row in rows]
        )
        words = tr_count("{count} organisation", "{count:,} organisations", len(rows))
        self.header.set_title(tr("Organisations"), words if rows else "")
        self._say_what_may_be_done(len(rows))

    def _say_what_may_be_done(self, count: int) -> None:
        """Each button works, or says why it doesn't."""
        may = can_keep_organisations(self.shell.app.actor)
        reason = "" if may else tr("Officers do this. Choose another person in Settings, or ask one.")
        self.add_button.refuse(reason)
        self.empty.button.refuse(reason)
        self.pairs_button.refuse("" if count > 1 else tr("There are not yet two organisations."))


def _columns() -> list[Column]:
    return [
        Column("name", tr("Organisation"), least=220, bold=True),
        Column("org_id", tr("Org-id"), width=160, drop=2),
        Column("charity_number", tr("Charity no."), width=100, drop=4),
        Column("company_number", tr("Company no."), width=110, hidden=True, drop=7),
        Column("postcode", tr("Postcode"), width=96, drop=5),
        Column("income", tr("Yearly income"), "money", width=122, drop=6),
        Column("small", tr("Size"), width=90, drop=3),
        Column("eois", tr("EOIs"), "int", width=64),
        Column("rounds", tr("Rounds"), "int", width=76, drop=8),
        Column("awarded", tr("Awarded"), "money", width=110, drop=1),
    ]
