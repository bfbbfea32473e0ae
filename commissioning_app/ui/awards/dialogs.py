"""Marking payments, agreeing the plan, holding back, and the schedule's file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.awards import AwardState
from commissioning_app.domain.money import pounds
from commissioning_app.services.awards import (
    agree_payment_plan,
    hold_instalment,
    mark_paid_together,
    move_award,
)
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.ports.documents import ScheduleFiles
from commissioning_app.services.queries.awards import AwardLine, AwardsPage, InstalmentLine
from commissioning_app.services.schedule import ScheduleExport, export_schedule
from commissioning_app.services.whole_files import safe_name
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.awards.words import award_word, plan_words
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.path_field import PathField, choose_file_to_write, documents_folder
from commissioning_app.ui.widgets.text import Prose

MOST_NAMED = 6
"""How many instalments a sentence names."""


class MarkPaidDialog(ActDialog):
    """Records that instalments were paid: one payment run, all or none."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, lines: Sequence[InstalmentLine]
    ) -> None:
        total = pounds(sum(line.amount_pence for line in lines))
        said = tr_count(
            "{count} instalment, {total}: {some}.",
            "{count} instalments, {total} together: {some}. All of them are marked, or none.",
            len(lines),
            total=total,
            some=_some(lines),
        )
        super().__init__(parent, context, tr("Mark as paid?"), said)
        self.lines = tuple(lines)
        self.paid_on = DateField(context.clock.today(), required=True)
        self.add_field("paid_on", FormField(tr("&Paid on"), self.paid_on))
        self.reference = TextEdit(characters=30)
        help = tr("The number of the payment run or transfer, as finance’s own system has it.")
        self.add_field(
            "payment_reference", FormField(tr("Payment &reference"), self.reference, help=help, optional=True)
        )
        self.finish(tr("Mark as paid"))
        self.reference.setFocus()

    def check(self) -> bool:
        """Whether there is a day."""
        return self.paid_on.check()

    def act(self, *, fresh: bool) -> None:
        """Mark them."""
        assert self.paid_on.day is not None
        mark_paid_together(
            self.context,
            instalments={line.instalment_id: None if fresh else line.version for line in self.lines},
            paid_on=self.paid_on.day,
            payment_reference=self.reference.text(),
        )


class HoldDialog(ActDialog):
    """Keeps a payment back, with a reason."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, line: InstalmentLine) -> None:
        said = tr(
            "{amount} to {payee}. It is not paid until it is released.",
            amount=pounds(line.amount_pence),
            payee=line.payee,
        )
        super().__init__(parent, context, tr("Hold this payment back?"), said)
        self.line = line
        self.reason = _reason(self)
        self.finish(tr("Hold it back"))

    def act(self, *, fresh: bool) -> None:
        """Hold it."""
        hold_instalment(
            self.context,
            instalment_id=self.line.instalment_id,
            reason=self.reason.toPlainText(),
            version=None if fresh else self.line.version,
        )


class AwardStepDialog(ActDialog):
    """Takes an award into a state that ends it or needs a reason."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, award: AwardLine, state: AwardState
    ) -> None:
        said = tr(
            "{organisation}, {amount}. What was not paid goes back to the pot.",
            organisation=award.organisation,
            amount=pounds(award.amount_pence),
        )
        title = tr("Mark this award as “{state}”?", state=award_word(state).lower())
        super().__init__(parent, context, title, said)
        self.award, self.state = award, state
        self.reason = _reason(self)
        self.finish(award_word(state), danger=True)

    def act(self, *, fresh: bool) -> None:
        """Take the step."""
        move_award(
            self.context,
            award_id=self.award.award_id,
            version=None if fresh else self.award.version,
            state=self.state,
            reason=self.reason.toPlainText(),
        )


class AgreePlanDialog(ActDialog):
    """Finance's word that the payment plan can be kept."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, page: AwardsPage) -> None:
        super().__init__(parent, context, tr("Agree the payment plan?"), plan_words(page.plan))
        self.round_code = page.round_code
        self.note = GrowingTextEdit(lines=2)
        help = tr("Such as how it is done, or whom you asked.")
        self.add_field("note", FormField(tr("&Note"), self.note, help=help, optional=True))
        self.finish(tr("Finance agrees"))
        self.go_button.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Agree."""
        agree_payment_plan(self.context, round_code=self.round_code, note=self.note.toPlainText())


class ExportDialog(ActDialog):
    """Writes the award schedule as a workbook, with the same lines as .csv beside it."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, files: ScheduleFiles, page: AwardsPage
    ) -> None:
        count = len(page.instalments)
        said = tr_count(
            "{count} instalment, ready for finance.", "{count} instalments, ready for finance.", count
        )
        super().__init__(parent, context, tr("Export the award schedule"), said, width=620)
        self.files, self.round_code = files, page.round_code
        self.export: ScheduleExport | None = None
        self.path = PathField(proposed_file(page.round_code, context.clock.today()), _choose)
        help = tr("Ends in .xlsx, and a .csv is written beside it; or ends in .csv alone.")
        self.add_field("path", FormField(tr("&File"), self.path, help=help))
        self.body.addWidget(Prose(tr("Bank details are never in it."), "muted"))
        self.finish(tr("Write the schedule"))
        self.go_button.setFocus()

    def check(self) -> bool:
        """Whether a file is named."""
        if self.path.path is None:
            self.fields["path"].set_error(tr("Say which file is written."))
        return self.path.path is not None

    def act(self, *, fresh: bool) -> None:
        """Write it."""
        assert self.path.path is not None
        self.export = export_schedule(
            self.context, files=self.files, round_code=self.round_code, path=self.path.path
        )


def proposed_file(round_code: str, today: date) -> Path:
    """A file among the person's documents: Award schedule R1 2026-12-04.xlsx."""
    return documents_folder() / f"{safe_name(f'Award schedule {round_code} {today.isoformat()}')}.xlsx"


def _choose(parent: QWidget, start: Path) -> Path | None:
    return choose_file_to_write(parent, start, tr("Workbook (*.xlsx);;CSV (*.csv)"))


def _reason(dialog: ActDialog) -> GrowingTextEdit:
    """A field for the reason."""
    edit = GrowingTextEdit(lines=3)
    help = tr("It goes into the trail, where others can read it.")
    dialog.add_field("reason", FormField(tr("&Why?"), edit, help=help))
    edit.setFocus()
    return edit


def _some(lines: Sequence[InstalmentLine]) -> str:
    names = ", ".join(f"{line.reference} ({line.number})" for line in lines[:MOST_NAMED])
    more = len(lines) - MOST_NAMED
    return tr("{names} and {count} more", names=names, count=more) if more > 0 else names
