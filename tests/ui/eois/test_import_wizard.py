"""The import wizard: a stranger's file from the drop to the counts, by real buttons, keys and drops."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from commissioning_app.domain.importing import Basis
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.queries.eois import eoi_rows
from commissioning_app.ui.eois.importing import check_step, file_step
from commissioning_app.ui.eois.importing.wizard import (
    CHECK,
    COLUMNS,
    FILE,
    RESULT,
    SHEET,
    ImportWizard,
)
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, a_round, store
from tests.ui.desk import go, in_dialog, press

GROUPS = """EOIs 2026

Organisation,Charity no.,Amont requested,Least,Notes,Contact e-mail
Sunrise Carers,1015648,"£12,000",,ring them,a@example.org
Sunrise Carers Group,1015648,12k,500,,b@example.org
,1015650,900,,,c@example.org
Deaf Advice,1015651,£5000,600,,d@example.org
Kites,,abc,,,
"""
Start = Callable[[Callable[[ImportWizard], object]], None]


@pytest.fixture
def groups(tmp_path: Path) -> Path:
    """Three good rows and two bad ones under a title row."""
    path = tmp_path / "groups.csv"
    path.write_text(GROUPS, encoding="utf-8")
    return path


@pytest.fixture
def start(qtbot: QtBot, office: Office, window: MainWindow) -> Start:
    """Opens the wizard by its button, lets the test act in it, and sees that it closes."""
    store(office.officer, a_round(state=RoundState.OPEN))

    def run(act: Callable[[ImportWizard], object]) -> None:
        tab = go(window, "round", "R1", "eois")
        in_dialog(ImportWizard, act, lambda: press(qtbot, tab.listing.import_button))

    return run


def wait(qtbot: QtBot, wizard: ImportWizard) -> None:
    """Until what runs is done."""
    qtbot.waitUntil(lambda: not wizard.is_busy, timeout=20_000)


def read(qtbot: QtBot, wizard: ImportWizard, path: Path) -> None:
    """Give the wizard a file."""
    wizard.file_step.files_given.emit((path,))
    wait(qtbot, wizard)


def go_on(qtbot: QtBot, wizard: ImportWizard) -> None:
    """Press the button that leads on."""
    press(qtbot, wizard.next_button)
    wait(qtbot, wizard)


def imported(office: Office) -> list[tuple[Any, ...]]:
    """Reference, organisation and amount of each EOI, as the services tell it."""
    return [(row[1], row[2], row[4]) for row in eoi_rows(office.officer, round_code="R1")]


def test_the_good_rows_of_a_stranger_s_file(
    qtbot: QtBot, office: Office, window: MainWindow, start: Start, groups: Path
) -> None:
    def act(wizard: ImportWizard) -> None:
        assert (wizard.step, wizard.next_button.toolTip()) == (FILE, "Choose a file first.")
        read(qtbot, wizard, groups)
        assert (wizard.step, wizard.sheet_step.row_edit.number) == (SHEET, 3)
        go_on(qtbot, wizard)
        lines = wizard.columns_step.lines
        assert {name: line.box.currentText() for name, line in lines.items()} == {
            "Organisation": "Organisation (needed)",
            "Charity no.": "Charity number",
            "Amont requested": "Amount requested (needed)",
            "Least": "Not imported",
            "Notes": "Not imported",
            "Contact e-mail": "Contact e-mail",
        }
        assert lines["Amont requested"].chip.text == "Looks alike"
        go_on(qtbot, wizard)
        assert wizard.check_step.summary_label.text() == "3 rows are good; 2 rows have problems."
        assert wizard.check_step.figures_label.text() == ("3 new EOIs · 2 organisations · £29,000 asked for")
        assert imported(office) == [], "a check keeps nothing"
        assert wizard.next_button.text() == "&Import 3 EOIs"
        go_on(qtbot, wizard)
        assert (wizard.step, wizard.result_step.sentence_label.text()) == (RESULT, "3 EOIs are imported.")
        press(qtbot, wizard.next_button)

    start(act)
    assert [(name, asked) for _, name, asked in imported(office)] == [
        ("Sunrise Carers", 1_200_000),
        ("Sunrise Carers", 1_200_000),
        ("Deaf Advice", 500_000),
    ]
    tab = go(window, "round", "R1", "eois")
    assert tab.listing.table.model.total == 3


def test_the_same_file_again_changes_nothing(
    qtbot: QtBot, office: Office, start: Start, groups: Path
) -> None:
    def through(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        for _step in (SHEET, COLUMNS, CHECK):
            go_on(qtbot, wizard)
        press(qtbot, wizard.next_button)

    def again(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        go_on(qtbot, wizard)
        go_on(qtbot, wizard)
        assert wizard.next_button.toolTip() == "All of it is here already: there is nothing to import."
        wizard.reject()

    start(through)
    before = imported(office)
    start(again)
    assert imported(office) == before


def test_problems_say_where_and_what_to_do(
    qtbot: QtBot,
    start: Start,
    groups: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtmodeltester: ModelTester,
) -> None:
    target = tmp_path / "problems.csv"
    monkeypatch.setattr(check_step, "ask_where_to_save", lambda _parent, _name: target)

    def act(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        go_on(qtbot, wizard)
        go_on(qtbot, wizard)
        check = wizard.check_step
        titles = [check.tabs.tab(key).text() for key in check.tabs.keys()]  # noqa: SIM118 (a FlowTabs, no dict)
        assert titles == ["Problems (2)", "Interpreted (5)", "Likely duplicates (0)"]
        model = check.tables["problems"].model
        assert [model.values_at(place)[:3] for place in range(2)] == [
            (6, "Organisation", ""),
            (8, "Amont requested", "abc"),
        ]
        qtmodeltester.check(model)
        check.tables["problems"].view.selectAll()
        check.tables["problems"].copy()
        assert QApplication.clipboard().text().startswith("6\tOrganisation\t")
        check.save("problems")
        assert check.message.text == "problems.csv is written."
        wizard.reject()

    start(act)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[:3] for row in rows] == [
        ["Row", "Column", "What it says"],
        ["6", "Organisation", ""],
        ["8", "Amont requested", "abc"],
    ]


def test_all_or_nothing_stops_at_bad_rows(qtbot: QtBot, office: Office, start: Start, groups: Path) -> None:
    def act(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        go_on(qtbot, wizard)
        go_on(qtbot, wizard)
        button = wizard.check_step.choice.buttons["all"]
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert (wizard.next_button.isEnabled(), wizard.next_button.toolTip()) == (
            False,
            "Rows have problems, and you chose to stop then. Mend them first.",
        )
        wizard.reject()

    start(act)
    assert imported(office) == []


def test_a_column_can_be_chosen_by_keyboard_and_another_gives_it_up(
    qtbot: QtBot, start: Start, groups: Path
) -> None:
    def act(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        go_on(qtbot, wizard)
        lines = wizard.columns_step.lines

        def choose(column: str, words: str) -> None:
            box = lines[column].box
            box.setFocus()
            qtbot.keyClick(box, Qt.Key.Key_Space)
            qtbot.keyClicks(box.view(), words)
            qtbot.keyClick(box.view(), Qt.Key.Key_Return)
            wait(qtbot, wizard)

        choose("Least", "Minimum")
        assert (lines["Least"].box.currentText(), lines["Least"].chip.text) == (
            "Minimum amount",
            "You chose this",
        )
        choose("Notes", "Minimum")
        assert lines["Notes"].box.currentText() == "Minimum amount"
        assert lines["Least"].box.currentText() == "Not imported"
        choose("Organisation", "Not imported")
        assert wizard.columns_step.message.text == (
            "Say which column is the organisation. Every EOI needs that."
        )
        assert wizard.next_button.toolTip() == wizard.columns_step.message.text
        wizard.reject()

    start(act)


def test_what_was_chosen_is_known_the_next_time(qtbot: QtBot, start: Start, groups: Path) -> None:
    def first(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        go_on(qtbot, wizard)
        wizard.columns_step.column_chosen.emit("Least", "minimum_amount")
        wait(qtbot, wizard)
        for _step in (COLUMNS, CHECK):
            go_on(qtbot, wizard)
        press(qtbot, wizard.next_button)

    def second(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        preview = wizard.state.preview
        assert preview is not None
        match = next(one for one in preview.matching.columns if one.column == "Least")
        assert (match.field, match.basis) == ("minimum_amount", Basis.REMEMBERED)
        wizard.reject()

    start(first)
    start(second)


def test_another_row_of_titles(qtbot: QtBot, start: Start, groups: Path) -> None:
    def act(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        step = wizard.sheet_step
        step.row_edit.setFocus()
        qtbot.waitUntil(step.row_edit.hasFocus)
        step.row_edit.selectAll()
        qtbot.keyClicks(step.row_edit, "4")
        qtbot.keyClick(step.row_edit, Qt.Key.Key_Tab)
        wait(qtbot, wizard)
        preview = wizard.state.preview
        assert preview is not None
        assert preview.table.headers[0] == "Sunrise Carers"
        step.view.selectRow(2)
        step.view.setFocus()
        qtbot.keyClick(step.view, Qt.Key.Key_Return)
        wait(qtbot, wizard)
        assert wizard.step == SHEET, "Enter in the table chooses the row; it does not lead on"
        preview = wizard.state.preview
        assert preview is not None
        assert (preview.table.header_row, step.row_edit.number) == (3, 3)
        wizard.reject()

    start(act)


def test_a_file_that_is_no_workbook_is_said_at_once(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"Dear funder")

    def act(wizard: ImportWizard) -> None:
        read(qtbot, wizard, path)
        assert wizard.step == FILE
        assert wizard.message.text.startswith("letter.xlsx can't be read.")
        wizard.reject()

    start(act)


def test_a_file_is_dropped(qtbot: QtBot, start: Start, groups: Path) -> None:
    def act(wizard: ImportWizard) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(groups))])
        actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
        wizard.file_step.dropEvent(QDropEvent(QPointF(50, 50), actions, data, left, none))
        wait(qtbot, wizard)
        assert (wizard.step, wizard.file_step.name_label.text()) == (
            SHEET,
            "Drop the workbook or the filled forms here",
        )
        press(qtbot, wizard.back_button)
        assert wizard.file_step.name_label.text() == "groups.csv"
        wizard.reject()

    start(act)


def test_two_files_or_a_web_address_are_not_taken() -> None:
    two, web = QMimeData(), QMimeData()
    two.setUrls([QUrl.fromLocalFile("/a.pdf"), QUrl.fromLocalFile("/b.xlsx")])
    web.setUrls([QUrl.fromLocalFile("/a.pdf"), QUrl("https://example.org/a.csv")])
    found = [file_step.dropped_files(data) for data in (two, web, QMimeData())]
    assert found == [(Path("/a.pdf"), Path("/b.xlsx")), (), ()]


def test_a_file_is_chosen_by_the_button(
    qtbot: QtBot, start: Start, groups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_step, "ask_for_files", lambda _parent: (groups,))

    def act(wizard: ImportWizard) -> None:
        qtbot.waitUntil(wizard.file_step.choose_button.hasFocus)
        qtbot.keyClick(wizard.file_step.choose_button, Qt.Key.Key_Space)
        wait(qtbot, wizard)
        assert wizard.step == SHEET
        wizard.reject()

    start(act)


def test_cancel_stops_the_import_and_keeps_nothing(
    qtbot: QtBot, office: Office, start: Start, groups: Path
) -> None:
    def act(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        go_on(qtbot, wizard)
        go_on(qtbot, wizard)
        press(qtbot, wizard.next_button)
        wizard.reject()  # Esc while it runs asks it to stop
        wait(qtbot, wizard)
        assert (wizard.step, wizard.message.text) == (CHECK, "Cancelled. Nothing was changed.")
        assert wizard.stack.isEnabled()
        wizard.reject()

    start(act)
    assert imported(office) == []


def test_another_step_of_the_round_is_told(qtbot: QtBot, office: Office, start: Start, groups: Path) -> None:
    def act(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        go_on(qtbot, wizard)
        with office.officer.unit_of_work() as uow:
            round_ = uow.rounds.find(code="R1")
            assert round_ is not None
            round_.state = RoundState.DECIDED
            uow.commit()
        go_on(qtbot, wizard)
        assert wizard.message.text == "The round R1 is decided: it takes no EOIs now."
        wizard.reject()

    start(act)


def test_it_stays_usable_with_text_of_twice_the_size(
    qtbot: QtBot, qapp: Any, window: MainWindow, start: Start, groups: Path
) -> None:
    window.resize(1366, 768)
    apply_theme(qapp, "light", 200)

    def act(wizard: ImportWizard) -> None:
        read(qtbot, wizard, groups)
        for step in (SHEET, COLUMNS, CHECK, RESULT):
            assert wizard.step == step
            qtbot.waitUntil(lambda: wizard.width() <= 1366 and wizard.height() <= 768)
            inside = wizard.rect()
            for button in (wizard.next_button, wizard.back_button):
                corner = button.mapTo(wizard, button.rect().bottomRight())
                assert button.isHidden() or inside.contains(corner)
            page: Any = wizard.stack.currentWidget()
            scroll = getattr(page, "sheet", page)
            qtbot.waitUntil(lambda scroll=scroll: scroll.overflow() == 0)
            if step != RESULT:
                go_on(qtbot, wizard)
        press(qtbot, wizard.next_button)

    start(act)
