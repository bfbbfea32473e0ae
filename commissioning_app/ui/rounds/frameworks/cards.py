"""What is shown for the board, and for one framework: cards that are filled anew with each report."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.frameworks_report import (
    BOARD_TITLES,
    IN_FULL,
    BoardGroup,
    FrameworksReport,
    in_words,
)
from commissioning_app.domain.principles.frameworks import FrameworkStanding, counts_of
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.rounds.frameworks.rows import LineRow, Mend, fill_with_checks
from commissioning_app.ui.rounds.principles_card import BAR_STATES, BAR_TOKENS, count_words
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.charts import Segment, StackedBar
from commissioning_app.ui.widgets.text import Label, Prose, Rule

LISTED = tuple(group for group in BoardGroup if group not in IN_FULL)


class BoardCard(Card):
    """The round in one sentence; what does not hold, with who explained it; the rest by name."""

    def __init__(self, mend: Mend, parent: QWidget | None = None) -> None:
        super().__init__(tr("For the board"), parent=parent)
        self._mend = mend
        inside = QWidget()
        self._lines = column(inside, gap="m")
        self.add(inside)

    def set_report(self, report: FrameworksReport) -> None:
        """Show another report."""
        empty(self._lines)
        add = self._lines.addWidget
        add(Prose(f"{report.in_one_sentence} {report.money_in_one_sentence}"))
        counts = counts_of(report.findings)
        segments = [Segment(counts.get(s, 0), BAR_TOKENS[s], count_words(s)) for s in BAR_STATES]
        add(StackedBar(tr("All checks"), segments))
        who = report.responsible or tr("No senior officer is named yet")
        add(Prose(tr("Who answers for this round: {who}.", who=who), "muted"))
        groups = report.groups
        for group in IN_FULL:
            if group in groups:
                add(Label(f"{BOARD_TITLES[group]}: {len(groups[group])}", "section"))
                fill_with_checks(add, report, groups[group], self._mend)
        if not any(group in groups for group in IN_FULL):
            add(Label(tr("Nothing stands against the policy."), "good"))
        self._say_actions(report)
        self._list_the_rest(report)
        self._say_thresholds(report)

    def _say_actions(self, report: FrameworksReport) -> None:
        """How the actions stand, and those that stand beside no check above."""
        if not report.actions:
            return
        self._lines.addWidget(Rule())
        self._lines.addWidget(Label(tr("Actions: {count}", count=len(report.actions)), "section"))
        self._lines.addWidget(Prose(report.actions_in_one_sentence))
        for one in report.other_actions:
            self._lines.addWidget(Prose(f"{one.check_id}: {one.in_words}", "muted"))

    def _list_the_rest(self, report: FrameworksReport) -> None:
        for group in LISTED:
            findings = report.groups.get(group, ())
            if not findings:
                continue
            self._lines.addWidget(Rule())
            self._lines.addWidget(Label(f"{BOARD_TITLES[group]}: {len(findings)}", "section"))
            for family in report.families:
                of_family = [finding for finding in findings if finding.family == family.id]
                if of_family:
                    self._lines.addWidget(Prose(f"{family.title}: {in_words(of_family)}."))

    def _say_thresholds(self, report: FrameworksReport) -> None:
        """Where the round is held to other thresholds than the policy has today."""
        if not report.thresholds:
            return
        self._lines.addWidget(Rule())
        self._lines.addWidget(Label(tr("Where the policy has changed since"), "section"))
        for one in report.thresholds:
            self._lines.addWidget(
                Prose(
                    tr(
                        "{key} ({checks}): {here} for this round, {now} in the policy today.",
                        key=one.key,
                        checks=", ".join(one.checks) or tr("no check"),
                        here=one.of_the_round,
                        now=one.of_today,
                    )
                )
            )


class FrameworkCard(Card):
    """One framework: whose it is, and its lines."""

    def __init__(self, mend: Mend, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._mend = mend
        self.rows: dict[str, LineRow] = {}
        inside = QWidget()
        self._lines = column(inside, gap="s")
        self.add(inside)

    def set_framework(self, report: FrameworksReport, standing: FrameworkStanding) -> None:
        """Show another framework; lines that were unfolded stay so."""
        open_before = {key for key, one in self.rows.items() if one.is_unfolded}
        self.rows.clear()
        empty(self._lines)
        framework = standing.framework
        self.set_title(framework.name)
        self._lines.addWidget(Prose(f"{framework.source}. {framework.sentence}", "muted"))
        for part, lines in groupby(standing.lines, key=lambda one: one.line.part):
            if part:
                self._lines.addWidget(Label(part, "section"))
            for place, one in enumerate(lines):
                if place:
                    self._lines.addWidget(Rule())
                self.rows[one.line.id] = line = LineRow(report, one, self._mend)
                self._lines.addWidget(line)
                if one.line.id in open_before:
                    line.toggle()
