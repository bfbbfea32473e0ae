"""The language check beside a field: after a pause, with a better wording, never of quotations or names."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.wording import wording
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.wording_hint import WordingHint, worded
from tests.factories import Office, an_organisation, store
from tests.ui.desk import office_in


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace whose word list counts."""
    made = office_in(tmp_path)
    wording().use(lambda: made.officer)
    return made


class Place(QWidget):
    """A window with one field in it, whose words are looked at."""

    hint: WordingHint


def placed(qtbot: QtBot, editor: QWidget, *, opens: bool = False) -> Place:
    window = Place()
    qtbot.addWidget(window)
    column(window).addWidget(worded(FormField("Words", editor), opens=opens))
    with qtbot.waitExposed(window):
        window.show()
    window.hint = window.findChild(WordingHint)
    return window


def test_a_word_is_flagged_after_a_pause_with_a_better_one(qtbot: QtBot, office: Office) -> None:
    editor = GrowingTextEdit()
    window = placed(qtbot, editor)
    hint = window.hint
    qtbot.keyClicks(editor, "For people who are hard to reach")
    assert not hint.isVisible()
    qtbot.waitUntil(hint.isVisible)
    assert hint.text == (
        "“hard to reach”. Better: people whom we have not reached yet. "
        "People are where they are. It is services that have not reached them."
    )
    marks = editor.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["hard to reach"]
    assert marks[0].format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
    editor.setPlainText("For “hard to reach” people")
    qtbot.waitUntil(lambda: not hint.isVisible())
    assert editor.extraSelections() == []


def test_each_keystroke_waits_for_nothing(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(wording(), "look", lambda text, **_: looked.append(text) or ())
    editor = GrowingTextEdit()
    window = placed(qtbot, editor)
    hint = window.hint
    qtbot.keyClicks(editor, "hard to reach")
    assert (looked, hint.pause.isActive()) == ([], True)
    qtbot.waitUntil(lambda: looked == ["hard to reach"])


def test_names_of_organisations_are_left_alone(qtbot: QtBot, office: Office) -> None:
    store(office.officer, an_organisation(name="The Hard to Reach Theatre"))
    editor = TextEdit("Like The Hard to Reach Theatre")
    window = placed(qtbot, editor)
    hint = window.hint
    hint.look()
    assert hint.flags == ()
    editor.setText("Like the hard to reach")
    qtbot.waitUntil(hint.isVisible)


def test_marks_stand_right_after_emoji_and_many_words_are_counted(qtbot: QtBot, office: Office) -> None:
    editor = GrowingTextEdit("🎉🎉 hard to reach, BAME, ethnics, minorities, non-white")
    window = placed(qtbot, editor)
    hint = window.hint
    hint.look()
    assert editor.extraSelections()[0].cursor.selectedText() == "hard to reach"
    assert hint.text.splitlines()[-1] == "And 2 more words."
    assert len(hint.text.splitlines()) == 4


def test_a_workspace_that_is_gone_flags_nothing(qtbot: QtBot, office: Office) -> None:
    editor = GrowingTextEdit("hard to reach")
    window = placed(qtbot, editor)
    hint = window.hint
    wording().forget()
    office.app.close()
    Path(office.app.place.removeprefix("sqlite:///")).write_bytes(b"nothing")
    hint.look()
    assert hint.flags == ()
