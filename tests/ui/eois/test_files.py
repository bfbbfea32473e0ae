"""Files in the window: added, taken out, saved, opened on request; an EOI that is a recording."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.attachments import add_attachment
from commissioning_app.services.queries.attachments import attachment_rows
from commissioning_app.services.queries.eois import eoi_page
from commissioning_app.ui.eois.file_dialogs import AddFileDialog, TranscriptDialog
from commissioning_app.ui.eois.spoken_dialog import SpokenDialog
from commissioning_app.ui.lib.dialogs import Dialog, ReasonDialog
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, a_question, a_round, an_eoi, an_organisation, store
from tests.files import FILES
from tests.ui.desk import go, in_dialog, office_in, press

RULES = a_question(id="rules", text="Your rules", kind=QuestionKind.ATTACHMENT, word_limit=0)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An open round whose one EOI names two files."""
    made = office_in(tmp_path)
    round_ = a_round(state=RoundState.OPEN, questions=(a_question(), RULES))
    group = an_organisation("Sunrise Carers")
    eoi = an_eoi(round_.id, group.id, state=EoiState.RECEIVED, answers={"rules": "rules.pdf; minutes.pdf"})
    store(made.officer, round_, group, eoi)
    return made


def view_of(window: MainWindow) -> Any:
    """The page of the EOI."""
    return go(window, "round", "R1", "eois", "EOI-001").view


def names(office: Office) -> list[tuple[str, str, str]]:
    """The files that are there."""
    rows = attachment_rows(office.officer, round_code="R1", reference="EOI-001")
    return [(row.name, row.question_id, row.transcript) for row in rows]


def keep(office: Office, name: str, **rest: str) -> None:
    """Put a file beside the EOI."""
    add_attachment(
        office.officer, round_code="R1", reference="EOI-001", file=FILES[name], name=name, **rest
    )  # fmt: skip


def done(qtbot: QtBot) -> None:
    """Wait for the background."""
    qtbot.waitUntil(lambda: not running_tasks())


def press_and_wait(qtbot: QtBot, dialog: Any) -> None:
    """Press a dialog's button whose work goes on in the background."""
    dialog.go_button.click()
    done(qtbot)


def test_what_was_promised_is_said_and_added(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path
) -> None:
    view = view_of(window)
    assert view.files_card.missing_message.text == (
        "2 files were named, none is here. Look in the e-mail or the envelope, and add what came with it."
    )
    source = tmp_path / "rules.pdf"
    source.write_bytes(FILES["a.pdf"])

    def add(dialog: AddFileDialog) -> None:
        assert dialog.question.currentText() == "Your rules"
        dialog.take()
        assert dialog.fields["file"].error == "Choose the file."
        dialog.path.edit.setText(str(tmp_path / "gone.pdf"))
        press_and_wait(qtbot, dialog)
        assert dialog.fields["file"].error.startswith("There is no file “gone.pdf” there.")
        dialog.path.edit.setText(str(source))
        press_and_wait(qtbot, dialog)

    in_dialog(AddFileDialog, add, lambda: press(qtbot, view.files_card.add_button))
    assert names(office) == [("rules.pdf", "rules", "")]
    assert view.files_card.missing_message.text.startswith("2 files were named, 1 is here.")
    assert [row.row.name for row in view.files_card.rows] == ["rules.pdf"]


def test_a_copy_is_saved_where_the_person_says(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(office, "a.pdf")
    view = view_of(window)
    target = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(target), ""))
    press(qtbot, view.files_card.rows[0].save_button)
    done(qtbot)
    assert target.read_bytes() == FILES["a.pdf"]


