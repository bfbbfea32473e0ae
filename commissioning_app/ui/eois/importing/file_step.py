"""First step: choose the file, by a button or by dropping it here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.eois.importing.state import ImportState
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.messages import IconBadge
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Label

KINDS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".pdf", ".json")


def ask_for_workbook(parent: QWidget) -> Path | None:
    """The file that the person chooses, or None."""
    patterns = " ".join(f"*{kind}" for kind in KINDS)
    name, _filter = QFileDialog.getOpenFileName(
        parent,
        tr("Choose the workbook or the filled form"),
        "",
        f"{tr('Workbooks and forms')} ({patterns});;{tr('All files')} (*)",
    )
    return Path(name) if name else None


def dropped_file(data: QMimeData) -> Path | None:
    """The one file of this computer that is dropped, or None."""
    urls = data.urls() if data.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())


class FileStep(ScrollPage):
    """`file_given` comes with the path to read."""

    file_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=False, parent=parent)
        self.area = Card()
        body = self.area.body
        body.addStretch(1)
        body.addWidget(IconBadge("info", "upload", size=48), 0, Qt.AlignmentFlag.AlignHCenter)
        self.name_label = Label(tr("Drop the workbook or the filled form here"), "card_title")
        self.said_label = Label(
            tr(
                "Excel (.xlsx, .xls), LibreOffice (.ods) or .csv; anybody’s own spreadsheet will do. "
                "So will our own form, filled in: .xlsx, .pdf or .eoi.json. "
                "Nothing is kept before the last step."
            ),
            "muted",
        )
        for label in (self.name_label, self.said_label):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            body.addWidget(label)
        self.choose_button = SecondaryButton(tr("&Choose a file"), self.choose, icon="folder")
        body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addStretch(1)
        self.add(self.area, 1)
        self.setAcceptDrops(True)

    def fill(self, state: ImportState) -> None:
        """Show the file that was read."""
        if state.workbook is not None:
            self.name_label.setText(state.workbook.name)
            self.said_label.setText(tr("This file is read. Drop or choose another one to take that instead."))
            self.choose_button.setText(tr("&Choose another file"))

    def start_focus(self) -> None:
        """Where the keyboard begins."""
        self.choose_button.setFocus()

    def problem(self) -> str:
        """Nothing is missing that the file itself would not say."""
        return ""

    def choose(self) -> None:
        """Ask for a file."""
        path = ask_for_workbook(self)
        if path is not None:
            self.file_given.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this computer may be dropped."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
            self.area.set_selected(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes elsewhere."""
        self.area.set_selected(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        self.area.set_selected(False)
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.file_given.emit(path)
