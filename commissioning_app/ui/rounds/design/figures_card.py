"""What the form asks of those who apply, as it stands on the screen: written questions, cost, reading age."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.principles.findings import Finding
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.rounds.words import finding_tone, finding_word
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.findings import FindingRow
from commissioning_app.ui.widgets.text import Prose, Rule


class FiguresCard(Card):
    """A finding on each line, with what would mend it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What this form asks of applicants"), parent=parent)
        words = tr("It follows what you write, also before you save it.")
        self.add(Prose(words, "muted"))
        self._lines = column(gap="xs")
        self.body.addLayout(self._lines)
        self.rows: dict[str, FindingRow] = {}
        self.findings: tuple[Finding, ...] = ()
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other figures; the same ones are left as they are."""
        if tuple(findings) == self.findings:
            return
        self.findings = tuple(findings)
        empty(self._lines)
        self.rows.clear()
        for finding in findings:
            if self.rows:
                self._lines.addWidget(Rule())
            mend = "" if finding.is_settled else finding.mend
            self.rows[finding.id] = FindingRow(
                finding.title,
                state=finding_word(finding.state),
                tone=finding_tone(finding.state),
                code=finding.id,
                evidence=f"{finding.evidence} {mend}".strip(),
                source=f"{finding.threshold} {finding.source}",
            )
            self._lines.addWidget(self.rows[finding.id])
        self.setVisible(bool(findings))
