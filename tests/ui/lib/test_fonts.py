"""The bundled fonts: real TrueType for the window and for letters, with their licences, in every script."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontInfo, QImage, QPainter

from commissioning_app.paths import resources_folder
from commissioning_app.ui.lib.fonts import FAMILY, load_first_fonts, load_other_fonts, make_font

FOLDER = resources_folder() / "fonts"


def tables(path: Path) -> set[str]:
    """The names of a font file's tables."""
    data = path.read_bytes()
    count = struct.unpack(">H", data[4:6])[0]
    return {data[12 + 16 * i : 16 + 16 * i].decode() for i in range(count)}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ttf")), ids=lambda path: path.name)
def test_outlines_are_truetype(path: Path) -> None:
    assert {"glyf", "loca", "cmap", "hmtx"} <= tables(path)


def test_each_family_has_regular_bold_and_a_licence() -> None:
    names = {path.stem for path in FOLDER.glob("*.ttf")}
    families = {name.rsplit("-", 1)[0] for name in names}
    assert names == {f"{family}-{style}" for family in families for style in ("Regular", "Bold")}
    for licence in ("OFL-AtkinsonHyperlegibleNext.txt", "OFL-Noto.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / licence).read_text(encoding="utf-8")


def picture(text: str) -> bytes:
    """How the text looks."""
    image = QImage(260, 60, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(make_font(32))
    painter.drawText(QRect(0, 0, 260, 60), int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return bytes(image.constBits())


@pytest.mark.parametrize("text", ["মা", "ਮਾਂ", "માં", "माँ", "அம்மா", "أم", "Łódź", "мати"])
def test_no_script_of_our_neighbours_shows_as_boxes(text: str) -> None:
    load_first_fonts()
    load_other_fonts()
    boxes = picture(chr(0x10FFFD) * len(text))
    assert picture(text) not in (boxes, picture(" "))


def test_the_windows_family_is_the_bundled_one() -> None:
    load_first_fonts()
    assert QFontInfo(make_font(15)).family() == FAMILY
