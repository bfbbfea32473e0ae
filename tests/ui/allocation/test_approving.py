"""The approver's side of the Allocation tab, and the tab at other steps of the round."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.allocation import record_recommendation
from commissioning_app.services.awards import award_rows
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.queries.allocation import allocation_page
from commissioning_app.services.rounds import read_round
from commissioning_app.ui.allocation.dialogs import ApproveDialog, SendBackDialog
from commissioning_app.ui.allocation.page import AllocationTab
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from tests.factories import Office, a_round, store
from tests.samples import CODE, sample_office
from tests.ui.allocation.allocating import allocation, nothing_in_the_way, settle, spoil
from tests.ui.desk import in_dialog, office_in, open_window, press, sit_down


def test_the_approver_sees_checks_in_the_way(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    record_recommendation(office.officer, round_code=CODE)
    sit_down(window, office.approver)
    tab = allocation(qtbot, window)
    assert tab.head.blocked.text.startswith("4 checks stand in the way of deciding: C4 ")
    assert not tab.head.recommend_button.isVisible()

    def look(dialog: ApproveDialog) -> None:
        assert not dialog.go_button.isEnabled()
        assert dialog.message.text.startswith("4 checks stand in the way")
        dialog.reject()

    in_dialog(ApproveDialog, look, lambda: press(qtbot, tab.head.approve_button))
    tab.head.findings_button.click()
    route = window.shell.navigator.current
    assert route is not None and (route.tab, route.item) == ("overview", "findings")


def test_an_approver_decides_the_round(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    nothing_in_the_way(office)
    record_recommendation(office.officer, round_code=CODE)
    sit_down(window, office.approver)
    tab = allocation(qtbot, window, item="recommendation")

    def approve(dialog: ApproveDialog) -> None:
        qtbot.keyClicks(dialog.minute, "Minute 14")
        press(qtbot, dialog.go_button)

    in_dialog(ApproveDialog, approve, lambda: press(qtbot, tab.head.approve_button))
    settle(qtbot, tab)
    assert read_round(office.officer, round_code=CODE).state is RoundState.DECIDED
    awarded = sum(row.amount_pence for row in award_rows(office.officer, round_code=CODE))
    assert tab.page is not None and awarded == tab.page.allocated_pence > 0
    assert (tab.head.chip.text, tab.head.reason.text()) == ("Approved", "The approver says: Minute 14")
    assert not tab.head.foot.isVisible()


def test_an_approver_sends_back_with_a_reason(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    record_recommendation(office.officer, round_code=CODE)
    sit_down(window, office.approver)
    tab = allocation(qtbot, window)

    def send_back(dialog: SendBackDialog) -> None:
        press(qtbot, dialog.go_button)
        assert dialog.fields["reason"].error == "Say why it is sent back."
        qtbot.keyClicks(dialog.reason, "Look at EOI-021 again")
        press(qtbot, dialog.go_button)

    in_dialog(SendBackDialog, send_back, lambda: press(qtbot, tab.head.send_back_button))
    settle(qtbot, tab)
    assert (tab.head.chip.text, tab.head.reason.text()) == (
        "Sent back",
        "The approver says: Look at EOI-021 again",
    )
    sit_down(window, office.officer)
    tab = allocation(qtbot, window, item="recommendation")
    assert tab.head.recommend_button.isVisible()
    assert tab.page is not None and not tab.page.is_recorded


def test_the_proposer_is_told_why_they_cannot_approve(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    both = Actor(office.officer.actor.person_id, "Sam", frozenset({Role.OFFICER, Role.APPROVER}))
    record_recommendation(office.officer, round_code=CODE)
    sit_down(window, office.officer.acting_as(both))
    tab = allocation(qtbot, window)
    assert (tab.head.approve_button.isEnabled(), tab.head.approve_button.toolTip()) == (
        False,
        "You recorded this recommendation, so a second person decides on it.",
    )


def test_a_score_that_changed_since_is_told(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    record_recommendation(office.officer, round_code=CODE)
    page = allocation_page(office.officer, round_code=CODE)
    spoil(office, next(line.reference for line in page.lines if line.amount_pence))
    sit_down(window, office.approver)
    tab = allocation(qtbot, window)
    assert tab.head.moved.text.startswith("Since this was recorded, scores or EOIs changed:")
    assert tab.head.moved.text.endswith("Send it back, so that the pot is shared again.")
    assert not tab.head.approve_button.isEnabled()
    assert tab.head.send_back_button.isEnabled()


def test_somebody_decided_first_and_the_page_says_so(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    record_recommendation(office.officer, round_code=CODE)
    sit_down(window, office.approver)
    tab = allocation(qtbot, window)
    said: list[str] = []

    def send_back(dialog: SendBackDialog) -> None:
        decide_round(office.approver, round_code=CODE, approve=False, reason="First")
        qtbot.keyClicks(dialog.reason, "Second")
        dialog.go_button.click()
        said.append(dialog.message.text)
        dialog.reject()

    in_dialog(SendBackDialog, send_back, lambda: press(qtbot, tab.head.send_back_button))
    assert said == ["There is no recommendation to decide on. An officer records one first."]


def test_before_moderation_no_amount_is_seen(qtbot: QtBot, tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.SCORING)
    window = open_window(qtbot, office.app)
    tab = allocation(qtbot, window)
    assert tab.before.isVisible()
    assert not tab.body.isVisible() and not tab.methods.isVisible()
    assert tab.before_state.title_label.text() == "The pot is shared here"
    assert not tab.head.recommend_button.isVisible()


def test_a_draft_says_that_its_rule_can_be_changed(qtbot: QtBot, tmp_path: Path) -> None:
    office = office_in(tmp_path)
    store(office.officer, a_round())
    tab = allocation(qtbot, open_window(qtbot, office.app), "R1")
    assert tab.head.sentence.text() == "The rule so far: fair shares, for EOIs that score 50 or more"
    assert "under Form" in tab.before_state.text_label.text()


def test_after_the_decision_the_recorded_amounts_stand(qtbot: QtBot, tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.DECIDED)
    window = open_window(qtbot, office.app)
    tab = allocation(qtbot, window)
    assert tab.page is not None and tab.page.is_recorded
    assert tab.head.chip.text == "Approved"
    shared = pounds(tab.page.allocated_pence)
    assert tab.head.state.text() == (
        f"Sam Sample (officer) recorded {shared} on Thursday 2 April 2026, by the method “Fair shares”. "
        "Alex Sample (approver) approved it on Wednesday 8 April 2026."
    )
    press(qtbot, tab.methods.cards["ranked"].button)
    settle(qtbot, tab)
    assert tab.back_button.text() == "Back to the recorded amounts"
    assert not tab.head.foot.isVisible()


def test_a_round_that_is_not_there_is_said(qtbot: QtBot, window: MainWindow) -> None:
    tab = AllocationTab(window.shell)
    qtbot.addWidget(tab)
    tab.open(Route("round", "NONE", "allocation"))
    qtbot.waitUntil(lambda: bool(tab.message.text))
    assert tab.message.text.startswith("There is no round “NONE” in this workspace.")
