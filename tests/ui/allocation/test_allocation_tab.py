"""The Allocation tab: the rule first, amounts with reasons, comparisons, approval by a second person."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import Decision
from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.allocation import allocation_page
from commissioning_app.services.queries.moderation import moderation_rows
from commissioning_app.ui.allocation.dialogs import RecommendDialog
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office
from tests.samples import CODE
from tests.ui.allocation.allocating import allocation, counts, cut_off, settle
from tests.ui.desk import in_dialog, press


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
    assert cut_off(tab.amounts.table) == []
    apply_theme(qapp, "dark", 200)
    qtbot.waitUntil(lambda: tab.sheet.overflow() == 0)
    qtbot.waitUntil(lambda: cut_off(tab.amounts.table) == [])


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
        "Number 1 on the reserve list. Not a small organisation."
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
