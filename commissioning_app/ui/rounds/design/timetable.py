"""The published days of a round, with what they mean for those who apply."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from commissioning_app.domain.rounds import Round, Timetable
from commissioning_app.services.round_starts import timetable_from
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.text import Prose


class TimetableSection(Section):
    """Seven days, and how long applicants have and wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = self.add_card(tr("Days"), tr("Closing is at the end of the closing day."))
        self.days: dict[str, DateField] = {}
        labels = [
            ("opens_on", tr("&Opens on")),
            ("closes_on", tr("&Closes on")),
            ("scoring_by", tr("Scor&es are in by")),
            ("moderation_on", tr("Panel &meets on")),
            ("decided_by", tr("&Decided by")),
            ("announced_by", tr("Applicants hea&r by")),
            ("paying_from", tr("&Paying from")),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(12)
        for place, (key, label) in enumerate(labels):
            self.days[key] = DateField()
            field = self.add_field(None, key, FormField(label, self.days[key]))
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(grid)
        self.said = Prose("", "muted")
        card.add(self.said)
        self.suggest_button = SecondaryButton(tr("S&uggest the days after the opening"), self.suggest)
        self.suggest_button.setProperty("design", True)
        card.body.addWidget(self.suggest_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.changed.connect(self._say)

    @property
    def timetable(self) -> Timetable:
        """What stands there."""
        return Timetable(**{key: field.day for key, field in self.days.items()})

    def load(self, round_: Round) -> None:
        """Show a round's days."""
        for key, field in self.days.items():
            field.set_day(getattr(round_.timetable, key))
        self._say()

    def collect(self, design: Design) -> None:
        """Fill the design."""
        design["timetable"] = self.timetable

    def suggest(self) -> None:
        """Days that give applicants time and an answer within six weeks, counted from the opening."""
        opens = self.days["opens_on"].day
        if opens is None:
            self.fields["opens_on"].set_error(tr("Set the opening day first."))
            self.days["opens_on"].setFocus()
            return
        plan = timetable_from(opens)
        for key, field in self.days.items():
            field.set_day(getattr(plan, key))
        self.changed.emit()

    def _say(self) -> None:
        """What the days mean for those who apply."""
        plan, said = self.timetable, []
        if plan.opens_on and plan.closes_on and plan.closes_on >= plan.opens_on:
            days = (plan.closes_on - plan.opens_on).days
            said.append(tr_count("It is open for one day.", "It is open for {count} days.", days))
        answer = plan.announced_by or plan.decided_by
        if plan.closes_on and answer and answer >= plan.closes_on:
            days = (answer - plan.closes_on).days
            one, many = (
                "Applicants wait one day for an answer.",
                "Applicants wait {count} days for an answer.",
            )
            said.append(tr_count(one, many, days))
        self.said.setText(" ".join(said))
        self.said.setVisible(bool(said))
