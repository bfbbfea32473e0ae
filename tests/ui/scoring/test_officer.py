"""The officer's Scoring tab: progress without scores, reminders, moderation with its notes and changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.queries.moderation import moderation_page
from commissioning_app.services.scoring import save_draft, submit_all
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.table_model import Chip
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.scoring.change_score import ChangeScoreDialog
from commissioning_app.ui.scoring.officer import ScoringTab
from commissioning_app.ui.scoring.presence import PresenceDialog
from commissioning_app.ui.scoring.reminders import ReminderDialog
from commissioning_app.ui.widgets.page import ScrollPage
from tests.desks import Desk
from tests.ui.desk import go, in_dialog, press, sit_down

Opener = Callable[[Desk, ServiceContext], MainWindow]


@pytest.fixture
def apart(declared: Desk) -> Desk:
    """At moderation: the first EOI is 3 points apart, the second close, the third has one group only."""
    for number, scores in ((1, [5, 3]), (3, [2, 3])):
        declared.scored(number, 0, scores, comment=f"Comment {number}")
    for number in (2, 3):
        declared.scored(number, 1, [3, 3])
    declared.scored(1, 2, [4, 4])
    declared.move(RoundState.MODERATION)
    return declared


def tab_of(window: MainWindow, item: str = "") -> ScoringTab:
    tab = go(window, "round", "R1", "scoring", item)
    assert isinstance(tab, ScoringTab)
    return tab


def rows(table: Any) -> list[list[str]]:
    """What a table shows."""
    model = table.model
    columns = range(model.columnCount())
    return [[model.index(row, c).data() for c in columns] for row in range(model.rowCount())]


def page(desk: Desk, reference: str = "EOI-001") -> Any:
    return moderation_page(desk.officer, round_code="R1", reference=reference)


def test_progress_tells_who_has_sent_what_and_no_score(declared: Desk, window_of: Opener) -> None:
    declared.scored(1, 1, [5, 5])
    progress = tab_of(window_of(declared, declared.officer), "progress").progress
    assert rows(progress.members.model and progress.members) == [
        ["Community 1", "Community", "0 of 3", "0 of 3", "Not started"],
        ["Community 2", "Community", "1 of 1", "1 of 1", "All sent"],
        ["Community 3", "Community", "0 of 0", "0 of 0", "None given"],
        ["Commissioner 1", "Commissioner", "0 of 0", "0 of 0", "None given"],
        ["Commissioner 2", "Commissioner", "0 of 1", "0 of 1", "Not started"],
    ]
    assert rows(progress.eois) == [
        ["EOI-001", "Circle 1", "0 of 2", "Commissioner 2, Community 1", "Too few"],
        ["EOI-002", "Circle 2", "1 of 2", "Community 1", "Too few"],
        ["EOI-003", "Circle 3", "0 of 1", "Community 1", "Too few"],
    ]
    assert progress.banner.sentence_label.text() == "1 of 5 assessments are sent. 2 members have EOIs left."


def test_reminders_are_words_to_copy(qtbot: QtBot, declared: Desk, window_of: Opener) -> None:
    tab = tab_of(window_of(declared, declared.officer))
    press(qtbot, tab.progress.banner.button)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ReminderDialog))
    press(qtbot, dialog.copy_button)
    assert QGuiApplication.clipboard().text() == (
        "Dear Community 1,\n\n"
        "Thank you for being on the panel of Grassroots wellbeing.\n"
        "3 EOIs are still with you:\n"
        "  EOI-001  Walks 1\n  EOI-002  Walks 2\n  EOI-003  Walks 3\n\n"
        "Please send your scores by Friday 23 October 2026.\n"
        "If that is hard, or you need help with anything, tell us. We will find a way.\n\n"
        "Olu Officer\nolu@example.org\n020 7946 0000"
    )
    assert dialog.message.text == "Copied. Paste it into an e-mail to Community 1."
    dialog.people.setCurrentIndex(1)
    assert "One EOI is still with you:\n  EOI-001  Walks 1" in dialog.text.toPlainText()
    dialog.copy_all()
    assert QGuiApplication.clipboard().text().count("Dear ") == 2
    dialog.accept()


def test_when_all_is_sent_the_officer_goes_on_in_the_overview(
    qtbot: QtBot, declared: Desk, window_of: Opener
) -> None:
    for number, references in ((0, ("EOI-001", "EOI-002", "EOI-003")), (4, ("EOI-001",))):
        for reference in references:
            scores: dict[str, int | None] = {"rooted": 3, "difference": 3}
            save_draft(declared.at(number), round_code="R1", reference=reference, scores=scores)
        submit_all(declared.at(number), round_code="R1")
    window = window_of(declared, declared.officer)
    banner = tab_of(window).progress.banner
    assert banner.sentence_label.text() == "All 4 assessments are sent."
    press(qtbot, banner.button)
    assert window.shell.navigator.current == Route("round", "R1", "overview")
    sit_down(window, declared.approver)
    assert not tab_of(window).progress.banner.button.isVisible()


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED])
def test_before_scoring_the_tab_leads_to_the_panel(
    qtbot: QtBot, desk: Desk, window_of: Opener, state: RoundState
) -> None:
    desk.move(state)
    window = window_of(desk, desk.officer)
    tab = tab_of(window)
    assert tab.stack.currentWidget() is tab.empty_state
    press(qtbot, tab.empty_state.button)
    assert window.shell.navigator.current == Route("round", "R1", "panel", "assignments")


def test_the_widest_difference_comes_first_with_every_score(apart: Desk, window_of: Opener) -> None:
    view = tab_of(window_of(apart, apart.officer)).moderation
    model = view.table.model
    first = [(model.values_at(row)[0], model.values_at(row)[3]) for row in range(3)]
    assert first == [
        ("EOI-001", Chip("3 apart", "warn")),
        ("EOI-002", Chip("Close", "good")),
        ("EOI-003", Chip("One group", "bad", "warning")),
    ]
    assert view.sentence.text() == "One EOI is still to be discussed."
    discussion = view.discussion
    assert discussion.card.title_label.text() == "Walks 1"
    assert [(r.title, r.community, r.commissioner, r.flagged) for r in discussion.plot.rows] == [
        ("Rooted in the community", (5.0,), (2.0,), True),
        ("Will it make a difference?", (3.0,), (3.0,), False),
    ]
    assert discussion.scores.lines == [
        ("Community 2, community", "5", "3", "73.3"),
        ("Commissioner 1, commissioner", "2", "3", "53.3"),
    ]
    # α is 3/5: 0.6 × 73.3 + 0.4 × 53.3
    assert discussion.figures.text() == "score 65.3 · rank 1"
    assert discussion.apart.text() == (
        "Rooted in the community: 3 points apart. Community members 73.3 on average, commissioners 53.3. "
        "Not everybody whom it was given to has sent theirs."
    )
    labels = [label.text() for label in discussion.wrote.findChildren(type(view.sentence))]
    assert labels == [
        "Community 2, community member",
        "Comment 1",
        "Commissioner 1, commissioner",
        "Comment 3",
    ]


def test_what_the_panel_said_is_written_down(qtbot: QtBot, apart: Desk, window_of: Opener) -> None:
    view = tab_of(window_of(apart, apart.officer)).moderation
    discussion = view.discussion
    press(qtbot, discussion.note_button)
    assert discussion.note_field.error == "Type what the panel said."
    qtbot.keyClicks(discussion.note, "The anchors were read out again.")
    press(qtbot, discussion.note_button)
    assert [one.note for one in page(apart).discussions] == ["The anchors were read out again."]
    assert (view.sentence.text(), view.next_button.isEnabled()) == (
        "Everything that is far apart was discussed.",
        False,
    )
    assert view.table.model.values_at(0)[3] == Chip("Discussed", "good", "chat")


def test_a_note_that_is_not_written_down_is_asked_about(qtbot: QtBot, apart: Desk, window_of: Opener) -> None:
    window = window_of(apart, apart.officer)
    view = tab_of(window).moderation
    qtbot.keyClicks(view.discussion.note, "Half a")
    for words, reference in (("Stay here", "EOI-001"), ("Leave it", "EOI-002")):

        def answer(dialog: Dialog, words: str = words) -> None:
            next(b for b in dialog.findChildren(QAbstractButton) if b.text() == words).click()

        in_dialog(Dialog, answer, lambda: view.table.select("EOI-002"))
        assert (view.discussion.reference, view.table.current_id()) == (reference, reference)
    assert not view.discussion.is_unsaved
    assert window.shell.navigator.current == Route("round", "R1", "scoring", "EOI-002")


def test_a_score_changes_with_a_reason_and_keeps_the_old_one(
    qtbot: QtBot, apart: Desk, window_of: Opener
) -> None:
    view = tab_of(window_of(apart, apart.officer)).moderation

    def change(dialog: ChangeScoreDialog) -> None:
        assert (dialog.criterion.currentText(), dialog.before.text()) == ("Rooted in the community", "Now: 5")
        dialog.member.setCurrentIndex(1)
        assert (dialog.member.currentText(), dialog.before.text()) == (
            "Commissioner 1 (Commissioner)",
            "Now: 2",
        )
        press(qtbot, dialog.go_button)
        assert dialog.message.text == "Choose the new score."
        assert dialog.buttons is not None
        qtbot.keyClick(dialog.buttons.first_button(), Qt.Key.Key_4)
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say why the score changes. The old one is kept beside it."
        qtbot.keyClicks(dialog.reason, "Heard who runs it")
        press(qtbot, dialog.go_button)

    in_dialog(ChangeScoreDialog, change, view.discussion.scores.change_button.click)
    changes = [(one.member, one.before, one.after, one.reason) for one in page(apart).changes]
    assert changes == [("Commissioner 1", 2, 4, "Heard who runs it")]
    assert view.discussion.scores.lines[1][1] == "4 (changed)"
    moved = [label.text() for label in view.discussion.moved.findChildren(type(view.sentence))]
    assert moved == [
        "Commissioner 1, Rooted in the community: 2 became 4. Heard who runs it "
        "(Olu Officer, Tuesday 1 September 2026)"
    ]


def test_who_is_here_is_written_down(qtbot: QtBot, apart: Desk, window_of: Opener) -> None:
    view = tab_of(window_of(apart, apart.officer)).moderation

    def tick(dialog: PresenceDialog) -> None:
        press(qtbot, dialog.all_button)
        dialog.ticks[apart.members[2].id].click()
        press(qtbot, dialog.go_button)

    in_dialog(PresenceDialog, tick, view.presence_button.click)
    assert [apart.member(number).was_at_moderation for number in range(5)] == [True, True, False, True, True]
    assert view.sentence.text() == "One EOI is still to be discussed. 4 of 5 members were here."


def test_next_to_discuss_goes_there(qtbot: QtBot, apart: Desk, window_of: Opener) -> None:
    view = tab_of(window_of(apart, apart.officer), "EOI-003").moderation
    assert view.discussion.reference == "EOI-003"
    press(qtbot, view.next_button)
    assert view.discussion.reference == "EOI-001"


def test_others_read_and_change_nothing(apart: Desk, window_of: Opener) -> None:
    for context in (apart.approver, apart.office.auditor):
        view = tab_of(window_of(apart, context)).moderation
        assert view.discussion.scores.lines[0][0] == "Community 2, community"
        assert not view.discussion.note_button.isVisible()
        for button in (view.presence_button, view.discussion.scores.change_button):
            assert (button.isEnabled(), button.toolTip().startswith("Officers write")) == (False, True)
    apart.move(RoundState.DECIDED)
    view = tab_of(window_of(apart, apart.officer)).moderation
    assert not view.discussion.note_button.isVisible()
    assert view.discussion.scores.change_button.toolTip() == (
        "Moderation is over, so scores stay as they are."
    )


def test_at_twice_the_text_nothing_is_cut_off(
    qtbot: QtBot, qapp: Any, apart: Desk, window_of: Opener
) -> None:
    window = window_of(apart, apart.officer)
    window.resize(1366, 768)
    tab_of(window)
    apply_theme(qapp, "dark", 200)
    qtbot.waitUntil(lambda: window.rail.collapsed)
    sheets = [one for one in window.findChildren(ScrollPage) if one.isVisible()]
    assert [one.overflow() for one in sheets] == [0] * len(sheets)
