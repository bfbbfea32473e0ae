"""Asks where the report goes; a name with the round and the day is proposed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from commissioning_app.services.whole_files import safe_name
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.path_field import PathField, choose_file_to_write, documents_folder
from commissioning_app.ui.widgets.text import Prose


class ReportDialog(Dialog):
    """Where the PDF is written."""

    def __init__(self, parent: QWidget | None, round_code: str, today: date) -> None:
        said = tr("A PDF with a cover, two pages for the board, a table for each framework, and every check.")
        super().__init__(parent, tr("Make the PDF"), said, width=620)
        self.path_edit = PathField(proposed_report(round_code, today), _choose)
        help = tr("Ends in .pdf. A file of that name is replaced.")
        self.field = FormField(tr("&File"), self.path_edit, help=help)
        self.body.addWidget(self.field)
        words = tr("No answer that one person or organisation gave about themselves stands in it.")
        self.body.addWidget(Prose(words, "muted"))
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        self.ok = self.add_button(PrimaryButton(tr("&Make the PDF"), self._take), default=True)
        self.ok.setFocus()

    @property
    def path(self) -> Path | None:
        """Where to; a name without an ending gets .pdf."""
        path = self.path_edit.path
        return path.with_suffix(".pdf") if path is not None and not path.suffix else path

    def _take(self) -> None:
        if self.path is None:
            self.field.set_error(tr("Say which file is written."))
            self.path_edit.setFocus()
            return
        self.accept()


def proposed_report(round_code: str, today: date) -> Path:
    """A file among the person's documents: Frameworks report R1 2026-12-04.pdf."""
    return documents_folder() / f"{safe_name(f'Frameworks report {round_code} {today.isoformat()}')}.pdf"


def _choose(parent: QWidget, start: Path) -> Path | None:
    return choose_file_to_write(parent, start, tr("PDF (*.pdf)"))
