"""The Allocation tab: the rule first, amounts with reasons, comparisons, approval by a second person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import Decision
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.allocation import record_recommendation
from commissioning_app.services.awards import agree_payment_plan, award_rows
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.moderation import change_score
from commissioning_app.services.panels import note_presence
from commissioning_app.services.queries.allocation import AllocationPage, allocation_page
from commissioning_app.services.queries.moderation import moderation_page, moderation_rows
from commissioning_app.services.rounds import read_round
from commissioning_app.ui.allocation.dialogs import ApproveDialog, RecommendDialog, SendBackDialog
from commissioning_app.ui.allocation.listing import AmountsTable
from commissioning_app.ui.allocation.page import AllocationTab
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from tests.factories import Office, a_round, store
from tests.samples import CODE, sample_office
from tests.ui.desk import go, in_dialog, office_in, open_window, press, sit_down


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The sample round at moderation."""
    return sample_office(tmp_path, RoundState.MODERATION)


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> MainWindow:
    """The window with the officer at the desk."""
    return open_window(qtbot, office.app)


def allocation(qtbot: QtBot, window: MainWindow, code: str = CODE, item: str = "") -> AllocationTab:
    """The tab, with its amounts there."""
    tab = go(window, "round", code, "allocation", item)
    settle(qtbot, tab)
    return tab


def settle(qtbot: QtBot, tab: AllocationTab) -> None:
    """Wait until what was asked for is shown."""
    qtbot.waitUntil(lambda: tab.page is not None and not running_tasks())


def counts(page: AllocationPage) -> str:
    """The line under the table, worked out from the service's answer."""
    funded = sum(line.amount_pence > 0 for line in page.lines)
    of = {one: sum(line.decision is one for line in page.lines) for one in Decision}
    waiting, below = of[Decision.RESERVE], of[Decision.DECLINE]
    return f"{funded} funded · {waiting} on the reserve list · {below} below the score"


def nothing_in_the_way(office: Office) -> None:
    """Finance agreed to the plan, and all members were at moderation."""
    agree_payment_plan(office.finance, round_code=CODE)
    with office.officer.reading() as uow:
        round_ = uow.rounds.find(code=CODE)
        assert round_ is not None
        present = [row[0] for row in uow.members.columns("id", round_id=round_.id)]
    note_presence(office.officer, round_code=CODE, present=present)


def test_the_rule_that_was_published_is_said_first(qtbot: QtBot, window: MainWindow) -> None:
    tab = allocation(qtbot, window)
    assert tab.head.sentence.text() == (
        "The rule that was published: fair shares, for EOIs that score 55 or more"
    )
    assert tab.head.detail.text() == (
        "Everyone who comes in gets their minimum, their ask, or the same equal share. "
        "Fixed on Monday 2 February 2026, before any result was known."
    )
    assert tab.head.chip.text == "Not recommended yet"
    assert tab.head.y() < tab.methods.y() < tab.body.y()


