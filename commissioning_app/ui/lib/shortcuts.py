"""The window's keys: text size, back and forward, refresh, and F1 with a list of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QMainWindow, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import PrimaryButton
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Label, Rule


class KeyedWindow(Protocol):
    """What the keys act on."""

    shell: Shell

    def refresh(self) -> None:
        """Ask the services again."""

    def step_text_size(self, direction: int) -> None:
        """Larger, smaller or 100 %."""

    def addAction(self, action: QAction) -> object:
        """Take an action's keys."""


def bind_window_keys(window: QMainWindow) -> None:
    """Give the window its keys; each is an action with a text, so that F1 can list it."""
    keyed: KeyedWindow = window  # type: ignore[assignment]
    navigator = keyed.shell.navigator
    keys: list[tuple[str, tuple[str, ...], Callable[[], object]]] = [
        (tr("Go back"), ("Alt+Left",), navigator.back),
        (tr("Go forward"), ("Alt+Right",), navigator.forward),
        (tr("Show the page anew"), ("F5",), keyed.refresh),
        (tr("Larger text"), ("Ctrl++", "Ctrl+="), lambda: keyed.step_text_size(1)),
        (tr("Smaller text"), ("Ctrl+-",), lambda: keyed.step_text_size(-1)),
        (tr("Text at 100 %"), ("Ctrl+0",), lambda: keyed.step_text_size(0)),
        (tr("Keys and shortcuts"), ("F1",), lambda: KeysDialog(window).open()),
    ]
    for text, sequences, act in keys:
        action = QAction(text, window)
        action.setShortcuts([QKeySequence(sequence) for sequence in sequences])
        action.triggered.connect(lambda _checked=False, act=act: act())
        window.addAction(action)


def keys_of(window: QWidget) -> list[tuple[str, str]]:
    """Every key that does something now: (what it does, the key), in the order of the screen."""
    found: list[tuple[str, str]] = []
    for button in window.findChildren(QAbstractButton):
        if button.isVisibleTo(window) and not button.shortcut().isEmpty():
            said = button.accessibleName() or button.text().replace("&", "").strip()
            found.append((said, _native(button.shortcut())))
    for label in window.findChildren(QLabel):
        sequence = QKeySequence.mnemonic(label.text())
        if label.isVisibleTo(window) and label.buddy() is not None and not sequence.isEmpty():
            found.append((label.text().replace("&", ""), _native(sequence)))
    for owner in (window, *window.findChildren(QWidget)):
        for action in owner.actions():
            if action.text() and not action.shortcut().isEmpty() and owner.isVisibleTo(window):
                found.append((action.text().replace("&", ""), _native(action.shortcut())))
    return list(dict.fromkeys(found))


def fixed_keys() -> list[tuple[str, str]]:
    """Keys that hold wherever such a control is."""
    return [
        (tr("In a table: open the row"), tr("Enter")),
        (tr("In a table: copy the chosen rows"), "Ctrl+C"),
        (tr("In a table: copy with column titles"), "Ctrl+Shift+C"),
        (tr("In a table: filter"), "Ctrl+F"),
        (tr("In a page: scroll"), tr("Page Up, Page Down")),
        (tr("On a score: choose it"), "0 – 5"),
        (tr("On a score: can’t say"), "C"),
        (tr("On a score: take the answer back"), tr("Backspace")),
        (tr("On tabs: the next, the one before"), "→ ←"),
        (tr("In a list that is made here: edit, remove"), tr("Enter, Delete")),
        (tr("In a list that is made here: move up or down"), "Alt+↑, Alt+↓"),
        (tr("In a list that is made here: undo, make it again"), "Ctrl+Z, Ctrl+Y"),
    ]


def _native(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


class KeysDialog(Dialog):
    """F1: what every key does."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, tr("Keys and shortcuts"), width=560)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setColumnStretch(0, 1)
        for place, (what, key) in enumerate([*keys_of(window), *fixed_keys()]):
            label, shown = Label(what), Label(key, "strong")
            shown.setAccessibleName(f"{what}: {key}")
            grid.addWidget(label, place * 2, 0)
            grid.addWidget(shown, place * 2, 1)
            grid.addWidget(Rule(), place * 2 + 1, 0, 1, 2)
        page = ScrollPage(margin=False)
        page.add(holder)
        page.setMinimumHeight(min(theme().px(360), 520))
        self.body.addWidget(page)
        self.add_button(PrimaryButton(tr("Close"), self.accept), default=True).setFocus()
