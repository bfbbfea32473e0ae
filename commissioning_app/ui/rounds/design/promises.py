"""What is promised before the opening: whose words and measures count, few reports, full cost, support."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.promises import CriteriaChoice
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.promised_terms import ReportsPart, SupportPart, TermsPart
from commissioning_app.ui.rounds.design.record_parts import (
    ANSWERS,
    RecordPart,
    RecordSection,
    answer_key,
    text_of,
)
from commissioning_app.ui.rounds.design.section import lines_of
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.number import NumberEdit

_USUAL = "need"
"""The id of a question that asks what people need without anybody saying so (check N2)."""


class PromisesSection(RecordSection):
    """Records of what applicants and groups that are funded can count on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.needs = NeedsPart(self)
        self.criteria = CriteriaPart(self)
        self.reports = ReportsPart(self)
        self.terms = TermsPart(self)
        self.support = SupportPart(self)
        self.parts = (self.needs, self.criteria, self.reports, self.terms, self.support)


class NeedsPart(RecordPart):
    """Which question asks what people need, whose measures count, how many are expected, what they need."""

    def __init__(self, section: RecordSection) -> None:
        card = section.add_card(tr("In the applicants’ words"))
        self.question = QComboBox()
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label = tr("Question that asks what people need")
        section.add_field(card, "need_question", FormField(label, self.question))
        self.own_measures = section.add_answer(
            card,
            tr("Measures of success"),
            tr("Applicants may name their own"),
            tr("We set them"),
        )
        self.expected = NumberEdit(least=1, most=100_000)
        said = tr("So that the cost of applying is counted for all of them together.")
        section.add_field(
            card,
            "expected_eois",
            FormField(tr("EOIs you expect"), self.expected, help=said, optional=True),
        )
        self.formats = GrowingTextEdit(lines=1)
        said = tr("One on each line. Those that you offer stand under “Who can apply”.")
        label = tr("Languages and formats that people asked for")
        section.add_field(card, "formats", FormField(label, self.formats, help=said, optional=True))

    def load(self, round_: Round) -> None:
        """Show the round's questions, and what is said of them."""
        records = round_.records
        self.question.clear()
        if all(question.id != _USUAL for question in round_.questions):
            self.question.addItem(tr("Not said yet"), "")
        for number, question in enumerate(round_.questions, 1):
            is_understood = question.id == _USUAL != records.need_question
            self.question.addItem(f"{number}. {question.text}", "" if is_understood else question.id)
        if records.need_question and self.question.findData(records.need_question) < 0:
            words = tr("A question that is gone: {id}", id=records.need_question)
            self.question.addItem(words, records.need_question)
        self.question.setCurrentIndex(self.question.findData(records.need_question))
        self.own_measures.set_chosen(answer_key(records.own_measures_welcome))
        self.expected.set_number(records.expected_eois)
        self.formats.setPlainText("\n".join(records.formats_asked))

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with what stands here."""
        return replace(
            records,
            need_question=self.question.currentData() or "",
            own_measures_welcome=ANSWERS[self.own_measures.chosen],
            expected_eois=self.expected.number,
            formats_asked=lines_of(self.formats),
        )


class CriteriaPart(RecordPart):
    """Who chose the criteria, and when."""

    def __init__(self, section: RecordSection) -> None:
        card = section.add_card(
            tr("Who chose the criteria"), tr("With community members, before the opening.")
        )
        self.on, self.how = DateField(), GrowingTextEdit(lines=1)
        self.community, self.others = NumberEdit(most=1000), NumberEdit(most=1000)
        section.add_field(card, "criteria_on", FormField(tr("Day"), self.on, optional=True))
        section.add_side_by_side(
            card,
            ("criteria_community", FormField(tr("Community members"), self.community, optional=True)),
            ("criteria_others", FormField(tr("Others"), self.others, optional=True)),
        )
        section.add_field(card, "criteria_how", FormField(tr("How it went"), self.how, optional=True))

    def load(self, round_: Round) -> None:
        """Show who chose."""
        choice = round_.records.criteria_choice
        self.on.set_day(choice.on)
        self.community.set_number(choice.community)
        self.others.set_number(choice.others)
        self.how.setPlainText(choice.how)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with what stands here."""
        choice = CriteriaChoice(self.on.day, self.community.number, self.others.number, text_of(self.how))
        return replace(records, criteria_choice=choice)
