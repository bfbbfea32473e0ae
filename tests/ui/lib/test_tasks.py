"""Slow work: off the main thread, always heard of on it, and Cancel that stops."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commissioning_app.domain.errors import Cancelled
from commissioning_app.ui.lib.progress import ProgressDialog, ProgressPanel, run_with_dialog
from commissioning_app.ui.lib.tasks import (
    CancelToken,
    Progress,
    ProgressUpdate,
    run_task,
    running_tasks,
    wait_for_tasks,
)


def on_main(qapp: QApplication) -> bool:
    return QThread.currentThread() is qapp.thread()


def test_the_result_arrives_on_the_main_thread(qtbot: QtBot, qapp: QApplication) -> None:
    heard: list[object] = []

    def work(_progress: Progress, _token: CancelToken) -> bool:
        return on_main(qapp)

    run_task(work, lambda result: heard.append((result, on_main(qapp))), heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(False, True)]
    assert running_tasks() == ()


def test_an_exception_arrives_as_an_error(qtbot: QtBot, qapp: QApplication) -> None:
    heard: list[object] = []

    def work(_progress: Progress, _token: CancelToken) -> None:
        raise ValueError("no such sheet")

    run_task(work, heard.append, lambda error: heard.extend([str(error), on_main(qapp)]))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["no such sheet", True]


def test_a_panic_of_a_native_library_arrives_as_an_error(qtbot: QtBot) -> None:
    class Panic(BaseException):
        pass

    heard: list[Exception] = []

    def work(_progress: Progress, _token: CancelToken) -> None:
        raise Panic("index out of range")

    run_task(work, lambda _result: None, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert (type(heard[0]), str(heard[0])) == (RuntimeError, "Panic: index out of range")


def test_progress_arrives_and_its_last_word_is_never_dropped(qtbot: QtBot) -> None:
    updates: list[ProgressUpdate] = []
    done: list[int] = []

    def work(progress: Progress, _token: CancelToken) -> int:
        for number in range(1, 501):
            progress(number, 500, f"Row {number}")
        return 500

    run_task(work, done.append, lambda _error: None, updates.append)
    qtbot.waitUntil(lambda: bool(done))
    assert updates[-1] == ProgressUpdate(500, 500, "Row 500")
    assert len(updates) < 500


def test_cancel_stops_the_work_at_its_next_report(qtbot: QtBot) -> None:
    started, heard, steps = threading.Event(), [], []

    def work(progress: Progress, token: CancelToken) -> None:
        started.set()
        for number in range(1_000_000):
            steps.append(number)
            progress(number)
            token.check()

    task = run_task(work, heard.append, heard.append, on_cancelled=lambda: heard.append("cancelled"))
    assert started.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["cancelled"]
    assert len(steps) < 1_000_000


def test_without_on_cancelled_cancel_is_an_error(qtbot: QtBot) -> None:
    heard: list[Exception] = []
    gate = threading.Event()

    def work(_progress: Progress, token: CancelToken) -> None:
        gate.wait(5)
        token.check()

    task = run_task(work, lambda _result: None, heard.append)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Cancelled)


def test_nobody_is_called_when_the_parent_is_gone(qtbot: QtBot) -> None:
    parent, heard, started, gate = QObject(), [], threading.Event(), threading.Event()

    def work(_progress: Progress, _token: CancelToken) -> str:
        started.set()
        gate.wait(5)
        return "too late"

    task = run_task(work, heard.append, heard.append, parent=parent)
    assert started.wait(5)
    parent.deleteLater()
    qtbot.waitUntil(lambda: task.token.cancelled)
    gate.set()
    qtbot.waitUntil(lambda: not task.running)
    assert heard == []


def test_an_error_in_a_callback_still_ends_the_task(qtbot: QtBot) -> None:
    def burst(_result: object) -> None:
        raise RuntimeError("the page has a fault")

    with qtbot.captureExceptions() as caught:
        task = run_task(lambda _p, _t: 1, burst, lambda _error: None)
        qtbot.waitUntil(lambda: not task.running)
    assert [str(error) for _kind, error, _trace in caught] == ["the page has a fault"]
    assert running_tasks() == ()


def test_closing_waits_for_what_runs(qtbot: QtBot) -> None:
    ended: list[bool] = []
    started = threading.Event()

    def work(_progress: Progress, token: CancelToken) -> None:
        started.set()
        while not token.cancelled:
            pass
        ended.append(True)

    task = run_task(work, lambda _result: None, lambda _error: None)
    assert started.wait(5)
    assert wait_for_tasks()
    assert ended == [True]
    qtbot.waitUntil(lambda: not task.running)


def test_the_panel_says_what_is_done_and_how_far_it_is(qtbot: QtBot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    panel.start("Reading the workbook")
    panel.update_progress(ProgressUpdate(120, 480, ""))
    shown = (
        panel.title_label.text(),
        panel.message_label.text(),
        panel.bar.value(),
        panel.bar.accessibleName(),
    )
    assert shown == ("Reading the workbook", "120 of 480", 250, "Reading the workbook")
    with qtbot.waitSignal(panel.cancel_pressed):
        panel.cancel_button.click()
    assert (panel.cancel_button.isEnabled(), panel.cancel_button.text()) == (False, "Stopping…")


@pytest.mark.parametrize("how", ["result", "error", "escape"])
def test_the_dialog_goes_before_the_answer_comes(qtbot: QtBot, qapp: QApplication, how: str) -> None:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    heard: list[str] = []
    gate = threading.Event()

    def work(_progress: Progress, token: CancelToken) -> str:
        gate.wait(5)
        token.check()
        if how == "error":
            raise ValueError("no")
        return "yes"

    def tell(word: str) -> None:
        dialogs = [w for w in qapp.topLevelWidgets() if isinstance(w, ProgressDialog) and w.isVisible()]
        heard.append(f"{word} {len(dialogs)}")

    run_with_dialog(
        window, "Writing", work, tell, lambda e: tell(str(e)), on_cancelled=lambda: tell("cancelled")
    )
    dialog = next(w for w in qapp.topLevelWidgets() if isinstance(w, ProgressDialog) and w.isVisible())
    if how == "escape":
        dialog.reject()
        assert dialog.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [{"result": "yes 0", "error": "no 0", "escape": "cancelled 0"}[how]]
