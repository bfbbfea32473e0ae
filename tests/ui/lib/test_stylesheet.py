"""The one style sheet is filled completely, and its pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commissioning_app.paths import resources_folder
from commissioning_app.ui.lib.stylesheet import style_sheet
from commissioning_app.ui.lib.tokens import DARK, LIGHT, Palette

PAGES = Path(__file__).parents[3] / "commissioning_app" / "ui"


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_nothing_is_left_to_fill_and_every_picture_exists(palette: Palette) -> None:
    sheet = style_sheet(palette, 150)
    assert "@" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures and [path for path in pictures if not Path(path).is_file()] == []


def test_text_doubles_and_padding_grows_half_as_fast() -> None:
    once, twice = style_sheet(LIGHT, 100), style_sheet(LIGHT, 200)
    assert 'QLabel[role="page_title"] { font-size: 25px;' in once
    assert 'QLabel[role="page_title"] { font-size: 50px;' in twice
    assert "padding: 7px 14px" in once
    assert "padding: 10px 21px" in twice


def test_pages_have_no_colours_or_style_sheets_of_their_own() -> None:
    theirs = [path for path in PAGES.rglob("*.py") if path.relative_to(PAGES).parts[0] != "lib"]
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b|setStyleSheet|setPointSize|setPixelSize")
    assert [str(path) for path in theirs if colour.search(path.read_text(encoding="utf-8"))] == []


def test_the_template_uses_only_the_palettes_names() -> None:
    template = (resources_folder() / "styles" / "app.qss").read_text(encoding="utf-8")
    names = set(re.findall(r"@([a-z_]+)(?![a-z_0-9(])", template)) - {"styles", "shade", "radio"}
    assert names - set(LIGHT.colours()) - {"pad"} == set()
