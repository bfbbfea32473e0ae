"""The Letters tab on a decided round."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from commissioning_app.services.feedback import write_feedback
from commissioning_app.ui.letters.batch import MakeLettersDialog
from commissioning_app.ui.letters.page import LettersTab
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.main_window import MainWindow
from tests.decided import Decided
from tests.ui.desk import go, in_dialog, press


def letters(window: MainWindow, item: str = "") -> LettersTab:
    """The tab of the decided round."""
    tab = go(window, "round", "R1", "letters", item)
    assert isinstance(tab, LettersTab)
    return tab


def settled(qtbot: QtBot) -> None:
    """Wait for what is made off the window's thread."""
    qtbot.waitUntil(lambda: not running_tasks())


def cells(tab: LettersTab, *columns: int) -> list[tuple[str, ...]]:
    """What the table shows in these columns."""
    model = tab.list.table.model
    return [
        tuple(str(model.index(row, column).data()) for column in columns) for row in range(model.rowCount())
    ]


def second_saver(decided: Decided) -> None:
    write_feedback(
        decided.office.officer, round_code="R1", reference="E-2", strength="Theirs", change="Change E-2"
    )


def make(qtbot: QtBot, tab: LettersTab, folder: Path) -> None:
    """Ask for all letters into a folder."""

    def fill(dialog: MakeLettersDialog) -> None:
        dialog.folder.edit.setText(str(folder))
        dialog.ok.click()

    in_dialog(MakeLettersDialog, fill, lambda: press(qtbot, tab.banner.button))
