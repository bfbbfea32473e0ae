"""The panel as it is planned, payment of its members, and payment of small organisations."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.promises import MeetingAccess
from commissioning_app.domain.records import MemberPayment, PanelPlan, PaymentPlan
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.briefing import BriefingPart
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, MoneyEdit
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.page import ResponsiveRow

_OFFERED = {"yes": True, "no": False, "open": None}


class PanelSection(Section):
    """Records: how many of each group, what community members are paid, when small groups are paid."""

    locks_at_opening = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._add_plan()
        self._add_payment()
        self._add_meetings()
        self.briefing = BriefingPart(self)
        self._add_payment_plan()

    def load(self, round_: Round) -> None:
        """Show a round's plans."""
        records = round_.records
        self.community.set_number(records.panel_plan.community)
        self.commissioner.set_number(records.panel_plan.commissioner)
        pay = records.member_payment
        self.offered.set_chosen(next(key for key, value in _OFFERED.items() if value is pay.offered))
        self.hourly.set_pence(pay.hourly_pence or None)
        self.expenses.setPlainText(pay.expenses)
        self.note.setPlainText(pay.note)
        for key, edit in self.access.items():
            edit.setPlainText(getattr(records.meeting_access, key))
        self.minutes.set_number(records.minutes_an_eoi)
        self.briefing.load(round_)
        plan = records.payment_plan
        self.first_percent.set_number(plan.small_first_percent)
        self.days_before.set_number(plan.small_days_before_start)
        self.at_once.set_pence(plan.one_payment_up_to_pence)
        agreed = records.finance_agreement
        said = tr("yes, {who}", who=agreed.agreed_by) if agreed.is_recorded else tr("not yet")
        self.agreement.set([(tr("Finance has agreed"), said)])

    def collect(self, design: Design) -> None:
        """Fill the records; a new payment plan ends finance's agreement to the old one."""
        records = replace(
            design["records"],
            panel_plan=PanelPlan(self.community.number or 0, self.commissioner.number or 0),
            member_payment=MemberPayment(
                offered=_OFFERED[self.offered.chosen],
                hourly_pence=self.hourly.pence or 0,
                expenses=self.expenses.toPlainText().strip(),
                note=self.note.toPlainText().strip(),
            ),
            meeting_access=MeetingAccess(
                **{key: edit.toPlainText().strip() for key, edit in self.access.items()}
            ),
            minutes_an_eoi=self.minutes.number,
        )
        plan = PaymentPlan(self.first_percent.number, self.days_before.number, self.at_once.pence or 0)
        design["records"] = self.briefing.filled(records).with_payment_plan(plan)

    def _add_plan(self) -> None:
        card = self.add_card(
            tr("Who is on the panel"), tr("Published by group when the round opens, not by name.")
        )
        self.community, self.commissioner = NumberEdit(most=50), NumberEdit(most=50)
        both = ResponsiveRow(least=220)
        both.add(self.add_field(None, "community", FormField(tr("&Community members"), self.community)))
        both.add(
            self.add_field(None, "commissioner", FormField(tr("C&ommissioner members"), self.commissioner))
        )
        card.add(both)

    def _add_payment(self) -> None:
        card = self.add_card(tr("Payment of community members"), tr("They may say no, or take less."))
        options = [
            ("yes", tr("It is offered"), ""),
            ("no", tr("It is not offered"), ""),
            ("open", tr("Not said yet"), ""),
        ]
        self.offered = Choices(tr("For their time"), options, chosen="open")
        self.offered.changed.connect(lambda _key: self.changed.emit())
        card.add(self.offered)
        self.hourly = MoneyEdit(least=0)
        self.expenses, self.note = GrowingTextEdit(lines=1), GrowingTextEdit(lines=1)
        self.add_field(card, "hourly", FormField(tr("An &hour"), self.hourly, optional=True))
        said = tr("Travel, childcare, an interpreter…")
        self.add_field(card, "expenses", FormField(tr("&Expenses"), self.expenses, help=said, optional=True))
        self.add_field(card, "note", FormField(tr("&Note"), self.note, optional=True))

    def _add_meetings(self) -> None:
        words = tr("Ask members what they need. Write “nobody needs it” where that is the answer.")
        card = self.add_card(tr("Meetings and time"), words)
        labels = {
            "time_of_day": tr("Time of da&y"),
            "interpreter": tr("&Interpreter"),
            "childcare": tr("Childca&re"),
            "travel": tr("&Travel"),
            "online": tr("&Joining online"),
        }
        self.access = {key: GrowingTextEdit(lines=1) for key in labels}
        for key, label in labels.items():
            self.add_field(card, key, FormField(label, self.access[key], optional=True))
        self.minutes = NumberEdit(least=1, most=240)
        said = tr("The time that members are given, and paid, to read and score one EOI.")
        self.add_field(
            card, "minutes", FormField(tr("&Minutes for each EOI"), self.minutes, help=said, optional=True)
        )

    def _add_payment_plan(self) -> None:
        words = tr(
            "Small organisations can't spend what they don't have: the first part comes before the start."
        )
        card = self.add_card(tr("Paying small organisations"), words)
        self.first_percent = NumberEdit(most=100)
        self.days_before = NumberEdit(least=1, most=365)
        self.at_once = MoneyEdit(least=0)
        said = tr("In percent of the first year's money.")
        self.add_field(
            card, "first", FormField(tr("&First part"), self.first_percent, help=said, optional=True)
        )
        label = tr("&Days before the work starts")
        self.add_field(card, "days", FormField(label, self.days_before, optional=True))
        label = tr("&Up to this amount, all is paid at once")
        self.add_field(card, "at_once", FormField(label, self.at_once))
        self.agreement = KeyValueList()
        card.add(self.agreement)
