"""The frameworks report as a PDF: cover, the board's pages, a table for each framework, every check."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.flow import Piece
from commissioning_app.documents.letter_head import draw_watermark
from commissioning_app.documents.letter_pdf import LANGUAGE, Pages, paginate
from commissioning_app.documents.page import Page
from commissioning_app.documents.report_board import board_pages
from commissioning_app.documents.report_checks import check_pieces
from commissioning_app.documents.report_cover import cover_pieces
from commissioning_app.documents.report_tables import framework_pieces, source_pieces, threshold_pieces
from commissioning_app.documents.report_words import PAPER, shortened
from commissioning_app.documents.styles import ACCENT, PAGE_HEIGHT, PAGE_WIDTH, look
from commissioning_app.documents.text_setting import set_text
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.frameworks_report import FrameworksReport
from commissioning_app.domain.letter_structure import Span, clean_text
from commissioning_app.services.ports.documents import SetReport

LONGEST_NAME = 60
_LOCK = threading.Lock()
_TOP = PAGE_HEIGHT - PAPER.top
_ROOM = _TOP - PAPER.bottom


@dataclass(frozen=True)
class Section:
    """A part of the report that begins where the contents say."""

    title: str
    pages: Pages
    first: int


def report_pdf(report: FrameworksReport) -> SetReport:
    """The report as PDF bytes; the same report always gives the same bytes."""
    with _LOCK:
        sections = list(_sections(report))
        contents = [(section.title, section.first) for section in sections]
        cover = paginate(list(cover_pieces(report, contents)), PAPER, _TOP - PAPER.body * 4)
        pages = [*cover, *(page for section in sections for page in section.pages)]
        return SetReport(_write(report, pages, sections), len(pages))


def _sections(report: FrameworksReport) -> Iterator[Section]:
    """All parts after the cover, which is one page."""
    at = 2
    for title, pages in (
        ("For the board", board_pages(report)),
        ("Through the frameworks", _one_after_the_other(map(framework_pieces, report.frameworks))),
        ("Every check", _paged(check_pieces(report))),
        ("The policy, and where the checks come from", _one_after_the_other(
            (threshold_pieces(report), source_pieces(report))
        )),
    ):  # fmt: skip
        yield Section(title, pages, at)
        at += len(pages)


def _paged(pieces: Iterable[Piece]) -> Pages:
    return paginate(list(pieces), PAPER, _TOP)


def _one_after_the_other(blocks: Iterable[Iterable[Piece]]) -> Pages:
    """Blocks that begin a page each, unless the whole of one fits on what is left of the page before."""
    runs: list[list[Piece]] = []
    left = 0.0
    for block in blocks:
        pieces = list(block)
        high = sum(piece.measure(PAPER.width) + piece.before for piece in pieces)
        if runs and high + PAPER.gap * 6 <= left:
            pieces[0].before = PAPER.gap * 6
            runs[-1].extend(pieces)
            left -= high + PAPER.gap * 6
        else:
            runs.append(pieces)
            left = _ROOM - high
    return [page for run in runs for page in _paged(run)]


def _write(report: FrameworksReport, pages: Pages, sections: list[Section]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang=LANGUAGE)
    name = clean_text(f"{report.round_code} {report.round_name}")
    canvas.setTitle(f"Frameworks report: {name}")
    canvas.setAuthor(clean_text(report.funder))
    canvas.setSubject(f"How the round {clean_text(report.round_code)} stands on {long_date(report.as_at)}")
    canvas.setCreator("Commissioning Together")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    begins = {section.first: section.title for section in sections}
    page = Page(canvas)
    for number, pieces in enumerate(pages, start=1):
        if report.is_trial:
            draw_watermark(canvas)
        if number in begins:
            canvas.bookmarkPage(f"part-{number}")
            canvas.addOutlineEntry(begins[number], f"part-{number}", 0)
        if number == 1:
            _bar(canvas)
        for piece, top in pieces:
            piece.draw(page, PAPER.margin, top)
        _foot(page, report, number, len(pages))
        page.finish()
    canvas.save()
    return buffer.getvalue()


def _bar(canvas: Canvas) -> None:
    """The accent along the cover's upper edge."""
    canvas.setFillColor(ACCENT)
    canvas.rect(0, PAGE_HEIGHT - 14, PAGE_WIDTH, 14, stroke=0, fill=1)


def _foot(page: Page, report: FrameworksReport, number: int, count: int) -> None:
    top = PAPER.bottom - PAPER.small * 1.6
    name = shortened(f"{report.round_code} {report.round_name}", LONGEST_NAME)
    words = f"{name} · {long_date(report.as_at)}"
    set_text([Span(words)], look("muted", PAPER.small), PAPER.width * 0.78).draw(page, PAPER.margin, top)
    counted = set_text([Span(f"Page {number} of {count}")], look("muted", PAPER.small, right=True), 120)
    counted.draw(page, PAGE_WIDTH - PAPER.margin - 120, top)
