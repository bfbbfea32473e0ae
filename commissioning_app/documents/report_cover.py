"""The report's cover: which round, on which day, what stands where, and how to read a state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commissioning_app.documents.flow import PanelPiece, Piece, TextPiece
from commissioning_app.documents.report_grid import GridMaker, SetCell
from commissioning_app.documents.report_words import PAPER, heading, says
from commissioning_app.documents.styles import look
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.frameworks_report import FrameworksReport
from commissioning_app.domain.letter_structure import Span, clean_text
from commissioning_app.domain.principles.findings import FindingState

MEANINGS = {
    FindingState.MET: "The round's own records show that the principle holds.",
    FindingState.EXPLAINED: "It doesn't hold. An officer explained why, and an approver agreed to it.",
    FindingState.NOT_MET: "It doesn't hold, and no explanation was agreed.",
    FindingState.NOT_KNOWN: "The records don't say yet. That is never counted as met.",
    FindingState.NOT_APPLICABLE: "The check has nothing to say of this round.",
    None: "The framework asks for something that no check looks at. The report says what would.",
}


def cover_pieces(report: FrameworksReport, contents: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    """Everything on the cover; ``contents`` are the parts with their first pages."""
    small = look("muted", PAPER.body * 1.1)
    yield TextPiece([Span(clean_text(report.funder))], small, before=0)
    yield TextPiece([Span("Frameworks report")], look("name", 22), before=PAPER.gap * 5)
    name = [Span(clean_text(report.round_name))]
    yield TextPiece(name, look("subject", 13), before=PAPER.gap)
    yield says(
        "How this round keeps to the principles of anti-racist commissioning: what is met, what is not, "
        "who explained it and who agreed, read through each published framework.",
        before=PAPER.gap * 1.6,
    )
    if report.is_trial:
        yield says("This is a trial round. Nothing in it has been decided.", before=PAPER.gap)
    rows = [
        ("Round", clean_text(report.round_code)),
        ("Programme", clean_text(report.programme) or "None"),
        ("The round is", report.state.capitalize()),
        ("As it stood on", long_date(report.as_at)),
    ]
    panel = PanelPiece(rows, PAPER)
    panel.before = PAPER.gap * 3
    yield panel
    yield heading("What stands where", before=PAPER.gap * 5)
    grid = GridMaker(["Part", "Page"], [80, 10], PAPER)
    for words, page in contents:
        grid.add(grid.cell(0, [Span(words)]), grid.cell(1, [Span(str(page))]))
    yield grid.piece()
    yield heading("How to read a state", before=PAPER.gap * 4)
    yield _meanings()
    yield says(
        "A line of a framework is in the worst state of the checks that speak to it. The lines are put in "
        "our own words; the frameworks themselves say more. No answer that one person or organisation gave "
        "about themselves stands in this report.",
        before=PAPER.gap * 2,
        muted=True,
    )


def _meanings() -> Piece:
    grid = GridMaker(["State", "What it means"], [22, 78], PAPER)
    for state, words in MEANINGS.items():
        grid.add(SetCell((grid.chip(state),)), grid.cell(1, [Span(words)]))
    return grid.piece()
