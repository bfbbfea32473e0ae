"""The Equity tab: what will be there, the first look and what it means, then totals that stand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.need_profile import NeedProfile, ServedGroup
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.rounds import Programme
from commissioning_app.domain.together import MonitoringPlan
from commissioning_app.services.programmes import edit_need_profile
from commissioning_app.services.queries.equity import TotalsState, totals_standing
from commissioning_app.services.rounds_steps import step_back
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, store
from tests.monitoring import BLACK_LED, a_panel_that_says, a_round_with, decide
from tests.ui.desk import go, in_dialog, open_window, press, sit_down

PROGRAMME = UUID(int=3)
NEED = NeedProfile(
    "people who live in Wexmere", "Census 2021", 2021,
    (
        ServedGroup("african", 30_000), ServedGroup("caribbean", 10_000), ServedGroup("other_black", 0),
        ServedGroup("white_british", 60_000),
    ),
)  # fmt: skip


def a_decided_round(office: Office, **options: Any) -> None:
    store(office.officer, Programme(PROGRAMME, "Grassroots"))
    edit_need_profile(office.officer, programme_id=PROGRAMME, profile=NEED, version=None)
    round_, _eois = a_round_with(office, programme_id=PROGRAMME, **options)
    a_panel_that_says(office, round_, ["african"] * 6 + ["white_british"] * 7)
    decide(office, round_)


def look(qtbot: QtBot, tab: Any) -> None:
    in_dialog(Dialog, lambda sure: sure.accept(), lambda: press(qtbot, tab.banner.button))


def all_words(tab: Any) -> str:
    return "\n".join(label.text() for label in tab.findChildren(QLabel))


def test_before_the_decision_it_says_what_will_be_here_and_how_many_answered(
    office: Office, window: MainWindow
) -> None:
    a_round_with(office)
    tab = go(window, "round", "R1", "equity")
    assert tab.banner.sentence_label.text() == "After the decision, totals by group will be here"
    assert not tab.banner.button.isVisible() and not tab.shown.isVisible()
    assert tab.evidence == [
        "48 of 51 EOIs (94 %) said who leads the organisation; the policy asks for 95 %.",
        "Organisations and panel members are asked, in detailed groups; 1 grouping declared.",
    ]
    tab.plan_button.click()
    assert window.shell.navigator.current.item == "monitoring"


def test_nothing_is_looked_at_before_somebody_says_so(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    a_decided_round(office)
    tab = go(window, "round", "R1", "equity", "totals")
    for _again in range(3):
        tab.refresh()
    assert totals_standing(office.officer, round_code="R1").state is TotalsState.UNSEEN
    assert not tab.shown.isVisible()
    in_dialog(Dialog, lambda sure: sure.reject(), lambda: press(qtbot, tab.banner.button))
    assert totals_standing(office.officer, round_code="R1").state is TotalsState.UNSEEN
    look(qtbot, tab)
    assert totals_standing(office.officer, round_code="R1").state is TotalsState.SEEN
    assert tab.shown.isVisible() and not tab.banner.isVisible()
    with pytest.raises(StepRefused):
        step_back(office.officer, round_code="R1", reason="Try another one")


def test_the_totals_are_shown_as_counts_with_what_is_hidden_said(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    a_decided_round(office)
    tab = go(window, "round", "R1", "equity")
    look(qtbot, tab)
    assert tab.whole_label.text().startswith("51 organisations applied, 21 were funded.")
    lines = dict(tab.applicants.grids[0].lines)
    assert lines["African"] == (14, 6)
    assert lines["Together: Black-led"] == (25, 11)
    assert "Irish" not in lines
    assert any(one.startswith("Hidden: ") and "Irish" in one for one in tab.applicants.sentences)
    assert "Roma" not in lines
    assert any(one.startswith("Nobody: ") and "Roma" in one for one in tab.applicants.sentences)
    sentence = tab.plot.rows[0].sentence
    assert sentence.startswith("Black-led: 11 of 25 were funded; of all others who answered, 10 of 23.")
    assert "1.01 times as likely, somewhere between" in sentence and "it may be chance" in sentence
    assert tab.plot.accessibleDescription() == sentence
    said = "Black-led: 40 % of the people served, 52 % of the money. The money reaches them."
    assert said in all_words(tab.need)
    assert "Source: Census 2021, 2021." in tab.need_label.text()
    panel = dict(tab.panel.grids[0].lines)
    assert (panel["African"], panel["English, Welsh, Scottish, Northern Irish or British"]) == ((6,), (7,))


def test_a_question_that_few_answered_is_withheld(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    a_decided_round(office)
    tab = go(window, "round", "R1", "equity")
    look(qtbot, tab)
    tab.applicants.tabs.tab("religion").click()
    assert tab.applicants.sentences == ["Nobody answered this."]
    assert tab.applicants.grids == []


def test_waiting_totals_and_a_trial_have_nothing_to_look_at(office: Office, window: MainWindow) -> None:
    a_decided_round(office, plan=MonitoringPlan(True, True, True, True, (BLACK_LED,)))
    tab = go(window, "round", "R1", "equity")
    assert tab.banner.sentence_label.text() == "The totals wait for the programme’s next round"
    assert not tab.banner.button.isVisible() and not tab.shown.isVisible()


def test_who_votes_and_who_pays_see_no_totals(qtbot: QtBot, office: Office) -> None:
    a_decided_round(office)
    with office.officer.reading() as uow:
        round_ = uow.rounds.find(code="R1")
        assert round_ is not None
    person_id = office.officer.actor.person_id
    store(office.officer, PanelMember(UUID(int=9), round_.id, person_id, MemberGroup.COMMISSIONER))
    window = open_window(qtbot, office.app)
    tab = go(window, "round", "R1", "equity")
    assert tab.banner.sentence_label.text() == "These totals are not for you to look at"
    assert "has a vote on this round's panel" in tab.banner.detail_label.text()
    assert not tab.shown.isVisible()
    sit_down(window, office.finance)
    go(window, "round", "R1", "overview")
    assert "equity" not in window.shell.navigator.page("round").tabs.keys()  # noqa: SIM118
    sit_down(window, office.auditor)
    tab = go(window, "round", "R1", "equity")
    assert tab.banner.button.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_the_page(
    qtbot: QtBot, office: Office, window: MainWindow, percent: int, qapp: Any
) -> None:
    a_decided_round(office)
    apply_theme(qapp, "light", percent)
    window.resize(1366, 768)
    tab = go(window, "round", "R1", "equity")
    look(qtbot, tab)
    qtbot.waitUntil(lambda: tab.sheet.overflow() == 0)
