"""On every page and in the main dialogs everything can be read, at ordinary and at double text size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from commissioning_app.ui.pages import PAGES, ROUND_TABS
from scripts.shots_check import faults_of
from scripts.shots_scenes import SCENES
from scripts.shots_studio import LOOKS, SIZE, Studio


def _look_at(window: QMainWindow, dialog: QDialog | None) -> list[str]:
    shown: QWidget = dialog or window
    assert (window.width(), window.height()) == SIZE
    assert shown.width() <= SIZE[0] and shown.height() <= SIZE[1], shown.size()
    return faults_of(shown)


@pytest.mark.parametrize("look", ["light", "200"])
def test_nothing_is_cut_off_or_covered(qapp: QApplication, tmp_path: Path, look: str) -> None:
    studio = Studio(tmp_path, look)
    try:
        found = {scene.name: studio.play(scene, _look_at) for scene in SCENES}
    finally:
        studio.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_every_page_and_every_tab_has_a_picture() -> None:
    routes = [scene.route for scene in SCENES if scene.route is not None]
    assert {route.name for route in routes} == set(PAGES)
    assert {route.tab for route in routes if route.name == "round"} == set(ROUND_TABS)


def test_names_are_told_apart_in_the_folder_of_pictures() -> None:
    names = [f"{scene.name}-{look}" for scene in SCENES for look in LOOKS]
    assert len(set(names)) == len(names)
