"""By conversation: step by step with the keyboard, kept as one types, read back, agreed, handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import EoiState, FundingKind
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.conversations import Talk, begin_conversation, save_conversation
from commissioning_app.services.queries.conversations import (
    TellingRow,
    conversation_rows,
    read_conversation,
    telling_of,
)
from commissioning_app.services.queries.eois import eoi_page, eoi_rows
from commissioning_app.ui.app import create_window
from commissioning_app.ui.eois.talk.page import TalkPage
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog, ReasonDialog
from commissioning_app.ui.lib.settings import settings
from commissioning_app.ui.lib.shortcuts import keys_of
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, a_question, a_round, an_organisation, store
from tests.ui.desk import go, in_dialog, office_in, press

TODAY = date(2026, 9, 1)
QUESTIONS = (
    a_question(why="You know best.", help="There is no list."),
    a_question(id="ok", text="Do you work here?", kind=QuestionKind.YES_NO, word_limit=0, required=False),
    a_question(
        id="who", text="Who comes?", kind=QuestionKind.CHOICES, options=("Children", "Elders & carers"),
        word_limit=0, required=False,
    ),
    a_question(id="when", text="When would you start?", kind=QuestionKind.DATE, word_limit=0),
)  # fmt: skip
STEPS = [
    "begin", "part0", "part1", "part2", "question1", "question2", "question3", "question4", "read_back",
]  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A round that takes EOIs and asks questions of four kinds."""
    made = office_in(tmp_path)
    store(
        made.officer, a_round(state=RoundState.OPEN, questions=QUESTIONS), an_organisation("Sunrise Carers")
    )
    return made


def begin(qtbot: QtBot, window: MainWindow) -> tuple[Any, TalkPage]:
    """The tab, and a new conversation on it."""
    tab = go(window, "round", "R1", "eois")
    press(qtbot, tab.listing.talk_button)
    assert isinstance(tab.form, TalkPage)
    return tab, tab.form


def row_of(page: TalkPage, name: str) -> Any:
    """The row of one field."""
    return next(row for step in page.steps for row in step.rows if row.field.name == name)


def go_to(page: TalkPage, key: str) -> None:
    """Choose a step in the column beside."""
    page.nav.buttons[key].click()


def write_all(qtbot: QtBot, page: TalkPage) -> None:
    """What Kite Makers said, typed where it belongs."""
    go_to(page, "part0")
    qtbot.keyClicks(row_of(page, "organisation").editor.picker.edit, "Kite Makers")
    go_to(page, "part1")
    qtbot.keyClicks(row_of(page, "contact_name").editor.edit, "Rosa Lind")
    go_to(page, "part2")
    qtbot.keyClicks(row_of(page, "title").editor.edit, "Kites for all")
    qtbot.keyClicks(row_of(page, "amount_requested").editor.edit, "4.8k")
    row_of(page, "funding_kind").editor.choices.buttons["Core funding"].click()
    go_to(page, "question1")
    qtbot.keyClicks(row_of(page, "answer:need").editor.box, "The sky is empty.")
    go_to(page, "question2")
    row_of(page, "answer:ok").editor.choices.buttons["Yes"].click()
    go_to(page, "question3")
    row_of(page, "answer:who").editor.boxes[1].click()
    go_to(page, "question4")
    qtbot.keyClicks(row_of(page, "answer:when").editor.edit, "4 Dec 2026")


def agree(qtbot: QtBot, page: TalkPage) -> None:
    """Read it back, tick that they agreed."""
    go_to(page, "read_back")
    page.read_back.agreed.click()


def kept(office: Office) -> Talk:
    """The one conversation that is not finished, as it is kept."""
    rows = conversation_rows(office.officer, round_code="R1")
    assert len(rows) == 1
    return read_conversation(office.officer, conversation_id=rows[0].id).talk


