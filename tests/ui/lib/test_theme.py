"""Light, dark, text size: applied at once, everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.theme import ThemeMode, apply_theme, set_property, theme
from commissioning_app.ui.lib.tokens import DARK, LIGHT, Palette


@pytest.mark.parametrize(("mode", "palette"), [("light", LIGHT), ("dark", DARK), ("system", LIGHT)])
def test_a_mode_gives_its_palette(qapp: QApplication, mode: ThemeMode, palette: Palette) -> None:
    assert apply_theme(qapp, mode, 100).palette == palette
    assert qapp.palette().window().color().name().upper() == palette.window
    assert theme().colour("accent").name().upper() == palette.accent


def test_text_size_scales_fonts_and_stays_between_100_and_200(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 150)
    assert (theme().size("body"), theme().size("body", panel=True), theme().size("page_title")) == (
        22,
        27,
        38,
    )
    assert qapp.font().pixelSize() == 22
    apply_theme(qapp, "light", 900)
    assert theme().text_percent == 200
    apply_theme(qapp, "light", 10)
    assert theme().text_percent == 100


def test_who_paints_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme().changed):
        apply_theme(qapp, "dark", 125)


def test_a_label_takes_the_size_of_its_role(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel("Grassroots wellbeing")
    qtbot.addWidget(label)
    label.ensurePolished()
    plain = label.fontInfo().pixelSize()
    set_property(label, "role", "page_title")
    assert (plain, label.fontInfo().pixelSize(), label.font().bold()) == (15, 25, True)
