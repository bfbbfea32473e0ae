"""The members of a panel: who they are, their briefing, payment, ties, and how far they are."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.roles import can_build_panels
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.domain.together import Briefing, BriefingTopic
from commissioning_app.services.panels import CAN_JOIN, remove_member
from commissioning_app.services.queries.panel import PanelRow, panel_rows
from commissioning_app.services.queries.people import people_rows
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.table_model import Bar, Chip, Column
from commissioning_app.ui.navigation import Route, Shell
from commissioning_app.ui.panels.member_dialogs import (
    AddMemberDialog,
    BringBackDialog,
    EditMemberDialog,
    StepDownDialog,
)
from commissioning_app.ui.panels.note_dialogs import BriefingDialog, PaymentDialog
from commissioning_app.ui.panels.section import PanelSection, not_an_officer
from commissioning_app.ui.panels.words import member_ties_chip, payment_word, topic_word
from commissioning_app.ui.scoring.words import group_word
from commissioning_app.ui.widgets.buttons import DangerButton, LinkButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState


class MembersSection(PanelSection):
    """A table of members and what an officer does with them."""

    def __init__(self, shell: Shell, changed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(shell, changed, parent)
        self.rows: dict[UUID, PanelRow] = {}
        self.add_button = PrimaryButton(tr("&Add a member"), self.add, icon="plus")
        self.edit_button = SecondaryButton(tr("&Edit"), self.edit, icon="edit")
        self.briefing_button = SecondaryButton(tr("&Briefing"), self.note_briefing)
        self.payment_button = SecondaryButton(tr("&Payment"), self.note_payment)
        self.step_button = SecondaryButton(tr("Step d&own"), self.step)
        self.remove_button = DangerButton(tr("Ta&ke off"), self.remove)
        self.briefing_link = LinkButton(tr("What the briefing goes through"), self.open_briefing)
        self.add_buttons(
            self.add_button,
            self.edit_button,
            self.briefing_button,
            self.payment_button,
            self.step_button,
            self.remove_button,
            self.briefing_link,
        )
        self.empty_state = EmptyState(
            tr("Nobody is on the panel yet"),
            tr("Half of the members or more are community members; five people are enough."),
            tr("Add the first member"),
            self.add,
            icon="people",
        )
        self.table = DataTable(
            "panel-members", _columns(), title=tr("Members of the panel"), many=True, empty=self.empty_state
        )
        self.table.activated.connect(lambda _id: self.edit())
        self.table.selection_changed.connect(lambda _ids: self._say_what_may_be_done())
        self.add_table(self.table)

    def show_round(self, round_: Round) -> None:
        """Ask for the members."""
        super().show_round(round_)
        rows = panel_rows(self.shell.context, round_code=round_.code)
        self.rows = {one.member_id: one for one in rows}
        self.table.set_rows([_values(one) for one in rows], ids=[one.member_id for one in rows])
        self.say(*_summary(rows, round_.records.briefing))
        self._say_what_may_be_done()

    # What the buttons do

    def add(self) -> None:
        """A new place on the panel."""
        context = self.shell.context
        here = {one.person_id for one in self.rows.values()}
        people = [one for one in people_rows(context) if one.person_id not in here]
        self.run(AddMemberDialog(self, context, self.code(), people))

    def edit(self) -> None:
        """Group, chair and vote of one member."""
        one = self._one()
        if one is not None and self.edit_button.isEnabled():
            self.run(EditMemberDialog(self, self.shell.context, self.code(), one))

    def note_briefing(self) -> None:
        """The day on which the chosen members had their briefing."""
        self.run(BriefingDialog(self, self.shell.context, self.code(), self.chosen()))

    def note_payment(self) -> None:
        """What one member said to the offer of payment."""
        one = self._one()
        if one is not None:
            self.run(PaymentDialog(self, self.shell.context, self.code(), one))

    def step(self) -> None:
        """One member steps down, or comes back."""
        one = self._one()
        if one is not None:
            kind = BringBackDialog if one.stepped_down_because else StepDownDialog
            self.run(kind(self, self.shell.context, self.code(), one))

    def remove(self) -> None:
        """Take somebody off who was put on by mistake."""
        one = self._one()
        if one is None or not self._is_sure(one):
            return
        context, code = self.shell.context, self.code()
        self.attempt(
            lambda: remove_member(context, round_code=code, member_id=one.member_id),
            tr("{name} is off the panel.", name=one.name),
        )

    def open_briefing(self) -> None:
        """Where the briefing is planned."""
        self.shell.navigator.go(Route("round", self.code(), "form", "panel"))

    def chosen(self) -> list[PanelRow]:
        """The members whose lines are chosen."""
        return [self.rows[one] for one in self.table.selected_ids() if isinstance(one, UUID)]

    def _one(self) -> PanelRow | None:
        chosen = self.chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _is_sure(self, one: PanelRow) -> bool:
        return confirm(
            self,
            tr("Take {name} off the panel?", name=one.name),
            tr("For somebody who was put on by mistake. Their EOIs go back; drafts are lost."),
            yes=tr("Take off"),
            danger=True,
        )

    def _say_what_may_be_done(self) -> None:
        """Each button that this state leaves works, or says why it doesn't."""
        assert self.round is not None
        state, chosen = self.round.state, self.chosen()
        officer = "" if can_build_panels(self.shell.app.actor) else not_an_officer()
        joins = "" if state in CAN_JOIN else tr("From moderation on the panel stays as it is.")
        some = "" if chosen else tr("Choose a member in the list.")
        one = some or ("" if len(chosen) == 1 else tr("Choose one member only."))
        ended = self.round.is_past(RoundState.DECIDED) or state is RoundState.CANCELLED
        over = tr("The round is decided: the panel’s work is done.") if ended else ""
        gone = len(chosen) == 1 and bool(chosen[0].stepped_down_because)
        self.empty_state.button.refuse(officer or joins)
        paid = tr("Payment is offered to community members.")
        is_paid = not one and chosen[0].group is MemberGroup.COMMUNITY
        self.step_button.setText(tr("Bring ba&ck") if gone else tr("Step d&own"))
        self.offer(
            (self.add_button, officer or joins, ""),
            (self.edit_button, officer or joins, one),
            (self.briefing_button, officer, some),
            (self.payment_button, officer, one or ("" if is_paid else paid)),
            (self.step_button, officer or over, one or (joins if gone else "")),
            (self.remove_button, officer or joins, one),
        )


