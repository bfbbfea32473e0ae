"""One EOI on its page: what stands there, and what can be done with it, by real buttons and keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.domain.eligibility import LateGround
from commissioning_app.domain.eois import EoiContact, EoiState, Publication
from commissioning_app.domain.forms import EligibilityRule
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.eligibility import ask_query, find_eligible
from commissioning_app.services.eois import ContactDetails, withdraw_eoi
from commissioning_app.services.queries.eoi_history import eoi_history
from commissioning_app.services.queries.eois import EoiPage, eoi_page
from commissioning_app.ui.eois.actions import (
    AnswerDialog,
    AskDialog,
    ContactDialog,
    EligibleDialog,
    IneligibleDialog,
    LateDialog,
    PublicationDialog,
    TakeBackDialog,
    WithdrawDialog,
)
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from tests.factories import Office, a_round, an_eoi, an_organisation, store
from tests.ui.desk import Hands, go, in_dialog, press, sit_down

ANSWERS = {"need": "A place to meet.", "when": "2026-12-04"}


def with_eoi(office: Office, state: EoiState = EoiState.RECEIVED, **changes: Any) -> Round:
    """A closed round with one EOI."""
    round_, group = a_round(state=RoundState.CLOSED, **changes), an_organisation("Sunrise Carers")
    eoi = an_eoi(round_.id, group.id, state=state, answers=ANSWERS)
    store(office.officer, round_, group, eoi, EoiContact(eoi.id, "Mina Begum", "mina@example.org"))
    return round_


def page_of(office: Office, reference: str = "EOI-001") -> EoiPage:
    """The EOI, as the services tell it."""
    return eoi_page(office.officer, round_code="R1", reference=reference)


def said(widget: QWidget) -> list[str]:
    """Every text on a card, from the top."""
    QApplication.processEvents()  # what was put into a layout is shown at the next turn
    return [label.text() for label in widget.findChildren(QLabel) if label.text() and label.isVisible()]


def test_the_whole_application_stands_there(office: Office, window: MainWindow) -> None:
    with_eoi(office)
    view = go(window, "round", "R1", "eois", "EOI-001").view
    assert view.organisation_label.text() == "EOI-001 · Sunrise Carers"
    assert said(view.application) == [
        "What they say",
        "What do people in your community need?", "A place to meet.",
        "What would you do with the money?", "No answer.",
        "When would you start?", "Friday 4 December 2026",
    ]  # fmt: skip
    assert view.facts.facts.pairs == (
        ("Asked", "£8,400"),
        ("Core or project", "Core"),
        ("Organisation", "Small"),
        ("Received", "Tuesday 1 September 2026"),
    )
    assert view.contact.facts.pairs == (("Name", "Mina Begum"), ("E-mail", "mina@example.org"))
    assert view.publication.words.text() == "Published in full"
    assert view.standing_label.text() == "Nobody has looked yet whether it is eligible."


def test_eligible_is_one_press_and_can_be_taken_back(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    with_eoi(office)
    view = go(window, "round", "R1", "eois", "EOI-001").view
    press(qtbot, view.buttons["find_eligible"])
    assert (page_of(office).state, view.chip.text) == (EoiState.ELIGIBLE, "Eligible")
    assert window.message.text == "EOI-001 is eligible."

    def take_back(dialog: TakeBackDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say why the decision is taken back."
        qtbot.keyClicks(dialog.reason, "I opened the wrong one")
        press(qtbot, dialog.go_button)

    in_dialog(TakeBackDialog, take_back, lambda: press(qtbot, view.buttons["take_back_eligibility"]))
    assert (page_of(office).state, view.chip.text) == (EoiState.RECEIVED, "Received")
    assert [line.what for line in eoi_history(office.officer, round_code="R1", reference="EOI-001")] == [
        "Eligibility taken back",
        "EOI found eligible",
    ]
    assert "Why: I opened the wrong one" in said(view.history)


def test_a_question_its_answer_and_the_day_to_answer(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    with_eoi(office)
    view = go(window, "round", "R1", "eois", "EOI-001").view

    def ask(dialog: AskDialog) -> None:
        qtbot.keyClicks(dialog.question, "Who else pays?")
        dialog.reply_by.edit.clear()
        qtbot.keyClicks(dialog.reply_by.edit, "2/9/2026")
        press(qtbot, dialog.go_button)
        assert dialog.fields["reply_by"].error == (
            "Applicants have five working days to answer: Tuesday 8 September 2026 at the earliest."
        )
        dialog.reply_by.edit.clear()
        qtbot.keyClicks(dialog.reply_by.edit, "10/9/2026")
        press(qtbot, dialog.go_button)

    in_dialog(AskDialog, ask, lambda: press(qtbot, view.buttons["ask_query"]))
    query = page_of(office).queries[0]
    assert (query.question, query.reply_by) == ("Who else pays?", date(2026, 9, 10))
    assert view.standing_label.text() == (
        "We asked the applicant something. They have until Thursday 10 September 2026 to answer."
    )

    def answer(dialog: AnswerDialog) -> None:
        qtbot.keyClicks(dialog.answer, "Nobody.")
        qtbot.keyClick(dialog.helps, Qt.Key.Key_Space)
        press(qtbot, dialog.go_button)

    qtbot.waitUntil(view.queries.buttons[0].isVisible)
    in_dialog(AnswerDialog, answer, lambda: press(qtbot, view.queries.buttons[0]))
    query = page_of(office).queries[0]
    assert (query.answer, query.helps_everyone) == ("Nobody.", True)
    assert view.standing_label.text() == "The applicant has answered. Is it eligible now?"


def test_ineligible_only_by_a_published_rule_after_time_to_mend(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    rules = (
        EligibilityRule("area", "You work in our area.", "Show us where you meet."),
        EligibilityRule("profit", "You don’t work for private profit."),
    )
    with_eoi(office, eligibility_rules=rules)
    view = go(window, "round", "R1", "eois", "EOI-001").view

    def rule_out(dialog: IneligibleDialog) -> None:
        qtbot.keyClicks(dialog.reason, "You meet in Leeds.")
        press(qtbot, dialog.go_button)
        assert dialog.message.text.startswith("The applicant could mend this. Ask them first")
        dialog.rule.buttons["profit"].setFocus()
        qtbot.keyClick(dialog.rule.buttons["profit"], Qt.Key.Key_Space)
        dialog.reason.clear()
        qtbot.keyClicks(dialog.reason, "It is a company for profit.")
        press(qtbot, dialog.go_button)

    in_dialog(IneligibleDialog, rule_out, lambda: press(qtbot, view.buttons["find_ineligible"]))
    page = page_of(office)
    assert (page.state, page.state_reason) == (EoiState.INELIGIBLE, "It is a company for profit.")
    assert view.standing_label.text() == (
        "Ruled out by the rule “You don’t work for private profit”. It is a company for profit."
    )
    after_all = view.buttons["find_eligible_after_all"]
    in_dialog(EligibleDialog, lambda dialog: press(qtbot, dialog.go_button), lambda: press(qtbot, after_all))
    assert page_of(office).state is EoiState.ELIGIBLE


def test_without_published_rules_nothing_is_ruled_out(office: Office, window: MainWindow) -> None:
    with_eoi(office, eligibility_rules=())
    button = go(window, "round", "R1", "eois", "EOI-001").view.buttons["find_ineligible"]
    assert (button.isEnabled(), button.toolTip()) == (
        False,
        "This round has published no rule that an EOI could be ruled out by. Rules stand under Form.",
    )


def test_a_late_one_is_taken_by_an_approver_only(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office, EoiState.LATE)
    button = go(window, "round", "R1", "eois", "EOI-001").view.buttons["agree_late"]
    assert not button.isEnabled()
    assert button.toolTip().startswith("An approver agrees to take a late EOI.")
    sit_down(window, office.approver)
    view = go(window, "round", "R1", "eois", "EOI-001").view

    def take(dialog: LateDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say what we did wrong."
        dialog.ground.buttons[LateGround.ACCESS_NEED].setFocus()
        qtbot.keyClick(dialog.ground.buttons[LateGround.ACCESS_NEED], Qt.Key.Key_Space)
        assert not dialog.fields["reason"].isVisible()
        press(qtbot, dialog.go_button)

    in_dialog(LateDialog, take, lambda: press(qtbot, view.buttons["agree_late"]))
    page = page_of(office)
    assert (page.state, page.state_reason, page.late_agreed_by) == (
        EoiState.RECEIVED,
        "late because of an access need",
        "Ava Approver",
    )
    assert ("Came late; taken by", "Ava Approver") in view.facts.facts.pairs


def test_withdrawing_asks_what_they_said(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    view = go(window, "round", "R1", "eois", "EOI-001").view

    def withdraw(dialog: WithdrawDialog) -> None:
        qtbot.keyClicks(dialog.reason, "They found other money.")
        press(qtbot, dialog.go_button)

    in_dialog(WithdrawDialog, withdraw, lambda: press(qtbot, view.buttons["withdraw_eoi"]))
    assert page_of(office).state is EoiState.WITHDRAWN
    assert view.standing_label.text() == "The applicant took it back: They found other money."
    assert [verb for verb, button in view.buttons.items() if button.isVisible()] == []


def test_what_is_published_and_whom_to_write_to(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    view = go(window, "round", "R1", "eois", "EOI-001").view

    def hold_back(dialog: PublicationDialog) -> None:
        assert not dialog.fields["reason"].isVisible()
        dialog.choice.set_chosen(Publication.NO_LOCATION)
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error.startswith("Say why it is held back")
        qtbot.keyClicks(dialog.reason, "A refuge")
        press(qtbot, dialog.go_button)

    in_dialog(PublicationDialog, hold_back, lambda: press(qtbot, view.publication.button))

    def write_down(dialog: ContactDialog) -> None:
        dialog.name.clear()
        qtbot.keyClicks(dialog.name, "Rosa Lind")
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)

    in_dialog(ContactDialog, write_down, lambda: press(qtbot, view.contact.button))
    page = page_of(office)
    assert (page.publication, page.publication_reason) == (Publication.NO_LOCATION, "A refuge")
    assert page.contact == ContactDetails("Rosa Lind", "mina@example.org", "")
    assert view.publication.reason.text() == "A refuge"


def test_the_later_of_two_is_told_and_nothing_is_overwritten(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    with_eoi(office)
    view = go(window, "round", "R1", "eois", "EOI-001").view
    withdraw_eoi(office.officer, round_code="R1", reference="EOI-001", reason="moved")
    press(qtbot, view.buttons["find_eligible"])
    assert view.message.text.startswith("Somebody else changed this eoi while you were working on it.")
    assert page_of(office).state is EoiState.WITHDRAWN


def test_a_dialog_shows_both_versions_and_asks(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    view = go(window, "round", "R1", "eois", "EOI-001").view

    def hold_back(dialog: PublicationDialog) -> None:
        find_eligible(office.officer, round_code="R1", reference="EOI-001")
        dialog.choice.set_chosen(Publication.WITHHELD)
        qtbot.keyClicks(dialog.reason, "A refuge")
        hands = Hands(ConflictDialog, lambda conflict: conflict._keep_yours())
        press(qtbot, dialog.go_button)
        hands.check()

    in_dialog(PublicationDialog, hold_back, lambda: press(qtbot, view.publication.button))
    page = page_of(office)
    assert (page.state, page.publication) == (EoiState.ELIGIBLE, Publication.WITHHELD)


def test_from_one_to_the_next_and_to_the_organisation(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    round_ = with_eoi(office)
    group = an_organisation("Kites")
    store(office.officer, group, an_eoi(round_.id, group.id, "EOI-002"))
    view = go(window, "round", "R1", "eois", "EOI-001").view
    assert (view.place_label.text(), view.previous_button.isEnabled()) == ("1 of 2", False)
    assert view.next_button.shortcut().toString() == "Alt+PgDown"
    press(qtbot, view.next_button)
    assert (view.page.reference, view.next_button.toolTip()) == ("EOI-002", "This is the last one.")
    press(qtbot, view.facts.open_button)
    assert window.shell.navigator.current == Route("organisations", item=str(group.id))


def test_one_that_is_not_there_is_said(office: Office, window: MainWindow) -> None:
    with_eoi(office)
    view = go(window, "round", "R1", "eois", "EOI-404").view
    assert (view.message.text, view.head.isVisible()) == ("There is no EOI “EOI-404” in this round.", False)


def test_others_than_officers_read_and_are_told_why_not(office: Office, window: MainWindow) -> None:
    with_eoi(office)
    ask_query(office.officer, round_code="R1", reference="EOI-001", question="Who else pays?")
    sit_down(window, office.auditor)
    view = go(window, "round", "R1", "eois", "EOI-001").view
    buttons = [button for button in view.buttons.values() if button.isVisible()]
    assert len(buttons) == 5
    assert {(button.isEnabled(), button.toolTip()) for button in buttons} == {
        (False, "Officers do this. Choose another person in Settings, or ask one.")
    }
    assert not view.queries.buttons[0].isEnabled()


def test_large_text_scrolls_down_never_sideways(
    qtbot: QtBot, qapp: Any, office: Office, window: MainWindow
) -> None:
    with_eoi(office)
    window.resize(1366, 768)
    apply_theme(qapp, "dark", 200)
    tab = go(window, "round", "R1", "eois")
    qtbot.waitUntil(lambda: tab.list_page.overflow() == 0)
    view = go(window, "round", "R1", "eois", "EOI-001").view
    qtbot.waitUntil(lambda: view.overflow() == 0)
    assert window.width() == 1366

    def look(dialog: IneligibleDialog) -> None:
        qtbot.waitUntil(lambda: dialog.height() <= 768)
        assert dialog.width() <= 1366
        dialog.reject()

    in_dialog(IneligibleDialog, look, lambda: press(qtbot, view.buttons["find_ineligible"]))


def test_the_time_of_what_happened_is_london_s(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    with_eoi(office)
    office.clock.instant = datetime.fromisoformat("2026-09-01T22:15:00+00:00")
    find_eligible(office.officer, round_code="R1", reference="EOI-001")
    view = go(window, "round", "R1", "eois", "EOI-001").view
    assert said(view.history)[-1] == "Olu Officer, Tuesday 1 September 2026, 23:15"
