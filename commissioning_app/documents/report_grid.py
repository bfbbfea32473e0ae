"""A report's tables: cells with words and states, columns by share, breaks between and inside rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from commissioning_app.documents.flow import Piece
from commissioning_app.documents.page import Page
from commissioning_app.documents.report_pieces import Chip
from commissioning_app.documents.styles import ACCENT, LINE, Look, Print, look
from commissioning_app.documents.text_setting import SetText, set_text
from commissioning_app.domain.letter_structure import Span
from commissioning_app.domain.principles.findings import FindingState


class Part(Protocol):
    """Something in a table's cell that knows its height; ``split`` breaks it, where it can be broken."""

    @property
    def height(self) -> float:
        """How high it is."""

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw it with its upper left corner there."""

    def split(self, height: float) -> tuple[Part, Part] | None:
        """What fits this height, and the rest."""


@dataclass(frozen=True)
class SetCell:
    """The parts of one cell below each other."""

    parts: tuple[Part, ...]
    gap: float = 2.5

    @property
    def height(self) -> float:
        """All parts with the gaps between them."""
        return sum(part.height for part in self.parts) + self.gap * max(len(self.parts) - 1, 0)

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw the parts from the top."""
        for part in self.parts:
            part.draw(page, x, top)
            top -= part.height + self.gap

    def split(self, height: float) -> tuple[SetCell, SetCell]:
        """What fits this height, and the rest; either may be empty."""
        used = 0.0
        for number, part in enumerate(self.parts):
            if used + part.height <= height:
                used += part.height + self.gap
                continue
            halves = part.split(height - used)
            first, rest = (halves[:1], halves[1:]) if halves else ((), (part,))
            return (
                SetCell((*self.parts[:number], *first), self.gap),
                SetCell((*rest, *self.parts[number + 1 :]), self.gap),
            )
        return self, SetCell((), self.gap)


class GridPiece:
    """A table with a header that is repeated; it breaks between rows, and inside one that is too long."""

    keep_with_next = False

    def __init__(
        self,
        header: Sequence[SetCell],
        rows: Sequence[Sequence[SetCell]],
        widths: Sequence[float],
        paper: Print,
    ) -> None:
        self.before = paper.gap * 0.8
        self._header, self._rows, self._widths, self._paper = header, rows, widths, paper
        self._pad = paper.body * 0.5

    def measure(self, width: float) -> float:
        """Its cells are set already, for the widths that they were made for."""
        return sum(self._tall(row) for row in (self._header, *self._rows))

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw rows from the top, a line under each."""
        page.canvas.setLineWidth(0.6)
        for number, row in enumerate((self._header, *self._rows)):
            left, high = x, self._tall(row)
            for cell, width in zip(row, self._widths, strict=True):
                cell.draw(page, left, top - self._pad * 0.7)
                left += width
            top -= high
            page.canvas.setStrokeColor(LINE if number else ACCENT)
            page.canvas.line(x, top, x + sum(self._widths), top)

    def split(self, height: float) -> tuple[Piece, Piece] | None:
        """As many rows as fit; a row of more than a few lines that doesn't fit is broken too."""
        used, fit = self._tall(self._header), 0
        for row in self._rows:
            if used + self._tall(row) > height:
                break
            used, fit = used + self._tall(row), fit + 1
        first, rest = list(self._rows[:fit]), list(self._rows[fit:])
        room = height - used - 2 * self._pad
        if rest and not first and room > 5 * self._paper.leading:
            halves = [cell.split(room) for cell in rest[0]]
            first, rest = [[one for one, _ in halves]], [[other for _, other in halves], *rest[1:]]
        if not first or not rest:
            return None
        return self._with(first), self._with(rest)

    def _with(self, rows: Sequence[Sequence[SetCell]]) -> GridPiece:
        return GridPiece(self._header, rows, self._widths, self._paper)

    def _tall(self, row: Sequence[SetCell]) -> float:
        return max(cell.height for cell in row) + self._pad * 1.4


class GridMaker:
    """Sets the cells of a table for its column widths, which are parts of the page's width."""

    def __init__(self, titles: Sequence[str], shares: Sequence[float], paper: Print) -> None:
        self._paper = paper
        self.widths = [paper.width * share / sum(shares) for share in shares]
        strong = Look(paper.small, paper.small * 1.3, bold=True, colour=look("muted", 1).colour)
        self._header = [self.cell(number, [Span(title)], strong) for number, title in enumerate(titles)]
        self._rows: list[list[SetCell]] = []

    def words(self, column: int, spans: Sequence[Span], style: Look | None = None) -> SetText:
        """Words broken for a column."""
        style = style or look("body", self._paper.body * 0.94)
        return set_text(spans, style, self.widths[column] - self._paper.body)

    def cell(self, column: int, spans: Sequence[Span], style: Look | None = None) -> SetCell:
        """A cell with words alone."""
        return SetCell((self.words(column, spans, style),))

    def chip(self, state: FindingState | None) -> Chip:
        """A state for a cell."""
        return Chip(state, self._paper.small)

    def add(self, *cells: SetCell) -> None:
        """Put a row at the end."""
        self._rows.append(list(cells))

    def piece(self) -> GridPiece:
        """The table."""
        return GridPiece(self._header, self._rows, self.widths, self._paper)
