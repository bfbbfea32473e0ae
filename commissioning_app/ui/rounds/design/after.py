"""What is written down after the decision: who was told and asked, what is public, what was learnt."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.afterwards import (
    BoardReport,
    LookBack,
    Published,
    ResponsibleOfficer,
    ToldMembers,
)
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.asked_applicants import AskedPart
from commissioning_app.ui.rounds.design.record_parts import RecordPart, RecordSection, text_of
from commissioning_app.ui.rounds.design.section import lines_of
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.wording_hint import worded


class AfterSection(RecordSection):
    """Records of telling, asking, publishing and learning."""

    begins_at = RoundState.DECIDED

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = ToldPart(self)
        self.asked = AskedPart(self)
        self.public = PublicPart(self)
        self.answers = AnswersPart(self)
        self.back = LookBackPart(self)
        self.parts = (self.told, self.asked, self.public, self.answers, self.back)


class ToldPart(RecordPart):
    """Telling the panel what came of it."""

    def __init__(self, section: RecordSection) -> None:
        words = tr("What was decided and why, and what changed because of them.")
        card = section.add_card(tr("Telling the panel"), words)
        self.on, self.members = DateField(), NumberEdit(most=1000)
        self.changed = GrowingTextEdit(lines=2)
        section.add_field(
            card, "told_on", FormField(tr("Day on which they were told"), self.on, optional=True)
        )
        section.add_field(
            card, "told_members", FormField(tr("Members who were told"), self.members, optional=True)
        )
        label = tr("What changed because of them")
        section.add_field(card, "told_changed", worded(FormField(label, self.changed, optional=True)))

    def load(self, round_: Round) -> None:
        """Show when they were told, and what."""
        told = round_.records.told_members
        self.on.set_day(told.on)
        self.members.set_number(told.members)
        self.changed.setPlainText(told.what_changed)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with what stands here."""
        told = ToldMembers(self.on.day, self.members.number, text_of(self.changed))
        return replace(records, told_members=told)


class PublicPart(RecordPart):
    """Success rates, and the awards as open data: when, and where they can be read."""

    def __init__(self, section: RecordSection) -> None:
        words = tr("How many applied, were funded and got how much; and every award as open data.")
        card = section.add_card(tr("Made public"), words)
        self.rates_on, self.rates_where = DateField(), TextEdit()
        self.data_on, self.data_where = DateField(), TextEdit()
        section.add_field(card, "rates_on", FormField(tr("Success rates: day"), self.rates_on, optional=True))
        label = tr("Success rates: where to read them")
        section.add_field(card, "rates_where", FormField(label, self.rates_where, optional=True))
        section.add_field(card, "data_on", FormField(tr("Open data: day"), self.data_on, optional=True))
        label = tr("Open data: where to find them")
        section.add_field(card, "data_where", FormField(label, self.data_where, optional=True))

    def load(self, round_: Round) -> None:
        """Show both."""
        rates, data = round_.records.rates_published, round_.records.open_data
        self.rates_on.set_day(rates.on)
        self.rates_where.setText(rates.where)
        self.data_on.set_day(data.on)
        self.data_where.setText(data.where)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with both."""
        return replace(
            records,
            rates_published=Published(self.rates_on.day, self.rates_where.text().strip()),
            open_data=Published(self.data_on.day, self.data_where.text().strip()),
        )


class AnswersPart(RecordPart):
    """Who answers for the round, and the report to the board."""

    def __init__(self, section: RecordSection) -> None:
        card = section.add_card(tr("Who answers for the round"))
        self.name, self.role = TextEdit(), TextEdit()
        self.on, self.reference = DateField(), TextEdit()
        section.add_side_by_side(
            card,
            ("officer", FormField(tr("Senior responsible officer"), self.name, optional=True)),
            ("officer_role", FormField(tr("Their role"), self.role, optional=True)),
        )
        section.add_field(card, "board_on", FormField(tr("Report to the board: day"), self.on, optional=True))
        label = tr("Report to the board: minute")
        section.add_field(card, "board_reference", FormField(label, self.reference, optional=True))

    def load(self, round_: Round) -> None:
        """Show the officer and the report."""
        officer, report = round_.records.responsible_officer, round_.records.board_report
        self.name.setText(officer.name)
        self.role.setText(officer.role)
        self.on.set_day(report.on)
        self.reference.setText(report.reference)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with the officer and the report."""
        return replace(
            records,
            responsible_officer=ResponsibleOfficer(self.name.text().strip(), self.role.text().strip()),
            board_report=BoardReport(self.on.day, self.reference.text().strip()),
        )


class LookBackPart(RecordPart):
    """Looking back with panel and applicants."""

    def __init__(self, section: RecordSection) -> None:
        card = section.add_card(tr("Looking back"), tr("With panel members and applicants."))
        self.on, self.lessons = DateField(), GrowingTextEdit(lines=2)
        self.panel, self.applicants = NumberEdit(most=1000), NumberEdit(most=100_000)
        section.add_field(card, "back_on", FormField(tr("Day of the look back"), self.on, optional=True))
        section.add_side_by_side(
            card,
            ("back_panel", FormField(tr("Panel members who took part"), self.panel, optional=True)),
            ("back_applicants", FormField(tr("Applicants who took part"), self.applicants, optional=True)),
        )
        label, said = tr("What you will do differently"), tr("One on each line.")
        lessons = FormField(label, self.lessons, help=said, optional=True)
        section.add_field(card, "lessons", worded(lessons))

    def load(self, round_: Round) -> None:
        """Show who looked back, and the lessons."""
        back = round_.records.look_back
        self.on.set_day(back.on)
        self.panel.set_number(back.panel_members)
        self.applicants.set_number(back.applicants)
        self.lessons.setPlainText("\n".join(back.lessons))

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with what was learnt."""
        back = LookBack(self.on.day, self.panel.number, self.applicants.number, lines_of(self.lessons))
        return replace(records, look_back=back)
