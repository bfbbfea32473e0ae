"""Start the window: application, theme, fonts, the net for unforeseen errors, the main window."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commissioning_app import __version__
from commissioning_app.translation import tr
from commissioning_app.ui.lib.icons import icon
from commissioning_app.ui.lib.settings import Settings, use_settings
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.lib.wording import wording
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Navigator, OpenWorkspace, Page, Shell
from commissioning_app.ui.pages import PAGES, load_page


def make_application(settings: Settings) -> QApplication:
    """The application in the look that the settings ask for; the one that is there when there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("commissioning-app")
    app.setApplicationDisplayName(tr("Commissioning Together"))
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("commissioning-app")
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    apply_theme(app, settings.theme_mode, settings.text_percent)
    app.setWindowIcon(icon("scales", "accent"))
    return app


def create_window(
    app_context: OpenWorkspace | None,
    settings: Settings,
    *,
    latest_round: Callable[[], str | None] = lambda: None,
) -> MainWindow:
    """The window on a workspace, not shown yet; finance opens on the round that `latest_round` names.

    Without a workspace it is the frame only, until `begin_with` gives it one.
    """
    use_settings(settings)
    navigator = Navigator()
    shell = Shell(app_context, navigator, settings)
    wording().use(lambda: shell.context)
    for name, place in PAGES.items():
        navigator.register(name, _factory(place, shell))
    return MainWindow(shell, latest_round)


def _factory(place: str, shell: Shell) -> Callable[[], Page]:
    return lambda: load_page(place, shell)
