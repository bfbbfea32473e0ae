"""Ties to applicants: how far everybody with a part is, the sheets, and exceptions."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.panels import Interest
from commissioning_app.domain.roles import can_approve, can_build_panels, can_declare_interests
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.queries.declarations import (
    DeclarationRow,
    DeclaredInterest,
    declaration_rows,
)
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.table_model import Column
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.panels.exceptions import ExceptionDialog
from commissioning_app.ui.panels.section import PanelSection, not_an_officer
from commissioning_app.ui.panels.sheet import SheetDialog
from commissioning_app.ui.panels.words import declared_chip, part_words, ties_words
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState


class InterestsSection(PanelSection):
    """Everybody with a part in the decision: members, officers, approvers, finance."""

    def __init__(self, shell: Shell, changed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(shell, changed, parent)
        self.rows: dict[UUID, DeclarationRow] = {}
        self.own_button = PrimaryButton(tr("My own &ties"), lambda: self.open_sheet(None))
        self.sheet_button = SecondaryButton(tr("Write down &for them"), self.open_chosen, icon="edit")
        self.exception_button = SecondaryButton(tr("A&gree that they stay"), self.agree)
        self.add_buttons(self.own_button, self.sheet_button, self.exception_button)
        self.table = DataTable(
            "panel-interests",
            _columns(),
            title=tr("Who has said which ties they have"),
            empty=EmptyState(tr("Nobody has a part in this round yet")),
        )
        self.table.activated.connect(lambda _id: self.open_chosen())
        self.table.selection_changed.connect(lambda _ids: self._say_what_may_be_done())
        self.add_table(self.table)

    def show_round(self, round_: Round) -> None:
        """Ask who has declared what."""
        super().show_round(round_)
        rows = declaration_rows(self.shell.context, round_code=round_.code)
        self.rows = {one.person_id: one for one in rows}
        self.table.set_rows([_values(one) for one in rows], ids=[one.person_id for one in rows])
        waiting = sum(1 for one in rows if not one.is_complete)
        if waiting:
            said = tr_count(
                "One of {all} people has not said which ties they have.",
                "{count} of {all} people have not said which ties they have.",
                waiting,
                all=len(rows),
            )
        else:
            said = tr("Everybody has said which ties they have.")
        rule = tr(
            "Whoever has an indirect tie never sees that EOI. A direct tie takes a member out of the round, "
            "unless an approver agrees that they stay."
        )
        self.say(said, rule)
        self._say_what_may_be_done()

    def open_sheet(self, person_id: UUID | None) -> None:
        """One person's sheet; None is the person at the desk."""
        try:
            dialog = SheetDialog(self, self.shell.context, self.code(), person_id)
        except CommissioningError as error:
            show_error(error, self.message)
            return
        dialog.exec()
        dialog.deleteLater()
        self.changed()

    def open_chosen(self) -> None:
        """The sheet of the chosen person."""
        chosen = self._chosen()
        if chosen is not None and self.sheet_button.isEnabled():
            self.open_sheet(chosen.person_id)

    def agree(self) -> None:
        """An approver lets somebody with a direct tie stay."""
        chosen = self._chosen()
        ties = _direct(chosen)
        if chosen is not None and ties:
            self.run(
                ExceptionDialog(self, self.shell.context, self.code(), chosen.name, ties),
                tr("It is agreed. They still never see that EOI."),
            )

    def _chosen(self) -> DeclarationRow | None:
        ids = self.table.selected_ids()
        return self.rows.get(ids[0]) if ids and isinstance(ids[0], UUID) else None

    def _say_what_may_be_done(self) -> None:
        """Each button that this state leaves works, or says why it doesn't."""
        assert self.round is not None
        actor, chosen = self.shell.app.actor, self._chosen()
        closed = (
            ""
            if _is_open(self.round)
            else tr("Ties are said from opening until the decisions are announced.")
        )
        has_part = can_declare_interests(actor) and actor.person_id in self.rows
        no_part = "" if has_part else tr("You have no part in this round.")
        some = "" if chosen is not None else tr("Choose a person in the list.")
        may_write = can_build_panels(actor) or (chosen is not None and chosen.person_id == actor.person_id)
        writes = "" if may_write else not_an_officer()
        self.offer(
            (self.own_button, closed or no_part, ""),
            (self.sheet_button, closed or ("" if may_write or has_part else no_part), some or writes),
            (self.exception_button, closed, some or self._why_no_exception(chosen)),
        )
        if not can_approve(actor):
            # Never theirs to press; the sentence above names who agrees.
            self.exception_button.hide()

    def _why_no_exception(self, chosen: DeclarationRow | None) -> str:
        actor = self.shell.app.actor
        if not can_approve(actor):
            return tr("Approvers agree to this. Choose another person in Settings, or ask one.")
        if chosen is not None and chosen.person_id == actor.person_id:
            return tr("This is your own tie, so another approver has to agree.")
        return (
            ""
            if _direct(chosen)
            else tr("Only a direct tie needs this, and it was agreed already or there is none.")
        )


def _is_open(round_: Round) -> bool:
    early = round_.state in (RoundState.DRAFT, RoundState.CANCELLED)
    return not early and not round_.is_past(RoundState.ANNOUNCED)


def _direct(row: DeclarationRow | None) -> list[DeclaredInterest]:
    """The direct ties of somebody for which nothing was agreed."""
    ties = () if row is None else row.interests
    return [one for one in ties if one.interest is Interest.DIRECT and not one.exception_agreed]


def _columns() -> list[Column]:
    return [
        Column("name", tr("Name"), bold=True, width=210),
        Column("part", tr("Part"), width=170, drop=2),
        Column("state", tr("Has said"), "chip", width=140),
        Column("stated", tr("On"), "date", width=110, drop=3),
        Column("ties", tr("Ties")),
    ]


def _values(one: DeclarationRow) -> tuple[object, ...]:
    ties = ties_words(one.interests) or (tr("None") if one.is_complete else "")
    return (one.name, part_words(one.part), declared_chip(one), one.stated_at, ties)
