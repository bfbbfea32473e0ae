"""Records that the checks read: each can be typed in the window, is saved as typed, and opens unchanged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from commissioning_app.domain.promises import ReportsAsked
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.together import BriefingTopic
from commissioning_app.services.rounds import edit_round
from commissioning_app.services.rounds_steps import advance_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.rounds.design.asked_applicants import ThemeDialog
from commissioning_app.ui.rounds.design.promised_terms import ReportsDialog
from tests.factories import Office, a_round, store
from tests.records import every_record
from tests.ui.desk import go, in_dialog, press, sit_down
from tests.ui.rounds.hands import records_of, type_all, type_over

WRITTEN = every_record()
NEW_SECTIONS = ("communities", "demands", "promises", "panel", "duties", "after")


@pytest.mark.parametrize("records", [WRITTEN, a_round().records])
def test_what_is_written_opens_unchanged(office: Office, window: MainWindow, records: RoundRecords) -> None:
    store(office.officer, a_round(records=records))
    for section in NEW_SECTIONS:
        tab = go(window, "round", "R1", "form", section)
        assert tab.changes() == {}
    assert set(tab.sections) >= set(NEW_SECTIONS)


def test_promises_are_saved_as_typed(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    tab = go(window, "round", "R1", "form", "promises")
    section = tab.sections["promises"]
    qtbot.keyClick(section.needs.question, Qt.Key.Key_Down)
    section.needs.own_measures.buttons["yes"].click()
    type_over(qtbot, section.needs.expected, "60")
    type_over(qtbot, section.needs.formats, "large print\nBengali")
    type_all(
        qtbot, section.criteria, {"on": "4 Dec 2026", "community": "4", "others": "3", "how": "With dots"}
    )

    def small(dialog: ReportsDialog) -> None:
        type_over(qtbot, dialog.up_to, "10k")
        press(qtbot, dialog.ok)
        assert dialog.fields["a_year"].error == "Type a whole number from 0 to 52."
        type_over(qtbot, dialog.a_year, "1")
        press(qtbot, dialog.ok)

    def large(dialog: ReportsDialog) -> None:
        type_over(qtbot, dialog.a_year, "2")
        press(qtbot, dialog.ok)

    in_dialog(ReportsDialog, small, lambda: press(qtbot, section.reports.list.add_button))
    in_dialog(ReportsDialog, large, lambda: press(qtbot, section.reports.list.add_button))
    section.terms.again.buttons["no"].click()
    section.terms.capped.buttons["yes"].click()
    type_all(qtbot, section.terms, {"cap": "25", "uplift": "3", "hourly": "14.80"})
    section.terms.wages.buttons["yes"].click()
    section.terms.in_london.click()
    section.support.offered.buttons["yes"].click()
    type_over(qtbot, section.support.what, "A bookkeeper\nA course")
    assert tab.unsaved.text() == "Not saved yet: Records"
    press(qtbot, tab.save_button)
    saved = records_of(office)
    kept = {
        name: getattr(saved, name)
        for name in (
            "need_question", "own_measures_welcome", "expected_eois", "formats_asked", "criteria_choice",
            "reports", "money_comes_again", "full_cost", "living_wage", "support",
        )
    }  # fmt: skip
    assert kept == {name: getattr(WRITTEN, name) for name in kept}


def test_meetings_and_minutes_are_saved_as_typed(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    tab = go(window, "round", "R1", "form", "panel")
    panel = tab.sections["panel"]
    answers = ("At six", "Somali", "Next door", "Fares", "By video")
    for edit, text in zip(panel.access.values(), answers, strict=True):
        type_over(qtbot, edit, text)
    type_over(qtbot, panel.minutes, "12")
    panel.briefing.boxes[BriefingTopic.CONFLICTS].click()
    type_over(qtbot, panel.briefing.how, "An evening")
    press(qtbot, tab.save_button)
    saved = records_of(office)
    assert (saved.meeting_access, saved.minutes_an_eoi) == (WRITTEN.meeting_access, 12)
    assert saved.briefing == WRITTEN.briefing


def test_what_came_after_is_saved_as_typed_once_the_round_is_open(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round())
    advance_round(office.officer, round_code="R1")
    tab = go(window, "round", "R1", "form", "after")
    section, day = tab.sections["after"], "4 Dec 2026"
    type_all(qtbot, section.told, {"on": day, "members": "9", "changed": "Two groups came in"})
    type_all(qtbot, section.asked, {"on": day, "number": "44", "answers": "31"})

    def theme(dialog: ThemeDialog) -> None:
        press(qtbot, dialog.ok)
        assert dialog.fields["said"].error == "Write what they said."
        type_all(qtbot, dialog, {"said": "Too long", "did": "Two pages less", "on": "soon"})
        press(qtbot, dialog.ok)
        assert dialog.fields["on"].error.startswith("“soon” is not a date.")
        type_over(qtbot, dialog.on, day)
        press(qtbot, dialog.ok)

    in_dialog(ThemeDialog, theme, lambda: press(qtbot, section.asked.list.add_button))
    public = {"rates_on": day, "rates_where": WRITTEN.rates_published.where}
    type_all(qtbot, section.public, {**public, "data_on": day, "data_where": WRITTEN.open_data.where})
    answers = {"name": "Rosa Sample", "role": "Director", "on": day, "reference": "Minute 14"}
    type_all(qtbot, section.answers, answers)
    back = {"on": day, "panel": "5", "applicants": "12", "lessons": "Open longer\nTwo drop-ins"}
    type_all(qtbot, section.back, back)
    press(qtbot, tab.save_button)
    names = ("told_members", "applicant_feedback", "rates_published", "open_data", "responsible_officer",
             "board_report", "look_back")  # fmt: skip
    saved = records_of(office)
    assert {name: getattr(saved, name) for name in names} == {name: getattr(WRITTEN, name) for name in names}


def test_others_read_every_record_and_change_none(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(records=WRITTEN))
    sit_down(window, office.auditor)
    for section in NEW_SECTIONS[1:]:
        shown = go(window, "round", "R1", "form", section).sections[section]
        editors = [*shown.findChildren(QLineEdit), *shown.findChildren(QPlainTextEdit)]
        assert editors and all(editor.isReadOnly() for editor in editors)

    def read(dialog: ThemeDialog) -> None:
        assert (dialog.said.toPlainText(), dialog.ok.isVisible()) == ("Too long", False)
        dialog.reject()

    themes = shown.asked.list.rows
    in_dialog(ThemeDialog, read, lambda: qtbot.keyClick(themes[0], Qt.Key.Key_Return))
    promises = go(window, "round", "R1", "form", "promises").sections["promises"]

    def look(dialog: ReportsDialog) -> None:
        assert (dialog.up_to.text(), dialog.a_year.text()) == ("£10,000", "1")
        dialog.reject()

    in_dialog(ReportsDialog, look, lambda: qtbot.keyClick(promises.reports.list.rows[0], Qt.Key.Key_Return))


def test_a_question_that_is_gone_is_still_named(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(records=WRITTEN))
    edit_round(office.officer, round_code="R1", version=None, questions=a_round().questions[:1])
    tab = go(window, "round", "R1", "form", "promises")
    assert tab.sections["promises"].needs.question.currentText() == "A question that is gone: money"
    assert tab.changes() == {}


def test_figures_that_contradict_each_other_are_said_in_a_sentence(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    store(office.officer, a_round(records=replace(WRITTEN, reports=(ReportsAsked(2),))))
    tab = go(window, "round", "R1", "form", "promises")
    section = tab.sections["promises"]

    def small(dialog: ReportsDialog) -> None:
        type_over(qtbot, dialog.up_to, "10k")
        type_over(qtbot, dialog.a_year, "1")
        press(qtbot, dialog.ok)

    in_dialog(ReportsDialog, small, lambda: press(qtbot, section.reports.list.add_button))
    press(qtbot, tab.save_button)
    assert tab.message.text == (
        "The reports by size of award go from small to large; only the last has no upper size."
    )
    qtbot.keyClick(section.reports.list.rows[1], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press(qtbot, tab.save_button)
    assert records_of(office).reports == (ReportsAsked(1, 1_000_000), ReportsAsked(2))
