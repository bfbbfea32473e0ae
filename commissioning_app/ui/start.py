"""From the start of the application to the first page: the last workspace, or a welcome."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.paths import data_folder, default_workspace
from commissioning_app.translation import tr
from commissioning_app.ui.app import create_window, make_application
from commissioning_app.ui.lib.errors import install_excepthook
from commissioning_app.ui.lib.first_paint import after_first_paint
from commissioning_app.ui.lib.settings import FileStore, Settings
from commissioning_app.ui.lib.tasks import CancelToken, Progress
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.pages import PAGES, ROUND_TABS

if TYPE_CHECKING:
    # Brings the database's library with it, which the window can be seen without.
    from commissioning_app.bootstrap import AppContext

LAST = "workspace"
"""The setting that remembers which workspace was open last."""


WARM_UP_AFTER_MS = 300
"""How long after the first page the other pages' modules are brought in, while nobody waits for them."""


class Beginning:
    """Shows one window at a time: the welcome, or a workspace's own."""

    def __init__(self, settings: Settings, *, default: Path | None = None) -> None:
        self.settings = settings
        self.default = default or default_workspace()
        self.window: QMainWindow | None = None
        self.app: AppContext | None = None

    def begin(self, place: str = "", *, then: Callable[[], object] = lambda: None) -> None:
        """Show the window, open in it the workspace that was named, or the last one; then do what was asked.

        Where there is none, or it can't be opened, there is the welcome.
        """
        chosen = place or str(self.settings.store.value(LAST, "") or "")
        if not chosen and not self.default.exists():
            self.welcome()
            then()
            return
        window = self._make_window(None)
        self._show(window)
        after_first_paint(window, partial(self._open_in, window, chosen or str(self.default), then))

    def open(self, place: str) -> None:
        """Show the workspace at a place; raises CommissioningError when it can't be opened."""
        self._take(place)
        self._show(self._make_window(self.app))

    def _open_in(self, window: MainWindow, place: str, then: Callable[[], object]) -> None:
        try:
            window.begin_with(self._take(place))
            QTimer.singleShot(WARM_UP_AFTER_MS, window, partial(warm_up, window))
        except CommissioningError as error:
            self.welcome(str(error))
        finally:
            then()

    def _take(self, place: str) -> AppContext:
        from commissioning_app.bootstrap import open_app

        app = open_app(place)
        self._close_app()
        self.app = app
        self.settings.store.set_value(LAST, place)
        return app

    def _make_window(self, app: AppContext | None) -> MainWindow:
        window = create_window(app, self.settings, latest_round=self._latest_round)
        window.shell.other_wanted.connect(self.welcome)
        return window

    def welcome(self, message: str = "") -> None:
        """Offer the sample round, a workspace of one's own, or another."""
        from commissioning_app.ui.welcome import WelcomePage

        page = WelcomePage()
        if message:
            page.message.show_message(message, "bad")
        page.sample_wanted.connect(self.open_sample)
        page.own_wanted.connect(self.start_own)
        page.open_wanted.connect(self.open_other)
        window = QMainWindow()
        window.setWindowTitle(tr("Commissioning Together"))
        window.setCentralWidget(page)
        window.resize(1366, 768)
        self._show(window)

    def open_sample(self) -> None:
        """Open the sample workspace; the first time its round is lived through, which takes a moment."""
        from commissioning_app.bootstrap import has_workspace

        place = str(data_folder() / "sample-round.db")
        if has_workspace(place):
            self._try(place)
            return
        from commissioning_app.ui.lib.progress import run_with_dialog

        def work(progress: Progress, token: CancelToken) -> None:
            from commissioning_app.sample_round import open_sample

            open_sample(place, progress=progress)

        assert self.window is not None
        run_with_dialog(
            self.window,
            tr("Living through the sample round"),
            work,
            lambda _: self._try(place),
            self._failed,
        )

    def start_own(self) -> None:
        """Create a workspace for one's own funder and open it."""
        from commissioning_app.bootstrap import has_workspace, open_app
        from commissioning_app.services.workspace import set_up_workspace
        from commissioning_app.ui.first_steps import OwnWorkspaceDialog

        dialog = OwnWorkspaceDialog(self.window, self._free_place())
        if not dialog.exec():
            return
        funder, kind, person, place = dialog.answers
        try:
            if has_workspace(place):
                self._failed(tr("There is a workspace at {place} already. Open it instead.", place=place))
                return
            made = open_app(place, create=True)
            set_up_workspace(made.services, funder_name=funder, funder_kind=kind, person_name=person)
            made.close()
        except CommissioningError as error:
            self._failed(error)
            return
        self._try(place)

    def open_other(self) -> None:
        """Open a workspace file or a team's database."""
        from commissioning_app.ui.first_steps import OpenWorkspaceDialog

        dialog = OpenWorkspaceDialog(self.window)
        if dialog.exec():
            self._try(dialog.chosen)

    def _try(self, place: str) -> None:
        try:
            self.open(place)
        except CommissioningError as error:
            self._failed(error)

    def _failed(self, error: BaseException | str) -> None:
        self.welcome(str(error))

    def _free_place(self) -> Path:
        place, number = self.default, 2
        while place.exists():
            place = self.default.with_name(f"workspace-{number}.db")
            number += 1
        return place

    def _latest_round(self) -> str | None:
        from commissioning_app.services.rounds import list_rounds

        assert self.app is not None
        try:
            rounds = list_rounds(self.app.services)
        except CommissioningError:
            return None
        return rounds[0].code if rounds else None

    def _show(self, window: QMainWindow) -> None:
        before, self.window = self.window, window
        if before is not None:
            window.setGeometry(before.geometry())
        window.show()
        if before is not None:
            before.close()
            # The click that brought us here may have come from it: let it go once that click is over.
            QTimer.singleShot(0, partial(_let_go, before))

    def _close_app(self) -> None:
        if self.app is not None:
            self.app.close()


def warm_up(window: QMainWindow, places: tuple[str, ...] | None = None) -> None:
    """Import the modules of the pages that are opened next, one at a time, so that each opens at once."""
    left = tuple({**ROUND_TABS, **PAGES}.values()) if places is None else places
    if left:
        import_module(left[0].partition(":")[0])
        QTimer.singleShot(0, window, partial(warm_up, window, left[1:]))


def _let_go(window: QMainWindow) -> None:
    window.deleteLater()


def start(place: str = "") -> int:
    """Show the first window until the last is closed; returns the exit code."""
    settings = Settings(FileStore())
    application: QApplication = make_application(settings)
    install_excepthook()
    beginning = Beginning(settings)
    # Collecting garbage was put off while modules are imported: they make none, and it costs a tenth.
    beginning.begin(place, then=_collect_garbage)
    return application.exec()


def _collect_garbage() -> None:
    """From now on, but not among what the start made: it stays, and going through it is a pause one feels."""
    gc.freeze()
    gc.enable()
