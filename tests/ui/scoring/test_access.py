"""Letters that mean one thing, names for a screen reader, and no words that miss the translation call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.translation import use_language
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from tests.desks import Desk

Opener = Callable[[Desk, ServiceContext], MainWindow]
MEMBER = [
    Route("my-scoring", "R1"),
    Route("my-scoring", "R1", "ties"),
    Route("my-scoring", "R1", "send"),
    Route("my-scoring", "R1", None, "EOI-001"),
]
OFFICER = [
    Route("round", "R1", "scoring"),
    Route("round", "R1", "panel", "members"),
    Route("round", "R1", "panel", "interests"),
    Route("round", "R1", "panel", "assignments"),
]


@pytest.fixture
def sent(declared: Desk) -> Desk:
    """Something is sent already."""
    declared.scored(1, 0, [5, 3], comment="Led by people who know")
    return declared


def places(desk: Desk, window_of: Opener) -> Iterator[tuple[str, MainWindow]]:
    """Each page of this room in turn, with the person whom it is for at the desk."""
    for number, routes in ((0, MEMBER), (None, OFFICER)):
        window = window_of(desk, desk.officer if number is None else desk.at(number))
        for route in routes:
            assert window.shell.navigator.go(route)
            yield str(route), window
    desk.move(RoundState.MODERATION)
    window = window_of(desk, desk.officer)
    window.shell.navigator.go(OFFICER[0])
    yield "moderation", window


def letters(window: QWidget) -> Counter[str]:
    """How often each letter with Alt is offered at once."""
    texts = [b.text() for b in window.findChildren(QAbstractButton) if b.isVisible()]
    texts += [one.text() for one in window.findChildren(QLabel) if one.isVisible() and one.buddy()]
    found = (QKeySequence.mnemonic(text).toString() for text in texts)
    return Counter(letter for letter in found if letter)


def test_each_letter_means_one_thing(sent: Desk, window_of: Opener) -> None:
    twice = {
        place: [letter for letter, count in letters(window).items() if count > 1]
        for place, window in places(sent, window_of)
    }
    assert {place: found for place, found in twice.items() if found} == {}


def test_every_button_has_a_name(sent: Desk, window_of: Opener) -> None:
    nameless = [
        (place, type(button).__name__)
        for place, window in places(sent, window_of)
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and not (button.accessibleName() or button.text())
    ]
    assert nameless == []


def test_every_word_goes_through_the_translation(language: None, sent: Desk, window_of: Opener) -> None:
    use_language("qps")
    plain = {
        button.text()
        for _place, window in places(sent, window_of)
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.text() and "⟦" not in button.text()
    }
    assert plain - {str(number) for number in range(6)} == set()
