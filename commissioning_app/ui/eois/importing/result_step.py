"""Last step: what was imported."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.services.import_report import ImportReport
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import row
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.messages import IconBadge, InlineMessage
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Label, Prose


class ResultStep(ScrollPage):
    """The counts of an import that is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=False, parent=parent)
        card = Card()
        line = row(gap="m")
        line.addWidget(IconBadge("good", "check", size=36), 0, Qt.AlignmentFlag.AlignVCenter)
        self.sentence_label = Label("", "banner")
        line.addWidget(self.sentence_label, 1)
        card.body.addLayout(line)
        self.facts = KeyValueList()
        card.add(self.facts)
        self.left_out_message = InlineMessage()
        card.add(self.left_out_message)
        self.next_label = Prose("", "muted")
        card.add(self.next_label)
        self.add(card)
        self.content.addStretch(1)

    def show_report(self, report: ImportReport, left_out: str = "") -> None:
        """What happened, and what of people's own words was not taken."""
        self.left_out_message.show_message(left_out, "warn")
        self.sentence_label.setText(_sentence(report))
        pairs = [
            (tr("Rows in the file"), f"{report.rows:,}"),
            (tr("New EOIs"), f"{report.imported:,}"),
            (tr("Updated"), f"{report.updated:,}"),
            (tr("As they were already"), f"{report.unchanged:,}"),
            (tr("Left out, with problems"), f"{report.rejected:,}"),
            (tr("Organisations"), f"{report.organisations:,}"),
            (tr("Asked for together"), pounds(report.requested_pence)),
        ]
        if report.about_you:
            pairs.append((tr("Organisations’ words about their people, put apart"), f"{report.about_you:,}"))
        self.facts.set(pairs)
        count = len(report.likely_duplicates)
        said = tr_count(
            "Two organisations may be one; see Organisations.",
            "{count:,} pairs of organisations may be one; see Organisations.",
            count,
        )
        words = " ".join(part for part in (said if count else "", _promised(report)) if part)
        self.next_label.setText(words)
        self.next_label.setVisible(bool(words))


def _promised(report: ImportReport) -> str:
    """How many files the forms name; they came in the same e-mail, and are added by hand."""
    named = sum(len(names) for _, names in report.promised)
    if not named:
        return ""
    said = tr_count("{count} file is named in the forms.", "{count:,} files are named in the forms.", named)
    return f"{said} {tr('Open the EOI and add what came with it, under Files.')}"


def _sentence(report: ImportReport) -> str:
    if report.about_you and not report.imported and not report.updated:
        return tr("What people say of themselves is put apart.")
    if not report.imported and not report.updated:
        return tr("All of it was here already: nothing changed.")
    if not report.updated:
        return tr_count("{count} EOI is imported.", "{count:,} EOIs are imported.", report.imported)
    new = tr_count("{count} EOI is new", "{count:,} EOIs are new", report.imported)
    old = tr_count("{count} is updated", "{count:,} are updated", report.updated)
    return tr("{new}, {old}.", new=new, old=old)
