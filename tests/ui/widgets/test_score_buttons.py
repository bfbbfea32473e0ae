"""Scoring one criterion with the mouse or with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.ui.widgets.score_buttons import CANT_SAY, ScoreButtons

ANCHORS = {
    0: "Nothing about it",
    1: "Very little",
    2: "Some",
    3: "Good",
    4: "Strong, led by the community",
    5: "Outstanding",
}


@pytest.fixture
def scores(qtbot: QtBot) -> ScoreButtons:
    made = ScoreButtons("Rooted in the community", ANCHORS)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.first_button().setFocus()
    qtbot.waitUntil(lambda: made.buttons[0].hasFocus())
    return made


def focused(scores: ScoreButtons) -> int:
    return next(score for score, button in scores.buttons.items() if button.hasFocus())


def checked(scores: ScoreButtons) -> list[int]:
    return [score for score, button in scores.buttons.items() if button.isChecked()]


@pytest.mark.parametrize("number", range(6))
def test_a_number_key_scores_and_says_what_it_means(qtbot: QtBot, scores: ScoreButtons, number: int) -> None:
    with qtbot.waitSignal(scores.changed):
        qtbot.keyClick(scores.first_button(), str(number))
    assert (scores.score, scores.cant_say, scores.answered) == (number, False, True)
    assert (checked(scores), focused(scores)) == ([number], number)
    assert scores.anchor_label.text() == f"{number} {ANCHORS[number]}"


def test_cant_say_is_an_answer_but_no_score(qtbot: QtBot, scores: ScoreButtons) -> None:
    qtbot.keyClick(scores.first_button(), "c")
    assert (scores.score, scores.cant_say, scores.answered) == (None, True, True)
    assert checked(scores) == [CANT_SAY]
    assert scores.anchor_label.text() == "Can’t say: left out of the average, never counted as nought"


def test_arrows_move_without_scoring_and_space_scores(qtbot: QtBot, scores: ScoreButtons) -> None:
    for _ in range(2):
        qtbot.keyClick(scores.buttons[focused(scores)], Qt.Key.Key_Right)
    assert (focused(scores), scores.answered) == (2, False)
    qtbot.keyClick(scores.buttons[2], Qt.Key.Key_Space)
    assert scores.score == 2
    qtbot.keyClick(scores.buttons[0], Qt.Key.Key_Left)
    assert focused(scores) == CANT_SAY


def test_an_answer_can_be_taken_back(qtbot: QtBot, scores: ScoreButtons) -> None:
    qtbot.keyClick(scores.first_button(), "4")
    qtbot.keyClick(scores.buttons[4], Qt.Key.Key_Backspace)
    assert (scores.answered, checked(scores)) == (False, [])
    assert scores.anchor_label.text() == "Press a number, 0 to 5, or choose one"


def test_a_click_scores_once(qtbot: QtBot, scores: ScoreButtons) -> None:
    told: list[int | None] = []
    scores.changed.connect(lambda: told.append(scores.score))
    for _ in range(2):
        qtbot.mouseClick(scores.buttons[3], Qt.MouseButton.LeftButton)
    assert (told, checked(scores)) == ([3], [3])


def test_an_answer_that_was_kept_is_shown_and_tells_nobody(qtbot: QtBot, scores: ScoreButtons) -> None:
    with qtbot.assertNotEmitted(scores.changed):
        scores.set_answer(5)
        scores.set_answer(None, cant_say=True)
        scores.set_answer(1)
    assert (checked(scores), scores.first_button()) == ([1], scores.buttons[1])


@pytest.mark.parametrize("key", ["6", "9", "x", "²"])
def test_other_keys_do_nothing(qtbot: QtBot, scores: ScoreButtons, key: str) -> None:
    qtbot.keyClicks(scores.first_button(), key)
    assert not scores.answered


def test_every_button_says_what_it_stands_for(scores: ScoreButtons) -> None:
    assert scores.buttons[4].accessibleName() == (
        "Rooted in the community: 4 of 5. Strong, led by the community"
    )
    assert scores.buttons[CANT_SAY].accessibleName() == "Rooted in the community: can’t say"


def test_buttons_are_large(scores: ScoreButtons) -> None:
    assert min(min(b.width(), b.height()) for b in scores.buttons.values()) >= 44
