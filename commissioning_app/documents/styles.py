"""Sizes, spaces and colours of the documents: standard print and large print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4

PAGE_WIDTH, PAGE_HEIGHT = float(A4[0]), float(A4[1])
INK = HexColor("#1E1C19")
MUTED = HexColor("#5F594F")
ACCENT = HexColor("#0B5F57")
SOFT = HexColor("#E2F0EC")
LINE = HexColor("#DDD7CC")
WARN_INK = HexColor("#7D4700")
WARN_SOFT = HexColor("#FFF0D2")
WATERMARK = HexColor("#F4E6D0")
GROUND = HexColor("#F2EFE8")
TONES = {
    "good": (HexColor("#1A673A"), HexColor("#E4F3E8")),
    "bad": (HexColor("#9C1F2B"), HexColor("#FBE7E6")),
    "warn": (WARN_INK, WARN_SOFT),
    "info": (HexColor("#1D4C86"), HexColor("#E6EEF9")),
    "neutral": (MUTED, GROUND),
}
"""The ink and the ground of a state, by its tone; a word and a sign always stand with the colour."""


@dataclass(frozen=True)
class Print:
    """One way to print a letter; all measures in points."""

    body: float
    margin: float = 58
    top: float = 38
    bottom: float = 44
    address_from_top: float = 118
    small: float = 9
    columns: bool = True

    @property
    def leading(self) -> float:
        """From line to line of running text."""
        return round(self.body * 1.32, 2)

    @property
    def gap(self) -> float:
        """Between two paragraphs."""
        return round(self.body * 0.5, 2)

    @property
    def width(self) -> float:
        """The width of a line."""
        return PAGE_WIDTH - 2 * self.margin

    def at(self, body: float) -> Print:
        """The same print with another text size."""
        return replace(self, body=body)


STANDARD = Print(body=12)
STANDARD_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0)
"""Tried from the largest: the first that keeps the letter on one page is taken."""
STANDARD_LONG = 11.5
"""The size of a letter that takes more than one page at any size."""
LARGE = Print(body=18, margin=54, top=46, bottom=60, address_from_top=0, small=14, columns=False)
REPORT = Print(body=10, margin=52, top=50, bottom=56, small=8.5)
"""A report for reading at a table: smaller than a letter, wide enough for tables of four columns."""


@dataclass(frozen=True)
class Look:
    """How some words look; size and leading in points."""

    size: float
    leading: float
    bold: bool = False
    colour: Color = INK
    right: bool = False

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline."""
        return self.leading * 0.5 + self.size * 0.34


_SIZES = {"subject": 1.3, "heading": 1.04, "name": 1.4}
_COLOURS = {"heading": ACCENT, "name": ACCENT, "muted": MUTED}


@cache
def look(kind: str, body: float, right: bool = False) -> Look:
    """A look by its name (body, muted, heading, subject, name) at a body size."""
    size = round(_SIZES.get(kind, 1) * body, 2)
    bold = kind in _SIZES
    return Look(size, round(size * (1.2 if bold else 1.32), 2), bold, _COLOURS.get(kind, INK), right)
