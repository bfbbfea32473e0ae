"""Hands for long walks through the window: keys and buttons only, the way a person goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.rounds import RoundState
from commissioning_app.sample_round.living import CODE, SampleRun
from commissioning_app.sample_round.words import feedback_on
from commissioning_app.services.feedback import feedback_rows, write_feedback
from commissioning_app.services.moderation import note_discussion
from commissioning_app.services.queries.eois import eoi_rows
from commissioning_app.services.queries.moderation import moderation_rows
from commissioning_app.services.queries.my_scoring import my_assignments
from commissioning_app.services.rounds import read_round
from commissioning_app.services.scoring import save_draft, submit_assessment
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Page
from commissioning_app.ui.rounds.steps import AdvanceDialog
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.data_table import DataTable
from tests.ui.desk import in_dialog, open_window, press

KEY = Qt.Key
Act = Callable[[Any], object]


class Walk:
    """The window on the sample round, and whoever is at the desk."""

    def __init__(self, qtbot: QtBot, run: SampleRun) -> None:
        self.qtbot: Any = qtbot
        self.run = run
        self.window: MainWindow = open_window(qtbot, run.app)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    # Where one goes

    def go_to_round(self) -> None:
        """From anywhere: Rounds in the rail, the first line, Enter."""
        press(self.qtbot, self.window.rail.buttons["rounds"])
        table = self.page("rounds").table
        table.view.setFocus()
        self.key(table.view, KEY.Key_Home)
        self.key(table.view, KEY.Key_Return)
        route = self.window.shell.navigator.current
        assert route is not None
        assert (route.name, route.round_code, route.tab) == ("round", CODE, "overview")

    def tab(self, key: str) -> Any:
        """Press a tab of the round; the page that it shows."""
        press(self.qtbot, self.page("round").tabs.tab(key))
        self.settle()
        return self.shown_tab()

    def shown_tab(self) -> Any:
        """The tab of the round that is open."""
        page = self.page("round").stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def page(self, name: str) -> Any:
        """The page of that name, which has to be the one that is shown."""
        assert self.window.stack.currentWidget() is self.window.shell.navigator.page(name)
        return self.window.stack.currentWidget()

    def on(self, day: date) -> None:
        """Another day comes; the page is asked for anew."""
        self.run.on(day)
        self.qtbot.keyClick(self.window, KEY.Key_F5)
        self.settle()

    def sit_down(self, name: str) -> None:
        """Change person in the rail, the list of people, Sit down."""
        press(self.qtbot, self.window.rail.person_button)
        desk = self.page("settings").desk
        self.key(desk.people, KEY.Key_Home)
        for _ in range(desk.people.count()):
            if desk.people.currentText().startswith(name):
                break
            self.key(desk.people, KEY.Key_Down)
        assert desk.people.currentText().startswith(name)
        press(self.qtbot, desk.button)
        assert self.run.app.actor.name == name
        self.settle()

    def settle(self) -> None:
        """Wait for what is worked out off the window's thread."""
        self.qtbot.waitUntil(lambda: not running_tasks(), timeout=20_000)

    # What one does

    def press(self, button: QWidget) -> None:
        """Press a button, and wait for what it starts."""
        press(self.qtbot, button)
        self.settle()

    def key(self, widget: QWidget, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        self.qtbot.keyClick(widget, key, modifier)

    def type_in(self, widget: QWidget, text: str) -> None:
        """Type over what stands in a field."""
        self.key(widget, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(widget, text)

    def mark(self, choices: Choices, key: str) -> None:
        """Mark one of a few by Space."""
        self.key(choices.buttons[key], KEY.Key_Space)
        assert choices.chosen == key

    def pick(self, table: DataTable, words: str) -> None:
        """Filter a table as one types, and go down to its first row."""
        self.show_all(table)
        self.qtbot.keyClicks(table.filter_box, words)
        self.key(table.filter_box, KEY.Key_Down)
        self.key(table.view, KEY.Key_Home)
        assert len(table.selected_ids()) == 1, f"“{words}” is not in the table"

    def pick_all(self, table: DataTable) -> None:
        """Every row."""
        self.show_all(table)
        table.view.setFocus()
        self.key(table.view, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert len(table.selected_ids()) == table.model.total

    def show_all(self, table: DataTable) -> None:
        """Empty the filter."""
        if table.filter_box.text():
            self.key(table.filter_box, KEY.Key_Escape)

    def in_dialog(self, kind: type[Any], button: QWidget, act: Act) -> None:
        """Press what opens a dialog, act in it, and see that it has done its work."""
        in_dialog(kind, act, lambda: press(self.qtbot, button))
        self.settle()

    def advance(self, words: str) -> None:
        """Take the round's next step from the banner of its overview."""
        overview = self.tab("overview")
        button: QPushButton = overview.banner.button
        assert (button.text(), overview.banner.sentence_label.text()[:6]) == (words, "Next: ")

        def agree(dialog: AdvanceDialog) -> None:
            self.press(dialog.ok)

        self.in_dialog(AdvanceDialog, button, agree)

    def chip(self) -> str:
        """The round's state as its header says it."""
        return cast(str, self.page("round").chip.text)


def send_the_rest(run: SampleRun, name: str) -> int:
    """A member scores what they have left, through the services; returns how many."""
    context = run.acting(name)
    criteria = read_round(run.officer, round_code=CODE).criteria
    left = [one for one in my_assignments(context, round_code=CODE) if one.state != "submitted"]
    for one in left:
        version = save_draft(
            context,
            round_code=CODE,
            reference=one.reference,
            scores={criterion.id: 3 for criterion in criteria},
            comment="It fits what people asked for.",
        )
        submit_assessment(context, round_code=CODE, reference=one.reference, version=version)
    return len(left)


def write_other_feedback(run: SampleRun) -> int:
    """The officer writes all feedback that is still missing, through the services; returns how many."""
    left = [row for row in feedback_rows(run.officer, round_code=CODE) if not row.is_complete]
    for row in left:
        strength, change = feedback_on(row.reference, row.decision)
        write_feedback(
            run.officer, round_code=CODE, reference=row.reference, strength=strength, change=change
        )
    return len(left)


def note_the_rest(run: SampleRun) -> int:
    """The officer notes what was said wherever members are far apart, through the services; how often."""
    rows = moderation_rows(run.officer, round_code=CODE)
    left = [one for one in rows if one.is_flagged and not one.is_discussed]
    for one in left:
        note_discussion(run.officer, round_code=CODE, reference=one.reference, note="Each said why.")
    return len(left)


def open_eoi(walk: Walk, reference: str) -> Any:
    """Find an EOI in the list by typing, and open it by Enter."""
    listing = eoi_list(walk)
    walk.pick(listing.table, reference)
    walk.key(listing.table.view, KEY.Key_Return)
    tab = walk.shown_tab()
    assert tab.view.organisation_label.text().startswith(reference)
    return tab.view


def eoi_list(walk: Walk) -> Any:
    """The list of EOIs, with all of them."""
    tab = walk.tab("eois")
    if tab.stack.currentWidget() is not tab.list_page:
        walk.press(tab.view.back_button)
    walk.show_all(tab.listing.table)
    return tab.listing


def ties_of_the_round(walk: Walk) -> Any:
    """The ties to applicants, in the Panel tab."""
    panel = walk.tab("panel")
    press_section(walk, panel, "interests")
    return panel.interests


def press_section(walk: Walk, panel: Any, key: str) -> None:
    """Press a section's name."""
    walk.press(panel.nav.buttons[key])
    assert panel.nav.current == key


def state(run: SampleRun) -> RoundState:
    """The round's state as it is stored."""
    return read_round(run.officer, round_code=CODE).state


def states(run: SampleRun) -> dict[EoiState, int]:
    """How many EOIs are in each state."""
    return dict(Counter(row[7] for row in eoi_rows(run.officer, round_code=CODE)))
