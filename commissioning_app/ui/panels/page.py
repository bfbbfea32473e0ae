"""The Panel tab of a round: who is on the panel, what ties people have, and who scores what."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.roles import can_declare_interests, can_see_all_assessments
from commissioning_app.services.rounds import read_round
from commissioning_app.translation import tr
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.panels.assignments import AssignmentsSection
from commissioning_app.ui.panels.interests import InterestsSection
from commissioning_app.ui.panels.members import MembersSection
from commissioning_app.ui.panels.reflection import ReflectionSection
from commissioning_app.ui.panels.section import PanelSection
from commissioning_app.ui.panels.sheet import SheetDialog
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.section_nav import SectionNav

_PLACES = {"payment": "members"}
"""What checks call a place that has no section of its own."""


class PanelTab(Page):
    """Four sections; `item` names the one to open."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        outer = column(self, gap="m")
        head = QWidget()
        inner = column(head, gap="s")
        inner.setContentsMargins(SPACE["xxl"], SPACE["m"], SPACE["xxl"], 0)
        titles = [
            ("members", tr("Members")),
            ("interests", tr("Ties to applicants")),
            ("assignments", tr("Who scores what")),
            ("reflection", tr("In the panel’s words")),
        ]
        self.nav = SectionNav(tr("Parts of the panel"), titles)
        self.nav.chosen.connect(self.show_section)
        inner.addWidget(self.nav)
        self.message = InlineMessage()
        inner.addWidget(self.message)
        outer.addWidget(head)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)
        self.members = MembersSection(shell, self.refresh)
        self.interests = InterestsSection(shell, self.refresh)
        self.assignments = AssignmentsSection(shell, self.refresh)
        self.reflection = ReflectionSection(shell, self.refresh)
        self.sections: dict[str, PanelSection] = {
            "members": self.members,
            "interests": self.interests,
            "assignments": self.assignments,
            "reflection": self.reflection,
        }
        for section in self.sections.values():
            self.stack.addWidget(section)
        self.closed = EmptyState(
            tr("Officers, approvers and auditors see the panel"),
            tr("You have a part in this round too. Say which organisations you have a tie to."),
            tr("My own &ties"),
            self.open_own_sheet,
            icon="people",
        )
        self.stack.addWidget(self.closed)

    def open(self, route: Route) -> None:
        """Show the round; `item` names a section."""
        self.route = route
        wanted = _PLACES.get(route.item or "", route.item or "")
        if wanted in self.sections:
            self.nav.set_current(wanted)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for the section that is open."""
        if self.route is None:
            return
        actor = self.shell.app.actor
        sees = can_see_all_assessments(actor)
        self.nav.setVisible(sees)
        self.message.clear()
        if not sees:
            self.closed.button.setVisible(can_declare_interests(actor))
            self.stack.setCurrentWidget(self.closed)
            return
        section = self.sections[self.nav.current]
        self.stack.setCurrentWidget(section)
        try:
            section.show_round(read_round(self.shell.context, round_code=self.route.round_code or ""))
        except CommissioningError as error:
            show_error(error, self.message)

    def show_section(self, key: str) -> None:
        """Open a section."""
        self.nav.set_current(key)
        if self.route is not None:
            self.route = Route("round", self.route.round_code, "panel", key)
            self.shell.navigator.replace(self.route)
        self.refresh()

    def open_own_sheet(self) -> None:
        """The ties of the person at the desk."""
        if self.route is None:
            return
        try:
            dialog = SheetDialog(self, self.shell.context, self.route.round_code or "", None)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        dialog.exec()
        dialog.deleteLater()
        self.refresh()
