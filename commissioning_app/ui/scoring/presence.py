"""Who is at the panel's meeting."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.services.context import ServiceContext
from commissioning_app.services.panels import note_presence
from commissioning_app.services.queries.panel import PanelRow
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.scoring.words import group_word
from commissioning_app.ui.widgets.buttons import QuietButton


class PresenceDialog(ActDialog):
    """Tick who is here; everybody else was not."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, members: Sequence[PanelRow]
    ) -> None:
        super().__init__(parent, context, tr("Who is here?"), tr("Tick who is at the panel’s meeting."))
        self.round_code = round_code
        self.ticks: dict[UUID, QCheckBox] = {}
        self.all_button = QuietButton(tr("Tick &everybody"), self.tick_all, icon="check")
        self.body.addWidget(self.all_button)
        lines = column(gap="xs")
        self.body.addLayout(lines)
        for one in members:
            if one.stepped_down_because:
                continue
            tick = self.ticks[one.member_id] = QCheckBox(f"{one.name} ({group_word(one.group)})")
            tick.setChecked(one.was_at_moderation)
            lines.addWidget(tick)
        self.finish(tr("&Write it down"))

    def tick_all(self) -> None:
        """Everybody is here."""
        for tick in self.ticks.values():
            tick.setChecked(True)

    def act(self, *, fresh: bool) -> None:
        """Write it down."""
        present = [member_id for member_id, tick in self.ticks.items() if tick.isChecked()]
        note_presence(self.context, round_code=self.round_code, present=present)
