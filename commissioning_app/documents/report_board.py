"""The board's pages: two at most, with what does not hold first, who explained it and who agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commissioning_app.documents.flow import PanelPiece, Piece
from commissioning_app.documents.letter_pdf import Pages, paginate
from commissioning_app.documents.report_pieces import BarPiece
from commissioning_app.documents.report_words import PAPER, heading, points, says, shortened, title
from commissioning_app.documents.styles import PAGE_HEIGHT
from commissioning_app.domain.frameworks_report import (
    BOARD_TITLES,
    IN_FULL,
    BoardGroup,
    FrameworksReport,
    in_words,
)
from commissioning_app.domain.letter_structure import Span, clean_text
from commissioning_app.domain.money import pounds
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.principles.frameworks import counts_of
from commissioning_app.domain.principles.wording import counted

MOST_PAGES = 2
WHERE_IN_FULL = "in full under “Every check”"
LISTED = (BoardGroup.NOT_KNOWN, BoardGroup.MET, BoardGroup.NOT_APPLICABLE)


@dataclass(frozen=True)
class Room:
    """How much may be said: so many checks of each group, so many signs of each sentence."""

    checks: int
    signs: int


ROOMS = (
    Room(99, 5000), Room(99, 600), Room(99, 320), Room(14, 260), Room(10, 220), Room(7, 180), Room(5, 150),
    Room(4, 120), Room(3, 100), Room(2, 80),
)  # fmt: skip
"""Tried from the largest: the first that keeps the board's part on two pages is taken."""


def board_pages(report: FrameworksReport) -> Pages:
    """The board's pages, with as much of everything as two pages hold."""
    pages: Pages = []
    for room in ROOMS:
        pages = paginate(list(_pieces(report, room)), PAPER, PAGE_HEIGHT - PAPER.top)
        if len(pages) <= MOST_PAGES:
            break
    return pages


def _pieces(report: FrameworksReport, room: Room) -> Iterator[Piece]:
    yield title("For the board")
    yield says(f"{report.in_one_sentence} {report.money_in_one_sentence}", before=PAPER.gap)
    if report.findings:
        yield BarPiece(counts_of(report.findings), PAPER)
    yield PanelPiece(_figures(report), PAPER)
    yield says(_who_answers(report), before=PAPER.gap * 1.6)
    groups = report.groups
    if not any(group in groups for group in IN_FULL):
        yield says("Nothing stands against the policy.", before=PAPER.gap)
    for group in IN_FULL:
        if group in groups:
            yield from _group(report, group, groups[group], room)
    yield from _actions(report, room)
    for group in LISTED:
        if group in groups:
            yield heading(f"{BOARD_TITLES[group]}: {len(groups[group])}")
            yield from _by_family(report, groups[group])


def _by_family(report: FrameworksReport, findings: Sequence[Finding]) -> Iterator[Piece]:
    for family in report.families:
        of_family = [finding for finding in findings if finding.family == family.id]
        if of_family:
            yield says(f"{in_words(of_family)}.", lead=f"{family.title}:", before=PAPER.gap * 0.5)


def _figures(report: FrameworksReport) -> list[tuple[str, str]]:
    figures = report.figures
    shared = "Awarded" if figures.is_decided else "Recommended"
    return [
        ("Pot", pounds(figures.pot_pence)),
        ("EOIs in play", f"{figures.eois:,}"),
        ("Asked for", pounds(figures.asked_pence)),
        (shared, pounds(figures.shared_pence) if figures.shared_pence else "Nothing yet"),
    ]


def _who_answers(report: FrameworksReport) -> str:
    if report.responsible:
        return f"{clean_text(report.responsible)}, answers for this round."
    return "No senior officer is named yet who answers for this round."


def _group(
    report: FrameworksReport, group: BoardGroup, findings: Sequence[Finding], room: Room
) -> Iterator[Piece]:
    yield heading(f"{BOARD_TITLES[group]}: {len(findings)}")
    for finding in findings[: room.checks]:
        yield says(
            shortened(finding.evidence, room.signs), lead=f"{finding.id} {finding.title}.",
            before=PAPER.gap * 0.9,
        )  # fmt: skip
        yield from points(_beside(report, group, finding, room))
    left = findings[room.checks :]
    if left:
        ids = ", ".join(finding.id for finding in left)
        yield says(f"And {counted(len(left), 'more check')}, {WHERE_IN_FULL}: {ids}.", before=PAPER.gap)


def _beside(
    report: FrameworksReport, group: BoardGroup, finding: Finding, room: Room
) -> Iterator[tuple[Span, ...]]:
    """What was explained and what is being done, a point each."""
    explanation = report.counting_explanation(finding.id)
    actions = report.actions_of(finding.id)
    if explanation is not None and group is not BoardGroup.NOT_MET:
        for said in explanation.sentences:
            yield (Span(shortened(said, room.signs)),)
    for action in actions:
        yield (Span("Action: ", bold=True), Span(shortened(action.in_words, room.signs)))
    if group is BoardGroup.NOT_MET and not actions:
        yield (Span("Nobody has explained it, and no action is recorded."),)


def _actions(report: FrameworksReport, room: Room) -> Iterator[Piece]:
    """How the actions stand, and those that stand beside no check above."""
    if not report.actions:
        return
    yield heading(f"Actions: {len(report.actions)}")
    yield says(report.actions_in_one_sentence, before=PAPER.gap * 0.4)
    beside = report.other_actions
    yield from points(
        (Span(f"{one.check_id}: ", bold=True), Span(shortened(one.in_words, room.signs)))
        for one in beside[: room.checks]
    )
    if beside[room.checks :]:
        yield says(f"And {counted(len(beside[room.checks :]), 'more action')}, {WHERE_IN_FULL}.")
