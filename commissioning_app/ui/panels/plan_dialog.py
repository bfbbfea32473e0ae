"""Assign fairly: a plan that is shown before anything is given out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.rounds import Round
from commissioning_app.services.assignments import (
    USUAL_LOAD,
    AssignmentPlan,
    PlannedLoad,
    assign_fairly,
    plan_assignments,
)
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.policy import policy_of
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.table_model import Column
from commissioning_app.ui.scoring.ways import LeastHeight
from commissioning_app.ui.scoring.words import group_word
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Prose


class PlanDialog(ActDialog):
    """How many scorers an EOI, how many EOIs a member; the plan follows as one types."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, round_: Round) -> None:
        super().__init__(
            parent,
            context,
            tr("Assign fairly"),
            tr(
                "Everybody gets about as many, each EOI has scorers of both groups, and nobody gets one that "
                "they have a tie to. What is given already stays."
            ),
            width=680,
        )
        self.round_code = round_.code
        self.plan: AssignmentPlan | None = None
        self.scorers = NumberEdit(
            policy_of(context, round_).whole("panel.scorers"), required=True, least=1, most=50
        )
        self.most = NumberEdit(USUAL_LOAD, required=True, least=1, most=1000)
        both = ResponsiveRow(least=200)
        self.fields["scorers"] = FormField(tr("&Scorers for each EOI"), self.scorers)
        self.fields["most_each"] = FormField(tr("&Most for one member"), self.most)
        both.add(self.fields["scorers"])
        both.add(self.fields["most_each"])
        self.body.addWidget(both)
        self.sentence = Prose("", "strong")
        self.body.addWidget(self.sentence)
        self.problems = InlineMessage()
        self.body.addWidget(self.problems)
        self.table = DataTable("assignment-plan", _columns(), title=tr("What each member would have"))
        LeastHeight(self.table, 240)
        self.body.addWidget(self.table)
        self.finish(tr("&Give them out"))
        for edit in (self.scorers, self.most):
            edit.number_changed.connect(lambda _number: self.show_plan())
        self.show_plan()

    def show_plan(self) -> None:
        """Work the plan out for the numbers that stand here."""
        scorers, most = self.scorers.number, self.most.number
        if scorers is None or most is None:
            self.go_button.refuse(tr("Type both numbers first."))
            return
        try:
            self.plan = plan_assignments(
                self.context, round_code=self.round_code, scorers=scorers, most_each=most
            )
        except CommissioningError as error:
            show_error(error, self.message)
            self.go_button.refuse(str(error))
            return
        self._show(self.plan)

    def check(self) -> bool:
        """Both numbers have to be readable."""
        return all([self.scorers.check(), self.most.check()])

    def act(self, *, fresh: bool) -> None:
        """Give them out."""
        assign_fairly(
            self.context,
            round_code=self.round_code,
            scorers=self.scorers.number,
            most_each=self.most.number,
        )

    def _show(self, plan: AssignmentPlan) -> None:
        self.sentence.setText(
            tr_count("One more would be given out.", "{count} more would be given out.", plan.added)
            if plan.added
            else tr("There is nothing more to give out.")
        )
        self.problems.show_message("\n".join(plan.problems), "warn")
        self.table.set_rows(
            [_values(one) for one in plan.members], ids=[one.member_id for one in plan.members]
        )
        self.go_button.refuse("" if plan.added else tr("There is nothing more to give out."))


def _columns() -> list[Column]:
    return [
        Column("name", tr("Member"), bold=True),
        Column("group", tr("Group"), width=130, drop=1),
        Column("before", tr("Has now"), "int", width=90),
        Column("after", tr("Would have"), "int", width=110),
    ]


def _values(one: PlannedLoad) -> tuple[object, ...]:
    return (one.name, group_word(one.group), one.before, one.after)
