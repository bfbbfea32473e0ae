"""The page in hand: shapes first, the words gathered into one text over them."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.styles import Look

Line = list[tuple[str, str]]
"""Pieces of one line: a font's name and some text in it."""


class Page:
    """The page in hand: shapes go to its canvas at once, words are gathered and written over them."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._words = canvas.beginText()
        self._font: tuple[str, float, float] | None = None
        self._colour: Color | None = None

    def write(self, lines: Sequence[Line], look: Look, x: float, baseline: float) -> None:
        """Write lines from a first baseline down."""
        words = self._words
        words.setTextOrigin(x, baseline)
        if look.colour != self._colour:
            words.setFillColor(look.colour)
            self._colour = look.colour
        for line in lines:
            for number, (name, text) in enumerate(line, start=1):
                font = (name, look.size, look.leading)
                if font != self._font:
                    words.setFont(*font)
                    self._font = font
                (words.textLine if number == len(line) else words.textOut)(text)

    def finish(self) -> None:
        """Put the words on the page and begin the next one."""
        self.canvas.drawText(self._words)
        self.canvas.showPage()
        self._words = self.canvas.beginText()
        self._font = self._colour = None
