"""Typing in the form designer waits for nothing: no key asks the workspace or the checks."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.persistence.unit_of_work import SqlUnitOfWork
from commissioning_app.services import form_figures
from commissioning_app.services.rounds import read_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.rounds.design.question_dialog import QuestionDialog
from commissioning_app.ui.widgets.wording_hint import WordingHint
from tests.factories import Office, a_round, store
from tests.ui.desk import go, in_dialog, open_window, press

SENTENCE = "Carers on our estate told us that they want an hour to themselves, and somebody to talk to. "
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Notes each time that the workspace or a check is asked."""
    notes: list[str] = []
    enter, checks = SqlUnitOfWork.__enter__, dict(form_figures.ALL_CHECKS)

    def noted(self: SqlUnitOfWork) -> SqlUnitOfWork:
        notes.append("workspace")
        return enter(self)

    def note(key: str, check: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*facts: Any) -> Any:
            notes.append(key)
            return check(*facts)

        return ask

    monkeypatch.setattr(SqlUnitOfWork, "__enter__", noted)
    monkeypatch.setattr(form_figures, "ALL_CHECKS", {key: note(key, one) for key, one in checks.items()})
    yield notes


def test_no_key_asks_the_workspace_or_a_check(
    qtbot: QtBot, office: Office, window: MainWindow, asked: list[str]
) -> None:
    store(office.officer, a_round())
    tab = go(window, "round", "R1", "form", "questions")
    questions = tab.sections["questions"]
    for hint in tab.findChildren(WordingHint):
        hint.pause.stop()  # what was there already is looked at after a moment, too
    asked.clear()
    for _ in range(3):
        qtbot.keyClick(questions.list.rows[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClick(questions.list.rows[1], Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(questions.list.rows[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked == []
    qtbot.waitUntil(lambda: "S3" in asked)
    assert asked == ["S1", "S2", "S3"], "one pause, one count, and nothing is read for it"
    tab.show_section("pot")
    basics = tab.sections["pot"]
    asked.clear()
    qtbot.keyClicks(basics.purpose, SENTENCE)
    qtbot.keyClicks(basics.name_edit, "x")
    assert asked == []


def test_no_key_in_a_question_asks_either(
    qtbot: QtBot, office: Office, window: MainWindow, asked: list[str]
) -> None:
    store(office.officer, a_round())
    questions = go(window, "round", "R1", "form", "questions").sections["questions"]

    def write(dialog: QuestionDialog) -> None:
        before = dialog.figures.text()
        asked.clear()
        qtbot.keyClicks(dialog.text, SENTENCE)
        qtbot.keyClicks(dialog.why, SENTENCE)
        assert (asked, dialog.figures.text()) == ([], before)
        qtbot.waitUntil(lambda: dialog.figures.text() != before)
        assert dialog.figures.text() == "Reading age about 11. It takes about 90 minutes."
        dialog.reject()

    in_dialog(QuestionDialog, write, lambda: press(qtbot, questions.list.add_button))


@pytest.mark.proof
def test_typing_among_ten_thousand_eois(qtbot: QtBot, tmp_path: Path) -> None:
    """In seconds of the processor, so that a busy machine does not count: a key takes under a fiftieth."""
    from benchmarks.large_round import CODE, make_large_round

    office, round_ = make_large_round(f"sqlite:///{tmp_path / 'workspace.db'}")
    with office.officer.unit_of_work() as uow:
        uow.rounds.get(round_.id).state = RoundState.DRAFT
        uow.commit()
    window = open_window(qtbot, office.app)
    tab = go(window, "round", CODE, "form", "questions")
    tab.show_section("pot")
    edit = tab.sections["pot"].purpose
    keys = []
    for letter in SENTENCE * 3:
        start = time.process_time()
        qtbot.keyClicks(edit, letter)
        QApplication.processEvents()
        keys.append(time.process_time() - start)
    tab.show_section("questions")
    start = time.process_time()
    tab._say_figures()
    figures = time.process_time() - start
    print(
        f"\na key: {statistics.median(keys) * 1000:.1f} ms, the slowest {max(keys) * 1000:.1f} ms; "
        f"the figures of the form: {figures * 1000:.1f} ms"
    )
    assert statistics.quantiles(keys, n=20)[-1] < 0.02
    assert figures < 0.1
    assert read_round(office.officer, round_code=CODE).purpose == "Keep small groups going."
