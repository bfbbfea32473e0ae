"""At moderation: what the others said of an EOI, by group and without names, beside one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.services.moderation import OthersAssessment
from commissioning_app.services.queries.my_scoring import EoiToScore
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.scoring.words import group_word, points
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.dot_plot import DotPlot, DotRow
from commissioning_app.ui.widgets.page import PageHeader, ScrollPage
from commissioning_app.ui.widgets.text import Prose, Rule


class OthersView(QWidget):
    """Scores as dots, then what was written; `left` goes back to the EOI."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scroll = ScrollPage()
        column(self).addWidget(scroll)
        self.header = PageHeader("")
        scroll.add(self.header)
        self.back_button = SecondaryButton(tr("Back to the &EOI"), self.left.emit, icon="back")
        self.header.right.addWidget(self.back_button)
        self.card = Card(tr("The others’ scores"))
        self.plot = DotPlot()
        self.card.add(self.plot)
        self._own = column(gap="xs")
        self.card.body.addLayout(self._own)
        scroll.add(self.card)
        self.notes = Card(tr("What they wrote"))
        scroll.add(self.notes)
        scroll.content.addStretch(1)

    def show_others(self, eoi: EoiToScore, others: Sequence[OthersAssessment]) -> None:
        """Show the others' assessments of this EOI."""
        self.header.set_title(eoi.title or eoi.reference, eoi.organisation)
        count = tr_count("One other assessment", "{count} other assessments", len(others))
        self.card.set_note(count)
        name = tr("Scores of the others for {title}", title=eoi.title or eoi.reference)
        self.plot.highest = max((criterion.top for criterion in eoi.criteria), default=5)
        self.plot.set(name, [_row(criterion, others) for criterion in eoi.criteria])
        empty(self._own)
        own = [f"{one.name} {points(eoi.scores.get(one.id))}" for one in eoi.criteria]
        self._own.addWidget(Prose(tr("Your own: {scores}", scores=" · ".join(own)), "strong"))
        self._fill_notes(eoi, others)

    def _fill_notes(self, eoi: EoiToScore, others: Sequence[OthersAssessment]) -> None:
        empty(self.notes.body)
        ordered = sorted(others, key=lambda one: one.group is not MemberGroup.COMMUNITY)
        said = [(one.group, text) for one in ordered for text in _texts(one, eoi.criteria)]
        self.notes.setVisible(bool(said))
        for place, (group, text) in enumerate(said):
            if place:
                self.notes.add(Rule())
            self.notes.add(Prose(group_word(group), "small"))
            self.notes.add(Prose(text))


def _row(criterion: Criterion, others: Sequence[OthersAssessment]) -> DotRow:
    def of(group: MemberGroup) -> tuple[float, ...]:
        found = (one.scores.get(criterion.id) for one in others if one.group is group)
        return tuple(float(score) for score in found if score is not None)

    return DotRow(criterion.name, of(MemberGroup.COMMUNITY), of(MemberGroup.COMMISSIONER))


def _texts(one: OthersAssessment, criteria: Sequence[Criterion]) -> list[str]:
    """An assessment's notes with their criteria, then the comment on the whole."""
    notes = [f"{c.name}: {one.comments[c.id]}" for c in criteria if one.comments.get(c.id)]
    return [*notes, one.comment] if one.comment else notes
