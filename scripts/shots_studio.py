"""The running window on sample workspaces in chosen states, one scene after another, in each look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from commissioning_app.domain.rounds import RoundState
from commissioning_app.sample_round.living import CODE, SampleRun
from commissioning_app.sample_round.winter import live_winter
from commissioning_app.services.due_diligence import check_items, propose_exception
from commissioning_app.services.policy_changes import change_policy
from commissioning_app.services.queries.before_paying import before_paying_page
from commissioning_app.services.subsidy import record_no_enterprises
from commissioning_app.ui.app import create_window
from commissioning_app.ui.lib.settings import MemoryStore, Settings
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.lib.theme import ThemeMode, apply_theme
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.start import Beginning

T = TypeVar("T")
SIZE = (1366, 768)
LOOKS: dict[str, tuple[ThemeMode, int]] = {
    "light": ("light", 100),
    "dark": ("dark", 100),
    "200": ("light", 200),
}
"""Each look by the end of its pictures' names: theme and text size in percent."""

SHOWN_PLACE = r"H:\Grants\workspace.db"
"""Where pictures say that the workspace is, on whatever machine they are drawn."""

OFFICER = "Sam Sample (officer)"
APPROVER = "Alex Sample (approver)"
FINANCE = "Frances Sample (finance)"
MEMBER = "Amara (sample)"
LACKING = "Deaf Women's Advice (sample)"
"""The organisation for which an exception waits."""


@dataclass(frozen=True)
class Scene:
    """One picture: a workspace, who is at the desk, where they go, what they press.

    ``act`` is done on the page. ``dialog`` opens one, which is in the picture once ``inside`` is done in it.
    """

    name: str
    world: str
    route: Route | None = None
    person: str = OFFICER
    act: Callable[[MainWindow], object] | None = None
    dialog: Callable[[MainWindow], object] | None = None
    inside: Callable[[QDialog], object] | None = None


def _draft(run: SampleRun) -> None:
    run.take_to(RoundState.DRAFT)


def _taking_eois(run: SampleRun) -> None:
    run.take_to(RoundState.OPEN)
    run.on(date(2026, 2, 27))


def _closed(run: SampleRun) -> None:
    run.take_to(RoundState.CLOSED)


def _moderation(run: SampleRun) -> None:
    run.take_to(RoundState.MODERATION)
    run.on(date(2026, 4, 1))


def _announced(run: SampleRun) -> None:
    """All are told, and the officer has begun to look into those to be funded."""
    run.take_to(RoundState.ANNOUNCED)
    run.on(date(2026, 4, 24))
    rows = before_paying_page(run.officer, round_code=CODE).rows
    for row in rows[:20]:
        of_it: dict[str, Any] = {"round_code": CODE, "organisation_id": row.organisation_id}
        items = [line.item for line in row.diligence.items]
        lacks = row.organisation == LACKING
        check_items(run.officer, **of_it, items=items[lacks:], note="In the round’s folder")
        if lacks:
            propose_exception(run.officer, **of_it, why="They sign a new constitution at their May meeting.")
    seen = [row.organisation_id for row in rows[:18]]
    record_no_enterprises(run.officer, round_code=CODE, organisations=seen)


def _paying(run: SampleRun) -> None:
    """As a person finds it who opens the sample: one round pays, another is being scored."""
    run.take_to(RoundState.PAYING)
    live_winter(run)
    change_policy(
        run.app.services.acting_as(run.people[OFFICER].as_actor()),
        changes={"simple.days_open": 35, "core.small_organisation_line": "£80,000"},
        reason="Groups told us that four weeks are too short; ours are smaller than the line",
    )


WORLDS: dict[str, Callable[[SampleRun], None]] = {
    "draft": _draft,
    "open": _taking_eois,
    "closed": _closed,
    "moderation": _moderation,
    "announced": _announced,
    "paying": _paying,
}


