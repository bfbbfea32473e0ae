"""Asking applicants what applying was like, and "you said, we did"."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.afterwards import ApplicantFeedback, FeedbackTheme
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.record_parts import RecordPart, RecordSection, asked, text_of
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.wording_hint import worded


class AskedPart(RecordPart):
    """How many were asked and answered, and what was done about each thing that they said."""

    def __init__(self, section: RecordSection) -> None:
        card = section.add_card(
            tr("You said, we did"), tr("What applying was like, and what you did about it.")
        )
        self._section = section
        self.on = DateField()
        self.number, self.answers = NumberEdit(most=100_000), NumberEdit(most=100_000)
        section.add_field(
            card, "asked_on", FormField(tr("Day on which applicants were asked"), self.on, optional=True)
        )
        section.add_side_by_side(
            card,
            ("asked", FormField(tr("Applicants who were asked"), self.number, optional=True)),
            ("answers", FormField(tr("Applicants who answered"), self.answers, optional=True)),
        )
        self.list: ItemList[FeedbackTheme] = ItemList(
            tr("What they said"),
            _words,
            self._ask,
            add=tr("Add what they said"),
            nothing=tr("Nothing is written down yet."),
        )
        self.list.changed.connect(section.changed)
        self.lists = (self.list,)
        card.add(self.list)

    def load(self, round_: Round) -> None:
        """Show what was asked and said."""
        feedback = round_.records.applicant_feedback
        self.on.set_day(feedback.asked_on)
        self.number.set_number(feedback.asked)
        self.answers.set_number(feedback.answers)
        self.list.set_items(feedback.themes)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with what was asked and said."""
        feedback = ApplicantFeedback(self.on.day, self.number.number, self.answers.number, self.list.items)
        return replace(records, applicant_feedback=feedback)

    def _ask(self, theme: FeedbackTheme | None) -> FeedbackTheme | None:
        dialog = ThemeDialog(self._section, theme)
        if self._section.is_locked:
            dialog.lock()
        return dialog.theme() if asked(dialog) else None


class ThemeDialog(ItemDialog):
    """One thing that applicants said, and the answer to it."""

    def __init__(self, parent: QWidget | None, theme: FeedbackTheme | None) -> None:
        super().__init__(parent, tr("What applicants said, and what you did"))
        self.said = GrowingTextEdit(theme.said if theme else "", lines=2)
        self.did = GrowingTextEdit(theme.did if theme else "", lines=2)
        self.on = DateField(theme.answered_on if theme else None)
        self.add_field("said", FormField(tr("&They said"), self.said))
        self.add_field("did", worded(FormField(tr("&We did"), self.did, optional=True)))
        self.add_field("on", FormField(tr("&Day on which they were told"), self.on, optional=True))
        self.finish(self.said)

    def theme(self) -> FeedbackTheme:
        """What was typed."""
        return FeedbackTheme(text_of(self.said), text_of(self.did), self.on.day)

    def problems(self) -> dict[str, str]:
        """Something was said, and the day can be read."""
        found = {} if text_of(self.said) else {"said": tr("Write what they said.")}
        if not self.on.check():
            found["on"] = self.on.problem
        return found


def _words(theme: FeedbackTheme) -> tuple[str, str]:
    if not theme.did:
        return theme.said, tr("Not answered yet.")
    told = tr("told on {day}", day=long_date(theme.answered_on)) if theme.answered_on else tr("not told yet")
    return theme.said, tr("We did: {what} ({told})", what=theme.did, told=told)
