"""Checks and lines as rows: a state as icon and word, and the checks of a line on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.frameworks_report import FrameworksReport
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.principles.frameworks import LineStanding
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty, row
from commissioning_app.ui.pages import round_tab_titles
from commissioning_app.ui.rounds.findings_card import shown_state
from commissioning_app.ui.rounds.principles_card import count_words
from commissioning_app.ui.rounds.words import finding_tone, finding_word
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.findings import FindingRow
from commissioning_app.ui.widgets.text import Label, Prose, Rule

Mend = Callable[[Finding], object]


def check_row(report: FrameworksReport, finding: Finding, mend: Mend) -> FindingRow:
    """A check with its evidence, what was explained by whom, and what is being done."""
    word, tone = shown_state(finding)
    beside = []
    if not finding.is_settled and finding.mend:
        beside.append(tr("To mend it: {how}", how=finding.mend))
    explanation = report.counting_explanation(finding.id)
    if explanation is not None:
        beside.extend(explanation.sentences)
    beside.extend(tr("Action: {what}", what=one.in_words) for one in report.actions_of(finding.id))
    return FindingRow(
        finding.title,
        state=word,
        tone=tone,
        code=finding.id,
        evidence=finding.evidence,
        beside=beside,
        source=tr("{threshold} From: {source}.", threshold=finding.threshold, source=finding.source),
        links=_links(finding, mend),
    )


def _links(finding: Finding, mend: Mend) -> list[tuple[str, Callable[[], object]]]:
    tab = dict(round_tab_titles()).get(finding.place.tab.value)
    if finding.is_settled or tab is None:
        return []
    return [(tr("Mend it under {tab}", tab=tab), lambda: mend(finding))]


class LineRow(QWidget):
    """A line of a framework: what it asks, its worst state, how many checks say what; they unfold."""

    def __init__(self, report: FrameworksReport, standing: LineStanding, mend: Mend) -> None:
        super().__init__()
        self._report, self._standing, self._mend = report, standing, mend
        self.is_unfolded = False
        line = standing.line
        outer = column(self, gap="xs")
        outer.setContentsMargins(0, 8, 0, 8)
        top = row(gap="m")
        words = column(gap="xs")
        words.addWidget(Prose(line.title, "strong"))
        words.addWidget(Prose(line.sentence, "muted"))
        if standing.what_no_check_says:
            words.addWidget(Prose(standing.what_no_check_says))
        top.addLayout(words, 1)
        self.chip = _chip(standing)
        top.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(top)
        self.button = LinkButton("", self.toggle)
        if standing.findings:
            outer.addWidget(self._foot())
        self._checks = QWidget()
        self._inner = column(self._checks, gap="s")
        self._inner.setContentsMargins(22, 0, 0, 0)
        outer.addWidget(self._checks)
        self._checks.hide()
        self.setAccessibleName(f"{self.chip.text}: {line.title}")
        self._name_button()

    def _foot(self) -> QWidget:
        foot = QWidget()
        flow = FlowLayout(foot, gap="m", line_gap="xs")
        flow.addWidget(self.button)
        counts = ", ".join(
            f"{number} {count_words(state)}" for state, number in self._standing.counts.items()
        )
        flow.addWidget(Label(counts, "small", wrap=False))
        return foot

    def toggle(self) -> None:
        """Show or hide the checks that speak to the line."""
        self.is_unfolded = not self.is_unfolded
        empty(self._inner)
        if self.is_unfolded:
            fill_with_checks(self._inner.addWidget, self._report, self._standing.findings, self._mend)
        self._checks.setVisible(self.is_unfolded)
        self._name_button()

    def _name_button(self) -> None:
        count = len(self._standing.findings)
        show = tr_count("Show its check", "Show its {count} checks", count)
        hide = tr_count("Hide its check", "Hide its {count} checks", count)
        self.button.setText(hide if self.is_unfolded else show)
        self.button.setAccessibleName(f"{self.button.text()}: {self._standing.line.title}")


def fill_with_checks(
    add: Callable[[QWidget], object], report: FrameworksReport, findings: Sequence[Finding], mend: Mend
) -> None:
    """Put checks one below the other, a faint line between."""
    for place, finding in enumerate(findings):
        if place:
            add(Rule())
        add(check_row(report, finding, mend))


def _chip(standing: LineStanding) -> StatusChip:
    if standing.worst is None:
        return StatusChip(tr("No check"), "neutral", "minus")
    icon = {"info": "chat"}.get(finding_tone(standing.worst), "")
    return StatusChip(finding_word(standing.worst), finding_tone(standing.worst), icon)
