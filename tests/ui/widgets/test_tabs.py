"""Tabs: one stop for Tab, arrows within, more lines when the text is large."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.ui.widgets.tabs import FlowTabs

TITLES = [("overview", "Overview"), ("form", "Form"), ("awards", "Awards & payments")]


@pytest.fixture
def tabs(qtbot: QtBot) -> FlowTabs:
    made = FlowTabs(TITLES)
    qtbot.addWidget(made)
    made.resize(600, 50)
    made.show()
    made.activateWindow()
    return made


def test_the_first_is_chosen_and_tells_nobody(tabs: FlowTabs) -> None:
    assert (tabs.current, tabs.tab("overview").isChecked()) == ("overview", True)


def test_a_click_tells_once(qtbot: QtBot, tabs: FlowTabs) -> None:
    told: list[str] = []
    tabs.chosen.connect(told.append)
    for _ in range(2):
        qtbot.mouseClick(tabs.tab("awards"), Qt.MouseButton.LeftButton)
    assert (told, tabs.current) == (["awards"], "awards")


def test_arrows_home_and_end_go_round(qtbot: QtBot, tabs: FlowTabs) -> None:
    tabs.tab("overview").setFocus()
    for key, goal in (
        (Qt.Key.Key_Left, "awards"),
        (Qt.Key.Key_Right, "overview"),
        (Qt.Key.Key_End, "awards"),
        (Qt.Key.Key_Home, "overview"),
    ):
        qtbot.keyClick(tabs.tab(tabs.current), key)
        assert tabs.current == goal
        qtbot.waitUntil(lambda goal=goal: tabs.tab(goal).hasFocus())


def test_only_the_chosen_tab_is_a_stop(tabs: FlowTabs) -> None:
    tabs.set_current("form")
    stops = [key for key, _title in TITLES if tabs.tab(key).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["form"]


def test_alt_and_arrow_is_left_to_the_window(qtbot: QtBot, tabs: FlowTabs) -> None:
    qtbot.keyClick(tabs.tab("overview"), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert tabs.current == "overview"


def test_the_ampersand_is_shown(tabs: FlowTabs) -> None:
    assert (tabs.tab("awards").text(), tabs.tab("awards").accessibleName()) == (
        "Awards && payments",
        "Awards & payments",
    )


def test_tabs_wrap(tabs: FlowTabs) -> None:
    assert tabs.heightForWidth(150) > tabs.heightForWidth(600)
