"""Typing into the form's sections, and opening the same workspace anew."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.bootstrap import app_on
from commissioning_app.domain.records import RoundRecords
from commissioning_app.persistence.workspace import open_workspace
from commissioning_app.services.rounds import read_round
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office
from tests.ui.desk import open_window


def type_over(qtbot: QtBot, editor: Any, text: str) -> None:
    """Type over what stands there, with its line breaks."""
    editor = getattr(editor, "edit", editor)
    editor.selectAll()
    for number, line in enumerate(text.split("\n")):
        if number:
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClicks(editor, line)


def type_all(qtbot: QtBot, part: Any, texts: dict[str, str]) -> None:
    """Type into several fields of a part, by their names."""
    for name, text in texts.items():
        type_over(qtbot, getattr(part, name), text)


def records_of(office: Office) -> RoundRecords:
    """What the service reads of the round R1."""
    return read_round(office.officer, round_code="R1").records


def restarted(qtbot: QtBot, office: Office) -> MainWindow:
    """Another window on the same workspace, opened anew, with the officer at the desk."""
    app = app_on(open_workspace(office.app.place), place=office.app.place, clock=office.clock)
    app.act_as(office.officer.actor)
    return open_window(qtbot, app)
