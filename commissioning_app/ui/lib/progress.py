"""Shows what slow work is doing, how far it is, and a Cancel that stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.tasks import ProgressUpdate, Task, Work, run_task
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.text import Label

T = TypeVar("T")


class ProgressPanel(QWidget):
    """What is being done, how far it is, Cancel; hidden while nothing is."""

    cancel_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self, gap="s")
        self.title_label = Label("", "strong")
        self.message_label = Label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = SecondaryButton(tr("Cancel"), self._cancel)
        line = row(gap="l")
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel_button)
        for part in (self.title_label, self.message_label):
            outer.addWidget(part)
        outer.addLayout(line)
        self.hide()

    def start(self, title: str) -> None:
        """Show that something has begun."""
        self.title_label.setText(title)
        self.message_label.setText("")
        self.bar.setAccessibleName(title)
        self._show_unknown()
        self.cancel_button.setEnabled(True)
        self.cancel_button.setText(tr("Cancel"))
        self.show()

    def update_progress(self, update: ProgressUpdate) -> None:
        """Show how far it is."""
        if update.total > 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(update.done * 1000 // update.total)
        else:
            self._show_unknown()
        if update.message:
            self.message_label.setText(update.message)
        elif update.total > 0:
            self.message_label.setText(
                tr("{done} of {total}", done=f"{update.done:,}", total=f"{update.total:,}")
            )

    def _show_unknown(self) -> None:
        """Nobody knows how much there is: a moving bar, or a still one for those who want less motion."""
        self.bar.setRange(0, 1000 if theme().reduced_motion else 0)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText(tr("Stopping…"))
        self.cancel_pressed.emit()


class ProgressDialog(QDialog):
    """A dialog over the window while slow work runs; Esc and the close button cancel."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme().px(460))
        outer = column(self, gap="m", margin="xl")
        self.panel = ProgressPanel()
        outer.addWidget(self.panel)
        self.panel.start(title)
        self._finished = False

    def finish(self) -> None:
        """The work has ended; go away."""
        self._finished = True
        self.accept()

    def reject(self) -> None:
        """Esc asks the work to stop; the dialog goes when it has."""
        if not self._finished:
            self.panel.cancel_button.click()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The close button does what Cancel does."""
        if self._finished:
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()


def run_with_dialog(
    parent: QWidget,
    title: str,
    work: Work[T],
    on_done: Callable[[T], object],
    on_error: Callable[[Exception], object],
    *,
    on_cancelled: Callable[[], object] | None = None,
) -> Task[T]:
    """`run_task` behind a modal progress dialog with Cancel; the dialog is gone before a callback runs."""
    dialog = ProgressDialog(title, parent)

    def end() -> None:
        dialog.finish()
        dialog.deleteLater()

    def done(result: T) -> None:
        end()
        on_done(result)

    def failed(error: Exception) -> None:
        end()
        on_error(error)

    def cancelled() -> None:
        end()
        if on_cancelled is not None:
            on_cancelled()

    task = run_task(work, done, failed, dialog.panel.update_progress, on_cancelled=cancelled, parent=dialog)
    dialog.panel.cancel_pressed.connect(task.cancel)
    dialog.open()
    return task
