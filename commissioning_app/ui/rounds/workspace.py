"""A round's workspace: its name and state over the tabs of its life; each tab is made when first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.roles import Actor, can_read_equity, can_see_all_assessments
from commissioning_app.services.queries.rounds import RoundHeader, round_header
from commissioning_app.translation import tr
from commissioning_app.ui.lib.errors import sentence_of
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.pages import load_round_tab, round_tab_titles
from commissioning_app.ui.rounds.words import STATE_ICONS, state_tone, state_word
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import PageHeader
from commissioning_app.ui.widgets.tabs import FlowTabs

FIRST_TAB = "overview"
LISTS = frozenset({"overview", "eois", "letters", "awards"})
"""Tabs that hold something first, a list mostly, and one of its things when that is opened."""

MAY_OPEN: Mapping[str, Callable[[Actor], bool]] = {
    "scoring": can_see_all_assessments,
    "equity": can_read_equity,
}
"""Who may open a tab that is not for all who read rounds."""


def tabs_for(actor: Actor) -> list[tuple[str, str]]:
    """The tabs that this person may open: (key, title)."""
    return [(key, title) for key, title in round_tab_titles() if key not in MAY_OPEN or MAY_OPEN[key](actor)]


class RoundPage(Page):
    """Header, tabs and the tab that is open. A tab is a `Page` and is given the same route."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._pages: dict[str, Page] = {}
        outer = column(self)
        outer.setSpacing(0)
        self._head = QWidget()
        head = self._head_box = column(self._head, gap="m")
        head.setContentsMargins(SPACE["xxl"], SPACE["xl"], SPACE["xxl"], 0)
        self.header = PageHeader("")
        self.trial_chip = StatusChip(tr("Trial"), "warn")
        self.chip = StatusChip()
        for chip in (self.trial_chip, self.chip):
            self.header.right.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.header)
        self.message = InlineMessage()
        head.addWidget(self.message)
        self.tabs = FlowTabs()
        head.addWidget(self.tabs)
        outer.addWidget(self._head)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)

    def open(self, route: Route) -> None:
        """Show a tab of a round; without one, the overview."""
        self._offer_tabs()
        tab = route.tab if route.tab in self.tabs.keys() else FIRST_TAB  # noqa: SIM118 (a FlowTabs, no dict)
        self.route = Route("round", route.round_code, tab, route.item)
        self.shell.navigator.replace(self.route)
        if not self._show_header():
            return
        self.tabs.set_current(tab)
        page = self._pages.get(tab)
        if page is None:
            page = self._pages[tab] = load_round_tab(tab, self.shell)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.open(self.route)

    def refresh(self) -> None:
        """Ask again for the header and for the open tab."""
        if self.route is not None and self._show_header():
            self._current_tab().refresh()

    def may_leave(self) -> bool:
        """The open tab knows whether something is unsaved."""
        return self.route is None or self.stack.count() == 0 or self._current_tab().may_leave()

    def _current_tab(self) -> Page:
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def _offer_tabs(self) -> None:
        """Another person may see other tabs."""
        wanted = tabs_for(self.shell.app.actor)
        if tuple(key for key, _title in wanted) == self.tabs.keys():
            return
        fresh = FlowTabs(wanted)
        fresh.setAccessibleName(tr("Parts of the round"))
        self._head_box.replaceWidget(self.tabs, fresh)
        self.tabs.deleteLater()
        self.tabs = fresh
        self.tabs.chosen.connect(self._go_to_tab)
        self.tabs.pressed_again.connect(self._back_to_list)

    def _go_to_tab(self, tab: str) -> None:
        assert self.route is not None
        before = self.route.tab or FIRST_TAB
        if not self.shell.navigator.go(Route("round", self.route.round_code, tab)):
            self.tabs.set_current(before)

    def _back_to_list(self, tab: str) -> None:
        """The open tab pressed again: from one EOI, letter or award back to all of them."""
        if tab in LISTS and self.route is not None and self.route.item is not None:
            self._go_to_tab(tab)

    def _show_header(self) -> bool:
        """Name and state of the round; False, with the reason on the page, when it can't be read."""
        assert self.route is not None
        try:
            header = round_header(self.shell.context, round_code=self.route.round_code or "")
        except CommissioningError as error:
            self.message.show_message(sentence_of(error))
            self.tabs.hide()
            self.stack.hide()
            return False
        self.message.clear()
        self.tabs.show()
        self.stack.show()
        self._fill_header(header)
        return True

    def _fill_header(self, header: RoundHeader) -> None:
        rounds = (tr("Rounds"), lambda: self.shell.navigator.go(Route("rounds")))
        self.header.set_crumbs([rounds, (header.programme or header.code, None)])
        self.header.set_title(header.name)
        self.trial_chip.setVisible(header.is_trial)
        self.chip.set(state_word(header.state), state_tone(header.state), STATE_ICONS[header.state])


def show_round_anew(shell: Shell) -> None:
    """After a service changed the round that is open: its header and tab say what is true now."""
    shell.navigator.page("round").refresh()
