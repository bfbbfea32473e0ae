"""Filled forms in the import wizard: several at once, those that can't be read, and what is to be known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from commissioning_app.documents.form_pdf import form_pdf
from commissioning_app.domain.importing import Interpretation, Matching, Sheet, Table, Workbook
from commissioning_app.services.import_forms import FORM, Remark
from commissioning_app.services.importing import ImportPreview
from commissioning_app.services.queries.eois import eoi_rows
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from commissioning_app.ui.eois.importing.state import ImportState, remark_words, unread_words
from commissioning_app.ui.eois.importing.wizard import CHECK, FILE, RESULT, SHEET, ImportWizard
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, store
from tests.forms import a_form, a_form_round, filled_in
from tests.integration.forms.filling import fill_pdf, fill_xlsx
from tests.ui.desk import go, in_dialog, press


@pytest.fixture
def forms(tmp_path: Path) -> tuple[Path, ...]:
    """A PDF and a workbook of this round, a PDF of another round, and no form."""
    ours, other = a_form(), a_form(a_form_round(id=UUID(int=8), code="OTHER"))
    notes = tmp_path / "notes.csv"
    notes.write_text("Who,What\nSam,Call back\n", encoding="utf-8")
    return (
        fill_pdf(form_pdf(ours), filled_in(1), tmp_path / "a.pdf"),
        fill_xlsx(form_xlsx(ours), filled_in(2), tmp_path / "b.xlsx"),
        fill_pdf(form_pdf(other), filled_in(3), tmp_path / "c.pdf"),
        notes,
    )


def _in_wizard(qtbot: QtBot, office: Office, window: MainWindow, act: Any) -> None:
    store(office.officer, a_form_round(id=UUID(int=7)))
    tab = go(window, "round", "R1", "eois")
    in_dialog(ImportWizard, act, lambda: press(qtbot, tab.listing.import_button))


def _wait(qtbot: QtBot, wizard: ImportWizard) -> None:
    qtbot.waitUntil(lambda: not wizard.is_busy, timeout=30_000)


def test_several_forms_are_dropped_and_imported_together(
    qtbot: QtBot, office: Office, window: MainWindow, forms: tuple[Path, ...]
) -> None:
    said = "c.pdf: It is a form of the round OTHER, not of this one."

    def act(wizard: ImportWizard) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in forms])
        actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
        wizard.file_step.dropEvent(QDropEvent(QPointF(50, 50), actions, data, left, none))
        _wait(qtbot, wizard)
        step = wizard.sheet_step
        assert (wizard.step, wizard.file_step.problem()) == (SHEET, "")
        assert step.unread_message.text.splitlines() == [
            "One file is left out:",
            "notes.csv can't be read. This is not a filled copy of our form. Import it by itself.",
        ]
        assert step.remarks_message.isVisible()
        assert step.remarks_message.text.startswith(said)
        press(qtbot, wizard.next_button)
        assert wizard.columns_step.remarks_message.text == step.remarks_message.text
        press(qtbot, wizard.next_button)
        _wait(qtbot, wizard)
        assert wizard.step == CHECK
        table = wizard.check_step.tables["problems"].model
        assert [table.values_at(row)[1] for row in range(table.rowCount())] == ["notes.csv"]
        press(qtbot, wizard.next_button)
        _wait(qtbot, wizard)
        assert (wizard.step, wizard.result_step.sentence_label.text()) == (RESULT, "3 EOIs are imported.")
        press(qtbot, wizard.next_button)

    _in_wizard(qtbot, office, window, act)
    names = sorted(row[2] for row in eoi_rows(office.officer, round_code="R1"))
    assert names == sorted(filled_in(seed).values["organisation"] for seed in (1, 2, 3))


def test_several_files_are_chosen_and_none_is_a_form(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path in paths:
        path.write_text("Organisation,Amount requested\nKites,500\n", encoding="utf-8")
    chosen = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (chosen, ""))

    def act(wizard: ImportWizard) -> None:
        press(qtbot, wizard.file_step.choose_button)
        _wait(qtbot, wizard)
        assert wizard.step == FILE
        assert wizard.message.text.count("Import it by itself.") == 2
        wizard.reject()

    _in_wizard(qtbot, office, window, act)


def test_what_is_long_is_cut_short() -> None:
    unread = tuple(("x.pdf", f"No {n}.") for n in range(8))
    book = Workbook("7 forms", (Sheet("Forms"),), "0" * 64, unread=unread)
    state = ImportState(workbook=book)
    assert unread_words(state).splitlines() == [
        "8 files are left out:", "No 0.", "No 1.", "No 2.",
        "And 5 more; the check lists all.",
    ]  # fmt: skip
    notes = [Interpretation("x.pdf", 2, column, "", "", "") for column in ("Need", FORM, "Need")]
    remarks = tuple(
        Remark(note, text) for note, text in zip(notes, ("An answer.", "A form.", ""), strict=True)
    )
    table = Table("Forms", 1, (), (), (), (), {})
    state.preview = ImportPreview(book, table, Matching((), ""), None, remarks=remarks)
    assert remark_words(state).splitlines() == ["A form.", "An answer."]
    assert unread_words(ImportState(workbook=replace(book, unread=()))) == ""
    assert (unread_words(ImportState()), remark_words(ImportState())) == ("", "")
