"""A round through the frameworks in the window: choosing, unfolding, mending, and the PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.domain.actions import Action
from commissioning_app.domain.roles import Role
from commissioning_app.services.explanations import decide_explanation, explain
from commissioning_app.services.policy import load_policy
from commissioning_app.services.queries.frameworks import frameworks_report, load_frameworks
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.pages import may_go
from commissioning_app.ui.rounds.frameworks.report_dialog import ReportDialog, proposed_report
from commissioning_app.ui.widgets.buttons import LinkButton
from tests.factories import Office, a_round, store
from tests.ui.desk import go, in_dialog, press, sit_down

THERE = Route("round", "R1", "overview", "frameworks")


def text_of(widget: QWidget) -> str:
    """All words that can be seen in a widget, once its layouts have shown what is new."""
    QApplication.processEvents()
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def link(widget: QWidget, words: str) -> LinkButton:
    """The link that a screen reader calls by these words."""
    return next(one for one in widget.findChildren(LinkButton) if one.accessibleName() == words)


def open_view(window: MainWindow) -> Any:
    """The frameworks of R1."""
    return go(window, "round", "R1", "overview", "frameworks").frameworks


def write_to(view: Any, qtbot: QtBot, path: Path) -> None:
    """Make the PDF by button and dialog, and wait for it."""

    def answer(dialog: ReportDialog) -> None:
        dialog.path_edit.edit.setText(str(path))
        press(qtbot, dialog.ok)

    in_dialog(ReportDialog, answer, lambda: press(qtbot, view.pdf_button))
    qtbot.waitUntil(lambda: not running_tasks())


def test_the_overview_leads_there_and_back(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    tab = go(window, "round", "R1")
    press(qtbot, tab.principles.frameworks_button)
    assert window.shell.navigator.current == THERE
    assert tab.frameworks.isVisible() and not tab.sheet.isVisible()
    press(qtbot, tab.frameworks.back_button)
    assert tab.sheet.isVisible() and tab.review is not None
    assert window.shell.navigator.back()
    page = window.shell.navigator.page("round")
    page.tabs.tab("overview").click()  # type: ignore[attr-defined]
    assert tab.sheet.isVisible()


def test_the_board_comes_first_and_each_framework_by_key(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round())
    view = open_view(window)
    report = frameworks_report(office.officer, round_code="R1")
    assert view.tabs.current == "board" and view.board.isVisible() and not view.framework.isVisible()
    assert report.in_one_sentence in text_of(view.board)
    first = view.tabs.tab("board")
    first.setFocus()
    for framework in load_frameworks():
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        assert view.tabs.current == framework.id
        assert view.framework.title_label.text() == framework.name
        said = text_of(view.framework)
        assert all(line.title in said and line.sentence in said for line in framework.lines)
        assert set(view.framework.rows) == {line.id for line in framework.lines}
    assert not view.board.isVisible()


def test_a_line_shows_its_worst_state_and_unfolds_its_checks(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round(exclusions=()))
    view = open_view(window)
    view.tabs.tab("ivar").click()
    row = view.framework.rows["ivar.1"]
    assert (row.chip.text, row.chip.tone) == ("Not met", "bad")
    assert row.button.text() == "Show its 3 checks"
    assert row.button.accessibleName() == "Show its 3 checks: Don't waste time"
    row.button.setFocus()
    qtbot.keyClick(row.button, Qt.Key.Key_Return)
    said = text_of(row)
    assert "5 of 6 things that applicants need are ready to be published" in said and "S7" in said
    view.show_round("R1")
    row = view.framework.rows["ivar.1"]
    assert row.is_unfolded
    finding = next(one for one in view.report.findings if one.id == "S7")
    link(row, f"Mend it under Form: {finding.title}").click()
    assert window.shell.navigator.current == Route("round", "R1", "form", finding.place.anchor)
    assert window.shell.navigator.back()
    row = view.framework.rows["ivar.1"]
    row.button.click()
    assert not row.is_unfolded and row.button.text() == "Show its 3 checks"


def test_what_no_check_speaks_to_is_said(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    view = open_view(window)
    view.tabs.tab("ldn").click()
    row = view.framework.rows["ldn.workforce"]
    assert (row.chip.text, row.chip.tone) == ("No check", "neutral")
    assert "No check speaks to this: the checks read one round, not whom the funder employs." in text_of(row)
    assert not row.button.isVisible()
    assert {"Commitments", "Enablers"} <= {one.text() for one in view.framework.findChildren(QLabel)}


def test_the_board_reads_who_explained_and_who_sent_it_back(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(exclusions=()))
    explain(
        office.officer, round_code="R1", check_id="S7", why="Nothing is left out",
        what_will_be_done="We say so", by_when=date(2026, 10, 1),
    )  # fmt: skip
    view = open_view(window)
    assert "Explained, and waiting for an approver: 1" in text_of(view.board)
    decide_explanation(office.approver, round_code="R1", check_id="S7", agree=False, reason="Say where")
    view.show_round("R1")
    said = text_of(view.board)
    assert "Explained, and sent back by the approver: 1" in said
    for sentence in (
        "Olu Officer explained on Tuesday 1 September 2026: Nothing is left out.",
        "What will be done: We say so. By Thursday 1 October 2026.",
        "Ava Approver sent it back on Tuesday 1 September 2026: Say where.",
    ):
        assert sentence in said


def test_the_board_reads_what_is_being_done(office: Office, window: MainWindow) -> None:
    round_ = a_round(exclusions=())
    mends = Action(uuid4(), round_.id, "S7", "Write it down", "Olu", date(2026, 8, 31))
    other = Action(uuid4(), round_.id, "T1", "Look again", "Ava", date(2026, 9, 9))
    store(office.officer, round_, mends, other)
    said = text_of(open_view(window).board)
    for sentence in (
        "Action: Write it down: Olu. Late: it was due by Monday 31 August 2026.",
        "Actions: 2 0 done, 1 due, 1 late. T1: Look again: Ava. Due by Wednesday 9 September 2026.",
    ):
        assert sentence in said


def test_thresholds_that_the_round_keeps_are_shown(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(policy={**load_policy(), "simple.days_open": 10}))
    said = text_of(open_view(window).board)
    assert "simple.days_open (S4): 10 for this round, 28 in the policy today." in said


def test_the_report_is_written_from_the_window(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    store(office.officer, a_round())
    view = open_view(window)
    assert not view.done.isVisible()
    file = tmp_path / "reports" / "R1.pdf"
    write_to(view, qtbot, file.with_suffix(""))
    qtbot.waitUntil(view.done.isVisible)
    assert file.read_bytes().startswith(b"%PDF")
    assert view.message.text.startswith("The report of ") and view.message.text.endswith(f"is in {file}.")
    press(qtbot, view.open_button)
    press(qtbot, view.folder_button)
    assert [Path(url.toLocalFile()) for url in opened] == [file.resolve(), file.parent.resolve()]
    view.open_report()
    go(window, "round", "R1")
    store(office.officer, a_round(code="R2"))
    other = go(window, "round", "R2", "overview", "frameworks").frameworks
    assert not other.done.isVisible() and other.written is None and other.message.text == ""


def test_a_file_that_can_t_be_written_is_said(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path
) -> None:
    store(office.officer, a_round())
    view = open_view(window)

    def no_name(dialog: ReportDialog) -> None:
        dialog.path_edit.edit.setText("")
        press(qtbot, dialog.ok)
        assert dialog.field.error == "Say which file is written."
        dialog.reject()

    in_dialog(ReportDialog, no_name, lambda: press(qtbot, view.pdf_button))
    write_to(view, qtbot, tmp_path / "R1.doc")
    qtbot.waitUntil(lambda: view.message.text == "“R1.doc” should end in .pdf.")
    assert not view.done.isVisible()


def test_the_proposed_name_says_which_round_and_day() -> None:
    assert proposed_report("R/1", date(2026, 12, 4)).name == "Frameworks report R 1 2026-12-04.pdf"


def test_auditors_read_it_and_members_don_t_get_there(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    sit_down(window, office.auditor)
    view = open_view(window)
    assert view.pdf_button.isEnabled() and view.report is not None
    member = office.officer.actor.__class__(
        office.officer.actor.person_id, "Member", frozenset({Role.PANEL_MEMBER})
    )
    assert not may_go(member, THERE)


def test_an_unknown_round_is_said(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    view = open_view(window)
    view.show_round("R9")
    assert view.message.text.startswith("There is no round “R9”")
    assert not view.board.isVisible() and not view.pdf_button.isEnabled()
    view.show_round("R1")
    assert view.board.isVisible() and view.pdf_button.isEnabled()


def test_nothing_is_wider_than_the_page_at_double_text(
    qapp: QApplication, qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round(exclusions=()))
    window.resize(1366, 768)
    apply_theme(qapp, "light", 200)
    view = open_view(window)
    for key in view.tabs.keys():  # noqa: SIM118 (a FlowTabs, no dict)
        view.tabs.tab(key).click()
        for row in view.framework.rows.values():
            if row.isVisible() and not row.is_unfolded:
                row.toggle()
        QApplication.processEvents()
        assert view.overflow() == 0, key
