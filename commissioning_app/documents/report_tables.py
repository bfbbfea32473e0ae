"""The report's tables: one for each framework, and where the round's policy is apart from today's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from commissioning_app.documents.flow import Piece
from commissioning_app.documents.report_grid import GridMaker, Part, SetCell
from commissioning_app.documents.report_pieces import STATE_WORDS
from commissioning_app.documents.report_words import PAPER, heading, says, title
from commissioning_app.documents.styles import look
from commissioning_app.domain.frameworks_report import FrameworksReport
from commissioning_app.domain.letter_structure import Span, clean_text
from commissioning_app.domain.principles.frameworks import FrameworkStanding, LineStanding

MUTED = look("muted", PAPER.body * 0.92)


def framework_pieces(standing: FrameworkStanding) -> Iterator[Piece]:
    """One framework: whose it is, and a table of its lines, by part where it has parts."""
    framework = standing.framework
    yield title(framework.name)
    yield says(f"{framework.source}. {framework.sentence}", muted=True)
    for part, lines in groupby(standing.lines, key=lambda one: one.line.part):
        if part:
            yield heading(part, before=PAPER.gap * 1.6)
        yield _table(list(lines))


def _table(lines: list[LineStanding]) -> Piece:
    grid = GridMaker(["What it asks", "How it stands", "Which checks speak to it"], [44, 22, 40], PAPER)
    for one in lines:
        grid.add(
            SetCell((
                grid.words(0, [Span(one.line.title, bold=True)]),
                grid.words(0, [Span(one.line.sentence)], MUTED),
            )),
            SetCell((grid.chip(one.worst), *_counts(grid, one))),
            SetCell(tuple(_checks(grid, one))),
        )  # fmt: skip
    return grid.piece()


def _counts(grid: GridMaker, one: LineStanding) -> Iterator[Part]:
    if len(one.counts) > 1:
        said = ", ".join(f"{count} {STATE_WORDS[state].lower()}" for state, count in one.counts.items())
        yield grid.words(1, [Span(said)], MUTED)


def _checks(grid: GridMaker, one: LineStanding) -> Iterator[Part]:
    """Their ids by state, the worst first; and what no check says."""
    for state in one.counts:
        ids = ", ".join(finding.id for finding in one.findings if finding.state is state)
        yield grid.words(2, [Span(f"{STATE_WORDS[state]}: "), Span(ids, bold=True)])
    if one.what_no_check_says:
        yield grid.words(2, [Span(one.what_no_check_says)], MUTED)


def threshold_pieces(report: FrameworksReport) -> Iterator[Piece]:
    """Where the round keeps another threshold than the policy has today."""
    yield title("Where the policy has changed since")
    if not report.thresholds:
        yield says("Nowhere: this round is held to the same thresholds as the policy of today.")
        return
    yield says("The round keeps the thresholds that it was opened with.")
    grid = GridMaker(["Threshold", "Checks", "This round", "The policy today"], [34, 14, 26, 26], PAPER)
    for one in report.thresholds:
        cells = (one.key, ", ".join(one.checks) or "none", one.of_the_round, one.of_today)
        grid.add(*(grid.cell(number, [Span(clean_text(text))]) for number, text in enumerate(cells)))
    yield grid.piece()


def source_pieces(report: FrameworksReport) -> Iterator[Piece]:
    """What the short names of the sources stand for."""
    yield title("Where the checks come from")
    grid = GridMaker(["Short", "What it is", "Whose it is"], [16, 50, 40], PAPER)
    for one in report.sources:
        whose = f"{one.by}, {one.year}" if one.year else one.by
        grid.add(
            *(grid.cell(number, [Span(text)]) for number, text in enumerate((one.short, one.name, whose)))
        )
    yield grid.piece()
