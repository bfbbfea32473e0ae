"""Dialogs that give one EOI to a member, or take it from one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.services.assignments import assign, unassign
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.queries.panel import NOT_STARTED, AssignmentRow, PanelRow
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.scoring.words import group_member_word
from commissioning_app.ui.widgets.fields import FormField


class GiveDialog(ActDialog):
    """Members with a vote who don't have it yet, the least laden first."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        round_code: str,
        eoi: AssignmentRow,
        members: Sequence[PanelRow],
    ) -> None:
        super().__init__(
            parent,
            context,
            tr("Who scores {reference} too?", reference=eoi.reference),
            tr("{organisation}. A member with a tie to it can’t be given it.", organisation=eoi.organisation),
        )
        self.round_code, self.eoi = round_code, eoi
        has_it = {mark.member_id for mark in eoi.scorers}
        free = [
            one
            for one in members
            if one.has_vote and not one.stepped_down_because and one.member_id not in has_it
        ]
        self.member = QComboBox()
        for one in sorted(free, key=lambda one: (one.assigned, one.name.casefold())):
            words = tr(
                "{name}, {group}: has {count}",
                name=one.name,
                group=group_member_word(one.group),
                count=one.assigned,
            )
            self.member.addItem(words, one.member_id)
        self.add_field("member", FormField(tr("&Member"), self.member))
        self.finish(tr("&Give it"))
        self.go_button.refuse("" if free else tr("Every member with a vote has it already."))

    def act(self, *, fresh: bool) -> None:
        """Give it."""
        assign(
            self.context,
            round_code=self.round_code,
            reference=self.eoi.reference,
            member_id=self.member.currentData(),
        )


class TakeDialog(ActDialog):
    """Members who have it and have not begun."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, eoi: AssignmentRow
    ) -> None:
        super().__init__(
            parent,
            context,
            tr("From whom is {reference} taken?", reference=eoi.reference),
            tr("Whoever has begun to score it keeps it."),
        )
        self.round_code, self.eoi = round_code, eoi
        self.member = QComboBox()
        for mark in eoi.scorers:
            if mark.state == NOT_STARTED:
                words = tr("{name}, {group}", name=mark.name, group=group_member_word(mark.group))
                self.member.addItem(words, mark.member_id)
        self.add_field("member", FormField(tr("&Member"), self.member))
        self.finish(tr("&Take it"))

    def act(self, *, fresh: bool) -> None:
        """Take it."""
        unassign(
            self.context,
            round_code=self.round_code,
            reference=self.eoi.reference,
            member_id=self.member.currentData(),
        )
