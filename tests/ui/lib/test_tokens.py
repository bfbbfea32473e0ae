"""The theme's colours can be read, in light, dark and high contrast."""

from __future__ import annotations

import re

import pytest

from commissioning_app.ui.lib.tokens import DARK, LIGHT, PALETTES, THEME_PAIRS, Palette, contrast


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_every_pair_has_the_contrast_that_wcag_asks_for(palette: Palette) -> None:
    colours = palette.colours()
    poor = {
        (front, ground): round(contrast(colours[front], colours[ground]), 2)
        for front, ground, least in THEME_PAIRS
        if contrast(colours[front], colours[ground]) < least
    }
    assert poor == {}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_every_text_and_state_colour_is_among_the_pairs(palette: Palette) -> None:
    said = {front for front, _ground, _least in THEME_PAIRS} | {
        ground for _front, ground, _least in THEME_PAIRS
    }
    # Lines and tracks carry no meaning of their own: what they part is said in words beside them.
    assert set(palette.colours()) - said == {"line", "soft_line", "track"}


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#FFFFFF") == 21
    assert contrast("#777777", "#777777") == 1
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_colours_are_written_in_full(palette: Palette) -> None:
    assert [c for c in palette.colours().values() if not re.fullmatch(r"#[0-9A-F]{6}", c)] == []
