"""Making all letters into a folder: where, which versions; then progress, and the way to the folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.services.letters import LetterBatch, make_letters
from commissioning_app.services.whole_files import safe_name
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.progress import run_with_dialog
from commissioning_app.ui.lib.tasks import CancelToken, Progress, Task
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.path_field import PathField, choose_new_folder, documents_folder
from commissioning_app.ui.widgets.text import Prose


@dataclass(frozen=True)
class BatchWish:
    """Where the letters go, and in which versions."""

    folder: Path
    large_print: bool
    text: bool


class MakeLettersDialog(Dialog):
    """Asks where the letters go; a new folder is proposed."""

    def __init__(self, parent: QWidget | None, round_code: str, count: int, today: date) -> None:
        said = tr_count(
            "{count} letter is made as a PDF. Either all is written or nothing.",
            "{count} letters are made, each as a PDF. Either all are written or none.",
            count,
        )
        super().__init__(parent, tr("Make all letters"), said, width=620)
        self.folder = PathField(proposed_folder(round_code, today), choose_new_folder)
        help = tr("A new folder. One that holds other files is refused.")
        self.folder_field = FormField(tr("&Folder"), self.folder, help=help)
        self.body.addWidget(self.folder_field)
        self.large_box = QCheckBox(tr("In &large print"))
        self.text_box = QCheckBox(tr("With a plain &text version beside each"))
        self.body.addWidget(self.large_box)
        self.body.addWidget(self.text_box)
        self.body.addWidget(Prose(tr("Nothing is sent to anybody: you send the letters."), "muted"))
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        self.ok = self.add_button(PrimaryButton(tr("Make the letters"), self._take), default=True)
        self.ok.setFocus()

    @property
    def wish(self) -> BatchWish | None:
        """What was chosen, or None without a folder."""
        folder = self.folder.path
        if folder is None:
            return None
        return BatchWish(folder, self.large_box.isChecked(), self.text_box.isChecked())

    def _take(self) -> None:
        if self.folder.path is None:
            self.folder_field.set_error(tr("Say which folder the letters go to."))
            self.folder.setFocus()
            return
        self.accept()


def proposed_folder(round_code: str, today: date) -> Path:
    """A folder among the person's documents, named after the round and the day: Letters R1 2026-12-04."""
    return documents_folder() / safe_name(f"Letters {round_code} {today.isoformat()}")


def start_batch(
    parent: QWidget,
    shell: Shell,
    round_code: str,
    wish: BatchWish,
    on_done: Callable[[LetterBatch], object],
    on_error: Callable[[Exception], object],
) -> Task[LetterBatch]:
    """Make the letters behind a progress dialog with Cancel."""
    context, press = shell.context, shell.app.letter_press()

    def work(progress: Progress, _token: CancelToken) -> LetterBatch:
        return make_letters(
            context,
            press=press,
            round_code=round_code,
            folder=wish.folder,
            large_print=wish.large_print,
            text=wish.text,
            progress=progress,
        )

    def cancelled() -> None:
        shell.say(tr("Cancelled. No letter was written."), "info")

    return run_with_dialog(parent, tr("Making the letters"), work, on_done, on_error, on_cancelled=cancelled)


def open_folder(folder: Path) -> bool:
    """Show a folder in the system's own window; False where that can't be done."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
