"""The window: rail, pages, and the line at the foot that says what has happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.shortcuts import bind_window_keys
from commissioning_app.ui.lib.tasks import running_tasks, wait_for_tasks
from commissioning_app.ui.lib.theme import Tone, apply_theme
from commissioning_app.ui.lib.tokens import TEXT_PERCENTS
from commissioning_app.ui.navigation import OpenWorkspace, Route, Shell
from commissioning_app.ui.pages import first_route, may_go, rail_entries
from commissioning_app.ui.rail import Rail
from commissioning_app.ui.widgets.buttons import QuietButton
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Label

_FIRST_SIZE = (1366, 768)


class MainWindow(QMainWindow):
    """Shows what the navigator names, and what the shell says; its frame is there before a workspace is."""

    def __init__(self, shell: Shell, latest_round: Callable[[], str | None]) -> None:
        super().__init__()
        self.shell = shell
        self._latest_round = latest_round
        self.setWindowTitle(tr("Commissioning Together"))
        centre = QWidget()
        centre.setProperty("surface", "window")
        across = row(centre, gap="xs")
        across.setSpacing(0)
        self.rail = Rail()
        across.addWidget(self.rail)
        right = column(gap="xs")
        right.setSpacing(0)
        across.addLayout(right, 1)
        self.stack = QStackedWidget()
        self.opening = Label(tr("Opening your workspace…"), "muted")
        self.opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self.opening)
        right.addWidget(self.stack, 1)
        self.foot = self._make_foot()
        right.addWidget(self.foot)
        self.setCentralWidget(centre)
        self._connect()
        self.resize(*_FIRST_SIZE)
        self.setMinimumSize(640, 480)
        if shell.settings.geometry is not None:
            self.restoreGeometry(shell.settings.geometry)
        bind_window_keys(self)
        if hasattr(shell, "app"):
            self.begin()

    def begin_with(self, app: OpenWorkspace) -> None:
        """The workspace is open now."""
        self.shell.app = app
        self.begin()

    def begin(self) -> None:
        """Show whoever is at the desk where their day begins."""
        actor = self.shell.app.actor
        self.rail.set_entries(rail_entries(actor))
        self.rail.set_person(actor.name)
        self.shell.navigator.forget()
        self.shell.navigator.go(first_route(actor, self._latest_round()))

    def _sat_down(self) -> None:
        """Somebody else begins: nothing that was looked for before them is left standing."""
        from commissioning_app.ui.widgets.data_table import DataTable

        for page in self.shell.navigator.made_pages():
            for table in page.findChildren(DataTable):
                table.filter_box.clear()
        self.begin()

    def refresh(self) -> None:
        """Ask the services again for the page that is shown (F5)."""
        route = self.shell.navigator.current
        if route is not None:
            self.shell.navigator.page(route.name).refresh()

    def step_text_size(self, direction: int) -> None:
        """One step larger (1), smaller (-1), or back to 100 % (0)."""
        settings = self.shell.settings
        if direction == 0:
            settings.text_percent = 100
        else:
            further = [p for p in TEXT_PERCENTS if (p - settings.text_percent) * direction > 0]
            if not further:
                return
            settings.text_percent = further[0] if direction > 0 else further[-1]
        self.apply_look()
        self.shell.say(tr("Text size: {percent} %", percent=settings.text_percent), "info")

    def apply_look(self) -> None:
        """Take theme and text size from the settings."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.shell.settings.theme_mode, self.shell.settings.text_percent)
            self.rail.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail gives way when the window is narrow."""
        super().resizeEvent(event)
        self.rail.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down scroll the page from wherever the keyboard is."""
        keys = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        page = self.stack.currentWidget()
        scrolls = page.findChildren(ScrollPage) if page is not None and event.key() in keys else []
        shown = next((scroll for scroll in scrolls if scroll.isVisible()), None)
        if shown is None:
            super().keyPressEvent(event)
            return
        bar = shown.verticalScrollBar()
        bar.setValue(bar.value() + (1 if event.key() == keys[1] else -1) * bar.pageStep())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask when work is running; remember where the window stood."""
        route = self.shell.navigator.current
        if route is not None and not self.shell.navigator.page(route.name).may_leave():
            event.ignore()
            return
        if running_tasks() and not self._may_stop_work():
            event.ignore()
            return
        wait_for_tasks()
        self.shell.settings.geometry = self.saveGeometry()
        super().closeEvent(event)

    def _may_stop_work(self) -> bool:
        return confirm(
            self,
            tr("Stop what is running?"),
            tr("Something is still being done. If you close now it stops, and nothing of it is kept."),
            yes=tr("Stop and close"),
            no=tr("Wait"),
            danger=True,
        )

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("surface", "window")
        line = row(foot, gap="s")
        line.setContentsMargins(28, 0, 28, 12)
        self.message = InlineMessage()
        line.addWidget(self.message, 1)
        self.message_close = QuietButton("", self.quiet, icon="cross", name=tr("Close this message"))
        line.addWidget(self.message_close)
        foot.hide()
        return foot

    def _connect(self) -> None:
        shell = self.shell
        shell.navigator.guard = lambda route: may_go(shell.app.actor, route)
        shell.navigator.changed.connect(self._show)
        shell.said.connect(self._say)
        shell.person_changed.connect(self._sat_down)
        shell.look_changed.connect(self.apply_look)
        self.rail.chosen.connect(shell.navigator.go)

    def _show(self, route: Route) -> None:
        """Put the route's page on top and fill it."""
        self.quiet()
        page = self.shell.navigator.page(route.name)
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.rail.mark(route.name)
        try:
            page.open(route)
        except CommissioningError as error:
            self._say(str(error), "bad")
        self._focus(page)

    def _focus(self, page: QWidget) -> None:
        """The keyboard goes on in the new page, unless it is in the rail or the page has chosen a place."""
        here = QApplication.focusWidget()
        if here is not None and any(part.isAncestorOf(here) for part in (page, self.rail)):
            return
        stops = (part for part in page.findChildren(QWidget) if part.isVisibleTo(page) and part.isEnabled())
        first = next((part for part in stops if part.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str, tone: Tone) -> None:
        self.message.show_message(text, tone)
        self.foot.show()

    def quiet(self) -> None:
        """Close the message at the foot."""
        self.foot.hide()
        self.message.clear()
