"""A panel member goes from choosing who they are to their last sent score by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.panels import Interest
from commissioning_app.ui.main_window import MainWindow
from tests.desks import Desk
from tests.ui.desk import open_window

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


class Keyboard:
    """Presses keys where the keyboard is; knows nothing of the widgets but what a screen reader would say."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        self._qtbot.keyClick(self._here(), key, modifier)
        # A button that is pressed by its letter stays down for a moment before it does its work.
        self._qtbot.waitUntil(lambda: not any(b.isDown() for b in self._window.findChildren(QAbstractButton)))

    def type(self, text: str) -> None:
        """Some letters or figures."""
        self._qtbot.keyClicks(self._here(), text)

    def tab_to(self, name: str) -> None:
        """Tab until the keyboard is on something that is called so."""
        for _ in range(100):
            if self.name_here().startswith(name):
                return
            self.press(KEY.Key_Tab)
        raise AssertionError(f"Tab never came to “{name}”; it is at “{self.name_here()}”.")

    def name_here(self) -> str:
        """What a screen reader says of where the keyboard is."""
        here = self._here()
        return here.accessibleName() or str(here.property("text") or "").replace("&", "")

    def _here(self) -> QWidget:
        return QApplication.focusWidget() or self._window


def test_from_choosing_who_one_is_to_the_last_sent_score(qtbot: QtBot, desk: Desk) -> None:
    window = open_window(qtbot, desk.office.app)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    keys = Keyboard(qtbot, window)
    choose_who_one_is(keys, window, "Community 1")
    assert desk.office.app.actor.name == "Community 1"

    keys.tab_to("Circle 1")
    keys.press(KEY.Key_Down)
    keys.press(KEY.Key_Down)
    assert keys.name_here() == "Circle 3"
    keys.press(KEY.Key_Space)
    keys.tab_to("What kind of tie?: A loose tie")
    keys.press(KEY.Key_Space)
    keys.tab_to("What is it? A few words are enough")
    keys.type("My cousin sings there")
    keys.press(KEY.Key_N, ALT)

    keys.tab_to("Score it")
    keys.press(KEY.Key_Return)
    assert keys.name_here() == "What the applicant wrote"
    keys.tab_to("Rooted in the community: 0 of 5")
    keys.press(KEY.Key_4)
    keys.press(KEY.Key_Down)
    keys.press(KEY.Key_3)
    keys.tab_to("What is strong?")
    keys.type("People from the estate run it.")
    keys.press(KEY.Key_N, ALT)

    keys.tab_to("Rooted in the community: 0 of 5")
    keys.press(KEY.Key_C)
    keys.press(KEY.Key_Tab)
    keys.tab_to("Will it make a difference?: 0 of 5")
    keys.press(KEY.Key_2)
    keys.press(KEY.Key_5)
    keys.press(KEY.Key_N, ALT)
    keys.tab_to("Send all 2")
    keys.press(KEY.Key_Return)

    assert window.message.text == "2 are sent. Thank you."
    assert stored(desk) == {
        "EOI-001": ({"rooted": 4, "difference": 3}, "People from the estate run it.", True),
        "EOI-002": ({"rooted": None, "difference": 5}, "", True),
    }
    with desk.officer.reading() as uow:
        ties = [(one.interest, one.note) for one in uow.declarations.where()]
        given = uow.assignments.count(member_id=desk.members[0].id)
    assert (ties, given) == ([(Interest.INDIRECT, "My cousin sings there")], 2)


def choose_who_one_is(keys: Keyboard, window: MainWindow, name: str) -> None:
    """From the officer's first page to Settings, and there the person."""
    keys.tab_to("Signed in as Olu Officer. Change person")
    keys.press(KEY.Key_Space)
    keys.press(KEY.Key_I, ALT)
    people = QApplication.focusWidget()
    assert isinstance(people, QComboBox)
    keys.press(KEY.Key_Home)
    for _ in range(people.count()):
        if people.currentText().startswith(name):
            break
        keys.press(KEY.Key_Down)
    keys.press(KEY.Key_D, ALT)
    assert window.shell.navigator.current is not None
    assert window.shell.navigator.current.name == "my-scoring"


def stored(desk: Desk) -> dict[str, tuple[dict[str, int | None], str, bool]]:
    """Every assessment: its EOI, scores, comment, and whether it was sent."""
    with desk.officer.reading() as uow:
        references = dict(uow.eois.columns("id", "reference"))
        return {
            references[one.eoi_id]: (dict(one.scores), one.comment, one.state is AssessmentState.SUBMITTED)
            for one in uow.assessments.where()
        }
