"""Every check in full: what was found and asked, what was explained and is being done, its sources."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning_app.documents.flow import Piece
from commissioning_app.documents.report_pieces import HeadPiece, together
from commissioning_app.documents.report_words import PAPER, heading, says, title
from commissioning_app.domain.frameworks_report import (
    ExplanationOnRecord,
    FrameworksReport,
    guards_in_words,
)
from commissioning_app.domain.principles.catalogue import Family
from commissioning_app.domain.principles.findings import ExplanationStatus, Finding

INDENT = PAPER.body * 1.3
_STATUS_WORDS = {
    ExplanationStatus.WAITING: "Explained, not agreed yet.",
    ExplanationStatus.AGREED: "Explained and agreed.",
    ExplanationStatus.SENT_BACK: "Explained, and sent back.",
}


def check_pieces(report: FrameworksReport) -> Iterator[Piece]:
    """All checks by family."""
    yield title("Every check")
    for family in report.families:
        findings = [finding for finding in report.findings if finding.family == family.id]
        if findings:
            yield from _family(report, family, findings)


def _family(report: FrameworksReport, family: Family, findings: list[Finding]) -> Iterator[Piece]:
    yield heading(family.title)
    for number, finding in enumerate(findings):
        before = PAPER.gap * (1.2 if number == 0 else 2.4)
        yield from together(list(_check(report, finding, before=before)), PAPER)


def _check(report: FrameworksReport, finding: Finding, *, before: float) -> Iterator[Piece]:
    near = PAPER.gap * 0.35
    yield HeadPiece(f"{finding.id}  {finding.title}", finding.state, PAPER, before=before)
    yield says(finding.sentence, before=near)
    yield says(finding.evidence, lead="Found:", before=near)
    yield says(finding.threshold, lead="Asked:", before=near)
    if finding.policy_changed:
        yield says(finding.policy_changed, before=near)
    if not finding.is_settled and finding.mend:
        yield says(finding.mend, lead="To mend it:", before=near)
    for explanation in report.explanations_of(finding.id):
        yield from _explanation(explanation, near)
    for action in report.actions_of(finding.id):
        yield says(action.in_words, lead="Action:", before=near, indent=INDENT)
    yield says(f"{guards_in_words(finding)} From: {finding.source}.", before=near, muted=True)


def _explanation(one: ExplanationOnRecord, near: float) -> Iterator[Piece]:
    lead = _STATUS_WORDS[one.status] if one.counts else f"Before that: {_STATUS_WORDS[one.status].lower()}"
    first, *rest = one.sentences
    yield says(first, lead=lead, before=near, indent=INDENT)
    for sentence in rest:
        yield says(sentence, before=near * 0.5, indent=INDENT)
