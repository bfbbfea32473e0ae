"""All letters into a folder, and the tab at other steps of the round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from commissioning_app.domain.letters import LetterKind
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services import letters as letter_service
from commissioning_app.services.feedback import feedback_rows
from commissioning_app.services.letters import letter_rows
from commissioning_app.ui.letters.batch import MakeLettersDialog, proposed_folder
from commissioning_app.ui.letters.page import LettersTab
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.widgets.path_field import documents_folder
from tests.decided import Decided
from tests.factories import a_round, store
from tests.samples import CODE, sample_office
from tests.ui.desk import go, in_dialog, office_in, open_window, press
from tests.ui.letters.lettering import letters, make, settled


def test_all_letters_go_into_a_folder(
    qtbot: QtBot, decided: Decided, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = letters(window)
    folder = tmp_path / "out" / "Letters"
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)

    def fill(dialog: MakeLettersDialog) -> None:
        assert dialog.folder.path == proposed_folder("R1", decided.office.clock.today())
        dialog.folder.edit.setText("")
        dialog.ok.click()
        assert dialog.folder_field.error == "Say which folder the letters go to."
        qtbot.keyClicks(dialog.folder.edit, str(folder))
        dialog.text_box.click()
        qtbot.keyClick(dialog.folder.edit, Qt.Key.Key_Return)

    in_dialog(MakeLettersDialog, fill, lambda: press(qtbot, tab.banner.button))
    settled(qtbot)
    assert sorted(path.name for path in folder.iterdir())[:3] == [
        "E-1 Circle E-1.pdf",
        "E-1 Circle E-1.txt",
        "E-2 Circle E-2.pdf",
    ]
    assert len(list(folder.iterdir())) == 12
    assert tab.done_message.text == f"6 letters are in the folder {folder}."
    assert tab.banner.sentence_label.text() == "All 6 letters are made."
    assert (tab.banner.button.text(), tab.banner.button.property("kind")) == (
        "&Make them again…",
        "secondary",
    )
    assert all(row.made_at for row in letter_rows(decided.office.officer, round_code="R1"))
    press(qtbot, tab.folder_button)
    assert opened == [QUrl.fromLocalFile(str(folder))]
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    press(qtbot, tab.folder_button)
    assert tab.message.text == f"This computer can’t show the folder from here. It is {folder}."


def test_cancel_leaves_nothing(
    qtbot: QtBot, decided: Decided, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = letters(window)
    compose: Callable[..., Any] = letter_service.words_missing

    def cancel_first(*args: Any) -> Any:
        for task in running_tasks():
            task.cancel()
        return compose(*args)

    monkeypatch.setattr(letter_service, "words_missing", cancel_first)
    make(qtbot, tab, tmp_path / "never")
    qtbot.waitUntil(lambda: window.message.text == "Cancelled. No letter was written.")
    assert not (tmp_path / "never").exists()
    assert not any(row.made_at for row in letter_rows(decided.office.officer, round_code="R1"))


def test_a_folder_with_other_files_is_refused(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("Mine")
    tab = letters(window)
    make(qtbot, tab, tmp_path / "mine")
    qtbot.waitUntil(lambda: bool(tab.message.text))
    assert "mine" in tab.message.text
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["diary.txt"]


def test_the_folder_can_be_chosen(
    qtbot: QtBot, window: MainWindow, decided: Decided, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = letters(window)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))

    def choose(dialog: MakeLettersDialog) -> None:
        press(qtbot, dialog.folder.button)
        name = proposed_folder("R1", decided.office.clock.today()).name
        assert dialog.folder.path == tmp_path / name
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
        press(qtbot, dialog.folder.button)
        assert dialog.folder.path == tmp_path / name
        dialog.reject()

    in_dialog(MakeLettersDialog, choose, lambda: press(qtbot, tab.banner.button))


def test_before_scoring_it_is_said_what_will_be_here(qtbot: QtBot, tmp_path: Path) -> None:
    office = office_in(tmp_path)
    store(office.officer, a_round())
    window = open_window(qtbot, office.app)
    tab = letters(window)
    assert not tab.banner.isVisible()
    assert tab.list.empty.isVisible()
    assert tab.list.empty.title_label.text() == "Letters to every applicant stand here"


def test_feedback_is_written_before_the_decision(qtbot: QtBot, tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.MODERATION)
    window = open_window(qtbot, office.app)
    tab = go(window, "round", CODE, "letters")
    assert tab.banner.sentence_label.text() == "Letters are made once the round is decided."
    assert not tab.banner.button.isVisible()
    tab = go(window, "round", CODE, "letters", "EOI-001")
    assert tab.view.preview.stack.currentWidget() is tab.view.preview.nothing
    tab.view.feedback.strength.setPlainText("You listen")
    press(qtbot, tab.view.feedback.only_save_button)
    row = next(one for one in feedback_rows(office.officer, round_code=CODE) if one.reference == "EOI-001")
    assert row.strength == "You listen"
    assert tab.page is not None
    kinds = {line.kind for line in tab.page.due}
    assert kinds == {LetterKind.INELIGIBLE, LetterKind.WITHDRAWN}


def test_once_told_feedback_is_fixed(qtbot: QtBot, tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.ANNOUNCED)
    tab = go(open_window(qtbot, office.app), "round", CODE, "letters", "EOI-001")
    assert tab.view.feedback.save_button.toolTip() == (
        "Feedback is written from scoring to the decision. Applicants have been told by now."
    )
    settled(qtbot)


def test_a_round_that_is_not_there_is_said(qtbot: QtBot, window: MainWindow) -> None:
    tab = LettersTab(window.shell)
    qtbot.addWidget(tab)
    tab.open(Route("round", "NONE", "letters"))
    assert tab.message.text.startswith("There is no round “NONE” in this workspace.")


def test_a_proposed_folder_is_a_safe_name() -> None:
    from datetime import date

    assert proposed_folder("R/1", date(2026, 12, 4)).parent == documents_folder()
    assert proposed_folder("R1", date(2026, 12, 4)).name == "Letters R1 2026-12-04"
    assert "/" not in proposed_folder("R/1", date(2026, 12, 4)).name
