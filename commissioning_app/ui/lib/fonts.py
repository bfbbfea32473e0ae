"""The bundled fonts: the two faces of the window at once, other scripts right after the first window."""

from __future__ import annotations

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from commissioning_app.paths import resources_folder

FAMILY = "Atkinson Hyperlegible Next"
FALLBACKS = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Devanagari",
    "Noto Sans Gujarati",
    "Noto Sans Tamil",
)
_loaded: set[str] = set()


def load_first_fonts() -> None:
    """Make the window's own family known; must run before the first widget is shown."""
    for style in ("Regular", "Bold"):
        _load(f"AtkinsonHyperlegibleNext-{style}.ttf")


def load_other_fonts() -> None:
    """Make the other scripts' families known, so that no name shows as boxes."""
    # Qt looks for each script in every family of the list, and warns of each that doesn't have it.
    QLoggingCategory.setFilterRules("qt.text.font.db.info=false")
    for family in FALLBACKS:
        for style in ("Regular", "Bold"):
            _load(f"{family.replace(' ', '')}-{style}.ttf")


def make_font(pixels: int, *, bold: bool = False, tabular: bool = False) -> QFont:
    """A font of the window's family; tabular figures stand in columns."""
    font = QFont()
    font.setFamilies([FAMILY, *FALLBACKS])
    font.setPixelSize(max(pixels, 1))
    if bold:
        font.setBold(True)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _load(name: str) -> None:
    """Load one font file once for this process."""
    if name in _loaded:
        return
    path = resources_folder() / "fonts" / name
    if path.exists() and QFontDatabase.addApplicationFont(str(path)) != -1:
        _loaded.add(name)