def test_every_amount_stands_with_its_sentence(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab = allocation(qtbot, window)
    page = allocation_page(office.officer, round_code=CODE)
    model = tab.amounts.table.model
    shown = {
        model.id_at(place): (model.values_at(place)[4], model.values_at(place)[6])
        for place in range(model.rowCount())
    }
    assert shown == {line.reference: (line.amount_pence, line.why) for line in page.lines}
    assert tab.amounts.counts.text() == counts(page)
    assert tab.rule_card.shared.text() == f"{pounds(page.allocated_pence)} shared (100 %). Nothing is left."


def test_no_reason_is_cut_off_at_any_text_size(qtbot: QtBot, window: MainWindow, qapp: Any) -> None:
    tab = allocation(qtbot, window)
    assert _cut_off(tab.amounts.table) == []
    apply_theme(qapp, "dark", 200)
    qtbot.waitUntil(lambda: tab.sheet.overflow() == 0)
    qtbot.waitUntil(lambda: _cut_off(tab.amounts.table) == [])


def _cut_off(table: AmountsTable) -> list[str]:
    """The reasons that are higher than their rows."""
    found = []
    place = next(i for i, c in enumerate(table.model.columns) if c.key == "why")
    for row in range(table.model.rowCount()):
        index = table.model.index(row, place)
        text = str(index.data())
        box = table.view.fontMetrics().boundingRect(
            0, 0, table.view.columnWidth(place) - 18, 10_000, int(Qt.TextFlag.TextWordWrap), text
        )
        if box.height() > table.view.rowHeight(row):
            found.append(text)
    return found


def test_the_chosen_eoi_is_told_in_full_and_opened(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = allocation_page(office.officer, round_code=CODE)
    line = next(one for one in page.lines if one.reserve_position == 1)
    tab = allocation(qtbot, window, item=line.reference)
    chosen = tab.amounts.chosen
    assert chosen.title.text() == f"{line.reference} {line.title}, {line.organisation}"
    assert chosen.why.text() == line.why
    assert line.score is not None
    assert chosen.facts.text() == (
        f"Asked for {pounds(line.requested_pence)}; the least that makes the work possible is "
        f"{pounds(line.minimum_pence)}. Panel score {float(line.score):.1f}. "
        "Number 1 on the reserve list. A small organisation."
    ).replace(".0. ", ". ")
    press(qtbot, chosen.open_button)
    route = window.shell.navigator.current
    assert route is not None
    assert (route.tab, route.item) == ("eois", line.reference)


def test_one_decision_can_be_looked_at_alone(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = allocation_page(office.officer, round_code=CODE)
    waiting = [line.reference for line in page.lines if line.decision is Decision.RESERVE]
    tab = allocation(qtbot, window)
    tab.amounts.show_decision(Decision.RESERVE)
    model = tab.amounts.table.model
    assert [model.id_at(place) for place in range(model.rowCount())] == waiting
    assert tab.amounts.decision_box.currentText() == f"On the reserve list ({len(waiting)})"


def test_other_methods_are_comparisons(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    own = allocation_page(office.officer, round_code=CODE)
    other = allocation_page(office.officer, round_code=CODE, method="ranked")
    figures = other.methods[1].figures
    assert figures.share_to_small is not None and figures.share_to_core is not None
    tab = allocation(qtbot, window)
    faces = tab.methods.cards
    assert {name: face.chip.text for name, face in faces.items()} == {
        "fair-shares": "The rule",
        "ranked": "Comparison",
    }
    assert faces["ranked"].facts == [
        ("funded", f"{figures.funded} of {len(own.lines)}"),
        ("in part", "0"),
        ("awarded", pounds(figures.awarded_pence)),
        ("to small organisations", f"{float(figures.share_to_small) * 100:.0f} %"),
        ("to core costs", f"{float(figures.share_to_core) * 100:.0f} %"),
    ]
    press(qtbot, faces["ranked"].button)
    settle(qtbot, tab)
    assert tab.comparing.text == "These amounts are for comparison: the method “Ranked”."
    assert tab.amounts.counts.text() == counts(other)
    assert tab.head.recommend_button.text() == "&Recommend this instead of the rule"
    press(qtbot, tab.back_button)
    settle(qtbot, tab)
    assert (tab.comparing.text, tab.amounts.counts.text()) == (
        "",
        counts(own),
    )


def test_the_whole_reserve_list_is_one_press_away(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = allocation_page(office.officer, round_code=CODE, method="ranked")
    waiting = sum(line.decision is Decision.RESERVE for line in page.lines)
    tab = allocation(qtbot, window)
    tab.compare("ranked")
    settle(qtbot, tab)
    assert tab.reserve.note_label.text() == f"{waiting} EOIs wait"
    tab.reserve.all_button.click()
    assert tab.amounts.table.model.rowCount() == waiting


def test_where_the_panel_differed_leads_to_scoring(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab = allocation(qtbot, window)
    flagged = [row for row in moderation_rows(office.officer, round_code=CODE) if row.is_flagged]
    assert tab.differed.note_label.text() == f"{len(flagged)} EOIs"
    tab.differed.scoring_button.click()
    route = window.shell.navigator.current
    assert route is not None and route.tab == "scoring"


def test_the_rule_s_amounts_are_recommended_by_keyboard(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab = allocation(qtbot, window)
    tab.head.recommend_button.setFocus()
    in_dialog(
        RecommendDialog,
        lambda dialog: qtbot.keyClick(dialog.go_button, Qt.Key.Key_Return),
        lambda: qtbot.keyClick(tab.head.recommend_button, Qt.Key.Key_Return),
    )
    settle(qtbot, tab)
    found = allocation_page(office.officer, round_code=CODE).recommendation
    assert found is not None
    shared = sum(line.amount_pence for line in tab.page.lines) if tab.page else 0
    assert (found.method, found.allocated_pence, found.departure_reason) == ("fair-shares", shared, "")
    assert tab.head.chip.text == "Waits for the approver"
    assert window.message.text == "Recorded. An approver decides on it."
    assert not tab.head.approve_button.isVisible()


def test_departing_from_the_rule_needs_a_reason(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab = allocation(qtbot, window)
    tab.compare("ranked")
    settle(qtbot, tab)
    said: list[str] = []

    def fill(dialog: RecommendDialog) -> None:
        dialog.go_button.click()
        said.append(dialog.fields["reason"].error)
        qtbot.keyClicks(dialog.reason, "Fewer, larger awards")
        dialog.go_button.click()

    in_dialog(RecommendDialog, fill, lambda: press(qtbot, tab.head.recommend_button))
    settle(qtbot, tab)
    assert said == ["The rule published at opening is fair-shares. Say why you depart from it."]
    found = allocation_page(office.officer, round_code=CODE).recommendation
    assert found is not None and found.departure_reason == "Fewer, larger awards"
    assert tab.head.departure.text == (
        "It departs from the published rule, by the method “Ranked”. "
        f"{len(found.differs_from_rule)} EOIs get another amount than under the rule. "
        "The reason: Fewer, larger awards"
    )
    assert tab.methods.cards["ranked"].chip.text == "Recommended instead"


def test_the_approver_sees_checks_in_the_way(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    record_recommendation(office.officer, round_code=CODE)
    sit_down(window, office.approver)
    tab = allocation(qtbot, window)
    assert tab.head.blocked.text.startswith("2 checks stand in the way of deciding: C4 ")
    assert not tab.head.recommend_button.isVisible()

    def look(dialog: ApproveDialog) -> None:
        assert not dialog.go_button.isEnabled()
        assert dialog.message.text.startswith("2 checks stand in the way")
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
    _spoil(office, next(line.reference for line in page.lines if line.amount_pence))
    sit_down(window, office.approver)
    tab = allocation(qtbot, window)
    assert tab.head.moved.text.startswith("Since this was recorded, scores or EOIs changed:")
    assert tab.head.moved.text.endswith("Send it back, so that the pot is shared again.")
    assert not tab.head.approve_button.isEnabled()
    assert tab.head.send_back_button.isEnabled()


def _spoil(office: Office, reference: str) -> None:
    """Every score of an EOI becomes 0, so that it falls below the threshold."""
    page = moderation_page(office.officer, round_code=CODE, reference=reference)
    for criterion in page.criteria:
        for dot in criterion.dots:
            change_score(
                office.officer,
                round_code=CODE,
                reference=reference,
                member_id=dot.member_id,
                criterion_id=criterion.id,
                value=0,
                reason="Misread",
            )


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
