"""The window: rail, pages, keys, messages, text size; reached by keyboard alone."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.roles import Actor
from commissioning_app.ui import main_window, pages
from commissioning_app.ui.app import create_window, make_application
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.settings import MemoryStore, Settings
from commissioning_app.ui.lib.shortcuts import KeysDialog, keys_of
from commissioning_app.ui.lib.tasks import run_task, running_tasks
from commissioning_app.ui.lib.theme import apply_theme, theme
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.widgets.buttons import PrimaryButton
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Label
from tests.ui.conftest import FINANCE, MEMBER, OFFICER, FakeWorkspace

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class PlainPage(Page):
    """A page that counts how often it was filled."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.filled = 0
        outer = column(self)
        self.label = Label("", "page_title")
        outer.addWidget(self.label)
        outer.addWidget(PrimaryButton("&Do it"))

    def refresh(self) -> None:
        self.filled += 1
        assert self.route is not None
        self.label.setText(f"{self.route.name} for {self.shell.app.actor.name}")


@pytest.fixture(autouse=True)
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("tests.plain_pages")
    module.PlainPage = PlainPage  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tests.plain_pages", module)
    for name in pages.PAGES:
        monkeypatch.setitem(pages.PAGES, name, "tests.plain_pages:PlainPage")


@pytest.fixture
def make_window(qtbot: QtBot, memory_settings: Settings) -> Callable[..., MainWindow]:
    def make(actor: Actor = OFFICER, latest: str | None = None) -> MainWindow:
        window = create_window(FakeWorkspace(actor), memory_settings, latest_round=lambda: latest)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return make


def title(window: MainWindow) -> str:
    page = window.stack.currentWidget()
    assert isinstance(page, PlainPage)
    return page.label.text()


