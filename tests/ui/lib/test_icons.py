"""Icons are drawn in the theme's colours, and every name in the code has its picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from commissioning_app.paths import resources_folder
from commissioning_app.ui.lib.icons import TONE_ICONS, icon
from commissioning_app.ui.lib.theme import apply_theme, theme

FOLDER = resources_folder() / "icons"
CODE = Path(__file__).parents[3] / "commissioning_app" / "ui"


def colours(shown: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    """The opaque colours of an icon."""
    image = shown.pixmap(QSize(48, 48), mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(p.rgb()).name().upper() for p in pixels if p.alpha() == 255}


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.svg")))
def test_every_icon_draws_in_the_colour_asked_for(name: str) -> None:
    assert colours(icon(name, "accent")) == {theme().palette.accent}


def test_an_icon_made_in_one_theme_is_drawn_in_the_next(qapp: QApplication) -> None:
    shown = icon("home")
    before = colours(shown)
    apply_theme(qapp, "dark", 100)
    assert (before, colours(shown)) == ({"#1E1C19"}, {"#ECE9E2"})
    assert colours(shown, QIcon.Mode.Disabled) == {theme().palette.muted}


def test_a_button_without_room_gets_no_picture_and_no_warning(qapp: QApplication) -> None:
    assert icon("home").pixmap(0, 12).isNull()
    assert not icon("home").pixmap(12, 12).isNull()


def test_every_name_in_the_code_has_its_picture() -> None:
    known = {path.stem for path in FOLDER.glob("*.svg")}
    pattern = re.compile(r'\bicon(?:=|\()"([a-z-]+)"')
    used = {name for path in CODE.rglob("*.py") for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert (used | set(TONE_ICONS.values())) - known == set()
