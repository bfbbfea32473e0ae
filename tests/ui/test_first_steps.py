"""The first start: a workspace of one's own, somebody's, or the sample; each opens again the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.services.workspace import read_workspace
from commissioning_app.ui.first_steps import OpenWorkspaceDialog, OwnWorkspaceDialog
from commissioning_app.ui.lib.settings import MemoryStore, Settings
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.start import LAST, Beginning
from commissioning_app.ui.welcome import WelcomePage
from tests.factories import make_office


@pytest.fixture
def beginning(qtbot: QtBot, tmp_path: Path, data_folder: Path) -> Iterator[Beginning]:
    one = Beginning(Settings(MemoryStore()), default=tmp_path / "mine" / "workspace.db")
    one.begin()
    yield one
    if one.window is not None:
        one.window.close()
    if one.app is not None:
        one.app.close()


def page_of(beginning: Beginning) -> WelcomePage:
    assert beginning.window is not None
    page = beginning.window.centralWidget()
    assert isinstance(page, WelcomePage)
    return page


def is_open(beginning: Beginning) -> bool:
    return isinstance(beginning.window, MainWindow) and beginning.app is not None


def in_dialog(kind: type[QWidget], act: Callable[..., None]) -> None:
    """Do something in a dialog of that kind once it is open."""

    def look() -> None:
        dialog = next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None
        )
        if dialog is None:
            QTimer.singleShot(10, look)
        else:
            act(dialog)

    QTimer.singleShot(0, look)


def test_the_first_start_offers_three_ways(beginning: Beginning) -> None:
    page = page_of(beginning)
    words = [b.text().replace("&", "") for b in (page.sample_button, page.own_button, page.open_button)]
    assert words == ["Open the sample round", "Start my own", "Open a workspace"]


def test_a_workspace_of_ones_own_opens_again_the_next_time(
    beginning: Beginning, qtbot: QtBot, tmp_path: Path
) -> None:
    def fill(dialog: OwnWorkspaceDialog) -> None:
        qtbot.keyClick(dialog.funder_edit, Qt.Key.Key_Return)
        assert dialog.funder.error == "Please fill this in."
        qtbot.keyClicks(dialog.funder_edit, "Sample Council")
        qtbot.keyClicks(dialog.person_edit, "Olu")
        dialog.kind.buttons["council"].click()
        qtbot.keyClick(dialog.person_edit, Qt.Key.Key_Return)

    in_dialog(OwnWorkspaceDialog, fill)
    qtbot.mouseClick(page_of(beginning).own_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_open(beginning))
    assert beginning.app is not None
    workspace = read_workspace(beginning.app.services)
    assert workspace is not None
    assert (workspace.funder_name, workspace.funder_kind, beginning.app.actor.name) == (
        "Sample Council",
        "council",
        "Olu",
    )
    again = Beginning(beginning.settings, default=tmp_path / "mine" / "workspace.db")
    again.begin()
    qtbot.waitUntil(lambda: is_open(again))
    assert again.app is not None
    assert again.app.actor.name == "Olu"
    assert again.window is not None
    again.window.close()
    again.app.close()


def test_somebodys_workspace_is_opened_by_its_path(
    beginning: Beginning, qtbot: QtBot, tmp_path: Path
) -> None:
    place = tmp_path / "theirs.db"
    make_office(str(place)).app.close()

    def fill(dialog: OpenWorkspaceDialog) -> None:
        qtbot.keyClicks(dialog.place_edit, str(place))
        qtbot.keyClick(dialog.place_edit, Qt.Key.Key_Return)

    in_dialog(OpenWorkspaceDialog, fill)
    qtbot.mouseClick(page_of(beginning).open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_open(beginning))
    assert beginning.settings.store.value(LAST) == str(place)


def test_the_sample_round_is_lived_once_and_opened(beginning: Beginning, qtbot: QtBot) -> None:
    qtbot.mouseClick(page_of(beginning).sample_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_open(beginning), timeout=60_000)
    assert beginning.app is not None
    workspace = read_workspace(beginning.app.services)
    assert workspace is not None
    assert workspace.is_sample
    beginning.welcome()
    qtbot.mouseClick(page_of(beginning).sample_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(beginning.window, MainWindow))
