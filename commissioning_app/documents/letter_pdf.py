"""A letter as a PDF: one A4 page where it fits, standard or large print, the same bytes every time."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.flow import PanelPiece, Piece, TablePiece, TextPiece
from commissioning_app.documents.letter_head import Head, draw_foot, draw_watermark
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
        paper = LARGE if large_print else STANDARD.at(_best_size(letter))
        return _write(letter, paper, *_laid_out(letter, paper))


def _best_size(letter: Letter) -> float:
    """The largest text that keeps the letter on one page; a long letter gets a comfortable one."""
    fits = [size for size in STANDARD_SIZES[:1] if _is_one_page(letter, size)]
    if not fits and _is_one_page(letter, STANDARD_SIZES[-1]):
        fits = [size for size in STANDARD_SIZES[1:-1] if _is_one_page(letter, size)] or [STANDARD_SIZES[-1]]
    return fits[0] if fits else STANDARD_LONG


def _is_one_page(letter: Letter, size: float) -> bool:
    return len(_laid_out(letter, STANDARD.at(size))[1]) == 1


def _laid_out(letter: Letter, paper: Print) -> tuple[Head, Pages]:
    head = Head(letter, paper)
    subject = TextPiece([Span(letter.subject)], look("subject", paper.body), before=0, keep_with_next=True)
    pieces: list[Piece] = [subject]
    for block in letter.blocks:
        pieces += _pieces(block, paper)
    return head, paginate(pieces, paper, head.text_top)


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


def _write(letter: Letter, paper: Print, head: Head, pages: Pages) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang=LANGUAGE)
    canvas.setTitle(f"{letter.subject} ({letter.reference}, {letter.organisation})")
    canvas.setAuthor(letter.funder)
    canvas.setSubject(f"Letter about {letter.reference}")
    canvas.setCreator("Commissioning Together")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for number, page in enumerate(pages, start=1):
        if letter.trial:
            draw_watermark(canvas)
        if number == 1:
            head.draw(canvas)
        for piece, top in page:
            piece.draw(canvas, paper.margin, top)
        draw_foot(canvas, letter, paper, number, len(pages))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
