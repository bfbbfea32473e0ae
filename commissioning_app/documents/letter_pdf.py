"""A letter as a PDF: one A4 page where it fits, standard or large print, the same bytes every time."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.flow import PanelPiece, Piece, TablePiece, TextPiece
from commissioning_app.documents.letter_head import Head, draw_foot, draw_watermark
from commissioning_app.documents.page import Page
from commissioning_app.documents.styles import (
    LARGE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    STANDARD,
    STANDARD_LONG,
    STANDARD_SIZES,
    Print,
    look,
)
from commissioning_app.domain.letter_structure import (
    Block,
    Bullets,
    FactPanel,
    Heading,
    Letter,
    Paragraph,
    Span,
    Table,
)

LANGUAGE = "en-GB"
_LOCK = threading.Lock()

Pages = list[list[tuple[Piece, float]]]


def letter_pdf(letter: Letter, *, large_print: bool = False) -> bytes:
    """The letter as PDF bytes; the same letter always gives the same bytes."""
    with _LOCK:
        layout = Layout(letter, LARGE) if large_print else _best_fit(letter)
        return _write(letter, layout)


class Layout:
    """A letter's head and pieces on pages, at one size."""

    def __init__(self, letter: Letter, paper: Print) -> None:
        self.paper = paper
        self.head = Head(letter, paper)
        subject = [Span(letter.subject)]
        pieces: list[Piece] = [TextPiece(subject, look("subject", paper.body), before=0, keep_with_next=True)]
        for block in letter.blocks:
            pieces += _pieces(block, paper)
        self.pages = paginate(pieces, paper, self.head.text_top)

    @property
    def is_one_page(self) -> bool:
        """Whether all of it is on the first page."""
        return len(self.pages) == 1


def _best_fit(letter: Letter) -> Layout:
    """The largest text that keeps the letter on one page; a long letter gets a comfortable one."""
    largest = Layout(letter, STANDARD)
    if largest.is_one_page:
        return largest
    smallest = Layout(letter, STANDARD.at(STANDARD_SIZES[-1]))
    if not smallest.is_one_page:
        return Layout(letter, STANDARD.at(STANDARD_LONG))
    low, high, best = 1, len(STANDARD_SIZES) - 1, smallest
    while low < high:
        middle = (low + high) // 2
        tried = Layout(letter, STANDARD.at(STANDARD_SIZES[middle]))
        if tried.is_one_page:
            best, high = tried, middle
        else:
            low = middle + 1
    return best


def _pieces(block: Block, paper: Print) -> list[Piece]:
    body = look("body", paper.body)
    match block:
        case Paragraph(spans):
            introduces = bool(spans) and spans[-1].text.endswith(":")
            return [TextPiece(spans, body, before=paper.gap, keep_with_next=introduces)]
        case Heading(spans):
            bold = look("heading", paper.body)
            return [TextPiece(spans, bold, before=paper.gap * 1.5, keep_with_next=True)]
        case Bullets(items):
            near, indent = paper.gap * 0.4, paper.body * 1.3
            return [TextPiece(item, body, before=near, indent=indent, bullet=True) for item in items]
        case FactPanel(rows):
            return [PanelPiece(rows, paper)]
        case Table():
            return [TablePiece(block, paper)]


def paginate(pieces: Sequence[Piece], paper: Print, top: float) -> Pages:
    """Put pieces on pages as (piece, its upper edge); a heading stays with what follows it."""
    pages: Pages = [[]]
    at = top
    waiting = list(pieces)
    while waiting:
        piece = waiting.pop(0)
        height = piece.measure(paper.width)
        start = at - piece.before if pages[-1] else at
        fits = start - height - _needed_after(piece, waiting, paper) >= paper.bottom
        halves = None if fits or piece.keep_with_next else piece.split(start - paper.bottom)
        if fits or (not pages[-1] and halves is None):
            pages[-1].append((piece, start))
            at = start - height
            continue
        if halves is None:
            waiting.insert(0, piece)
        else:
            halves[0].measure(paper.width)
            pages[-1].append((halves[0], start))
            waiting.insert(0, halves[1])
        pages.append([])
        at = PAGE_HEIGHT - paper.top
    return pages


def _needed_after(piece: Piece, waiting: Sequence[Piece], paper: Print) -> float:
    """How much of what follows must stay with this piece: two lines, or all of a small block."""
    if not (piece.keep_with_next and waiting):
        return 0
    following = waiting[0]
    height = following.measure(paper.width)
    whole = not isinstance(following, TextPiece) and height < PAGE_HEIGHT / 3
    return following.before + (height if whole else min(height, 2.2 * paper.leading))


def _write(letter: Letter, layout: Layout) -> bytes:
    paper, pages = layout.paper, layout.pages
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang=LANGUAGE)
    canvas.setTitle(f"{letter.subject} ({letter.reference}, {letter.organisation})")
    canvas.setAuthor(letter.funder)
    canvas.setSubject(f"Letter about {letter.reference}")
    canvas.setCreator("Commissioning Together")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    page = Page(canvas)
    for number, pieces in enumerate(pages, start=1):
        if letter.trial:
            draw_watermark(canvas)
        if number == 1:
            layout.head.draw(page)
        for piece, top in pieces:
            piece.draw(page, paper.margin, top)
        draw_foot(page, letter, paper, number, len(pages))
        page.finish()
    canvas.save()
    return buffer.getvalue()
