"""The EOIs that an organisation sent, round by round, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.organisations import PastEoi
from commissioning_app.translation import tr
from commissioning_app.ui.eois.words import (
    decision_tone,
    decision_word,
    eoi_state_icon,
    eoi_state_tone,
    eoi_state_word,
)
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.text import Label, Prose, Rule

FIRST = 8
"""EOIs shown before somebody asks for all."""


class HistoryCard(Card):
    """`chosen` comes with the `PastEoi` to open."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Its EOIs"), parent=parent)
        holder = QWidget()
        self._lines = column(holder, gap="s")
        self.add(holder)
        self.links: list[LinkButton] = []
        self._history: tuple[PastEoi, ...] = ()
        self.more_button = LinkButton(tr("Show all"), self._show_all)
        self.add(self.more_button)

    def show_history(self, history: Sequence[PastEoi]) -> None:
        """The newest ones; the rest on demand."""
        self._history = tuple(history)
        self.set_note(f"{len(history):,}" if history else "")
        self._fill(self._history[:FIRST])
        self.more_button.setText(tr("Show all {count}", count=f"{len(history):,}"))
        self.more_button.setVisible(len(history) > FIRST)

    def _show_all(self) -> None:
        self._fill(self._history)
        self.more_button.hide()

    def _fill(self, history: Sequence[PastEoi]) -> None:
        empty(self._lines)
        self.links = []
        if not history:
            self._lines.addWidget(Prose(tr("It has not sent an EOI to any round yet."), "muted"))
        for place, past in enumerate(history):
            if place:
                self._lines.addWidget(Rule())
            self._lines.addWidget(self._line(past))

    def _line(self, past: PastEoi) -> QWidget:
        line = QWidget()
        across = row(line, gap="m")
        words = column(gap="xs")
        title = f"{past.reference} · {past.title}" if past.title else past.reference
        link = LinkButton(title.replace("&", "&&"), partial(self.chosen.emit, past))
        link.setAccessibleName(tr("Open {title}, {round}", title=title, round=past.round_name))
        self.links.append(link)
        words.addWidget(link)
        words.addWidget(Label(past.round_name))
        words.addWidget(Label(_money(past), "muted"))
        across.addLayout(words, 1)
        across.addWidget(_chip(past), 0, Qt.AlignmentFlag.AlignTop)
        return line


def _money(past: PastEoi) -> str:
    """What was asked for, what was given, and for whom."""
    parts = [tr("{sum} asked for", sum=pounds(past.requested_pence))]
    if past.awarded_pence:
        parts.append(tr("{sum} awarded", sum=pounds(past.awarded_pence)))
    if past.as_host:
        parts.append(tr("holds the money for another"))
    return " · ".join(parts)


def _chip(past: PastEoi) -> StatusChip:
    """The decision when there is one, else the state."""
    if past.decision is not None:
        return StatusChip(decision_word(past.decision), decision_tone(past.decision))
    return StatusChip(eoi_state_word(past.state), eoi_state_tone(past.state), eoi_state_icon(past.state))