def test_an_officer_begins_at_home(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    assert title(window) == "home for Asha Okafor"
    assert window.rail.buttons["home"].isChecked()
    assert window.windowTitle() == "Commissioning Together"
    assert len(window.shell.navigator.made_pages()) == 1


def test_finance_begins_at_the_payments_and_a_member_at_their_scoring(
    make_window: Callable[..., MainWindow],
) -> None:
    window = make_window(FINANCE, latest="R1")
    assert window.shell.navigator.current == Route("round", round_code="R1", tab="awards")
    assert window.rail.buttons["rounds"].isChecked()
    assert title(make_window(MEMBER)) == "my-scoring for Bea Walker"


def test_somebody_else_sits_down(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    window.shell.navigator.go(Route("people"))
    window.shell.app.act_as(MEMBER)
    window.shell.sat_down()
    assert (title(window), list(window.rail.buttons)) == (
        "my-scoring for Bea Walker",
        ["my-scoring", "settings"],
    )
    assert not window.shell.navigator.back()
    assert not window.shell.navigator.go(Route("people"))
    assert window.shell.context is window.shell.app.services


def test_keys_lead_through_the_window(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: title(window).startswith("rounds"))
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert title(window).startswith("home")
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    assert title(window).startswith("rounds")
    page = window.stack.currentWidget()
    assert isinstance(page, PlainPage)
    before = page.filled
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert page.filled == before + 1


def test_a_click_in_the_rail_goes_there(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    qtbot.mouseClick(window.rail.buttons["organisations"], Qt.MouseButton.LeftButton)
    assert title(window).startswith("organisations")
    assert [name for name, b in window.rail.buttons.items() if b.isChecked()] == ["organisations"]


def test_a_page_that_keeps_one_keeps_the_mark(
    make_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    monkeypatch.setattr(window.stack.currentWidget(), "may_leave", lambda: False)
    window.rail.buttons["people"].click()
    assert [name for name, b in window.rail.buttons.items() if b.isChecked()] == ["home"]


def test_text_size_by_keys_is_kept(
    qtbot: QtBot, make_window: Callable[..., MainWindow], memory_settings: Settings
) -> None:
    window = make_window()
    sizes = []
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Minus):
        qtbot.keyClick(window, key, CTRL)
        sizes.append(theme().text_percent)
    assert sizes == [110, 125, 110, 100, 100]
    for _ in range(9):
        qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert (theme().text_percent, memory_settings.text_percent) == (200, 200)
    assert window.message.text == "Text size: 200 %"


def test_the_rail_gives_way_to_large_text(
    qapp: QApplication, make_window: Callable[..., MainWindow], memory_settings: Settings
) -> None:
    window = make_window()
    window.resize(1366, 768)
    assert (window.rail.collapsed, window.rail.width()) == (False, 188)
    memory_settings.text_percent = 200
    window.shell.apply_look()
    assert window.rail.collapsed and window.rail.width() < 110
    home = window.rail.buttons["home"]
    assert (home.text(), home.accessibleName(), home.toolTip()) == ("", "Home", "Home (Ctrl+1)")
    assert window.rail.person_button.accessibleName() == "Signed in as Asha Okafor. Change person"
    memory_settings.text_percent = 100
    memory_settings.theme_mode = "dark"
    window.shell.apply_look()
    assert (home.text(), theme().palette.dark) == ("Home", True)


def test_messages_stay_until_closed_or_left_behind(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window()
    window.shell.say("12 letters were written.")
    assert (window.foot.isVisible(), window.message.text) == (True, "12 letters were written.")
    window.message_close.click()
    assert not window.foot.isVisible()
    window.shell.say("That can’t be done.", "bad")
    window.shell.navigator.go(Route("rounds"))
    assert not window.foot.isVisible()


def test_f1_lists_the_keys(qtbot: QtBot, qapp: QApplication, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    listed = dict(keys_of(window))
    assert {"Home": "Ctrl+1", "Do it": "Alt+D", "Go back": "Alt+Left", "Larger text": "Ctrl++"}.items() <= (
        listed.items()
    )
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = next(w for w in qapp.topLevelWidgets() if isinstance(w, KeysDialog) and w.isVisible())
    assert {"Home", "On a score: choose it"} <= {label.text() for label in dialog.findChildren(Label)}
    dialog.accept()


def test_tab_reaches_every_button_and_each_has_a_name(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window()
    window.rail.buttons["home"].setFocus()
    reached: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in reached:
        reached.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    assert [b.text() for b in buttons if b not in reached] == []
    assert [b for b in buttons if not (b.accessibleName() or b.text())] == []


def test_closing_asks_a_page_with_unsaved_work(
    make_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    page = window.stack.currentWidget()
    monkeypatch.setattr(page, "may_leave", lambda: False)
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    monkeypatch.setattr(page, "may_leave", lambda: True)
    event = QCloseEvent()
    window.closeEvent(event)
    assert event.isAccepted()


def test_closing_asks_before_it_stops_what_runs(
    qtbot: QtBot, make_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    started = threading.Event()

    def work(_progress: object, token: object) -> None:
        started.set()
        while True:
            token.check()  # type: ignore[attr-defined]

    run_task(work, lambda _result: None, lambda _error: None)
    assert started.wait(5)
    answers = [False, True]
    monkeypatch.setattr(main_window, "confirm", lambda *_args, **_kwargs: answers.pop(0))
    event = QCloseEvent()
    window.closeEvent(event)
    assert (event.isAccepted(), len(running_tasks())) == (False, 1)
    event = QCloseEvent()
    window.closeEvent(event)
    assert event.isAccepted()
    qtbot.waitUntil(lambda: not running_tasks())


def test_the_window_stands_where_it_stood(
    make_window: Callable[..., MainWindow], memory_settings: Settings
) -> None:
    first = make_window()
    first.resize(700, 600)
    first.close()
    assert make_window().size() == first.size()


def test_the_application_takes_the_look_from_the_settings(qapp: QApplication) -> None:
    app = make_application(Settings(MemoryStore({"theme": "dark", "text_percent": 150})))
    assert (app is qapp, theme().palette.name, theme().text_percent) == (True, "dark", 150)
    assert app.applicationDisplayName() == "Commissioning Together"
    apply_theme(qapp, "light", 100)


def test_rail_buttons_keep_their_keys_through_changes_of_size(
    qtbot: QtBot, make_window: Callable[..., MainWindow], memory_settings: Settings
) -> None:
    window = make_window()
    for percent in (200, 100):
        memory_settings.text_percent = percent
        window.shell.apply_look()
    assert [b.shortcut().toString() for b in window.rail.buttons.values()] == [
        f"Ctrl+{n}" for n in range(1, 6)
    ]


def test_the_rail_leads_to_where_one_says_who_is_at_the_desk(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window(MEMBER)
    assert (window.rail.person_button.text(), window.rail.person_button.isVisible()) == (
        "Change person",
        True,
    )
    window.rail.buttons["settings"].setFocus()
    qtbot.keyClick(window.rail.buttons["settings"], Qt.Key.Key_Tab)
    qtbot.keyClick(window.rail.person_button, Qt.Key.Key_Space)
    assert title(window) == "settings for Bea Walker"


def test_the_keyboard_goes_on_in_the_page_that_was_opened_from_a_page(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window()
    here = window.stack.currentWidget()
    assert here is not None
    here.findChildren(PrimaryButton)[0].setFocus()
    window.shell.navigator.go(Route("people"))
    there = window.stack.currentWidget()
    assert there is not None and there is not here
    qtbot.waitUntil(lambda: there.isAncestorOf(QApplication.focusWidget()))
    window.rail.buttons["rounds"].setFocus()
    qtbot.keyClick(window.rail.buttons["rounds"], Qt.Key.Key_Space)
    assert title(window).startswith("rounds")
    assert window.rail.buttons["rounds"].hasFocus()


def test_a_page_that_is_refused_says_so(
    make_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()

    def refuse(_page: PlainPage) -> None:
        raise NotAllowed("Only an officer sees this.")

    monkeypatch.setattr(PlainPage, "refresh", refuse)
    window.shell.navigator.go(Route("people"))
    assert (window.message.text, window.foot.isVisible()) == ("Only an officer sees this.", True)


def test_page_down_scrolls_from_the_rail(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    page = window.stack.currentWidget()
    assert page is not None
    scroll = ScrollPage()
    scroll.add(Label("\n".join(str(n) for n in range(200))))
    layout = page.layout()
    assert layout is not None
    layout.addWidget(scroll)
    qtbot.waitUntil(lambda: scroll.isVisible() and scroll.verticalScrollBar().maximum() > 0)
    window.rail.buttons["home"].setFocus()
    qtbot.keyClick(window.rail.buttons["home"], Qt.Key.Key_PageDown)
    assert scroll.verticalScrollBar().value() == scroll.verticalScrollBar().pageStep()
    qtbot.keyClick(window.rail.buttons["home"], Qt.Key.Key_PageUp)
    assert scroll.verticalScrollBar().value() == 0
