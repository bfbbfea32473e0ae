"""The report as PDF: the board's two pages, every framework and check, long words, empty rounds."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from commissioning_app.documents.report_pdf import report_pdf
from commissioning_app.domain.frameworks_report import (
    ActionOnRecord,
    ExplanationOnRecord,
    FrameworksReport,
    RoundFigures,
    ThresholdApart,
)
from commissioning_app.domain.principles.findings import (
    ExplanationNote,
    ExplanationStatus,
    Finding,
    FindingState,
)
from commissioning_app.domain.principles.frameworks import read_through
from tests.unit.domain.principles.making import the_catalogue
from tests.unit.domain.principles.test_frameworks import a_finding, the_frameworks
from tests.unit.domain.test_frameworks_report import a_report, an_explanation

SHORTEST = 8
"""Cover, board, frameworks, checks, sources: fewer pages than this would be missing something."""


def read(report: FrameworksReport) -> PdfReader:
    """The report's PDF, opened; its count of pages is the one that was told."""
    made = report_pdf(report)
    reader = PdfReader(io.BytesIO(made.content))
    assert len(reader.pages) == made.pages
    return reader


def words(reader: PdfReader, *pages: int) -> str:
    """The text of a PDF, or of some of its pages, on one line."""
    chosen = pages or range(len(reader.pages))
    return " ".join(" ".join(reader.pages[number].extract_text() for number in chosen).split())


def board_of(reader: PdfReader) -> list[int]:
    """The pages between the cover and the frameworks, as the outline has them."""
    starts = {entry.title: reader.get_destination_page_number(entry) for entry in reader.outline}  # type: ignore[union-attr, arg-type]
    return list(range(starts["For the board"], starts["Through the frameworks"]))


def every(state: FindingState) -> list[Finding]:
    """Every catalogued check in one state."""
    return [a_finding(check_id, state) for check_id in the_catalogue().ids]


def whole(*findings: Finding, **changes: object) -> FrameworksReport:
    """A report of these findings through every framework, as the read model makes it."""
    through = tuple(read_through(framework, findings) for framework in the_frameworks())
    return a_report(*findings, frameworks=through, sources=the_catalogue().frameworks, **changes)


def explained(
    finding: Finding, status: ExplanationStatus, **changes: object
) -> tuple[Finding, ExplanationOnRecord]:
    """A finding that was explained, with its explanation."""
    state = FindingState.EXPLAINED if status is ExplanationStatus.AGREED else finding.state
    one = an_explanation(check_id=finding.id, status=status, **changes)
    return replace(finding, state=state, explanation=ExplanationNote(status, one.why)), one


def test_the_report_has_its_parts_in_order_and_says_what_it_is() -> None:
    reader = read(whole(*every(FindingState.MET)))
    assert [entry.title for entry in reader.outline] == [  # type: ignore[union-attr]
        "For the board",
        "Through the frameworks",
        "Every check",
        "The policy, and where the checks come from",
    ]
    assert len(reader.pages) >= SHORTEST
    cover = words(reader, 0)
    for text in ("Frameworks report", "Grassroots wellbeing", "R1", "Friday 4 December 2026", "Draft",
                 "Sample Integrated Care Board", "Not yet known", "What stands where"):  # fmt: skip
        assert text in cover
    assert reader.metadata is not None
    assert reader.metadata.title == "Frameworks report: R1 Grassroots wellbeing"
    assert "TRIAL" not in words(reader)


def test_every_check_and_every_line_stands_in_it() -> None:
    said = words(read(whole(*every(FindingState.NOT_KNOWN))))
    for check in the_catalogue().checks:
        assert f"{check.id} {check.title}" in said
        assert check.sentence in said
        assert " ".join(f"From: {'; '.join(map(str, check.sources))}.".split()) in said
    for framework in the_frameworks():
        assert framework.name in said
        assert all(line.title in said and line.sentence in said for line in framework.lines)
    assert "No check speaks to this: the checks read one round, not whom the funder employs." in said
    assert "What the checks don't say: visits and talks between rounds." in said


def test_a_round_in_which_nothing_is_known_has_a_report_too() -> None:
    reader = read(whole(*every(FindingState.NOT_KNOWN)))
    board = words(reader, *board_of(reader))
    count = len(the_catalogue().ids)
    assert f"Of {count} checks, {count} are not yet known." in board
    assert "No senior officer is named yet who answers for this round." in board
    assert "no EOI is in play yet" in board
    assert "Nothing stands against the policy." in board
    assert f"Not yet known: {count} Trusting relationships: T1 " in board


def test_a_workspace_without_any_finding_still_gives_a_report() -> None:
    assert "There are no checks." in words(read(a_report()))


