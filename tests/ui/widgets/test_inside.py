"""No part of a widget is a window of its own for a moment: that flickers, and takes the keyboard away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage, NextBanner
from commissioning_app.ui.widgets.page import PageHeader
from commissioning_app.ui.widgets.score_buttons import ScoreButtons


class Windows(QObject):
    """Writes down which widgets were shown as windows."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.mark.parametrize(
    "make",
    [
        lambda: Card("Title", note="A note"),
        lambda: EmptyState("Nothing yet", "It will be here.", "Begin"),
        lambda: FormField("Name", QLineEdit(), help="As on the letter"),
        lambda: Dialog(None, "Sure?", "It can’t be undone."),
        lambda: NextBanner("Next", "A detail", "Go"),
        lambda: InlineMessage("Something to say"),
        lambda: PageHeader("Title", subtitle="Below it"),
        lambda: ScoreButtons("Rooted", {0: "Not said"}),
    ],
    ids=["card", "empty", "field", "dialog", "banner", "message", "header", "score"],
)
def test_making_it_shows_no_window(qtbot: QtBot, qapp: QApplication, make: Callable[[], QWidget]) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    qtbot.addWidget(make())
    qapp.removeEventFilter(windows)
    assert windows.seen == []
