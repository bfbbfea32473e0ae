"""What stands round a letter's text: the funder, the address, the date, the foot, and TRIAL."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.fonts import house_font
from commissioning_app.documents.page import Page
from commissioning_app.documents.styles import (
    ACCENT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WARN_INK,
    WARN_SOFT,
    WATERMARK,
    Look,
    Print,
    look,
)
from commissioning_app.documents.text_setting import SetText, set_text
from commissioning_app.domain.letter_structure import Letter, Span

TRIAL_WORDS = "TRIAL. This letter was made to try things out. Nothing in it has been decided."
_LOGO_WIDTH, _LOGO_HEIGHT = 170.0, 44.0


class Head:
    """The head of the first page, measured once: everything above the subject line."""

    def __init__(self, letter: Letter, paper: Print) -> None:
        self._letter, self._paper = letter, paper
        wide = paper.width
        self._name_width = wide * (0.56 if paper.columns else 1)
        self._sender_width = wide * (0.4 if paper.columns else 1)
        self._address_width = wide * (0.58 if paper.columns else 1)
        self._logo = _picture(letter.logo)
        small = look("muted", paper.small)
        self._name = _set(
            [letter.funder],
            look("name", min(paper.body, 11.0) if paper.columns else paper.body),
            self._name_width,
        )
        self._sender = _set(letter.funder_lines, small, self._sender_width)
        self._address = _set(letter.recipient, look("body", paper.body), self._address_width)
        self._dated = _set([letter.date, f"Our reference: {letter.reference}"], small, self._sender_width)

    @property
    def text_top(self) -> float:
        """The height on the page at which the subject line begins."""
        address, dated = _height(self._address), _height(self._dated)
        block = max(address, dated) if self._paper.columns else address + dated + self._paper.gap
        return self._address_top - block - self._paper.body * 1.7

    def draw(self, page: Page) -> None:
        """Draw it all on the page."""
        canvas = page.canvas
        paper = self._paper
        right = PAGE_WIDTH - paper.margin - self._sender_width
        top = PAGE_HEIGHT - paper.top
        if self._letter.trial:
            _banner(page, paper, top)
            top -= self._banner_height
        below = top
        if self._logo is not None:
            width, height, picture = self._logo
            canvas.drawImage(picture, paper.margin, top - height, width, height, mask="auto")
            below -= height + 6
        below = _draw(page, self._name, paper.margin, below)
        _draw(page, self._sender, *((right, top) if paper.columns else (paper.margin, below)))
        canvas.setStrokeColor(ACCENT)
        canvas.setLineWidth(1.4)
        rule = top - self._sender_block - paper.small * 0.7
        canvas.line(paper.margin, rule, PAGE_WIDTH - paper.margin, rule)
        below = _draw(page, self._address, paper.margin, self._address_top)
        _draw(page, self._dated, *(
            (right, self._address_top) if paper.columns else (paper.margin, below - paper.gap)
        ))  # fmt: skip

    @property
    def _banner_height(self) -> float:
        return self._paper.small * 3.4 if self._letter.trial else 0

    @property
    def _sender_block(self) -> float:
        name = _height(self._name) + (self._logo[1] + 6 if self._logo is not None else 0)
        sender = _height(self._sender)
        return max(name, sender) if self._paper.columns else name + sender

    @property
    def _address_top(self) -> float:
        head = PAGE_HEIGHT - self._paper.top - self._banner_height - self._sender_block
        below_head = head - self._paper.small * 2.6
        window = PAGE_HEIGHT - self._paper.address_from_top
        return min(window, below_head) if self._paper.columns else below_head


def draw_foot(page: Page, letter: Letter, paper: Print, number: int, pages: int) -> None:
    """The reference at the left and the page number at the right; a single page has no number."""
    top = paper.bottom - paper.small * 1.2
    words = f"{letter.funder} · {letter.reference}"
    set_text([Span(words)], look("muted", paper.small), paper.width * 0.8).draw(page, paper.margin, top)
    if pages > 1:
        count = set_text([Span(f"Page {number} of {pages}")], look("muted", paper.small, right=True), 120)
        count.draw(page, PAGE_WIDTH - paper.margin - 120, top)


def draw_watermark(canvas: Canvas) -> None:
    """TRIAL across the page, pale enough to read through."""
    canvas.saveState()
    canvas.setFillColor(WATERMARK)
    canvas.setFont(house_font(True), 150)
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2 - 60)
    canvas.rotate(48)
    canvas.drawCentredString(0, -50, "TRIAL")
    canvas.restoreState()


def _banner(page: Page, paper: Print, top: float) -> None:
    height = paper.small * 2.3
    page.canvas.setFillColor(WARN_SOFT)
    page.canvas.roundRect(paper.margin, top - height + 4, paper.width, height, 4, stroke=0, fill=1)
    size = paper.small * (1 if paper.columns else 0.86)
    strong = Look(size, size * 1.32, bold=True, colour=WARN_INK)
    words = set_text([Span(TRIAL_WORDS)], strong, paper.width)
    words.draw(page, paper.margin + 9, top - (height - strong.leading) / 2 + 4)


def _set(lines: Sequence[str], style: Look, width: float) -> list[SetText]:
    return [set_text([Span(line)], style, width) for line in lines]


def _height(lines: Sequence[SetText]) -> float:
    return sum(line.height for line in lines)


def _draw(page: Page, lines: Sequence[SetText], x: float, top: float) -> float:
    for line in lines:
        line.draw(page, x, top)
        top -= line.height
    return top


def _picture(logo: bytes) -> tuple[float, float, ImageReader] | None:
    """A logo scaled into its box; a picture that can't be read is left out."""
    if not logo:
        return None
    try:
        picture = ImageReader(io.BytesIO(logo))
        wide, high = picture.getSize()
    except Exception:
        return None
    scale = min(_LOGO_WIDTH / wide, _LOGO_HEIGHT / high)
    return wide * scale, high * scale, picture
