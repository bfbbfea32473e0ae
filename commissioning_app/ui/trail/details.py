"""One entry of the trail in full: who, when, why, and each value before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.services.context import LONDON
from commissioning_app.services.queries.trail import TrailRow
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import empty
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.text import Label, Prose, Rule


class EntryCard(Card):
    """The chosen entry; says how to choose one when none is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Entry"), parent=parent)
        self.what = Label("", "strong", selectable=True)
        self.who = Label("", "muted")
        self.why = Prose("")
        for part in (self.what, self.who, self.why):
            self.add(part)
        self.holder = QWidget()
        self._grid = QGridLayout(self.holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self.add(self.holder)
        self.nothing = Prose("", "muted")
        self.add(self.nothing)
        self.body.addStretch(1)
        self.show_entry(None)

    def show_entry(self, entry: TrailRow | None) -> None:
        """Show another entry, or none."""
        for part in (self.what, self.who, self.why, self.holder):
            part.setVisible(entry is not None)
        self.nothing.setVisible(entry is None or not entry.details)
        if entry is None:
            self.set_title(tr("Entry"))
            self.nothing.setText(tr("Choose an entry to see what was before and after."))
            return
        self.set_title(tr("Entry {number}", number=f"{entry.id:,}"))
        self.what.setText(entry.what)
        self.who.setText(who_and_when(entry))
        self.why.setText(tr("Why: {reason}", reason=entry.reason))
        self.why.setVisible(bool(entry.reason))
        self.nothing.setText(tr("The entry holds no values, or none that you may see."))
        self._fill(entry)
        self.holder.setVisible(bool(entry.details))

    def _fill(self, entry: TrailRow) -> None:
        empty(self._grid)
        has_before = any(before for _what, before, _after in entry.details)
        titles = ("", tr("Before"), tr("After")) if has_before else ("", tr("Value"))
        for place, title in enumerate(titles):
            self._grid.addWidget(Label(title, "small", wrap=False), 0, place)
            self._grid.setColumnStretch(place, 2 if place else 1)
        self._grid.setColumnStretch(2, 2 if has_before else 0)
        for number, (what, before, after) in enumerate(entry.details):
            line = 1 + 2 * number
            self._grid.addWidget(Rule(), line, 0, 1, len(titles))
            values = ((1, before), (2, after)) if has_before else ((1, after),)
            self._grid.addWidget(Label(what, "muted"), line + 1, 0, Qt.AlignmentFlag.AlignTop)
            for place, text in values:
                cell = Label(text or "–", selectable=True)
                cell.setAccessibleName(f"{what}, {titles[place]}: {text or tr('nothing')}")
                self._grid.addWidget(cell, line + 1, place, Qt.AlignmentFlag.AlignTop)


def who_and_when(entry: TrailRow) -> str:
    """ "Asha Okafor (officer), Friday 4 December 2026 at 10:15"."""
    at = entry.at.astimezone(LONDON)
    roles = ", ".join(entry.roles)
    who = f"{entry.who} ({roles})" if roles else entry.who
    return tr("{who}, {day} at {time}", who=who, day=long_date(at.date()), time=f"{at:%H:%M}")