def test_a_file_is_opened_by_another_program_only_when_asked(
    qtbot: QtBot, office: Office, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(office, "a.mp3", transcript="We walk.")
    keep(office, "a.pdf")
    opened: list[Path] = []
    answers = [True, True, False]

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return answers.pop(0)

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    view = view_of(window)
    assert [(row.row.name, row.open_button.text()) for row in view.files_card.rows] == [
        ("a.mp3", "Listen"),
        ("a.pdf", "Open"),
    ]
    assert opened == []
    press(qtbot, view.files_card.rows[0].open_button)
    done(qtbot)
    in_dialog(
        Dialog, lambda dialog: dialog.reject(), lambda: press(qtbot, view.files_card.rows[1].open_button)
    )
    in_dialog(
        Dialog, lambda dialog: dialog.accept(), lambda: press(qtbot, view.files_card.rows[1].open_button)
    )
    done(qtbot)
    assert [path.name for path in opened] == ["a.mp3", "a.pdf"]
    assert opened[1].read_bytes() == FILES["a.pdf"]
    assert opened[1].stat().st_mode & 0o777 == 0o400
    assert opened[1].parent.stat().st_mode & 0o077 == 0, "nobody else can look into the folder"
    press(qtbot, view.files_card.rows[0].open_button)
    done(qtbot)
    assert view.message.text == "This computer has no program for such files. Save a copy instead."


def test_words_of_a_recording_are_changed_and_a_file_is_taken_out(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    keep(office, "a.mp3", transcript="We walk.")
    view = view_of(window)
    words, out = view.files_card.rows[0].buttons[2:]
    assert words.text() == "Change these words"

    def write(dialog: TranscriptDialog) -> None:
        qtbot.keyClicks(dialog.transcript, "Hello. ")
        dialog.go_button.click()

    in_dialog(TranscriptDialog, write, lambda: press(qtbot, words))
    assert names(office) == [("a.mp3", "", "Hello. We walk.")]

    def say_why(dialog: ReasonDialog) -> None:
        qtbot.keyClicks(dialog.edit, "Of another group")
        dialog.ok.click()

    out = view.files_card.rows[0].buttons[3]
    in_dialog(ReasonDialog, say_why, lambda: press(qtbot, out))
    assert names(office) == []


def test_once_it_is_scored_files_stay_and_the_buttons_say_why(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    keep(office, "a.pdf")
    with office.officer.unit_of_work() as uow:
        found, eoi = uow.rounds.find(code="R1"), uow.eois.find(reference="EOI-001")
        assert found is not None and eoi is not None
        found.state, eoi.state = RoundState.DECIDED, EoiState.DECIDED
        uow.commit()
    view = view_of(window)
    assert not view.files_card.add_button.isEnabled()
    assert "it stays as it was sent" in view.files_card.rows[0].buttons[3].toolTip()
    assert view.files_card.rows[0].save_button.isEnabled()


def test_an_eoi_that_was_spoken(qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path) -> None:
    tab = go(window, "round", "R1", "eois")
    source = tmp_path / "kites.mp4"
    source.write_bytes(FILES["a.pdf"])

    def take(dialog: SpokenDialog) -> None:
        dialog.take()
        assert {name for name, field in dialog.fields.items() if field.error} == {
            "file",
            "transcript",
            "name",
            "requested_pence",
        }
        dialog.path.edit.setText(str(source))
        qtbot.keyClicks(dialog.transcript, "We are Kite Makers.")
        qtbot.keyClicks(dialog.organisation.edit, "Kite Makers")
        qtbot.keyClicks(dialog.asked, "4.8k")
        qtbot.keyClicks(dialog.email, "020 7946 0000")
        press_and_wait(qtbot, dialog)
        assert dialog.fields["file"].error.startswith("“kites.mp4” ends like an MP4 video, but it is a PDF.")
        source.write_bytes(FILES["a.mp4"])
        press_and_wait(qtbot, dialog)

    in_dialog(SpokenDialog, take, lambda: press(qtbot, tab.listing.spoken_button))
    page = eoi_page(office.officer, round_code="R1", reference="EOI-002")
    assert (page.organisation, page.source, page.details.requested_pence, page.contact.phone) == (
        "Kite Makers",
        "spoken or video",
        480_000,
        "020 7946 0000",
    )
    assert tab.route.item == "EOI-002"
    rows = attachment_rows(office.officer, round_code="R1", reference="EOI-002")
    assert [(row.name, row.transcript) for row in rows] == [("kites.mp4", "We are Kite Makers.")]


def test_words_that_were_typed_are_not_lost_by_esc(qtbot: QtBot, window: MainWindow) -> None:
    tab = go(window, "round", "R1", "eois")

    def write(dialog: SpokenDialog) -> None:
        dialog.transcript.setPlainText("We are Kite Makers, and this is a long story of ours.")
        in_dialog(Dialog, lambda question: question.reject(), dialog.reject)
        assert dialog.isVisible()
        in_dialog(Dialog, lambda question: question.accept(), dialog.reject)

    in_dialog(SpokenDialog, write, lambda: press(qtbot, tab.listing.spoken_button))
