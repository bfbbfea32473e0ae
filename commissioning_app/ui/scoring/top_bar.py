"""The dark line over a member's screens: where they are, and whether what they typed is saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from commissioning_app.services.context import LONDON
from commissioning_app.translation import tr
from commissioning_app.ui.lib.icons import icon
from commissioning_app.ui.lib.layouts import row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.widgets.text import Label

_JUST_NOW_MS = 60_000


class TopBar(QFrame):
    """ "My scoring", the round, and "Saved just now"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        line = row(self, gap="m")
        line.setContentsMargins(SPACE["xxl"], SPACE["m"], SPACE["xxl"], SPACE["m"])
        line.addWidget(Label(tr("My scoring"), "strong", wrap=False))
        self.round_label = Label("")
        line.addWidget(self.round_label, 1)
        self.saved_label = Label("", wrap=False)
        line.addWidget(self.saved_label)
        self._tick = QLabel()
        line.addWidget(self._tick)
        self._saved_at: datetime | None = None
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.setInterval(_JUST_NOW_MS)
        self.later.timeout.connect(self._say_time)
        theme().changed.connect(self._draw)
        self.clear()
        self._draw()

    def set_round(self, name: str) -> None:
        """Name the round."""
        self.round_label.setText(name)

    def clear(self) -> None:
        """Nothing to say about saving."""
        self._say("", tick=False)

    def say_saving(self) -> None:
        """Something is about to be saved."""
        self._say(tr("Saving…"), tick=False)

    def say_saved(self, at: datetime) -> None:
        """It is saved."""
        self._saved_at = at
        self._say(tr("Saved just now"), tick=True)
        self.later.start()

    def say_kept(self) -> None:
        """What is shown is what is stored."""
        self._say(tr("Saved"), tick=True)

    def say_not_saved(self) -> None:
        """It could not be saved."""
        self._say(tr("Not saved"), tick=False)

    def _say(self, text: str, *, tick: bool) -> None:
        self.later.stop()
        self.saved_label.setText(text)
        self._tick.setVisible(tick)

    def _say_time(self) -> None:
        if self._saved_at is not None:
            time = f"{self._saved_at.astimezone(LONDON):%H:%M}"
            self._say(tr("Saved at {time}", time=time), tick=True)

    def _draw(self) -> None:
        side = theme().px(16)
        self._tick.setPixmap(icon("check", "rail_text").pixmap(side, side))
