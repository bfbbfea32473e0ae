"""First step: choose the file, or several filled forms, by a button or by dropping them here."""

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


def ask_for_files(parent: QWidget) -> tuple[Path, ...]:
    """The files that the person chooses; none when they think better of it."""
    patterns = " ".join(f"*{kind}" for kind in KINDS)
    names, _filter = QFileDialog.getOpenFileNames(
        parent,
        tr("Choose the workbook, or the filled forms"),
        "",
        f"{tr('Workbooks and forms')} ({patterns});;{tr('All files')} (*)",
    )
    return tuple(Path(name) for name in names)


def dropped_files(data: QMimeData) -> tuple[Path, ...]:
    """The files of this computer that are dropped; none when something else is among them."""
    urls = data.urls() if data.hasUrls() else []
    if not all(url.isLocalFile() for url in urls):
        return ()
    return tuple(Path(url.toLocalFile()) for url in urls)


class FileStep(ScrollPage):
    """`files_given` comes with the paths to read: one of a workbook, any number of filled forms."""

    files_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=False, parent=parent)
        self.area = Card()
        body = self.area.body
        body.addStretch(1)
        body.addWidget(IconBadge("info", "upload", size=48), 0, Qt.AlignmentFlag.AlignHCenter)
        self.name_label = Label(tr("Drop the workbook or the filled forms here"), "card_title")
        self.said_label = Label(
            tr(
                "Excel (.xlsx, .xls), LibreOffice (.ods) or .csv; anybody’s own spreadsheet will do. "
                "So will our own form, filled in: .xlsx, .pdf or .eoi.json, many at once, and the sheets "
                "“About you” that come with it. "
                "Nothing is kept before the last step."
            ),
            "muted",
        )
        for label in (self.name_label, self.said_label):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            body.addWidget(label)
        self.choose_button = SecondaryButton(tr("&Choose files"), self.choose, icon="folder")
        body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addStretch(1)
        self.add(self.area, 1)
        self.setAcceptDrops(True)

    def fill(self, state: ImportState) -> None:
        """Show the file that was read."""
        if state.workbook is not None:
            self.name_label.setText(state.workbook.name)
            self.said_label.setText(tr("This is read. Drop or choose something else to take that instead."))
            self.choose_button.setText(tr("&Choose other files"))

    def start_focus(self) -> None:
        """Where the keyboard begins."""
        self.choose_button.setFocus()

    def problem(self) -> str:
        """Nothing is missing that the file itself would not say."""
        return ""

    def choose(self) -> None:
        """Ask for one file, or several filled forms."""
        paths = ask_for_files(self)
        if paths:
            self.files_given.emit(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer may be dropped."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.area.set_selected(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They go elsewhere."""
        self.area.set_selected(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        self.area.set_selected(False)
        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files_given.emit(paths)
