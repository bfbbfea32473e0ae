"""Pieces of a page that know their height, can break over two pages, and draw themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from commissioning_app.documents.page import Page
from commissioning_app.documents.styles import ACCENT, LINE, SOFT, Look, Print, look
from commissioning_app.documents.text_setting import SetText, set_text, text_width
from commissioning_app.domain.letter_structure import Span, Table


class Piece(Protocol):
    """Part of a letter's flow; ``before`` is the space that it keeps from the piece above it."""

    before: float
    keep_with_next: bool

    def measure(self, width: float) -> float:
        """Its height at this width."""

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw it with its upper left corner there; comes after ``measure``."""

    def split(self, height: float) -> tuple[Piece, Piece] | None:
        """Break it so that the first part fits this height, or None when it can't be broken there."""


class TextPiece:
    """A paragraph, or a point of a list when it has a bullet."""

    def __init__(
        self, spans: Iterable[Span], style: Look, *, before: float, indent: float = 0,
        keep_with_next: bool = False, bullet: bool = False, ready: SetText | None = None,
    ) -> None:  # fmt: skip
        self.before, self.keep_with_next = before, keep_with_next
        self._spans, self._style, self._indent, self._bullet = tuple(spans), style, indent, bullet
        self._text = ready

    def measure(self, width: float) -> float:
        """Break the lines."""
        if self._text is None:
            self._text = set_text(self._spans, self._style, width - self._indent)
        return self._text.height

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw the bullet and the lines."""
        if self._bullet:
            page.canvas.setFillColor(ACCENT)
            middle = top - self._style.leading * 0.53
            page.canvas.circle(x + self._indent / 2, middle, self._style.size * 0.15, stroke=0, fill=1)
        if self._text is not None:
            self._text.draw(page, x + self._indent, top)

    def split(self, height: float) -> tuple[Piece, Piece] | None:
        """Break between lines, two at least before the break."""
        parts = self._text.split(height) if self._text and height >= 2 * self._style.leading else None
        if parts is None:
            return None
        first = TextPiece(
            (), self._style, before=self.before, indent=self._indent, bullet=self._bullet, ready=parts[0]
        )
        return first, TextPiece((), self._style, before=self.before, indent=self._indent, ready=parts[1])


class PanelPiece:
    """Facts on a soft ground: side by side where the print has columns, else below each other."""

    keep_with_next = False

    def __init__(self, rows: Sequence[tuple[str, str]], paper: Print) -> None:
        self.before = paper.gap
        self._rows, self._paper = rows, paper
        self._cells: list[tuple[SetText, SetText]] = []
        self._height = self._width = 0.0

    def measure(self, width: float) -> float:
        """Lay out name and value of each fact."""
        size = self._paper.body
        self._width = width
        columns = len(self._rows) if self._paper.columns else 1
        inner = (width - size * 1.6) / columns - size * 0.4
        muted, strong = look("muted", round(size * 0.8, 2)), look("body", round(size * 1.06, 2))
        self._cells = [
            (set_text([Span(name)], muted, inner), set_text([Span(value, bold=True)], strong, inner))
            for name, value in self._rows
        ]
        heights = [name.height + value.height for name, value in self._cells]
        tallest = max(heights) if self._paper.columns else sum(heights) + size * 0.4 * (len(heights) - 1)
        self._height = tallest + size * 1.0
        return self._height

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw the ground, then the facts."""
        size = self._paper.body
        page.canvas.setFillColor(SOFT)
        page.canvas.roundRect(x, top - self._height, self._width, self._height, 5, stroke=0, fill=1)
        step = (self._width - size * 1.6) / len(self._rows) if self._paper.columns else 0
        down = top - size * 0.5
        for number, (name, value) in enumerate(self._cells):
            left = x + size * 0.8 + number * step
            name.draw(page, left, down)
            value.draw(page, left, down - name.height)
            if not self._paper.columns:
                down -= name.height + value.height + size * 0.4

    def split(self, height: float) -> None:
        """A panel stays whole."""
        return None


class TablePiece:
    """A small table, money at the right; it breaks between rows and repeats its header."""

    keep_with_next = False

    def __init__(self, table: Table, paper: Print, rows: Sequence[Sequence[str]] | None = None) -> None:
        self.before = paper.gap * 0.6
        self._table, self._paper = table, paper
        self._rows = [list(table.columns), *(rows if rows is not None else _all_rows(table))]
        self._cells: list[list[SetText]] = []
        self._heights: list[float] = []
        self._widths: list[float] = []

    def measure(self, width: float) -> float:
        """Give each column what it needs, and the widest what is left."""
        size = self._paper.body * 0.96
        needed = [
            max(text_width(row[column], True) for row in self._rows) * size + size * 1.3
            for column in range(len(self._table.columns))
        ]
        widest = needed.index(max(needed))
        needed[widest] += width - sum(needed)
        self._widths = needed
        self._cells = [
            [self._cell(text, number == 0 or row == list(self._table.total), column)
             for column, text in enumerate(row)]
            for number, row in enumerate(self._rows)
        ]  # fmt: skip
        self._heights = [max(cell.height for cell in cells) + size * 0.34 for cells in self._cells]
        return sum(self._heights)

    def _cell(self, text: str, bold: bool, column: int) -> SetText:
        size = round(self._paper.body * 0.96, 2)
        style = look("body", size, right=column == len(self._table.columns) - 1)
        return set_text([Span(text, bold)], style, self._widths[column] - size)

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw rows from the top, a line under each."""
        pad = self._paper.body * 0.48
        page.canvas.setLineWidth(0.6)
        for number, (cells, height) in enumerate(zip(self._cells, self._heights, strict=True)):
            left = x
            for cell, width in zip(cells, self._widths, strict=True):
                cell.draw(page, left + pad, top - pad * 0.18)
                left += width
            top -= height
            page.canvas.setStrokeColor(ACCENT if number == 0 else LINE)
            page.canvas.line(x, top, x + sum(self._widths), top)

    def split(self, height: float) -> tuple[Piece, Piece] | None:
        """Break between rows; the header goes on both parts, and no part is only a header or a total."""
        used, fit = self._heights[0], 0
        for tall in self._heights[1:]:
            if used + tall > height:
                break
            used, fit = used + tall, fit + 1
        rows = self._rows[1:]
        if fit == len(rows) - 1:
            fit -= 1
        if fit < 1:
            return None
        return TablePiece(self._table, self._paper, rows[:fit]), TablePiece(
            self._table, self._paper, rows[fit:]
        )


def _all_rows(table: Table) -> list[list[str]]:
    return [list(row) for row in (*table.rows, *((table.total,) if table.total else ()))]


class Stack:
    """Pieces that stay on one page together."""

    keep_with_next = False

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.before = pieces[0].before
        self._pieces = pieces
        self._heights: list[float] = []

    def measure(self, width: float) -> float:
        """All of them with the spaces between."""
        self._heights = [piece.measure(width) for piece in self._pieces]
        return sum(self._heights) + sum(piece.before for piece in self._pieces[1:])

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw them below each other."""
        for number, (piece, height) in enumerate(zip(self._pieces, self._heights, strict=True)):
            top -= piece.before if number else 0
            piece.draw(page, x, top)
            top -= height

    def split(self, height: float) -> None:
        """It stays whole."""
        return None
