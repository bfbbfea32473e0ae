"""What a person sees of an error: a sentence in the page, or one dialog for the unexpected."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from commissioning_app import __version__
from commissioning_app.domain.errors import BadValue, Cancelled, CommissioningError
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage

_log = logging.getLogger(__name__)
SAVED_WORDS = "Everything that you saved before is safe. What you were just doing may not have been saved."


def sentence_of(error: BaseException) -> str:
    """One plain sentence about an error."""
    if isinstance(error, CommissioningError) and str(error):
        return str(error)
    if isinstance(error, PermissionError):
        return tr("This file or folder can’t be written. It may be open in another program.")
    if isinstance(error, OSError):
        return tr(
            "The computer could not read or write a file: {reason}.", reason=error.strerror or str(error)
        )
    return tr("Something went wrong that nobody foresaw. Nothing half-done was kept.")


def show_error(
    error: Exception, message: InlineMessage, fields: dict[str, FormField] | None = None
) -> FormField | None:
    """Say an error where it belongs: beside its field, else in the page's message.

    Cancelled is told mildly. What nobody foresaw also goes to the error dialog, with details to copy.
    Returns the field that the error stands beside.
    """
    if isinstance(error, BadValue) and fields and error.field in fields:
        field = fields[error.field]
        field.set_error(str(error))
        field.editor.setFocus()
        message.clear()
        return field
    message.show_message(sentence_of(error), "info" if isinstance(error, Cancelled) else "bad")
    if not isinstance(error, (CommissioningError, OSError)):
        report_unexpected(error, message.window())
    return None


class ErrorDialog(Dialog):
    """What happened, what was saved, details to copy."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent, tr("Something went wrong"), sentence_of(error), width=600)
        self.details = details_of(error)
        self.saved_label = FormField(tr("Details for whoever helps you"), self._make_details())
        self.body.addWidget(self.saved_label)
        self.saved_label.set_error("")
        self.text_label.setText(f"{sentence_of(error)} {tr(SAVED_WORDS)}")
        self.add_button(SecondaryButton(tr("Copy the details"), self.copy_details, icon="copy"))
        self.add_button(PrimaryButton(tr("Go on"), self.accept), default=True).setFocus()

    def _make_details(self) -> QPlainTextEdit:
        box = QPlainTextEdit(self.details)
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setMinimumHeight(theme().px(140))
        return box

    def copy_details(self) -> None:
        """Details to the clipboard."""
        QGuiApplication.clipboard().setText(self.details)


def details_of(error: BaseException) -> str:
    """Versions and traceback; no names or values of the workspace beyond what the traceback says."""
    system = (
        f"Commissioning Together {__version__}, Python {platform.python_version()}, {platform.platform()}"
    )
    return system + "\n\n" + "".join(traceback.format_exception(error))


_open: list[ErrorDialog] = []


def report_unexpected(error: BaseException, parent: QWidget | None = None) -> None:
    """Log an unforeseen error and show the dialog, one at a time."""
    _log.error("Unforeseen error", exc_info=error)
    if isinstance(error, CommissioningError):
        _show_refusal(error, parent)
        return
    if _open or QApplication.instance() is None:
        return
    dialog = ErrorDialog(error, parent if parent is not None else QApplication.activeWindow())
    _open.append(dialog)
    dialog.finished.connect(lambda _result: _open.remove(dialog))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _show_refusal(error: CommissioningError, parent: QWidget | None) -> None:
    """A refusal that no page has caught is still one plain sentence."""
    if QApplication.instance() is None:
        return
    dialog = Dialog(parent or QApplication.activeWindow(), tr("This can’t be done"), str(error))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.add_button(PrimaryButton(tr("Go on"), dialog.accept), default=True).setFocus()
    dialog.open()


class _Bridge(QObject):
    """Brings errors of other threads to the main one."""

    happened = Signal(object)

    @Slot(object)
    def show(self, error: BaseException) -> None:
        """Show it, once the event that raised it is over."""
        QTimer.singleShot(0, self, lambda: report_unexpected(error))


_bridge: _Bridge | None = None


def install_excepthook() -> Callable[[], None]:
    """Send every uncaught exception, from any thread, to the log and the dialog; returns how to undo it."""
    global _bridge
    _bridge = _Bridge()
    bridge = _bridge
    bridge.happened.connect(bridge.show)
    before, before_threads = sys.excepthook, threading.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        bridge.happened.emit(error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            bridge.happened.emit(args.exc_value)

    sys.excepthook, threading.excepthook = hook, thread_hook

    def undo() -> None:
        sys.excepthook, threading.excepthook = before, before_threads

    return undo
