"""Editors of answers: one for each kind of question; nothing that was sent is lost by editing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from commissioning_app.domain.forms import Question, QuestionKind
from commissioning_app.ui.eois.answers import AnswerEditor, ManyChoices, make_answer_editor, shown_answer


def editor(qtbot: QtBot, kind: QuestionKind, answer: str = "", **rest: object) -> AnswerEditor:
    made = make_answer_editor(Question("q", "Ready & able?", kind=kind, **rest), answer)  # type: ignore[arg-type]
    qtbot.addWidget(made.field)
    made.field.show()
    return made


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (QuestionKind.SHORT, "A short one"),
        (QuestionKind.LONG, "A longer one\nin two lines"),
        (QuestionKind.NUMBER, "about 40"),
        (QuestionKind.MONEY, "£1,250.50"),
        (QuestionKind.MONEY, "between 1,000 and 2,000"),
        (QuestionKind.DATE, "2026-12-04"),
        (QuestionKind.DATE, "in the spring"),
        (QuestionKind.CHOICE, "Something of our own"),
        (QuestionKind.CHOICE, "Walking"),
        (QuestionKind.CHOICES, "Walking; Singing; Kites"),
        (QuestionKind.YES_NO, "Yes"),
        (QuestionKind.YES_NO, "only on Mondays"),
        (QuestionKind.ATTACHMENT, "accounts.pdf"),
    ],
)
def test_an_answer_that_nobody_touches_stays_as_it_was(qtbot: QtBot, kind: QuestionKind, answer: str) -> None:
    made = editor(qtbot, kind, answer, options=("Walking", "Singing"))
    assert (made.text(), made.check()) == (answer, True)


def test_words_are_counted_against_the_limit(qtbot: QtBot) -> None:
    made = editor(qtbot, QuestionKind.LONG, "one two", word_limit=3)
    box = made.field.editor
    assert box.count_label.text() == "2 of 3 words"  # type: ignore[attr-defined]
    box.edit.moveCursor(QTextCursor.MoveOperation.End)  # type: ignore[attr-defined]
    qtbot.keyClicks(box.edit, " three four")  # type: ignore[attr-defined]
    assert box.count_label.text() == "4 words: 1 more than the form allows"  # type: ignore[attr-defined]
    assert made.check(), "too many words is told, not refused: they may have been asked to say more"


def test_a_typed_amount_and_day_are_kept_in_one_way(qtbot: QtBot) -> None:
    money = editor(qtbot, QuestionKind.MONEY)
    qtbot.keyClicks(money.field.editor, "12k")
    day = editor(qtbot, QuestionKind.DATE)
    qtbot.keyClicks(day.field.editor.edit, "4 Dec 2026")  # type: ignore[attr-defined]
    assert (money.text(), day.text()) == ("£12,000", "2026-12-04")


def test_what_can_t_be_read_is_said_beside_the_field(qtbot: QtBot) -> None:
    made = editor(qtbot, QuestionKind.MONEY)
    qtbot.keyClicks(made.field.editor, "lots")
    assert not made.check()
    assert made.field.error


def test_ticks_and_something_else_make_one_answer(qtbot: QtBot) -> None:
    made = editor(qtbot, QuestionKind.CHOICES, "singing", options=("Walking", "Singing"))
    box = made.field.editor
    assert isinstance(box, ManyChoices)
    qtbot.keyClick(box.boxes["Walking"], Qt.Key.Key_Space)
    qtbot.keyClicks(box.other, "Kites")
    assert made.text() == "Walking; Singing; Kites"


def test_yes_and_no_are_chosen_by_key(qtbot: QtBot) -> None:
    made = editor(qtbot, QuestionKind.YES_NO)
    box = made.field.editor
    assert isinstance(box, QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert made.text() == "Yes"


def test_the_question_is_the_label(qtbot: QtBot) -> None:
    made = editor(qtbot, QuestionKind.SHORT, required=False)
    assert made.field.label.text() == "Ready && able? (optional)"
    assert made.field.editor.accessibleName() == "Ready & able? (optional)"


def test_days_are_read_in_full() -> None:
    question = Question("q", "When?", kind=QuestionKind.DATE)
    assert shown_answer(question, "2026-12-04") == "Friday 4 December 2026"
    assert shown_answer(question, "in the spring") == "in the spring"
    assert shown_answer(Question("q", "What?"), "2026-12-04") == "2026-12-04"
