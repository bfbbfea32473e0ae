"""Scenes of an EOI that is told: by conversation, step by step, and as a recording."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commissioning_app.sample_round.living import CODE
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from scripts.shots_studio import Scene, settle

LIST = Route("round", CODE, "eois")
SAID = {
    "organisation": "Tuesday Table (sample)",
    "contact_name": "Selam (sample)",
    "title": "Tuesdays together",
    "amount_requested": "£4,000",
}
ANSWER = (
    "We are mostly women from Eritrea and Sudan who meet on Tuesdays. Since the bus was cut, many of us "
    "stay at home for weeks. We need a warm room, somebody who holds the keys, and the fare for those who "
    "come far."
)


def _tab(window: MainWindow) -> Any:
    round_page: Any = window.shell.navigator.page("round")
    return round_page.stack.currentWidget()


def talk_at(key: str) -> Callable[[MainWindow], None]:
    """A conversation in its middle, at a step; nothing of it is kept."""

    def talk(window: MainWindow) -> None:
        tab = _tab(window)
        tab.talk()
        page = tab.form
        page.steps[0].told_by.setText("Selam (sample)")
        rows = {row.field.name: row.editor for step in page.steps for row in step.rows}
        rows["organisation"].picker.edit.setText(SAID["organisation"])
        for name in ("contact_name", "title", "amount_requested"):
            rows[name].edit.setText(SAID[name])
        next(one for name, one in rows.items() if name.startswith("answer:")).box.setPlainText(ANSWER)
        page.show_step([step.key for step in page._all].index(key))
        page.keeper.stop()
        page.saved_label.setText("")
        settle(window)

    return talk


TOLD = (
    *(
        Scene(f"talk-{key.replace('_', '-')}", "open", LIST, act=talk_at(key))
        for key in ("begin", "part2", "question1", "read_back")
    ),
    Scene("spoken", "open", LIST, dialog=lambda window: _tab(window).take_recording()),
)
