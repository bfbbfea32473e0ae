"""What people are asked about themselves, which totals are looked at, and whom the programme serves."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.domain.fixed_records import is_fixed
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.together import Grouping, MonitoringPlan
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.principles import RoundReview
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.need_profile import NeedPart
from commissioning_app.ui.rounds.design.record_parts import (
    ANSWERS,
    RecordPart,
    RecordSection,
    answer_key,
    asked,
)
from commissioning_app.ui.rounds.design.standard_groups import GroupingDialog, names_of_groups


class MonitoringSection(RecordSection):
    """What is asked can be changed later; the groupings are fixed once the round is open."""

    follows = ("A2",)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = PlanPart(self)
        self.groupings = GroupingsPart(self)
        self.need = NeedPart(self)
        self.parts = (self.plan, self.groupings, self.need)

    def learn(self, context: ServiceContext, review: RoundReview) -> None:
        """Whom the round's programme serves."""
        self.need.show_programme(context, review.round.code)


class PlanPart(RecordPart):
    """Who is asked, in how much detail, and whether the totals wait for the next round."""

    def __init__(self, section: RecordSection) -> None:
        words = tr(
            "Every question is optional, and “prefer not to say” is an answer. Nobody who scores sees what "
            "people say; only totals are looked at, after the decision, and a total under 5 is hidden."
        )
        card = section.add_card(tr("What people are asked about themselves"), words)
        yes, no = tr("They are asked"), tr("They are not asked")
        self.organisations = section.add_answer(card, tr("People who lead the organisations"), yes, no)
        self.members = section.add_answer(card, tr("Panel members"), yes, no)
        self.detail = section.add_answer(
            card,
            tr("How answers are kept"),
            tr("In the detailed groups, and in people’s own words"),
            tr("In broad groups only"),
        )
        self.with_next = QCheckBox(tr("Wait for the programme’s next round, and count both together"))
        said = tr("For a small round: its totals would mostly be hidden.")
        self.with_next.setAccessibleDescription(said)
        self.with_next.setToolTip(said)
        self.with_next.clicked.connect(lambda _checked: section.changed.emit())
        card.add(self.with_next)

    def load(self, round_: Round) -> None:
        """Show the plan."""
        plan = round_.records.monitoring
        self.organisations.set_chosen(answer_key(plan.asked_of_organisations))
        self.members.set_chosen(answer_key(plan.asked_of_members))
        self.detail.set_chosen(answer_key(plan.in_detail))
        self.with_next.setChecked(plan.with_next_round)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with the plan."""
        plan = replace(
            records.monitoring,
            asked_of_organisations=ANSWERS[self.organisations.chosen],
            asked_of_members=ANSWERS[self.members.chosen],
            in_detail=ANSWERS[self.detail.chosen],
            with_next_round=self.with_next.isChecked(),
        )
        return replace(records, monitoring=plan)


class GroupingsPart(RecordPart):
    """Groups whose totals are looked at together: declared before anybody applies."""

    record = "monitoring"

    def __init__(self, section: RecordSection) -> None:
        words = tr(
            "Totals of a small group are often hidden. Say now which groups you will look at together as "
            "well, so that nobody can choose them to suit a result."
        )
        self.card = section.add_card(tr("Groups that are looked at together"), words)
        self._section = section
        self.list: ItemList[Grouping] = ItemList(
            tr("Groupings"),
            _words,
            self._ask,
            add=tr("Add groups to look at toget&her"),
            nothing=tr("None: each group is looked at by itself."),
            moves=False,
        )
        self.list.changed.connect(section.changed)
        self.lists = (self.list,)
        self.card.add(self.list)

    def is_fixed(self, round_: Round) -> bool:
        """From the opening on, also where there is none."""
        return is_fixed(round_, self.record)

    def load(self, round_: Round) -> None:
        """Show the groupings."""
        self.list.set_items(round_.records.monitoring.groupings)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with the groupings."""
        plan: MonitoringPlan = replace(records.monitoring, groupings=self.list.items)
        return replace(records, monitoring=plan)

    def _ask(self, grouping: Grouping | None) -> Grouping | None:
        taken = {one.name for one in self.list.items if one is not grouping}
        dialog = GroupingDialog(self._section, grouping, taken)
        if self.is_locked:
            dialog.lock()
        return dialog.grouping() if asked(dialog) else None


def _words(grouping: Grouping) -> tuple[str, str]:
    return grouping.name, names_of_groups(grouping.groups)
