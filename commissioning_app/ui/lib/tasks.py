"""Slow work off the main thread: results, progress and errors always arrive on the main thread."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from commissioning_app.domain.errors import Cancelled
from commissioning_app.translation import tr

T = TypeVar("T")
_PROGRESS_EVERY = 0.05
_log = logging.getLogger(__name__)


class CancelToken:
    """Shared between the Cancel button and the work; may be asked from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody pressed Cancel."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled when somebody pressed Cancel."""
        if self._event.is_set():
            raise Cancelled(tr("You cancelled this. Nothing was changed."))


@dataclass(frozen=True)
class ProgressUpdate:
    """How far the work is: `total` 0 means that nobody knows how much there is."""

    done: int
    total: int
    message: str


class Progress(Protocol):
    """What work calls as it goes; raises Cancelled when the person pressed Cancel."""

    def __call__(self, done: int, total: int = 0, message: str = "") -> None: ...


Work = Callable[[Progress, CancelToken], T]


class _Messenger(QObject):
    """Carries what happens in the thread over to the main thread, by queued signals."""

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)


class Task(QObject, Generic[T]):
    """One running piece of work; lives on the main thread until its end has been told."""

    finished = Signal()

    def __init__(self, messenger: _Messenger, token: CancelToken) -> None:
        super().__init__()
        self.token = token
        self.running = True
        self._messenger = messenger
        self._muted = False

    def cancel(self) -> None:
        """Ask the work to stop; `on_cancelled` (or `on_error`) follows when it has."""
        self.token.cancel()

    @Slot()
    def abandon(self) -> None:
        """Stop the work and tell nobody: whoever asked is gone."""
        self._muted = True
        self.token.cancel()

    def tell(self, callback: Callable[[Any], object] | None, value: object) -> None:
        """Hand a value to a callback, unless whoever asked is gone."""
        if callback is not None and not self._muted:
            callback(value)


class _Runnable(QRunnable):
    """Runs the work in the pool; holds no widget."""

    def __init__(self, work: Work[Any], messenger: _Messenger, token: CancelToken) -> None:
        super().__init__()
        self._work = work
        self._messenger = messenger
        self._token = token
        self._last = 0.0

    def _progress(self, done: int, total: int = 0, message: str = "") -> None:
        """Pass progress on, at most twenty times a second, and stop here when cancelled."""
        self._token.check()
        now = time.monotonic()
        if now - self._last >= _PROGRESS_EVERY or (total and done >= total):
            self._last = now
            self._messenger.progressed.emit(ProgressUpdate(done, total, message))

    def run(self) -> None:
        """Run the work; whatever it raises becomes a signal."""
        try:
            self._token.check()
            result = self._work(self._progress, self._token)
        except BaseException as error:
            self._messenger.failed.emit(error)
        else:
            self._messenger.finished.emit(result)


_running: set[Task[Any]] = set()


def run_task(
    work: Work[T],
    on_done: Callable[[T], object],
    on_error: Callable[[Exception], object],
    on_progress: Callable[[ProgressUpdate], object] | None = None,
    *,
    on_cancelled: Callable[[], object] | None = None,
    parent: QObject | None = None,
) -> Task[T]:
    """Run `work(progress, token)` off the main thread; every callback runs on the main thread.

    `progress(done, total, message)` raises Cancelled after Cancel, so work that reports often enough needs
    nothing else; `token.check()` does the same without a report. Cancelled goes to `on_cancelled`, or to
    `on_error` when there is none. When `parent` dies, the work is cancelled and no callback runs.
    """
    token = CancelToken()
    messenger = _Messenger()
    task: Task[T] = Task(messenger, token)
    _running.add(task)

    def end() -> None:
        task.running = False
        _running.discard(task)
        task.finished.emit()

    def done(result: T) -> None:
        try:
            task.tell(on_done, result)
        finally:
            end()

    def failed(error: BaseException) -> None:
        try:
            _tell_failure(task, error, on_error, on_cancelled)
        finally:
            end()

    relay = _Relay(task, done, failed, lambda update: task.tell(on_progress, update))
    messenger.progressed.connect(relay.progressed)
    messenger.finished.connect(relay.finished)
    messenger.failed.connect(relay.failed)
    if parent is not None:
        parent.destroyed.connect(task.abandon)
    QThreadPool.globalInstance().start(_Runnable(work, messenger, token))
    return task


class _Relay(QObject):
    """Receives the thread's signals on the main thread, where it was made."""

    def __init__(
        self,
        task: QObject,
        done: Callable[[Any], None],
        failed: Callable[[Any], None],
        progressed: Callable[[Any], None],
    ) -> None:
        super().__init__(task)
        self._done = done
        self._failed = failed
        self._progressed = progressed

    @Slot(object)
    def finished(self, result: object) -> None:
        """The work came to its end."""
        self._done(result)

    @Slot(object)
    def failed(self, error: object) -> None:
        """The work raised."""
        self._failed(error)

    @Slot(object)
    def progressed(self, update: object) -> None:
        """The work went on."""
        self._progressed(update)


def _tell_failure(
    task: Task[Any],
    error: BaseException,
    on_error: Callable[[Exception], object],
    on_cancelled: Callable[[], object] | None,
) -> None:
    """Say that the work was cancelled or failed; a panic of a native library counts as failed."""
    if isinstance(error, Cancelled) and on_cancelled is not None:
        task.tell(lambda _error: on_cancelled(), error)
        return
    if not isinstance(error, Cancelled):
        _log.error("Background work failed", exc_info=error)
    shown = error if isinstance(error, Exception) else RuntimeError(f"{type(error).__name__}: {error}")
    task.tell(on_error, shown)


def running_tasks() -> tuple[Task[Any], ...]:
    """What is at work now, so that closing the window can ask."""
    return tuple(_running)


def wait_for_tasks(milliseconds: int = 10_000) -> bool:
    """Cancel what runs and wait for it to stop; True when nothing is left."""
    for task in tuple(_running):
        task.abandon()
    return QThreadPool.globalInstance().waitForDone(milliseconds)
