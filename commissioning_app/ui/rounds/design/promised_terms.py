"""The terms that funded groups can count on: reports, overheads, wages, support beside the money."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.domain.promises import FullCost, LivingWage, ReportsAsked, SupportOffer
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.record_parts import (
    ANSWERS,
    RecordPart,
    RecordSection,
    answer_key,
    asked,
)
from commissioning_app.ui.rounds.design.section import lines_of
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit
from commissioning_app.ui.widgets.number import NumberEdit


class ReportsPart(RecordPart):
    """How many reports a year, by the size of the award."""

    def __init__(self, section: RecordSection) -> None:
        words = tr("By the size of the award, small to large. The last has no upper size.")
        card = section.add_card(tr("Reports a year"), words)
        self._section = section
        self.list: ItemList[ReportsAsked] = ItemList(
            tr("Reports a year"),
            _words,
            self._ask,
            add=tr("Add a size"),
            nothing=tr("Not said yet."),
        )
        self.list.changed.connect(section.changed)
        self.lists = (self.list,)
        card.add(self.list)

    def load(self, round_: Round) -> None:
        """Show the sizes."""
        self.list.set_items(round_.records.reports)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with these sizes."""
        return replace(records, reports=self.list.items)

    def _ask(self, reports: ReportsAsked | None) -> ReportsAsked | None:
        dialog = ReportsDialog(self._section, reports)
        if self._section.is_locked:
            dialog.lock()
        return dialog.reports() if asked(dialog) else None


class ReportsDialog(ItemDialog):
    """One size of award."""

    def __init__(self, parent: QWidget | None, reports: ReportsAsked | None) -> None:
        super().__init__(parent, tr("Reports a year for a size of award"))
        self.up_to = MoneyEdit(reports.up_to_pence if reports else None, least=0)
        self.a_year = NumberEdit(reports.a_year if reports else None, required=True, most=52)
        said = tr("Leave it empty for all that is larger.")
        self.add_field("up_to", FormField(tr("For awards &up to"), self.up_to, help=said, optional=True))
        self.add_field("a_year", FormField(tr("&Reports a year"), self.a_year))
        self.finish(self.up_to)

    def reports(self) -> ReportsAsked:
        """What was typed."""
        return ReportsAsked(self.a_year.number or 0, self.up_to.pence)

    def problems(self) -> dict[str, str]:
        """The number is there, and both can be read."""
        found = {} if self.up_to.check() else {"up_to": self.up_to.problem}
        if not self.a_year.check():
            found["a_year"] = tr("Type a whole number from 0 to 52.")
        return found


class TermsPart(RecordPart):
    """Money that comes again, overheads, rising prices, and the wage that awards can be planned with."""

    def __init__(self, section: RecordSection) -> None:
        card = section.add_card(tr("Full cost and fair wages"))
        options = [
            ("yes", tr("It comes again each year"), ""),
            ("no", tr("It is there once"), ""),
            ("open", tr("As the programme says"), ""),
        ]
        self.again = section.add_choice(card, tr("The money"), options)
        self.capped = section.add_answer(
            card, tr("Overheads"), tr("They have a cap"), tr("They are paid in full")
        )
        self.cap, self.uplift = NumberEdit(most=100), NumberEdit(most=100)
        section.add_side_by_side(
            card,
            ("overhead_cap", FormField(tr("Cap on overheads, in percent"), self.cap, optional=True)),
            ("uplift", FormField(tr("More in later years, in percent"), self.uplift, optional=True)),
        )
        self.wages = section.add_answer(
            card, tr("Wages"), tr("Awards can pay wages"), tr("No award pays wages")
        )
        self.hourly = MoneyEdit(least=0)
        said = tr("The wage an hour that applicants can plan with.")
        section.add_field(card, "wage", FormField(tr("Wage an hour"), self.hourly, help=said, optional=True))
        self.in_london = QCheckBox(tr("The work is in London"))
        self.in_london.clicked.connect(lambda _checked: section.changed.emit())
        card.add(self.in_london)

    def load(self, round_: Round) -> None:
        """Show the terms."""
        cost, wage = round_.records.full_cost, round_.records.living_wage
        self.again.set_chosen(answer_key(round_.records.money_comes_again))
        self.capped.set_chosen(answer_key(cost.has_overhead_cap))
        self.cap.set_number(cost.overhead_cap_percent)
        self.uplift.set_number(cost.yearly_uplift_percent)
        self.wages.set_chosen(answer_key(wage.pays_wages))
        self.hourly.set_pence(wage.hourly_pence or None)
        self.in_london.setChecked(wage.in_london)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with these terms."""
        wages = ANSWERS[self.wages.chosen]
        return replace(
            records,
            money_comes_again=ANSWERS[self.again.chosen],
            full_cost=FullCost(ANSWERS[self.capped.chosen], self.cap.number, self.uplift.number),
            living_wage=LivingWage(wages, self.hourly.pence or 0, self.in_london.isChecked()),
        )


class SupportPart(RecordPart):
    """Support beside the money."""

    def __init__(self, section: RecordSection) -> None:
        card = section.add_card(tr("Support beside the money"), tr("For small groups that are funded."))
        self.offered = section.add_answer(card, tr("Support"), tr("It is offered"), tr("There is none"))
        self.what = GrowingTextEdit(lines=2)
        section.add_field(
            card,
            "support",
            FormField(tr("What is offered"), self.what, help=tr("One on each line."), optional=True),
        )

    def load(self, round_: Round) -> None:
        """Show what is offered."""
        support = round_.records.support
        self.offered.set_chosen(answer_key(support.offered))
        self.what.setPlainText("\n".join(support.what))

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with what is offered."""
        return replace(records, support=SupportOffer(ANSWERS[self.offered.chosen], lines_of(self.what)))


def _words(reports: ReportsAsked) -> tuple[str, str]:
    size = reports.up_to_pence
    whom = tr("Larger awards") if size is None else tr("Awards up to {amount}", amount=pounds(size))
    return whom, tr_count("One report a year", "{count} reports a year", reports.a_year)