def test_the_board_reads_what_does_not_hold_with_who_why_and_by_when() -> None:
    first, second, third, fourth = every(FindingState.NOT_MET)[:4]
    agreed, one = explained(first, ExplanationStatus.AGREED, decision_reason="For this round only")
    sent_back, two = explained(
        second, ExplanationStatus.SENT_BACK, why="We forgot", decision_reason="Write it"
    )
    waits, three = explained(third, ExplanationStatus.WAITING, what_will_be_done="", by_when=None)
    report = whole(
        agreed, sent_back, waits, fourth,
        explanations=(one, two, three),
        actions=(
            ActionOnRecord(fourth.id, "Ask the board", "Rosa", date(2026, 11, 1), is_late=True),
            ActionOnRecord("A8", "Look again", "Olu", date(2027, 1, 4)),
        ),
        figures=RoundFigures(42, 42_590_000, 21_000_000, 21_000_000, is_decided=True),
        responsible="Rosa, Director of Strategy",
    )  # fmt: skip
    reader = read(report)
    board = words(reader, *board_of(reader))
    for text in (
        f"Not met, and not explained: 1 {fourth.id} {fourth.title}. Found.",
        "Action: Ask the board: Rosa. Late: it was due by Sunday 1 November 2026.",
        f"Explained, and sent back by the approver: 1 {second.id} {second.title}. Found.",
        "Olu Officer explained on Monday 30 November 2026: We forgot.",
        "Ava Approver sent it back on Friday 4 December 2026: Write it.",
        f"Explained, and waiting for an approver: 1 {third.id}",
        "What will be done is not said. An approver has not decided on it yet.",
        f"Not met, explained and agreed: 1 {first.id} {first.title}. Found.",
        "Olu Officer explained on Monday 30 November 2026: The board asked for it.",
        "What will be done: We take four questions out. By Monday 1 March 2027.",
        "Ava Approver agreed on Friday 4 December 2026: For this round only.",
        "Actions: 2 0 done, 1 due, 1 late. A8: Look again: Olu. Due by Monday 4 January 2027.",
        "Rosa, Director of Strategy, answers for this round.",
        "£210,000 was awarded.",
    ):
        assert text in board


def test_the_board_never_gets_more_than_two_pages() -> None:
    pairs = [
        explained(finding, status, why="A very long reason. " * 60, what_will_be_done="A long promise. " * 40)
        for finding, status in zip(every(FindingState.NOT_MET), list(ExplanationStatus) * 20, strict=False)
    ]
    findings = [replace(finding, evidence="A great many figures stand here. " * 8) for finding, _ in pairs]
    actions = tuple(
        ActionOnRecord(one.id, "Do a great deal of work " * 9, "Somebody", date(2027, 1, 4))
        for one in findings
    )
    reader = read(whole(*findings, explanations=tuple(one for _, one in pairs), actions=actions))
    pages = board_of(reader)
    board = words(reader, *pages)
    assert len(pages) == 2
    assert "more checks, in full under “Every check”: " in board
    assert "A very long reason. A very" in board and " …" in board
    after = range(pages[-1] + 1, len(reader.pages))
    assert words(reader, *after).count(" promise.") == 40 * len(findings)


def test_what_is_longer_than_a_page_goes_on_over_pages() -> None:
    finding, one = explained(every(FindingState.NOT_MET)[0], ExplanationStatus.AGREED, why="Because. " * 1200)
    said = words(read(whole(finding, explanations=(one,), thresholds=(
        ThresholdApart("simple.words", ("S1",), "so " * 900, "or so"),
    ))))  # fmt: skip
    assert said.count("Because.") >= 1200
    assert said.count("so so") >= 440


def test_thresholds_that_the_round_keeps_are_told() -> None:
    apart = ThresholdApart(
        "simple.written_questions", ("S1",), "8 up to £10,000, 20 above", "6 up to £10,000"
    )
    said = words(read(whole(*every(FindingState.MET), thresholds=(apart,))))
    assert "simple.written_questions S1 8 up to £10,000, 20 above 6 up to £10,000" in said
    same = words(read(whole(*every(FindingState.MET))))
    assert "Nowhere: this round is held to the same thresholds as the policy of today." in same


def test_a_trial_says_so_on_its_cover() -> None:
    assert "This is a trial round. Nothing in it has been decided." in words(read(whole(is_trial=True)), 0)


def test_the_same_report_gives_the_same_bytes() -> None:
    report = whole(*every(FindingState.MET))
    assert report_pdf(report) == report_pdf(report)


@pytest.mark.parametrize("typed", ["<b>not bold</b> & more", "line\nbreak\u202e", "আমরা বলি — خيمة £5 😀"])
def test_what_somebody_typed_is_text_and_nothing_else(typed: str) -> None:
    finding, one = explained(every(FindingState.NOT_MET)[0], ExplanationStatus.AGREED, why=typed)
    said = words(read(whole(finding, explanations=(one,), round_name=typed, responsible=typed)))
    if typed.isascii():
        assert typed in said
    assert "\u202e" not in said
