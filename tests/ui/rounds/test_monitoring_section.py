"""The section on monitoring answers: who is asked, which groups are looked at together, whom it serves."""

from __future__ import annotations

from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.need_profile import NeedProfile, ServedGroup
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Programme, RoundState
from commissioning_app.domain.together import Grouping, MonitoringPlan
from commissioning_app.services.programmes import programme_of_round
from commissioning_app.services.rounds import edit_round, read_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.rounds.design.need_profile import NeedDialog
from commissioning_app.ui.rounds.design.standard_groups import GroupingDialog
from tests.factories import Office, a_round, store
from tests.ui.desk import Hands, go, press, sit_down

PROGRAMME = UUID(int=3)
SOUTH_ASIAN = Grouping("South Asian communities", ("indian", "pakistani", "bangladeshi"))


def opened(office: Office, window: MainWindow, **changes: object) -> tuple[object, object]:
    store(office.officer, Programme(PROGRAMME, "Grassroots"), a_round(programme_id=PROGRAMME, **changes))
    tab = go(window, "round", "R1", "form", "monitoring")
    return tab, tab.sections["monitoring"]


def test_a_plan_is_said_and_saved(office: Office, window: MainWindow, qtbot: QtBot) -> None:
    tab, section = opened(office, window)
    section.plan.organisations.buttons["yes"].click()
    section.plan.members.buttons["no"].click()
    section.plan.detail.buttons["yes"].click()
    section.plan.with_next.click()

    def fill(dialog: GroupingDialog) -> None:
        press(qtbot, dialog.ok)
        assert dialog.fields["name"].error == "Give it a name."
        dialog.name_edit.setText("South Asian communities")
        dialog.groups.boxes["indian"].click()
        press(qtbot, dialog.ok)
        assert dialog.fields["groups"].error == "Tick two groups or more."
        for code in ("pakistani", "bangladeshi"):
            dialog.groups.boxes[code].click()
        press(qtbot, dialog.ok)

    hands = Hands(GroupingDialog, fill)
    press(qtbot, section.groupings.list.add_button)
    hands.check()
    press(qtbot, tab.save_button)
    plan = read_round(office.officer, round_code="R1").records.monitoring
    assert plan == MonitoringPlan(True, False, True, True, (SOUTH_ASIAN,))


def test_groupings_are_fixed_once_the_round_is_open(office: Office, window: MainWindow, qtbot: QtBot) -> None:
    records = RoundRecords(monitoring=MonitoringPlan(True, groupings=(SOUTH_ASIAN,)))
    tab, section = opened(office, window, state=RoundState.OPEN, records=records)
    assert not section.groupings.list.add_button.isVisible()
    section.plan.members.buttons["yes"].click()
    press(qtbot, tab.save_button)
    round_ = read_round(office.officer, round_code="R1")
    assert round_.records.monitoring == MonitoringPlan(True, True, groupings=(SOUTH_ASIAN,))
    with pytest.raises(StepRefused, match="the groups that are looked at together"):
        edit_round(office.officer, round_code="R1", version=round_.version, records=RoundRecords())


def test_whom_the_programme_serves_is_written_down(office: Office, window: MainWindow, qtbot: QtBot) -> None:
    _tab, section = opened(office, window)
    assert section.need.said.text() == "Nobody has written down yet whom “Grassroots” serves."

    def fill(dialog: NeedDialog) -> None:
        press(qtbot, dialog.save_button)
        assert dialog.message.isVisible()
        dialog.population.setText("people who live in Wexmere")
        dialog.source.setText("Census 2021")
        dialog.year.setText("2021")
        dialog.people["bangladeshi"].setText("4,200 or so")
        press(qtbot, dialog.save_button)
        assert dialog.message.text == "A figure here can’t be read. Use digits only."
        dialog.people["bangladeshi"].setText("4200")
        dialog.people["roma"].setText("0")
        press(qtbot, dialog.save_button)

    hands = Hands(NeedDialog, fill)
    press(qtbot, section.need.edit_button)
    hands.check()
    need = programme_of_round(office.officer, round_code="R1")
    assert need is not None
    assert need.profile == NeedProfile(
        "people who live in Wexmere", "Census 2021", 2021,
        (ServedGroup("bangladeshi", 4200), ServedGroup("roma", 0)),
    )  # fmt: skip
    assert section.need.said.text() == "People who live in Wexmere, by Census 2021, 2021."


def test_others_read_it_and_rounds_without_a_programme_say_so(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    sit_down(window, office.auditor)
    section = go(window, "round", "R1", "form", "monitoring").sections["monitoring"]
    assert not section.plan.with_next.isEnabled()
    assert "belongs to no programme" in section.need.said.text()
    assert section.need.edit_button.toolTip() == "Officers write down whom a programme serves."
