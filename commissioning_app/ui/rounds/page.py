"""Every round of the workspace, and the ways to begin another one."""

from __future__ import annotations

from typing import cast

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.roles import can_design_rounds
from commissioning_app.services.queries.rounds import RoundRow, round_rows
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.table_model import Chip, Column
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.rounds.new_round import (
    BeginDialog,
    CopyRoundDialog,
    NewRoundDialog,
    TrialRoundDialog,
)
from commissioning_app.ui.rounds.words import state_chip
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.page import PageHeader


class RoundsPage(Page):
    """The list of rounds; Enter opens one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._rows: dict[str, RoundRow] = {}
        outer = column(self, gap="l")
        outer.setContentsMargins(SPACE["xxl"], SPACE["xl"], SPACE["xxl"], SPACE["xl"])
        self.header = PageHeader(tr("Rounds"))
        outer.addWidget(self.header)
        self.copy_button = SecondaryButton(tr("&Copy a round"), self.copy_round, icon="copy")
        self.trial_button = SecondaryButton(tr("&Trial round"), self.begin_trial)
        self.new_button = PrimaryButton(tr("&New round"), self.begin_round, icon="plus")
        for button in (self.copy_button, self.trial_button, self.new_button):
            self.header.right.addWidget(button)
        self.message = InlineMessage()
        outer.addWidget(self.message)
        self.empty = EmptyState(
            tr("No rounds yet"),
            tr("A round is one offer of a pot: its form, its days, its panel and its awards."),
            tr("Make the first round"),
            self.begin_round,
            icon="rounds",
        )
        self.table = DataTable("rounds", _columns(), title=tr("Rounds"), many=False, empty=self.empty)
        self.table.activated.connect(self.open_round)
        self.table.selection_changed.connect(self._selected)
        outer.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Ask for the rounds again."""
        try:
            rows = round_rows(self.shell.context)
        except CommissioningError as error:
            self.table.set_rows([], [])
            show_error(error, self.message)
            return
        self.message.clear()
        self._rows = {row.code: row for row in rows}
        self.table.set_rows([_values(row) for row in rows], ids=[row.code for row in rows])
        self._say_what_may_be_done()

    def open_round(self, code: object) -> None:
        """Go into a round."""
        self.shell.navigator.go(Route("round", round_code=str(code), tab="overview"))

    def begin_round(self) -> None:
        """A new draft."""
        self._begin(NewRoundDialog(self, self.shell.context))

    def begin_trial(self) -> None:
        """A bare trial round."""
        self._begin(TrialRoundDialog(self, self.shell.context))

    def copy_round(self) -> None:
        """A new draft with the design of the chosen round."""
        row = self._rows.get(cast(str, self.table.current_id()))
        if row is not None:
            self._begin(CopyRoundDialog(self, self.shell.context, row.code, row.name))

    def _begin(self, dialog: BeginDialog) -> None:
        if dialog.exec():
            self.shell.navigator.go(Route("round", round_code=dialog.code, tab=dialog.first_tab))
        dialog.deleteLater()

    def _selected(self, _ids: object) -> None:
        self._say_what_may_be_done()

    def _say_what_may_be_done(self) -> None:
        """Each button works, or says why it doesn't."""
        may = can_design_rounds(self.shell.app.actor)
        reason = "" if may else tr("Officers make rounds. Choose another person in Settings, or ask one.")
        for button in (self.trial_button, self.new_button, self.empty.button):
            button.refuse(reason)
        chosen = self.table.current_id() in self._rows
        self.copy_button.refuse(reason or ("" if chosen else tr("Choose the round to copy in the list.")))
        open_ones = len(self._rows)
        self.header.set_title(tr("Rounds"), tr_count("{count} round", "{count} rounds", open_ones))


def _columns() -> list[Column]:
    return [
        Column("name", tr("Round"), least=220, bold=True),
        Column("code", tr("Code"), width=140, hidden=True, drop=6),
        Column("programme", tr("Programme"), width=250, drop=3),
        Column("state", tr("State"), "chip", width=130),
        Column("eois", tr("EOIs"), "int", width=64, drop=1),
        Column("asked", tr("Asked for"), "money", width=110, drop=4),
        Column("pot", tr("Pot"), "money", width=110),
        Column("closes", tr("Closes"), "date", width=110, drop=5),
    ]


def _values(row: RoundRow) -> tuple[object, ...]:
    name = tr("{name} (trial)", name=row.name) if row.is_trial else row.name
    state: Chip = state_chip(row.state)
    return (name, row.code, row.programme, state, row.eois, row.asked_pence, row.pot_pence, row.closes_on)
