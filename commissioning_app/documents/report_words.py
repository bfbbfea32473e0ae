"""Small makers of a report's paragraphs: headings, sentences, points, all from plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commissioning_app.documents.flow import TextPiece
from commissioning_app.documents.styles import REPORT, look
from commissioning_app.domain.letter_structure import Span, clean_text

PAPER = REPORT


def title(text: str, *, before: float = 0) -> TextPiece:
    """The title of a part of the report."""
    return TextPiece([Span(clean_text(text))], look("name", 13.5), before=before, keep_with_next=True)


def heading(text: str, *, before: float = PAPER.gap * 2.4) -> TextPiece:
    """A heading, which stays with what follows."""
    return TextPiece([Span(clean_text(text))], look("heading", 11.5), before=before, keep_with_next=True)


def says(
    text: str, *, lead: str = "", before: float = PAPER.gap * 0.6, muted: bool = False, indent: float = 0
) -> TextPiece:
    """A paragraph; ``lead`` are its first words, in bold."""
    spans = [*([Span(f"{clean_text(lead)} ", bold=True)] if lead else ()), Span(_unbroken(text))]
    style = look("muted" if muted else "body", PAPER.body)
    return TextPiece(spans, style, before=before, indent=indent)


def points(items: Iterable[Sequence[Span]]) -> list[TextPiece]:
    """A list of points."""
    return [
        TextPiece(
            spans, look("body", PAPER.body), before=PAPER.gap * 0.5, indent=PAPER.body * 1.3, bullet=True
        )
        for spans in items
    ]


def shortened(text: str, most: int) -> str:
    """Text of so many signs at most, cut after a whole word."""
    line = " ".join(clean_text(text).split())
    if len(line) <= most:
        return line
    return f"{line[:most].rsplit(' ', 1)[0].rstrip(',.;:')} …"


def _unbroken(text: str) -> str:
    """A percentage stays on its line."""
    return clean_text(text).replace(" %", "\u00a0%")
