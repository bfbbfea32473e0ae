"""Pieces of a report: a state as sign and word, headings with one, a bar of states, what stays together."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color, white
from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.flow import Piece, Stack
from commissioning_app.documents.page import Page
from commissioning_app.documents.styles import PAGE_HEIGHT, TONES, Look, Print, look
from commissioning_app.documents.text_setting import SetText, set_text, text_width
from commissioning_app.domain.letter_structure import Span
from commissioning_app.domain.principles.findings import FindingState

STATE_WORDS = {
    FindingState.MET: "Met",
    FindingState.EXPLAINED: "Explained",
    FindingState.NOT_MET: "Not met",
    FindingState.NOT_KNOWN: "Not yet known",
    FindingState.NOT_APPLICABLE: "Does not apply",
}
STATE_TONES = {
    FindingState.MET: "good",
    FindingState.EXPLAINED: "info",
    FindingState.NOT_MET: "bad",
    FindingState.NOT_KNOWN: "neutral",
    FindingState.NOT_APPLICABLE: "neutral",
}


class Chip:
    """A state as a sign and a word on its own ground; None says that no check speaks."""

    def __init__(self, state: FindingState | None, size: float) -> None:
        self._word = "No check" if state is None else STATE_WORDS[state]
        self._tone = "neutral" if state is None else STATE_TONES[state]
        self._state, self._size = state, size

    @property
    def height(self) -> float:
        """As high as a line, with some air."""
        return self._size * 1.75

    @property
    def width(self) -> float:
        """Sign, word and the round ends."""
        return text_width(self._word, True) * self._size + self._size * 2.5

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw ground, sign and word."""
        ink, ground = TONES[self._tone]
        high = self._size * 1.6
        canvas = page.canvas
        canvas.setFillColor(ground)
        canvas.roundRect(x, top - high, self.width, high, high / 2, stroke=0, fill=1)
        _sign(canvas, self._state, ink, x + self._size * 0.62, top - high / 2, self._size * 0.42)
        style = Look(self._size, high, bold=True, colour=ink)
        set_text([Span(self._word)], style, self.width).draw(page, x + self._size * 1.75, top)

    def split(self, height: float) -> None:
        """It stays whole."""
        return None


def _sign(
    canvas: Canvas, state: FindingState | None, ink: Color, left: float, middle: float, half: float
) -> None:
    """A tick, a cross, a speech bubble, a question mark or a line, round the middle of its box."""
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(max(half * 0.3, 0.8))
    canvas.setLineCap(1)
    right, centre = left + 2 * half, left + half
    lines: list[tuple[float, float, float, float]] = []
    match state:
        case FindingState.MET:
            lines = [(left, middle, left + half * 0.7, middle - half * 0.7),
                     (left + half * 0.7, middle - half * 0.7, right, middle + half * 0.75)]  # fmt: skip
        case FindingState.NOT_MET:
            near, far = half * 0.75, half * 0.75
            lines = [(centre - near, middle - far, centre + near, middle + far),
                     (centre - near, middle + far, centre + near, middle - far)]  # fmt: skip
        case FindingState.EXPLAINED:
            canvas.roundRect(left, middle - half * 0.5, 2 * half, half * 1.35, half * 0.3, stroke=1, fill=0)
            lines = [(left + half * 0.5, middle - half * 0.5, left + half * 0.45, middle - half)]
        case FindingState.NOT_KNOWN:
            arch = canvas.beginPath()
            arch.arc(
                centre - half * 0.55,
                middle - half * 0.05,
                centre + half * 0.55,
                middle + half * 1.05,
                180,
                -230,
            )
            canvas.drawPath(arch, stroke=1, fill=0)
            lines = [(centre, middle - half * 0.05, centre, middle - half * 0.35),
                     (centre, middle - half * 0.95, centre, middle - half * 0.96)]  # fmt: skip
        case _:
            lines = [(left + half * 0.2, middle, right - half * 0.2, middle)]
    for line in lines:
        canvas.line(*line)


class HeadPiece:
    """A heading with a state at its right; it stays with what follows."""

    keep_with_next = True

    def __init__(
        self, title: str, state: FindingState | None, paper: Print, *, before: float, shows_state: bool = True
    ) -> None:
        self.before = before
        self._title, self._paper = title, paper
        self._chip = Chip(state, paper.body * 0.9) if shows_state else None
        self._text: SetText | None = None
        self._width = 0.0

    def measure(self, width: float) -> float:
        """Break the title beside the state."""
        self._width = width
        room = width - (self._chip.width + self._paper.body if self._chip else 0)
        self._text = set_text([Span(self._title)], look("heading", self._paper.body * 1.06), room)
        return max(self._text.height, self._chip.height if self._chip else 0)

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw the title, and the state at the right edge."""
        if self._text is not None:
            self._text.draw(page, x, top)
        if self._chip is not None:
            self._chip.draw(page, x + self._width - self._chip.width, top)

    def split(self, height: float) -> None:
        """It stays whole."""
        return None


class BarPiece:
    """How many checks are in each state, as one bar; the numbers stand in words above it."""

    keep_with_next = False

    def __init__(self, counts: dict[FindingState, int], paper: Print) -> None:
        self.before = paper.gap
        self._counts, self._paper, self._width = counts, paper, 0.0

    def measure(self, width: float) -> float:
        """As high as a line."""
        self._width = width
        return self._paper.body * 1.5

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw a part for each state, with its number where there is room."""
        whole, high = sum(self._counts.values()), self._paper.body * 1.5
        for state in STATE_WORDS:
            number = self._counts.get(state, 0)
            if not number:
                continue
            wide = self._width * number / whole
            ink, ground = TONES[STATE_TONES[state]]
            shown = (
                ink if state in (FindingState.MET, FindingState.NOT_MET, FindingState.EXPLAINED) else ground
            )
            page.canvas.setFillColor(shown)
            page.canvas.rect(x, top - high, max(wide - 1.2, 1.2), high, stroke=0, fill=1)
            style = Look(self._paper.small, high, bold=True, colour=white if shown is ink else ink)
            if wide > self._paper.small * 2:
                set_text([Span(str(number))], style, wide).draw(page, x + self._paper.small * 0.6, top)
            x += wide

    def split(self, height: float) -> None:
        """It stays whole."""
        return None


def together(pieces: Sequence[Piece], paper: Print) -> list[Piece]:
    """Pieces that stay together where they are short enough for that."""
    block = Stack(pieces)
    return [block] if block.measure(paper.width) < PAGE_HEIGHT / 3 else list(pieces)