class Studio:
    """Makes each workspace when a scene first needs it, and shows all scenes in one look."""

    def __init__(self, folder: Path, look: str) -> None:
        self.folder = folder
        self._runs: dict[str, SampleRun] = {}
        self._windows: dict[str, QMainWindow] = {}
        mode, percent = LOOKS[look]
        self._chosen = {"theme": mode, "text_percent": percent}
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, mode, percent)

    def play(self, scene: Scene, take: Callable[[QMainWindow, QDialog | None], T]) -> T:
        """Show a scene, come to rest, and give its window and dialog to ``take``."""
        window = self._show(scene)
        if scene.dialog is None:
            _put_focus_away(window)
            settle(window)
            return take(window, None)
        opener = scene.dialog
        return _in_dialog(lambda: opener(window), scene.inside, lambda dialog: take(window, dialog))

    def close(self) -> None:
        """Let go of windows and workspaces."""
        for window in self._windows.values():
            window.hide()
            window.deleteLater()
        for run in self._runs.values():
            run.finish()
        self._windows, self._runs = {}, {}

    def _show(self, scene: Scene) -> QMainWindow:
        window = self._window(scene.world)
        for other in self._windows.values():
            other.setVisible(other is window)
        window.resize(*SIZE)
        settle(window)
        if not isinstance(window, MainWindow):
            return window
        run = self._runs[scene.world]
        run.app.act_as(run.people[scene.person].as_actor())
        window.shell.sat_down()
        if scene.route is not None:
            assert window.shell.navigator.go(scene.route), f"{scene.name}: there is no way to {scene.route}"
        settle(window)
        if scene.act is not None:
            scene.act(window)
            settle(window)
        return window

    def _window(self, world: str) -> QMainWindow:
        if world not in self._windows:
            self._windows[world] = self._make(world)
        return self._windows[world]

    def _make(self, world: str) -> QMainWindow:
        settings = Settings(MemoryStore(dict(self._chosen)))
        if world == "nothing":
            self._beginning = Beginning(settings, default=self.folder / "none.db")
            self._beginning.begin()
            assert self._beginning.window is not None
            return self._beginning.window
        run = self._runs[world] = SampleRun(str(self.folder / f"{world}.db"))
        WORLDS[world](run)
        run.app.place = SHOWN_PLACE
        return create_window(run.app, settings)


def settle(root: QWidget) -> None:
    """Wait for work in other threads, then let layouts, due timers and painting come to rest."""
    while running_tasks():
        QApplication.processEvents()
    for _ in range(5):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    for view in root.findChildren(QPdfView):
        _wait_for_pages(view)


def _wait_for_pages(view: QPdfView) -> None:
    """Pages of a PDF are drawn in a thread that tells nobody: wait while the paper is blank."""
    until = monotonic() + 5
    while view.isVisible() and monotonic() < until:
        paper = view.grab(view.rect().adjusted(12, 12, -24, -12)).toImage()
        across = range(0, paper.width(), 3)
        if len({paper.pixel(x, y) for x in across for y in range(0, paper.height(), 3)}) > 3:
            return
        QApplication.processEvents()


def _put_focus_away(window: QMainWindow) -> None:
    """Pictures show a page at rest: neither a focus frame nor a cursor that blinks."""
    focused = window.focusWidget()
    if focused is not None:
        focused.clearFocus()


def _in_dialog(
    open_it: Callable[[], object], inside: Callable[[QDialog], object] | None, take: Callable[[QDialog], T]
) -> T:
    """Open a dialog that waits for an answer, act in it, give it to ``take``, and leave it."""
    taken: list[T] = []
    problems: list[BaseException] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            problems.append(AssertionError("no dialog has opened"))
            return
        try:
            settle(dialog)
            if inside is not None:
                inside(dialog)
                settle(dialog)
            taken.append(take(dialog))
        except BaseException as error:
            problems.append(error)
        dialog.done(0)

    QTimer.singleShot(0, act)
    open_it()
    settle(QApplication.activeWindow() or QWidget())
    if problems:
        raise problems[0]
    return taken[0]
