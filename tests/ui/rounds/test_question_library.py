"""Choosing questions from the library: by topic, by words, by keys; seen first, added together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.question_library import Topic
from commissioning_app.services.question_library import load_question_library
from commissioning_app.services.rounds import read_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.rounds.design.library_dialog import LibraryDialog
from commissioning_app.ui.rounds.design.preview_fields import CountedText
from commissioning_app.ui.widgets.fields import FormField
from tests.factories import Office, a_question, a_round, store
from tests.ui.desk import go, in_dialog, press
from tests.ui.keys import letters_given_twice


def shown(dialog: LibraryDialog) -> list[str]:
    return [dialog.list.item(place).text() for place in range(dialog.list.count())]


def tick(qtbot: QtBot, dialog: LibraryDialog, words: str) -> None:
    """Go to a question and tick it with the space bar."""
    dialog.list.setCurrentRow(next(n for n, text in enumerate(shown(dialog)) if words in text))
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)


def test_questions_are_chosen_and_added(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(questions=(a_question(id="do", text="What would you do?"),)))
    tab = go(window, "round", "R1", "form", "questions")
    section = tab.sections["questions"]

    def choose(dialog: LibraryDialog) -> None:
        assert dialog.ok.toolTip() == "Tick a question first."
        assert len(shown(dialog)) == len(load_question_library())
        tick(qtbot, dialog, "Is there anything else")
        dialog.topic.setCurrentIndex(1 + list(Topic).index(Topic.WORK))
        assert shown(dialog)[0] == "What would you do with the money?"
        tick(qtbot, dialog, "What would you do with the money?")
        dialog.topic.setCurrentIndex(0)
        qtbot.keyClicks(dialog.words, "wage fair")
        assert shown(dialog) == ["Would the money pay wages?"]
        dialog.list.setFocus()
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
        assert dialog.ok.text() == "&Add 3 questions"
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
        assert dialog.ok.text() == "&Add 2 questions"
        press(qtbot, dialog.ok)

    in_dialog(LibraryDialog, choose, lambda: press(qtbot, section.library_button))
    assert window.focusWidget() is section.list.rows[1], "the first of the new ones"
    assert tab.unsaved.text() == "Not saved yet: Questions"
    press(qtbot, tab.save_button)
    saved = read_round(office.officer, round_code="R1").questions
    assert [(one.id, one.word_limit) for one in saved] == [("do", 200), ("do-2", 250), ("anything-else", 80)]
    assert saved[1].why == "So that the panel sees what it would pay for."


def test_they_are_undone_together(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    section = go(window, "round", "R1", "form", "questions").sections["questions"]
    before = section.list.items

    def choose(dialog: LibraryDialog) -> None:
        tick(qtbot, dialog, "How do you know?")
        tick(qtbot, dialog, "Why do people come to you?")
        press(qtbot, dialog.ok)

    in_dialog(LibraryDialog, choose, lambda: press(qtbot, section.library_button))
    assert len(section.list.items) == len(before) + 2
    press(qtbot, section.list.undo_button)
    assert section.list.items == before

    in_dialog(LibraryDialog, lambda d: d.reject(), lambda: press(qtbot, section.library_button))
    assert section.list.items == before


def test_a_question_is_seen_as_it_would_be_asked(qtbot: QtBot) -> None:
    here = (a_question(text="How do you know?"),)
    dialog = LibraryDialog(None, here)
    qtbot.addWidget(dialog)
    dialog.show()
    rows = shown(dialog)
    assert rows[1] == "How do you know? (on the form already)"
    dialog.list.setCurrentRow(0)
    [field] = dialog.look.findChildren(FormField)
    assert field.label.text() == "What matters most to the people you work with, in your own words?"
    assert isinstance(field.editor, CountedText)
    assert field.editor.count_label.text() == "0 of 200 words"
    assert dialog.about.text() == "Answered with some sentences, for the panel to read."
    qtbot.keyClicks(dialog.words, "no such words")
    assert (shown(dialog), dialog.nothing.isVisible(), dialog.look.isVisible()) == ([], True, False)
    assert letters_given_twice(dialog) == {}


def test_a_locked_form_takes_nothing(office: Office, window: MainWindow) -> None:
    from commissioning_app.services.rounds_steps import advance_round

    store(office.officer, a_round())
    advance_round(office.officer, round_code="R1")
    section = go(window, "round", "R1", "form", "questions").sections["questions"]
    assert section.library_button.isHidden() and section.preview_button.isVisible()
