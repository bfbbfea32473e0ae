"""Errors: beside the field, in the page, or in the one dialog for what nobody foresaw."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from commissioning_app.domain.errors import BadValue, Cancelled, NotAllowed
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.errors import (
    ErrorDialog,
    install_excepthook,
    report_unexpected,
    sentence_of,
    show_error,
)
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage


@pytest.fixture
def message(qtbot: QtBot) -> InlineMessage:
    made = InlineMessage()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def hook() -> Iterator[None]:
    undo = install_excepthook()
    yield
    undo()


def open_dialogs(qapp: QApplication) -> list[ErrorDialog]:
    return [w for w in qapp.topLevelWidgets() if isinstance(w, ErrorDialog) and w.isVisible()]


def close_dialogs(qapp: QApplication, qtbot: QtBot) -> None:
    for dialog in open_dialogs(qapp):
        dialog.accept()
    qtbot.waitUntil(lambda: not open_dialogs(qapp))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NotAllowed("Only an officer opens a round."), "Only an officer opens a round."),
        (
            PermissionError(13, "denied"),
            "This file or folder can’t be written. It may be open in another program.",
        ),
        (
            OSError(28, "No space left on device"),
            "The computer could not read or write a file: No space left on device.",
        ),
        (KeyError("x"), "Something went wrong that nobody foresaw. Nothing half-done was kept."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_error_is_one_plain_sentence(error: Exception, sentence: str) -> None:
    assert sentence_of(error) == sentence


def test_a_bad_value_stands_beside_its_field(qtbot: QtBot, message: InlineMessage) -> None:
    field = FormField("Pot", QLineEdit())
    qtbot.addWidget(field)
    error = BadValue("The pot must be more than nothing.", field="pot")
    assert show_error(error, message, {"pot": field}) is field
    assert (field.error, message.text) == ("The pot must be more than nothing.", "")


def test_other_errors_stand_in_the_page(qapp: QApplication, message: InlineMessage) -> None:
    assert show_error(NotAllowed("Only an officer does that."), message, {}) is None
    assert (message.text, message.property("tone")) == ("Only an officer does that.", "bad")
    show_error(Cancelled("You cancelled this. Nothing was changed."), message)
    assert message.property("tone") == "info"
    assert open_dialogs(qapp) == []


def test_what_nobody_foresaw_opens_the_dialog_once(
    qtbot: QtBot, qapp: QApplication, message: InlineMessage
) -> None:
    show_error(KeyError("gone"), message)
    report_unexpected(ValueError("another"))
    assert len(open_dialogs(qapp)) == 1
    dialog = open_dialogs(qapp)[0]
    assert "Everything that you saved before is safe." in dialog.text_label.text()
    dialog.copy_details()
    copied = QGuiApplication.clipboard().text()
    assert "KeyError: 'gone'" in copied and "Python 3" in copied
    close_dialogs(qapp, qtbot)


def test_an_uncaught_exception_reaches_the_dialog(qtbot: QtBot, qapp: QApplication, hook: None) -> None:
    error = RuntimeError("out of nowhere")
    sys.excepthook(RuntimeError, error, None)
    qtbot.waitUntil(lambda: len(open_dialogs(qapp)) == 1)
    assert "out of nowhere" in open_dialogs(qapp)[0].details
    close_dialogs(qapp, qtbot)


def test_one_from_another_thread_does_too(qtbot: QtBot, qapp: QApplication, hook: None) -> None:
    def burst() -> None:
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=burst)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(open_dialogs(qapp)) == 1)
    assert "in a thread" in open_dialogs(qapp)[0].details
    close_dialogs(qapp, qtbot)


def test_a_refusal_that_no_page_caught_is_still_one_sentence(
    qtbot: QtBot, qapp: QApplication, hook: None
) -> None:
    sys.excepthook(NotAllowed, NotAllowed("Only an officer opens a round."), None)

    def refusals() -> list[Dialog]:
        return [w for w in qapp.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible()]

    qtbot.waitUntil(lambda: len(refusals()) == 1)
    dialog = refusals()[0]
    assert (type(dialog), dialog.text_label.text()) == (Dialog, "Only an officer opens a round.")
    dialog.accept()
    qtbot.waitUntil(lambda: not refusals())