def _summary(rows: tuple[PanelRow, ...], briefing: Briefing) -> tuple[str, str]:
    """Heads and votes in a sentence, and what is missing."""
    active = [one for one in rows if not one.stepped_down_because]
    voting = [one for one in active if one.has_vote]
    if not voting:
        return tr("The panel has no voting member yet."), ""
    community = sum(1 for one in voting if one.group is MemberGroup.COMMUNITY)
    said = tr(
        "{community} of {all} voting members are community members.", community=community, all=len(voting)
    )
    unbriefed = sum(1 for one in active if one.briefed_on is None)
    missing = []
    if unbriefed:
        missing.append(tr_count("One has had no briefing.", "{count} have had no briefing.", unbriefed))
    left_out = [topic_word(one) for one in BriefingTopic if one not in briefing.topics]
    if left_out:
        topics = "; ".join(left_out)
        missing.append(tr("The briefing doesn’t go through this yet: {topics}.", topics=topics))
    undeclared = sum(1 for one in active if not one.has_declared)
    if undeclared:
        missing.append(
            tr_count(
                "One has not said which ties they have.",
                "{count} have not said which ties they have.",
                undeclared,
            )
        )
    return said, " ".join(missing)


def _columns() -> list[Column]:
    return [
        Column("name", tr("Name"), bold=True),
        Column("group", tr("Group"), width=120),
        Column("place", tr("Place"), width=110, drop=2),
        Column("briefed", tr("Briefed"), "date", width=112, drop=3),
        Column("payment", tr("Payment"), width=112, drop=4),
        Column("ties", tr("Ties"), "chip", width=160, drop=1),
        Column("given", tr("Given"), "int", width=64, drop=5),
        Column("sent", tr("Sent"), "bar", width=110, drop=6),
    ]


def _values(one: PanelRow) -> tuple[object, ...]:
    paid = payment_word(one.payment) if one.group is MemberGroup.COMMUNITY else None
    said = tr("{sent} of {all} sent", sent=one.submitted, all=one.assigned)
    bar = Bar(one.submitted, one.assigned, said) if one.assigned else None
    ties: Chip = member_ties_chip(one)
    return (one.name, group_word(one.group), _place(one), one.briefed_on, paid, ties, one.assigned, bar)


def _place(one: PanelRow) -> str:
    if one.stepped_down_because:
        return tr("Stepped down")
    if one.is_chair:
        return tr("Chair")
    return tr("Member") if one.has_vote else tr("No vote")
