"""Handing out the form: three kinds, the reasons why not, and the figures beside questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.principles.findings import FindingState
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.rounds import edit_round
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, a_question, a_round, store
from tests.ui.desk import go, press, sit_down

BEGINS = {FormKind.XLSX: b"PK", FormKind.PDF: b"%PDF", FormKind.HTML: b"<!doctype html>"}
DRAFT = "The round is a draft, and its form says so. Try it out; hand it out once the round is open."


def _section(office: Office, window: MainWindow, **changes: Any) -> tuple[Any, Any]:
    store(office.officer, a_round(**changes))
    tab = go(window, "round", "R1", "form", "handing_out")
    return tab, tab.sections["handing_out"]


def _save_to(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """Let the save dialog take the name that is proposed, in this folder."""
    proposed: list[str] = []

    def ask(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(start).name)
        return str(folder / Path(start).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return proposed


@pytest.mark.parametrize("kind", list(FormKind))
def test_each_kind_is_saved_where_one_says(
    qtbot: QtBot,
    office: Office,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: FormKind,
) -> None:
    proposed = _save_to(monkeypatch, tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    _, section = _section(office, window, state=RoundState.OPEN)
    press(qtbot, section.buttons[kind])
    qtbot.waitUntil(section.done.isVisible, timeout=20_000)
    file = tmp_path / f"R1 form v1.{kind}"
    assert proposed == [file.name]
    beside = f"is beside it, in R1 form v1-about-you.{kind}. Hand out both."
    about = "is in the same workbook." if kind is FormKind.XLSX else beside
    assert section.done_message.text == f"The form, version 1, is in {file}. The sheet “About you” {about}"
    assert file.read_bytes()[: len(BEGINS[kind])].lower() == BEGINS[kind].lower()
    press(qtbot, section.folder_button)
    assert opened == [tmp_path.as_posix()]


def test_large_print_has_a_name_of_its_own(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed = _save_to(monkeypatch, tmp_path)
    _, section = _section(office, window)
    section.large_print.click()
    press(qtbot, section.buttons[FormKind.PDF])
    qtbot.waitUntil(section.done.isVisible, timeout=20_000)
    assert proposed == ["R1 form v1 large print.pdf"]
    with office.officer.reading() as uow:
        after = [one.after for one in uow.trail.entries() if one.action == "form made"]
    assert [(one["kind"], one["large_print"]) for one in after] == [("pdf", True)]


def test_nothing_is_made_when_no_place_is_chosen(
    qtbot: QtBot, office: Office, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    _, section = _section(office, window)
    press(qtbot, section.buttons[FormKind.XLSX])
    assert (section.done.isVisible(), section.message.text) == (False, DRAFT)


def test_a_place_that_cant_be_written_is_said(
    qtbot: QtBot, office: Office, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nowhere").write_text("a file, not a folder")
    _save_to(monkeypatch, tmp_path / "nowhere")
    _, section = _section(office, window, state=RoundState.OPEN)
    press(qtbot, section.buttons[FormKind.HTML])
    qtbot.waitUntil(section.message.isVisible, timeout=20_000)
    assert "nowhere" in section.message.text
    assert section.done.isVisible() is False


def test_who_may_not_and_when_not(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, section = _section(office, window)
    button = section.buttons[FormKind.HTML]
    assert (button.isEnabled(), section.message.text) == (True, DRAFT)
    tab.show_section("pot")
    basics = tab.sections["pot"]
    qtbot.keyClicks(basics.name_edit, " 2")
    tab.show_section("handing_out")
    unsaved = "Save what you changed first: the form is made of what is saved."
    assert (button.isEnabled(), button.toolTip(), section.message.text) == (False, unsaved, unsaved)
    press(qtbot, tab.save_button)
    assert (button.isEnabled(), section.message.text) == (True, DRAFT)
    sit_down(window, office.auditor)
    again = go(window, "round", "R1", "form", "handing_out").sections["handing_out"]
    assert again.buttons[FormKind.PDF].toolTip() == "Officers hand out the form."


def test_a_round_past_scoring_hands_out_no_form(office: Office, window: MainWindow) -> None:
    _, section = _section(office, window, state=RoundState.DECIDED)
    said = "The round is decided: it takes no EOIs, so there is no form to hand out."
    assert {button.toolTip() for button in section.buttons.values()} == {said}
    assert section.message.text == said


def test_the_figures_follow_the_questions(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    first = a_question()
    store(office.officer, a_round(questions=(first,)))
    tab = go(window, "round", "R1", "form", "questions")
    section = tab.sections["questions"]
    before = {one.id: one for one in section.figures.findings}
    assert set(before) == {"S1", "S2", "S3"}
    assert before["S1"].evidence.startswith("The form asks 1 question to answer in writing;")
    more = [replace(first, id=f"q{n}", kind=QuestionKind.LONG, word_limit=500) for n in range(30)]
    section.list.set_items((first, *more))
    section.list.changed.emit()
    assert section.figures.findings == tuple(before.values()), "nothing is counted while one types"
    qtbot.waitUntil(lambda: section.figures.findings != tuple(before.values()))
    after = {one.id: one for one in section.figures.findings}
    assert after["S1"].evidence.startswith("The form asks 31 questions to answer in writing;")
    assert after["S1"].state is FindingState.NOT_MET
    assert after["S2"].evidence != before["S2"].evidence
    assert list(section.figures.rows) == ["S1", "S2", "S3"]
    assert after["S1"].evidence in tab.finding_message.text


def test_what_was_explained_stays_so_while_it_does_not_hold(office: Office) -> None:
    from commissioning_app.services.form_figures import form_figures
    from commissioning_app.services.principles import review_round

    store(office.officer, a_round())
    edit_round(office.officer, round_code="R1", version=None, largest_award_pence=0)
    review = review_round(office.officer, round_code="R1")
    agreed = [replace(f, state=FindingState.EXPLAINED) if f.id == "S1" else f for f in review.findings]
    review = replace(review, findings=tuple(agreed))
    now = form_figures(review=review, design={})
    held = form_figures(review=review, design={"largest_award_pence": 2_000_000})
    assert [now[0].state, held[0].state] == [FindingState.EXPLAINED, FindingState.MET]
