"""Who scores what: every EOI with its scorers, given out fairly or by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.roles import can_build_panels
from commissioning_app.domain.rounds import Round
from commissioning_app.services.assignments import GIVES_WORK, clear_assignments
from commissioning_app.services.policy import policy_of
from commissioning_app.services.queries.panel import (
    NOT_STARTED,
    AssignmentRow,
    PanelRow,
    assignment_rows,
    panel_rows,
)
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.table_model import Chip, Column
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.panels.assign_dialogs import GiveDialog, TakeDialog
from commissioning_app.ui.panels.plan_dialog import PlanDialog
from commissioning_app.ui.panels.section import PanelSection, not_an_officer
from commissioning_app.ui.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState


class AssignmentsSection(PanelSection):
    """A table of EOIs; those with too few scorers say so."""

    def __init__(self, shell: Shell, changed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(shell, changed, parent)
        self.rows: dict[str, AssignmentRow] = {}
        self._members: tuple[PanelRow, ...] = ()
        self.fair_button = PrimaryButton(tr("&Assign fairly"), self.assign_fairly, icon="scales")
        self.give_button = SecondaryButton(tr("&Give to a member"), self.give, icon="plus")
        self.take_button = SecondaryButton(tr("&Take from a member"), self.take, icon="minus")
        self.clear_button = DangerButton(tr("Ta&ke all back"), self.clear)
        self.add_buttons(self.fair_button, self.give_button, self.take_button, self.clear_button)
        self.table = DataTable(
            "panel-assignments",
            _columns(),
            title=tr("Who scores what"),
            empty=EmptyState(
                tr("No EOI is eligible yet"),
                tr("Once EOIs are found eligible they can be given to members here."),
                icon="scoring",
            ),
        )
        self.table.selection_changed.connect(lambda _ids: self._say_what_may_be_done())
        self.add_table(self.table)

    def show_round(self, round_: Round) -> None:
        """Ask who scores what."""
        super().show_round(round_)
        context = self.shell.context
        rows = assignment_rows(context, round_code=round_.code)
        self._members = panel_rows(context, round_code=round_.code)
        self.rows = {one.reference: one for one in rows}
        self.table.set_rows([_values(one) for one in rows], ids=[one.reference for one in rows])
        policy = policy_of(context, round_)
        asked = tr(
            "Each EOI needs {scorers} scorers from both groups, {percent} % of them community members.",
            scorers=policy.whole("panel.scorers"),
            percent=policy.whole("panel.scorers_community_percent"),
        )
        self.say(_summary(rows), asked)
        self._say_what_may_be_done()

    def assign_fairly(self) -> None:
        """Look at a plan for the whole panel, then give it out."""
        assert self.round is not None
        self.run(PlanDialog(self, self.shell.context, self.round), tr("The EOIs are given out."))

    def give(self) -> None:
        """One EOI to one more member."""
        chosen = self._chosen()
        if chosen is not None:
            self.run(GiveDialog(self, self.shell.context, self.code(), chosen, self._members))

    def take(self) -> None:
        """One EOI from a member who has not begun."""
        chosen = self._chosen()
        if chosen is not None:
            self.run(TakeDialog(self, self.shell.context, self.code(), chosen))

    def clear(self) -> None:
        """Everything that nobody has begun."""
        sure = confirm(
            self,
            tr("Take all EOIs back that nobody has begun?"),
            tr("What somebody has begun to score stays with them."),
            yes=tr("Take them back"),
            danger=True,
        )
        if sure:
            context, code = self.shell.context, self.code()
            self.attempt(lambda: clear_assignments(context, round_code=code), tr("They are taken back."))

    def _chosen(self) -> AssignmentRow | None:
        ids = self.table.selected_ids()
        return self.rows.get(str(ids[0])) if ids else None

    def _say_what_may_be_done(self) -> None:
        """Each button that this state leaves works, or says why it doesn't."""
        assert self.round is not None
        officer = "" if can_build_panels(self.shell.app.actor) else not_an_officer()
        gives = self.round.state in GIVES_WORK
        reason = officer or ("" if gives else tr("EOIs are given to members from opening until moderation."))
        chosen = self._chosen()
        some = "" if chosen is not None else tr("Choose an EOI in the list.")
        idle = chosen is not None and any(mark.state == NOT_STARTED for mark in chosen.scorers)
        begun = tr("Everybody who has it has begun to score it.")
        nobody = tr("Nobody has it yet.")
        why = "" if idle else begun if chosen is not None and chosen.scorers else nobody
        any_idle = any(mark.state == NOT_STARTED for row in self.rows.values() for mark in row.scorers)
        self.offer(
            (self.fair_button, reason, "" if self.rows else tr("No EOI is eligible yet.")),
            (self.give_button, reason, some),
            (self.take_button, reason, some or why),
            (self.clear_button, reason, "" if any_idle else tr("There is nothing to take back.")),
        )


def _summary(rows: tuple[AssignmentRow, ...]) -> str:
    if not rows:
        return tr("No EOI is eligible yet.")
    short = sum(1 for one in rows if not one.enough)
    if not short:
        return tr_count("The one EOI has enough scorers.", "All {count} EOIs have enough scorers.", len(rows))
    return tr_count(
        "One of {all} EOIs has too few scorers.",
        "{count} of {all} EOIs have too few scorers.",
        short,
        all=len(rows),
    )


def _columns() -> list[Column]:
    return [
        Column("reference", tr("EOI"), width=90),
        Column("organisation", tr("Organisation"), least=220, bold=True),
        Column("scorers", tr("Scorers"), width=330, drop=2),
        Column("community", tr("Community"), width=104, drop=1),
        Column("enough", tr("Enough?"), "chip", width=140),
    ]


def _values(one: AssignmentRow) -> tuple[object, ...]:
    names = ", ".join(mark.name for mark in one.scorers)
    share = tr("{some} of {all}", some=one.community, all=len(one.scorers)) if one.scorers else ""
    enough = Chip(tr("Enough"), "good") if one.enough else Chip(tr("Too few"), "bad", "warning")
    return (one.reference, one.organisation, names, share, enough)
