"""Findings by family, each with a bar: how many are met, explained, not met, not yet known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from commissioning_app.domain.principles.catalogue import Family
from commissioning_app.domain.principles.findings import Finding, FindingState
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout, empty
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.charts import Segment, StackedBar
from commissioning_app.ui.widgets.text import Label, LabelRole, Rule

BAR_STATES = (FindingState.MET, FindingState.EXPLAINED, FindingState.NOT_MET, FindingState.NOT_KNOWN)
BAR_TOKENS = {
    FindingState.MET: "good",
    FindingState.EXPLAINED: "info",
    FindingState.NOT_MET: "bad",
    FindingState.NOT_KNOWN: "track",
}


def count_words(state: FindingState) -> str:
    """The words behind a number of findings."""
    return {
        FindingState.MET: tr("met"),
        FindingState.EXPLAINED: tr("explained"),
        FindingState.NOT_MET: tr("not met"),
        FindingState.NOT_KNOWN: tr("not yet known"),
        FindingState.NOT_APPLICABLE: tr("does not apply"),
    }[state]


def counts_of(findings: Sequence[Finding]) -> dict[FindingState, int]:
    """How many findings are in each state, in the order in which they are said."""
    counted = Counter(finding.state for finding in findings)
    return {state: counted[state] for state in (*BAR_STATES, FindingState.NOT_APPLICABLE) if counted[state]}


class PrinciplesCard(Card):
    """One line a family; its name is a link. `family_chosen` comes with the family's id.

    `frameworks_wanted` asks for the same findings through the published frameworks.
    """

    family_chosen = Signal(str)
    frameworks_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Principles"), parent=parent)
        self.links: dict[str, LinkButton] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(8)
        for place, stretch in enumerate((6, 5, 5)):
            self._grid.setColumnStretch(place, stretch)
        self.body.addLayout(self._grid)
        self.frameworks_button = LinkButton(
            tr("Through the frameworks, and the report for a board"), self.frameworks_wanted.emit
        )
        self.add(self.frameworks_button)
        self.body.addStretch(1)

    def set_findings(self, families: Sequence[Family], findings: Sequence[Finding]) -> None:
        """Show other findings."""
        empty(self._grid)
        self.links.clear()
        self.set_note(" · ".join(f"{n} {count_words(s)}" for s, n in counts_of(findings).items()))
        line = 0
        for family in families:
            of_family = [finding for finding in findings if finding.family == family.id]
            if of_family:
                self._add(line, family, counts_of(of_family))
                line += 2

    def _add(self, line: int, family: Family, counts: dict[FindingState, int]) -> None:
        link = LinkButton(family.title, lambda: self.family_chosen.emit(family.id))
        said = ", ".join(f"{number} {count_words(state)}" for state, number in counts.items())
        link.setAccessibleName(tr("{family}: {counts}. Show these.", family=family.title, counts=said))
        self.links[family.id] = link
        self._grid.addWidget(link, line, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        segments = [Segment(counts.get(s, 0), BAR_TOKENS[s], count_words(s)) for s in BAR_STATES]
        self._grid.addWidget(StackedBar(family.title, segments), line, 1)
        self._grid.addWidget(_CountLine(counts), line, 2)
        self._grid.addWidget(Rule(), line + 1, 0, 1, 3)


class _CountLine(QWidget):
    """ "8 met, 1 explained, 1 not met", with what is not met in its own colour and weight."""

    def __init__(self, counts: dict[FindingState, int]) -> None:
        super().__init__()
        flow = FlowLayout(self, gap="xs", line_gap="xs")
        last = len(counts) - 1
        for place, (state, number) in enumerate(counts.items()):
            role: LabelRole = "error" if state is FindingState.NOT_MET else "muted"
            comma = "," if place < last else ""
            flow.addWidget(Label(f"{number} {count_words(state)}{comma}", role, wrap=False))
