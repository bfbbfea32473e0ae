"""What is published when the round opens, and what is still missing for it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.principles.publishing import TITLES, PublishedItem, ready_items
from commissioning_app.domain.rounds import Round
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.principles import RoundReview
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.messages import IconBadge
from commissioning_app.ui.widgets.text import Label

_SECTION_OF = {
    PublishedItem.CRITERIA: "criteria",
    PublishedItem.WEIGHTS: "criteria",
    PublishedItem.TIMETABLE: "timetable",
    PublishedItem.EXCLUSIONS: "applying",
    PublishedItem.PANEL: "panel",
    PublishedItem.RULE: "rule",
}


class PublishingSection(Section):
    """A list of the parts, each ready or missing. `section_wanted` comes with where it is written."""

    section_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = tr("On the first day everyone can read these. After that they are fixed.")
        self.card = self.add_card(tr("Published at opening"), words)
        self._lines = column(gap="s")
        self.card.body.addLayout(self._lines)
        self.links: dict[str, LinkButton] = {}
        self._panel_members = 0

    def learn(self, context: ServiceContext, review: RoundReview) -> None:
        """How many are on the panel already."""
        self._panel_members = len(review.facts.panel.voting)

    def load(self, round_: Round) -> None:
        """Show what is there."""
        empty(self._lines)
        self.links.clear()
        was = round_.published_rule is not None
        ready = round_.published_items if was else ready_items(round_, panel_members=self._panel_members)
        for item in PublishedItem:
            self._lines.addWidget(self._line(item, item in ready, was))
        done = sum(1 for item in PublishedItem if item in ready)
        self.card.set_note(tr("{done} of {all}", done=done, all=len(PublishedItem)))

    def collect(self, design: Design) -> None:
        """It holds nothing of its own."""

    def _line(self, item: PublishedItem, ready: bool, was: bool) -> QWidget:
        line = QWidget()
        inner = row(line, gap="m")
        inner.addWidget(IconBadge("good" if ready else "warn", size=26))
        title = TITLES[item][0].upper() + TITLES[item][1:]
        state = (tr("published") if was else tr("ready")) if ready else tr("missing")
        inner.addWidget(Label(f"{title}: {state}"), 1)
        if not ready and not was:
            section = _SECTION_OF[item]
            link = LinkButton(tr("Write it"), lambda: self.section_wanted.emit(section))
            link.setAccessibleName(tr("Write it: {what}", what=title))
            self.links[item.value] = link
            inner.addWidget(link)
        return line
