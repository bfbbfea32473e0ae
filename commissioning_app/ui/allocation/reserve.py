"""The reserve list in order, with who was passed over; and where the panel differed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.eois import Decision
from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.moderation import ModerationRow
from commissioning_app.services.queries.recommendations import AllocationLine
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.text import Label, Prose, Rule

MOST = 6
"""How many lines a card shows; the rest stand in the table."""


class ReserveCard(Card):
    """Who is next when money comes free; `show_all` filters the table to them."""

    def __init__(self, show_all: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Reserve list"), parent=parent)
        self._list = QWidget()
        self._box = column(self._list, gap="s")
        self.add(self._list)
        self.all_button = LinkButton("", show_all)
        self.add(self.all_button)
        self.body.addStretch(1)

    def set_lines(self, lines: Sequence[AllocationLine]) -> None:
        """Show other EOIs; those that were passed over come first of all, whatever their place."""
        waiting = [line for line in lines if line.decision is Decision.RESERVE]
        passed = [line for line in waiting if line.officer_note]
        shown = [*waiting[:MOST], *(line for line in passed if line not in waiting[:MOST])]
        self.set_note(tr_count("{count} EOI waits", "{count} EOIs wait", len(waiting)) if waiting else "")
        empty(self._box)
        if not waiting:
            self._box.addWidget(
                Prose(tr("Nobody waits: no EOI at or above the score is without an amount."), "muted")
            )
        for place, line in enumerate(shown):
            if place:
                self._box.addWidget(Rule())
            self._box.addWidget(_waiting(line))
        self.all_button.setText(tr("Show all {count} in the table", count=len(waiting)))
        self.all_button.setVisible(len(waiting) > len(shown))


class DifferedCard(Card):
    """EOIs whose assessments were far apart, and whether the panel talked about them."""

    def __init__(self, see_scoring: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Where the panel differed"), parent=parent)
        self._list = QWidget()
        self._box = column(self._list, gap="s")
        self.add(self._list)
        self.scoring_button = LinkButton(tr("See every assessment under Scoring"), see_scoring)
        self.add(self.scoring_button)
        self.body.addStretch(1)

    def set_rows(self, rows: Sequence[ModerationRow]) -> None:
        """Show the flagged ones, widest apart first."""
        flagged = [row for row in rows if row.is_flagged]
        empty(self._box)
        if not flagged:
            self._box.addWidget(Prose(tr("No EOI’s assessments were far apart."), "muted"))
        for place, one in enumerate(flagged[:MOST]):
            if place:
                self._box.addWidget(Rule())
            self._box.addWidget(_apart(one))
        more = len(flagged) - MOST
        self.set_note(tr_count("{count} EOI", "{count} EOIs", len(flagged)) if flagged else "")
        words = tr_count("See one more under Scoring", "See {count} more under Scoring", more)
        self.scoring_button.setText(words if more > 0 else tr("See every assessment under Scoring"))


def _waiting(line: AllocationLine) -> QWidget:
    holder = QWidget()
    inner = column(holder, gap="xs")
    head = tr(
        "{place}. {reference} {organisation}, {asked} asked for",
        place=line.reserve_position,
        reference=line.reference,
        organisation=line.organisation,
        asked=pounds(line.requested_pence),
    )
    inner.addWidget(Label(head, "strong"))
    inner.addWidget(Prose(line.why, "muted"))
    if line.officer_note:
        inner.addWidget(Prose(tr("For officers: {note}", note=line.officer_note)))
    return holder


def _apart(one: ModerationRow) -> QWidget:
    holder = QWidget()
    inner = column(holder, gap="xs")
    inner.addWidget(Label(f"{one.reference} {one.organisation}", "strong"))
    spread = tr_count("{count} point apart", "{count} points apart", one.widest)
    where = ", ".join(f"“{name}”" for name in one.criteria_apart)
    talked = tr("The panel talked about it.") if one.is_discussed else tr("No talk about it is noted.")
    inner.addWidget(
        Prose(tr("{spread} on {where}. {talked}", spread=spread, where=where, talked=talked), "muted")
    )
    return holder