def test_from_the_first_word_to_an_eoi(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, page = begin(qtbot, window)
    assert [step.key for step in page._all] == STEPS
    asked = " ".join(field.label for field in page._fields)
    assert "ethnic" not in asked.casefold(), "nobody is asked aloud what the sheet apart asks"
    assert page.read_back.apart_label.isVisibleTo(page.read_back)
    qtbot.keyClicks(page.steps[0].told_by, "Rosa")  # type: ignore[attr-defined]
    write_all(qtbot, page)
    assert row_of(page, "answer:when").editor.heard_label.text() == "Friday 4 December 2026"
    agree(qtbot, page)
    assert page.finish_button.isEnabled(), page.finish_button.toolTip()
    press(qtbot, page.finish_button)
    eoi = eoi_page(office.officer, round_code="R1", reference="EOI-001")
    assert (eoi.organisation, eoi.source, eoi.state, eoi.contact.name) == (
        "Kite Makers",
        "by conversation",
        EoiState.RECEIVED,
        "Rosa Lind",
    )
    assert (eoi.details.title, eoi.details.requested_pence, eoi.details.funding_kind) == (
        "Kites for all",
        480_000,
        FundingKind.CORE,
    )
    assert eoi.details.answers == {
        "need": "The sky is empty.",
        "ok": "Yes",
        "who": "Elders & carers",
        "when": "2026-12-04",
    }
    told = telling_of(office.officer, round_code="R1", reference="EOI-001")
    assert told == TellingRow("Rosa", TODAY, "Olu Officer", TODAY)
    assert conversation_rows(office.officer, round_code="R1") == ()
    assert tab.route.item == "EOI-001" and tab.view.isVisible()
    facts = dict(tab.view.facts._pairs)
    assert facts["Came from"] == "by conversation"


def test_it_is_saved_while_one_types_and_goes_on_after_a_restart(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    _tab, page = begin(qtbot, window)
    assert conversation_rows(office.officer, round_code="R1") == ()
    with qtbot.waitSignal(page.keeper.saved):
        qtbot.keyClicks(page.steps[0].told_by, "Rosa")  # type: ignore[attr-defined]
    go_to(page, "part2")
    with qtbot.waitSignal(page.keeper.saved):
        qtbot.keyClicks(row_of(page, "amount_requested").editor.edit, "about four")
    assert page.saved_label.text().startswith("Saved at ")
    assert kept(office) == Talk(TODAY, "Rosa", None, {"amount_requested": "about four"})
    assert eoi_rows(office.officer, round_code="R1") == []
    other = create_window(office.app, settings())
    qtbot.addWidget(other)
    other.show()
    again = go(other, "round", "R1", "eois")
    assert again.talks.isVisible() and len(again.talks.rows) == 1
    press(qtbot, again.talks.rows[0].button)
    assert isinstance(again.form, TalkPage)
    assert again.form.steps[0].told_by.text() == "Rosa"
    assert row_of(again.form, "amount_requested").editor.edit.text() == "about four"
    again.form.keeper.stop()


def test_the_keyboard_is_enough(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    _tab, page = begin(qtbot, window)
    focus = lambda: QApplication.focusWidget()  # noqa: E731
    qtbot.waitUntil(lambda: focus() is page.steps[0].told_by)  # type: ignore[attr-defined]
    QTest.keyClick(focus(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert page.step.key == "part0"
    qtbot.waitUntil(lambda: focus() is row_of(page, "organisation").editor.picker.edit)
    QTest.keyClicks(focus(), "Kite Makers")
    for _ in range(3):
        QTest.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert page.step.key == "question1"
    assert focus() is row_of(page, "answer:need").editor.box
    QTest.keyClicks(focus(), "Rest.")
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus() is not row_of(page, "answer:need").editor.box
    QTest.keyClick(page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert page.step.key == "part2"
    go_to(page, "question2")
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert row_of(page, "answer:ok").editor.said() == {"answer:ok": "Yes"}
    go_to(page, "read_back")
    qtbot.waitUntil(lambda: focus() is page.read_back.change_buttons["organisation"])
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert page.step.key == "part0" and focus() is row_of(page, "organisation").editor.picker.edit
    assert ("The next step", "Alt+PgDown") in keys_of(window)
    assert page.may_leave()
    assert kept(office).said == {"organisation": "Kite Makers", "answer:need": "Rest.", "answer:ok": "Yes"}


def test_what_can_not_be_read_is_said_beside_it_and_at_the_end(qtbot: QtBot, window: MainWindow) -> None:
    _tab, page = begin(qtbot, window)
    go_to(page, "part2")
    asked = row_of(page, "amount_requested")
    qtbot.keyClicks(asked.editor.edit, "a lot")
    page.next()
    assert asked.problem_label.text().startswith("This is not an amount of money")
    assert page.nav.buttons["part2"].toolTip() == asked.problem_label.text()
    agree(qtbot, page)
    assert page.read_back.message.text == (
        "2 things have to be mended before it can be handed in. They are marked below."
    )
    assert not page.finish_button.isEnabled()
    page.read_back.change_buttons["amount_requested"].click()
    asked.editor.edit.setText("£4,800")
    asked.editor.changed.emit()
    go_to(page, "part0")
    row_of(page, "organisation").editor.picker.edit.setText("Sunrise Carers")
    go_to(page, "read_back")
    assert (page.read_back.message.text, page.finish_button.isEnabled()) == ("", True)
    page.read_back.agreed.click()
    assert page.finish_button.toolTip() == "Read it back first, and tick that they agreed."
    page.keeper.stop()


def test_words_are_counted_and_a_limit_is_soft(qtbot: QtBot, window: MainWindow) -> None:
    _tab, page = begin(qtbot, window)
    box, label = (getattr(row_of(page, "answer:need").editor, one) for one in ("box", "count_label"))
    said = []
    for words in (0, 200, 201, 220, 221):
        box.setPlainText("word " * words)
        said.append(label.text())
    assert said == [
        "0 of 200 words",
        "200 of 200 words",
        "201 of 200 words. A little more is fine.",
        "220 of 200 words. A little more is fine.",
        "The answer has 221 words; the form asks for 200 at most. "
        "Is there something that they could leave out?",
    ]
    page.keeper.stop()


def test_a_known_organisation_is_found_by_a_part_of_its_name(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    _tab, page = begin(qtbot, window)
    row_of(page, "organisation").editor.picker.edit.setText("sunrise carers")
    assert page.keeper.flush()
    talk = kept(office)
    assert talk.said == {"organisation": "Sunrise Carers"} and talk.organisation_id is not None


def test_a_large_minimum_leads_to_its_reason(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    _tab, page = begin(qtbot, window)
    write_all(qtbot, page)
    row_of(page, "minimum_amount").editor.edit.setText("4,700")
    page.keeper.touch()
    agree(qtbot, page)
    press(qtbot, page.finish_button)
    why = row_of(page, "minimum_reason")
    assert page.step.key == "part2" and "needs a reason" in why.problem_label.text()
    qtbot.keyClicks(why.editor.edit, "The hall costs that.")
    go_to(page, "read_back")
    press(qtbot, page.finish_button)
    details = eoi_page(office.officer, round_code="R1", reference="EOI-001").details
    assert (details.minimum_pence, details.minimum_reason) == (470_000, "The hall costs that.")


def test_thrown_away_with_a_reason_or_without_a_word(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, page = begin(qtbot, window)
    press(qtbot, page.throw_button)
    assert tab.form is None
    tab, page = begin(qtbot, window)
    row_of(page, "title").editor.edit.setText("Kites")
    page.keeper.touch()
    assert page.keeper.flush()

    def say_why(dialog: ReasonDialog) -> None:
        qtbot.keyClicks(dialog.edit, "They will write instead")
        dialog.ok.click()

    in_dialog(ReasonDialog, say_why, page.throw_away)
    assert tab.form is None and not tab.talks.isVisible()
    assert conversation_rows(office.officer, round_code="R1") == ()


def test_finished_later_it_stands_over_the_list(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, page = begin(qtbot, window)
    row_of(page, "organisation").editor.picker.edit.setText("Kite Makers")
    press(qtbot, page.leave_button)
    assert tab.form is None and tab.list_page.isVisible()
    assert [row.button.accessibleDescription() for row in tab.talks.rows] == [
        "The conversation with Kite Makers is not finished"
    ]


def test_two_who_write_in_one_conversation_are_told_apart(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    key = begin_conversation(
        office.officer, round_code="R1", talk=Talk(TODAY, "Rosa", None, {"title": "Kites"})
    )
    tab = go(window, "round", "R1", "eois")
    tab.talk(key)
    page = tab.form
    theirs = replace(kept(office), said={"title": "Kites of theirs"})
    save_conversation(office.officer, conversation_id=key, version=1, talk=theirs)
    row_of(page, "title").editor.edit.setText("Kites of mine")
    page.keeper.touch()
    in_dialog(ConflictDialog, lambda dialog: dialog._keep_yours(), page.keeper.flush)
    assert kept(office).said == {"title": "Kites of mine"}
    save_conversation(office.officer, conversation_id=key, version=3, talk=theirs)
    row_of(page, "title").editor.edit.setText("Kites again")
    page.keeper.touch()
    in_dialog(ConflictDialog, lambda dialog: dialog.accept(), page.keeper.flush)
    assert tab.form is not page
    assert row_of(tab.form, "title").editor.edit.text() == "Kites of theirs"


def test_what_can_not_be_saved_is_not_lost_without_asking(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, page = begin(qtbot, window)
    row_of(page, "title").editor.edit.setText("Kites")
    page.keeper.touch()
    with office.officer.unit_of_work() as uow:
        found = uow.rounds.find(code="R1")
        assert found is not None
        found.state = RoundState.MODERATION
        uow.commit()
    in_dialog(Dialog, lambda dialog: dialog.reject(), page.leave)
    assert tab.form is page and "takes no EOIs now" in page.message.text
    assert page.saved_label.text() == "Not saved"
    in_dialog(Dialog, lambda dialog: dialog.accept(), page.leave)
    assert tab.form is None


def test_every_control_is_named_and_each_letter_means_one_thing(qtbot: QtBot, window: MainWindow) -> None:
    _tab, page = begin(qtbot, window)
    for at in range(len(page._all)):
        page.show_step(at)
        controls = [
            one
            for kind in (QLineEdit, QPlainTextEdit, QAbstractButton)
            for one in page.findChildren(kind)
            if one.isVisibleTo(page)
        ]
        unnamed = [one for one in controls if not (one.accessibleName() or getattr(one, "text", str)())]
        assert unnamed == []
        texts = [
            one.text() for kind in (QAbstractButton, QLabel) for one in page.findChildren(kind)
            if one.isVisibleTo(page)
        ]  # fmt: skip
        letters = [
            text[text.index("&") + 1].casefold()
            for text in (text.replace("&&", "") for text in texts)
            if "&" in text
        ]
        assert len(letters) == len(set(letters)), (page.step.key, letters)
    page.keeper.stop()
