"""The panel's briefing as it is planned: what it goes through, and how."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.together import Briefing, BriefingTopic
from commissioning_app.translation import tr
from commissioning_app.ui.panels.words import topic_word
from commissioning_app.ui.rounds.design.record_parts import RecordPart, text_of
from commissioning_app.ui.rounds.design.section import Section
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit


class BriefingPart(RecordPart):
    """A box for each topic; who was briefed, and when, stands with each member."""

    def __init__(self, section: Section) -> None:
        words = tr(
            "Everybody who votes does it before scoring begins. Under Panel you note the day on which each "
            "member had it."
        )
        self.card = section.add_card(tr("The briefing"), words)
        self.boxes: dict[BriefingTopic, QCheckBox] = {}
        for topic in BriefingTopic:
            box = self.boxes[topic] = QCheckBox(topic_word(topic))
            box.clicked.connect(lambda _checked: section.changed.emit())
            self.card.add(box)
        self.how = GrowingTextEdit(lines=1)
        said = tr("Who leads it, for how long, and what members do in it.")
        section.add_field(
            self.card, "briefing_how", FormField(tr("How it is done"), self.how, help=said, optional=True)
        )

    def load(self, round_: Round) -> None:
        """Show the briefing."""
        briefing = round_.records.briefing
        for topic, box in self.boxes.items():
            box.setChecked(topic in briefing.topics)
        self.how.setPlainText(briefing.how)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with the topics in their own order."""
        chosen = {topic for topic, box in self.boxes.items() if box.isChecked()}
        stood = records.briefing.topics
        topics = stood if set(stood) == chosen else tuple(one for one in BriefingTopic if one in chosen)
        return replace(records, briefing=Briefing(topics, text_of(self.how)))
