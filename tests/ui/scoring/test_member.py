"""A member's list, one EOI at a time, saving while typing, coming back, sending, and two windows at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.queries.my_scoring import my_assignments, read_eoi_for_scoring
from commissioning_app.services.scoring import save_draft, submit_assessment
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.scoring.member import MyScoringPage
from commissioning_app.ui.widgets.page import ScrollPage
from tests.desks import Desk
from tests.factories import a_round, store
from tests.ui.desk import go, in_dialog, press

Opener = Callable[[Desk, ServiceContext], MainWindow]
FULL: dict[str, int | None] = {"rooted": 4, "difference": 3}


def page_of(window: MainWindow) -> MyScoringPage:
    page = window.stack.currentWidget()
    assert isinstance(page, MyScoringPage)
    return page


def at(window: MainWindow, reference: str) -> Any:
    """The view of one EOI."""
    go(window, "my-scoring", "R1", item=reference)
    return page_of(window).eoi


def stored(desk: Desk, reference: str = "EOI-001") -> Any:
    return read_eoi_for_scoring(desk.at(0), round_code="R1", reference=reference)


def score(eoi: Any, **answers: int) -> None:
    """Press a number for each criterion."""
    for criterion, number in answers.items():
        eoi.criteria.cards[criterion].buttons.buttons[number].click()


def states(desk: Desk) -> list[str]:
    return [one.state for one in my_assignments(desk.at(0), round_code="R1")]


def chips(page: MyScoringPage) -> list[str]:
    """What the list says of each EOI to a screen reader."""
    return [line.button.accessibleName() for line in page.list.rows.values()]


def test_the_list_says_how_far_each_is(declared: Desk, window_of: Opener) -> None:
    me = declared.at(0)
    save_draft(me, round_code="R1", reference="EOI-001", scores={"rooted": 4})
    save_draft(me, round_code="R1", reference="EOI-002", scores=FULL)
    window = window_of(declared, me)
    page = page_of(window)
    assert page.stack.currentWidget() is page.list
    assert chips(page) == [
        "Go on: Walks 1, 1 of 2 scored",
        "Look again: Walks 2, Ready to send",
        "Score it: Walks 3, Not started",
    ]
    assert page.list.header.subtitle_label.text() == "Please send your scores by Friday 23 October 2026."
    assert page.list.banner.sentence_label.text() == "1 of 3 scored. Next: Walks 1"
    assert page.top.round_label.text() == "Grassroots wellbeing"


def test_scores_are_saved_at_once_and_words_a_moment_later(
    qtbot: QtBot, declared: Desk, window_of: Opener
) -> None:
    window = window_of(declared, declared.at(0))
    eoi = at(window, "EOI-001")
    score(eoi, rooted=4, difference=-1)
    assert (stored(declared).scores, eoi.top.saved_label.text()) == (
        {"rooted": 4, "difference": None},
        "Saved just now",
    )
    qtbot.keyClicks(eoi.criteria.comment, "Led by people who know.")
    assert eoi.top.saved_label.text() == "Saving…"
    qtbot.waitUntil(lambda: stored(declared).comment == "Led by people who know.")
    eoi.criteria.cards["rooted"].note_button.click()
    qtbot.keyClicks(eoi.criteria.cards["rooted"].note, "Since 1998")
    assert window.shell.navigator.go(Route("my-scoring", "R1"))
    assert stored(declared).comments == {"rooted": "Since 1998"}
    again = at(window, "EOI-001")
    card = again.criteria.cards["rooted"]
    assert (card.buttons.score, card.note.toPlainText(), card.note.isVisible()) == (4, "Since 1998", True)
    assert (again.criteria.cards["difference"].buttons.cant_say, again.top.saved_label.text()) == (
        True,
        "Saved",
    )


def test_the_text_stands_there_in_the_order_of_the_form(declared: Desk, window_of: Opener) -> None:
    with declared.officer.unit_of_work() as uow:
        eoi = uow.eois.get(declared.eois[0].id)
        eoi.answers = {"need": "A place to walk.", "money": "Rent and tea."}
        eoi.minimum_pence, eoi.duration_months, eoi.area = 500_000, 24, "Wexmere"
        uow.commit()
    text = at(window_of(declared, declared.at(0)), "EOI-001").text
    labels = [label.text() for label in text.findChildren(type(text.title_label)) if label.isVisible()]
    assert labels == [
        "Walks 1",
        "Asks for £8,400 of core funding, for 2 years · Circle 1 · Wexmere",
        "What do people in your community need?", "A place to walk.",
        "What would you do with the money?", "Rent and tea.",
        "The least that would help", "The work is possible from £5,000.",
    ]  # fmt: skip
    assert (text.place_label.text(), text.progress.accessibleName()) == ("EOI 1 of 3", "0 of 3 scored")


def test_what_one_wants_to_come_back_to_is_marked_and_comes_last(
    qtbot: QtBot, declared: Desk, window_of: Opener
) -> None:
    window = window_of(declared, declared.at(0))
    eoi = at(window, "EOI-001")
    press(qtbot, eoi.later_button)
    assert eoi.eoi.reference == "EOI-002"
    go(window, "my-scoring", "R1")
    page = page_of(window)
    banner = page.list.banner
    assert (banner.sentence_label.text(), banner.detail_label.text()) == (
        "0 of 3 scored. Next: Walks 2",
        "You want to come back to one.",
    )
    eoi = at(window, "EOI-001")
    press(qtbot, eoi.next_button)
    go(window, "my-scoring", "R1")
    assert banner.sentence_label.text() == "0 of 3 scored. Next: Walks 1"


def test_from_one_eoi_to_the_next_and_to_the_sending(qtbot: QtBot, declared: Desk, window_of: Opener) -> None:
    window = window_of(declared, declared.at(0))
    eoi = at(window, "EOI-001")
    for reference in ("EOI-001", "EOI-002", "EOI-003"):
        assert eoi.eoi.reference == reference
        score(eoi, rooted=4, difference=2)
        press(qtbot, eoi.next_button)
    page = page_of(window)
    assert page.stack.currentWidget() is page.send
    press(qtbot, page.send.send_button)
    assert states(declared) == ["submitted"] * 3
    assert page.stack.currentWidget() is page.list
    assert page.list.banner.sentence_label.text() == "You have sent them all. Thank you."
    assert window.message.text == "3 are sent. Thank you."


def test_what_is_ready_can_be_sent_while_something_is_left(
    qtbot: QtBot, declared: Desk, window_of: Opener
) -> None:
    me = declared.at(0)
    save_draft(me, round_code="R1", reference="EOI-002", scores=FULL)
    window = window_of(declared, me)
    page = page_of(window)
    press(qtbot, page.list.send_button)
    assert page.send.words.text().startswith("2 are not finished yet.")
    assert page.send.send_button.text() == "&Send the one that is ready"
    press(qtbot, page.send.send_button)
    assert states(declared) == ["not_started", "submitted", "not_started"]
    go(window, "my-scoring", "R1", "send")
    assert (page.send.send_button.isEnabled(), page.send.send_button.toolTip()) == (
        False,
        "Nothing is ready to send. Give each criterion an answer first.",
    )
    press(qtbot, page.send.links["EOI-001"])
    assert page.eoi.eoi is not None and page.eoi.eoi.reference == "EOI-001"


def test_a_refusal_to_send_names_the_eoi_and_sends_nothing(
    qtbot: QtBot, declared: Desk, window_of: Opener
) -> None:
    me = declared.at(0)
    nothing: dict[str, int | None] = {"rooted": None, "difference": None}
    for reference, scores in (("EOI-001", nothing), ("EOI-002", FULL), ("EOI-003", FULL)):
        save_draft(me, round_code="R1", reference=reference, scores=scores)
    window = window_of(declared, me)
    go(window, "my-scoring", "R1", "send")
    page = page_of(window)
    press(qtbot, page.send.send_button)
    assert page.send.message.text == "EOI-001: Give at least one criterion a score."
    assert states(declared) == ["draft"] * 3


def test_what_was_sent_can_be_read_and_not_changed(declared: Desk, window_of: Opener) -> None:
    declared.scored(1, 0, [5, 5])
    me = declared.at(1)
    eoi = at(window_of(declared, me), "EOI-001")
    buttons = eoi.criteria.cards["rooted"].buttons.buttons
    assert not any(button.isEnabled() for button in buttons.values())
    assert buttons[5].isChecked()
    assert eoi.criteria.comment.isReadOnly()
    assert not eoi.later_button.isVisible()
    assert not eoi.criteria.others_button.isVisible()
    assert eoi.criteria.alone_label.text() == (
        "You sent this. At the panel’s meeting a score can still change, with a reason."
    )


@pytest.mark.parametrize(("choice", "kept"), [("yours", {"rooted": 2}), ("theirs", {"rooted": 5})])
def test_two_windows_on_one_assessment_are_told_apart(
    declared: Desk, window_of: Opener, choice: str, kept: dict[str, int]
) -> None:
    me = declared.at(0)
    eoi = at(window_of(declared, me), "EOI-001")
    save_draft(me, round_code="R1", reference="EOI-001", scores={"rooted": 5})

    def choose(dialog: ConflictDialog) -> None:
        shown = [label.text() for label in dialog.findChildren(type(dialog.text_label).__mro__[1])]
        assert {"Rooted in the community", "5", "2"} <= set(shown)
        words = {"yours": "Save mine over it", "theirs": "Keep theirs"}[choice]
        next(b for b in dialog.findChildren(QAbstractButton) if b.text() == words).click()

    in_dialog(ConflictDialog, choose, lambda: score(eoi, rooted=2))
    assert stored(declared).scores == kept
    assert eoi.criteria.cards["rooted"].buttons.score == kept["rooted"]
    assert not eoi.keeper.is_unsaved


def test_nobody_is_kept_on_a_page_whose_work_can_no_longer_be_saved(
    qtbot: QtBot, declared: Desk, window_of: Opener
) -> None:
    window = window_of(declared, declared.at(0))
    eoi = at(window, "EOI-001")
    declared.move(RoundState.MODERATION)
    score(eoi, rooted=2)
    sentence = "Scoring is over: the round is moderation. Nothing was changed."
    assert (eoi.message.text, eoi.top.saved_label.text()) == (sentence, "Not saved")
    answers = {"Stay here": False, "Leave without it": True}
    for words, left in answers.items():

        def answer(dialog: Dialog, words: str = words) -> None:
            next(b for b in dialog.findChildren(QAbstractButton) if b.text() == words).click()

        gone: list[bool] = []
        in_dialog(Dialog, answer, lambda gone=gone: gone.append(window.shell.navigator.go(Route("settings"))))
        assert gone == [left]


def test_after_a_minute_the_time_of_saving_stands_there(
    qtbot: QtBot, declared: Desk, window_of: Opener
) -> None:
    eoi = at(window_of(declared, declared.at(0)), "EOI-001")
    eoi.top.later.setInterval(0)
    score(eoi, rooted=2)
    qtbot.waitUntil(lambda: eoi.top.saved_label.text() == "Saved at 10:00")


def test_at_moderation_one_sees_what_others_said(qtbot: QtBot, declared: Desk, window_of: Opener) -> None:
    me = declared.at(0)
    save_draft(me, round_code="R1", reference="EOI-001", scores=FULL)
    submit_assessment(me, round_code="R1", reference="EOI-001")
    declared.scored(1, 0, [2, 5], comment="Say who does what.")
    declared.scored(3, 0, {"rooted": 3, "difference": None}, comments={"rooted": "Not sure"})
    declared.move(RoundState.MODERATION)
    window = window_of(declared, me)
    eoi = at(window, "EOI-001")
    press(qtbot, eoi.criteria.others_button)
    others = page_of(window).others
    assert page_of(window).stack.currentWidget() is others
    assert [(r.title, r.community, r.commissioner) for r in others.plot.rows] == [
        ("Rooted in the community", (2.0,), (3.0,)),
        ("Will it make a difference?", (5.0,), ()),
    ]
    texts = [label.text() for label in others.notes.findChildren(type(others.header.title_label))]
    assert texts[2:] == [
        "Community",
        "Say who does what.",
        "Commissioner",
        "Rooted in the community: Not sure",
    ]
    with declared.officer.reading() as uow:
        seen = uow.assessments.find(member_id=declared.members[0].id)
    assert seen is not None and seen.others_seen_at is not None
    press(qtbot, others.back_button)
    assert page_of(window).stack.currentWidget() is eoi


def test_before_scoring_and_without_a_panel_the_page_says_so(desk: Desk, window_of: Opener) -> None:
    desk.move(RoundState.OPEN)
    window = window_of(desk, desk.at(0))
    page = page_of(window)
    assert page.list.empty_state.title_label.text() == "Scoring has not started"
    stranger = desk.acting(*desk.at(0).actor.roles)
    window.shell.app.act_as(stranger.actor)
    window.shell.sat_down()
    assert page.stack.currentWidget() is page.rounds
    assert page.rounds.empty_state.isVisible()


def test_with_two_rounds_one_chooses(qtbot: QtBot, declared: Desk, window_of: Opener) -> None:
    other = a_round(code="R2", name="Next year", state=RoundState.CLOSED)
    place = PanelMember(uuid4(), other.id, declared.people[0].id, MemberGroup.COMMUNITY)
    store(declared.officer, other, place)
    window = window_of(declared, declared.at(0))
    page = page_of(window)
    assert page.stack.currentWidget() is page.rounds
    assert [button.text() for button in page.rounds.buttons.values()] == ["Start scoring", "Open it"]
    press(qtbot, page.rounds.buttons["R1"])
    assert page.stack.currentWidget() is page.list
    press(qtbot, page.list.rounds_button)
    assert page.stack.currentWidget() is page.rounds


def test_narrow_or_large_text_puts_the_criteria_under_the_text(
    qtbot: QtBot, qapp: Any, declared: Desk, window_of: Opener
) -> None:
    window = window_of(declared, declared.at(0))
    window.resize(1366, 768)
    eoi = at(window, "EOI-001")
    assert not eoi.panes.is_stacked
    score(eoi, rooted=4)
    eoi.criteria.cards["rooted"].buttons.buttons[4].setFocus()
    apply_theme(qapp, "dark", 200)
    qtbot.waitUntil(lambda: bool(eoi.panes.is_stacked))
    assert eoi.panes.one_scroll.isAncestorOf(eoi.criteria)
    assert eoi.criteria.cards["rooted"].buttons.buttons[4].hasFocus()
    for route in (
        Route("my-scoring", "R1"),
        Route("my-scoring", "R1", "ties"),
        Route("my-scoring", "R1", "send"),
    ):
        window.shell.navigator.go(route)
        sheets = [one for one in page_of(window).findChildren(ScrollPage) if one.isVisible()]
        assert [one.overflow() for one in sheets] == [0] * len(sheets)
    apply_theme(qapp, "light", 100)
    qtbot.waitUntil(lambda: not eoi.panes.is_stacked or not eoi.isVisible())


def test_arrow_keys_go_from_criterion_to_criterion(qtbot: QtBot, declared: Desk, window_of: Opener) -> None:
    window = window_of(declared, declared.at(0))
    window.activateWindow()
    eoi = at(window, "EOI-001")
    first, second = eoi.criteria.cards["rooted"].buttons, eoi.criteria.cards["difference"].buttons
    first.first_button().setFocus()
    qtbot.keyClick(first.first_button(), Qt.Key.Key_Down)
    qtbot.waitUntil(second.first_button().hasFocus)
    qtbot.keyClick(second.first_button(), Qt.Key.Key_Down)
    assert eoi.criteria.comment.hasFocus()
    second.first_button().setFocus()
    qtbot.keyClick(second.first_button(), Qt.Key.Key_Up)
    assert first.first_button().hasFocus()
    press(qtbot, eoi.criteria.cards["rooted"].meaning_button)
    assert eoi.criteria.cards["rooted"].meaning.isVisible()
